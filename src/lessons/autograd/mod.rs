//! Lesson `autograd`: an expression of the reader's as a computation graph, run forward and backward node by node.

pub mod graph;
pub mod layout;
pub mod numbers;
pub mod operation;
pub mod programs;
pub mod reading;
pub mod scene;
pub mod shape;

in_engine! {
    pub mod autodiff;
    pub mod experiment;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common;
use crate::course::settings::Setting;
use crate::course::{Chapter, Manifest, Program, Text};

pub const MANIFEST: Manifest = Manifest {
    id: "autograd",
    chapter: Chapter::FirstSteps,
    title: Text { en: "Gradients flow backward", zh: "梯度反向流动" },
    summary: Text {
        en: "Write an expression, see its computation graph, and watch the values flow forward and the gradients come back.",
        zh: "写一个表达式，看它变成计算图，看数值向前、梯度向后流动。",
    },
    minutes: 15,
    settings: SETTINGS,
    lead: &[],
    sources: &["autodiff.rs", "program.py", "experiment.rs", "../notation/parser.rs"],
    classes: &[],
    program: Program::Lab,
};

/// Longer programs are refused.
pub const MOST_CHARS: usize = 600;

const SETTINGS: &[Setting] = &[
    Setting::text("expr", programs::SQUARES, MOST_CHARS).label("Program", "程序").help(
        "Names, numbers, lists and functions; one statement per line, or several separated by semicolons.",
        "由名字、数、列表和函数组成；每行一条语句，或用分号隔开。",
    ),
    common::seed().help(
        "Fixes the numbers that randn draws: the same seed gives the same run.",
        "决定 randn 抽出的数：种子相同，结果就相同。",
    ),
    common::pace(1.5).help(
        "Nodes per second. Slow down to follow each one; at the right end, the whole program runs at once.",
        "每秒经过的节点数。调慢可以逐个跟踪；调到最右端，整个程序一下子跑完。",
    ),
];
