//! What the winner looks at: how much worse it is when a column is shuffled.

use leptos::prelude::*;

use super::{use_is_number, use_picture};
use crate::app::kit::*;

const IMPORTANCE: Text = Text { en: "What the winner looks at", zh: "优胜者看重什么" };
const IMPORTANCE_NOTE: Text = Text {
    en: "Accuracy lost on the test rows when a column is shuffled: the mean of {rounds} rounds, ± their spread.",
    zh: "把一列打乱后在测试行上损失的准确率：{rounds} 次的平均 ± 离散程度。",
};
const IMPORTANCE_NUMBERS: Text = Text {
    en: "R² lost on the test rows when a column is shuffled: the mean of {rounds} rounds, ± their spread.",
    zh: "把一列打乱后在测试行上损失的 R²：{rounds} 次的平均 ± 离散程度。",
};
const IMPORTANCE_STOPPED: Text = Text {
    en: "The time budget is used up: each column was shuffled in {rounds} rounds, not {wanted}.",
    zh: "时间预算已用完：每列只打乱了 {rounds} 次，而不是 {wanted} 次。",
};
const IMPORTANCE_WAITS: Text = Text { en: "Known when the search has ended.", zh: "搜索结束后才知道。" };

#[component]
pub fn Importance() -> impl IntoView {
    let is_number = use_is_number();
    let language: Language = expect_context();
    let picture = use_picture();
    let rows = move || {
        let picture = picture.get();
        let names = picture.words("columns");
        let mut losses: Vec<(usize, f32, f32)> = picture
            .values("importance")
            .chunks_exact(2)
            .enumerate()
            .map(|(column, numbers)| (column, numbers[0], numbers[1]))
            .collect();
        losses.sort_by(|left, right| right.1.total_cmp(&left.1));
        let largest = losses.first().map_or(1.0, |first| first.1.max(1e-6));
        let figure = |loss: f32, spread: f32| match is_number.get() {
            true => format!("{loss:.3} ± {spread:.3}"),
            false => format!("{:.1} ± {:.1}%", 100.0 * loss, 100.0 * spread),
        };
        let row = |(column, loss, spread): (usize, f32, f32)| {
            view! {
                <li>
                    <span>{names.get(column).cloned()}</span>
                    <span class="share-track">
                        <span
                            class="share-bar"
                            style:width=format!("{:.1}%", 100.0 * (loss / largest).clamp(0.0, 1.0))
                        ></span>
                    </span>
                    <span class="share-percent">{figure(loss, spread)}</span>
                </li>
            }
        };
        losses.into_iter().map(row).collect_view()
    };
    let rounds = Memo::new(move |_| picture.with(|picture| picture.values("rounds").to_vec()));
    let is_over = use_run_context().part(|view| view.state == RunState::Done);
    let note = move || match rounds.get()[..] {
        [] | [0.0, _] => say(language.locale.get(), IMPORTANCE_WAITS).to_owned(),
        [rounds, ..] => say(language.locale.get(), if is_number.get() { IMPORTANCE_NUMBERS } else { IMPORTANCE_NOTE })
            .replace("{rounds}", &rounds.to_string()),
    };
    let stopped = move || match rounds.get()[..] {
        [rounds, wanted] if rounds < wanted && is_over.get() => {
            let text = say(language.locale.get(), IMPORTANCE_STOPPED);
            text.replace("{rounds}", &rounds.to_string()).replace("{wanted}", &wanted.to_string())
        }
        _ => String::new(),
    };
    view! {
        <section class="block" data-testid="importance">
            <h3>{word(IMPORTANCE)}</h3>
            <p class="note">{note}</p>
            <p class="note" role="status">{stopped}</p>
            <ul class="share-bars importance">{rows}</ul>
        </section>
    }
}
