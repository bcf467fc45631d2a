//! How long the page's own thread is busy at a stretch while a net trains and its embedding moves.

use std::time::Duration;

use serde_json::json;

use crate::page::{LESSON, Page};
use crate::report::{Trouble, ensure};

/// The goal: no task of the page's own thread longer than this.
const GOAL_MILLIS: f64 = 50.0;
const WATCHED: Duration = Duration::from_secs(20);

const OBSERVE: &str = "
    window.emberlabLongTasks = [];
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
