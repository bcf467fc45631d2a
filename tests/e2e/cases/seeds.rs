//! The same seed gives the same run, another seed another one.

use crate::curves::Curves;
use crate::page::Page;
use crate::report::{Trouble, ensure};

pub async fn check(page: &Page<'_>) -> Result<String, Trouble> {
    let first = run(page, 1).await?;
    let again = run(page, 1).await?;
    let other = run(page, 2).await?;
    ensure(first.longest().len() == 200, || format!("{} points instead of 200", first.longest().len()))?;
    ensure(first == again, || "seed 1 gave two different curves".to_owned())?;
    ensure(first.longest() != other.longest(), || "seeds 1 and 2 gave the same curve".to_owned())?;
    let last = |curves: &Curves| curves.longest()[199].1;
    Ok(format!("training loss at step 200: {} twice with seed 1, {} with seed 2", last(&first), last(&other)))
}

/// 200 steps: one epoch of 10,000 images.
async fn run(page: &Page<'_>, seed: u32) -> Result<Curves, Trouble> {
    page.prepare(&format!("seed={seed}&limit=10000&eval=0&backend=cpu")).await?;
    page.click("run").await?;
    page.until("200 steps", 120, |now| now.steps() >= 200).await?;
    page.curves("loss").await
}
