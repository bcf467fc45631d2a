//! The end of the search: the one look at the test rows, with ROC curve and threshold, and what the winner looks at.

use std::sync::Arc;

use leptos::prelude::*;

use super::{percent, use_picture};
use crate::app::components::confusion::ConfusionMatrix;
use crate::app::components::plane_view::{Bounds, Dash, Layer, PlaneView};
use crate::app::language::{Language, say, word};
use crate::app::state::Picture;
use crate::lessons::Text;

const TITLE: Text = Text { en: "One look at the test rows", zh: "测试行，只看一次" };
const WAITS: Text = Text {
    en: "The test rows are still put away. They are looked at when the search has ended.",
    zh: "测试行还放在一边，搜索结束时才看。",
};
const ROC: Text = Text { en: "ROC curve", zh: "ROC 曲线" };
const FALSE_POSITIVES: Text = Text { en: "false positive rate", zh: "假阳性率" };
const TRUE_POSITIVES: Text = Text { en: "true positive rate", zh: "真阳性率" };
const CHANCE: Text = Text { en: "a coin", zh: "抛硬币" };
const WINNER: Text = Text { en: "the winner", zh: "优胜者" };
const HERE: Text = Text { en: "this threshold", zh: "这个阈值" };
const THRESHOLD: Text = Text { en: "Threshold", zh: "阈值" };
const CHOSEN: Text = Text { en: "as chosen on validation rows", zh: "恢复为在验证行上选出的值" };
const IMPORTANCE: Text = Text { en: "What the winner looks at", zh: "优胜者看重什么" };
const IMPORTANCE_NOTE: Text = Text {
    en: "Accuracy lost on the test rows when a column is shuffled: the mean of 20 times, ± the spread.",
    zh: "把一列打乱后在测试行上损失的准确率：20 次的平均 ± 离散程度。",
};
const IMPORTANCE_WAITS: Text = Text { en: "Known when the search has ended.", zh: "搜索结束后才知道。" };

const UNIT_SQUARE: Bounds = Bounds { x_min: 0.0, x_max: 1.0, y_min: 0.0, y_max: 1.0 };

/// What came out at one threshold: `[truth][called]`.
type Counts = [[u32; 2]; 2];

#[component]
pub fn TestLook() -> impl IntoView {
    let picture = use_picture();
    let is_over = Memo::new(move |_| picture.with(|picture| !picture.values("finish").is_empty()));
    let is_binary = Memo::new(move |_| picture.with(|picture| !picture.values("roc").is_empty()));
    let classes =
        Memo::new(move |_| picture.with(|picture| picture.words("target").iter().skip(1).cloned().collect::<Vec<_>>()));
    view! {
        <section class="block" data-testid="test-look">
            <h3>{word(TITLE)}</h3>
            <Show when=move || is_over.get() fallback=move || view! { <p class="note">{word(WAITS)}</p> }>
                <Summary />
                {move || match is_binary.get() {
                    true => view! { <Binary classes=classes.get() /> }.into_any(),
                    false => view! { <Many classes=classes.get() /> }.into_any(),
                }}
            </Show>
        </section>
    }
}

/// The figures of the look, in a sentence.
#[component]
fn Summary() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_picture();
    let words = move || {
        let picture = picture.get();
        let &[accuracy, error, majority, step] = picture.values("finish") else { return String::new() };
        let rows = picture.values("truth").len();
        let (accuracy, error, majority) = (percent(accuracy), percent(error), percent(majority));
        let text = Text {
            en: "Looked at once, after step {step}: {rows} rows, {accuracy} right, give or take {error}. Always saying the most frequent class: {majority}.",
            zh: "第 {step} 步之后看了一次：{rows} 行，答对 {accuracy}，误差约 {error}。如果总是回答最常见的类别：{majority}。",
        };
        say(language.locale.get(), text)
            .replace("{step}", &(step - 1.0).to_string())
            .replace("{rows}", &rows.to_string())
            .replace("{accuracy}", &accuracy)
            .replace("{error}", &error)
            .replace("{majority}", &majority)
    };
    view! { <p data-testid="test-summary">{words}</p> }
}

/// Two classes: a threshold to move, and what it costs.
#[component]
fn Binary(classes: Vec<String>) -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_picture();
    let chosen =
        Memo::new(move |_| picture.with(|picture| picture.values("threshold").first().copied().unwrap_or(0.5)));
    let threshold = RwSignal::new(chosen.get_untracked());
    Effect::new(move || threshold.set(chosen.get()));
    let counts = Memo::new(move |_| picture.with(|picture| counts_at(picture, threshold.get())));
    let say = move |text| say(language.locale.get(), text).to_owned();
    let layers = move || {
        let picture = picture.get();
        let line = |points: Arc<[f32]>, colour, dash, label| Layer::Line { points, colour, width_px: 2.0, dash, label };
        let [[negatives, false_positives], [misses, hits]] = counts.get();
        let rate = |part: u32, rest: u32| part as f32 / (part + rest).max(1) as f32;
        let here = [rate(false_positives, negatives), rate(hits, misses)];
        vec![
            line([0.0, 0.0, 1.0, 1.0].into(), 3, Dash::Dotted, say(CHANCE)),
            line(picture.shared("roc"), 0, Dash::Solid, say(WINNER)),
            Layer::Points {
                positions: here.into(),
                classes: [].into(),
                radius_px: 5.0,
                hollow: false,
                label: say(HERE),
            },
        ]
    };
    let class_names = classes.clone();
    let figures = move || {
        let text = Text {
            en: "Right {right}; precision {precision}, recall {recall}, F1 {f1} for {class}.",
            zh: "答对 {right}；对“{class}”：精确率 {precision}，召回率 {recall}，F1 {f1}。",
        };
        let [[negatives, false_positives], [misses, hits]] = counts.get();
        let share = |part: u32, whole: u32| if whole == 0 { f32::NAN } else { part as f32 / whole as f32 };
        say(text)
            .replace("{right}", &percent(share(negatives + hits, negatives + hits + misses + false_positives)))
            .replace("{precision}", &percent(share(hits, hits + false_positives)))
            .replace("{recall}", &percent(share(hits, hits + misses)))
            .replace("{f1}", &percent(share(2 * hits, 2 * hits + misses + false_positives)))
            .replace("{class}", class_names.get(1).map_or("1", String::as_str))
    };
    let slide = move |event| {
        if let Ok(value) = event_target_value(&event).parse() {
            threshold.set(value);
        }
    };
    view! {
        <PlaneView
            name="roc"
            title=word(ROC)
            x_label=word(FALSE_POSITIVES)
            y_label=word(TRUE_POSITIVES)
            bounds=UNIT_SQUARE
            layers=Signal::derive(layers)
        />
        <p class="threshold">
            <label>
                {word(THRESHOLD)} " "
                <input
                    type="range"
                    min="0"
                    max="1"
                    step="0.01"
                    data-testid="threshold"
                    prop:value=move || threshold.get().to_string()
                    on:input=slide
                />
            </label>
            " " {move || format!("{:.2}", threshold.get())} " "
            <button type="button" class="button button-quiet" on:click=move |_| threshold.set(chosen.get_untracked())>
                {word(CHOSEN)}
            </button>
        </p>
        <p aria-live="polite" data-testid="threshold-figures">{figures}</p>
        <ConfusionMatrix counts=Signal::derive(move || counts.get().as_flattened().to_vec()) classes />
    }
}

/// More than two classes.
#[component]
fn Many(classes: Vec<String>) -> impl IntoView {
    let picture = use_picture();
    let counts =
        move || picture.with(|picture| picture.values("confusion").iter().map(|&count| count as u32).collect());
    view! { <ConfusionMatrix counts=Signal::derive(counts) classes /> }
}

#[component]
pub fn Importance() -> impl IntoView {
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
                    <span class="share-percent">{format!("{:.1} ± {:.1} %", 100.0 * loss, 100.0 * spread)}</span>
                </li>
            }
        };
        losses.into_iter().map(row).collect_view()
    };
    let is_known = Memo::new(move |_| picture.with(|picture| !picture.values("importance").is_empty()));
    view! {
        <section class="block" data-testid="importance">
            <h3>{word(IMPORTANCE)}</h3>
            <p class="note">{move || if is_known.get() { word(IMPORTANCE_NOTE) } else { word(IMPORTANCE_WAITS) }}</p>
            <ul class="share-bars importance">{rows}</ul>
        </section>
    }
}

fn counts_at(picture: &Picture, threshold: f32) -> Counts {
    let mut counts = Counts::default();
    for (truth, score) in picture.values("truth").iter().zip(picture.values("scores")) {
        counts[usize::from(*truth > 0.5)][usize::from(*score >= threshold)] += 1;
    }
    counts
}
