//! Experiments for every operation of the bench, and questions that any run of it decides.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::app::components::presets::{Preset, preset};
use crate::app::components::quiz::Question;
use crate::app::run_view::RunView;
use crate::course::Text;
use crate::lessons::tensors::program::{Program, Tensor};
use crate::protocol::RunState;

pub const PRESETS: &[Preset] = &[
    preset(
        "One row of twelve, folded into three rows of four.",
        "一行十二个数，折成三行四列。",
        &[("expr", "a = arange(12)\na.reshape(3, 4)")],
    ),
    preset(
        "All the same number: zeros, ones, full.",
        "全是同一个数：zeros、ones、full。",
        &[("expr", "z = zeros(2, 3)\no = ones(2, 3)\nz + o * full((2, 3), 7)")],
    ),
    preset(
        "Five numbers from 0 to 1, both ends included.",
        "从 0 到 1 的五个数，包括两端。",
        &[("expr", "linspace(0, 1, 5)")],
    ),
    preset(
        "Normally distributed random numbers: is their mean near 0? Then change the seed.",
        "正态分布的随机数：平均数接近 0 吗？再换一个种子。",
        &[("expr", "x = randn(8, 12)\nx.mean()")],
    ),
    preset("One number out of a matrix.", "从矩阵里取一个数。", &[("expr", "b = arange(12).reshape(3, 4)\nb[0, 1]")]),
    preset(
        "A whole column. Which axis has gone?",
        "取一整列。哪个轴没有了？",
        &[("expr", "b = arange(12).reshape(3, 4)\nb[:, 1]")],
    ),
    preset("The first two cells of row 1.", "第 1 行的前两个。", &[("expr", "b = arange(12).reshape(3, 4)\nb[1, :2]")]),
    preset(
        "Every other row, and from these the last two columns.",
        "隔行取，再取最后两列。",
        &[("expr", "b = arange(20).reshape(4, 5)\nb[::2, -2:]")],
    ),
    preset("Rows become columns.", "行变成列。", &[("expr", "a = arange(6).reshape(2, 3)\na.transpose(0, 1)")]),
    preset(
        "Is a transpose a reshape? Compare the cells that light up.",
        "转置就是改变形状吗？比比亮起的格子。",
        &[("expr", "a = arange(6).reshape(2, 3)\na.T - a.reshape(3, 2)")],
    ),
    preset(
        "Fold each row into its sum: the axis is gone.",
        "每一行归约成总和：这个轴没有了。",
        &[("expr", "a = arange(12).reshape(3, 4)\na.sum(dim=1)")],
    ),
    preset(
        "Keep the folded axis, and the rows can be divided by their sums.",
        "保留被归约的轴，就能让每一行除以自己的总和。",
        &[("expr", "a = arange(12).reshape(3, 4)\ns = a.sum(dim=1, keepdim=True)\na / s")],
    ),
    preset("The largest of each column.", "每一列的最大值。", &[("expr", "x = randn(4, 5)\nx.max(dim=0)")]),
    preset(
        "A column and a row, each stretched to meet the other: a whole table.",
        "一列和一行互相拉伸：得到一整张表。",
        &[("expr", "column = arange(1, 6).unsqueeze(1)\nrow = arange(1, 8)\ncolumn * row")],
    ),
    preset(
        "A broadcast that does not fit. Can you fix it with unsqueeze?",
        "合不上的广播。能用 unsqueeze 修好它吗？",
        &[("expr", "a = arange(12).reshape(3, 4)\nb = arange(3)\na + b")],
    ),
    preset(
        "Elementwise: cell times cell.",
        "逐元素相乘：格子乘格子。",
        &[("expr", "a = [[1, 2], [3, 4]]\nb = [[10, 20], [30, 40]]\na * b")],
    ),
    preset(
        "The matrix product: row times column.",
        "矩阵乘法：行乘列。",
        &[("expr", "a = [[1, 2], [3, 4]]\nb = [[10, 20], [30, 40]]\na @ b")],
    ),
    preset(
        "A layer of a network: four examples of three numbers, weights, a bias stretched over all examples.",
        "网络的一层：四个样本各三个数，权重，再加上拉伸到所有样本的偏置。",
        &[("expr", "x = randn(4, 3)\nw = randn(3, 2)\nb = [0.5, -0.5]\nx @ w + b")],
    ),
    preset(
        "A stack of products at once.",
        "一次算出一叠矩阵乘积。",
        &[("expr", "a = arange(12).reshape(2, 2, 3)\nb = arange(6).reshape(3, 2)\na @ b")],
    ),
    preset(
        "Divide whole numbers, and they are no longer whole.",
        "整数相除，就不再是整数。",
        &[("expr", "a = arange(6)\na / 2")],
    ),
    preset(
        "Five axes: what is left of them after one index and one sum?",
        "五个轴，取一个索引、求一次和之后还剩什么？",
        &[("expr", "a = arange(48).reshape(2, 2, 2, 2, 3)\na[1].sum(dim=0)")],
    ),
];

pub const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "Will the result have fewer cells than the largest tensor it is made from, the same number, or more?",
            zh: "结果的格子会比参与计算的最大张量少、一样多，还是更多？",
        },
        options: &[
            Text { en: "Fewer.", zh: "更少。" },
            Text { en: "The same number.", zh: "一样多。" },
            Text { en: "More.", zh: "更多。" },
        ],
        decide: |view| done(view).map(|program| growth(&program)),
    },
    Question {
        text: Text {
            en: "Will any cell light up for more than one cell of the result?",
            zh: "会不会有格子为结果的不止一个格子亮起？",
        },
        options: &[Text { en: "Yes.", zh: "会。" }, Text { en: "No.", zh: "不会。" }],
        decide: |view| done(view).map(|program| usize::from(!is_shared(&program))),
    },
];

/// The program of a run that has shown all its cells.
fn done(view: &RunView) -> Option<Program> {
    let program = (view.state == RunState::Done).then(|| Program::read(view.settings.text("expr")))?;
    program.mistake.is_none().then_some(program)
}

/// 0, 1 or 2: fewer, as many, more.
fn growth(program: &Program) -> usize {
    let result = &program.tensors[program.result];
    let operands = result.operands.iter().map(|operand| program.tensors[*operand].cells());
    match result.cells().cmp(&operands.max().unwrap_or(result.cells())) {
        Ordering::Less => 0,
        Ordering::Equal => 1,
        Ordering::Greater => 2,
    }
}

/// Whether a cell of an operand takes part in several cells of the result.
fn is_shared(program: &Program) -> bool {
    let mut uses: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let cells = program.tensors.get(program.result).map_or(0, Tensor::cells);
    for cell in 0..cells {
        for (operand, part) in program.part(program.result, cell).into_iter().enumerate() {
            part.into_iter().for_each(|own| *uses.entry((operand, own)).or_default() += 1);
        }
    }
    uses.values().any(|count| *count > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::notation::mistake::Problem;

    #[test]
    fn all_presets_run_but_the_one_that_cannot() {
        for preset in PRESETS {
            let [("expr", text)] = preset.settings else { panic!("{:?}", preset.settings) };
            let mistake = Program::read(text).mistake;
            match text.ends_with("a + b") {
                true => assert!(matches!(mistake.map(|mistake| mistake.problem), Some(Problem::Broadcast { .. }))),
                false => assert_eq!(mistake, None, "{text}"),
            }
        }
    }

    #[test]
    fn the_questions_have_their_answers() {
        let answers = |text: &str| {
            let program = Program::read(text);
            (growth(&program), is_shared(&program))
        };
        assert_eq!(answers("ones(2, 3).sum()"), (0, false));
        assert_eq!(answers("ones(2, 3).T"), (1, false));
        assert_eq!(answers("ones(2, 1) + ones(3)"), (2, true));
        assert_eq!(answers("ones(2, 3) @ ones(3, 2)"), (0, true));
    }
}
