//! A step shared out among several workers: the curve of one, whatever happens to them.

use std::fmt;
use std::time::Duration;

use crate::curves::Curves;
use crate::page::Page;
use crate::report::{Trouble, ensure};

const STEPS: u64 = 100;
/// An epoch of more steps than are compared: its end would bring a long evaluation.
const RUN: &str = "lesson/data-parallel/?seed=1&limit=12800&eval=0&backend=cpu";
/// As long as all images take to arrive, and a hundred steps of each.
const MEASURING: Duration = Duration::from_secs(18);
/// The lesson where nobody says how many workers there are to be.
const UNASKED: &str = "lesson/cnn-mnist/?seed=1&limit=32000&batch=64&eval=0&points=100&backend=cpu";
/// Time enough to try several numbers of workers.
const UNASKED_STEPS: u64 = 400;

/// Two workers lose what one loses, and so do five; one that is killed half-way is replaced, and no loss changes in any digit.
pub async fn check(page: &Page<'_>) -> Result<String, Trouble> {
    let one = losses(page, &format!("{RUN}&workers=1"), STEPS, None).await?;
    for (workers, kill_at) in [(2, None), (5, None), (2, Some(STEPS / 2))] {
        let others = losses(page, &format!("{RUN}&workers={workers}"), STEPS, kill_at).await?;
        agree(STEPS, &one, &others, &format!("{workers} workers, one killed: {}", kill_at.is_some()))?;
    }
    Ok(format!("{STEPS} losses of one worker, two and five are the same; a killed worker changes no digit"))
}

/// On a machine that says it has six cores a lesson tries how many workers help, without being asked and without changing a
/// digit.
pub async fn unasked(page: &Page<'_>) -> Result<String, Trouble> {
    let alone = losses(page, &format!("{UNASKED}&workers=1"), UNASKED_STEPS, None).await?;
    page.pretend_cores(6).await?;
    let several = losses(page, UNASKED, UNASKED_STEPS, None).await?;
    page.pretend_cores(std::thread::available_parallelism().map_or(1, usize::from)).await?;
    let workers = page.attribute("backend", "data-workers").await?.unwrap_or_default();
    agree(UNASKED_STEPS, &alone, &several, "as many workers as help")?;
    ensure((1..=5).any(|count| workers == count.to_string()), || format!("{workers} workers"))?;
    Ok(format!("{workers} of at most 5 workers by then; {UNASKED_STEPS} losses are the same"))
}

fn agree(steps: u64, one: &Curves, others: &Curves, whose: &str) -> Result<(), Trouble> {
    (1..=steps).try_for_each(|step| {
        let (one, others) = (one.at(step), others.at(step));
        ensure(one.len() == 1 && one == others, || format!("step {step}, {whose}: {one:?} and {others:?}"))
    })
}

/// What the page measures of one worker and two on this machine; a report, not a check of speed.
pub async fn measure(page: &Page<'_>) -> Result<String, Trouble> {
    let found = measured(page).await?;
    Ok(format!("{:.0} images/s with one worker, {:.0} with two: {found}", found.one, found.two))
}

/// What the page found of one worker and of two.
pub struct Measured {
    /// Images a second.
    pub one: f64,
    pub two: f64,
    /// Share of the time that the two are at work.
    pub busy: f64,
    /// How fast each of the two gets on meanwhile, beside one alone.
    pub pace: f64,
}

impl Measured {
    pub fn speed_up(&self) -> f64 {
        self.two / self.one
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [busy, pace] = [self.busy, self.pace].map(|share| 100.0 * share);
        write!(to, "{:.2} times (at work {busy:.0} %, pace {pace:.0} %)", self.speed_up())
    }
}

/// Opens the lesson and presses Measure.
pub async fn measured(page: &Page<'_>) -> Result<Measured, Trouble> {
    page.open(RUN).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    page.click("measure-workers").await?;
    // No questions meanwhile: answering them takes a core.
    tokio::time::sleep(MEASURING).await;
    page.until_there("workers-2").await?;
    let number = async |workers: u32, name: &str| -> Result<f64, Trouble> {
        let text = page.attribute(&format!("workers-{workers}"), name).await?.unwrap_or_default();
        text.parse().map_err(|_| Trouble(format!("{name} of {workers} workers is {text}")))
    };
    let apart = number(2, "data-apart").await?;
    ensure(apart == 0.0, || format!("losses differ by {apart:e}"))?;
    Ok(Measured {
        one: number(1, "data-rate").await?,
        two: number(2, "data-rate").await?,
        busy: number(2, "data-busy").await?,
        pace: number(2, "data-pace").await?,
    })
}

/// The losses of a run, in which a worker is killed after step `kill_at`, if any.
async fn losses(page: &Page<'_>, run: &str, steps: u64, kill_at: Option<u64>) -> Result<Curves, Trouble> {
    page.open(run).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    page.click("run").await?;
    if let Some(step) = kill_at {
        page.until("half of the run", 120, |now| now.steps() >= step).await?;
        page.click("kill-worker").await?;
    }
    page.until("the compared steps", 120, |now| now.steps() >= steps).await?;
    page.click("pause").await?;
    if kill_at.is_some() {
        let replaced = page.attribute("staff", "data-replaced").await?;
        ensure(replaced.as_deref() == Some("1"), || format!("replaced: {replaced:?}"))?;
    }
    page.curves("loss").await
}
