//! What to try with the lesson, and questions that a run decides.

use crate::app::components::presets::{Preset, preset};
use crate::app::components::quiz::Question;
use crate::app::run_view::RunView;
use crate::course::Text;
use crate::lessons::autograd::programs;
use crate::lessons::autograd::reading::Reading;
use crate::protocol::RunState;

pub const PRESETS: &[Preset] = &[
    preset(
        "y = 2 x·x. The gradient is 4x: each number's own share.",
        "y = 2 x·x。梯度是 4x：每个数各有自己的一份。",
        &[("expr", programs::SQUARES)],
    ),
    preset(
        "z = (x + 2)² + 3: the chain rule along one line. Which node does nothing to the gradient?",
        "z = (x + 2)² + 3：沿一条线的链式法则。哪个节点不改变梯度？",
        &[("expr", programs::CHAIN)],
    ),
    preset(
        "The mean of 2 (x + 1)² over a 2 × 3 matrix: each number gets a sixth.",
        "2 × 3 矩阵上 2 (x + 1)² 的平均值：每个数只得到六分之一。",
        &[("expr", programs::MEAN)],
    ),
    preset(
        "Two linear layers of one weight each. To reach w1, the gradient must pass through w2.",
        "两个线性层，各有一个权重。梯度要到达 w1，必须先经过 w2。",
        &[("expr", programs::TWO_LAYERS)],
    ),
    preset(
        "The same with matrices, tanh and a loss: a small net, complete. Another seed gives other weights.",
        "换成矩阵、tanh 和损失：一个完整的小网络。换个种子，权重就不同。",
        &[("expr", programs::NET), ("pace", "4")],
    ),
    preset(
        "A vector as the result: y.sum().backward(). Take sum() out and see what the page says.",
        "结果是向量：y.sum().backward()。把 sum() 去掉，看看页面怎么说。",
        &[("expr", programs::VECTOR)],
    ),
    preset(
        "backward twice in a row. The first question below waits for this run.",
        "连续两次 backward。下面第一个问题就等这次运行来回答。",
        &[("expr", programs::TWICE), ("pace", "2")],
    ),
    preset(
        "backward three times, zero_grad once: gradients add up until they are zeroed.",
        "三次 backward，一次 zero_grad：梯度不断累加，直到清零。",
        &[("expr", programs::ACCUMULATE), ("pace", "2")],
    ),
    preset(
        "u = x·x inside no_grad: a number like any other, and the gradient is u instead of 3x².",
        "把 u = x·x 放进 no_grad：它成了普通的数，梯度是 u，而不是 3x²。",
        &[("expr", programs::NO_GRAD)],
    ),
    preset(
        "relu has a corner at 0. Autodiff and finite differences disagree there: which is right?",
        "relu 在 0 处有个尖角。自动微分和差分在那里不一致：谁对？",
        &[("expr", programs::CORNER)],
    ),
    preset(
        "The logarithm of a negative number: watch one NaN spoil everything after it.",
        "负数的对数：看一个 NaN 怎样毁掉后面的一切。",
        &[("expr", programs::NO_NUMBER)],
    ),
    preset(
        "The first program, all at once.",
        "第一个程序，一下子跑完。",
        &[("expr", programs::SQUARES), ("pace", "100000")],
    ),
];

pub const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "y = sum(x^2), and backward(y) twice in a row. What is the gradient at x = 3?",
            zh: "y = sum(x^2)，连续两次 backward(y)。x = 3 处的梯度是多少？",
        },
        options: &[
            Text { en: "6: the second pass replaces the first", zh: "6：第二遍代替第一遍" },
            Text { en: "12: the two passes add up", zh: "12：两遍相加" },
            Text { en: "0: the first pass used it up", zh: "0：第一遍已经用掉了" },
        ],
        decide: |view| match last_gradient(view, programs::TWICE)? {
            6.0 => Some(0),
            12.0 => Some(1),
            0.0 => Some(2),
            _ => None,
        },
    },
    Question {
        text: Text {
            en: "With u = x·x inside no_grad and z = sum(u · x), what is the gradient at x = 3?",
            zh: "u = x·x 放在 no_grad 里，z = sum(u · x)，那么 x = 3 处的梯度是多少？",
        },
        options: &[
            Text { en: "27, which is 3x²", zh: "27，也就是 3x²" },
            Text { en: "9, which is u", zh: "9，也就是 u" },
            Text { en: "0, because nothing flows", zh: "0，因为没有梯度流过" },
        ],
        decide: |view| match last_gradient(view, programs::NO_GRAD)? {
            27.0 => Some(0),
            9.0 => Some(1),
            0.0 => Some(2),
            _ => None,
        },
    },
];

/// What the last number of x, the first node, has collected at the end of this program.
fn last_gradient(view: &RunView, program: &str) -> Option<f32> {
    let is_it = view.state == RunState::Done && view.settings.text("expr") == program;
    is_it.then(|| view.picture.values(&Reading::Gradient { node: 0 }.to_string()).last().copied())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::autograd::graph::Graph;

    #[test]
    fn every_program_to_try_is_right() {
        for preset in PRESETS {
            let (_, text) = preset.settings.iter().find(|(key, _)| *key == "expr").unwrap();
            assert!(Graph::new(text, 1).is_ok(), "{text}");
        }
    }
}
