//! What the classic programs report beside what ours reach, on all the data; `figures.txt` is its output.
//! `cargo bench --workspace --profile dev --bench figures`, a part of a lesson's name behind `--`. With `--seeds`, what the
//! lessons' texts promise, and the worst, median and best of twenty seeds; `key=value` sets other values than the defaults.

#[path = "../tests/promises/mod.rs"]
mod promises;

use std::time::Instant;

use emberlab::course::settings::Settings;
use emberlab::data::disk;
use emberlab::engine::terminal::{drive, open};
use emberlab::lessons;
use emberlab::protocol::{Fault, RunEvent};
use promises::{LARGE, Promise, SEEDS, SMALL};

/// A lesson with these settings beside its defaults, once for each seed.
struct Run {
    lesson: &'static str,
    settings: &'static [(&'static str, &'static str)],
    seeds: &'static [&'static str],
    reference: &'static str,
    report: fn(&Curves) -> String,
}

const RUNS: [Run; 7] = [
    Run {
        lesson: "softmax-fashion",
        settings: &[("program", "by-hand")],
        seeds: &["1", "2", "3", "4", "5", "6", "7", "8"],
        reference: "train loss 0.448, train accuracy 0.849, test accuracy 0.835",
        report: last_epoch,
    },
    Run {
        lesson: "softmax-fashion",
        settings: &[("program", "layers")],
        seeds: &["1"],
        reference: "train loss 0.448, train accuracy 0.849, test accuracy 0.835",
        report: last_epoch,
    },
    Run {
        lesson: "mlp-fashion",
        settings: &[("program", "by-hand")],
        seeds: &["1", "2", "3", "4", "5", "6", "7", "8"],
        reference: "train loss 0.383, train accuracy 0.863, test accuracy 0.849",
        report: last_epoch,
    },
    Run {
        lesson: "mlp-fashion",
        settings: &[("program", "layers")],
        seeds: &["1"],
        reference: "train loss 0.383, train accuracy 0.863, test accuracy 0.849",
        report: last_epoch,
    },
    Run {
        lesson: "lstm-mnist",
        settings: &[],
        seeds: &["1", "2"],
        reference: "test accuracy at least 0.95 (PyTorch 0.956, 0.963)",
        report: last_epoch,
    },
    Run {
        lesson: "automl-titanic",
        settings: &[],
        seeds: &["1", "2", "3"],
        reference: "accuracy over five folds at least 0.805",
        report: search,
    },
    Run {
        lesson: "vgg-cifar10",
        settings: &[("width", "1"), ("init", "xavier"), ("lr", "0.1"), ("workers", "2")],
        seeds: &["1"],
        reference: "trains, loss falls (a blind guess: 2.303)",
        report: fall,
    },
];

/// A run's metrics in the order of its steps.
#[derive(Default)]
struct Curves {
    steps_per_epoch: usize,
    values: promises::Curves,
}

fn main() -> Result<(), Fault> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test --all-targets` runs this file too, without the argument: nothing to test here.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let (pairs, asked): (Vec<&str>, Vec<&str>) = arguments
        .iter()
        .map(String::as_str)
        .filter(|argument| !argument.starts_with('-'))
        .partition(|a| a.contains('='));
    let is_wanted = |lesson: &str| asked.is_empty() || asked.iter().any(|part| lesson.contains(part));
    if arguments.iter().any(|argument| argument == "--seeds") {
        let pairs: Vec<_> = pairs.into_iter().filter_map(|pair| pair.split_once('=')).collect();
        let mut wanted = SMALL.iter().chain(&LARGE).filter(|promise| is_wanted(promise.lesson));
        return wanted.try_for_each(|promise| try_seeds(promise, &pairs));
    }
    for run in RUNS.iter().filter(|run| is_wanted(run.lesson)) {
        let settings: Vec<String> = run.settings.iter().map(|(key, value)| format!(" {key}={value}")).collect();
        println!("{}{}; to reach: {}", run.lesson, settings.concat(), run.reference);
        for seed in run.seeds {
            let start = Instant::now();
            let found = (run.report)(&train(run.lesson, run.settings, seed)?);
            println!("  seed {seed}: {found} ({:.0} s)", start.elapsed().as_secs_f64());
        }
    }
    Ok(())
}

/// Each figure of a promise over all seeds.
fn try_seeds(promise: &Promise, pairs: &[(&str, &str)]) -> Result<(), Fault> {
    let start = Instant::now();
    let settings = [promise.settings, pairs].concat();
    let runs: Vec<Curves> =
        SEEDS.map(|seed| train(promise.lesson, &settings, &seed.to_string())).collect::<Result<_, _>>()?;
    let shown: Vec<String> = settings.iter().map(|(key, value)| format!(" {key}={value}")).collect();
    println!("{}{}, seeds 1 to 20 ({:.0} s)", promise.lesson, shown.concat(), start.elapsed().as_secs_f64());
    for figure in promise.figures {
        let values: Vec<f64> = runs.iter().map(|run| (figure.of)(&run.values)).collect();
        let missed: Vec<u64> =
            SEEDS.zip(&values).filter(|(_, value)| !figure.bound.holds(**value)).map(|(seed, _)| seed).collect();
        let values = figure.bound.sorted(values);
        println!(
            "  {}: worst {:.4}, median {:.4}, best {:.4}; promised {:?}",
            figure.name,
            values[0],
            values[values.len() / 2],
            values[values.len() - 1],
            figure.bound
        );
        if !missed.is_empty() {
            println!("    missed by the seeds {missed:?}");
        }
    }
    Ok(())
}

fn train(lesson: &str, pairs: &[(&str, &str)], seed: &str) -> Result<Curves, Fault> {
    let lesson = lessons::trained::find(lesson).expect("the runs above name lessons that are in the registry");
    let mut settings = Settings::defaults(lesson.settings);
    for (key, value) in pairs.iter().chain([&("seed", seed)]) {
        settings.set(lesson.settings, key, value)?;
    }
    let mut run = open(lesson, settings, None, disk::load)?;
    let mut curves = Curves::default();
    run.run();
    drive(&mut run, |event, _| match event {
        RunEvent::Prepared { summary, .. } => curves.steps_per_epoch = summary.plan.steps_per_epoch as usize,
        RunEvent::Progress { points, .. } => {
            points.into_iter().for_each(|point| curves.values.entry(point.metric).or_default().push(point.value));
        }
        RunEvent::Fault(fault) => println!("  {fault}"),
        _ => {}
    })?;
    Ok(curves)
}

/// Loss and accuracy of training as the last epoch went by, and the test set after it.
fn last_epoch(curves: &Curves) -> String {
    let over_the_epoch = |metric| mean(tail(curves.of(metric), curves.steps_per_epoch));
    format!(
        "train loss {:.3}, train accuracy {:.3}, test accuracy {:.4}",
        over_the_epoch("train-loss"),
        over_the_epoch("train-accuracy"),
        curves.last("test-accuracy")
    )
}

/// How far the loss fell.
fn fall(curves: &Curves) -> String {
    let losses = curves.of("train-loss");
    format!(
        "train loss {:.3} over the first 100 steps, {:.3} over the last 100 of {}; test loss {:.3}, accuracy {:.4}",
        mean(&losses[..losses.len().min(100)]),
        mean(tail(losses, 100)),
        losses.len(),
        curves.last("test-loss"),
        curves.last("test-accuracy")
    )
}

/// The best candidate over the folds, and that one on the rows that were held back.
fn search(curves: &Curves) -> String {
    format!(
        "best mean over the folds {:.4} after {} fits, test accuracy {:.4}, area below the ROC curve {:.3}",
        curves.last("best-accuracy"),
        curves.of("fold-accuracy").len(),
        curves.last("test-accuracy"),
        curves.last("roc-area")
    )
}

impl Curves {
    fn of(&self, metric: &str) -> &[f64] {
        self.values.get(metric).map_or(&[], Vec::as_slice)
    }

    fn last(&self, metric: &str) -> f64 {
        self.of(metric).last().copied().unwrap_or(f64::NAN)
    }
}

fn tail(values: &[f64], count: usize) -> &[f64] {
    &values[values.len().saturating_sub(count)..]
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
