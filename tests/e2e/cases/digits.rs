//! The digit pad: MNIST digits put on it off-centre and at other sizes are read, and so is a 7 drawn with the pen.

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::page::Page;
use crate::report::{Trouble, ensure};
use crate::starter::{PAD_PX, moved_and_scaled, test_digits};

const COUNT: usize = 200;
const SHARE_TO_READ: f64 = 0.95;
/// Sent in portions, so that no message grows to megabytes.
const PORTION: usize = 50;

/// Puts each image on the cleared pad, waits for the answer; gives the answers.
const REPLAY: &str = r#"
    const [images, done] = arguments;
    const pad = document.querySelector('[data-testid="digit-pad"]');
    const answer = document.querySelector('[data-testid="prediction"]');
    const put = pixels => pad.dispatchEvent(new CustomEvent('emberlab-pixels', { detail: Uint8Array.from(pixels) }));
    const settle = wanted => new Promise((resolve, reject) => {
        const start = performance.now();
        const look = () => {
            if ((answer.dataset.class !== '') === wanted) resolve(answer.dataset.class);
            else if (performance.now() - start > 20000) reject(new Error('no answer within 20 s'));
            else setTimeout(look, 2);
        };
        look();
    });
    const read = async () => {
        const classes = [];
        for (const image of images) {
            put(image.map(() => 0));
            await settle(false);
            put(image);
            classes.push(await settle(true));
        }
        return classes;
    };
    read().then(done, error => done([String(error)]));
"#;

/// Needs a trained net on the page.
pub async fn replay(page: &Page<'_>) -> Result<String, Trouble> {
    let (pixels, labels) = test_digits(COUNT);
    let digits: Vec<&[u8]> = pixels.chunks_exact(pixels.len() / COUNT).collect();
    let mut found = Vec::new();
    for (size_px, name) in [(28, "1x"), (14, "0.5x"), (42, "1.5x")] {
        let mut classes: Vec<String> = Vec::new();
        for portion in (0..COUNT).step_by(PORTION) {
            let moved = (portion..portion + PORTION).map(|index| moved_and_scaled(digits[index], size_px, index));
            classes.extend(page.ask_later::<Vec<String>>(REPLAY, json!([moved.collect::<Vec<_>>()])).await?);
        }
        let right = classes.iter().zip(&labels).filter(|(class, label)| **class == label.to_string()).count();
        let share = right as f64 / COUNT as f64;
        ensure(share >= SHARE_TO_READ, || format!("{name}: {right} of {COUNT} read, answers {classes:?}"))?;
        found.push(format!("{:.1} % at {name}", 100.0 * share));
    }
    Ok(format!("of {COUNT} test digits on a pad of {PAD_PX} pixels read: {}", found.join(", ")))
}

/// Needs a trained net on the page.
pub async fn draw_seven(page: &Page<'_>) -> Result<String, Trouble> {
    page.click("digit-clear").await?;
    let pad = page.driver().find(By::Css("[data-testid=digit-pad]")).await?;
    pad.scroll_into_view().await?;
    let bar: Vec<(i64, i64)> = (0..=8).map(|at| (-60 + 15 * at, -75)).collect();
    let stem: Vec<(i64, i64)> = (1..=8).map(|at| (60 - 10 * at, -75 + 20 * at)).collect();
    let mut pen = page.driver().action_chain_with_delay(None, Some(Duration::from_millis(10)));
    pen = pen.move_to_element_with_offset(&pad, bar[0].0, bar[0].1).click_and_hold();
    for &(x, y) in bar.iter().skip(1).chain(&stem) {
        pen = pen.move_to_element_with_offset(&pad, x, y);
    }
    pen.release().perform().await?;
    for _ in 0..50 {
        let class = page.attribute("prediction", "data-class").await?.unwrap_or_default();
        if class == "7" {
            let script = "return document.querySelector('[data-testid=prediction]').innerText.split('\\n')[0]";
            return page.ask(script, json!([])).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let class = page.attribute("prediction", "data-class").await?;
    Err(Trouble(format!("a drawn 7 was taken for {class:?}")))
}
