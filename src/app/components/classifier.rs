//! What the lessons on images have alike: the names of the classes, a digit pad, and what the net gets wrong.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_use::use_debounce_fn;

use super::activations::Activations;
use super::digit_pad::DigitPad;
use super::first_ten::FirstTen;
use super::learning_charts::LearningCharts;
use super::mistakes::Mistakes;
use super::presets::{Preset, Presets};
use super::share_bars::ShareBars;
use crate::figures::confusion::ConfusionMatrix;
use crate::i18n::*;
use crate::language::Language;
use crate::run_context::use_run_context;
use crate::scene::Scene;
use course::Manifest;
use course::classes::{CLOTHES, CLOTHES_ZH, DIGITS, PHOTOS, PHOTOS_ZH};
use data::dataset::ImageShape;
use data::own::{Content, OwnFile};
use plot::images::Shape;

/// Names in class order.
pub type Classes = &'static [&'static str];

/// How long the hand rests before the layers are looked into.
const REST_MILLIS: f64 = 150.0;

/// The classes of the run's data in the page's language. Parts that name them are built anew when they change.
fn use_classes() -> Memo<Classes> {
    let language: Language = expect_context();
    let is_fashion = use_run_context().part(|view| view.settings.choice("data") == "fashion");
    let are_photos = use_image_shape().channels == 3;
    // Classes of the reader's own have numbers; batches of CIFAR-10 have CIFAR-10's.
    let is_batch = |file: &OwnFile| matches!(file.content, Content::Batch { .. });
    let is_numbered = use_run_context()
        .part(move |view| view.settings.choice("data") == "own" && !view.own_files.iter().any(is_batch));
    Memo::new(move |_| match (is_fashion.get(), language.locale.get()) {
        (_, Locale::en | Locale::zh) if is_numbered.get() => &DIGITS[..],
        (_, Locale::en) if are_photos => &PHOTOS[..],
        (_, Locale::zh) if are_photos => &PHOTOS_ZH[..],
        (false, Locale::en | Locale::zh) => &DIGITS[..],
        (true, Locale::en) => &CLOTHES[..],
        (true, Locale::zh) => &CLOTHES_ZH[..],
    })
}

/// The scene of these lessons: their own pictures of the net and what it sees, one of them on the stage, then experiments
/// and curves. Pictures are built anew when the classes get other names.
pub fn scene<L: IntoView + 'static, P: IntoView + 'static>(
    presets: &'static [Preset],
    lead: impl Fn(Classes) -> L + Send + 'static,
    pictures: impl Fn(Classes) -> P + Send + 'static,
) -> Scene {
    let classes = use_classes();
    let rest = view! {
        <Presets presets=presets />
        <LearningCharts />
        {move || pictures(classes.get())}
    };
    Scene::new(move || lead(classes.get())).rest(rest)
}

/// What the images of the open lesson look like.
pub fn use_image_shape() -> Shape {
    let lesson = use_run_context().lesson.get_untracked();
    lesson.map_or(ImageShape::GRAY, Manifest::image_shape).into()
}

/// A digit of the reader's own, and what the net takes it for.
#[component]
pub fn Pad(classes: Classes) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let look_inside = use_debounce_fn(move || context.inspect(), REST_MILLIS);
    let on_digit = Callback::new(move |digit| {
        context.draw(digit);
        look_inside();
    });
    view! {
        <section class="pad">
            <h3>{t!(i18n, figure.pad)}</h3>
            <DigitPad on_digit prediction=context.part(|view| view.prediction.clone()) classes />
        </section>
    }
}

/// What the layers make of the image in hand.
#[component]
pub fn Inside() -> impl IntoView {
    let grids = use_run_context().part(|view| view.activations.clone());
    view! {
        <section class="block">
            <Activations grids=Signal::derive(move || grids.get().to_vec()) />
        </section>
    }
}

/// The first ten test images, the confusion matrix and the worst mistakes.
#[component]
pub fn Errors(classes: Classes) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let evaluation = context.part(|view| view.evaluation.clone());
    let mistakes = context.part(|view| view.mistakes.clone());
    let counts = move || evaluation.get().map(|evaluation| evaluation.confusion.clone()).unwrap_or_default();
    let names: Vec<String> = classes.iter().map(ToString::to_string).collect();
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
            <h3>{t!(i18n, figure.mistakes)}</h3>
            <Mistakes
                mistakes=Signal::derive(move || mistakes.get().list.to_vec())
                images=Signal::derive(move || mistakes.get().images)
                shape=use_image_shape()
                classes
            />
        </section>
        <section class="block">
            <h3>{t!(i18n, figure.confusion)}</h3>
            <p class="note">{when}</p>
            <ConfusionMatrix
                counts=Signal::derive(counts)
                classes=names
            />
        </section>
    }
}

/// How often each class was recognised.
#[component]
pub fn ByClass(classes: Classes) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let shares =
        context.part(|view| view.evaluation.as_ref().map(|tried| right_shares(&tried.confusion, tried.classes)));
    let hardest = move || {
        let shares = shares.get()?;
        let hardest = shares.iter().enumerate().min_by(|(_, left), (_, right)| left.total_cmp(right));
        hardest.map(|(class, _)| class)
    };
    view! {
        <section class="block">
            <h3>{t!(i18n, figure.by_class)}</h3>
            <ShareBars
                shares
                best=Signal::derive(hardest)
                classes
                label=Signal::derive(move || t_string!(i18n, figure.by_class).to_owned())
            />
        </section>
    }
}

/// The share of each class's images that were taken for what they are.
fn right_shares(confusion: &[u32], classes: usize) -> Arc<[f32]> {
    let share = |(label, row): (usize, &[u32])| row[label] as f32 / row.iter().sum::<u32>().max(1) as f32;
    confusion.chunks_exact(classes.max(1)).enumerate().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::right_shares;

    #[test]
    fn a_class_is_judged_by_its_own_images() {
        assert_eq!(*right_shares(&[3, 1, 4, 4], 2), [0.75, 0.5]);
        assert_eq!(*right_shares(&[0, 0, 0, 5], 2), [0.0, 1.0]);
        assert!(right_shares(&[], 0).is_empty());
    }
}
