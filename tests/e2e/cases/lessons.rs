//! Every lesson but the first: opened, run and changed by its test ids; in Chromium wide and narrow.

use emberlab::course::Manifest;
use emberlab::course::settings::{Domain, Setting};
use serde_json::json;

use crate::browser::Kind;
use crate::page::{Page, Snapshot};
use crate::report::{Trouble, ensure};

const WIDE_PX: (u32, u32) = (1280, 1000);
const NARROW_PX: (u32, u32) = (360, 800);

/// Settings that do not change what is computed.
const PLAIN: [&str; 2] = ["pace", "backend"];

pub async fn check(page: &Page<'_>, lesson: &'static Manifest) -> Result<String, Trouble> {
    // Firefox's driver neither resizes the inside of a window nor hands out the console.
    let is_chromium = page.kind() != Kind::Firefox;
    if is_chromium {
        page.resize(WIDE_PX).await?;
        // What earlier cases left in the console is theirs.
        page.console_errors().await?;
    }
    // More images than thirty steps need: the end of an epoch would bring a long evaluation.
    page.open(&format!("lesson/{}/?pace=100000&backend=cpu&limit=10000", lesson.id)).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    page.click("step").await?;
    page.until("one step", 60, |now| now.steps() == 1 && (now.is("paused") || now.is("done"))).await?;
    let steps = run_a_while(page).await?;
    let changed = change_something(page, lesson).await?;
    page.click("reset").await?;
    page.until("the changed run", 60, |now| now.is("ready") && now.steps() == 0).await?;
    let strays = page.strays().await?;
    ensure(strays.is_empty(), || format!("fetched from elsewhere: {strays:?}"))?;
    if !is_chromium {
        return Ok(format!("{steps} steps; {changed} changed"));
    }

    page.resize(NARROW_PX).await?;
    let width_px: u32 = page.ask("return document.documentElement.scrollWidth", json!([])).await?;
    ensure(width_px <= NARROW_PX.0, || format!("the page is {width_px} px wide on a screen of {} px", NARROW_PX.0))?;
    run_a_while(page).await?;
    let errors = page.console_errors().await?;
    page.resize(WIDE_PX).await?;
    ensure(errors.is_empty(), || format!("errors in the console: {errors:?}"))?;
    Ok(format!("{steps} steps; {changed} changed; {} px wide and {} px", WIDE_PX.0, NARROW_PX.0))
}

async fn run_a_while(page: &Page<'_>) -> Result<u64, Trouble> {
    page.click("run").await?;
    let far = |now: &Snapshot| now.is("done") || now.steps() >= 30;
    let now = page.until("thirty steps or the end", 120, far).await?;
    page.click("pause").await?;
    page.until("the pause", 30, |now| now.is("paused") || now.is("done")).await?;
    Ok(now.steps())
}

/// Gives one setting another value, by its control.
async fn change_something(page: &Page<'_>, lesson: &Manifest) -> Result<&'static str, Trouble> {
    let mut candidates = lesson.settings.iter().filter(|setting| !PLAIN.contains(&setting.key));
    let (setting, value) = candidates
        .find_map(|setting| Some((setting, other_value(setting)?)))
        .ok_or_else(|| Trouble("there is nothing to change".to_owned()))?;
    page.fill(&format!("setting-{}", setting.key), &value).await?;
    let address = page.settled_address().await?;
    ensure(address.contains(&format!("{}={value}", setting.key)), || {
        format!("{} = {value} is not in the address {address}", setting.key)
    })?;
    Ok(setting.key)
}

fn other_value(setting: &Setting) -> Option<String> {
    match setting.domain {
        Domain::Integer { max, default, .. } => Some((default + 1).min(max).to_string()),
        Domain::Real { default, .. } => Some((default / 2.0).to_string()),
        Domain::Choice { options } => options.get(1).map(|option| (*option).to_owned()),
        Domain::Text { .. } => None,
    }
}
