//! What the lessons' texts promise of a run, whatever its seed: one list for the tests and for `benches/figures.rs`.
#![allow(dead_code, reason = "the tests read one half of it, the benchmark the other")]

use std::collections::BTreeMap;

/// A run's metrics in the order of its steps.
pub type Curves = BTreeMap<String, Vec<f64>>;

/// What a lesson reaches with its defaults.
pub struct Promise {
    pub lesson: &'static str,
    /// Beside the defaults.
    pub settings: &'static [(&'static str, &'static str)],
    pub figures: &'static [Figure],
}

pub struct Figure {
    pub name: &'static str,
    pub of: fn(&Curves) -> f64,
    pub bound: Bound,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

/// The seeds that a promise is tried with.
pub const SEEDS: std::ops::RangeInclusive<u64> = 1..=20;
/// Those that tests have the time for; the benchmark tries all.
#[cfg(test)]
const FIRST_SEEDS: std::ops::RangeInclusive<u64> = 1..=4;

/// Lessons on small data: seconds for all seeds.
pub const SMALL: [Promise; 10] = [
    Promise {
        lesson: "linear-regression",
        settings: &[],
        figures: &[
            Figure { name: "test loss", of: |curves| last(curves, "test-loss"), bound: Bound::AtMost(1e-3) },
            Figure { name: "error of the weights", of: |curves| last(curves, "w-error"), bound: Bound::AtMost(1e-2) },
            Figure { name: "error of the bias", of: |curves| last(curves, "b-error"), bound: Bound::AtMost(1e-2) },
        ],
    },
    Promise {
        lesson: "mini-batches",
        settings: &[("epochs", "1")],
        figures: &[
            Figure {
                name: "loss with batches of ten",
                of: |curves| last(curves, "loss-10"),
                bound: Bound::AtMost(1.2),
            },
            Figure {
                name: "beside the best of the others",
                of: |curves| {
                    let others = ["loss-1", "loss-256", "loss-all"].map(|name| -last(curves, name));
                    last(curves, "loss-10") / -most(&others)
                },
                bound: Bound::AtMost(1.0),
            },
        ],
    },
    Promise {
        lesson: "curve-fitting",
        settings: &[],
        figures: &[Figure { name: "train loss", of: |curves| last(curves, "train-loss"), bound: Bound::AtMost(0.02) }],
    },
    Promise {
        lesson: "two-blobs",
        settings: &[],
        figures: &[Figure {
            name: "train accuracy",
            of: |curves| last(curves, "train-accuracy"),
            bound: Bound::AtLeast(0.98),
        }],
    },
    Promise { lesson: "initialization", settings: &[], figures: &[TEST_ACCURACY_OF_MOONS] },
    Promise {
        lesson: "initialization",
        settings: &[("init", "kaiming-normal"), ("activation", "relu")],
        figures: &[TEST_ACCURACY_OF_MOONS],
    },
    Promise {
        lesson: "optimizers",
        settings: &[],
        figures: &[
            Figure {
                name: "Adam's and RMSprop's loss in the third epoch",
                of: |curves| most(&["adam", "rmsprop"].map(|name| epoch_mean(curves, name, 3))),
                bound: Bound::AtMost(0.03),
            },
            Figure {
                name: "in the last",
                of: |curves| most(&["adam", "rmsprop"].map(|name| epoch_mean(curves, name, 12))),
                bound: Bound::AtMost(0.015),
            },
            Figure {
                name: "the worst of the others beside SGD",
                of: |curves| {
                    let others = ["momentum", "adagrad", "rmsprop", "adam"].map(|name| epoch_mean(curves, name, 12));
                    most(&others) / epoch_mean(curves, "sgd", 12)
                },
                bound: Bound::AtMost(1.0),
            },
        ],
    },
    Promise {
        lesson: "clusters-3d",
        settings: &[],
        figures: &[Figure {
            name: "test accuracy",
            of: |curves| last(curves, "test-accuracy"),
            bound: Bound::AtLeast(0.9),
        }],
    },
    Promise {
        lesson: "xor",
        settings: &[],
        figures: &[
            Figure {
                name: "the MLP's test accuracy",
                of: |curves| last(curves, "test-accuracy"),
                bound: Bound::AtLeast(0.95),
            },
            Figure {
                name: "its lead over the softmax",
                of: |curves| last(curves, "test-accuracy") - last(curves, "softmax-accuracy"),
                bound: Bound::AtLeast(0.1),
            },
        ],
    },
    Promise {
        lesson: "save-restore",
        settings: &[],
        figures: &[
            Figure {
                name: "distance of the net restored whole",
                of: |curves| most(&curves["gap-whole"]),
                bound: Bound::AtMost(0.0),
            },
            Figure {
                name: "distance of the other",
                of: |curves| most(&curves["gap-parameters"]),
                bound: Bound::AtLeast(0.01),
            },
            Figure { name: "train loss", of: |curves| last(curves, "train-loss"), bound: Bound::AtMost(0.02) },
        ],
    },
];

const TEST_ACCURACY_OF_MOONS: Figure =
    Figure { name: "test accuracy", of: |curves| last(curves, "test-accuracy"), bound: Bound::AtLeast(0.94) };

/// Lessons on images and tables: minutes for all seeds, so only the benchmark tries them, on all the data.
pub const LARGE: [Promise; 6] = [
    Promise { lesson: "cnn-mnist", settings: &[], figures: &[TEST_ACCURACY_OF_DIGITS] },
    Promise {
        lesson: "softmax-fashion",
        settings: &[],
        figures: &[Figure {
            name: "test accuracy",
            of: |curves| last(curves, "test-accuracy"),
            bound: Bound::AtLeast(0.82),
        }],
    },
    Promise {
        lesson: "mlp-fashion",
        settings: &[],
        figures: &[Figure {
            name: "test accuracy",
            of: |curves| last(curves, "test-accuracy"),
            bound: Bound::AtLeast(0.815),
        }],
    },
    Promise {
        lesson: "lstm-mnist",
        settings: &[],
        figures: &[Figure {
            name: "test accuracy",
            of: |curves| last(curves, "test-accuracy"),
            bound: Bound::AtLeast(0.945),
        }],
    },
    Promise {
        lesson: "automl-titanic",
        settings: &[],
        figures: &[Figure {
            name: "accuracy over five folds",
            of: |curves| last(curves, "best-accuracy"),
            bound: Bound::AtLeast(0.79),
        }],
    },
    // That the loss falls: a blind guess loses 2.303 nats, and a single step says little.
    Promise {
        lesson: "vgg-cifar10",
        settings: &[],
        figures: &[Figure {
            name: "train loss over the last 100 steps",
            of: |curves| tail_mean(curves, "train-loss", 100),
            bound: Bound::AtMost(2.25),
        }],
    },
];

const TEST_ACCURACY_OF_DIGITS: Figure =
    Figure { name: "test accuracy", of: |curves| last(curves, "test-accuracy"), bound: Bound::AtLeast(0.975) };

impl Bound {
    pub fn holds(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
        }
    }

    /// Values from the worst to the best.
    pub fn sorted(self, mut values: Vec<f64>) -> Vec<f64> {
        values.sort_by(f64::total_cmp);
        if matches!(self, Self::AtMost(_)) {
            values.reverse();
        }
        values
    }
}

fn last(curves: &Curves, metric: &str) -> f64 {
    curves.get(metric).and_then(|curve| curve.last()).copied().unwrap_or(f64::NAN)
}

fn tail_mean(curves: &Curves, metric: &str, count: usize) -> f64 {
    let values = &curves[metric];
    let tail = &values[values.len().saturating_sub(count)..];
    tail.iter().sum::<f64>() / tail.len() as f64
}

/// An optimizer's mean loss over an epoch, the first being 1, of 32 batches: single ones differ.
fn epoch_mean(curves: &Curves, optimizer: &str, epoch: usize) -> f64 {
    curves[&format!("loss-{optimizer}")][32 * (epoch - 1)..32 * epoch].iter().sum::<f64>() / 32.0
}

fn most(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

#[test]
fn clusters_keep_them_with_the_first_seeds() {
    keep(|lesson| ["clusters-3d", "xor"].contains(&lesson));
}

#[test]
fn deep_nets_keep_them_with_the_first_seeds() {
    keep(|lesson| lesson == "initialization");
}

#[test]
fn the_other_small_nets_keep_them_with_the_first_seeds() {
    keep(|lesson| !["clusters-3d", "xor", "initialization"].contains(&lesson));
}

/// Runs what has a small data set, natively, at full speed.
#[cfg(test)]
fn keep(is_meant: impl Fn(&str) -> bool) {
    use emberlab::engine::rehearsal::rehearse;
    use emberlab::lessons::trained;

    for promise in SMALL.iter().filter(|promise| is_meant(promise.lesson)) {
        let lesson = trained::find(promise.lesson).unwrap();
        let seeds = FIRST_SEEDS;
        for seed in seeds.map(|seed| seed.to_string()) {
            let run = rehearse(lesson, &[promise.settings, &[("seed", &seed)]].concat()).unwrap();
            let values = |curve: Vec<(u64, f64)>| curve.into_iter().map(|point| point.1).collect();
            let curves: Curves = run.curves.into_iter().map(|(name, curve)| (name, values(curve))).collect();
            for Figure { name, of, bound } in promise.figures {
                let value = of(&curves);
                assert!(bound.holds(value), "{}, seed {seed}: {name} {value}, promised {bound:?}", promise.lesson);
            }
        }
    }
}
