//! Lesson `softmax-fashion`: softmax regression on pictures of clothes, by hand and with layers.

in_engine! {
    pub mod by_hand;
    pub mod model;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};
use crate::course::classes::CLOTHES;

pub const MANIFEST: Manifest = Manifest {
    id: "softmax-fashion",
    chapter: Chapter::NetworksThatSee,
    title: Text { en: "Ten templates for clothes", zh: "十张衣物模板" },
    summary: Text {
        en: "Softmax regression on Fashion-MNIST: one picture of weights for each class, by hand and with layers.",
        zh: "用 softmax 回归认识 Fashion-MNIST：每个类别一张权重图，手写一遍，再用层写一遍。",
    },
    minutes: 20,
    settings: SETTINGS,
    lead: &["lr", "data"],
    sources: &["by_hand.rs", "model.rs", "../../engine/step.rs", "../../data/loader.rs", "program.py"],
    classes: &CLOTHES,
    program: Program::Images { in_labs: true },
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
