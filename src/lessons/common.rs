//! The settings that lessons share: same key, same words, each lesson's own range and default.

use super::Text;
use super::settings::{Domain, Setting};

/// Fixes everything random of a run.
pub const fn seed() -> Setting {
    Setting {
        key: "seed",
        label: Text { en: "Seed", zh: "随机种子" },
        help: Text {
            en: "Fixes data, first weights and the order of the examples: the same seed gives the same run.",
            zh: "决定数据、初始权重和样本顺序：种子相同，结果就相同。",
        },
        unit: "",
        domain: Domain::Integer { min: 0, max: 4_294_967_295, default: 1 },
        live: false,
    }
}

pub const fn epochs(max: u64, default: u64) -> Setting {
    Setting {
        key: "epochs",
        label: Text { en: "Epochs", zh: "训练轮数" },
        help: Text { en: "How often the net sees every example.", zh: "每个样本被看多少遍。" },
        unit: "",
        domain: Domain::Integer { min: 1, max, default },
        live: false,
    }
}

/// Where a step sees all examples, an epoch is one step.
pub const fn steps(default: u64) -> Setting {
    Setting {
        label: Text { en: "Steps", zh: "步数" },
        help: Text { en: "Each step sees all points.", zh: "每一步都看到所有的点。" },
        ..epochs(100_000, default)
    }
}

pub const fn batch(max: u64, default: u64) -> Setting {
    Setting {
        key: "batch",
        label: Text { en: "Batch size", zh: "批大小" },
        help: Text {
            en: "Examples per step. Larger batches give smoother but fewer steps.",
            zh: "每一步使用的样本数。批越大，每步越平稳，但步数越少。",
        },
        unit: "",
        domain: Domain::Integer { min: 1, max, default },
        live: false,
    }
}

/// Can be changed while the net learns. Large enough a range to diverge.
pub const fn learning_rate(default: f64) -> Setting {
    Setting {
        key: "lr",
        label: Text { en: "Learning rate", zh: "学习率" },
        help: Text {
            en: "How far each step moves the weights. Can be changed while the net learns.",
            zh: "每一步权重移动多远。训练中可以随时改变。",
        },
        unit: "",
        domain: Domain::Real { min: 1e-6, max: 1e9, default },
        live: true,
    }
}

/// The first option is the default.
pub const fn optimizer(options: &'static [&'static str]) -> Setting {
    Setting {
        key: "optimizer",
        label: Text { en: "Optimizer", zh: "优化器" },
        help: Text { en: "How a gradient becomes a step.", zh: "怎样由梯度得到一步更新。" },
        unit: "",
        domain: Domain::Choice { options },
        live: false,
    }
}

/// Steps a second, so that small nets can be watched.
pub const fn pace(default: f64) -> Setting {
    Setting {
        key: "pace",
        label: Text { en: "Pace", zh: "速度" },
        help: Text {
            en: "At most so many steps a second. Slow it down to watch, speed it up to arrive.",
            zh: "每秒最多走这么多步。慢一点便于观察，快一点早到终点。",
        },
        unit: "steps/s",
        domain: Domain::Real { min: 0.5, max: 100_000.0, default },
        live: true,
    }
}
