//! Lesson `data-parallel`: the convolutional net of `cnn-mnist`, each step shared out among several workers.

pub mod speed_up;

in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};
use crate::course::classes::DIGITS;

pub const MANIFEST: Manifest = Manifest {
    id: "data-parallel",
    chapter: Chapter::MoreHands,
    title: Text { en: "One net, many workers", zh: "一个网络，许多工作线程" },
    summary: Text {
        en: "Share each step among the cores of this machine: the same curve in less time. How much less?",
        zh: "把每一步分给这台机器的几个核心：曲线不变，时间更短。能短多少？",
    },
    minutes: 15,
    settings: SETTINGS,
    lead: &["workers", "batch"],
    sources: &[
        "../../engine/crew/mod.rs",
        "../../engine/crew/part.rs",
        "../../engine/crew/round.rs",
        "../cnn_mnist/model.rs",
        "program.py",
    ],
    classes: &DIGITS,
    program: Program::Images { in_labs: true },
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::workers(2),
    common::batch(1000, 64),
    Setting { domain: Domain::Real { min: 1e-6, max: 10.0, default: 0.001 }, ..common::learning_rate(0.001) },
    common::optimizer(&["adam", "sgd", "momentum"]),
    common::epochs(100, 1),
    common::data(&["mnist", "fashion", "own"]),
    common::limit(),
    common::evaluate_every(100),
    Setting { domain: Domain::Choice { options: &["cpu", "auto", "gpu"] }, ..common::backend() },
];
