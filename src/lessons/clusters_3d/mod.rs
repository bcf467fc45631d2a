//! Lesson `clusters-3d`: softmax regression on ten clusters in space, by hand and with layers.

pub mod borders;
pub mod cuboid;

in_engine! {
    pub mod by_hand;
    pub mod experiment;
    pub mod layers;
    pub mod sample;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "clusters-3d",
    chapter: Chapter::FirstNets,
    title: Text { en: "Ten clusters in space", zh: "空间中的十个簇" },
    summary: Text {
        en: "Softmax regression separates ten clouds of points: turn them, slice them, and see where its flat borders fail.",
        zh: "用 softmax 回归分开十团点云：转动它、切开它，看看平直的边界在哪里不够用。",
    },
    minutes: 15,
    settings: SETTINGS,
    lead: &["inputs", "lr"],
    sources: &["by_hand.rs", "layers.rs", "program.py", "experiment.rs"],
    classes: &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    program: Program::Lab,
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::program(),
    inputs(),
    common::learning_rate(0.1),
    common::batch(1000, 20),
    common::epochs(200, 20),
    height(),
    common::pace(300.0),
];

/// How coordinates are handed to a net.
pub const fn inputs() -> Setting {
    Setting::choice("inputs", &["standardised", "centred", "raw"]).label("Inputs", "输入").help(
        "Raw: coordinates from 0 to 30, as they are. Centred: minus their \
        mean. Standardised: also divided by their standard deviation.",
        "原始值：0 到 30 的原始坐标。居中：减去均值。标准化：再除以标准差。",
    )
}

/// Where the box is sliced.
pub const fn height() -> Setting {
    Setting::integer("height", 0..=100, 50).label("Height of the slice", "切面高度").unit("%").live().help(
        "Where the box is cut to show the decision regions: 0 is its floor, 100 its ceiling.",
        "在哪个高度切开盒子来看决策区域：0 是盒底，100 是盒顶。",
    )
}
