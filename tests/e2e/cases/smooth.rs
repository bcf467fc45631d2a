//! While a net trains and its embedding moves, the page never keeps the reader waiting.

use std::time::Duration;

use serde_json::json;

use crate::page::{LESSON, Page};
use crate::report::{Trouble, ensure};

/// The longest that the page's own thread may be busy at a stretch.
const LONGEST_TASK_MILLIS: f64 = 50.0;
const WATCHED: Duration = Duration::from_secs(20);

const OBSERVE: &str = "
    window.emberlabLongTasks = [];
    new PerformanceObserver(list => {
        for (const task of list.getEntries()) window.emberlabLongTasks.push(task.duration);
    }).observe({ type: 'longtask', buffered: true });
";

pub async fn check(page: &Page<'_>) -> Result<String, Trouble> {
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
    let longest = tasks.iter().copied().fold(0.0, f64::max);
    ensure(longest <= LONGEST_TASK_MILLIS, || format!("tasks of {tasks:?} ms"))?;
    Ok(format!(
        "{} steps and the embedding in {} s without a task over {LONGEST_TASK_MILLIS} ms",
        after.steps() - before.steps(),
        WATCHED.as_secs()
    ))
}
