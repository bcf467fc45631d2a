//! Lesson `save-restore`: a net is saved in the middle of training, restored whole and by its parameters alone, trained on.

pub mod header;

in_engine! {
    pub mod experiment;
    pub mod saving;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "save-restore",
    chapter: Chapter::FirstNets,
    title: Text { en: "A net in a file", zh: "装进文件的网络" },
    summary: Text {
        en: "Save a net while it learns, bring it back in two ways, and see which of them goes on as if nothing had happened.",
        zh: "在学习途中保存网络，用两种方式恢复，看看哪一种能像什么都没发生过一样继续学下去。",
    },
    minutes: 10,
    settings: SETTINGS,
    lead: &["optimizer", "save"],
    sources: &["saving.rs", "experiment.rs", "program.py"],
    classes: &[],
    program: Program::Lab,
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    common::epochs(5_000, 300),
    Setting::integer("save", 1..=5_000, 100).label("Save after", "何时保存").unit("steps").help(
        "The step after which the net is saved and the other two are restored.",
        "走完这么多步后保存网络，并恢复出另外两个。",
    ),
    common::optimizer(&["adam", "momentum", "sgd"]),
    common::learning_rate(0.02),
    common::pace(60.0),
];
