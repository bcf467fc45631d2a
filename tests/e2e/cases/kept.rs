//! Kept runs: two tabs, a link that runs at once, reload and other ways out, names and files, own data. Each case has a host,
//! and so a database, of its own.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::host::Host;
use crate::page::{Page, Snapshot};
use crate::report::{Trouble, ensure};

/// Small, without data to fetch, and fast.
const XOR: &str = "lesson/xor/";
const FAST: &str = "pace=1000";

/// What the database says of a run.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Kept {
    pub id: String,
    pub step: u64,
}

const RECORDS: &str = "
    const done = arguments[arguments.length - 1];
    const open = indexedDB.open('emberlab');
    open.onerror = () => done([]);
    open.onsuccess = () => {
        const database = open.result;
        const end = records => { database.close(); done(records); };
        if (!database.objectStoreNames.contains('records')) return end([]);
        const all = database.transaction('records').objectStore('records').getAll();
        all.onsuccess = () => end(all.result.map(JSON.parse));
        all.onerror = () => end([]);
    };
";

pub async fn records(page: &Page<'_>) -> Result<Vec<Kept>, Trouble> {
    page.ask_later(RECORDS, json!([])).await
}

pub async fn until_kept(page: &Page<'_>, what: &str, holds: impl Fn(&[Kept]) -> bool) -> Result<Vec<Kept>, Trouble> {
    let start = Instant::now();
    loop {
        let found = records(page).await?;
        if holds(&found) {
            return Ok(found);
        }
        ensure(start.elapsed().as_secs() < 60, || format!("waited 60 s for {what}: {found:?}"))?;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Waits for something, faults or none.
pub async fn until(page: &Page<'_>, what: &str, holds: impl Fn(&Snapshot) -> bool) -> Result<Snapshot, Trouble> {
    let start = Instant::now();
    loop {
        let now = page.now().await?;
        if holds(&now) {
            return Ok(now);
        }
        ensure(start.elapsed().as_secs() < 120, || format!("waited 120 s for {what}: {now:?}"))?;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

pub async fn open(page: &Page<'_>, query: &str) -> Result<(), Trouble> {
    page.open(&format!("{XOR}?{FAST}&{query}")).await
}

pub async fn prepare(page: &Page<'_>, query: &str) -> Result<(), Trouble> {
    open(page, query).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    Ok(())
}

/// Runs for a while, pauses, and waits until that is kept. Returns the step.
pub async fn run_and_keep(page: &Page<'_>) -> Result<u64, Trouble> {
    let before = page.now().await?.steps();
    page.click("run").await?;
    page.until("some steps", 60, |now| now.steps() >= before + 20).await?;
    page.click("pause").await?;
    let step = page.until("the pause", 30, |now| now.is("paused")).await?.steps();
    until_kept(page, "the paused run", |kept| kept.iter().any(|run| run.step == step)).await?;
    Ok(step)
}

pub async fn resume(page: &Page<'_>, step: u64) -> Result<(), Trouble> {
    page.until_there("resume-banner").await?;
    page.click("resume").await?;
    until(page, "the kept run", |now| now.is("ready") && now.steps() == step && now.fault.is_none()).await?;
    Ok(())
}

/// Of a run that another tab has open, this one goes on with a copy: neither writes the other's.
pub async fn two_tabs(browser: &Browser) -> Result<String, Trouble> {
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    prepare(&page, "seed=1").await?;
    let first = run_and_keep(&page).await?;
    let left = page.driver().window().await?;
    let right = page.driver().new_tab().await?;
    page.driver().switch_to_window(right).await?;
    prepare(&page, "seed=2").await?;
    resume(&page, first).await?;
    page.until_there("kept-note").await?;
    ensure(page.attribute("kept-note", "data-note").await?.as_deref() == Some("copied"), || "no copy".to_owned())?;
    let second = run_and_keep(&page).await?;
    page.driver().switch_to_window(left.clone()).await?;
    let third = run_and_keep(&page).await?;
    let kept = records(&page).await?;
    let mut steps: Vec<_> = kept.iter().map(|run| run.step).collect();
    steps.sort_unstable();
    let mut expected = vec![second, third];
    expected.sort_unstable();
    ensure(steps == expected, || format!("kept {kept:?}, expected steps {expected:?}"))?;

    // A tab that was reloaded writes no run: this one is free, and goes on as itself.
    page.driver().refresh().await?;
    page.until("the reload", 60, |now| now.is("ready")).await?;
    page.click("kept-runs").await?;
    page.until_there("kept-list").await?;
    resume(&page, third).await?;
    ensure(page.attribute("kept-note", "data-note").await?.is_none(), || "a copy of a run that is free".to_owned())?;
    ensure(records(&page).await?.len() == 2, || "a third run".to_owned())?;
    close_other_tabs(&page, left).await?;
    Ok(format!("one tab at step {third}, the copy in the other at {second}"))
}

pub async fn close_other_tabs(page: &Page<'_>, stays: WindowHandle) -> Result<(), Trouble> {
    for window in page.driver().windows().await? {
        if window != stays {
            page.driver().switch_to_window(window).await?;
            page.driver().close_window().await?;
        }
    }
    Ok(page.driver().switch_to_window(stays).await?)
}

/// A link that runs at once takes nothing from the run that is on offer.
pub async fn link_beside_offer(browser: &Browser) -> Result<String, Trouble> {
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    prepare(&page, "seed=1").await?;
    let step = run_and_keep(&page).await?;
    open(&page, "seed=2&run=1").await?;
    page.until("the link's run", 60, |now| now.steps() > step + 200).await?;
    page.click("pause").await?;
    let linked = page.until("the pause", 30, |now| now.is("paused")).await?.steps();
    let kept = until_kept(&page, "both runs", |kept| kept.len() == 2).await?;
    ensure(kept.iter().any(|run| run.step == step), || format!("step {step} is gone: {kept:?}"))?;
    resume(&page, step).await?;
    Ok(format!("the link's run stands at {linked}, the offered one still at {step}"))
}

/// Whichever way a reader goes in the middle of a run, it is found again.
pub async fn ways_out(browser: &Browser) -> Result<String, Trouble> {
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    let run = async || -> Result<u64, Trouble> {
        page.click("run").await?;
        Ok(page.until("some steps", 60, |now| now.is("running") && now.steps() >= 60).await?.steps())
    };
    let offered = async || -> Result<u64, Trouble> {
        page.until_there("resume-banner").await?;
        if page.attribute("kept-run-1", "data-step").await?.is_none() {
            page.click("kept-runs").await?;
            page.until_there("kept-run-1").await?;
        }
        let step = page.attribute("kept-run-1", "data-step").await?.unwrap_or_default();
        step.parse().map_err(|_| Trouble(format!("kept at step {step}")))
    };

    // By the menu's way, a link within the page, and Back: all that was seen is there.
    page.open("").await?;
    page.until_there("lesson-link-xor").await?;
    page.click("lesson-link-xor").await?;
    page.until("the lesson", 60, |now| now.is("ready")).await?;
    let seen = run().await?;
    page.driver().back().await?;
    page.until_there("lesson-link-xor").await?;
    page.driver().forward().await?;
    page.until("the lesson again", 60, |now| now.is("ready") || now.is("paused")).await?;
    let now = page.now().await?;
    let back = if now.steps() > 0 { now.steps() } else { offered().await? };
    ensure(back >= seen, || format!("seen at step {seen}, found at {back}"))?;

    // A reload: what was kept last, of a run slow enough not to end before that.
    page.open(&format!("{XOR}?pace=100&seed=3")).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    run().await?;
    until_kept(&page, "a checkpoint", |kept| kept.len() == 2).await?;
    page.driver().refresh().await?;
    page.until("the reload", 60, |now| now.is("ready")).await?;
    let reloaded = offered().await?;
    resume(&page, reloaded).await?;
    let end = run_and_keep(&page).await?;
    ensure(end > reloaded, || format!("{reloaded} did not go on: {end}"))?;

    // Another lesson within the page: the run's last word comes after it is left.
    page.open("").await?;
    page.until_there("lesson-link-xor").await?;
    page.click("lesson-link-xor").await?;
    page.until("the lesson", 60, |now| now.is("ready")).await?;
    let known: Vec<String> = records(&page).await?.into_iter().map(|run| run.id).collect();
    let seen = run().await?;
    page.click("lesson-link-cnn-mnist").await?;
    let is_left = |run: &Kept| !known.contains(&run.id) && run.step >= seen;
    let kept = until_kept(&page, "all of the run that was left", |kept| kept.iter().any(is_left)).await?;
    let left = kept.into_iter().filter(is_left).map(|run| run.step).max().unwrap_or_default();
    Ok(format!("back at step {back}, reloaded at {reloaded}, left at {left}"))
}

/// A run gets a name, is saved as a file and deleted; of those without a name the last five stay.
pub async fn shelf(browser: &Browser) -> Result<String, Trouble> {
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    let unfold = async || -> Result<(), Trouble> {
        page.until_there("kept-runs").await?;
        page.click("kept-runs").await?;
        page.until_there("kept-run-1").await
    };
    prepare(&page, "seed=1").await?;
    let named = run_and_keep(&page).await?;
    prepare(&page, "seed=2").await?;
    unfold().await?;
    page.fill("kept-name-1", "my first").await?;
    prepare(&page, "seed=2").await?;
    unfold().await?;
    let name: String = page.ask("return document.querySelector('[data-testid=kept-name-1]').value", json!([])).await?;
    ensure(name == "my first", || format!("the name is {name:?}"))?;

    page.downloads().clear()?;
    page.click("kept-export-1").await?;
    let file = page.downloads().wait(&format!("xor-{named}.safetensors")).await?;
    let bytes = std::fs::metadata(file)?.len();

    for run in 1..=7 {
        page.click("step").await?;
        page.until("a step", 60, |now| now.is("paused") && now.steps() == 1).await?;
        until_kept(&page, "it", |kept| kept.len() == (run + 1).min(6)).await?;
        page.click("reset").await?;
        page.until("the reset", 60, |now| now.is("ready") && now.steps() == 0).await?;
    }
    let kept = until_kept(&page, "five and the named one", |kept| kept.len() == 6).await?;
    ensure(kept.iter().any(|run| run.step == named), || format!("the named run is gone: {kept:?}"))?;
    page.click("kept-delete-1").await?;
    until_kept(&page, "one less", |kept| kept.len() == 5).await?;
    Ok(format!("a named run of {bytes} bytes and five without a name"))
}

/// A run on the reader's own table goes on after a reload where it stood; with its data gone, once that is given again.
pub async fn own_data(browser: &Browser) -> Result<String, Trouble> {
    const DROP_FILES: &str = "
        const done = arguments[arguments.length - 1];
        const open = indexedDB.open('emberlab');
        open.onsuccess = () => {
            const end = open.result.transaction('files', 'readwrite');
            end.objectStore('files').clear();
            end.oncomplete = () => { open.result.close(); done(true); };
            end.onabort = () => done(false);
        };
        open.onerror = () => done(false);
    ";
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    let table = std::env::temp_dir().join("emberlab-kept.csv");
    let other = std::env::temp_dir().join("emberlab-other.csv");
    let rows = |shift: usize| {
        let row = |at: usize| format!("{},{},{}\n", at % 17, (at * 7 + shift) % 13, ["no", "yes"][at % 17 / 9]);
        format!("a,b,kind\n{}", (0..200).map(row).collect::<String>())
    };
    std::fs::write(&table, rows(0))?;
    std::fs::write(&other, rows(1))?;
    let give = async |id: &str, file: &std::path::Path| -> Result<(), Trouble> {
        let input = page.driver().query(By::Css(format!("[data-testid={id}]"))).first().await?;
        Ok(input.send_keys(file.display().to_string()).await?)
    };
    page.open("lesson/automl-titanic/?data=own&seed=1").await?;
    page.until_fault("own-table", 60).await?;
    give("own-input", &table).await?;
    page.until_text("own-names", "emberlab-kept.csv").await?;
    page.click("reset").await?;
    page.until("the table", 60, |now| now.is("ready")).await?;
    page.click("step").await?;
    let step = page.until("a step", 60, |now| now.is("paused") && now.steps() > 0).await?.steps();
    until_kept(&page, "the run", |kept| kept.len() == 1 && kept[0].step == step).await?;

    page.driver().refresh().await?;
    resume(&page, step).await?;
    page.click("step").await?;
    let step = until(&page, "another step", |now| now.is("paused") && now.steps() > step).await?.steps();
    until_kept(&page, "it", |kept| kept.len() == 1 && kept[0].step == step).await?;

    ensure(page.ask_later(DROP_FILES, json!([])).await?, || "the data stays".to_owned())?;
    page.driver().refresh().await?;
    page.until_there("resume-banner").await?;
    page.click("resume").await?;
    page.until_there("kept-wanted").await?;
    let asked = page.text("kept-wanted").await?;
    ensure(asked.contains("emberlab-kept.csv"), || asked.clone())?;
    give("kept-file-input", &other).await?;
    page.until_there("kept-note").await?;
    page.until_there("resume-banner").await?;
    give("kept-file-input", &table).await?;
    until(&page, "the run to go on", |now| now.is("ready") && now.steps() == step && now.fault.is_none()).await?;
    Ok(format!("resumed twice, at step {step}; asked: “{}”", asked.trim()))
}
