//! Lesson `mlp-fashion`: a perceptron with hidden layers on pictures of clothes, by hand and with layers.

in_engine! {
    pub mod by_hand;
    pub mod model;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};
use crate::course::classes::CLOTHES;

pub const MANIFEST: Manifest = Manifest {
    id: "mlp-fashion",
    chapter: Chapter::NetworksThatSee,
    title: Text { en: "Templates of templates", zh: "模板的模板" },
    summary: Text {
        en: "A perceptron with hidden layers on Fashion-MNIST: width, depth, dropout and weight decay, by hand and with layers.",
        zh: "带隐藏层的感知机认识 Fashion-MNIST：宽度、深度、暂退法和权重衰减，手写一遍，再用层写一遍。",
    },
    minutes: 25,
    settings: SETTINGS,
    lead: &["hidden", "depth"],
    sources: &["by_hand.rs", "model.rs", "../../engine/step.rs", "program.py"],
    classes: &CLOTHES,
    program: Program::Images { in_labs: true },
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::program(),
    common::data(&["fashion", "mnist", "own"]),
    common::limit(),
    Setting::integer("hidden", 1..=1024, 256)
        .label("Hidden units", "隐藏单元数")
        .help("Units in each hidden layer.", "每个隐藏层的单元数。"),
    Setting::integer("depth", 1..=6, 1)
        .label("Hidden layers", "隐藏层数")
        .help("How many hidden layers lie between the pixels and the classes.", "像素和类别之间有多少个隐藏层。"),
    Setting::choice("init", &["normal", "kaiming"]).label("Initial weights", "初始权重").help(
        "Normal: standard deviation 0.01 in every layer. Kaiming: the size that ReLU layers of this width need.",
        "正态分布：标准差一律为 0.01。Kaiming：按 ReLU 层的宽度取合适的大小。",
    ),
    Setting::choice("dropout", &["0", "0.2", "0.5", "0.8"]).label("Dropout", "暂退法").help(
        "Share of the hidden units that each training step leaves out, drawn anew for each image.",
        "每个训练步中被关掉的隐藏单元的比例，对每张图片重新抽取。",
    ),
    Setting::choice("weight-decay", &["0", "0.0001", "0.001", "0.01", "0.1"])
        .label("Weight decay", "权重衰减")
        .help("How strongly every step pulls each weight towards zero.", "每一步把权重往零拉的力度。"),
    common::batch(10_000, 256),
    common::learning_rate(0.1),
    common::epochs(1000, 10),
    common::evaluate_every(100),
    common::backend(),
];
