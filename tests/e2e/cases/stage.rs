//! The first screen of every lesson: the lead figure and Run within it at three sizes, before a run and during one; nothing moves
//! when the page wakes; what can be pressed is large enough, what can be read stands out from its ground.

use emberlab::course::Manifest;
use emberlab::lessons::LESSONS;
use serde::Deserialize;
use serde_json::json;
use thirtyfour::Key;

use crate::host::Host;
use crate::page::Page;
use crate::report::{Trouble, ensure};
use crate::slow_line::SlowLine;

const SIZES_PX: [(u32, u32); 3] = [(1280, 800), (1366, 657), (360, 740)];
const TABLET_PX: (u32, u32) = (768, 1024);
/// Up to here the figure stands above the numbers.
const NARROW_PX: u32 = 640;
/// Layout shift (web.dev/cls) above which readers lose their place.
const MOST_SHIFT: f64 = 0.05;
/// There one figure is as tall as its data.
const MOST_TABLET_SHIFT: f64 = 0.075;
/// Of what is pressed, in CSS pixels (WCAG 2.2, 2.5.8), and under a finger (2.5.5).
const LEAST_PX: f64 = 24.0;
const LEAST_TOUCH_PX: f64 = 44.0;
const LEAST_CONTRAST: f64 = 4.5;

/// Sums up what moves, from the page's first moment.
pub const SHIFTS: &str = "
    window.shift = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });";

#[derive(Debug, Deserialize)]
struct Screen {
    figure: [f64; 4],
    run: [f64; 4],
    width_px: f64,
    height_px: f64,
    scroll_width_px: f64,
}

/// Boxes as left, top, right, bottom.
const SCREEN: &str = "
    scrollTo(0, 0);
    const box = id => {
        const { left, top, right, bottom } = document.querySelector(`[data-testid='${id}']`).getBoundingClientRect();
        return [left, top, right, bottom];
    };
    return { figure: box('stage-figure'), run: box('run'), width_px: innerWidth, height_px: innerHeight,
        scroll_width_px: document.documentElement.scrollWidth };";

/// What can be pressed and is smaller than the argument, by its words.
const SMALL: &str = "
    const pressed = 'button, select, summary, a.button, label.button, input:not([type=radio], [type=checkbox], [type=file])';
    return [...document.querySelectorAll(`main :is(${pressed})`)].filter(element => {
        const { width, height } = element.getBoundingClientRect();
        return element.checkVisibility() && width > 0 && Math.min(width, height) < arguments[0] - 0.5;
    }).map(element => `${element.dataset.testid ?? element.className}: ${element.textContent.trim().slice(0, 20)} `
        + `${Math.round(element.getBoundingClientRect().height)} px`);";

/// Texts whose colour is too near to that behind them.
const PALE: &str = "
    // Colours that pass over into each other are there at once, but for what never ends.
    document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity).forEach(one => one.finish());
    const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgba = colour => {
        paint.clearRect(0, 0, 1, 1);
        paint.fillStyle = colour;
        paint.fillRect(0, 0, 1, 1);
        return [...paint.getImageData(0, 0, 1, 1).data];
    };
    const light = ([red, green, blue]) => {
        const [r, g, b] = [red, green, blue].map(value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const over = (front, back) => front.map((value, part) => (value * front[3] + back[part] * (255 - front[3])) / 255);
    const ground = element => {
        if (!element) return [255, 255, 255, 255];
        const own = rgba(getComputedStyle(element).backgroundColor);
        return own[3] === 255 ? own : over(own, ground(element.parentElement));
    };
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const found = new Set();
    while (walk.nextNode()) {
        const { parentElement: element, data } = walk.currentNode;
        if (!data.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        if (element.closest('svg, math, button:disabled, fieldset:disabled, [aria-disabled=true], td')) continue;
        const back = ground(element);
        const [one, other] = [light(over(rgba(getComputedStyle(element).color), back)), light(back)].sort((a, b) => b - a);
        const contrast = (one + 0.05) / (other + 0.05);
        if (contrast < arguments[0]) found.add(`${element.className || element.localName}: ${data.trim().slice(0, 20)} ${contrast.toFixed(2)}`);
    }
    return [...found];";

/// Words of the text that name a mark of a figure, and whose mark does not light up when they are pointed at.
const UNLIT: &str = "
    return (async () => {
        const unlit = [];
        for (const word of document.querySelectorAll('[data-mark]')) {
            word.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
            await new Promise(requestAnimationFrame);
            const lit = [...document.querySelectorAll('.chart-curve.is-lit')].map(entry => entry.textContent);
            if (!lit.some(name => name.startsWith(word.dataset.mark)) || !word.matches('.is-lit')) unlit.push(word.dataset.mark);
        }
        return unlit;
    })();";
/// Some of their curves begin later.
const LATE_MARKS: [&str; 2] = ["save-restore", "automl-titanic"];

pub async fn check(page: &Page<'_>, lesson: &'static Manifest) -> Result<String, Trouble> {
    let mut shifts = Vec::new();
    for size_px in [SIZES_PX[0], TABLET_PX, SIZES_PX[2]] {
        page.resize(size_px).await?;
        page.open(&format!("lesson/{}/?backend=cpu&limit=2000", lesson.id)).await?;
        page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
        page.until_child("stage-figure").await?;
        let shift: f64 = page.ask("return window.shift", json!([])).await?;
        let most = if size_px == TABLET_PX { MOST_TABLET_SHIFT } else { MOST_SHIFT };
        ensure(shift < most, || format!("at {} px the page moves by {shift:.3} when it wakes", size_px.0))?;
        shifts.push(shift);
        let small: Vec<String> = page.ask(SMALL, json!([LEAST_PX])).await?;
        ensure(small.is_empty(), || format!("at {} px too small to be pressed: {small:?}", size_px.0))?;
    }
    let mut beyond = fits(page, "before the run").await?;
    page.click("run").await?;
    page.until("some steps", 60, |now| now.steps() > 3 || now.is("done")).await?;
    beyond.extend(fits(page, "during the run").await?);
    page.click("pause").await?;
    if !LATE_MARKS.contains(&lesson.id) {
        let unlit: Vec<String> = page.ask(UNLIT, json!([])).await?;
        ensure(unlit.is_empty(), || format!("no figure shows what the text calls {unlit:?}"))?;
    }
    for theme in ["light", "dark"] {
        page.fill("theme", theme).await?;
        let pale: Vec<String> = page.ask(PALE, json!([LEAST_CONTRAST])).await?;
        ensure(pale.is_empty(), || format!("in {theme} too pale to be read: {pale:?}"))?;
    }
    let moves = format!("moves by {:.3}, {:.3} and {:.3}", shifts[0], shifts[1], shifts[2]);
    Ok(format!("{moves}; {}", if beyond.is_empty() { "fits everywhere".to_owned() } else { beyond.join(", ") }))
}

async fn fits(page: &Page<'_>, when: &str) -> Result<Vec<String>, Trouble> {
    let mut beyond = Vec::new();
    for size_px in SIZES_PX {
        page.resize(size_px).await?;
        // The browser lays out what the page has drawn anew.
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        let screen: Screen = page.ask(SCREEN, json!([])).await?;
        let is_inside = |[left, top, right, bottom]: [f64; 4]| {
            left >= 0.0
                && top >= 0.0
                && right <= screen.width_px + 1.0
                && bottom <= screen.height_px + 1.0
                && bottom > top
        };
        let holds = is_inside(screen.figure) && is_inside(screen.run);
        ensure(holds || size_px.0 <= NARROW_PX, || {
            format!("{when} at {size_px:?} the stage does not fit: {screen:?}")
        })?;
        if !holds {
            beyond.push(format!("{when} at {} px it ends at {:.0}", size_px.0, screen.figure[3]));
        }
        ensure(screen.scroll_width_px <= screen.width_px, || {
            format!("{when} at {size_px:?} the page scrolls sideways")
        })?;
    }
    Ok(beyond)
}

/// Over a slow line the stage stands before the engine has come, and Run is taken then.
pub async fn slow(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    page.resize(SIZES_PX[0]).await?;
    host.set_line(Some(SlowLine::phone()));
    page.open("lesson/clusters-3d/").await?;
    page.until_child("stage-figure").await?;
    let is_waiting = page.now().await?.is("loading");
    page.click("run").await?;
    let outcome = page.until("the run", 60, |now| now.steps() > 0).await;
    host.set_line(None);
    outcome?;
    ensure(is_waiting, || "the engine was there before the stage".to_owned())?;
    Ok("Run was pressed while the engine was on its way, and the net learned once it had come".to_owned())
}

/// Under a finger everything is larger.
pub async fn touch(page: &Page<'_>) -> Result<String, Trouble> {
    page.resize(SIZES_PX[2]).await?;
    page.touch(true).await?;
    let mut small = Vec::new();
    for lesson in LESSONS {
        page.open(&format!("lesson/{}/?backend=cpu&limit=2000", lesson.id)).await?;
        page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
        page.until_child("stage-figure").await?;
        let found: Vec<String> = page.ask(SMALL, json!([LEAST_TOUCH_PX])).await?;
        small.extend(found.into_iter().map(|control| format!("{}: {control}", lesson.id)));
    }
    page.touch(false).await?;
    ensure(small.is_empty(), || format!("too small for a finger: {small:?}"))?;
    Ok(format!("everything to press is {LEAST_TOUCH_PX} px at least"))
}

/// From the address bar to a run by Tab and Enter alone, in every lesson.
pub async fn keys(page: &Page<'_>) -> Result<String, Trouble> {
    page.resize(SIZES_PX[0]).await?;
    let mut most = 0;
    for lesson in LESSONS {
        page.open(&format!("lesson/{}/?backend=cpu&limit=2000", lesson.id)).await?;
        page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
        page.until_child("stage-figure").await?;
        let presses = tabs_to_run(page).await?;
        let presses =
            presses.ok_or_else(|| Trouble(format!("{}: sixty presses of Tab do not reach Run", lesson.id)))?;
        most = most.max(presses);
        page.press(Key::Enter).await?;
        page.until("the run", 60, |now| now.steps() > 0).await?;
    }
    Ok(format!("Run is reached by at most {most} presses of Tab"))
}

async fn tabs_to_run(page: &Page<'_>) -> Result<Option<u32>, Trouble> {
    let focused = "return document.activeElement?.dataset.testid ?? ''";
    for presses in 1..=60 {
        page.press(Key::Tab).await?;
        if page.ask::<String>(focused, json!([])).await? == "run" {
            return Ok(Some(presses));
        }
    }
    Ok(None)
}
