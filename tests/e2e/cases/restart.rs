//! A training worker that dies is missed, and Restart goes on from the last checkpoint.

use serde_json::{Value, json};

use crate::page::Page;
use crate::report::{Trouble, ensure};

/// Remembers every worker that the page makes; the first one trains.
pub const REMEMBER_WORKERS: &str = "
    window.emberlabWorkers = [];
    window.Worker = class extends window.Worker {
        constructor(...how) {
            super(...how);
            this.emberlabAddress = String(how[0]);
            window.emberlabWorkers.push(this);
        }
    };
";

pub async fn check(page: &Page<'_>) -> Result<String, Trouble> {
    page.inject(REMEMBER_WORKERS).await?;
    page.prepare("seed=4&limit=20000&eval=0&backend=cpu").await?;
    page.click("run").await?;
    page.until("some steps", 60, |now| now.steps() >= 20).await?;
    page.click("pause").await?;
    let saved = page.until("the pause, and with it a checkpoint", 30, |now| now.is("paused")).await?.steps();
    page.click("run").await?;
    let killed = page.until("more steps", 60, |now| now.steps() >= saved + 10).await?.steps();
    page.ask::<Value>("window.emberlabWorkers[0].terminate()", json!([])).await?;
    // The lock that the worker held is free: nothing else tells the page of this death.
    page.until_fault("worker-died", 10).await?;
    page.click("restart").await?;
    let again = page.until("the run to go on", 60, |now| now.is("running")).await?.steps();
    ensure(again >= saved, || format!("went on at step {again}, though step {saved} was saved"))?;
    let end = page.until("the run to get further", 60, |now| now.steps() > killed + 10).await?.steps();
    Ok(format!("saved at step {saved}, killed after {killed}, went on to {end}"))
}
