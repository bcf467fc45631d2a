//! Experiments to try, and questions that the reader's own run answers.

use crate::app::kit::*;

pub const PRESETS: &[Preset] = &[
    preset(
        "A hundred hinges instead of ten. Where does the line get better?",
        "一百个铰链，而不是十个。曲线在哪里变好了？",
        &[("width", "100")],
    ),
    preset(
        "Two hinges. What is the best they can do?",
        "只有两个铰链。最好能做到什么样？",
        &[("width", "2"), ("epochs", "1000"), ("pace", "200")],
    ),
    preset(
        "Eight noisy points, a hundred hinges, five thousand steps of Adam: watch the test loss.",
        "八个带噪声的点、一百个铰链、五千步 Adam：看测试损失。",
        &[
            ("count", "8"),
            ("noise", "0.3"),
            ("width", "100"),
            ("optimizer", "adam"),
            ("lr", "0.01"),
            ("epochs", "5000"),
            ("pace", "1000"),
        ],
    ),
    preset(
        "Learning rate 2, ten times as large. Does the line break?",
        "学习率取 2，是原来的十倍。曲线会怎样？",
        &[("lr", "2")],
    ),
];

pub const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "The square of the noise is the average loss of the true curve itself. Which losses end below it?",
            zh: "噪声的平方，就是真正的曲线自己平均要付的损失。结束时哪些损失比它还低？",
        },
        options: &[
            Text { en: "Neither.", zh: "都没有。" },
            Text { en: "Only the training loss.", zh: "只有训练损失。" },
            Text { en: "Only the test loss.", zh: "只有测试损失。" },
            Text { en: "Both.", zh: "两个都是。" },
        ],
        decide: which_below,
    },
    Question {
        text: Text { en: "Is the test loss at its best at the end?", zh: "测试损失在结束时最好吗？" },
        options: &[
            Text { en: "Yes, to within a tenth.", zh: "是的，与最好时相差不到十分之一。" },
            Text {
                en: "No: it was better before the net learned the noise.",
                zh: "不是：它曾经更好，后来网络学起了噪声。",
            },
        ],
        decide: was_better,
    },
];

fn which_below(view: &RunView) -> Option<usize> {
    let is_below = |metric: &str| Some(view.metric(metric)? < view.settings.real("noise").powi(2));
    let (train, test) = (is_below("train-loss")?, is_below("test-loss")?);
    (view.state == RunState::Done).then_some(usize::from(train) + 2 * usize::from(test))
}

fn was_better(view: &RunView) -> Option<usize> {
    let series = view.curves.get("test-loss").filter(|_| view.state == RunState::Done)?;
    let best = series.points().map(|point| point.mean).fold(f64::INFINITY, f64::min);
    Some(usize::from(view.metric("test-loss")? > 1.1 * best))
}
