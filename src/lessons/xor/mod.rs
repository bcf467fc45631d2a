//! Lesson `xor`: classes that no straight border parts; a hidden layer that bends space until one does.

pub mod experiment;
pub mod pca;
pub mod rival;
mod tests;
pub mod view;

use super::clusters_3d::{height, inputs};
use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "xor",
    chapter: Chapter::FirstNets,
    title: Text { en: "What one layer cannot do", zh: "一层做不到的事" },
    summary: Text {
        en: "Clusters that share a class lie apart: a linear softmax fails, one hidden layer solves it. See what it sees.",
        zh: "同一类的簇分散在各处：线性 softmax 失败，加一个隐藏层就能解决。看看它眼里的世界。",
    },
    settings: SETTINGS,
    sources: &["rival.rs", "../../engine/mlp.rs", "program.py", "experiment.rs"],
    classes: &["0", "1", "2", "3", "4", "5", "6", "7"],
    program: Program::Lab,
};

const SETTINGS: &[Setting] = &[
    // Of the data that seeds draw, some is easier: this one is like the mean of many.
    Setting { domain: Domain::Integer { min: 0, max: 4_294_967_295, default: 16 }, ..common::seed() },
    Setting {
        help: Text {
            en: "Sixteen clusters that share eight classes in pairs, or the four corners of a square: exclusive or.",
            zh: "十六个簇，两两同类，共八类；或者正方形的四个角：异或。",
        },
        ..common::data(&["clusters", "four-points"])
    },
    Setting {
        key: "hidden",
        label: Text { en: "Hidden units", zh: "隐藏单元数" },
        help: Text {
            en: "Units between the inputs and the scores of the MLP. Each adds one fold to its borders.",
            zh: "MLP 的输入与得分之间的单元数。每个单元给边界多添一道折痕。",
        },
        domain: Domain::Integer { min: 1, max: 512, default: 128 },
        ..Setting::PLAIN
    },
    Setting {
        key: "activation",
        label: Text { en: "Activation", zh: "激活函数" },
        help: Text {
            en: "What a hidden unit does with its weighted sum. With none, both nets are linear.",
            zh: "隐藏单元怎样处理加权和。选 none 时，两个网络都是线性的。",
        },
        domain: Domain::Choice { options: &["relu", "tanh", "sigmoid", "none"] },
        ..Setting::PLAIN
    },
    inputs(),
    common::optimizer(&["sgd", "momentum", "adam"]),
    common::learning_rate(0.1),
    common::batch(1000, 32),
    common::epochs(200, 10),
    height(),
    common::pace(250.0),
];
