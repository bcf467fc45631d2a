//! Lesson `initialization`: the same deep net from different first weights, and what becomes of its layers.

pub mod health;

in_engine! {
    pub mod experiment;
    mod probe;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "initialization",
    chapter: Chapter::FirstNets,
    title: Text { en: "Before the first step", zh: "迈出第一步之前" },
    summary: Text {
        en: "Zeros, too small, too large, just right: how the initial weights decide whether a deep net can learn at all.",
        zh: "全零、太小、太大、恰到好处：初始权重怎样决定一个深层网络能不能学习。",
    },
    minutes: 20,
    settings: SETTINGS,
    lead: &["init", "activation"],
    sources: &["experiment.rs", "probe.rs", "health.rs", "../../engine/init.rs", "program.py"],
    classes: &["0", "1"],
    program: Program::Lab,
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    Setting::choice(
        "init",
        &["xavier-uniform", "xavier-normal", "kaiming-uniform", "kaiming-normal", "pytorch", "normal", "zeros"],
    )
    .label("Initial weights", "初始权重")
    .help(
        "The distribution they are drawn from. Biases start at zero; with pytorch they are drawn like the weights.",
        "权重从什么分布中抽取。偏置从零开始；选 pytorch 时与权重同分布。",
    ),
    Setting::real("sd", 0.0001..=100.0, 0.01)
        .label("Standard deviation", "标准差")
        .help("Of the initial weights, when they are normal.", "初始权重选 normal 时的标准差。"),
    Setting::choice("activation", &["tanh", "relu", "sigmoid", "none"]).label("Activation", "激活函数").help(
        "What a unit does with its sum. Without one (none) the whole net is a linear map.",
        "单元怎样处理它的加权和。选 none 时，整个网络只是一个线性映射。",
    ),
    Setting::integer("depth", 1..=12, 6).label("Hidden layers", "隐藏层数").help(
        "Each multiplies what it gets by its weights: the more layers, the worse for weights of the wrong size.",
        "每一层都把输入乘上自己的权重：层数越多，权重大小不当的后果越严重。",
    ),
    Setting::integer("width", 1..=100, 40)
        .label("Units per layer", "每层单元数")
        .help("The fan-in of all hidden layers but the first.", "除第一层外，各隐藏层的输入个数。"),
    common::learning_rate(0.1),
    common::optimizer(&["sgd", "momentum", "adam"]),
    common::steps(400),
    common::pace(30.0),
];
