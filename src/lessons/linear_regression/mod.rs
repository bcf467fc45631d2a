//! Lesson `linear-regression`: a line through points, by hand and with layers, on the surface of its loss.

pub mod bowl;
pub mod data;
pub mod trail;

in_engine! {
    pub mod by_hand;
    pub mod experiment;
    pub mod layers;
    pub mod program;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "linear-regression",
    chapter: Chapter::FirstSteps,
    title: Text { en: "A line through points", zh: "穿过数据点的直线" },
    summary: Text {
        en: "Fit a line by gradient descent, by hand and with layers, and watch it walk down its loss surface.",
        zh: "用梯度下降拟合一条直线：先手工写，再用层来写，看它怎样沿着损失曲面走下去。",
    },
    minutes: 15,
    settings: SETTINGS,
    lead: &["lr", "batch"],
    sources: &["by_hand.rs", "layers.rs", "program.py", "experiment.rs"],
    classes: &[],
    program: Program::Lab,
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::data(&["synthetic", "fifteen"]).help(
        "synthetic: 1,000 made-up examples with two inputs, whose true weights are known. fifteen: fifteen measured points.",
        "synthetic：1000 个人造样本（两个输入，真实权重已知）。fifteen：十五个实测点。",
    ),
    common::program().help(
        "By hand: two raw tensors and a formula. With layers: a layer, a loss and an optimizer. With plain SGD both take the same steps.",
        "手写公式：两个原始张量加一个公式。用层：层、损失和优化器。用普通 SGD 时，两者走的每一步都相同。",
    ),
    common::optimizer(&["sgd", "momentum", "adam"]).help(
        "How a gradient becomes a step. Only with layers; by hand it is always plain SGD.",
        "怎样由梯度得到一步更新。只在“用层”时有效；“手写公式”总是普通 SGD。",
    ),
    common::learning_rate(0.03),
    common::batch(1000, 10),
    common::epochs(10_000, 3),
    Setting::choice("reduction", &["mean", "sum"]).label("Loss of a batch", "一批的损失").help(
        "The mean of the squared errors, or their sum: with a sum, the steps grow with the batch.",
        "平方误差的平均值，或者总和：取总和时，步子会随批量变大。",
    ),
    Setting::choice("targets", &["column", "flat"]).label("Shape of the targets", "目标的形状").help(
        "Column: [n, 1], like the predictions. Flat: [n], which gets stretched to [n, n]. A classic trap.",
        "列：[n, 1]，与预测相同。平铺：[n]，会被扩展成 [n, n]。一个经典的陷阱。",
    ),
    Setting::choice("surface", &["w1-b", "w1-w2"]).label("Axes of the surface", "曲面的坐标轴").live().help(
        "Which two parameters the loss surface is drawn over, when there are three.",
        "有三个参数时，损失曲面画在哪两个参数之上。",
    ),
    common::pace(60.0),
];
