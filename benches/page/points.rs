//! t-SNE of many images as the reader sees it: how long until their neighbours are found, an iteration, and the page's own thread.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::page::{LESSON, Page};
use crate::report::Trouble;
use crate::smooth::OBSERVE;

const COUNTS: [usize; 3] = [2_000, 10_000, 60_000];
/// From here on the picture has its size, and the mesh with it.
const SETTLED: u64 = 200;
const WATCHED: Duration = Duration::from_secs(2);

/// The net of ten steps: what it sees costs as much as what a better one sees. The run is over when the points move.
pub async fn measure(page: &Page<'_>) -> Result<String, Trouble> {
    page.inject(OBSERVE).await?;
    let mut lines = Vec::new();
    for count in COUNTS {
        page.open(&format!("{LESSON}?seed=1&limit=500&eval=0&points={count}&backend=cpu&run=1")).await?;
        page.until("the run to end", 300, |now| now.is("done")).await?;
        let done = Instant::now();
        wait_for(page, count, 1).await?;
        let prepared_seconds = done.elapsed().as_secs_f64();
        wait_for(page, count, SETTLED).await?;
        page.ask::<Option<()>>("window.emberlabLongTasks.length = window.emberlabFrames = 0", json!([])).await?;
        let (before, start) = (iteration(page).await?, Instant::now());
        tokio::time::sleep(WATCHED).await;
        let (after, elapsed) = (iteration(page).await?, start.elapsed());
        let (tasks, frames): (Vec<f64>, f64) =
            page.ask("return [window.emberlabLongTasks, window.emberlabFrames]", json!([])).await?;
        // A small picture has settled meanwhile.
        let pace = match after < 1000 {
            true => format!("{:.1} ms an iteration", elapsed.as_secs_f64() * 1e3 / (after - before) as f64),
            false => "settled".to_owned(),
        };
        let (longest, frames) = (tasks.iter().copied().fold(0.0, f64::max), frames / elapsed.as_secs_f64());
        let engine = page.attribute("examples-per-second", "data-memory-mib").await?.unwrap_or_default();
        lines.push(format!(
            "{count} points: neighbours after {prepared_seconds:.1} s, {pace}, {frames:.0} frames a second, {} long tasks \
             (longest {longest:.0} ms), engine {engine} MiB",
            tasks.len()
        ));
    }
    Ok(lines.join("; "))
}

async fn wait_for(page: &Page<'_>, count: usize, iterations: u64) -> Result<(), Trouble> {
    let script = format!(
        "const {{ points, iteration }} = document.querySelector('[data-testid=embedding]').dataset;
         return Number(points) === {count} && Number(iteration) >= {iterations};"
    );
    page.until_true("the points to move", 300, &script).await
}

async fn iteration(page: &Page<'_>) -> Result<u64, Trouble> {
    page.ask("return Number(document.querySelector('[data-testid=embedding]').dataset.iteration)", json!([])).await
}
