//! Lesson `two-blobs`: a net tells two classes of points in the plane apart; the reader may place, drag and delete them.

pub mod hand;
pub mod points;

in_engine! { pub mod experiment; }
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "two-blobs",
    chapter: Chapter::FirstNets,
    title: Text { en: "Two blobs and a border", zh: "两团点与一条边界" },
    summary: Text {
        en: "Watch a net draw the border between two classes, and move the points under its nose.",
        zh: "看网络在两类点之间画出边界，再亲手移动那些点。",
    },
    minutes: 15,
    settings: SETTINGS,
    lead: &["width", "data"],
    sources: &["experiment.rs", "program.py"],
    classes: &["0", "1"],
    program: Program::Lab,
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::data(&["blobs", "moons", "circles", "spirals"]).help(
        "Two round clouds, two half moons, a ring around a ring, or two spiral arms.",
        "两团云、两弯半月、环中环，或两条旋臂。",
    ),
    Setting::integer("count", 0..=200, 100)
        .label("Points per class", "每类点数")
        .help("To learn from; the same number again tests the net.", "用来学习的点；另有同样多的点用来测试。"),
    Setting::integer("width", 1..=200, 10)
        .label("Hidden units", "隐藏单元数")
        .help("Each folds the plane along one straight line.", "每个单元沿一条直线把平面折一下。"),
    common::learning_rate(0.01),
    common::optimizer(&["sgd", "momentum", "adam"]),
    common::steps(100),
    Setting::text("points", "", 8000).label("Placed points", "手放的点").live().help(
        "Points placed by hand, as x,y,class;... Leave empty for the generated ones.",
        "手工放置的点，写成 x,y,class;... 的形式；留空则用生成的点。",
    ),
    common::weights(),
    common::pace(20.0),
];
