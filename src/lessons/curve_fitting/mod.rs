//! Lesson `curve-fitting`: a net with one hidden layer follows a parabola; each of its units is a hinge.

pub mod hinges;

in_engine! { pub mod experiment; }
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "curve-fitting",
    chapter: Chapter::FirstNets,
    title: Text { en: "A line that learns to bend", zh: "学会弯曲的线" },
    summary: Text {
        en: "Ten hinges add up to a curve: watch a small net find a parabola among noisy points.",
        zh: "十个铰链加起来就是一条曲线：看一个小网络在带噪声的点中找出抛物线。",
    },
    minutes: 15,
    settings: SETTINGS,
    lead: &["width", "lr"],
    sources: &["experiment.rs", "program.py"],
    classes: &[],
    program: Program::Lab,
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    Setting::integer("width", 1..=200, 10).label("Hidden units", "隐藏单元数").help(
        "Each is one hinge: with more of them, the net can follow a curve more closely.",
        "每个单元是一个铰链：越多，就能越贴近曲线。",
    ),
    common::learning_rate(0.2),
    common::optimizer(&["sgd", "momentum", "adam"]),
    common::steps(200),
    Setting::integer("count", 2..=1000, 100).label("Points", "点数").help(
        "Evenly spaced between -1 and 1; the same number again tests the net.",
        "在 -1 与 1 之间均匀分布；另有同样多的点用来测试。",
    ),
    Setting::real("noise", 0.001..=1.0, 0.1)
        .label("Noise", "噪声")
        .help("Standard deviation of the points around the parabola.", "各点在抛物线上下的标准差。"),
    Setting::choice("hinges", &["shown", "hidden"])
        .label("Hinges", "铰链")
        .live()
        .help("Shows what each hidden unit adds, and where it bends.", "显示每个隐藏单元贡献了什么，在哪里弯折。"),
    common::weights(),
    common::pace(30.0),
];
