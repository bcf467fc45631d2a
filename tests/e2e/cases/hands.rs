//! What readers do with the figures of the lessons on small data: type, place points, turn, record, guess, try, compare.

use std::time::Duration;

use serde_json::json;

use crate::page::Page;
use crate::report::{Trouble, ensure};

/// A program typed into the graph's editor: a mistake points at its character, the mended one is differentiated.
pub async fn autograd(page: &Page<'_>) -> Result<String, Trouble> {
    open(page, "autograd", "").await?;
    page.fill("expression", "x = 3\ny = x * * 2").await?;
    page.until_there("expression-error").await?;
    let at = page.attribute("expression-error", "data-at").await?;
    ensure(at.as_deref() == Some("15"), || format!("the mistake is marked at {at:?}"))?;
    let words = page.text("expression-error").await?;
    page.fill("expression", "x = 3\ny = x ^ 2 + x\nbackward(y)").await?;
    page.until("the mended program", 30, |now| now.is("ready") && now.steps() == 0).await?;
    tokio::time::sleep(Duration::from_millis(600)).await;
    page.click("run").await?;
    let end = page.until("the end", 60, |now| now.is("done")).await?;
    let result = end.metric("result")?;
    let difference = end.metric("difference")?;
    ensure(result == 12.0, || format!("x² + x is {result} at 3"))?;
    ensure(difference < 1e-3, || format!("gradients differ by {difference}"))?;
    let table = page.text("gradient-check").await?;
    ensure(table.contains('7'), || format!("the derivative 2 · 3 + 1 is not in {table}"))?;
    Ok(format!("“{}”; then 12, its derivative 7 within {difference:.1e} of the differences", one_line(&words)))
}

/// A tensor program typed: a slice is shown, and a broadcast that does not fit explains itself.
pub async fn tensors(page: &Page<'_>) -> Result<String, Trouble> {
    open(page, "tensors", "").await?;
    page.fill("expr", "a = ones(2, 3)\nb = ones(4)\na + b").await?;
    page.until_there("mistake").await?;
    let at = page.attribute("mistake", "data-at").await?;
    ensure(at.as_deref() == Some("28"), || format!("the mistake is marked at {at:?}"))?;
    let words = page.text("mistake").await?;
    let alignment = page.text("alignment").await?;
    ensure(alignment.contains('✗'), || format!("the clash is not shown: {alignment}"))?;
    page.fill("expr", "b = arange(12).reshape(3, 4)\nb[1, :2]").await?;
    tokio::time::sleep(Duration::from_millis(600)).await;
    page.until("the slice", 30, |now| now.is("ready") && now.steps() == 0).await?;
    page.click("run").await?;
    let end = page.until("the end", 60, |now| now.is("done")).await?;
    ensure(end.steps() == 2, || format!("a slice of two cells takes {} steps", end.steps()))?;
    Ok(format!("“{}”; b[1, :2] has two cells", one_line(&words)))
}

/// A weight set by hand while the net rests: its number, its line, the address; and it learns on.
pub async fn weights(page: &Page<'_>) -> Result<String, Trouble> {
    open(page, "two-blobs", "").await?;
    let lines = "return document.querySelectorAll('[data-testid=net-diagram] .net-hold').length";
    page.until_true("the net's lines", 30, &format!("{lines} === 40")).await?;
    let press = "
        document.querySelectorAll('[data-testid=net-diagram] .net-hold')[3].dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));";
    page.ask::<Option<()>>(press, json!([])).await?;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let name = "return document.querySelector('[data-testid=weight-choice]').selectedOptions[0].textContent";
    let chosen: String = page.ask(name, json!([])).await?;
    ensure(chosen == "x → h4", || format!("the fourth line is called {chosen}"))?;
    let set = "
        const slider = document.querySelector('[data-testid=weight-value]');
        slider.value = 1.5;
        slider.dispatchEvent(new Event('input', { bubbles: true }));";
    page.ask::<Option<()>>(set, json!([])).await?;
    let value = "document.querySelector('.weight-hand output').textContent";
    page.until_true("the weight in hand", 30, &format!("return {value} === '1.500'")).await?;
    let address = page.settled_address().await?;
    ensure(address.contains("weights=layers.0.weight.6"), || format!("the address is {address}"))?;
    page.click("run").await?;
    page.until("some steps", 30, |now| now.steps() > 3).await?;
    page.until_true("the weight to learn", 30, &format!("return {value} !== '1.500'")).await?;
    Ok(format!("{chosen} is set to 1.5, is in the link, and learns on"))
}

/// Points placed, moved and removed by pointer while the net learns.
pub async fn points(page: &Page<'_>) -> Result<String, Trouble> {
    open(page, "two-blobs", "epochs=100000&pace=60").await?;
    page.click("run").await?;
    page.until("some steps", 30, |now| now.steps() > 5).await?;
    let before = count(page).await?;
    // From the middle of the canvas: the second press takes the first one's point with it.
    press(page, (0.5, 0.1), (0.5, 0.1)).await?;
    let placed = count(page).await?;
    press(page, (0.5, 0.1), (0.85, 0.8)).await?;
    let moved = count(page).await?;
    page.click("tool-erase").await?;
    press(page, (0.85, 0.8), (0.85, 0.8)).await?;
    let erased = count(page).await?;
    ensure((placed, moved, erased) == (before + 1, before + 1, before), || {
        format!("{before} points, then {placed} placed, {moved} moved, {erased} erased")
    })?;
    let step = page.now().await?.steps();
    page.until("the net to go on", 30, |now| now.is("running") && now.steps() > step).await?;
    let address = page.settled_address().await?;
    ensure(address.contains("points="), || format!("the points are not in the address {address}"))?;
    page.click("points-clear").await?;
    page.until_fault("no-points", 30).await?;
    page.click("points-generated").await?;
    page.click("reset").await?;
    page.until("the generated points", 30, |now| now.is("ready")).await?;
    Ok(format!("{before} points, one placed, moved and erased while it learned; none left is explained"))
}

/// The cloud of points turns and comes nearer by keys.
pub async fn cloud(page: &Page<'_>) -> Result<String, Trouble> {
    open(page, "clusters-3d", "").await?;
    let canvas = "document.querySelector('figure.scatter3d canvas, [data-testid=chart-clusters] canvas')";
    let picture = format!("return {canvas}.toDataURL()");
    let press = format!(
        "const canvas = {canvas}; canvas.focus();
         for (let turn = 0; turn < 5; turn += 1)
             canvas.dispatchEvent(new KeyboardEvent('keydown', {{ key: arguments[0], bubbles: true }}));"
    );
    let mut pictures: Vec<String> = vec![page.ask(&picture, json!([])).await?];
    for key in ["ArrowLeft", "ArrowUp", "+"] {
        page.ask::<Option<()>>(&press, json!([key])).await?;
        tokio::time::sleep(Duration::from_millis(400)).await;
        let after: String = page.ask(&picture, json!([])).await?;
        ensure(!pictures.contains(&after), || format!("{key} changes nothing"))?;
        pictures.push(after);
    }
    Ok("arrow keys turn it, plus brings it nearer".to_owned())
}

/// An animation of the fit, recorded while it learns.
pub async fn recording(page: &Page<'_>) -> Result<String, Trouble> {
    open(page, "curve-fitting", "pace=30").await?;
    page.downloads().clear()?;
    page.click("chart-fit-gif").await?;
    page.fill("chart-fit-gif-width", "240").await?;
    page.fill("chart-fit-gif-limit", "5").await?;
    page.click("chart-fit-gif-record").await?;
    page.click("run").await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    page.click("chart-fit-gif-record").await?;
    let file = page.downloads().wait(".gif").await?;
    let bytes = std::fs::metadata(&file)?.len();
    let mut decoder = gif::DecodeOptions::new()
        .read_info(std::fs::File::open(&file)?)
        .map_err(|error| Trouble(format!("the file is no GIF: {error}")))?;
    let width_px = decoder.width();
    let mut frames = 0;
    while decoder.next_frame_info().map_err(|error| Trouble(format!("frame {frames} is broken: {error}")))?.is_some() {
        frames += 1;
    }
    ensure(width_px == 240, || format!("{width_px} px wide instead of 240"))?;
    ensure(frames >= 5, || format!("only {frames} frames in three seconds"))?;
    Ok(format!("{frames} frames of {width_px} px in {} KB", bytes.div_ceil(1000)))
}

/// A guess, a run that decides it, an experiment of one click, and both runs on one chart.
pub async fn trying(page: &Page<'_>) -> Result<String, Trouble> {
    open(page, "curve-fitting", "").await?;
    let curves = "return document.querySelectorAll('[data-testid=\"chart-loss\"] .chart-curve').length";
    page.click("quiz-0-0").await?;
    page.click("run").await?;
    page.until("the end", 60, |now| now.is("done")).await?;
    let before: u64 = page.ask(curves, json!([])).await?;
    let outcome = page.attribute("quiz-0-verdict", "data-outcome").await?;
    ensure(outcome.is_some(), || "the run did not decide the question".to_owned())?;
    page.ask::<Option<()>>("document.querySelector('.presets button').click()", json!([])).await?;
    page.until("the experiment", 60, |now| now.steps() > 0 && !now.is("done")).await?;
    let address = page.settled_address().await?;
    ensure(address.split('&').count() > 1, || format!("the experiment is not in the address {address}"))?;
    let after: u64 = page.ask(curves, json!([])).await?;
    ensure(after > before, || format!("{before} curves of the first run, {after} of both"))?;
    Ok(format!(
        "guessed, decided ({}), tried: {address}, {before} curves, then {after} with the earlier run",
        outcome.unwrap_or_default()
    ))
}

async fn open(page: &Page<'_>, lesson: &str, query: &str) -> Result<(), Trouble> {
    page.open(&format!("lesson/{lesson}/?pace=100000&{query}")).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    Ok(())
}

async fn count(page: &Page<'_>) -> Result<u64, Trouble> {
    tokio::time::sleep(Duration::from_millis(300)).await;
    let text: String = page.ask("return document.querySelector('[data-points]').dataset.points", json!([])).await?;
    text.parse().map_err(|_| Trouble(format!("{text} is no count")))
}

/// Presses the plane at one place and lets go at another, both as shares of its canvas.
async fn press(page: &Page<'_>, from: (f64, f64), to: (f64, f64)) -> Result<(), Trouble> {
    let script = "
        const canvas = document.querySelector('[data-testid=\"chart-regions\"] canvas');
        const box = canvas.getBoundingClientRect();
        const send = (name, [x, y]) => canvas.dispatchEvent(new PointerEvent(name, {
            bubbles: true, pointerId: 1, isPrimary: true, button: 0,
            clientX: box.left + x * box.width, clientY: box.top + y * box.height,
        }));
        // A pointer of this script's own cannot be captured.
        canvas.setPointerCapture = () => {};
        send('pointerdown', arguments[0]);
        for (let part = 1; part <= 4; part += 1)
            send('pointermove', arguments[0].map((from, axis) => from + (arguments[1][axis] - from) * part / 4));
        send('pointerup', arguments[1]);
    ";
    page.ask::<Option<()>>(script, json!([[from.0, from.1], [to.0, to.1]])).await?;
    Ok(())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
