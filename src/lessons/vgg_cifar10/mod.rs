//! Lesson `vgg-cifar10`: a deep net of small windows learns photographs; how deep nets start, and what they cost.

pub mod plan;

in_engine! { pub mod model; }
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};
use crate::course::classes::PHOTOS;

pub const MANIFEST: Manifest = Manifest {
    id: "vgg-cifar10",
    chapter: Chapter::NetworksThatSee,
    title: Text { en: "Small windows, many layers", zh: "小窗口，许多层" },
    summary: Text {
        en: "A VGG on the colour photographs of CIFAR-10, seven convolutions deep: thin for a laptop, whole for a graphics card.",
        zh: "在 CIFAR-10 的彩色照片上训练 VGG：七层卷积；笔记本电脑用窄版，显卡用完整版。",
    },
    minutes: 40,
    settings: SETTINGS,
    lead: &["width", "init"],
    sources: &["model.rs", "plan.rs", "../../engine/step.rs", "program.py"],
    classes: &PHOTOS,
    program: Program::Images { in_labs: true },
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    Setting::choice("width", &plan::WIDTHS).label("Width", "宽度").help(
        "1 is the whole net. 1/8 is the thin one, with an eighth of the maps in every layer; it costs a sixtieth.",
        "1 是完整版；1/8 是窄版，每层只有八分之一的特征图，计算量是六十分之一。",
    ),
    Setting::choice("init", &["kaiming", "xavier", "default"]).label("Initial weights", "初始权重").help(
        "xavier and kaiming keep the signal's size through the layers; with the layers' default it fades.",
        "xavier 和 kaiming 让信号逐层保持大小；用层的默认权重，信号会逐渐消失。",
    ),
    Setting { domain: Domain::Real { min: 1e-6, max: 10.0, default: 0.015 }, ..common::learning_rate(0.015) },
    common::batch(1000, 64),
    common::epochs(100, 1),
    common::data(&["cifar10", "own"]).help(
        "Photographs of ten kinds, or files of your own: CIFAR-10's binary batches, or IDX.",
        "十类照片，或你自己的文件：CIFAR-10 的二进制批文件，或 IDX 文件。",
    ),
    common::limit(),
    common::evaluate_every(0),
    common::backend(),
    common::workers(0),
];
