//! The page as the automation contract describes it: test ids in, numbers out.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::{Browser, Kind};
use crate::curves::Curves;
use crate::host::Host;
use crate::report::{Trouble, ensure};

/// The lesson that is driven, and the folder its address ends with.
pub const LESSON: &str = "lesson/cnn-mnist/";

pub struct Page<'a> {
    browser: &'a Browser,
    host: &'a Host,
}

/// What the page says at one moment.
#[derive(Clone, Debug, Deserialize)]
pub struct Snapshot {
    pub state: Option<String>,
    pub step: Option<u64>,
    pub epoch: Option<u64>,
    pub backend: Option<String>,
    pub fault: Option<String>,
    pub fault_text: Option<String>,
    /// By name, with all their digits.
    pub metrics: BTreeMap<String, String>,
}

const SNAPSHOT: &str = r#"
    const at = id => document.querySelector(`[data-testid="${id}"]`);
    const number = id => { const text = at(id)?.textContent.trim(); return text ? Number.parseInt(text) : null; };
    const metrics = {};
    for (const element of document.querySelectorAll('[data-testid^="metric-"]')) {
        if (element.dataset.value) metrics[element.dataset.testid.slice('metric-'.length)] = element.dataset.value;
    }
    return {
        state: at('status')?.dataset.state ?? null, step: number('step-count'), epoch: number('epoch-count'),
        backend: at('backend')?.dataset.backend ?? null,
        fault: at('fault')?.dataset.code ?? null, fault_text: at('fault')?.textContent ?? null, metrics,
    };
"#;

impl<'a> Page<'a> {
    pub fn new(browser: &'a Browser, host: &'a Host) -> Self {
        Self { browser, host }
    }

    pub fn kind(&self) -> Kind {
        self.browser.kind
    }

    pub fn driver(&self) -> &WebDriver {
        &self.browser.driver
    }

    pub fn downloads(&self) -> &crate::downloads::Downloads {
        &self.browser.downloads
    }

    /// Loads a path inside the site, as if typed into the address bar.
    pub async fn open(&self, path: &str) -> Result<(), Trouble> {
        Ok(self.driver().goto(self.host.address(path)).await?)
    }

    /// A file of the site that is no page: nothing in it runs or touches the browser's database.
    pub async fn open_bare(&self) -> Result<(), Trouble> {
        self.open("sw.js").await
    }

    /// Loads the lesson with these settings and waits until it stands ready.
    pub async fn prepare(&self, query: &str) -> Result<Snapshot, Trouble> {
        self.open(&format!("{LESSON}?{query}")).await?;
        self.until("the lesson to be ready", 60, |now| now.is("ready")).await
    }

    pub async fn now(&self) -> Result<Snapshot, Trouble> {
        self.ask(SNAPSHOT, json!([])).await
    }

    /// Waits for something without faults; a fault ends the wait at once.
    pub async fn until(
        &self,
        what: &str,
        seconds: u64,
        holds: impl Fn(&Snapshot) -> bool,
    ) -> Result<Snapshot, Trouble> {
        let now = self.watch(what, seconds, |now| now.fault.is_some() || holds(now)).await?;
        ensure(now.fault.is_none(), || {
            let text = now.fault_text.clone().unwrap_or_default();
            format!("waiting for {what}: fault {} ({text})", now.fault.clone().unwrap_or_default())
        })?;
        Ok(now)
    }

    /// Waits for a fault of this code.
    pub async fn until_fault(&self, code: &str, seconds: u64) -> Result<Snapshot, Trouble> {
        let now = self.watch(&format!("fault {code}"), seconds, |now| now.fault.is_some()).await?;
        ensure(now.fault.as_deref() == Some(code), || format!("fault {code} expected: {now:?}"))?;
        Ok(now)
    }

    async fn watch(&self, what: &str, seconds: u64, holds: impl Fn(&Snapshot) -> bool) -> Result<Snapshot, Trouble> {
        let start = Instant::now();
        loop {
            let now = self.now().await?;
            if holds(&now) {
                return Ok(now);
            }
            if start.elapsed().as_secs() >= seconds {
                // Firefox's driver hands out no console.
                let errors = self.console_errors().await.unwrap_or_default();
                return Err(Trouble(format!("waited {seconds} s for {what}: {now:?}; console: {errors:?}")));
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    pub async fn click(&self, id: &str) -> Result<(), Trouble> {
        // The script's click, because a bar that stays in sight may cover what the driver scrolls to.
        let script = "
            const element = document.querySelector(`[data-testid=\"${arguments[0]}\"]`);
            element?.click();
            return element !== null;
        ";
        let is_there = self.ask(script, json!([id])).await?;
        ensure(is_there, || format!("there is no {id} to click"))
    }

    /// Gives a field, a list or an area of text another value, as a reader who types or chooses.
    pub async fn fill(&self, id: &str, value: &str) -> Result<(), Trouble> {
        let script = "
            const control = document.querySelector(`[data-testid=\"${arguments[0]}\"]:not([type=range])`);
            if (!control) return false;
            control.value = arguments[1];
            control.dispatchEvent(new Event('input', { bubbles: true }));
            control.dispatchEvent(new Event('change', { bubbles: true }));
            return true;
        ";
        let is_there = self.ask(script, json!([id, value])).await?;
        ensure(is_there, || format!("there is no {id} to fill"))
    }

    /// Waits for an element.
    pub async fn until_there(&self, id: &str) -> Result<(), Trouble> {
        let script = "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`) !== null";
        for _ in 0..300 {
            if self.ask(script, json!([id])).await? {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(Trouble(format!("no {id} appeared within 30 s")))
    }

    /// Waits until a script says yes.
    pub async fn until_true(&self, what: &str, seconds: u64, script: &str) -> Result<(), Trouble> {
        let start = Instant::now();
        while !self.ask::<bool>(script, json!([])).await? {
            ensure(start.elapsed().as_secs() < seconds, || format!("waited {seconds} s for {what}"))?;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Waits until the element holds another.
    pub async fn until_child(&self, id: &str) -> Result<(), Trouble> {
        let script = "return (document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.childElementCount ?? 0) > 0";
        for _ in 0..300 {
            if self.ask(script, json!([id])).await? {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(Trouble(format!("nothing appeared in {id} within 30 s")))
    }

    /// Presses a key, wherever the focus is.
    pub async fn press(&self, key: Key) -> Result<(), Trouble> {
        Ok(self.driver().action_chain().send_keys(key).perform().await?)
    }

    /// As on a screen that is touched, or no more (Chromium only).
    pub async fn touch(&self, enabled: bool) -> Result<(), Trouble> {
        let how = json!({ "enabled": enabled, "maxTouchPoints": 5 });
        self.driver().cdp().send_raw("Emulation.setTouchEmulationEnabled", how).await?;
        Ok(())
    }

    /// As on a machine with so many cores, from the next page on (Chromium only).
    pub async fn pretend_cores(&self, cores: usize) -> Result<(), Trouble> {
        let method = "Emulation.setHardwareConcurrencyOverride";
        self.driver().cdp().send_raw(method, json!({ "hardwareConcurrency": cores })).await?;
        Ok(())
    }

    /// An element's text.
    pub async fn text(&self, id: &str) -> Result<String, Trouble> {
        let script = "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.innerText ?? null";
        let text: Option<String> = self.ask(script, json!([id])).await?;
        text.ok_or_else(|| Trouble(format!("there is no {id}")))
    }

    /// Waits for these words in the element.
    pub async fn until_text(&self, id: &str, words: &str) -> Result<(), Trouble> {
        for _ in 0..100 {
            if self.text(id).await?.contains(words) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(Trouble(format!("{id} never says {words}")))
    }

    /// Another size of the window's inside, as on another device.
    pub async fn resize(&self, (width_px, height_px): (u32, u32)) -> Result<(), Trouble> {
        let metrics =
            json!({ "width": width_px, "height": height_px, "deviceScaleFactor": 1, "mobile": width_px < 600 });
        self.driver().cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// The query in the address bar, once the page has had time to write it.
    pub async fn settled_address(&self) -> Result<String, Trouble> {
        tokio::time::sleep(Duration::from_millis(500)).await;
        self.ask("return location.search", json!([])).await
    }

    /// An attribute, or `None` where the element lacks it or is not there.
    pub async fn attribute(&self, id: &str, name: &str) -> Result<Option<String>, Trouble> {
        let script = "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.getAttribute(arguments[1])";
        self.ask(script, json!([id, name])).await
    }

    /// The numbers behind a chart, by way of the file that the reader would save.
    pub async fn curves(&self, chart: &str) -> Result<Curves, Trouble> {
        self.downloads().clear()?;
        self.click(&format!("chart-{chart}-csv")).await?;
        let file = self.downloads().wait(&format!("{chart}.csv")).await?;
        Curves::parse(&std::fs::read_to_string(file)?)
    }

    /// What the page has fetched from outside of its host.
    pub async fn strays(&self) -> Result<Vec<String>, Trouble> {
        let script = "return performance.getEntriesByType('resource').map(({ name }) => name)
            .filter(name => !name.startsWith(location.origin + '/') && !name.startsWith('data:'))";
        self.ask(script, json!([])).await
    }

    /// Runs a script in the page.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str, arguments: Value) -> Result<T, Trouble> {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        Ok(self.driver().execute(script, arguments).await?.convert()?)
    }

    /// Runs a script that calls its last argument when it is done.
    pub async fn ask_later<T: DeserializeOwned>(&self, script: &str, arguments: Value) -> Result<T, Trouble> {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        Ok(self.driver().execute_async(script, arguments).await?.convert()?)
    }

    /// From the next page on, this script runs before the page's own (Chromium only).
    pub async fn inject(&self, script: &str) -> Result<(), Trouble> {
        let method = "Page.addScriptToEvaluateOnNewDocument";
        self.driver().cdp().send_raw(method, json!({ "source": script })).await?;
        Ok(())
    }

    /// Errors in the browser's console since the last call (Chromium only).
    pub async fn console_errors(&self) -> Result<Vec<String>, Trouble> {
        let entries = self.driver().browser_log().await?;
        Ok(entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect())
    }
}

impl Snapshot {
    pub fn is(&self, state: &str) -> bool {
        self.state.as_deref() == Some(state)
    }

    pub fn steps(&self) -> u64 {
        self.step.unwrap_or_default()
    }

    /// A metric's number.
    pub fn metric(&self, name: &str) -> Result<f64, Trouble> {
        let text = self.metrics.get(name).ok_or_else(|| Trouble(format!("there is no metric {name} yet: {self:?}")))?;
        text.parse().map_err(|_| Trouble(format!("metric {name} is {text}")))
    }
}
