//! The front page's lab: a small net learns to read digits while one looks, and reads those that one draws.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_use::use_debounce_fn;

use crate::components::digit_pad::DigitPad;
use crate::components::path_diagram::PathDiagram;
use crate::figures::scatter::EmbeddingView;
use crate::i18n::*;
use crate::run_context::{RunContext, use_run_context};
use course::classes::DIGITS;
use course::settings::Settings;
use course::{Manifest, find};
use protocol::EmbedOptions;

/// The lesson whose net this is.
pub const LESSON: &str = "cnn-mnist";
/// Small enough to be there at once, and to be read well after some seconds. With nine hundred points nine of ten digits find
/// their own class nearest, with five hundred fewer.
const SETTINGS: [(&str, &str); 7] = [
    ("limit", "6000"),
    ("epochs", "4"),
    ("eval", "30"),
    ("points", "900"),
    ("backend", "cpu"),
    ("batch", "50"),
    ("workers", "1"),
];

/// How long the hand rests before the layers are looked into.
const REST_MILLIS: f64 = 100.0;
const SIDE_PX: usize = 28;

/// Starts it, whether or not its picture is there yet.
pub fn begin(context: RunContext) {
    if let Some(lesson) = lesson(context) {
        let (settings, _) = Settings::from_pairs(lesson.settings, SETTINGS);
        context.show(lesson, settings);
    }
}

fn lesson(context: RunContext) -> Option<&'static Manifest> {
    find(context.course, LESSON)
}

/// The picture.
pub fn lab() -> AnyView {
    let context = use_run_context();
    let digit = RwSignal::new(None::<Arc<[f32]>>);
    let look_inside = use_debounce_fn(move || context.inspect(), REST_MILLIS);
    let on_digit = Callback::new(move |drawn| digit.set(drawn));
    // Until the reader draws, one of the test images shows what the net does.
    let example = context.part(|view| {
        let ink = view.examples.images.get(..SIDE_PX * SIDE_PX)?;
        Some(ink.iter().map(|&ink| f32::from(ink) / 255.0).collect::<Arc<[f32]>>())
    });
    let shown = Memo::new(move |_| digit.get().or_else(|| example.get()));
    Effect::new(move || {
        context.draw(shown.get());
        look_inside();
    });
    let prediction = context.part(|view| view.prediction.clone());
    let options = EmbedOptions::default();
    view! {
        <div class="home-lab">
            <div class="home-draw">
                <DigitPad on_digit prediction classes=&DIGITS testids=("home-pad", "home-prediction") />
            </div>
            <PathDiagram classes=&DIGITS />
            <EmbeddingView
                frame=context.embedding
                labels=context.part(|view| view.examples.labels.clone())
                images=context.part(|view| view.examples.images.clone())
                classes=&DIGITS
                paused=RwSignal::new(false)
                perplexity=RwSignal::new(options.perplexity)
                learning_rate=RwSignal::new(options.learning_rate)
                testid="home-embedding"
            />
        </div>
    }
    .into_any()
}

/// Where the net stands, in one line.
#[component]
pub fn Standing() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let step = context.part(|view| view.progress.step);
    let accuracy = context.part(|view| view.metric("test-accuracy"));
    view! {
        <p class="home-standing" role="status" aria-live="off">
            {t!(i18n, home.step)} " " <b data-testid="home-step-count">{step}</b>
            {move || {
                let percent = format!("{:.1}", 100.0 * accuracy.get()?);
                Some(t_string!(i18n, home.accuracy, percent).to_string())
            }}
        </p>
    }
}
