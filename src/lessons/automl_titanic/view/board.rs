//! The leaderboard: candidates with their folds' scores, mean and spread, while the search goes on.

use leptos::prelude::*;

use super::{score, use_is_number, use_picture};
use crate::app::kit::*;

const TITLE: Text = Text { en: "Leaderboard", zh: "排行榜" };
const NOTE: Text = Text {
    en: "Accuracy on rows that the model has not seen: mean over the folds, ± their spread, and a mark for each fold.",
    zh: "在模型没见过的行上的准确率：各折平均 ± 离散程度，每折一个标记。",
};
const NOTE_NUMBERS: Text = Text {
    en: "R² on rows that the model has not seen: 1 is perfect, 0 is no better than always saying the mean. Mean over the folds, ± their spread, and a mark for each fold.",
    zh: "在模型没见过的行上的 R²：1 是完美，0 不比总是回答平均值更好。各折平均 ± 离散程度，每折一个标记。",
};
const EMPTY: Text = Text { en: "Press Run to begin the search.", zh: "按“运行”开始搜索。" };
const STOPPED: Text = Text {
    en: "The time budget is used up: the search ended early.",
    zh: "时间预算已用完：搜索提前结束。",
};
const PLACE: Text = Text { en: "#", zh: "#" };
const FAMILY: Text = Text { en: "Family", zh: "家族" };
const MEAN: Text = Text { en: "Mean", zh: "平均" };
const FAILED: Text = Text { en: "could not be trained", zh: "无法训练" };
const FOLDS: Text = Text { en: "Folds", zh: "各折" };

const FAMILIES: [(&str, Text); 6] = [
    ("ridge", Text { en: "Ridge regression", zh: "岭回归" }),
    ("logistic", Text { en: "Logistic regression", zh: "逻辑回归" }),
    ("neighbours", Text { en: "Nearest neighbours", zh: "最近邻" }),
    ("forest", Text { en: "Random forest", zh: "随机森林" }),
    ("boosting", Text { en: "Boosted trees", zh: "提升树" }),
    ("perceptron", Text { en: "Perceptron", zh: "感知机" }),
];

/// Accuracies from here to 1 fill the width of the marks, R2 from 0.
const LEAST: f32 = 0.5;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    family: String,
    recipe: String,
    mean: f32,
    spread: f32,
    folds: Vec<f32>,
    failure: String,
}

#[component]
pub fn Board() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_picture();
    let rows = Memo::new(move |_| {
        picture.with(|picture| {
            let width = picture.shape("board").last().copied().unwrap_or(1);
            let text = |name: &str, row: usize| picture.words(name).get(row).cloned().unwrap_or_default();
            let row = |(row, numbers): (usize, &[f32])| Row {
                family: text("families", row),
                recipe: text("recipes", row),
                mean: numbers[0],
                spread: numbers[1],
                folds: numbers[2..].to_vec(),
                failure: text("failures", row),
            };
            picture.values("board").chunks_exact(width.max(2)).enumerate().map(row).collect::<Vec<_>>()
        })
    });
    let is_number = use_is_number();
    let has_stopped = move || picture.with(|picture| picture.values("stopped-at").iter().any(|step| step.is_finite()));
    let say = move |text| say(language.locale.get(), text);
    view! {
        <section data-testid="leaderboard">
            <h3>{word(TITLE)}</h3>
            <p class="note">{move || say(if is_number.get() { NOTE_NUMBERS } else { NOTE })}</p>
            <Show when=move || rows.with(Vec::is_empty)>
                <p class="note">{word(EMPTY)}</p>
            </Show>
            <Show when=has_stopped>
                <p class="note" role="status">{word(STOPPED)}</p>
            </Show>
            <LabTable headings=&[PLACE, FAMILY, MEAN, FOLDS]>
                {move || {
                    let name = |family: &str| {
                        let known = FAMILIES.iter().find(|(id, _)| *id == family);
                        known.map_or(family.to_owned(), |(_, text)| say(*text).to_owned())
                    };
                    let is_number = is_number.get();
                    let row = |(place, row): (usize, Row)| {
                        let name = name(&row.family);
                        view! { <Line place row name is_number /> }
                    };
                    rows.get().into_iter().enumerate().map(row).collect_view()
                }}
            </LabTable>
        </section>
    }
}

#[component]
fn Line(place: usize, row: Row, name: String, is_number: bool) -> impl IntoView {
    let least = if is_number { 0.0 } else { LEAST };
    let mark = |&value: &f32| {
        let (at, title) = (100.0 * ((value - least) / (1.0 - least)).clamp(0.0, 1.0), score(value, is_number));
        value.is_finite().then(|| view! { <span class="board-mark" style:left=format!("{at:.1}%") title=title></span> })
    };
    let spread = if is_number { format!("± {:.3}", row.spread) } else { format!("± {:.1}", 100.0 * row.spread) };
    let is_done = row.folds.iter().all(|score| score.is_finite());
    view! {
        <tr class:board-open=!is_done data-family=row.family>
            <td>{place + 1}</td>
            <th scope="row">{name} " " <code class="board-recipe">{row.recipe}</code></th>
            <td class="board-mean">
                {score(row.mean, is_number)} " " <span class="board-recipe">{spread}</span>
            </td>
            <td>
                <span class="board-track">{row.folds.iter().map(mark).collect_view()}</span>
                {(!row.failure.is_empty()).then(|| word(FAILED))}
            </td>
        </tr>
    }
}
