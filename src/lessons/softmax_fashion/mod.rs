//! Lesson `softmax-fashion`: softmax regression on pictures of clothes, by hand and with layers.

#[cfg(feature = "labs")]
pub mod by_hand;
#[cfg(feature = "labs")]
pub mod model;
#[cfg(all(test, feature = "labs"))]
mod tests;
#[cfg(feature = "ui")]
mod view;

use super::common;
use super::settings::Setting;
use super::{Manifest, Text};

pub const MANIFEST: Manifest = Manifest {
    id: "softmax-fashion",
    chapter: Text { en: "Networks that see", zh: "会看的网络" },
    title: Text { en: "Ten templates for clothes", zh: "十张衣物模板" },
    summary: Text {
        en: "Softmax regression on Fashion-MNIST: one picture of weights for each class, by hand and with layers.",
        zh: "用 softmax 回归认识 Fashion-MNIST：每个类别一张权重图，手写一遍，再用层写一遍。",
    },
    #[cfg(feature = "reading")]
    html: Text {
        en: include_str!(concat!(env!("OUT_DIR"), "/lessons/softmax_fashion.en.html")),
        zh: include_str!(concat!(env!("OUT_DIR"), "/lessons/softmax_fashion.zh.html")),
    },
    settings: SETTINGS,
    #[cfg(feature = "reading")]
    sources: &[
        ("by_hand.rs", include_str!("by_hand.rs")),
        ("model.rs", include_str!("model.rs")),
        ("step.rs", include_str!("../../engine/step.rs")),
        ("loader.rs", include_str!("../../data/loader.rs")),
        ("program.py", include_str!("program.py")),
    ],
    classes: &common::CLOTHES,
    program: super::Program::ImagesInLabs(
        #[cfg(feature = "labs")]
        crate::engine::learner::learner::<model::Templates>,
    ),
    #[cfg(feature = "ui")]
    figure: crate::app::figure::figure!(networks_that_see, view::figure),
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::program(),
    common::data(&["fashion", "mnist", "own"]),
    common::limit(),
    common::resize(),
    common::batch(10_000, 256),
    common::learning_rate(0.1),
    common::epochs(1000, 10),
    common::evaluate_every(100),
    common::backend(),
];
