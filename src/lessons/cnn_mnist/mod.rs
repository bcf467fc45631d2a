//! Lesson `cnn-mnist`: a convolutional network learns handwritten digits; its last layer is shown as a t-SNE picture.

pub mod model;
pub mod view;

use super::common::{self, *};
use crate::course::classes::DIGITS;

pub const MANIFEST: Manifest = Manifest {
    id: "cnn-mnist",
    chapter: Chapter::NetworksThatSee,
    title: Text { en: "A network that reads digits", zh: "会认数字的网络" },
    summary: Text {
        en: "Train a convolutional network on MNIST in this page, watch its features sort themselves, and draw digits for it.",
        zh: "在本页中用 MNIST 训练一个卷积网络，看它的特征逐渐分开，再画数字让它辨认。",
    },
    settings: SETTINGS,
    sources: &["model.rs", "../../engine/step.rs"],
    classes: &DIGITS,
    program: Program::Images,
};

const SETTINGS: &[Setting] = &[
    Setting {
        help: Text {
            en: "Fixes the first weights, the order of the examples and the embedding: the same seed gives the same run.",
            zh: "决定初始权重、样本顺序和嵌入图：种子相同，结果就相同。",
        },
        ..common::seed()
    },
    common::epochs(100, 1),
    common::batch(1000, 50),
    Setting { domain: Domain::Real { min: 1e-6, max: 10.0, default: 0.001 }, ..common::learning_rate(0.001) },
    common::optimizer(&["adam", "sgd", "momentum"]),
    common::data(&["mnist", "fashion", "own"]),
    common::limit(),
    Setting {
        help: Text {
            en: "Every so many steps the net is tried on 1,000 test images and the embedding gets new features; 0 waits for the end of the epoch.",
            zh: "每隔这么多步，用 1000 张测试图片检验一次，并更新嵌入图的特征；0 表示只在每轮结束时检验。",
        },
        ..common::evaluate_every(100)
    },
    Setting {
        key: "points",
        label: Text { en: "Embedded images", zh: "嵌入图片数" },
        help: Text {
            en: "How many test images the t-SNE picture shows.", zh: "t-SNE 图中显示多少张测试图片。"
        },
        domain: Domain::Integer { min: 100, max: 2000, default: 500 },
        ..Setting::PLAIN
    },
    common::backend(),
    common::workers(1),
];
