//! A run saved in one browser goes on in another as if nothing had happened.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::page::{Page, Snapshot};
use crate::report::{Trouble, ensure};

/// Pauses half-way and saves; then both browsers train on to the end.
pub async fn check(left: &Page<'_>, right: &Page<'_>) -> Result<String, Trouble> {
    left.prepare("seed=3&limit=4000&eval=0&backend=cpu").await?;
    left.click("run").await?;
    left.until("some steps", 60, |now| now.steps() >= 20).await?;
    left.click("pause").await?;
    let paused = left.until("the pause", 30, |now| now.is("paused")).await?;
    left.downloads().clear()?;
    left.click("save").await?;
    let file = left.downloads().wait(".safetensors").await?;
    let bytes = std::fs::metadata(&file)?.len();

    right.prepare("seed=9&limit=1000&backend=cpu").await?;
    let input = right.driver().find(By::Css("[data-testid=load-input]")).await?;
    input.send_keys(file.to_string_lossy()).await?;
    let restored = right.until("the file to be loaded", 60, |now| now.is("ready") && now.steps() > 0).await?;
    ensure(restored.steps() == paused.steps(), || format!("restored at {restored:?}, saved at {paused:?}"))?;

    let (left_end, right_end) = tokio::join!(finish(left), finish(right));
    let (left_end, right_end) = (left_end?, right_end?);
    for metric in ["test-accuracy", "test-loss", "train-loss"] {
        ensure(left_end.metrics.get(metric) == right_end.metrics.get(metric), || {
            format!("{metric} differs: {left_end:?} and {right_end:?}")
        })?;
    }
    ensure(left.curves("loss").await? == right.curves("loss").await?, || "the saved curves differ".to_owned())?;
    Ok(format!(
        "saved at step {} ({bytes} bytes); both end at step {} with test accuracy {}",
        paused.steps(),
        right_end.steps(),
        right_end.metric("test-accuracy")?
    ))
}

async fn finish(page: &Page<'_>) -> Result<Snapshot, Trouble> {
    page.ask::<serde_json::Value>("window.scrollTo(0, 0)", json!([])).await?;
    page.click("run").await?;
    page.until("the end of the run", 120, |now| now.is("done")).await
}
