//! Lesson `tensors`: a bench on which the reader makes, cuts, folds and multiplies tensors, cell by cell.

pub mod formula;
mod methods;
pub mod program;
pub mod shape;
pub mod takes_part;

in_engine! { pub mod experiment; }
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common;
use crate::course::settings::Setting;
use crate::course::{Chapter, Manifest, Program, Text};

pub const MANIFEST: Manifest = Manifest {
    id: "tensors",
    chapter: Chapter::FirstSteps,
    title: Text { en: "Tensors: numbers in a box", zh: "张量：装在盒子里的数" },
    summary: Text {
        en: "Make tensors, cut them, fold them, multiply them, and see which cells go into which.",
        zh: "创建、切片、归约、相乘张量，看清每个格子由哪些格子得来。",
    },
    minutes: 15,
    settings: SETTINGS,
    lead: &[],
    sources: &["experiment.rs", "program.py"],
    classes: &[],
    program: Program::Lab,
};

/// Longer programs are refused.
pub const MOST_CHARS: usize = 400;

const SETTINGS: &[Setting] = &[
    Setting::text("expr", "a = arange(6).reshape(2, 3)\nb = arange(12).reshape(3, 4)\na @ b", MOST_CHARS)
        .label("Program", "程序")
        .help(
            "One or two lines in PyTorch's notation; the last one is the result.",
            "一两行 PyTorch 写法的程序；最后一行是结果。",
        ),
    common::seed(),
    common::pace(4.0),
    Setting::choice("backend", &["auto", "cpu", "gpu"]).label("Race on", "赛跑设备").help(
        "Where the matrix race runs besides the CPU: auto uses a \
        real GPU if there is one. The bench itself stays on the CPU.",
        "矩阵赛跑除了 CPU 还用什么：auto 表示有真正的 GPU 就用上。工作台本身一直在 CPU 上。",
    ),
];
