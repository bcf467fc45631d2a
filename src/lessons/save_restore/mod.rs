//! Lesson `save-restore`: a net is saved in the middle of training, restored whole and by its parameters alone, trained on.

#[cfg(feature = "labs")]
pub mod experiment;
pub mod header;
#[cfg(feature = "labs")]
pub mod saving;
#[cfg(feature = "ui")]
mod view;

#[cfg(all(test, feature = "labs"))]
mod tests;

use super::common;
use super::settings::{Domain, Setting};
use super::{Manifest, Text};

pub const MANIFEST: Manifest = Manifest {
    id: "save-restore",
    chapter: Text { en: "First nets", zh: "最初的网络" },
    title: Text { en: "A net in a file", zh: "装进文件的网络" },
    summary: Text {
        en: "Save a net while it learns, bring it back in two ways, and see which of them goes on as if nothing had happened.",
        zh: "在学习途中保存网络，用两种方式恢复，看看哪一种能像什么都没发生过一样继续学下去。",
    },
    #[cfg(feature = "reading")]
    html: Text {
        en: include_str!(concat!(env!("OUT_DIR"), "/lessons/save_restore.en.html")),
        zh: include_str!(concat!(env!("OUT_DIR"), "/lessons/save_restore.zh.html")),
    },
    settings: SETTINGS,
    #[cfg(feature = "reading")]
    sources: &[
        ("saving.rs", include_str!("saving.rs")),
        ("experiment.rs", include_str!("experiment.rs")),
        ("program.py", include_str!("program.py")),
    ],
    classes: &[],
    program: super::Program::Lab(
        #[cfg(feature = "labs")]
        experiment::new,
    ),
    #[cfg(feature = "ui")]
    figure: crate::app::figure::figure!(first_nets, view::figure),
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::epochs(5_000, 300),
    Setting {
        key: "save",
        label: Text { en: "Save after", zh: "何时保存" },
        help: Text {
            en: "After so many steps the net is written to a file, and two nets are restored from it.",
            zh: "走完这么多步后把网络写入文件，再由文件恢复出两个网络。",
        },
        unit: "steps",
        domain: Domain::Integer { min: 1, max: 5_000, default: 100 },
        live: false,
    },
    common::optimizer(&["adam", "momentum", "sgd"]),
    common::learning_rate(0.02),
    common::pace(60.0),
];
