//! Lesson `mini-batches`: what shuffling and batch size do to a run of gradient descent.

pub mod draw;

in_engine! {
    pub mod descent;
    pub mod experiment;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "mini-batches",
    chapter: Chapter::FirstNets,
    title: Text { en: "A few examples at a time", zh: "一次只看几个样本" },
    summary: Text {
        en: "Batches of 1, 10, 256 and all examples walk down the same loss surface: which path is best, and at what price?",
        zh: "每批 1 个、10 个、256 个和全部样本，沿同一个损失曲面下降：哪条路径最好，代价又是多少？",
    },
    minutes: 15,
    settings: SETTINGS,
    lead: &["batch", "lr"],
    sources: &["descent.rs", "draw.rs", "program.py", "experiment.rs"],
    classes: &[],
    program: Program::Lab,
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::batch(1000, 32).label("Your batch size", "你的批量大小").help(
        "For the fifth run, next to those with 1, 10, 256 and all 1,000 examples. The strip of dots shows its batches.",
        "用于第五个运行，另外四个每批 1、10、256 个和全部 1000 个样本。点阵显示的就是它的批。",
    ),
    Setting::choice("shuffle", &["each-epoch", "never"]).label("Shuffle", "打乱").help(
        "Draw the examples in a new random order each epoch, or always as they are stored: by the size of x.",
        "每轮按新的随机顺序抽取样本，或者始终按存储的顺序：x 从小到大。",
    ),
    Setting::choice("last", &["keep", "drop"]).label("Last batch", "最后一批").help(
        "What is left at the end of an epoch and does not fill a batch: keep it as a smaller batch, or drop it.",
        "一轮结束时剩下、凑不满一批的样本：作为较小的一批保留，或者丢弃。",
    ),
    common::learning_rate(0.05),
    common::epochs(1000, 3),
    common::pace(250.0).help(
        "Here a step draws one example; a run moves when its batch is full.",
        "这里的一步抽取一个样本；一批凑满时，对应的运行才移动。",
    ),
];
