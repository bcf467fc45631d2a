//! A second visit without network; what a new build changes for a page that is open, and for the next one.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use thirtyfour::prelude::*;

use super::kept::until;
use super::links::wait_for_data;
use super::restart::REMEMBER_WORKERS;
use crate::browser::Browser;
use crate::host::Host;
use crate::page::{LESSON, Page};
use crate::report::{Trouble, ensure};

const RUN: &str = "seed=4&limit=2000&eval=0&backend=cpu";
/// A lesson that needs no data files.
const SMALL: &str = "lesson/xor/?pace=100000";
/// What a lesson says that no case has read before.
const TEXT: &str = "lesson/two-blobs/reading.en.json";
/// The build that stands for a newer one.
const NEWER: &str = "0123456789ab";

/// One visit, then no network: the lesson trains, and so does one that was never opened.
pub async fn second_visit(browser: &Browser) -> Result<String, Trouble> {
    let mut host = Host::start()?;
    Page::new(browser, &host).prepare(RUN).await?;
    wait_for_data(&Page::new(browser, &host), &host).await?;
    let files = until_kept(&Page::new(browser, &host), &build(&host)?).await?;
    host.stop();
    let page = Page::new(browser, &host);
    let answer = "const done = arguments[0];
        fetch(document.baseURI, { cache: 'no-store' }).then(() => done(true), () => done(false));";
    page.prepare(RUN).await?;
    ensure(!page.ask_later::<bool>(answer, json!([])).await?, || "the host still answers".to_owned())?;
    page.click("run").await?;
    let steps = page.until("steps without network", 60, |now| now.steps() >= 20).await?.steps();
    page.open(SMALL).await?;
    page.until("another lesson", 60, |now| now.is("ready")).await?;
    page.click("step").await?;
    page.until("its step", 60, |now| now.steps() == 1).await?;
    host.go_on()?;
    let policy = host.check_policy();
    policy.map(|_| format!("{files} files kept; {steps} steps of the lesson and one of another, without network"))
}

/// The load after a deploy is the new build, whole; so is the one after that without network, and the old build is gone.
/// A build that is only half there changes nothing.
pub async fn new_build(browser: &Browser) -> Result<String, Trouble> {
    let mut host = Host::start()?;
    let old = build(&host)?;
    let open = async |host: &Host, expected: &str| -> Result<(), Trouble> {
        let page = Page::new(browser, host);
        page.open(SMALL).await?;
        page.until("the lesson", 60, |now| now.is("ready")).await?;
        let found = shown(&page).await?;
        ensure(found == expected, || format!("the page is of build {found}, not of {expected}"))
    };
    open(&host, &old).await?;
    until_kept(&Page::new(browser, &host), &old).await?;

    // Listed, but not there.
    let script = String::from_utf8_lossy(&host.read("sw.js")?).replace(&old, "ba9876543210");
    host.serve_instead("sw.js", script.replace("\"data/catalog.json\": \"", "\"data/catalog.json\": \"0").into_bytes());
    open(&host, &old).await?;
    let state: String = Page::new(browser, &host).ask_later(UPDATE, json!([])).await?;
    ensure(state == "redundant", || format!("a build that is half there is {state}"))?;
    host.stop();
    open(&host, &old).await?;
    host.go_on()?;

    deploy(&host)?;
    open(&host, NEWER).await?;
    until_kept(&Page::new(browser, &host), NEWER).await?;
    // Its service worker takes over when the page of the old one is left.
    open(&host, NEWER).await?;
    until_only(&Page::new(browser, &host), NEWER).await?;
    host.stop();
    open(&host, NEWER).await?;
    Ok("new at the next load, then without network; nothing left of the old one; half a build ignored".to_owned())
}

/// A figure's code that does not come can be asked for again. Gone with the build, it is the new version that the page
/// speaks of; the run is kept.
pub async fn missing_part(browser: &Browser) -> Result<String, Trouble> {
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    // Or the page would have kept everything before it is gone.
    host.take_away("sw.js");
    let parts: Vec<String> = addresses(&host)?.into_keys().filter(|file| file.contains("_split_")).collect();
    ensure(!parts.is_empty(), || "the page has no parts".to_owned())?;
    parts.iter().for_each(|part| host.take_away(part));
    page.open(SMALL).await?;
    page.until_fault("part-missing", 60).await?;
    parts.iter().for_each(|part| host.give_back(part));
    page.click("fetch-again").await?;
    page.until_there("chart-rivals").await?;
    page.until("the fault to be gone", 10, |now| now.fault.is_none()).await?;

    host.take_away(TEXT);
    page.open("lesson/two-blobs/").await?;
    page.until_fault("text-missing", 60).await?;
    host.give_back(TEXT);
    until(&page, "the text after all", |now| now.fault.is_none()).await?;

    page.inject(REMEMBER_WORKERS).await?;
    page.prepare(RUN).await?;
    page.click("run").await?;
    page.until("some steps", 60, |now| now.steps() >= 20).await?;
    page.click("pause").await?;
    let saved = page.until("the pause", 30, |now| now.is("paused")).await?.steps();
    deploy(&host)?;
    host.take_away("sw.js");
    // What the browser says of a worker whose file is gone.
    page.ask::<Value>("window.emberlabWorkers[0].dispatchEvent(new ErrorEvent('error'))", json!([])).await?;
    page.until_there("reload").await?;
    page.until_fault("new-version", 10).await?;
    page.click("reload").await?;
    page.until_there("resume").await?;
    let found = shown(&page).await?;
    ensure(found == NEWER, || format!("reloaded as {found}"))?;
    page.click("resume").await?;
    page.until("the kept run", 60, |now| now.steps() == saved).await?;
    Ok(format!("fetched again; after a deploy, step {saved} was kept for the new version"))
}

/// Without the page's own code there is a sentence in both languages, and a way on.
pub async fn missing_page(browser: &Browser) -> Result<String, Trouble> {
    for (beginning, ending) in [("app-", "_bg.wasm"), ("boot-", ".js")] {
        // A host of its own: of the other one the browser may have kept the file.
        let host = Host::start()?;
        let page = Page::new(browser, &host);
        host.take_away("sw.js");
        let list = addresses(&host)?;
        let file = list.keys().find(|file| file.starts_with(beginning) && file.ends_with(ending));
        let file = file.ok_or_else(|| Trouble(format!("no {beginning}...{ending}")))?;
        host.take_away(file);
        page.open(LESSON).await?;
        let absent = page.driver().query(By::Id("absent")).first().await?;
        absent
            .wait_until()
            .wait(std::time::Duration::from_secs(30), std::time::Duration::from_millis(200))
            .displayed()
            .await?;
        let words = absent.text().await?;
        ensure(words.contains("Reload") && words.contains("重新加载"), || format!("without {file}: {words}"))?;
        host.give_back(file);
        let link = page.driver().query(By::Css("#absent a")).first().await?;
        link.click().await?;
        page.until("the page after all", 60, |now| now.is("ready")).await?;
        host.check_policy()?;
    }
    Ok("a sentence in both languages, then the lesson by its link".to_owned())
}

/// Becomes the state that a service worker ends in which the host has newly got.
const UPDATE: &str = "
    const done = arguments[0];
    navigator.serviceWorker.getRegistration().then(async registration => {
        const found = new Promise(found => registration.addEventListener('updatefound', found, { once: true }));
        if (!registration.installing) {
            registration.update().catch(() => {});
            await found;
        }
        const worker = registration.installing;
        if (!worker) return done('redundant');
        worker.addEventListener('statechange', () => worker.state === 'installing' || done(worker.state));
    });
";

/// Waits until the service worker has kept this build; returns how many files.
async fn until_kept(page: &Page<'_>, build: &str) -> Result<usize, Trouble> {
    let script = "
        const [build, done] = arguments;
        const look = async () => {
            const registration = await navigator.serviceWorker.ready;
            const name = (await caches.keys()).find(name => name.endsWith(` ${build}`));
            if (!name || registration.installing) return setTimeout(look, 200);
            done((await (await caches.open(name)).keys()).length);
        };
        look();
    ";
    page.ask_later(script, json!([build])).await
}

/// Waits until no other build is kept.
async fn until_only(page: &Page<'_>, build: &str) -> Result<(), Trouble> {
    let script = "
        const [build, done] = arguments;
        const look = async () => {
            const names = (await caches.keys()).filter(name => name.startsWith('emberlab-site '));
            if (names.length !== 1 || !names[0].endsWith(` ${build}`)) return setTimeout(look, 200);
            done(null);
        };
        look();
    ";
    page.ask_later::<Value>(script, json!([build])).await.map(|_| ())
}

/// The build of the page in the browser.
async fn shown(page: &Page<'_>) -> Result<String, Trouble> {
    page.ask("return document.querySelector(\"meta[name='emberlab-build']\").content", json!([])).await
}

/// The build on the host's disk.
fn build(host: &Host) -> Result<String, Trouble> {
    let page = String::from_utf8_lossy(&host.read("index.html")?).into_owned();
    let rest = page.split_once("name=\"emberlab-build\" content=\"").map(|(_, rest)| rest.to_owned());
    let build = rest.and_then(|rest| rest.split('"').next().map(str::to_owned));
    build.ok_or_else(|| Trouble("the page names no build".to_owned()))
}

/// What the service worker keeps: addresses and checksums.
fn addresses(host: &Host) -> Result<BTreeMap<String, String>, Trouble> {
    let script = String::from_utf8_lossy(&host.read("sw.js")?).into_owned();
    let mut lists = script.split("new Map(Object.entries(").skip(1).filter_map(|rest| rest.split("))").next());
    Ok(serde_json::from_str(lists.next().unwrap_or_default())?)
}

/// From now on the host has a newer build: other pages, and a service worker that lists them.
fn deploy(host: &Host) -> Result<(), Trouble> {
    let old = build(host)?;
    let mut script = String::from_utf8_lossy(&host.read("sw.js")?).replace(&old, NEWER);
    for (address, sum) in addresses(host)? {
        if address.is_empty() || address.ends_with('/') {
            let page = String::from_utf8_lossy(&host.read(&format!("{address}index.html"))?).replace(&old, NEWER);
            script = script.replace(&sum, &hex(&Sha256::digest(page.as_bytes())));
            host.serve_instead(&address, page.into_bytes());
        }
    }
    host.serve_instead("sw.js", script.into_bytes());
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
