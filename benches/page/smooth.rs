//! How long the page's own thread is busy at a stretch while a net trains and its figures move.

use std::time::Duration;

use emberlab::lessons::LESSONS;
use serde_json::json;

use crate::page::{LESSON, Page};
use crate::report::{Trouble, ensure};

/// The goal: no task of the page's own thread longer than this.
const GOAL_MILLIS: f64 = 50.0;
const WATCHED: Duration = Duration::from_secs(20);

/// Of each lesson.
const WATCHED_EACH: Duration = Duration::from_secs(5);

/// Keeps long tasks and counts frames.
pub const OBSERVE: &str = "
    window.emberlabLongTasks = [];
    window.emberlabFrames = 0;
    const count = () => { window.emberlabFrames += 1; requestAnimationFrame(count); };
    requestAnimationFrame(count);
    new PerformanceObserver(list => {
        for (const task of list.getEntries()) window.emberlabLongTasks.push(task.duration);
    }).observe({ type: 'longtask', buffered: true });
";

/// Tasks over 50 ms, as the browser counts them. On a machine with fewer cores than workers, being put aside counts too.
pub async fn measure(page: &Page<'_>) -> Result<String, Trouble> {
    page.inject(OBSERVE).await?;
    page.open(&format!("{LESSON}?seed=1&limit=20000&epochs=3&eval=50&backend=cpu&run=1")).await?;
    let has_picture = |now: &crate::page::Snapshot| now.metrics.contains_key("kl") && now.steps() >= 50;
    let before = page.until("the embedding to move", 120, has_picture).await?;
    page.ask::<Option<()>>("window.emberlabLongTasks.length = 0", json!([])).await?;
    // No questions meanwhile: each would be a task on the page's thread.
    tokio::time::sleep(WATCHED).await;
    let tasks: Vec<f64> = page.ask("return window.emberlabLongTasks", json!([])).await?;
    let after = page.now().await?;
    ensure(after.steps() > before.steps(), || "the run stood still".to_owned())?;
    Ok(format!(
        "{} tasks over {GOAL_MILLIS} ms in {} s and {} steps (goal: none): {tasks:?}",
        tasks.len(),
        WATCHED.as_secs(),
        after.steps() - before.steps(),
    ))
}

/// Each lesson while it runs as its reader finds it, on the CPU: long tasks, and frames a second of the page's own thread.
pub async fn lessons(page: &Page<'_>) -> Result<String, Trouble> {
    page.inject(OBSERVE).await?;
    let mut lines = Vec::new();
    for lesson in LESSONS {
        page.open(&format!("lesson/{}/?backend=cpu", lesson.id)).await?;
        page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
        page.click("run").await?;
        page.ask::<Option<()>>("window.emberlabLongTasks.length = window.emberlabFrames = 0", json!([])).await?;
        tokio::time::sleep(WATCHED_EACH).await;
        let (tasks, frames): (Vec<f64>, f64) =
            page.ask("return [window.emberlabLongTasks, window.emberlabFrames]", json!([])).await?;
        let frames_per_second = frames / WATCHED_EACH.as_secs_f64();
        let longest = tasks.iter().copied().fold(0.0, f64::max);
        let steps = page.now().await?.steps();
        lines.push(format!(
            "{}: {} long tasks (longest {longest:.0} ms), {frames_per_second:.0} frames a second, {steps} steps",
            lesson.id,
            tasks.len()
        ));
    }
    Ok(lines.join("; "))
}
