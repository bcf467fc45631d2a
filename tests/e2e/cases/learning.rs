//! Three epochs on all of MNIST reach what the classic programs reach, in every browser with the same numbers.

use std::fmt;
use std::time::Instant;

use crate::curves::Curves;
use crate::page::{LESSON, Page};
use crate::report::{Trouble, ensure};

const STEPS_PER_EPOCH: u64 = 1200;
/// Test accuracies to reach, from the classic programs' figures.
const AFTER_ONE_EPOCH: f64 = 0.975;
const AFTER_THREE_EPOCHS: f64 = 0.986;
const FIRST_TEN: &str = "7,2,1,0,4,1,4,9,5,9";

/// What a browser computed.
pub struct Run {
    accuracies: [f64; 2],
    first_ten: String,
    curves: [Curves; 2],
    seconds: f64,
}

pub async fn check(page: &Page<'_>) -> Result<Run, Trouble> {
    page.open(&format!("{LESSON}?seed=1&epochs=3&backend=cpu&run=1")).await?;
    page.until("training to begin", 60, |now| now.is("running")).await?;
    let start = Instant::now();
    // The first step of the second epoch comes after the evaluation on all test images.
    let first = page.until("the first epoch", 300, |now| now.epoch >= Some(1) && now.steps() > STEPS_PER_EPOCH).await?;
    let first_ten = page.attribute("first-ten", "data-predictions").await?.unwrap_or_default();
    let third = page.until("three epochs", 500, |now| now.is("done")).await?;
    let run = Run {
        accuracies: [first.metric("test-accuracy")?, third.metric("test-accuracy")?],
        first_ten,
        curves: [page.curves("loss").await?, page.curves("accuracy").await?],
        seconds: start.elapsed().as_secs_f64(),
    };
    ensure(run.accuracies[0] >= AFTER_ONE_EPOCH, || format!("less than {AFTER_ONE_EPOCH} after one epoch: {run}"))?;
    ensure(run.accuracies[1] >= AFTER_THREE_EPOCHS, || format!("less than {AFTER_THREE_EPOCHS} after three: {run}"))?;
    ensure(run.first_ten == FIRST_TEN, || format!("not {FIRST_TEN}: {run}"))?;
    Ok(run)
}

pub async fn compare(left: &Run, right: &Run) -> Result<String, Trouble> {
    for (left, right) in left.curves.iter().zip(&right.curves) {
        let differing = left.text.lines().zip(right.text.lines()).find(|(left, right)| left != right);
        ensure(left == right, || format!("the saved curves differ, first in {differing:?}"))?;
    }
    let lines: usize = left.curves.iter().map(|curves| curves.text.lines().count()).sum();
    Ok(format!("{lines} lines of saved curves are equal to the last digit"))
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ([first, third], seconds) = (self.accuracies, self.seconds);
        write!(
            f,
            "test accuracy {first} after one epoch, {third} after three, first ten {}, {seconds:.0} s",
            self.first_ten
        )
    }
}
