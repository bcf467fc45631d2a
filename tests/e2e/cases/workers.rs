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
/// How far a loss may be from one worker's.
const TOLERANCE_NATS: f64 = 1e-4;

/// Two workers lose what one loses; one that is killed half-way is replaced, and no loss changes in any digit.
pub async fn check(page: &Page<'_>) -> Result<String, Trouble> {
    let one = losses(page, 1, None).await?;
    let two = losses(page, 2, None).await?;
    let killed = losses(page, 2, Some(STEPS / 2)).await?;
    let mut worst: f64 = 0.0;
    for step in 1..=STEPS {
        let [one, two, killed] = [&one, &two, &killed].map(|curves| curves.at(step));
        let ([one], [two]) = (&one[..], &two[..]) else {
            return Err(Trouble(format!("step {step}: losses {one:?} and {two:?}, not one each")));
        };
        worst = worst.max((one - two).abs());
        ensure(killed == [*two], || format!("step {step}: {killed:?} with a killed worker, {two:?} without"))?;
    }
    ensure(worst < TOLERANCE_NATS, || format!("losses differ by {worst:e}"))?;
    Ok(format!("{STEPS} losses at most {worst:.1e} from one worker's; a killed worker changes no digit"))
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
    ensure(apart < TOLERANCE_NATS, || format!("losses differ by {apart:e}"))?;
    Ok(Measured {
        one: number(1, "data-rate").await?,
        two: number(2, "data-rate").await?,
        busy: number(2, "data-busy").await?,
        pace: number(2, "data-pace").await?,
    })
}

/// The losses of a run, in which a worker is killed after step `kill_at`, if any.
async fn losses(page: &Page<'_>, workers: u32, kill_at: Option<u64>) -> Result<Curves, Trouble> {
    page.open(&format!("{RUN}&workers={workers}")).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    page.click("run").await?;
    if let Some(step) = kill_at {
        page.until("half of the run", 120, |now| now.steps() >= step).await?;
        page.click("kill-worker").await?;
    }
    page.until("the compared steps", 120, |now| now.steps() >= STEPS).await?;
    page.click("pause").await?;
    if kill_at.is_some() {
        let replaced = page.attribute("staff", "data-replaced").await?;
        ensure(replaced.as_deref() == Some("1"), || format!("replaced: {replaced:?}"))?;
    }
    page.curves("loss").await
}
