//! More points than fit into a message: they come when the epoch ends, are zoomed, and caught with a lasso.

use serde_json::json;

use crate::page::Page;
use crate::report::{Trouble, ensure};

const POINTS: usize = 2500;

/// A pointer goes around the middle of the picture, pressed; then what the list says, and how many are in it.
const AROUND: &str = "
    const canvas = document.querySelector('.embedding-stage canvas');
    const box = canvas.getBoundingClientRect();
    const [x, y, radius] = [box.left + box.width / 2, box.top + box.height / 2, box.height / 4];
    const at = (type, angle) => canvas.dispatchEvent(new PointerEvent(type, {
        bubbles: true, pointerId: 1, buttons: 1,
        clientX: x + radius * Math.cos(angle), clientY: y + radius * Math.sin(angle),
    }));
    at('pointerdown', 0);
    for (let step = 1; step <= 40; step += 1) at('pointermove', step * 2 * Math.PI / 40);
    at('pointerup', 0);
    return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
        done(Number(document.querySelector('[data-testid=embedding-caught]')?.dataset.count ?? 0)))));";

pub async fn check(page: &Page<'_>) -> Result<String, Trouble> {
    page.open(&format!("lesson/cnn-mnist/?backend=cpu&limit=300&eval=3&points={POINTS}")).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    page.click("run").await?;
    page.until("the epoch to end", 120, |now| now.is("done")).await?;
    let all = format!("return document.querySelector('[data-testid=embedding]').dataset.points === '{POINTS}'");
    page.until_true("all points", 60, &all).await?;
    let kl = "return Number(document.querySelector('[data-testid=metric-kl]').dataset.value) > 0";
    page.until_true("the points to move", 60, kl).await?;
    page.click("embedding-pause").await?;
    page.click("embedding-lasso").await?;
    let caught: usize = page.ask(AROUND, json!([])).await?;
    ensure(caught > POINTS / 20 && caught < POINTS, || format!("{caught} of {POINTS} points are caught"))?;
    let zoom = "
        const canvas = document.querySelector('.embedding-stage canvas');
        canvas.focus();
        for (let press = 0; press < 4; press += 1)
            canvas.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }));";
    page.ask::<Option<()>>(zoom, json!([])).await?;
    let nearer: usize = page.ask(AROUND, json!([])).await?;
    ensure(nearer > 0 && nearer < caught, || format!("{nearer} points are caught from near, {caught} from afar"))?;
    Ok(format!("{POINTS} points; {caught} caught, {nearer} from near"))
}
