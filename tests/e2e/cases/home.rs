//! The front page: a net that learns without being asked, reads what is drawn, and finds its place among the others.

use std::time::Instant;

use serde_json::json;

use crate::cases::stage::SHIFTS;
use crate::page::Page;
use crate::report::{Trouble, ensure};
use crate::starter;

/// Digits that are drawn, and how many of them must lie among their own.
const DRAWN: usize = 100;
const LEAST_RIGHT: usize = 90;
/// Those before it are the picture's points.
const FIRST: usize = 900;
const STEP_COUNT: &str = "Number(document.querySelector('[data-testid=home-step-count]')?.textContent ?? 0)";
/// By then the net has learned all that it will.
const STEPS: u64 = 480;

pub async fn check(page: &Page<'_>) -> Result<String, Trouble> {
    page.resize((1280, 800)).await?;
    page.inject(SHIFTS).await?;
    page.open("").await?;
    let start = Instant::now();
    page.until_true("the first step", 30, &format!("return {STEP_COUNT} > 0")).await?;
    let first_step = start.elapsed().as_secs_f64();
    let (pixels, _) = starter::test_digits(1);
    draw(page, &pixels).await?;
    let reads = "return document.querySelector('[data-testid=home-prediction]')?.dataset.class !== ''";
    page.until_true("the digit to be read", 30, reads).await?;
    let first_bars = start.elapsed().as_secs_f64();
    let shift: f64 = page.ask("return window.shift", json!([])).await?;
    Ok(format!("trains after {first_step:.1} s, reads a digit after {first_bars:.1} s, moves by {shift:.3}"))
}

/// Test digits lie among their own class.
pub async fn places(page: &Page<'_>) -> Result<String, Trouble> {
    page.until_true("the net to learn", 300, &format!("return {STEP_COUNT} >= {STEPS}")).await?;
    // Its islands part within some seconds.
    tokio::time::sleep(std::time::Duration::from_secs(20)).await;
    let mut right = 0;
    let (pixels, labels) = starter::test_digits(FIRST + DRAWN);
    for (digit, label) in pixels.chunks_exact(pixels.len() / labels.len()).zip(&labels).skip(FIRST) {
        draw(page, digit).await?;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let neighbours = page.attribute("home-embedding", "data-drawn-neighbours").await?.unwrap_or_default();
        let count = |class: u8| neighbours.split(',').filter(|found| *found == class.to_string()).count();
        right += usize::from((0..10).all(|class| count(class) <= count(*label)) && count(*label) > 0);
    }
    ensure(right >= LEAST_RIGHT, || format!("only {right} of {DRAWN} digits lie among their own"))?;
    Ok(format!("{right} of {DRAWN} digits lie among their own class"))
}

async fn draw(page: &Page<'_>, ink: &[u8]) -> Result<(), Trouble> {
    let script = "
        document.querySelector('[data-testid=home-pad]')
            .dispatchEvent(new CustomEvent('emberlab-pixels', { detail: Uint8Array.from(arguments[0]) }));";
    page.ask::<Option<()>>(script, json!([ink])).await.map(drop)
}
