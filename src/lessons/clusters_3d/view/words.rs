//! The words of the lesson's figure, its experiments and its questions.

use crate::app::kit::*;

pub const SPACE: Text =
    Text { en: "The clusters, and what the net takes them for", zh: "各个簇，以及网络对它们的判断" };
pub const CLUSTER: Text = Text { en: "cluster {class}", zh: "簇 {class}" };
pub const POINTS: Text = Text { en: "Points", zh: "显示的点" };
pub const TEST_POINTS: Text = Text { en: "test points, never trained on", zh: "测试点（从未用于训练）" };
pub const TRAIN_POINTS: Text = Text { en: "training points", zh: "训练点" };
pub const ALL_POINTS: Text = Text { en: "all points", zh: "所有点" };
pub const SHOW_SLICE: Text = Text { en: "slice", zh: "切面" };
pub const SHOW_BORDERS: Text = Text { en: "decision surfaces", zh: "决策面" };
pub const SLICE: Text = Text { en: "Decision regions on the slice z = {z}", zh: "切面 z = {z} 上的决策区域" };
pub const OVERSHOOTS: Text = Text {
    en: "The loss is far above that of guessing, 2.30: each step overshoots, and the next one tries to repair it. Softmax regression does not blow up, but it will not settle either. Lower the learning rate, or standardise the inputs.",
    zh: "损失远高于瞎猜的 2.30：每一步都走过了头，下一步又去补救。softmax 回归不会爆炸，但也稳定不下来。请降低学习率，或者把输入标准化。",
};

pub const PRESETS: &[Preset] = &[
    preset("The same with layers: does the curve change?", "换成用层写的程序：曲线会变吗？", &[("program", "layers")]),
    preset(
        "The trap: raw coordinates, from 0 to 30. The same learning rate, and the accuracy staggers.",
        "陷阱：0 到 30 的原始坐标。学习率不变，准确率却摇摆不定。",
        &[("inputs", "raw")],
    ),
    preset(
        "Raw coordinates again, but measured from the middle of the cube instead of its corner. Nothing else changes.",
        "还是原始坐标，只是从立方体的中心量起，而不是从角上。别的都不变。",
        &[("inputs", "centred")],
    ),
    preset(
        "To convergence: 50 epochs. This is the accuracy that straight borders can reach here.",
        "训练到收敛：50 轮。这就是平直边界在这里能达到的准确率。",
        &[("epochs", "50"), ("pace", "1500")],
    ),
    preset(
        "Raw inputs with a learning rate ten times smaller: calm, but slow.",
        "原始输入，学习率缩小到十分之一：平稳，但是慢。",
        &[("inputs", "raw"), ("lr", "0.01"), ("epochs", "50"), ("pace", "1500")],
    ),
    preset(
        "Raw inputs and a learning rate of 10: watch the borders jump at every step.",
        "原始输入，学习率设为 10：看边界在每一步都跳来跳去。",
        &[("inputs", "raw"), ("lr", "10"), ("pace", "20")],
    ),
];

pub const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "With standardised inputs, how many of the test points end up on the right side of all borders?",
            zh: "输入标准化之后，最终有多少测试点落在所有边界的正确一侧？",
        },
        options: &[
            Text { en: "less than 85%", zh: "不到 85%" },
            Text { en: "85 to 98%", zh: "85% 到 98%" },
            Text { en: "more than 98%", zh: "超过 98%" },
        ],
        decide: |view| {
            let asked = view.settings.choice("inputs") == "standardised" && view.state == RunState::Done;
            asked.then(|| view.metric("test-accuracy")).flatten().map(|accuracy| match accuracy {
                ..0.85 => 0,
                ..=0.98 => 1,
                _ => 2,
            })
        },
    },
    Question {
        text: Text {
            en: "With raw inputs, will the test accuracy settle at one value in the end?",
            zh: "用原始输入，测试准确率最后会停在一个值上吗？",
        },
        options: &[
            Text { en: "yes, it varies by less than 2 points", zh: "会，波动不到 2 个百分点" },
            Text { en: "it varies by 2 to 10 points", zh: "波动 2 到 10 个百分点" },
            Text { en: "it varies by more than 10 points", zh: "波动超过 10 个百分点" },
        ],
        decide: |view| {
            let asked = view.settings.choice("inputs") == "raw" && view.state == RunState::Done;
            asked.then(|| spread(view)).flatten().map(|spread| match spread {
                ..0.02 => 0,
                ..=0.1 => 1,
                _ => 2,
            })
        },
    },
];

/// Between the lowest and the highest test accuracy of the last fifth of the run.
fn spread(view: &RunView) -> Option<f64> {
    let series = view.curves.get("test-accuracy")?;
    let from = 0.8 * view.total_steps() as f64;
    let tail = || series.points().filter(|point| point.step as f64 >= from);
    let low = tail().map(|point| point.min).fold(f64::INFINITY, f64::min);
    let high = tail().map(|point| point.max).fold(f64::NEG_INFINITY, f64::max);
    (high >= low).then_some(high - low)
}
