//! What readers type and draw as their keyboards and hands do it: numbers with other signs, a palm on the pad. And numbers of
//! a run that stop being any.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use crate::page::Page;
use crate::report::{Trouble, ensure};

/// All of them a hundredth.
const WAYS: [&str; 8] = ["0,01", "0。01", "０.０１", ",01", "+0.01", "１e-2", " 0.01 ", "0.01"];

/// In a field and in the address: read and shown as 0.01.
pub async fn numbers(page: &Page<'_>) -> Result<String, Trouble> {
    for way in WAYS {
        page.open(&format!("lesson/xor/?lr={way}")).await?;
        page.until(&format!("the lesson of lr={way}"), 60, |now| now.is("ready")).await?;
        let shown = value(page, "setting-lr").await?;
        ensure(shown == "0.01", || format!("lr={way} in the address is shown as {shown}"))?;
    }
    for way in WAYS {
        page.fill("setting-lr", "0.5").await?;
        page.fill("setting-lr", way).await?;
        let shown = value(page, "setting-lr").await?;
        ensure(shown == "0.01", || format!("{way} in the field is shown as {shown}"))?;
    }
    page.fill("setting-seed", "１，０００").await?;
    let shown = value(page, "setting-seed").await?;
    ensure(shown == "1000", || format!("seed one thousand is shown as {shown}"))?;
    let address = page.settled_address().await?;
    ensure(address.contains("lr=0.01") && address.contains("seed=1000"), || format!("the address is {address}"))?;

    page.open("lesson/xor/?seed=5&amp;lr=0.25").await?;
    page.until("the lesson of a copied link", 60, |now| now.is("ready")).await?;
    let shown = value(page, "setting-lr").await?;
    ensure(shown == "0.25", || format!("after &amp; the learning rate is {shown}"))?;
    Ok(format!("{} ways to type a hundredth, in the field and in the address; &amp; is understood", WAYS.len()))
}

/// Finger 1 draws a 1 at the left; finger 2 lies down on the right, trembles, lifts; finger 1 goes on.
const TWO_FINGERS: &str = r#"
    const pad = document.querySelector('[data-testid="digit-pad"]');
    pad.scrollIntoView({ block: 'center' });
    const frame = pad.getBoundingClientRect();
    const send = (type, id, x, y) => pad.dispatchEvent(new PointerEvent(type, {
        pointerId: id, isPrimary: id === 1, pointerType: 'touch', bubbles: true, cancelable: true,
        button: type === 'pointermove' ? -1 : 0, buttons: type === 'pointerup' ? 0 : 1,
        clientX: frame.left + x * frame.width, clientY: frame.top + y * frame.height }));
    send('pointerdown', 1, .3, .15);
    for (let y = .15; y < .5; y += .05) send('pointermove', 1, .3, y);
    send('pointerdown', 2, .85, .8);
    for (let at = 0; at < 5; at++) {
        send('pointermove', 2, .85 + .01 * at, .8);
        send('pointermove', 1, .3, .5 + .03 * at);
    }
    send('pointerup', 2, .9, .8);
    for (let y = .65; y < .9; y += .05) send('pointermove', 1, .3, y);
    send('pointerup', 1, .3, .88);
"#;

/// The share of pixels with ink: between the fingers, and at the end of finger 1's stroke.
const INK: &str = r#"
    const pad = document.querySelector('[data-testid="digit-pad"]');
    const drawing = pad.getContext('2d'), w = pad.width, h = pad.height;
    const paper = drawing.getImageData(1, 1, 1, 1).data;
    const share = (x, y, dx, dy) => {
        const { data } = drawing.getImageData(x * w, y * h, dx * w, dy * h);
        let ink = 0;
        for (let at = 0; at < data.length; at += 4) ink += Math.abs(data[at] - paper[0]) > 40;
        return ink / (data.length / 4);
    };
    return { between: share(.45, .1, .5, .8), rest: share(.27, .76, .06, .1) };
"#;

#[derive(Deserialize)]
struct Ink {
    between: f64,
    rest: f64,
}

/// Only the pointer that began a stroke draws and ends it.
pub async fn fingers(page: &Page<'_>) -> Result<String, Trouble> {
    page.prepare("limit=500&eval=0&backend=cpu").await?;
    page.ask::<serde_json::Value>(TWO_FINGERS, json!([])).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let ink: Ink = page.ask(INK, json!([])).await?;
    ensure(ink.between == 0.0, || format!("a second finger leaves ink: {:.3} of the right half", ink.between))?;
    ensure(ink.rest > 0.3, || format!("it lifts the first one's pen: ink on {:.3} of the stroke's end", ink.rest))?;
    page.click("digit-clear").await?;
    Ok(format!("a second finger leaves no ink, the first one's stroke ends with {:.2}", ink.rest))
}

/// Far too large a learning rate, on images and on small data: the fault says what became no number, and the chart where.
pub async fn divergence(page: &Page<'_>) -> Result<String, Trouble> {
    let mut found = Vec::new();
    for address in ["lesson/mlp-fashion/?limit=500&lr=1e9&backend=cpu", "lesson/curve-fitting/?lr=1e9"] {
        page.open(address).await?;
        page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
        page.click("run").await?;
        let now = page.until_fault("diverged", 60).await?;
        ensure(now.is("failed"), || format!("a run that diverged is {:?}", now.state))?;
        let step = page.attribute("diverged-at", "data-step").await?;
        let text = now.fault_text.unwrap_or_default();
        ensure(step.as_ref().is_some_and(|step| text.contains(step.as_str())), || {
            format!("the chart marks step {step:?}, the fault says {text}")
        })?;
        found.push(text.trim_end_matches('×').trim().to_owned());
        page.fill("setting-lr", "0.01").await?;
        page.click("run").await?;
        page.until("the run after it", 60, |now| now.is("running") && now.steps() > 0).await?;
        page.click("pause").await?;
        page.until("the pause", 60, |now| now.is("paused") || now.is("done")).await?;
        let mark = page.attribute("diverged-at", "data-step").await?;
        ensure(mark.is_none(), || format!("the mark at {mark:?} stays on the next run"))?;
    }
    Ok(format!("“{}”", found.join("”, “")))
}

/// What Leptos updates is out of reach of a browser's translation; the lesson's text is within.
pub async fn translation(page: &Page<'_>) -> Result<String, Trouble> {
    page.open("lesson/xor/").await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    let script = "
        const live = ['status', 'step-count', 'time-left', 'metric-train-loss', 'setting-lr', 'backend', 'model-summary'];
        const free = live.filter(id => !document.querySelector(`[data-testid=\"${id}\"]`)?.closest('[translate=no]'));
        return free.concat(document.querySelector('.prose').closest('[translate=no]') ? ['the text'] : []);
    ";
    let wrong: Vec<String> = page.ask(script, json!([])).await?;
    ensure(wrong.is_empty(), || format!("a translation would freeze, or miss: {wrong:?}"))?;
    Ok("numbers and states are not translated, the text is".to_owned())
}

async fn value(page: &Page<'_>, id: &str) -> Result<String, Trouble> {
    page.ask("return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.value ?? ''", json!([id])).await
}
