//! Lesson `optimizers`: SGD, momentum, AdaGrad, RMSprop and Adam race from the same start.

in_engine! {
    pub mod experiment;
    mod fitter;
    mod surface;
    mod walker;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "optimizers",
    chapter: Chapter::FirstNets,
    title: Text { en: "Five ways downhill", zh: "五种下山的办法" },
    summary: Text {
        en: "SGD, momentum, AdaGrad, RMSprop and Adam start from the same place. Watch which gets down, and which gets stuck.",
        zh: "SGD、动量、AdaGrad、RMSprop 和 Adam 从同一点出发，看谁先到谷底，谁被困住。",
    },
    minutes: 20,
    settings: SETTINGS,
    lead: &["surface", "surface-lr"],
    sources: &["fitter.rs", "walker.rs", "surface.rs", "../../engine/optimizer.rs", "experiment.rs", "program.py"],
    classes: &[],
    program: Program::Lab,
};

/// One of the five.
#[derive(Clone, Copy, Debug)]
pub struct Racer {
    pub name: &'static str,
    /// Its loss on the net's newest batch.
    pub metric: &'static str,
    pub label: Text,
}

pub const RACERS: [Racer; 5] = [
    Racer { name: "sgd", metric: "loss-sgd", label: Text { en: "SGD", zh: "SGD" } },
    Racer { name: "momentum", metric: "loss-momentum", label: Text { en: "momentum 0.8", zh: "动量 0.8" } },
    Racer { name: "adagrad", metric: "loss-adagrad", label: Text { en: "AdaGrad", zh: "AdaGrad" } },
    Racer { name: "rmsprop", metric: "loss-rmsprop", label: Text { en: "RMSprop 0.9", zh: "RMSprop 0.9" } },
    Racer { name: "adam", metric: "loss-adam", label: Text { en: "Adam (0.9, 0.99)", zh: "Adam (0.9, 0.99)" } },
];

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::epochs(100, 12),
    common::batch(1000, 32),
    common::learning_rate(0.01),
    Setting::choice("surface", &["ravine", "bowl", "saddle", "rosenbrock"]).label("Surface", "曲面").help(
        "The hills of the second race: one minimum (bowl, ravine, \
        rosenbrock), or two with a pass between them (saddle).",
        "第二场比赛的地形：只有一个最低点（bowl 碗、ravine 峡谷、\
        rosenbrock 弯谷），或两个最低点夹着一个鞍点（saddle）。",
    ),
    Setting::real("surface-lr", 1e-6..=1e9, 0.05).label("Learning rate on the surface", "曲面上的学习率").live().help(
        "How far each step moves on the surface. Can be changed during the race.",
        "在曲面上每一步移动多远。比赛中可以随时改变。",
    ),
    common::weights(),
    common::pace(40.0),
];
