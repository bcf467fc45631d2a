//! The smallest working lesson, to copy: a line learns y = 2 x. Not in the registry; see "Adding a lesson" in CONTRIBUTING.

#[cfg(feature = "labs")]
mod experiment;
#[cfg(feature = "ui")]
mod view;

#[cfg(all(test, feature = "labs"))]
mod tests;

use super::common;
use super::settings::Setting;
use super::{Manifest, Text};

pub const MANIFEST: Manifest = Manifest {
    id: "template",
    chapter: Text { en: "Templates", zh: "模板" },
    title: Text { en: "A line that learns", zh: "会学习的直线" },
    summary: Text {
        en: "Two numbers find out, step by step, that y is twice x.",
        zh: "两个数一步一步地发现：y 是 x 的两倍。",
    },
    #[cfg(feature = "reading")]
    html: Text {
        en: include_str!(concat!(env!("OUT_DIR"), "/lessons/_template.en.html")),
        zh: include_str!(concat!(env!("OUT_DIR"), "/lessons/_template.zh.html")),
    },
    settings: SETTINGS,
    #[cfg(feature = "reading")]
    sources: &[("experiment.rs", include_str!("experiment.rs")), ("program.py", include_str!("program.py"))],
    classes: &[],
    program: super::Program::Lab(
        #[cfg(feature = "labs")]
        experiment::new,
    ),
    #[cfg(feature = "ui")]
    figure: crate::app::figure::figure!(templates, view::figure),
};

const SETTINGS: &[Setting] =
    &[common::seed(), common::epochs(1_000, 60), common::learning_rate(0.1), common::pace(10.0)];
