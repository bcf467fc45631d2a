//! What the classic programs report, reached in the browser with the same settings.

use crate::page::{Page, Snapshot};
use crate::report::{Trouble, ensure};

/// A run of one lesson, and what its newest metrics must be at its end.
pub struct Figure {
    pub lesson: &'static str,
    /// Beside the defaults.
    pub query: &'static str,
    /// Metric, least and most.
    bounds: &'static [(&'static str, f64, f64)],
}

pub const FIGURES: [Figure; 11] = [
    Figure {
        lesson: "linear-regression",
        query: "reduction=sum",
        bounds: &[("test-loss", 0.0, 1e-3), ("w-error", 0.0, 1e-2), ("b-error", 0.0, 1e-2)],
    },
    Figure {
        lesson: "linear-regression",
        query: "data=fifteen&batch=15&lr=0.01&epochs=2000",
        bounds: &[("w-error", 0.0, 1e-2), ("b-error", 0.0, 1e-2)],
    },
    Figure { lesson: "linear-regression", query: "targets=flat", bounds: &[("train-loss", 5.0, 40.0)] },
    Figure { lesson: "curve-fitting", query: "", bounds: &[("train-loss", 0.0, 0.02)] },
    Figure { lesson: "two-blobs", query: "", bounds: &[("train-accuracy", 0.98, 1.0)] },
    Figure { lesson: "optimizers", query: "", bounds: &[("loss-adam", 0.0, 0.015), ("loss-rmsprop", 0.0, 0.015)] },
    Figure { lesson: "clusters-3d", query: "", bounds: &[("test-accuracy", 0.90, 1.0)] },
    Figure { lesson: "clusters-3d", query: "inputs=raw&epochs=10&seed=11", bounds: &[("test-accuracy", 0.75, 0.87)] },
    Figure {
        lesson: "clusters-3d",
        query: "inputs=standardised&epochs=50&seed=11",
        bounds: &[("test-accuracy", 0.925, 0.965)],
    },
    Figure { lesson: "xor", query: "", bounds: &[("softmax-accuracy", 0.34, 0.75), ("test-accuracy", 0.90, 1.0)] },
    Figure {
        lesson: "xor",
        query: "data=clusters&inputs=raw&seed=16",
        bounds: &[("softmax-accuracy", 0.34, 0.50), ("test-accuracy", 0.73, 0.83)],
    },
];

/// On real data, all of it.
pub const REAL: [Figure; 6] = [
    Figure { lesson: "softmax-fashion", query: "backend=cpu", bounds: &[("test-accuracy", 0.82, 0.85)] },
    Figure { lesson: "softmax-fashion", query: "backend=cpu&program=layers", bounds: &[("test-accuracy", 0.82, 0.85)] },
    Figure { lesson: "mlp-fashion", query: "backend=cpu", bounds: &[("test-accuracy", 0.83, 0.87)] },
    Figure { lesson: "lstm-mnist", query: "backend=cpu", bounds: &[("test-accuracy", 0.95, 0.99)] },
    // A blind guess loses 2.303 nats.
    Figure {
        lesson: "vgg-cifar10",
        query: "backend=cpu&width=1/8&init=kaiming&lr=0.03&limit=20000",
        bounds: &[("test-loss", 1.5, 2.25)],
    },
    Figure {
        lesson: "automl-titanic",
        query: "",
        bounds: &[("best-accuracy", 0.805, 0.84), ("test-accuracy", 0.72, 0.88), ("roc-area", 0.78, 0.92)],
    },
];

pub async fn check(page: &Page<'_>, figure: &Figure) -> Result<String, Trouble> {
    let end = run(page, figure.lesson, figure.query).await?;
    let mut found = Vec::new();
    for (metric, least, most) in figure.bounds {
        let value = end.metric(metric)?;
        ensure((*least..=*most).contains(&value), || format!("{metric} is {value}, not from {least} to {most}"))?;
        found.push(format!("{metric} {value:.5} ({least} to {most})"));
    }
    Ok(format!("{} after {} steps", found.join(", "), end.steps()))
}

/// A hundred hidden units fit the parabola better than ten.
pub async fn widths(page: &Page<'_>) -> Result<String, Trouble> {
    let ten = run(page, "curve-fitting", "width=10").await?.metric("train-loss")?;
    let hundred = run(page, "curve-fitting", "width=100").await?.metric("train-loss")?;
    ensure(hundred < ten, || format!("{hundred} with a hundred units, {ten} with ten"))?;
    Ok(format!("mean squared error {ten:.5} with ten hidden units, {hundred:.5} with a hundred"))
}

/// In the race of the optimizers, SGD comes last.
pub async fn race(page: &Page<'_>) -> Result<String, Trouble> {
    let end = run(page, "optimizers", "").await?;
    let loss = |name: &str| end.metric(&format!("loss-{name}"));
    let sgd = loss("sgd")?;
    let mut found = vec![format!("sgd {sgd:.4}")];
    for name in ["momentum", "adagrad", "rmsprop", "adam"] {
        let other = loss(name)?;
        ensure(other < sgd, || format!("{name} ends at {other}, SGD at {sgd}"))?;
        found.push(format!("{name} {other:.4}"));
    }
    Ok(found.join(", "))
}

async fn run(page: &Page<'_>, lesson: &str, query: &str) -> Result<Snapshot, Trouble> {
    page.open(&format!("lesson/{lesson}/?pace=100000&{query}")).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    page.click("run").await?;
    page.until("the end of the run", 300, |now| now.is("done")).await
}
