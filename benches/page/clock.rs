//! What the reader waits for: steps by the wall clock beside the session's own figure, in the first seconds and later.

use std::time::{Duration, Instant};

use crate::page::{LESSON, Page};
use crate::report::{Trouble, ensure};

const BATCH: f64 = 50.0;
/// While data is fetched and unpacked, and figures are drawn for the first time.
const FIRST: Duration = Duration::from_secs(3);
const LATER: Duration = Duration::from_secs(20);
const WATCHED: Duration = Duration::from_secs(15);

/// Without evaluations, which are no part of a step.
pub async fn measure(page: &Page<'_>) -> Result<String, Trouble> {
    page.open(&format!("{LESSON}?seed=1&eval=0&epochs=5&backend=cpu&run=1")).await?;
    page.until("the first step", 60, |now| now.steps() > 0).await?;
    let start = Instant::now();
    let first = step_millis(page, FIRST).await?;
    tokio::time::sleep(LATER.saturating_sub(start.elapsed())).await;
    let later = step_millis(page, WATCHED).await?;
    let pace: f64 = page.text("examples-per-second").await?.trim().parse().unwrap_or(f64::NAN);
    let own = BATCH * 1e3 / pace;
    Ok(format!(
        "session {own:.1} ms, wall clock {later:.1} ms: {:.2} times (goal 1.08); in the first {} s {first:.1} ms: {:.2} \
         times (goal 1.3)",
        later / own,
        FIRST.as_secs(),
        first / own
    ))
}

/// Milliseconds a step over so long, asked for at both ends only: a question takes the page's time.
async fn step_millis(page: &Page<'_>, time: Duration) -> Result<f64, Trouble> {
    let (before, start) = (page.now().await?.steps(), Instant::now());
    tokio::time::sleep(time).await;
    let (after, elapsed) = (page.now().await?.steps(), start.elapsed());
    ensure(after > before, || "the run stood still".to_owned())?;
    Ok(elapsed.as_secs_f64() * 1e3 / (after - before) as f64)
}
