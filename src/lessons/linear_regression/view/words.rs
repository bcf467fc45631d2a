//! The words of the lesson's figure, its experiments and its questions.

use crate::app::kit::*;

pub const W_ERROR: Text = Text { en: "Largest error in w", zh: "w 的最大误差" };
pub const B_ERROR: Text = Text { en: "Error in b", zh: "b 的误差" };
pub const ERRORS: Text = Text { en: "How far the parameters are from their goal", zh: "参数离目标有多远" };

pub const SURFACE: Text = Text {
    en: "The loss over two parameters, and the way down",
    zh: "两个参数上的损失，以及下降的路径",
};
pub const PATH: Text = Text { en: "path", zh: "路径" };
pub const HERE: Text = Text { en: "now", zh: "现在" };
pub const GOAL: Text = Text { en: "goal", zh: "目标" };
pub const WITHIN: Text = Text {
    en: "On this surface, gradient descent over all examples is stable up to a learning rate of {limit}; smaller batches tolerate less.",
    zh: "在这个曲面上，用全部样本做梯度下降时，学习率不超过 {limit} 就是稳定的；批越小，能承受的学习率越小。",
};
pub const NEAR: Text = Text {
    en: "The learning rate is above half the limit, {limit}: each step overshoots the valley, but still lands lower.",
    zh: "学习率超过了上限 {limit} 的一半：每一步都越过谷底，但落点仍然更低。",
};
pub const BEYOND: Text = Text {
    en: "The learning rate is above the limit of this surface, {limit}: each step overshoots the valley and lands higher on the other side. The run diverges.",
    zh: "学习率超过了这个曲面的上限 {limit}：每一步都越过谷底，落在对面更高的地方。运行会发散。",
};

pub const FIT: Text = Text { en: "The fit", zh: "拟合" };
pub const POINTS: Text = Text { en: "data", zh: "数据" };
pub const LINE: Text = Text { en: "fitted line", zh: "拟合直线" };
pub const EXAMPLES: Text = Text { en: "200 examples", zh: "200 个样本" };

pub const DIFFERENCES: Text = Text { en: "What is subtracted from what", zh: "谁减去了谁" };
pub const DIFFERENCES_X: Text = Text { en: "target", zh: "目标" };
pub const DIFFERENCES_Y: Text = Text { en: "prediction", zh: "预测" };
pub const COLUMN: Text = Text {
    en: "Predictions [{rows}, 1] minus targets [{rows}, 1]: {count} differences, each example with its own target.",
    zh: "预测 [{rows}, 1] 减去目标 [{rows}, 1]：共 {count} 个差，每个样本只和自己的目标相减。",
};
pub const SQUARE: Text = Text {
    en: "Predictions [{rows}, 1] minus targets [{rows}]: both are stretched to [{rows}, {rows}], {count} differences, each example with every target. The best answer to all targets at once is their mean, whatever the input: so the slopes go to 0, and the loss stays at the variance of the targets, near 16.",
    zh: "预测 [{rows}, 1] 减去目标 [{rows}]：两者都被扩展成 [{rows}, {rows}]，共 {count} 个差，每个样本都和所有目标相减。对所有目标同时最好的回答是它们的平均值，与输入无关：于是斜率趋于 0，损失停在目标的方差附近，约为 16。",
};

pub const PRESETS: &[Preset] = &[
    preset("The same with layers: does the curve change?", "换成用层写的程序：曲线会变吗？", &[("program", "layers")]),
    preset(
        "The shape trap: targets [n] instead of [n, 1]. Nothing complains, but the loss stays near 16. See why below.",
        "形状陷阱：目标是 [n] 而不是 [n, 1]。没有任何报错，损失却停在 16 附近。原因见下图。",
        &[("targets", "flat")],
    ),
    preset(
        "A learning rate just above the limit, all examples in one batch: watch it jump from side to side, higher each time.",
        "学习率略高于上限，全部样本作为一批：看它左右跳跃，一次比一次高。",
        &[("lr", "1.1"), ("batch", "1000"), ("epochs", "2000"), ("pace", "20")],
    ),
    preset(
        "Sum the loss over batches of 100 instead of averaging it, at the same learning rate.",
        "对每批 100 个样本的损失求和而不是取平均，学习率不变。",
        &[("reduction", "sum"), ("batch", "100"), ("pace", "10")],
    ),
    preset(
        "Fifteen measured points: a long, narrow valley. The slope is found at once; the bias takes a thousand steps.",
        "十五个实测点：一条狭长的山谷。斜率马上找到，截距却要走上千步。",
        &[("data", "fifteen"), ("batch", "15"), ("lr", "0.01"), ("epochs", "2000"), ("pace", "200")],
    ),
    preset(
        "The same valley with Adam, which gives each parameter a step length of its own.",
        "同一条山谷，换成 Adam：它为每个参数单独决定步长。",
        &[
            ("data", "fifteen"),
            ("program", "layers"),
            ("optimizer", "adam"),
            ("batch", "15"),
            ("lr", "0.1"),
            ("epochs", "500"),
            ("pace", "100"),
        ],
    ),
];

pub const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "Which error is the first to fall below 0.1 for good: that of the slopes w, or that of the bias b?",
            zh: "哪个误差先降到 0.1 以下并不再回升：斜率 w 的，还是截距 b 的？",
        },
        options: &[
            Text { en: "that of w", zh: "w 的误差" },
            Text { en: "that of b", zh: "b 的误差" },
            Text { en: "neither gets there in this run", zh: "这次运行中都降不到" },
        ],
        decide: |view| {
            (view.state == RunState::Done).then(|| match (settled(view, "w-error"), settled(view, "b-error")) {
                (None, None) => 2,
                (Some(w), b) if b.is_none_or(|b| w <= b) => 0,
                (Some(_) | None, _) => 1,
            })
        },
    },
    Question {
        text: Text {
            en: "Where does the loss end when the targets are flat, [n] instead of [n, 1]?",
            zh: "当目标的形状是 [n] 而不是 [n, 1] 时，损失最终停在哪里？",
        },
        options: &[
            Text { en: "near 0, just later", zh: "接近 0，只是慢一些" },
            Text { en: "well above 0", zh: "明显高于 0" },
            Text { en: "it diverges", zh: "发散" },
        ],
        decide: |view| {
            let is_trapped = view.settings.choice("targets") == "flat";
            match (is_trapped, view.state) {
                (true, RunState::Done) => view.metric("train-loss").map(|loss| if loss < 0.1 { 0 } else { 1 }),
                (true, RunState::Failed) => Some(2),
                (true | false, _) => None,
            }
        },
    },
];

/// The step from which on a metric stays below 0.1.
fn settled(view: &RunView, metric: &str) -> Option<u64> {
    let series = view.curves.get(metric)?;
    let from = series.points().rev().take_while(|point| point.max < 0.1).last()?;
    Some(from.step)
}
