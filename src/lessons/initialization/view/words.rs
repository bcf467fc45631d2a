//! The words of the lesson's figure, its experiments and its questions.

use super::health;
use crate::app::kit::*;
use crate::lessons::initialization::health::Condition;

pub const ACTIVATIONS: Text = Text { en: "Activations, layer by layer", zh: "逐层的激活值" };
pub const GRADIENTS: Text = Text { en: "Gradients coming back, layer by layer", zh: "逐层反传回来的梯度" };
pub const REGIONS: Text = Text { en: "What the net makes of the plane", zh: "网络怎样划分平面" };
pub const LAYER: Text = Text { en: "layer {number}", zh: "第 {number} 层" };

pub const COLUMNS: [Text; 6] = [
    Text { en: "hidden layer", zh: "隐藏层" },
    Text { en: "activations, standard deviation", zh: "激活值的标准差" },
    Text { en: "gradients, root mean square", zh: "梯度的均方根" },
    Text { en: "dead units", zh: "死亡单元" },
    Text { en: "saturated", zh: "饱和" },
    Text { en: "condition", zh: "状况" },
];

pub const CHANGES: Text = Text {
    en: "From the first hidden layer to the last, activations change by a factor of {forward}; on their way back to the first, gradients change by a factor of {back}.",
    zh: "从第一个隐藏层到最后一个，激活值变为 {forward} 倍；梯度反传到第一层时变为 {back} 倍。",
};

/// A word for a layer's condition.
pub fn name(condition: Condition) -> Text {
    match condition {
        Condition::Alike => Text { en: "all units alike", zh: "单元全都一样" },
        Condition::Dead => Text { en: "dead", zh: "死亡" },
        Condition::Saturated => Text { en: "saturated", zh: "饱和" },
        Condition::Exploding => Text { en: "exploding", zh: "爆炸" },
        Condition::Vanishing => Text { en: "vanishing", zh: "消失" },
        Condition::Healthy => Text { en: "healthy", zh: "健康" },
    }
}

/// What a net in this condition suffers from.
pub fn explanation(condition: Condition) -> Text {
    match condition {
        Condition::Alike => Text {
            en: "All units of a layer are the same unit. With equal weights they compute the same number and get the same gradient, so they stay equal for ever; if the weights are zero, so is the gradient. Only the last bias can learn: how common each class is.",
            zh: "每一层的单元都是同一个单元。权重相同，算出的数就相同，得到的梯度也相同，于是永远相同；权重全为零时，梯度也是零。只有最后的偏置能学习：各个类别有多常见。",
        },
        Condition::Dead => Text {
            en: "Most units of a layer are dead: they give the same number for every point, so no gradient passes through them, and no step will ever wake them. The layers before them learn through the few that are left, or not at all.",
            zh: "某一层的大多数单元已经死亡：对每个点都给出同一个数，梯度无法通过，它们自己的更新也再不能把它们唤醒。前面的层只能通过剩下的少数单元学习，甚至完全学不到。",
        },
        Condition::Saturated => Text {
            en: "Most units are stuck at a flat end of their activation. The sums they get are so large that tanh or sigmoid only answers yes or no. There, a small change in a weight does nothing until it tips a unit over: the net learns in jumps, and its border is ragged.",
            zh: "大多数单元停在激活函数的平坦一端。它们得到的和太大，tanh 或 sigmoid 只会回答“是”或“否”。在那里，权重的小变化不起作用，直到把某个单元掀翻：网络跳跃着学习，边界参差不齐。",
        },
        Condition::Exploding => Text {
            en: "Numbers explode: each layer multiplies what it gets, forward or back, and the factors multiply. The gradients of one end of the net are so large that a learning rate which suits the other end throws it out.",
            zh: "数值爆炸：每一层都把得到的东西放大，不论前向还是反向，而各层的倍数是相乘的。网络一端的梯度大到这种程度：适合另一端的学习率会把它抛出去。",
        },
        Condition::Vanishing => Text {
            en: "Numbers vanish: each layer shrinks what it gets, forward or back, and the factors multiply. The far end of the net hears next to nothing of the points, the first layers next to nothing of the loss. Learning starts late, or never.",
            zh: "数值消失：每一层都把得到的东西缩小，不论前向还是反向，而各层的倍数是相乘的。网络的远端几乎听不到数据，最前面的层几乎听不到损失。学习迟迟不开始，甚至永远不开始。",
        },
        Condition::Healthy => Text {
            en: "All layers are healthy: activations and gradients are of about the same size everywhere, so one learning rate suits them all.",
            zh: "各层都健康：激活值和梯度在各处的大小相近，所以同一个学习率适合所有的层。",
        },
    }
}

pub const PRESETS: &[Preset] = &[
    preset(
        "All zeros. What could be more neutral? Look at the loss: it stays at ln 2.",
        "全部为零。还有比这更中立的吗？看看损失：它停在 ln 2。",
        &[("init", "zeros")],
    ),
    preset(
        "Small random numbers, standard deviation 0.01: compare the first layer's activations with the last one's.",
        "很小的随机数，标准差 0.01：比较第一层和最后一层的激活值。",
        &[("init", "normal")],
    ),
    preset(
        "Large ones, standard deviation 1, with tanh: nearly every unit is at -1 or 1. It learns; but look at the border.",
        "很大的随机数，标准差 1，配 tanh：几乎每个单元都停在 -1 或 1。它也能学，不过看看边界。",
        &[("init", "normal"), ("sd", "1")],
    ),
    preset(
        "The same with ReLU, which has no upper end to stop at. Take single steps: how many does it survive?",
        "同样大的权重，换成没有尽头的 ReLU。一步一步地走：它能撑几步？",
        &[("init", "normal"), ("sd", "1"), ("activation", "relu"), ("pace", "1")],
    ),
    preset(
        "ReLU with the weights made for it (Kaiming).",
        "ReLU 配上为它设计的权重（Kaiming）。",
        &[("init", "kaiming-normal"), ("activation", "relu")],
    ),
    preset(
        "ReLU with PyTorch's default: only a hundredth of the gradient reaches the first layer. How much later does it learn?",
        "ReLU 配上 PyTorch 的默认权重：到第一层时梯度只剩百分之一。它晚学会多久？",
        &[("init", "pytorch"), ("activation", "relu")],
    ),
    preset(
        "Twelve layers of that: does it still get going?",
        "这样的层叠上十二层：还能起步吗？",
        &[("init", "pytorch"), ("activation", "relu"), ("depth", "12")],
    ),
    preset(
        "Six sigmoid layers, as in 1990: each lets at most a quarter of the gradient through.",
        "六层 sigmoid，就像 1990 年那样：每层最多让四分之一的梯度通过。",
        &[("activation", "sigmoid")],
    ),
    preset(
        "The same sigmoids with Adam, which divides each gradient by its own size.",
        "同样的 sigmoid，换成 Adam：它让每个梯度除以自己的大小。",
        &[("activation", "sigmoid"), ("optimizer", "adam"), ("lr", "0.01")],
    ),
    preset(
        "Adam far too fast on ReLU: watch units die one by one.",
        "在 ReLU 上用快得过头的 Adam：看单元一个接一个地死去。",
        &[("init", "pytorch"), ("activation", "relu"), ("optimizer", "adam"), ("lr", "0.1")],
    ),
];

pub const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "Which hidden layer gets the smallest gradients when the run is done?",
            zh: "运行结束时，哪个隐藏层得到的梯度最小？",
        },
        options: &[
            Text { en: "the first", zh: "第一层" },
            Text { en: "one in the middle", zh: "中间某一层" },
            Text { en: "the last", zh: "最后一层" },
            Text { en: "none gets any", zh: "哪一层都得不到" },
        ],
        decide: |view| {
            if view.state != RunState::Done {
                return None;
            }
            let sizes: Vec<f64> = health(view).iter().map(|layer| layer.gradient_rms).collect();
            let smallest = (0..sizes.len()).min_by(|a, b| sizes[*a].total_cmp(&sizes[*b]))?;
            Some(match smallest {
                _ if sizes.iter().all(|size| *size == 0.0) => 3,
                0 => 0,
                index if index + 1 == sizes.len() => 2,
                _ => 1,
            })
        },
    },
    Question {
        text: Text {
            en: "When will this net first have 95% of its training points right?",
            zh: "这个网络什么时候第一次答对 95% 的训练点？",
        },
        options: &[
            Text { en: "within 100 steps", zh: "100 步之内" },
            Text { en: "later", zh: "更晚" },
            Text { en: "not in this run", zh: "这次运行中做不到" },
        ],
        decide: |view| {
            let series = view.curves.get("train-accuracy");
            let reached = series.and_then(|series| series.points().find(|point| point.max >= 0.95));
            match (reached, view.state) {
                (Some(point), _) => Some(if point.step <= 100 { 0 } else { 1 }),
                (None, RunState::Done | RunState::Failed) => Some(2),
                (
                    None,
                    RunState::Idle
                    | RunState::Loading
                    | RunState::Ready
                    | RunState::Compiling
                    | RunState::Running
                    | RunState::Paused,
                ) => None,
            }
        },
    },
];
