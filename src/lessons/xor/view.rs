//! The lesson's live figure: two nets side by side, the borders they draw, and the points as the hidden layer sees them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::kit::*;
use crate::lessons::clusters_3d::view::parts::{
    Height, NEAR_SLICE, bytes, class_names, frame_of, height_of, slice_layers, slice_of, square_of,
};

mod words;

use words::*;

/// What the lesson shows.
pub fn scene() -> Scene {
    let is_plane = use_run_context().part(|view| view.settings.choice("data") == "four-points");
    let activation = use_run_context().part(|view| shape_of(view.settings.choice("activation")));
    // Four points lie in a plane: there the regions of both nets are the picture to look at.
    let lead = move || match is_plane.get() {
        true => view! { <Slices is_plane is_lead=true /> }.into_any(),
        false => view! { <Space /> }.into_any(),
    };
    let rest = view! {
        <Show when=move || !is_plane.get()>
            <Slices is_plane is_lead=false />
        </Show>
        <Hidden />
        <section class="block">
            <SmallNet inputs=&["x", "y", "z"] outputs=OUTPUTS reach=REACH activation prefix="mlp." />
        </section>
        <Rivals />
        <Presets presets=PRESETS />
    };
    let numbers = view! {
        <Metrics />
        <dl class="metrics">
            <Metric name="softmax-loss" label=word(SOFTMAX_LOSS) />
            <Metric name="softmax-accuracy" label=word(SOFTMAX_ACCURACY) />
        </dl>
    };
    Scene::new(lead).numbers(numbers).questions(QUESTIONS).rest(rest)
}

/// The classes.
const OUTPUTS: &[&str] = &["0", "1", "2", "3", "4", "5", "6", "7"];
/// Of standardised inputs, in standard deviations.
const REACH: f32 = 2.0;

/// The activation of this name, of one number.
fn shape_of(activation: &str) -> fn(f32) -> f32 {
    match activation {
        "relu" => |z| z.max(0.0),
        "tanh" => f32::tanh,
        "sigmoid" => |z| 1.0 / (1.0 + (-z).exp()),
        _ => |z| z,
    }
}

/// The curves of both nets on one chart each.
#[component]
fn Rivals() -> impl IntoView {
    let crosshair = RwSignal::new(None);
    let curves = |mlp: &'static str, softmax: &'static str| {
        use_curves([
            (mlp, word(MLP), CurveStyle::new(0, Dash::Solid)),
            (softmax, word(SOFTMAX), CurveStyle::new(1, Dash::Dashed)),
        ])
    };
    view! {
        <div class="charts">
            <Chart
                name="rivals"
                title=word(RIVALS)
                curves=curves("test-accuracy", "softmax-accuracy")
                crosshair
                unit=Unit::Percent
            />
            <Chart
                name="rival-losses"
                title=word(RIVAL_LOSSES)
                curves=curves("test-loss", "softmax-loss")
                crosshair
            />
        </div>
        <details class="block">
            <summary>{word(MLP_CURVES)}</summary>
            <LearningCharts />
        </details>
    }
}

/// One of the two nets: the arrays of its predictions and of its regions on the slice, and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rival {
    predicted: &'static str,
    slice: &'static str,
    name: Text,
}

const PERCEPTRON: Rival = Rival { predicted: "mlp", slice: "mlp-slice", name: MLP };
const LINEAR: Rival = Rival { predicted: "softmax", slice: "softmax-slice", name: SOFTMAX };

/// The test points in space, with what one of the nets takes them for.
#[component]
fn Space() -> impl IntoView {
    let picture = use_run_context().part(|view| view.picture.clone());
    let rival = RwSignal::new(PERCEPTRON);
    let predicted = Memo::new(move |_| bytes(picture.get().values(rival.get().predicted)));
    let slice = Signal::derive(move || slice_of(&picture.get(), rival.get().slice));
    let choice = move |choice: Rival| {
        view! {
            <label>
                <input
                    type="radio"
                    name="xor-rival"
                    data-testid=format!("xor-{}", choice.predicted)
                    prop:checked=move || rival.get() == choice
                    on:change=move |_| rival.set(choice)
                />
                " "
                {word(choice.name)}
            </label>
        }
    };
    view! {
        <section class="lead">
            <Scatter3dView
                name="clusters"
                title=word(SPACE)
                positions=Memo::new(move |_| picture.get().shared("points"))
                classes=classes(picture, usize::MAX)
                predicted
                class_names=class_names(8, CLASS)
                frame=Signal::derive(move || frame_of(&picture.get()))
                slice
            />
            <div class="space-controls" role="radiogroup" aria-label=word(WHOSE)>
                {word(WHOSE)}
                {[PERCEPTRON, LINEAR].map(choice).collect_view()}
            </div>
        </section>
    }
}

/// The regions of both nets beside each other.
#[component]
fn Slices(is_plane: Memo<bool>, is_lead: bool) -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_run_context().part(|view| view.picture.clone());
    let classes = classes(picture, usize::MAX);
    let slice = move |rival: Rival| {
        let layers = Signal::derive(move || {
            let picture = picture.get();
            let label = say(language.locale.get(), if is_plane.get() { FOUR_POINTS } else { NEAR_SLICE });
            slice_layers(&picture, rival.slice, picture.values("points"), &classes.get(), label)
        });
        let title = Signal::derive(move || {
            let locale = language.locale.get();
            let text = if is_plane.get() { REGIONS } else { REGIONS_AT };
            say(locale, text).replace("{net}", say(locale, rival.name)).replace("{z}", &height_of(&picture.get()))
        });
        view! {
            <PlaneView
                name=rival.slice
                title
                x_label="x"
                y_label="y"
                bounds=Signal::derive(move || square_of(&picture.get()))
                layers
            />
        }
    };
    view! {
        <section class=if is_lead { "lead" } else { "block" }>
            <div class=if is_lead { "lead lead-pair" } else { "charts" }>{slice(LINEAR)} {slice(PERCEPTRON)}</div>
            <Show when=move || !is_plane.get()>
                <Height />
            </Show>
        </section>
    }
}

/// The hidden layer's activations on their first three principal components.
#[component]
fn Hidden() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_run_context().part(|view| view.picture.clone());
    let shown = Memo::new(move |_| picture.get().shape("hidden").first().copied().unwrap_or(0));
    let predicted = Memo::new(move |_| {
        let picture = picture.get();
        let all = picture.values("mlp");
        bytes(all.get(..shown.get()).unwrap_or(all))
    });
    let classes = Memo::new(move |_| first_classes(&picture.get(), shown.get()));
    let count = Memo::new(move |_| if picture.get().values("classes").len() > 4 { 8 } else { 2 });
    let share = move || {
        let share = picture.get().values("hidden-share").first().copied().unwrap_or(0.0);
        say(language.locale.get(), SHARE).replace("{percent}", &format!("{:.0}", 100.0 * share))
    };
    view! {
        <section class="block">
            <Scatter3dView
                name="hidden"
                title=word(HIDDEN)
                positions=Memo::new(move |_| picture.get().shared("hidden"))
                classes
                predicted
                class_names=class_names(count, CLASS)
                axes=["PC 1", "PC 2", "PC 3"]
            />
            <p class="note">{share}</p>
        </section>
    }
}

fn classes(picture: Memo<Arc<Picture>>, most: usize) -> Memo<Arc<[u8]>> {
    Memo::new(move |_| first_classes(&picture.get(), most))
}

fn first_classes(picture: &Picture, most: usize) -> Arc<[u8]> {
    let all = picture.values("classes");
    bytes(all.get(..most).unwrap_or(all))
}
