//! Lesson `mlp-fashion`: a perceptron with hidden layers on pictures of clothes, by hand and with layers.

pub mod by_hand;
pub mod model;
mod tests;
pub mod view;

use super::common::{self, *};
use crate::course::classes::CLOTHES;

pub const MANIFEST: Manifest = Manifest {
    id: "mlp-fashion",
    chapter: Chapter::NetworksThatSee,
    title: Text { en: "Templates of templates", zh: "模板的模板" },
    summary: Text {
        en: "A perceptron with hidden layers on Fashion-MNIST: width, depth, dropout and weight decay, by hand and with layers.",
        zh: "带隐藏层的感知机认识 Fashion-MNIST：宽度、深度、dropout 和权重衰减，手写一遍，再用层写一遍。",
    },
    settings: SETTINGS,
    sources: &["by_hand.rs", "model.rs", "../../engine/step.rs", "program.py"],
    classes: &CLOTHES,
    program: Program::ImagesInLabs,
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::program(),
    common::data(&["fashion", "mnist", "own"]),
    common::limit(),
    Setting {
        key: "hidden",
        label: Text { en: "Hidden units", zh: "隐藏单元数" },
        help: Text { en: "Units in each hidden layer.", zh: "每个隐藏层的单元数。" },
        domain: Domain::Integer { min: 1, max: 1024, default: 256 },
        ..Setting::PLAIN
    },
    Setting {
        key: "depth",
        label: Text { en: "Hidden layers", zh: "隐藏层数" },
        help: Text {
            en: "How many hidden layers lie between the pixels and the classes.",
            zh: "像素和类别之间有多少个隐藏层。",
        },
        domain: Domain::Integer { min: 1, max: 6, default: 1 },
        ..Setting::PLAIN
    },
    Setting {
        key: "init",
        label: Text { en: "First weights", zh: "初始权重" },
        help: Text {
            en: "normal: standard deviation 0.01 whatever the layer. kaiming: as large as ReLU layers of this width need it.",
            zh: "normal：标准差一律为 0.01。kaiming：按 ReLU 层的宽度取合适的大小。",
        },
        domain: Domain::Choice { options: &["normal", "kaiming"] },
        ..Setting::PLAIN
    },
    Setting {
        key: "dropout",
        label: Text { en: "Dropout", zh: "暂退法" },
        help: Text {
            en: "Share of the hidden units that each training step leaves out, drawn anew for each image.",
            zh: "每个训练步中被关掉的隐藏单元的比例，对每张图片重新抽取。",
        },
        domain: Domain::Choice { options: &["0", "0.2", "0.5", "0.8"] },
        ..Setting::PLAIN
    },
    Setting {
        key: "weight-decay",
        label: Text { en: "Weight decay", zh: "权重衰减" },
        help: Text {
            en: "How strongly every step pulls each weight towards zero.", zh: "每一步把权重往零拉的力度。"
        },
        domain: Domain::Choice { options: &["0", "0.0001", "0.001", "0.01", "0.1"] },
        ..Setting::PLAIN
    },
    common::batch(10_000, 256),
    common::learning_rate(0.1),
    common::epochs(1000, 10),
    common::evaluate_every(100),
    common::backend(),
];
