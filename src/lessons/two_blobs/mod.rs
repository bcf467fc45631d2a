//! Lesson `two-blobs`: a net tells two classes of points in the plane apart; the reader may place, drag and delete them.

pub mod experiment;
pub mod hand;
pub mod points;
mod tests;
pub mod view;

use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "two-blobs",
    chapter: Chapter::FirstNets,
    title: Text { en: "Two blobs and a border", zh: "两团点与一条边界" },
    summary: Text {
        en: "Watch a net draw the border between two classes, and move the points under its nose.",
        zh: "看网络在两类点之间画出边界，再亲手移动那些点。",
    },
    settings: SETTINGS,
    sources: &["experiment.rs", "program.py"],
    classes: &["0", "1"],
    program: Program::Lab,
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    Setting {
        help: Text {
            en: "Two round clouds, two half moons, a ring about a ring, or two spiral arms.",
            zh: "两团云、两弯半月、环中环，或两条旋臂。",
        },
        ..common::data(&["blobs", "moons", "circles", "spirals"])
    },
    Setting {
        key: "count",
        label: Text { en: "Points per class", zh: "每类点数" },
        help: Text {
            en: "To learn from; as many others test the net.", zh: "用来学习的点；另有同样多的点用来测试。"
        },
        domain: Domain::Integer { min: 0, max: 200, default: 100 },
        ..Setting::PLAIN
    },
    Setting {
        key: "width",
        label: Text { en: "Hidden units", zh: "隐藏单元数" },
        help: Text {
            en: "Each folds the plane along one straight line.", zh: "每个单元沿一条直线把平面折一下。"
        },
        domain: Domain::Integer { min: 1, max: 200, default: 10 },
        ..Setting::PLAIN
    },
    common::learning_rate(0.01),
    common::optimizer(&["sgd", "momentum", "adam"]),
    common::steps(100),
    Setting {
        key: "points",
        label: Text { en: "Placed points", zh: "手放的点" },
        help: Text {
            en: "Points placed by hand, as x,y,class;... - empty for the generated ones.",
            zh: "手工放置的点，写成 x,y,类别;……；留空则用生成的点。",
        },
        unit: "",
        domain: Domain::Text { default: "", max_chars: 8000 },
        live: true,
    },
    common::pace(20.0),
];
