//! Lesson `lstm-mnist`: a recurrent net reads digits row by row; an LSTM beside a plain cell.

in_engine! {
    pub mod cell;
    pub mod model;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};
use crate::course::classes::DIGITS;

pub const MANIFEST: Manifest = Manifest {
    id: "lstm-mnist",
    chapter: Chapter::NetworksThatSee,
    title: Text { en: "A net that reads row by row", zh: "逐行阅读的网络" },
    summary: Text {
        en: "An LSTM reads a digit through a slit, 28 rows from top to bottom: watch its gates, and what it remembers.",
        zh: "LSTM 透过一条缝从上到下逐行读一个数字：看它的门，看它记住了什么。",
    },
    minutes: 25,
    settings: SETTINGS,
    lead: &["cell", "hidden"],
    sources: &["cell.rs", "model.rs", "../../engine/step.rs", "program.py"],
    classes: &DIGITS,
    program: Program::Images { in_labs: true },
};

const SETTINGS: &[Setting] = &[
    common::seed(),
    Setting::choice("cell", &["lstm", "rnn"]).label("Cell", "单元").help(
        "LSTM: a memory with gates. Plain RNN: the plain recurrent net.",
        "LSTM：带门的记忆。普通 RNN：普通的循环网络。",
    ),
    Setting::integer("hidden", 1..=256, 64)
        .label("Hidden state", "隐状态")
        .help("How many numbers the net carries from row to row.", "网络从一行带到下一行的数的个数。"),
    common::data(&["mnist", "fashion", "own"]),
    common::limit(),
    common::batch(1000, 64),
    common::learning_rate(0.01),
    common::optimizer(&["adam", "sgd", "momentum"]),
    common::epochs(100, 1),
    common::evaluate_every(100),
    common::backend(),
    common::workers(0),
];
