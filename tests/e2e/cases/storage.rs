//! The browser's database when it is full, of another version, or held by an older page; each case has one of its own.

use serde_json::{Value, json};

use super::kept::{close_other_tabs, open, prepare, records, resume, run_and_keep, until, until_kept};
use crate::browser::Browser;
use crate::host::Host;
use crate::page::Page;
use crate::report::{Trouble, ensure};

const QUOTA: &str = "Storage.overrideQuotaForOrigin";

/// A full disk: said once, the file is offered, and once there is room the run is kept by itself (Chromium only).
pub async fn full(browser: &Browser) -> Result<String, Trouble> {
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    prepare(&page, "seed=1").await?;
    let origin: String = page.ask("return location.origin", json!([])).await?;
    let quota = |bytes: Option<u32>| match bytes {
        Some(bytes) => json!({ "origin": origin, "quotaSize": bytes }),
        None => json!({ "origin": origin }),
    };
    page.driver().cdp().send_raw(QUOTA, quota(Some(1))).await?;
    page.click("step").await?;
    let now = page.until_fault("storage", 60).await?;
    ensure(now.is("paused") && now.steps() == 1, || format!("the run suffers: {now:?}"))?;
    let text = now.fault_text.unwrap_or_default();
    ensure(text.contains("no room"), || text.clone())?;
    ensure(records(&page).await?.is_empty(), || "kept after all".to_owned())?;
    page.downloads().clear()?;
    page.click("save-instead").await?;
    page.downloads().wait(".safetensors").await?;
    page.driver().cdp().send_raw(QUOTA, quota(None)).await?;
    until(&page, "the fault to go", |now| now.fault.is_none()).await?;
    let kept = records(&page).await?;
    ensure(kept.len() == 1 && kept[0].step == 1, || format!("not kept later: {kept:?}"))?;
    Ok("said, saved to a file, and kept once there was room".to_owned())
}

/// A database that a newer page has changed, and one that a page of the first version holds.
pub async fn other_versions(browser: &Browser) -> Result<String, Trouble> {
    const OPEN: &str = "
        const done = arguments[arguments.length - 1];
        const open = indexedDB.open('emberlab', arguments[0]);
        open.onupgradeneeded = () => { if (arguments[0] === 1) open.result.createObjectStore('runs'); };
        open.onsuccess = () => { window.held = open.result; if (!arguments[1]) open.result.close(); done(true); };
        open.onerror = () => done(false);
    ";
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    page.open_bare().await?;
    ensure(page.ask_later(OPEN, json!([99, false])).await?, || "no database".to_owned())?;
    open(&page, "seed=1").await?;
    let newer = page.until_fault("storage", 60).await?.fault_text.unwrap_or_default();
    ensure(newer.contains("newer version"), || newer.clone())?;
    page.click("step").await?;
    until(&page, "a step all the same", |now| now.steps() == 1).await?;
    let forget = "
        const done = arguments[arguments.length - 1];
        const gone = indexedDB.deleteDatabase('emberlab');
        gone.onsuccess = () => done(true);
        gone.onerror = gone.onblocked = () => done(false);
    ";
    ensure(page.ask_later(forget, json!([])).await?, || "the newer database stays".to_owned())?;
    until_kept(&page, "the run, in a new database", |kept| kept.len() == 1).await?;

    let host = Host::start()?;
    let page = Page::new(browser, &host);
    page.open_bare().await?;
    ensure(page.ask_later(OPEN, json!([1, true])).await?, || "no database".to_owned())?;
    let holder = page.driver().window().await?;
    let tab = page.driver().new_tab().await?;
    page.driver().switch_to_window(tab.clone()).await?;
    open(&page, "seed=1").await?;
    let older = page.until_fault("storage", 60).await?.fault_text.unwrap_or_default();
    ensure(older.contains("older version"), || older.clone())?;
    page.click("step").await?;
    until(&page, "a step all the same", |now| now.steps() == 1).await?;
    page.driver().switch_to_window(holder.clone()).await?;
    page.ask::<Value>("window.held.close()", json!([])).await?;
    page.driver().switch_to_window(tab).await?;
    until(&page, "the fault to go", |now| now.fault.is_none()).await?;
    until_kept(&page, "the run", |kept| kept.len() == 1).await?;
    close_other_tabs(&page, holder).await?;
    Ok(format!("“{}” “{}”", newer.trim(), older.trim()))
}

/// The one run that the first version of the database kept for a lesson is offered as before.
pub async fn first_version(browser: &Browser) -> Result<String, Trouble> {
    const KEEP: &str = "
        const done = arguments[arguments.length - 1];
        const bytes = new Uint8Array(arguments[0]);
        const open = indexedDB.open('emberlab', 1);
        open.onupgradeneeded = () => open.result.createObjectStore('runs');
        open.onsuccess = () => {
            const end = open.result.transaction('runs', 'readwrite');
            end.objectStore('runs').put(bytes, 'xor');
            end.oncomplete = () => { open.result.close(); done(true); };
            end.onabort = () => done(false);
        };
        open.onerror = () => done(false);
    ";
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    prepare(&page, "seed=1").await?;
    let step = run_and_keep(&page).await?;
    page.downloads().clear()?;
    page.click("save").await?;
    let bytes = std::fs::read(page.downloads().wait(".safetensors").await?)?;
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    page.open_bare().await?;
    ensure(page.ask_later(KEEP, json!([bytes])).await?, || "the first version's run is not there".to_owned())?;
    prepare(&page, "seed=2").await?;
    resume(&page, step).await?;
    Ok(format!("resumed at step {step}"))
}

/// A browser that lets pages keep nothing, and a database that does not work (Chromium only). From here on, the browser's
/// pages refuse what their session's entry `refuse` names.
pub async fn refused(browser: &Browser) -> Result<String, Trouble> {
    const REFUSE: &str = "
        const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (...how) {
            const name = sessionStorage.getItem('refuse');
            if (name) throw new DOMException('refused', name);
            return open.apply(this, how);
        };
    ";
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    page.inject(REFUSE).await?;
    page.open_bare().await?;
    let refuse = "sessionStorage.setItem('refuse', arguments[0])";
    page.ask::<Value>(refuse, json!(["SecurityError"])).await?;
    // Nothing is missing as long as nothing is to be kept.
    prepare(&page, "seed=1").await?;
    page.click("step").await?;
    let forbidden = page.until_fault("storage", 60).await?.fault_text.unwrap_or_default();
    ensure(forbidden.contains("keep anything"), || forbidden.clone())?;
    page.downloads().clear()?;
    page.click("save-instead").await?;
    page.downloads().wait(".safetensors").await?;

    page.ask::<Value>(refuse, json!(["UnknownError"])).await?;
    open(&page, "seed=2").await?;
    let broken = page.until_fault("storage", 60).await?.fault_text.unwrap_or_default();
    ensure(broken.contains("UnknownError"), || broken.clone())?;
    page.click("step").await?;
    until(&page, "a step all the same", |now| now.steps() == 1).await?;
    page.ask::<Value>(refuse, json!([""])).await?;
    until(&page, "the fault to go", |now| now.fault.is_none()).await?;
    until_kept(&page, "the run", |kept| kept.len() == 1).await?;
    Ok(format!("“{}” “{}”", forbidden.trim(), broken.trim()))
}
