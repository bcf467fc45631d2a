//! The words of the lesson's figure, its experiments and its questions.

use crate::app::kit::*;

pub const YOURS: Text = Text { en: "yours, batch size {batch}", zh: "你的，批量大小 {batch}" };
pub const BATCH: Text = Text { en: "batch size {batch}", zh: "批量大小 {batch}" };
pub const ALL: Text = Text { en: "all at once", zh: "一次全部" };
pub const YOUR_LOSS: Text = Text { en: "Loss, yours", zh: "损失，你的" };
pub const LOSS_1: Text = Text { en: "Loss, batch size 1", zh: "损失，批量大小 1" };
pub const LOSS_10: Text = Text { en: "Loss, batch size 10", zh: "损失，批量大小 10" };
pub const LOSS_256: Text = Text { en: "Loss, batch size 256", zh: "损失，批量大小 256" };
pub const LOSS_ALL: Text = Text { en: "Loss, all at once", zh: "损失，一次全部" };
pub const LOSSES: Text = Text {
    en: "Loss over all examples, by number of examples drawn",
    zh: "全部样本上的损失，按已抽取的样本数",
};

pub const PATHS: Text = Text { en: "Five paths on one loss surface", zh: "同一个损失曲面上的五条路径" };
pub const GOAL: Text = Text { en: "lowest point", zh: "最低点" };

pub const ORDER_TITLE: Text = Text { en: "Which example is drawn when", zh: "哪个样本在何时被抽到" };
pub const STRIP_X: Text = Text { en: "example", zh: "样本" };
pub const STRIP_Y: Text = Text { en: "row, by the size of x", zh: "行，按 x 的大小" };
pub const WAITING: Text = Text { en: "not drawn yet", zh: "尚未抽到" };
pub const DROPPED: Text = Text { en: "dropped", zh: "被丢弃" };
pub const EARLIER: Text = Text { en: "earlier batches", zh: "之前的批" };
pub const NEWEST: Text = Text { en: "this batch", zh: "当前批" };
pub const DRAWN: Text = Text {
    en: "{drawn} of 1000 examples drawn in this epoch. Neighbouring batches have different colours.",
    zh: "本轮已抽取 1000 个样本中的 {drawn} 个。相邻的批颜色不同。",
};

pub const COSTS: Text = Text { en: "Time per epoch and noise of the gradient", zh: "每轮用时与梯度噪声" };
pub const COST_X: Text = Text { en: "ms per epoch", zh: "每轮毫秒数" };
pub const COST_Y: Text = Text { en: "noise", zh: "噪声" };
pub const RUN: Text = Text { en: "Run", zh: "运行" };
pub const STEPS: Text = Text { en: "Steps per epoch", zh: "每轮步数" };
pub const TIME: Text = Text { en: "Milliseconds per epoch", zh: "每轮毫秒数" };
pub const NOISE: Text = Text { en: "Noise of the gradient", zh: "梯度的噪声" };

pub const PRESETS: &[Preset] = &[
    preset(
        "One epoch, slowly: watch the dots light up and the paths take a step each time a batch is full.",
        "慢慢走完一轮：看点一个个亮起来，每凑满一批，路径就走一步。",
        &[("epochs", "1"), ("pace", "60")],
    ),
    preset(
        "No shuffling: the examples come in order of x. What happens to the paths of small batches?",
        "不打乱：样本按 x 从小到大出现。小批的路径会怎样？",
        &[("shuffle", "never")],
    ),
    preset(
        "Give “all at once” the time it needs: sixty epochs.",
        "给“一次全部”足够的时间：六十轮。",
        &[("epochs", "60"), ("pace", "5000")],
    ),
    preset(
        "A learning rate that batches of 32 can stand and single examples cannot.",
        "一个每批 32 个能承受、单个样本却承受不了的学习率。",
        &[("lr", "0.7"), ("epochs", "1")],
    ),
    preset(
        "Batches of 300, the last one dropped: each epoch leaves out a tenth of the examples.",
        "每批 300 个，丢弃最后一批：每轮有十分之一的样本没有被看到。",
        &[("batch", "300"), ("last", "drop"), ("epochs", "1")],
    ),
];

pub const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "All runs see the same examples at the same learning rate. Which has the lowest loss at the end?",
            zh: "所有运行看到同样的样本，学习率也相同。结束时谁的损失最低？",
        },
        options: &[
            Text { en: "batch size 1", zh: "批量大小 1" },
            Text { en: "batch size 10", zh: "批量大小 10" },
            Text { en: "batch size 256", zh: "批量大小 256" },
            Text { en: "all at once", zh: "一次全部" },
        ],
        decide: |view| {
            let loss = |name: &&str| view.metric(name).filter(|_| view.state == RunState::Done);
            let losses = ["loss-1", "loss-10", "loss-256", "loss-all"].iter().map(loss).collect::<Option<Vec<_>>>()?;
            (0..losses.len()).min_by(|&a, &b| losses[a].total_cmp(&losses[b]))
        },
    },
    Question {
        text: Text {
            en: "A batch of 10 costs ten times as much as a batch of 1. How much less noise does its gradient have?",
            zh: "一批 10 个样本的代价是一批 1 个的十倍。它的梯度噪声会小多少？",
        },
        options: &[
            Text { en: "a tenth of the noise", zh: "噪声是十分之一" },
            Text { en: "about a third", zh: "大约三分之一" },
            Text { en: "more than half of it remains", zh: "还剩一半以上" },
        ],
        decide: |view| {
            let rows = view.picture.values("table").as_chunks::<3>().0;
            let (one, ten) = (rows.get(1)?[2], rows.get(2)?[2]);
            (view.state == RunState::Done).then(|| match ten / one {
                share if share < 0.2 => 0,
                share if share < 0.5 => 1,
                _ => 2,
            })
        },
    },
];
