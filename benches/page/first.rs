//! First visits, from an empty cache: when something can be read, when the stage can be used (its figure stands, a press of Run
//! is taken), when its engine is there, when the front page's net trains and reads a digit. On the local host as it is, and as
//! over a line of 4 Mbit/s and 150 ms, which page and workers share, to a host that compresses.

use serde_json::json;

use crate::host::Host;
use crate::median;
use crate::page::Page;
use crate::report::Trouble;
use crate::slow_line::SlowLine;

pub struct Visit {
    pub name: &'static str,
    path: &'static str,
    is_slow: bool,
}

pub const VISITS: [Visit; 4] = [
    Visit { name: "first visit to the front page", path: "", is_slow: false },
    Visit { name: "first visit to a lesson", path: "lesson/curve-fitting/", is_slow: false },
    Visit { name: "first visit to the front page, 4 Mbit/s", path: "", is_slow: true },
    Visit { name: "first visit to a lesson, 4 Mbit/s", path: "lesson/curve-fitting/", is_slow: true },
];

const TIMES: usize = 5;

/// Notes the moments, in milliseconds from the visit's beginning; a digit is drawn as soon as there is a pad.
const WATCH: &str = r#"
    window.moments = {};
    window.shift = 0;
    const note = (name, holds) => { if (!(name in moments) && holds) moments[name] = performance.now(); };
    const at = id => document.querySelector(`[data-testid="${id}"]`);
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    const stroke = Uint8Array.from({ length: 784 }, (_, place) =>
        Math.abs(place % 28 - 14) < 2 && place > 112 && place < 672 ? 255 : 0);
    setInterval(() => {
        note('stage', at('run') && at('stage-figure')?.childElementCount > 0);
        note('ready', at('status')?.dataset.state === 'ready');
        note('trains', Number(at('home-step-count')?.textContent ?? 0) > 0);
        if (!('drawn' in moments) && at('home-pad')) {
            note('drawn', true);
            at('home-pad').dispatchEvent(new CustomEvent('emberlab-pixels', { detail: stroke }));
        }
        note('reads', (at('home-prediction')?.dataset.class ?? '') !== '');
    }, 10);
"#;

const MOMENTS: &str = "
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return { paint: paint?.startTime ?? null, ...window.moments, shift: window.shift };";

pub async fn measure(page: &Page<'_>, host: &Host, visit: &Visit) -> Result<String, Trouble> {
    let cdp = page.driver().cdp();
    let answer = cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
    let script = answer["identifier"].clone();
    cdp.send_raw("Network.enable", json!({})).await?;
    cdp.send_raw("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
    let last = if visit.path.is_empty() { "reads" } else { "ready" };
    let mut found: Vec<(String, Vec<f64>)> = Vec::new();
    for _ in 0..TIMES {
        host.set_line(None);
        // Nothing of the visit before trains on.
        page.open_bare().await?;
        cdp.send_raw("Network.clearBrowserCache", json!({})).await?;
        // No service worker of the visit before.
        let site = json!({ "origin": visit_origin(page).await?, "storageTypes": "all" });
        cdp.send_raw("Storage.clearDataForOrigin", site).await?;
        host.set_line(visit.is_slow.then(SlowLine::phone));
        page.open(visit.path).await?;
        let is_over = format!("return '{last}' in (window.moments ?? {{}})");
        for _ in 0..600 {
            if page.ask::<bool>(&is_over, json!([])).await? {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let moments: serde_json::Map<String, serde_json::Value> = page.ask(MOMENTS, json!([])).await?;
        for (name, value) in moments {
            let value = value.as_f64().unwrap_or(f64::NAN);
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some((_, values)) => values.push(value),
                None => found.push((name, vec![value])),
            }
        }
    }
    cdp.send_raw("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": script })).await?;
    cdp.send_raw("Network.setCacheDisabled", json!({ "cacheDisabled": false })).await?;
    host.set_line(None);
    let words = found.into_iter().map(|(name, values)| {
        let worst = values.iter().copied().fold(0.0, f64::max);
        let digits = if name == "shift" { 3 } else { 0 };
        format!("{name} {:.digits$} (worst {worst:.digits$})", median(values))
    });
    Ok(format!("{} ms, medians of {TIMES}", words.collect::<Vec<_>>().join(", ")))
}

/// Of the page that is open, after the first visit that of the site.
async fn visit_origin(page: &Page<'_>) -> Result<String, Trouble> {
    page.ask("return location.origin", json!([])).await
}
