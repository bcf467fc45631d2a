//! Deep links, reload and the back button on a host that knows nothing of routes; a second visit fetches no data.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::host::{FOLDER, Host};
use crate::page::{LESSON, Page};
use crate::report::{Trouble, ensure};

pub async fn check(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    // Without its slash, as people type it; the host adds it.
    page.open("lesson/cnn-mnist?seed=7&batch=25").await?;
    page.until("the deep link", 60, |now| now.is("ready")).await?;
    let query = current(page).await?.1;
    ensure(query.contains("seed=7") && query.contains("batch=25"), || format!("the settings are lost: {query}"))?;
    page.until("all data", 120, |_| true).await?;
    wait_for_data(page, host).await?;

    page.driver().refresh().await?;
    page.until("the reload", 60, |now| now.is("ready")).await?;
    wait_for_data(page, host).await?;
    let fetched = host.count_asked(|path| path.ends_with(".gz"));
    ensure(fetched == 0, || format!("the reload fetched {fetched} data files again"))?;

    page.open("").await?;
    page.driver().query(By::Css("main h1")).first().await?;
    ensure(focused(page).await? == "BODY", || "the first page has taken the focus".to_owned())?;
    let link = page.driver().query(By::Css("[data-testid=lesson-link-cnn-mnist]")).first().await?;
    page.ask::<Value>("arguments[0].click()", json!([link.to_json()?])).await?;
    page.until("the lesson behind the link", 60, |now| now.is("ready")).await?;
    ensure(focused(page).await? == "H1", || "the title behind the link has not taken the focus".to_owned())?;
    let path = current(page).await?.0;
    ensure(path.trim_end_matches('/') == format!("{FOLDER}{}", LESSON.trim_end_matches('/')), || {
        format!("the link leads to {path}")
    })?;
    page.driver().back().await?;
    page.driver().query(By::Css("[data-testid=lesson-link-cnn-mnist]")).first().await?;
    let path = current(page).await?.0;
    ensure(path == FOLDER, || format!("back leads to {path}"))?;

    let errors = page.console_errors().await?;
    ensure(errors.is_empty(), || format!("errors in the console: {errors:?}"))?;
    Ok("deep link, reload without fetching, link with the focus, and back; no error in the console".to_owned())
}

/// Until no data file has been asked for during a second.
pub async fn wait_for_data(page: &Page<'_>, host: &Host) -> Result<(), Trouble> {
    loop {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        page.until("no fault", 1, |_| true).await?;
        if host.count_asked(|path| path.ends_with(".gz")) == 0 {
            return Ok(());
        }
    }
}

async fn focused(page: &Page<'_>) -> Result<String, Trouble> {
    page.ask("return document.activeElement.tagName", json!([])).await
}

/// Path and query in the address bar.
async fn current(page: &Page<'_>) -> Result<(String, String), Trouble> {
    let address = page.driver().current_url().await?;
    Ok((address.path().to_owned(), address.query().unwrap_or_default().to_owned()))
}
