//! The lesson's live figure: the clusters in space with their predictions and borders, a slice through them, and questions.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::kit::*;

pub mod parts;
mod words;

use parts::{Height, NEAR_SLICE, bytes, class_names, frame_of, height_of, slice_layers, slice_of, square_of};
use words::*;

/// A loss this many times that of guessing means that steps overshoot.
const OVERSHOOT: f64 = 1.5;

/// The points that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Test,
    Train,
    All,
}

/// Each with its name in the document.
const PARTS: [(Part, &str, Text); 3] =
    [(Part::Test, "test", TEST_POINTS), (Part::Train, "train", TRAIN_POINTS), (Part::All, "all", ALL_POINTS)];

/// What the lesson shows.
pub fn scene() -> Scene {
    let part = RwSignal::new(Part::Test);
    let rest = view! {
        <Overshoot />
        <Plane part />
        <LearningCharts />
        <Presets presets=PRESETS />
    };
    Scene::new(view! { <Space part /> }).questions(QUESTIONS).rest(rest)
}

/// Says so when the learning rate is too large for these inputs: softmax regression does not blow up, it staggers.
#[component]
fn Overshoot() -> impl IntoView {
    let language: Language = expect_context();
    let overshoots = use_run_context().part(overshoots);
    view! {
        <p class="note" role="status" data-testid="overshoot">
            {move || overshoots.get().then(|| say(language.locale.get(), OVERSHOOTS))}
        </p>
    }
}

/// True when the recent training loss is far above that of a guess at random, ln 10.
fn overshoots(view: &RunView) -> bool {
    let recent = view.curves.get("train-loss").and_then(|series| series.last());
    recent.is_some_and(|point| point.running_mean > OVERSHOOT * 10f64.ln())
}

/// The points of a part, as they are in the newest picture.
fn use_points(part: RwSignal<Part>) -> Memo<Arc<[f32]>> {
    use_run_context().part(move |view| {
        let (from, to) = range_of(&view.picture, part.get());
        Arc::<[f32]>::from(view.picture.values("points").get(3 * from..3 * to).unwrap_or_default())
    })
}

/// An array with a number for each point.
fn use_bytes(name: &'static str, part: RwSignal<Part>) -> Memo<Arc<[u8]>> {
    use_run_context().part(move |view| {
        let (from, to) = range_of(&view.picture, part.get());
        bytes(view.picture.values(name).get(from..to).unwrap_or_default())
    })
}

/// The points in space, with what the net takes them for.
#[component]
fn Space(part: RwSignal<Part>) -> impl IntoView {
    let (has_slice, has_borders) = (RwSignal::new(true), RwSignal::new(false));
    let picture = use_run_context().part(|view| view.picture.clone());
    let (positions, classes) = (use_points(part), use_bytes("classes", part));
    let meshes = Signal::derive(move || {
        let ends = || Arc::from(picture.get().values("borders"));
        if has_borders.get() { vec![Mesh { ends: ends(), class: None }] } else { Vec::new() }
    });
    let slice = Signal::derive(move || slice_of(&picture.get(), "slice").filter(|_| has_slice.get()));
    let options = PARTS.map(|(part, name, text)| (part, name.to_owned(), word(text))).to_vec();
    view! {
        <section class="lead">
            <Scatter3dView
                name="clusters"
                title=word(SPACE)
                positions
                classes
                predicted=use_bytes("predicted", part)
                class_names=class_names(10, CLUSTER)
                frame=Signal::derive(move || frame_of(&picture.get()))
                meshes
                slice
            />
            <div class="space-controls">
                <label>
                    {word(POINTS)} " "
                    <Choice testid="clusters-part" options chosen=part choose=move |chosen| part.set(chosen) />
                </label>
                <Tick testid="clusters-slice" label=word(SHOW_SLICE) value=has_slice />
                <Tick testid="clusters-borders" label=word(SHOW_BORDERS) value=has_borders />
            </div>
        </section>
    }
}

/// A slice through space: regions, and the points near it.
#[component]
fn Plane(part: RwSignal<Part>) -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_run_context().part(|view| view.picture.clone());
    let (positions, classes) = (use_points(part), use_bytes("classes", part));
    let layers = Signal::derive(move || {
        let label = say(language.locale.get(), NEAR_SLICE);
        slice_layers(&picture.get(), "slice", &positions.get(), &classes.get(), label)
    });
    let title = Signal::derive(move || say(language.locale.get(), SLICE).replace("{z}", &height_of(&picture.get())));
    view! {
        <section class="block">
            <PlaneView
                name="slice"
                title
                x_label="x"
                y_label="y"
                bounds=Signal::derive(move || square_of(&picture.get()))
                layers
            />
            <Height />
        </section>
    }
}

/// First and last place of a part, among training points and then test points.
fn range_of(picture: &Picture, part: Part) -> (usize, usize) {
    let total = picture.values("classes").len();
    let train = picture.values("train").first().map_or(0, |&count| count as usize).min(total);
    match part {
        Part::Test => (train, total),
        Part::Train => (0, train),
        Part::All => (0, total),
    }
}
