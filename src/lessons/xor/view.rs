//! The lesson's live figure: two nets side by side, the borders they draw, and the points as the hidden layer sees them.
#![cfg(feature = "ui")]

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::chart::{Chart, Curve, CurveStyle, Dash, Unit};
use crate::app::components::learning_charts::LearningCharts;
use crate::app::components::metrics::{Metric, Metrics};
use crate::app::components::plane_view::PlaneView;
use crate::app::components::presets::Presets;
use crate::app::components::quiz::Quiz;
use crate::app::components::scatter3d_view::Scatter3dView;
use crate::app::desk::use_desk;
use crate::app::i18n::Locale;
use crate::app::language::{Language, say, word};
use crate::app::run_view::Picture;
use crate::course::Text;
use crate::lessons::clusters_3d::view::parts::{
    Height, bytes, class_names, frame_of, height_of, slice_layers, slice_of, square_of,
};

mod words;

use words::*;

/// The figure.
pub fn figure() -> AnyView {
    let is_plane = use_desk().part(|view| view.settings.choice("data") == "four-points");
    view! {
        <Rivals />
        <Show when=move || !is_plane.get()>
            <Space />
        </Show>
        <Slices is_plane />
        <Hidden />
        <Presets presets=PRESETS />
        <Quiz questions=QUESTIONS />
    }
    .into_any()
}

/// The numbers of both nets, and their curves on one chart each.
#[component]
fn Rivals() -> impl IntoView {
    let language: Language = expect_context();
    let crosshair = RwSignal::new(None);
    let curves = move |mlp: &'static str, softmax: &'static str| {
        use_desk().part(move |view| {
            let locale = language.locale.get();
            let curve = |metric: &str, label: Text, colour, dash| {
                let style = CurveStyle { colour, dash, ..CurveStyle::default() };
                Some(Curve { label: say(locale, label).to_owned(), series: view.curves.get(metric)?.clone(), style })
            };
            let both = [curve(mlp, MLP, 0, Dash::Solid), curve(softmax, SOFTMAX, 1, Dash::Dashed)];
            both.into_iter().flatten().collect::<Vec<_>>()
        })
    };
    let label = move |text: Text| Signal::derive(move || say(language.locale.get(), text));
    view! {
        <Metrics />
        <dl class="metrics">
            <Metric name="softmax-loss" label=label(SOFTMAX_LOSS) />
            <Metric name="softmax-accuracy" label=label(SOFTMAX_ACCURACY) />
        </dl>
        <div class="charts">
            <Chart
                name="rivals"
                title=word(RIVALS)
                y_label=Signal::derive(String::new)
                curves=curves("test-accuracy", "softmax-accuracy")
                crosshair
                unit=Unit::Percent
            />
            <Chart
                name="rival-losses"
                title=word(RIVAL_LOSSES)
                y_label=Signal::derive(String::new)
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

/// The two nets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rival {
    Softmax,
    Mlp,
}

impl Rival {
    /// The array of its predictions, and of its regions on the slice.
    fn arrays(self) -> (&'static str, &'static str) {
        match self {
            Self::Softmax => ("softmax", "softmax-slice"),
            Self::Mlp => ("mlp", "mlp-slice"),
        }
    }

    fn name(self, locale: Locale) -> &'static str {
        match self {
            Self::Softmax => say(locale, SOFTMAX),
            Self::Mlp => say(locale, MLP),
        }
    }
}

/// The test points in space, with what one of the nets takes them for.
#[component]
fn Space() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_desk().part(|view| view.picture.clone());
    let rival = RwSignal::new(Rival::Mlp);
    let predicted = Memo::new(move |_| bytes(picture.get().values(rival.get().arrays().0)));
    let slice = Signal::derive(move || slice_of(&picture.get(), rival.get().arrays().1));
    let choice = move |choice: Rival| {
        view! {
            <label>
                <input
                    type="radio"
                    name="xor-rival"
                    data-testid=format!("xor-{}", choice.arrays().0)
                    prop:checked=move || rival.get() == choice
                    on:change=move |_| rival.set(choice)
                />
                " "
                {move || choice.name(language.locale.get())}
            </label>
        }
    };
    view! {
        <section class="block">
            <Scatter3dView
                name="clusters"
                title=word(SPACE)
                positions=floats(picture, "points")
                classes=classes(picture, usize::MAX)
                predicted
                class_names=class_names(8, CLASS)
                frame=Signal::derive(move || frame_of(&picture.get()))
                slice
            />
            <div class="space-controls" role="radiogroup" aria-label=word(WHOSE)>
                {word(WHOSE)}
                {[Rival::Mlp, Rival::Softmax].map(choice).collect_view()}
            </div>
        </section>
    }
}

/// The regions of both nets beside each other.
#[component]
fn Slices(is_plane: Memo<bool>) -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_desk().part(|view| view.picture.clone());
    let classes = classes(picture, usize::MAX);
    let slice = move |rival: Rival, name: &'static str| {
        let layers = Signal::derive(move || {
            let picture = picture.get();
            let label = say(language.locale.get(), if is_plane.get() { FOUR_POINTS } else { NEAR_SLICE });
            slice_layers(&picture, rival.arrays().1, picture.values("points"), &classes.get(), label)
        });
        let title = Signal::derive(move || {
            let locale = language.locale.get();
            let text = if is_plane.get() { REGIONS } else { REGIONS_AT };
            say(locale, text).replace("{net}", rival.name(locale)).replace("{z}", &height_of(&picture.get()))
        });
        view! {
            <PlaneView
                name
                title
                x_label=Signal::stored("x".to_owned())
                y_label=Signal::stored("y".to_owned())
                bounds=Signal::derive(move || square_of(&picture.get()))
                layers
            />
        }
    };
    view! {
        <section class="block">
            <div class="charts">{slice(Rival::Softmax, "softmax-slice")} {slice(Rival::Mlp, "mlp-slice")}</div>
            <Show when=move || !is_plane.get()>
                <Height label=HEIGHT />
            </Show>
        </section>
    }
}

/// The hidden layer's activations on their first three principal components.
#[component]
fn Hidden() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_desk().part(|view| view.picture.clone());
    let shown = Memo::new(move |_| picture.get().shape("hidden").first().copied().unwrap_or(0));
    let predicted = Memo::new(move |_| {
        let picture = picture.get();
        let all = picture.values("mlp");
        bytes(all.get(..shown.get()).unwrap_or(all))
    });
    let classes = Memo::new(move |_| first_classes(&picture.get(), shown.get()));
    let count = Memo::new(move |_| if picture.get().values("classes").len() > 4 { 8 } else { 2 });
    let names = Signal::derive(move || {
        let name = |class: usize| say(language.locale.get(), CLASS).replace("{class}", &class.to_string());
        (0..count.get()).map(name).collect::<Vec<_>>()
    });
    let share = move || {
        let share = picture.get().values("hidden-share").first().copied().unwrap_or(0.0);
        say(language.locale.get(), SHARE).replace("{percent}", &format!("{:.0}", 100.0 * share))
    };
    view! {
        <section class="block">
            <Scatter3dView
                name="hidden"
                title=word(HIDDEN)
                positions=floats(picture, "hidden")
                classes
                predicted
                class_names=names
                axes=Signal::stored(["PC 1", "PC 2", "PC 3"].map(str::to_owned))
            />
            <p class="note">{share}</p>
        </section>
    }
}

fn floats(picture: Memo<Arc<Picture>>, name: &'static str) -> Memo<Arc<[f32]>> {
    Memo::new(move |_| Arc::from(picture.get().values(name)))
}

fn classes(picture: Memo<Arc<Picture>>, most: usize) -> Memo<Arc<[u8]>> {
    Memo::new(move |_| first_classes(&picture.get(), most))
}

fn first_classes(picture: &Picture, most: usize) -> Arc<[u8]> {
    let all = picture.values("classes");
    bytes(all.get(..most).unwrap_or(all))
}
