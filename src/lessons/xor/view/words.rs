//! The words of the lesson's figure, its experiments and its questions.

use crate::app::kit::*;

pub const MLP: Text = Text { en: "MLP", zh: "多层感知机" };
pub const SOFTMAX: Text = Text { en: "linear softmax", zh: "线性 softmax" };
pub const SOFTMAX_LOSS: Text = Text { en: "Softmax: test loss", zh: "softmax 的测试损失" };
pub const SOFTMAX_ACCURACY: Text = Text { en: "Softmax: test accuracy", zh: "softmax 的测试准确率" };
pub const RIVALS: Text = Text { en: "Test accuracy, side by side", zh: "测试准确率对比" };
pub const RIVAL_LOSSES: Text = Text { en: "Test loss, side by side", zh: "测试损失对比" };
pub const MLP_CURVES: Text = Text {
    en: "The MLP while it learns, and earlier runs",
    zh: "多层感知机的学习过程，以及之前的运行",
};
pub const CLASS: Text = Text { en: "class {class}", zh: "类 {class}" };
pub const SPACE: Text =
    Text { en: "Test points in space: each class is two clusters", zh: "空间中的测试点：每类有两个簇" };
pub const WHOSE: Text = Text { en: "Predictions of", zh: "显示谁的预测" };
pub const REGIONS: Text = Text { en: "Regions of the {net}", zh: "{net}的决策区域" };
pub const REGIONS_AT: Text = Text { en: "Regions of the {net} at z = {z}", zh: "{net}在 z = {z} 处的决策区域" };
pub const FOUR_POINTS: Text = Text { en: "the four points", zh: "四个点" };
pub const HIDDEN: Text =
    Text { en: "The same points as the hidden layer sees them", zh: "同样的点，在隐藏层眼里的样子" };
pub const SHARE: Text = Text {
    en: "Each point is the list of its hidden activations, seen along the three directions in which they vary most. These three hold {percent}% of the total variance. The last layer divides this picture with flat borders.",
    zh: "每个点是它的一组隐藏激活值，沿变化最大的三个方向观看。这三个方向占全部方差的 {percent}%。最后一层就在这幅图里用平直的边界分类。",
};

pub const PRESETS: &[Preset] = &[
    preset(
        "Four points, four hidden units: the smallest problem a straight line cannot solve.",
        "四个点，四个隐藏单元：直线解决不了的最小问题。",
        &[("data", "four-points"), ("hidden", "4"), ("pace", "60")],
    ),
    preset(
        "Two hidden units are enough in theory. Does this run find the way? Try other seeds.",
        "理论上两个隐藏单元就够了。这次运行找得到吗？换几个种子试试。",
        &[("data", "four-points"), ("hidden", "2"), ("activation", "tanh"), ("pace", "120")],
    ),
    preset(
        "A hidden layer without an activation: 128 units, and not one border bends.",
        "没有激活函数的隐藏层：128 个单元，边界却一点也不弯。",
        &[("activation", "none")],
    ),
    preset(
        "Eight hidden units instead of 128: which clusters are given up?",
        "隐藏单元从 128 个减到 8 个：哪些簇被放弃了？",
        &[("hidden", "8")],
    ),
    preset(
        "The trap: raw coordinates, from 0 to 30. Which of the two nets bears them?",
        "陷阱：0 到 30 的原始坐标。两个网络哪个受得了？",
        &[("inputs", "raw")],
    ),
    preset(
        "Swarms on top of one another, as chance puts them: is the net to blame for its mistakes?",
        "点云完全随意散落，互相交叠：分错的点能怪网络吗？",
        &[("data", "clusters"), ("seed", "18")],
    ),
];

pub const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "How far ahead of the linear softmax will the MLP be in the end?",
            zh: "最后，多层感知机会比线性 softmax 领先多少？",
        },
        options: &[
            Text { en: "less than 10 points", zh: "不到 10 个百分点" },
            Text { en: "10 to 30 points", zh: "10 到 30 个百分点" },
            Text { en: "more than 30 points", zh: "超过 30 个百分点" },
        ],
        decide: |view| {
            let is_asked = view.settings.choice("data") != "four-points" && view.state == RunState::Done;
            let accuracies = (view.metric("test-accuracy"), view.metric("softmax-accuracy"));
            match (is_asked, accuracies) {
                (true, (Some(mlp), Some(softmax))) => Some(match mlp - softmax {
                    ..0.1 => 0,
                    ..=0.3 => 1,
                    _ => 2,
                }),
                (true | false, _) => None,
            }
        },
    },
    Question {
        text: Text {
            en: "How many of the four points will the linear softmax get right?",
            zh: "在四个点上，线性 softmax 能分对几个？",
        },
        options: &[
            Text { en: "two or fewer", zh: "两个或更少" },
            Text { en: "three", zh: "三个" },
            Text { en: "all four", zh: "四个全对" },
        ],
        decide: |view| {
            let is_asked = view.settings.choice("data") == "four-points" && view.state == RunState::Done;
            is_asked.then(|| view.metric("softmax-accuracy")).flatten().map(|accuracy| match accuracy {
                ..0.6 => 0,
                ..0.9 => 1,
                _ => 2,
            })
        },
    },
];
