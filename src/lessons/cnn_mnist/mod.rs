//! Lesson `cnn-mnist`: a convolutional network learns handwritten digits; its last layer is shown as a t-SNE picture.

#[cfg(feature = "engine")]
pub mod model;
#[cfg(feature = "ui")]
mod view;

use super::settings::{Domain, Setting};
use super::{Manifest, Text};

pub const MANIFEST: Manifest = Manifest {
    id: "cnn-mnist",
    chapter: Text { en: "Networks that see", zh: "会看的网络" },
    title: Text { en: "A network that reads digits", zh: "会认数字的网络" },
    summary: Text {
        en: "Train a convolutional network on MNIST in this page, watch its features sort themselves, and draw digits for it.",
        zh: "在本页中用 MNIST 训练一个卷积网络，看它的特征逐渐分开，再画数字让它辨认。",
    },
    #[cfg(feature = "reading")]
    html: Text {
        en: include_str!(concat!(env!("OUT_DIR"), "/lessons/cnn_mnist.en.html")),
        zh: include_str!(concat!(env!("OUT_DIR"), "/lessons/cnn_mnist.zh.html")),
    },
    settings: SETTINGS,
    #[cfg(feature = "reading")]
    sources: &[("model.rs", include_str!("model.rs")), ("step.rs", include_str!("../../engine/step.rs"))],
    classes: &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    program: super::Program::Images,
    #[cfg(feature = "ui")]
    figure: crate::app::figure::figure!(networks_that_see, view::figure),
};

const SETTINGS: &[Setting] = &[
    Setting {
        key: "seed",
        label: Text { en: "Seed", zh: "随机种子" },
        help: Text {
            en: "Fixes the first weights, the order of the examples and the embedding: the same seed gives the same run.",
            zh: "决定初始权重、样本顺序和嵌入图：种子相同，结果就相同。",
        },
        unit: "",
        domain: Domain::Integer { min: 0, max: 4_294_967_295, default: 1 },
        live: false,
    },
    Setting {
        key: "epochs",
        label: Text { en: "Epochs", zh: "训练轮数" },
        help: Text { en: "How often the net sees every training image.", zh: "每张训练图片被看多少遍。" },
        unit: "",
        domain: Domain::Integer { min: 1, max: 100, default: 1 },
        live: false,
    },
    Setting {
        key: "batch",
        label: Text { en: "Batch size", zh: "批大小" },
        help: Text {
            en: "Images per step. Larger batches give smoother but fewer steps.",
            zh: "每一步使用的图片数。批越大，每步越平稳，但步数越少。",
        },
        unit: "",
        domain: Domain::Integer { min: 1, max: 1000, default: 50 },
        live: false,
    },
    Setting {
        key: "lr",
        label: Text { en: "Learning rate", zh: "学习率" },
        help: Text {
            en: "How far each step moves the weights. Can be changed while the net learns.",
            zh: "每一步权重移动多远。训练中可以随时改变。",
        },
        unit: "",
        domain: Domain::Real { min: 1e-6, max: 10.0, default: 0.001 },
        live: true,
    },
    Setting {
        key: "optimizer",
        label: Text { en: "Optimizer", zh: "优化器" },
        help: Text { en: "How a gradient becomes a step.", zh: "怎样由梯度得到一步更新。" },
        unit: "",
        domain: Domain::Choice { options: &["adam", "sgd", "momentum"] },
        live: false,
    },
    Setting {
        key: "data",
        label: Text { en: "Data", zh: "数据" },
        help: Text {
            en: "Handwritten digits, pictures of clothes, or files of your own (tried on MNIST's test images).",
            zh: "手写数字、衣物图片，或你自己的文件（用 MNIST 的测试图片检验）。",
        },
        unit: "",
        domain: Domain::Choice { options: &["mnist", "fashion", "own"] },
        live: false,
    },
    Setting {
        key: "limit",
        label: Text { en: "Training images", zh: "训练图片数" },
        help: Text {
            en: "Use only the first images of the training set; 60000 uses all that are there.",
            zh: "只用训练集开头的若干张；60000 表示全部使用。",
        },
        unit: "",
        domain: Domain::Integer { min: 1, max: 60_000, default: 60_000 },
        live: false,
    },
    Setting {
        key: "eval",
        label: Text { en: "Try on test images every", zh: "每隔多少步测试一次" },
        help: Text {
            en: "Every so many steps the net is tried on 1,000 test images and the embedding gets new features; 0 waits for the end of the epoch.",
            zh: "每隔这么多步，用 1000 张测试图片检验一次，并更新嵌入图的特征；0 表示只在每轮结束时检验。",
        },
        unit: "steps",
        domain: Domain::Integer { min: 0, max: 100_000, default: 100 },
        live: false,
    },
    Setting {
        key: "points",
        label: Text { en: "Embedded images", zh: "嵌入图片数" },
        help: Text {
            en: "How many test images the t-SNE picture shows.", zh: "t-SNE 图中显示多少张测试图片。"
        },
        unit: "",
        domain: Domain::Integer { min: 100, max: 2000, default: 500 },
        live: false,
    },
    Setting {
        key: "backend",
        label: Text { en: "Backend", zh: "计算后端" },
        help: Text {
            en: "auto takes a real GPU where there is one, else the CPU.",
            zh: "auto：有真正的 GPU 就用 GPU，否则用 CPU。",
        },
        unit: "",
        domain: Domain::Choice { options: &["auto", "cpu", "gpu"] },
        live: false,
    },
];
