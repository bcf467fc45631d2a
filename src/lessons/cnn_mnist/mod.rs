//! Lesson `cnn-mnist`: a convolutional network learns handwritten digits; its last layer is shown as a t-SNE picture.

in_every_engine! { pub mod model; }
in_page! { pub mod view; }

use super::common::{self, *};
use crate::course::classes::DIGITS;

pub const MANIFEST: Manifest = Manifest {
    id: "cnn-mnist",
    chapter: Chapter::NetworksThatSee,
    title: Text { en: "A network that reads digits", zh: "会认数字的网络" },
    summary: Text {
        en: "Train a convolutional network on MNIST in this page, watch its features sort themselves out, and draw digits for it.",
        zh: "在本页中用 MNIST 训练一个卷积网络，看它的特征逐渐分开，再画数字让它辨认。",
    },
    minutes: 25,
    settings: SETTINGS,
    lead: &["optimizer", "lr"],
    sources: &["model.rs", "../../engine/step.rs", "program.py"],
    classes: &DIGITS,
    program: Program::Images { in_labs: false },
};

const SETTINGS: &[Setting] = &[
    common::seed().help(
        "Fixes the initial weights, the order of the examples \
        and the embedding: the same seed gives the same run.",
        "决定初始权重、样本顺序和嵌入图：种子相同，结果就相同。",
    ),
    common::epochs(100, 1),
    common::batch(1000, 50),
    Setting { domain: Domain::Real { min: 1e-6, max: 10.0, default: 0.001 }, ..common::learning_rate(0.001) },
    common::optimizer(&["adam", "sgd", "momentum"]),
    common::data(&["mnist", "fashion", "own"]),
    common::limit(),
    common::evaluate_every(100).help(
        "Steps between two tests on 1,000 test images, which also give \
        the embedding new features; 0 waits for the end of the epoch.",
        "每隔这么多步，用 1000 张测试图片检验一次，并更新嵌入图的特征；0 表示只在每轮结束时检验。",
    ),
    Setting::integer("points", 100..=60_000, 500).label("Embedded images", "嵌入图片数").help(
        "How many images the t-SNE picture shows: test images first, then training images. \
        More than 2,000 appear at the end of each epoch, and 500 before the first ends.",
        "t-SNE 图显示多少张图片：先是测试图片，然后是训练图片。超过 2000 张时，在每轮结束时出现，第一轮结束之前先显示 500 张。",
    ),
    common::backend(),
    common::workers(0),
];
