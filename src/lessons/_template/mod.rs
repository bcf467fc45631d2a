//! The smallest working lesson, to copy: a line learns y = 2 x. Not in the registry; see "Adding a lesson" in CONTRIBUTING.

in_engine! { pub mod experiment; }
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "template",
    chapter: Chapter::FirstSteps,
    title: Text { en: "A line that learns", zh: "会学习的直线" },
    summary: Text {
        en: "Two numbers find out, step by step, that y is twice x.",
        zh: "两个数一步一步地发现：y 是 x 的两倍。",
    },
    minutes: 10,
    settings: SETTINGS,
    lead: &["lr"],
    sources: &["experiment.rs", "program.py"],
    classes: &[],
    program: Program::Lab,
};

const SETTINGS: &[Setting] =
    &[common::seed(), common::epochs(1_000, 60), common::learning_rate(0.1), common::pace(10.0)];
