//! Lesson `data-parallel`: the convolutional net of `cnn-mnist`, each step shared out among several workers.

pub mod speed_up;
#[cfg(all(test, feature = "labs"))]
mod tests;
#[cfg(feature = "ui")]
mod view;

use super::common;
use super::settings::{Domain, Setting};
use super::{Manifest, Text};

pub const MANIFEST: Manifest = Manifest {
    id: "data-parallel",
    chapter: Text { en: "More hands", zh: "人多手快" },
    title: Text { en: "One net, many workers", zh: "一个网络，许多工人" },
    summary: Text {
        en: "Share each step out among the cores of this machine: the same curve in less time. How much less?",
        zh: "把每一步分给这台机器的几个核心：曲线不变，时间更短。能短多少？",
    },
    #[cfg(feature = "reading")]
    html: Text {
        en: include_str!(concat!(env!("OUT_DIR"), "/lessons/data_parallel.en.html")),
        zh: include_str!(concat!(env!("OUT_DIR"), "/lessons/data_parallel.zh.html")),
    },
    settings: SETTINGS,
    #[cfg(feature = "reading")]
    sources: &[
        ("crew.rs", include_str!("../../engine/crew/mod.rs")),
        ("part.rs", include_str!("../../engine/crew/part.rs")),
        ("model.rs", include_str!("../cnn_mnist/model.rs")),
        ("program.py", include_str!("program.py")),
    ],
    classes: &common::DIGITS,
    program: super::Program::ImagesInLabs(
        #[cfg(feature = "labs")]
        crate::engine::learner::learner::<super::cnn_mnist::model::Cnn>,
    ),
    #[cfg(feature = "ui")]
    figure: crate::app::figure::figure!(beyond_images, view::figure),
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
