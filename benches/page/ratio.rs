//! A training step of the session beside a bare burn loop, in turns in one worker, so that a busy machine slows both alike.

use emberlab::lessons::cnn_mnist::MANIFEST;
use emberlab::protocol::Exercise;
use serde_json::json;

use crate::engine::Engine;
use crate::median;
use crate::page::Page;
use crate::report::Trouble;

/// Median milliseconds of `steps` steps in each of `rounds` rounds, and their ratio.
pub async fn measure(page: &Page<'_>, backend: &str, steps: u32, rounds: u32) -> Result<String, Trouble> {
    // A page where nothing trains beside the measurement, as it would on the front page.
    page.open("notebook/").await?;
    let base_url: String = page.ask("return document.baseURI", json!([])).await?;
    let mut engine = Engine::start(page, &base_url, &MANIFEST, backend, 50).await?;
    let (mut session, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        session.extend(engine.train(steps).await?);
        bare.extend(engine.bare(Exercise::Training, steps).await?);
    }
    engine.stop().await?;
    let (session, bare) = (median(session), median(bare));
    Ok(format!("session {session:.2} ms, bare {bare:.2} ms: {:.3} times (goal: at most 1.05)", session / bare))
}
