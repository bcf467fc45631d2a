//! Training on WebGPU follows training on the CPU. The adapter is SwiftShader: slow, but it runs the same shaders.

use serde_json::json;

use crate::curves::Curves;
use crate::page::Page;
use crate::report::{Trouble, ensure};

const STEPS: u64 = 40;
/// How far a loss may be from the CPU's, as a share of it.
const TOLERANCE: f64 = 0.02;

/// A lesson's net, small enough for a software adapter.
pub struct Case {
    pub lesson: &'static str,
    query: &'static str,
}

pub const ALL: [Case; 5] = [
    Case { lesson: "cnn-mnist", query: "seed=1&limit=2500" },
    Case { lesson: "softmax-fashion", query: "seed=1&batch=64&limit=4000" },
    Case { lesson: "mlp-fashion", query: "seed=1&batch=64&limit=4000" },
    Case { lesson: "vgg-cifar10", query: "seed=1&width=1/8&init=kaiming&lr=0.03&batch=4&limit=250" },
    Case { lesson: "lstm-mnist", query: "seed=1&limit=4000" },
];

pub async fn check(page: &Page<'_>, case: &Case) -> Result<String, Trouble> {
    let cpu = losses(page, case, "cpu").await?;
    let gpu = losses(page, case, "gpu").await?;
    let mut worst: f64 = 0.0;
    for step in (10..=STEPS).step_by(10) {
        let (cpu, gpu) = (cpu.at(step), gpu.at(step));
        let ([cpu], [gpu]) = (&cpu[..], &gpu[..]) else {
            return Err(Trouble(format!("step {step} has losses {cpu:?} and {gpu:?}, not one each")));
        };
        worst = worst.max((gpu - cpu).abs() / cpu.abs());
    }
    ensure(worst <= TOLERANCE, || format!("the GPU's loss is off by {:.2} %", 100.0 * worst))?;
    Ok(format!("at most {:.4} % apart at every tenth of {STEPS} steps", 100.0 * worst))
}

/// True once the adapter has done what the page before has left to it, and gives a device.
const FREE: &str = "
    const done = arguments[arguments.length - 1];
    const free = async () => {
        const device = await (await navigator.gpu.requestAdapter()).requestDevice();
        await device.queue.onSubmittedWorkDone();
        device.destroy();
    };
    free().then(() => done(true), () => done(false));
";

/// Some steps more than are compared: the end of the epoch would bring a long evaluation.
async fn losses(page: &Page<'_>, case: &Case, backend: &str) -> Result<Curves, Trouble> {
    page.open_bare().await?;
    ensure(page.ask_later(FREE, json!([])).await?, || "the software adapter gives no device".to_owned())?;
    page.open(&format!("lesson/{}/?{}&eval=0&backend={backend}", case.lesson, case.query)).await?;
    let prepared = page.until("the lesson to be ready", 120, |now| now.is("ready")).await?;
    let found = prepared.backend.unwrap_or_default();
    ensure(found == backend, || format!("the badge says {found}, not {backend}"))?;
    page.click("run").await?;
    page.until("40 steps", 400, |now| now.steps() >= STEPS).await?;
    page.click("pause").await?;
    page.curves("loss").await
}
