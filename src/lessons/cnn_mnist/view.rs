//! The lesson's live figure: curves, embedding, digit pad, what the net gets wrong, and experiments to try.

use leptos::prelude::*;
use leptos_use::use_debounce_fn;

use super::MANIFEST;
use crate::app::components::activations::Activations;
use crate::app::components::confusion::ConfusionMatrix;
use crate::app::components::digit_pad::DigitPad;
use crate::app::components::embedding_view::EmbeddingView;
use crate::app::components::first_ten::FirstTen;
use crate::app::components::learning_charts::LearningCharts;
use crate::app::components::metrics::Metrics;
use crate::app::components::mistakes::Mistakes;
use crate::app::components::presets::{Preset, Presets};
use crate::app::desk::use_desk;
use crate::app::i18n::*;
use crate::app::language::Language;
use crate::lessons::Text;
use crate::protocol::EmbedOptions;

/// Names in class order.
type Classes = &'static [&'static str];

/// How long the hand rests before the layers are looked into.
const REST_MILLIS: f64 = 150.0;

const FASHION_EN: Classes =
    &["T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"];
const FASHION_ZH: Classes = &["T恤", "裤子", "套衫", "连衣裙", "外套", "凉鞋", "衬衫", "运动鞋", "包", "短靴"];

const PRESETS: &[Preset] = &[
    Preset {
        text: Text {
            en: "Take steps ten times as large. Is the net done sooner?",
            zh: "步子迈大十倍。网络会更快学好吗？",
        },
        settings: &[("lr", "0.01")],
    },
    Preset {
        text: Text {
            en: "Plain SGD in place of Adam, at the same learning rate: watch the loss crawl.",
            zh: "用普通 SGD 代替 Adam，学习率不变：看损失下降得多慢。",
        },
        settings: &[("optimizer", "sgd")],
    },
    Preset {
        text: Text {
            en: "Only 500 images, ten epochs: training accuracy reaches 100 %. And test accuracy?",
            zh: "只用 500 张图片训练十轮：训练准确率达到 100 %。测试准确率呢？",
        },
        settings: &[("limit", "500"), ("epochs", "10"), ("eval", "10")],
    },
    Preset {
        text: Text {
            en: "Batches of 500: smoother curves, fewer steps. What is gained?",
            zh: "每批 500 张：曲线更平滑，步数更少。得到了什么？",
        },
        settings: &[("batch", "500"), ("eval", "10")],
    },
    Preset {
        text: Text { en: "The same net on pictures of clothes.", zh: "同一个网络，换成衣物图片。" },
        settings: &[("data", "fashion")],
    },
];

/// The figure.
pub fn figure() -> AnyView {
    let language: Language = expect_context();
    let is_fashion = use_desk().part(|view| view.settings.choice("data") == "fashion");
    // Parts that name classes are built anew when the names change: with the data set, or the language.
    let classes = Memo::new(move |_| match (is_fashion.get(), language.locale.get()) {
        (false, Locale::en | Locale::zh) => MANIFEST.classes,
        (true, Locale::en) => FASHION_EN,
        (true, Locale::zh) => FASHION_ZH,
    });
    view! {
        <Metrics />
        <LearningCharts />
        {move || view! { <Embedding classes=classes.get() /> }}
        {move || view! { <Pad classes=classes.get() /> }}
        {move || view! { <Errors classes=classes.get() /> }}
        <Presets presets=PRESETS />
    }
    .into_any()
}

#[component]
fn Embedding(classes: Classes) -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_desk());
    let options = EmbedOptions::default();
    let paused = RwSignal::new(false);
    let (perplexity, learning_rate) = (RwSignal::new(options.perplexity), RwSignal::new(options.learning_rate));
    Effect::new(move || desk.tune_embedding(perplexity.get(), learning_rate.get()));
    Effect::new(move || desk.pause_embedding(paused.get()));
    let labels = desk.part(|view| view.examples.labels.clone());
    let images = desk.part(|view| view.examples.images.clone());
    view! {
        <section class="block">
            <h3>{t!(i18n, figure.embedding)}</h3>
            <EmbeddingView frame=desk.embedding labels images classes paused perplexity learning_rate />
        </section>
    }
}

#[component]
fn Pad(classes: Classes) -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_desk());
    let look_inside = use_debounce_fn(move || desk.inspect(), REST_MILLIS);
    let on_digit = Callback::new(move |digit| {
        desk.draw(digit);
        look_inside();
    });
    let grids = desk.part(|view| view.activations.clone());
    view! {
        <section class="block">
            <h3>{t!(i18n, figure.pad)}</h3>
            <DigitPad on_digit prediction=desk.part(|view| view.prediction.clone()) classes />
            <Activations grids=Signal::derive(move || grids.get().to_vec()) />
        </section>
    }
}

#[component]
fn Errors(classes: Classes) -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_desk());
    let evaluation = desk.part(|view| view.evaluation.clone());
    let mistakes = desk.part(|view| view.mistakes.clone());
    let counts = move || evaluation.get().map(|evaluation| evaluation.confusion.clone()).unwrap_or_default();
    let when = move || match evaluation.get() {
        Some(evaluation) => {
            let (examples, step) = (evaluation.examples, evaluation.step);
            t_string!(i18n, figure.confusion_when, examples, step)
        }
        None => t_string!(i18n, figure.not_tried).to_owned(),
    };
    view! {
        <section class="block">
            <FirstTen classes />
        </section>
        <section class="block">
            <h3>{t!(i18n, figure.confusion)}</h3>
            <p class="note">{when}</p>
            <ConfusionMatrix counts=Signal::derive(counts) classes />
        </section>
        <section class="block">
            <h3>{t!(i18n, figure.mistakes)}</h3>
            <Mistakes
                mistakes=Signal::derive(move || mistakes.get().list.to_vec())
                images=Signal::derive(move || mistakes.get().images)
                classes
            />
        </section>
    }
}
