//! Lesson `automl-titanic`: a search over families of models for a table, with honest validation.

in_engine! {
    mod applying;
    pub mod experiment;
    mod perceptrons;
    mod showing;
}
in_page! { pub mod view; }
in_tests! { mod tests; }

use super::common::{self, *};

pub const MANIFEST: Manifest = Manifest {
    id: "automl-titanic",
    chapter: Chapter::BeyondImages,
    title: Text { en: "Which model should you believe?", zh: "该相信哪个模型？" },
    summary: Text {
        en: "Automatic machine learning on the passengers of the Titanic, or on a table of your own: validated, not guessed.",
        zh: "用泰坦尼克号的乘客（或你自己的表格）做自动机器学习：靠验证，不靠猜测。",
    },
    minutes: 25,
    settings: SETTINGS,
    lead: &["candidates", "budget"],
    sources: &[
        "../../automl/search.rs",
        "../../automl/validation.rs",
        "../../automl/prepare.rs",
        "perceptrons.rs",
        "program.py",
    ],
    classes: &[],
    program: Program::Table,
};

const SETTINGS: &[Setting] = &[
    common::seed().help(
        "Fixes the split, the folds, the candidates and everything random in them.",
        "决定划分、折、候选模型以及其中的随机性。",
    ),
    Setting::choice("data", &["titanic", "own"]).label("Table", "表格").help(
        "1,047 passengers of the Titanic, or a CSV file of your own.",
        "泰坦尼克号的 1047 名乘客，或你自己的 CSV 文件。",
    ),
    Setting::text("target", "", 200).label("Column to predict", "要预测的列").help(
        "If empty: survived, or the last column of your own table that can be a class. \
        A column with more than twenty different numbers is predicted as a number.",
        "留空：survived，或你自己表格中最后一个可以当类别的列。有二十种以上不同数字的列按数值预测。",
    ),
    Setting::text("without", "", 2_000).label("Columns left out", "不用的列").help(
        "Columns that the models do not see, one per line: for example, what is only known after the class.",
        "模型看不到的列，每行一个：例如知道类别之后才有的列。",
    ),
    Setting::integer("candidates", 1..=20, 3).label("Candidates per family", "每个家族的候选数").help(
        "Sensible settings first, then others drawn at random. There are five families.",
        "先用合理的设置，再随机抽取其他设置。共有五个家族。",
    ),
    Setting::integer("budget", 1..=3600, 120).label("Time budget", "时间预算").unit("s").help(
        "Total computing time. After four fifths of it, the search ends with \
        the best candidate so far; the rest is for finding out what the winner looks at.",
        "总计算时间。用去五分之四后，搜索以目前最好的候选结束；其余时间用来看优胜者看重什么。",
    ),
    Setting::integer("folds", 2..=10, 5).label("Folds", "折数").help(
        "How many parts the training rows are divided into; each candidate is trained that many times.",
        "训练行分成多少份；每个候选就要训练多少次。",
    ),
    Setting::choice("test-share", &["20", "10", "30", "50"])
        .label("Test rows", "测试行")
        .unit("%")
        .help("Share of the rows that is put away until the end.", "留到最后才看的行所占的比例。"),
    common::pace(1_000.0),
];
