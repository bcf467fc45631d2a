//! Training on IDX files of the reader's own, chosen on the page.

use thirtyfour::prelude::*;

use crate::host::Host;
use crate::page::{LESSON, Page};
use crate::report::{Trouble, ensure};

pub async fn check(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    page.open(&format!("{LESSON}?seed=1&data=own")).await?;
    page.until_fault("own-files", 60).await?;
    let shard = &host.catalog()?["sets"]["fashion"]["train"][0];
    let paths = ["images", "labels"]
        .map(|kind| host.path(&format!("data/{}", shard[kind]["path"].as_str().unwrap_or_default())));
    let input = page.driver().query(By::Css("[data-testid=own-input]")).first().await?;
    input.send_keys(paths.map(|path| path.display().to_string()).join("\n")).await?;
    for _ in 0..100 {
        if page.text("own-names").await?.contains(", ") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    page.click("reset").await?;
    page.until("the reader's own data", 60, |now| now.is("ready")).await?;
    page.click("step").await?;
    let now = page.until("a step on it", 60, |now| now.is("paused") && now.steps() == 1).await?;
    let loss = now.metric("train-loss")?;
    ensure((1.5..4.0).contains(&loss), || format!("the first loss is {loss}"))?;
    Ok(format!("Fashion-MNIST's first 6,000 images as the reader's own: first loss {loss:.3}"))
}
