//! What a lesson's manifest is made of, and the settings that lessons share: same key, same words, each lesson's own
//! range and default.

pub use crate::course::settings::{Domain, Setting};
pub use crate::course::{Chapter, Manifest, Program, Text};

/// Fixes everything random of a run.
pub const fn seed() -> Setting {
    Setting {
        key: "seed",
        label: Text { en: "Seed", zh: "随机种子" },
        help: Text {
            en: "Fixes data, first weights and the order of the examples: the same seed gives the same run.",
            zh: "决定数据、初始权重和样本顺序：种子相同，结果就相同。",
        },
        domain: Domain::Integer { min: 0, max: 4_294_967_295, default: 1 },
        ..Setting::PLAIN
    }
}

pub const fn epochs(max: u64, default: u64) -> Setting {
    Setting {
        key: "epochs",
        label: Text { en: "Epochs", zh: "训练轮数" },
        help: Text { en: "How often the net sees every example.", zh: "每个样本被看多少遍。" },
        domain: Domain::Integer { min: 1, max, default },
        ..Setting::PLAIN
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
        domain: Domain::Integer { min: 1, max, default },
        ..Setting::PLAIN
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
        domain: Domain::Choice { options },
        ..Setting::PLAIN
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

/// By hand or with layers.
pub const fn program() -> Setting {
    Setting {
        key: "program",
        label: Text { en: "Program", zh: "程序" },
        help: Text {
            en: "Two raw tensors and the formulas, or a layer, a loss and an optimizer. Both take the same steps.",
            zh: "两个原始张量加公式，或者层、损失和优化器。两者走的每一步都相同。",
        },
        domain: Domain::Choice { options: &["by-hand", "layers"] },
        ..Setting::PLAIN
    }
}

/// Which images; the first option is the default.
pub const fn data(options: &'static [&'static str]) -> Setting {
    Setting {
        key: "data",
        label: Text { en: "Data", zh: "数据" },
        help: Text {
            en: "Handwritten digits, pictures of clothes, or files of your own, a part of which tests the net.",
            zh: "手写数字、衣物图片，或你自己的文件（其中一部分用来检验网络）。",
        },
        domain: Domain::Choice { options },
        ..Setting::PLAIN
    }
}

pub const fn limit() -> Setting {
    Setting {
        key: "limit",
        label: Text { en: "Training images", zh: "训练图片数" },
        help: Text {
            en: "Use only the first images of the training set; 60000 uses all that are there.",
            zh: "只用训练集开头的若干张；60000 表示全部使用。",
        },
        domain: Domain::Integer { min: 1, max: 60_000, default: 60_000 },
        ..Setting::PLAIN
    }
}

/// Steps between two looks at test images within an epoch.
pub const fn evaluate_every(default: u64) -> Setting {
    Setting {
        key: "eval",
        label: Text { en: "Try on test images every", zh: "每隔多少步测试一次" },
        help: Text {
            en: "Every so many steps the net is tried on 1,000 test images; 0 waits for the end of the epoch.",
            zh: "每隔这么多步，用 1000 张测试图片检验一次；0 表示只在每轮结束时检验。",
        },
        unit: "steps",
        domain: Domain::Integer { min: 0, max: 100_000, default },
        live: false,
    }
}

pub const fn backend() -> Setting {
    Setting {
        key: "backend",
        label: Text { en: "Backend", zh: "计算后端" },
        help: Text {
            en: "auto takes a real GPU where there is one, else the CPU.",
            zh: "auto：有真正的 GPU 就用 GPU，否则用 CPU。",
        },
        domain: Domain::Choice { options: &["auto", "cpu", "gpu"] },
        ..Setting::PLAIN
    }
}

/// How many share a step on the CPU.
pub const fn workers(default: u64) -> Setting {
    Setting {
        key: "workers",
        label: Text { en: "Workers", zh: "工人数" },
        help: Text {
            en: "How many share each step on the CPU. More than this machine has free cores only slow each other down.",
            zh: "在 CPU 上由几个工人分担每一步。超过空闲核心数，只会互相拖慢。",
        },
        domain: Domain::Integer { min: 1, max: 16, default },
        ..Setting::PLAIN
    }
}

/// Images made larger by the data loader.
pub const fn resize() -> Setting {
    Setting {
        key: "resize",
        label: Text { en: "Resize to", zh: "缩放到" },
        help: Text {
            en: "Height and width that the data loader hands over. The images have 28; 64 adds numbers, but no facts.",
            zh: "数据加载器给出的图片边长。原图是 28；64 只增加数字，不增加信息。",
        },
        unit: "px",
        domain: Domain::Choice { options: &["28", "64"] },
        live: false,
    }
}
