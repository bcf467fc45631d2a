//! Lesson `xor`: classes that no straight border parts; a hidden layer that bends space until one does.

pub mod pca;

in_engine! {
    pub mod experiment;
    pub mod rival;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::clusters_3d::{height, inputs};
use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "xor",
    chapter: Chapter::FirstNets,
    title: Text { en: "What one layer cannot do", zh: "一层做不到的事" },
    summary: Text {
        en: "Clusters of the same class lie far apart: a linear softmax fails, and one hidden layer solves it. See what it sees.",
        zh: "同一类的簇分散在各处：线性 softmax 失败，加一个隐藏层就能解决。看看它眼里的世界。",
    },
    minutes: 15,
    settings: SETTINGS,
    lead: &["hidden", "activation"],
    sources: &["rival.rs", "../../engine/mlp.rs", "program.py", "experiment.rs"],
    classes: &["0", "1", "2", "3", "4", "5", "6", "7"],
    program: Program::Lab,
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::data(&["apart", "clusters", "four-points"]).help(
        "Clusters apart: sixteen clusters, two for each of eight classes, those of different classes not too close. Clusters \
        anywhere: scattered wherever chance puts them. Four points: the four corners of a square, exclusive or.",
        "互相分开的簇：十六个簇，两两同类，共八类，不同类的簇不会靠得太近。随意散落的簇：位置完全随机。四个点：正方形的四个角，即异或。",
    ),
    Setting::integer("hidden", 1..=512, 128).label("Hidden units", "隐藏单元数").help(
        "Units between the MLP's inputs and its scores. Each adds one fold to its borders.",
        "MLP 的输入与得分之间的单元数。每个单元给边界多添一道折痕。",
    ),
    Setting::choice("activation", &["relu", "tanh", "sigmoid", "none"]).label("Activation", "激活函数").help(
        "What a hidden unit does with its weighted sum. With none, both nets are linear.",
        "隐藏单元怎样处理加权和。选 none 时，两个网络都是线性的。",
    ),
    inputs(),
    common::optimizer(&["sgd", "momentum", "adam"]),
    common::learning_rate(0.1),
    common::batch(1000, 32),
    common::epochs(200, 10),
    height(),
    common::weights(),
    common::pace(250.0),
];
