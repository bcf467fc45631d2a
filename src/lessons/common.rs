//! What a lesson's manifest is made of, and the settings that lessons share: same key, same words, each lesson's own
//! range and default.

pub use crate::course::settings::{Domain, Setting};
pub use crate::course::{Chapter, Manifest, Program, Text};

/// Fixes everything random of a run.
pub const fn seed() -> Setting {
    Setting::integer("seed", 0..=4_294_967_295, 1).label("Seed", "随机种子").help(
        "Fixes the data, the initial weights and the order of the examples: the same seed gives the same run.",
        "决定数据、初始权重和样本顺序：种子相同，结果就相同。",
    )
}

pub const fn epochs(max: u64, default: u64) -> Setting {
    Setting::integer("epochs", 1..=max, default)
        .label("Epochs", "训练轮数")
        .help("How many times the net sees every example.", "每个样本看多少遍。")
}

/// Where a step sees all examples, an epoch is one step.
pub const fn steps(default: u64) -> Setting {
    epochs(100_000, default).label("Steps", "步数").help("Each step sees all points.", "每一步都看到所有的点。")
}

pub const fn batch(max: u64, default: u64) -> Setting {
    Setting::integer("batch", 1..=max, default).label("Batch size", "批量大小").help(
        "Examples per step. Larger batches give smoother but fewer steps.",
        "每一步使用的样本数。批量越大，每一步越平稳，但步数越少。",
    )
}

/// Can be changed while the net learns. Large enough a range to diverge.
pub const fn learning_rate(default: f64) -> Setting {
    Setting::real("lr", 1e-6..=1e9, default).label("Learning rate", "学习率").live().help(
        "How far each step moves the weights. Can be changed while the net learns.",
        "每一步权重移动多远。训练中可以随时改变。",
    )
}

/// The first option is the default.
pub const fn optimizer(options: &'static [&'static str]) -> Setting {
    Setting::choice("optimizer", options)
        .label("Optimizer", "优化器")
        .help("How a gradient becomes a step.", "怎样由梯度得到一步更新。")
}

/// Steps a second, so that small nets can be watched.
pub const fn pace(default: f64) -> Setting {
    Setting::real("pace", 0.5..=100_000.0, default).label("Pace", "速度").unit("steps/s").live().help(
        "At most this many steps per second. Slow down to watch, speed up to finish.",
        "每秒最多走这么多步。慢一点便于观察，快一点早些走完。",
    )
}

/// Set in the net's diagram.
pub const fn weights() -> Setting {
    Setting::text("weights", "", 4000).label("Weights set by hand", "手设的权重").live().help(
        "As name.index=value;... Each is set once, at the start or when you set it, and learns on from there.",
        "写成 名称.序号=值;... 的形式。每个只设一次（开始时，或你改动时），之后照常学习。",
    )
}

/// By hand or with layers.
pub const fn program() -> Setting {
    Setting::choice("program", &["by-hand", "layers"]).label("Program", "程序").help(
        "By hand: two raw tensors and the formulas. With layers: a layer, a loss and an optimizer. Both take the same steps.",
        "手写公式：两个原始张量加公式。用层：层、损失和优化器。两者走的每一步都相同。",
    )
}

/// Which images; the first option is the default.
pub const fn data(options: &'static [&'static str]) -> Setting {
    Setting::choice("data", options).label("Data", "数据").help(
        "MNIST: handwritten digits. Fashion-MNIST: pictures of clothes. Your own: your files, some of which test the net.",
        "MNIST：手写数字。Fashion-MNIST：衣物图片。你自己的：你的文件（其中一部分用来检验网络）。",
    )
}

pub const fn limit() -> Setting {
    Setting::integer("limit", 1..=60_000, 60_000).label("Training images", "训练图片数").help(
        "Use only this many images from the start of the training set; 60000 uses them all.",
        "只用训练集开头的这么多张；60000 表示全部使用。",
    )
}

/// Steps between two looks at test images within an epoch.
pub const fn evaluate_every(default: u64) -> Setting {
    Setting::integer("eval", 0..=100_000, default).label("Test every", "每隔多少步测试一次").unit("steps").help(
        "Steps between two tests on 1,000 test images; 0 waits for the end of the epoch.",
        "每隔这么多步，用 1000 张测试图片检验一次；0 表示只在每轮结束时检验。",
    )
}

pub const fn backend() -> Setting {
    Setting::choice("backend", &["auto", "cpu", "gpu"]).label("Backend", "计算后端").help(
        "Automatic uses a real GPU if there is one, otherwise the CPU.",
        "自动：有真正的 GPU 就用 GPU，否则用 CPU。",
    )
}

/// How many share a step on the CPU. No digit depends on it.
pub const fn workers(default: u64) -> Setting {
    Setting::integer("workers", 0..=6, default)
        .label("Workers", "工作线程数")
        .help(
            "How many workers share each step on the CPU; 0: as many as make it faster. The numbers are the same.",
            "在 CPU 上由几个工作线程分担每一步；0：能加快多少就用多少。数字完全相同。",
        )
        .live()
}

/// Images made larger by the data loader.
pub const fn resize() -> Setting {
    Setting::choice("resize", &["28", "64"]).label("Resize to", "缩放到").unit("px").help(
        "Height and width of the images that the data loader hands over. The originals have 28; 64 adds numbers, but no information.",
        "数据加载器给出的图片边长。原图是 28；64 只增加数，不增加信息。",
    )
}
