//! The lesson's live figure: the table, the leaderboard, the one look at the test rows, and files of the reader's own.

use leptos::prelude::*;

use crate::app::kit::*;

mod applying;
mod board;
mod columns;
mod importance;
mod notes;
mod numbers;
mod verdict;

use applying::ApplyTo;
use board::Board;
use columns::Columns;
use importance::Importance;
use verdict::TestLook;

const BEST_R2: Text = Text { en: "Best mean R² over the folds", zh: "各折平均的最好 R²" };
const TEST_R2: Text = Text { en: "Test R²", zh: "测试 R²" };
const TEST_RMSE: Text = Text { en: "Test error (RMSE)", zh: "测试误差（RMSE）" };
const BEST: Text = Text { en: "Best mean over the folds", zh: "各折平均的最好成绩" };
const TEST: Text = Text { en: "Test accuracy", zh: "测试准确率" };
const AREA: Text = Text { en: "Area under the ROC curve", zh: "ROC 曲线下的面积" };

const PRESETS: &[Preset] = &[
    preset(
        "Another split, and nothing else: how far do all scores move?",
        "只换一种划分：所有成绩会移动多少？",
        &[("seed", "2")],
    ),
    preset(
        "Ten candidates per family: does the test score follow the best score?",
        "每个家族十个候选：测试成绩会跟着最好成绩一起提高吗？",
        &[("candidates", "10"), ("budget", "600")],
    ),
    preset("Five seconds in all.", "总共只有五秒。", &[("budget", "5")]),
    preset(
        "Predict the cabin class instead: three answers, not two.",
        "改为预测舱位等级：三种答案，而不是两种。",
        &[("target", "pclass")],
    ),
    preset(
        "Predict the fare: a number, not a class.",
        "预测票价（fare）：一个数值，而不是类别。",
        &[("target", "fare")],
    ),
];

const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "Is the test score within one standard error of the best mean over the folds?",
            zh: "测试成绩与各折平均的最好成绩之差，在一个标准误差之内吗？",
        },
        options: &[Text { en: "Yes.", zh: "是。" }, Text { en: "No.", zh: "不是。" }],
        decide: is_within_error,
    },
    Question {
        text: Text { en: "Which column matters most?", zh: "哪一列最重要？" },
        options: &[
            Text { en: "Sex.", zh: "性别（sex）。" },
            Text { en: "The title, which reveals the sex.", zh: "称谓（title），它透露了性别。" },
            Text { en: "Another one.", zh: "别的列。" },
        ],
        decide: most_important,
    },
];

/// What the lesson shows.
pub fn scene() -> Scene {
    let is_number = use_is_number();
    let numbers = view! {
        <dl class="metrics">
            {move || match is_number.get() {
                false => view! {
                    <Metric name="best-accuracy" label=word(BEST) />
                    <Metric name="test-accuracy" label=word(TEST) />
                    <Metric name="roc-area" label=word(AREA) />
                }
                .into_any(),
                true => view! {
                    <Metric name="best-r2" label=word(BEST_R2) />
                    <Metric name="test-r2" label=word(TEST_R2) />
                    <Metric name="test-rmse" label=word(TEST_RMSE) />
                }
                .into_any(),
            }}
        </dl>
    };
    let rest = view! {
        <TestLook />
        <Importance />
        <ApplyTo />
        <Columns />
        <Presets presets=PRESETS />
    };
    Scene::new(view! { <Board /> }).numbers(numbers).questions(QUESTIONS).rest(rest)
}

fn is_within_error(view: &RunView) -> Option<usize> {
    let finish = view.picture.values("finish");
    let (test, error) = (f64::from(*finish.first()?), f64::from(*finish.get(1)?));
    let best = view.metric("best-accuracy").or_else(|| view.metric("best-r2"))?;
    Some(usize::from((test - best).abs() > error))
}

fn most_important(view: &RunView) -> Option<usize> {
    if view.state != RunState::Done {
        return None;
    }
    let losses = view.picture.values("importance").chunks_exact(2).map(|column| column[0]);
    let (column, _) = losses.enumerate().max_by(|left, right| left.1.total_cmp(&right.1))?;
    Some(match view.picture.words("columns").get(column)?.as_str() {
        "sex" => 0,
        "title" => 1,
        _ => 2,
    })
}

/// The run's picture, whenever it changes.
fn use_picture() -> Memo<std::sync::Arc<crate::app::run_view::Picture>> {
    use_run_context().part(|view| view.picture.clone())
}

/// Whether the target is a number: in a table that is read it has no classes.
fn use_is_number() -> Memo<bool> {
    let picture = use_picture();
    Memo::new(move |_| {
        picture.with(|picture| picture.words("target").len() == 1 && !picture.values("split").is_empty())
    })
}

/// A score as it is read: accuracy in percent, R2 as a number.
fn score(value: f32, is_number: bool) -> String {
    if is_number && value.is_finite() { format!("{value:.3}") } else { percent(value) }
}

/// A share in percent, with one decimal.
fn percent(share: f32) -> String {
    if share.is_finite() { format!("{:.1}%", 100.0 * share) } else { "–".to_owned() }
}
