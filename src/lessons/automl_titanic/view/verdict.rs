//! The end of the search: the one look at the test rows, with ROC curve and threshold where there are two classes.

use leptos::prelude::*;

use super::numbers::Numbers;
use super::{percent, score, use_is_number, use_picture};
use crate::app::kit::*;
use crate::automl::metrics::Confusion;

const TITLE: Text = Text { en: "One look at the test rows", zh: "测试行，只看一次" };
const WAITS: Text = Text {
    en: "The test rows are still put away. They are looked at only when the search has ended.",
    zh: "测试行还放在一边，搜索结束时才看。",
};
const LOOK_CLASSES: Text = Text {
    en: "Looked at one single time, after step {step}: {rows} rows, {score} right, give or take {error}. Always saying the most frequent class: {baseline}.",
    zh: "第 {step} 步之后看了一次：{rows} 行，答对 {score}，误差约 {error}。如果总是回答最常见的类别：{baseline}。",
};
const LOOK_NUMBERS: Text = Text {
    en: "Looked at one single time, after step {step}: {rows} rows, R² {score}, give or take {error}. A prediction is off by {rmse} (root of the mean squared error), give or take {rmse_error}. Always saying the training rows' mean: {rmse_baseline}, R² {baseline}.",
    zh: "第 {step} 步之后看了一次：{rows} 行，R² 为 {score}，误差约 {error}。预测平均偏差 {rmse}（均方根误差），误差约 {rmse_error}。如果总是回答训练行的平均值：{rmse_baseline}，R² 为 {baseline}。",
};
const ROC: Text = Text { en: "ROC curve", zh: "ROC 曲线" };
const FALSE_POSITIVES: Text = Text { en: "false positive rate", zh: "假阳性率" };
const TRUE_POSITIVES: Text = Text { en: "true positive rate", zh: "真阳性率" };
const CHANCE: Text = Text { en: "a coin toss", zh: "抛硬币" };
const WINNER: Text = Text { en: "the winner", zh: "优胜者" };
const HERE: Text = Text { en: "this threshold", zh: "这个阈值" };
const THRESHOLD: Text = Text { en: "Threshold", zh: "阈值" };
const CHOSEN: Text = Text { en: "as chosen on validation rows", zh: "恢复为在验证行上选出的值" };
const UNIT_SQUARE: Bounds = Bounds { x_min: 0.0, x_max: 1.0, y_min: 0.0, y_max: 1.0 };

#[component]
pub fn TestLook() -> impl IntoView {
    let picture = use_picture();
    let is_over = Memo::new(move |_| picture.with(|picture| !picture.values("finish").is_empty()));
    let is_number = use_is_number();
    let is_binary = Memo::new(move |_| picture.with(|picture| !picture.values("roc").is_empty()));
    let classes =
        Memo::new(move |_| picture.with(|picture| picture.words("target").iter().skip(1).cloned().collect::<Vec<_>>()));
    view! {
        <section class="block" data-testid="test-look">
            <h3>{word(TITLE)}</h3>
            <Show when=move || is_over.get() fallback=move || view! { <p class="note">{word(WAITS)}</p> }>
                <Summary />
                {move || match (is_number.get(), is_binary.get()) {
                    (true, _) => view! { <Numbers /> }.into_any(),
                    (false, true) => view! { <Binary classes=classes.get() /> }.into_any(),
                    (false, false) => view! { <Many classes=classes.get() /> }.into_any(),
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
        let &[found, error, baseline, step] = picture.values("finish") else { return String::new() };
        let rmse = picture.values("rmse");
        let rows = picture.values("truth").len();
        let shown = |value: f32| score(value, !rmse.is_empty());
        let text = say(language.locale.get(), if rmse.is_empty() { LOOK_CLASSES } else { LOOK_NUMBERS });
        let with_figures = text
            .replace("{step}", &(step - 1.0).to_string())
            .replace("{rows}", &rows.to_string())
            .replace("{score}", &shown(found))
            .replace("{error}", &shown(error))
            .replace("{baseline}", &shown(baseline));
        match rmse {
            &[rmse, error, baseline] => with_figures
                .replace("{rmse}", &four_digits(rmse))
                .replace("{rmse_error}", &four_digits(error))
                .replace("{rmse_baseline}", &four_digits(baseline)),
            _ => with_figures,
        }
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
        let counts = counts.get();
        let here = [counts.recall(0).map_or(0.0, |share| 1.0 - share), counts.recall(1).unwrap_or(0.0)];
        vec![
            Layer::line([0.0, 0.0, 1.0, 1.0], (3, Dash::Dotted), 2.0, say(CHANCE)),
            Layer::line(picture.shared("roc"), (0, Dash::Solid), 2.0, say(WINNER)),
            Layer::points(here.map(|rate| rate as f32), 5.0, say(HERE)),
        ]
    };
    let class_names = classes.clone();
    let figures = move || {
        let text = Text {
            en: "Right {right}; precision {precision}, recall {recall}, F1 {f1} for {class}.",
            zh: "答对 {right}；对“{class}”：精确率 {precision}，召回率 {recall}，F1 {f1}。",
        };
        let counts = counts.get();
        let share = |share: Option<f64>| percent(share.map_or(f32::NAN, |share| share as f32));
        say(text)
            .replace("{right}", &share(Some(counts.accuracy())))
            .replace("{precision}", &share(counts.precision(1)))
            .replace("{recall}", &share(counts.recall(1)))
            .replace("{f1}", &share(counts.f1(1)))
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
        <ConfusionMatrix counts=Signal::derive(move || counts.get().counts.concat().into_iter().map(|count| count as u32).collect()) classes />
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

/// What comes out at one threshold.
fn counts_at(picture: &Picture, threshold: f32) -> Confusion {
    let truth: Vec<usize> = picture.values("truth").iter().map(|&class| usize::from(class > 0.5)).collect();
    let called: Vec<usize> = picture.values("scores").iter().map(|&score| usize::from(score >= threshold)).collect();
    Confusion::of(&truth, &called, 2)
}

/// A number with four digits that say something, more where they stand before the point.
fn four_digits(value: f32) -> String {
    let before = if value == 0.0 { 1.0 } else { value.abs().log10().floor() + 1.0 };
    format!("{value:.*}", (4.0 - before).clamp(0.0, 12.0) as usize)
}
