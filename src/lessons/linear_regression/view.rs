//! The lesson's live figure: the loss surface and the way down it, the fit, and what is subtracted from what.
#![cfg(feature = "ui")]

use leptos::prelude::*;

use crate::app::components::chart::{Chart, Curve, CurveStyle};
use crate::app::components::learning_charts::LearningCharts;
use crate::app::components::metrics::{Metric, Metrics};
use crate::app::components::plane_view::{Bounds, Dash, Layer, PlaneView, Tone};
use crate::app::components::presets::Presets;
use crate::app::components::quiz::Quiz;
use crate::app::desk::use_desk;
use crate::app::language::{Language, say, word};
use crate::app::run_view::{Picture, RunView};
use crate::course::Text;

mod words;

use words::*;

/// The figure.
pub fn figure() -> AnyView {
    view! {
        <Metrics />
        <Surface />
        <Fit />
        <Errors />
        <Differences />
        <Presets presets=PRESETS />
        <Quiz questions=QUESTIONS />
    }
    .into_any()
}

/// Losses, and how far the parameters are from those that are looked for.
#[component]
fn Errors() -> impl IntoView {
    let language: Language = expect_context();
    let crosshair = RwSignal::new(None);
    let curves = use_desk().part(move |view| {
        let locale = language.locale.get();
        let curve = |metric: &str, label: Text, colour, dash| {
            let style = CurveStyle { colour, dash, ..CurveStyle::default() };
            Some(Curve { label: say(locale, label).to_owned(), series: view.curves.get(metric)?.clone(), style })
        };
        let both = [curve("w-error", W_ERROR, 0, Dash::Solid), curve("b-error", B_ERROR, 1, Dash::Dashed)];
        both.into_iter().flatten().collect::<Vec<_>>()
    });
    view! {
        <dl class="metrics">
            <Metric name="w-error" label=Signal::derive(move || say(language.locale.get(), W_ERROR)) />
            <Metric name="b-error" label=Signal::derive(move || say(language.locale.get(), B_ERROR)) />
        </dl>
        <LearningCharts />
        <Chart name="errors" title=word(ERRORS) y_label=Signal::derive(String::new) curves crosshair />
    }
}

/// The loss over two parameters, and the path of the run.
#[component]
fn Surface() -> impl IntoView {
    let language: Language = expect_context();
    let desk = use_desk();
    let picture = desk.part(|view| view.picture.clone());
    let bounds = Signal::derive(move || bounds_of(&picture.get(), "window"));
    let layers = Signal::derive(move || {
        let (picture, locale) = (picture.get(), language.locale.get());
        let values = picture.shared("surface");
        let columns = picture.shape("surface").last().copied().unwrap_or(0);
        let points = |name, radius_px, hollow, label| Layer::Points {
            positions: picture.shared(name),
            classes: [].into(),
            radius_px,
            hollow,
            label: say(locale, label).to_owned(),
        };
        vec![
            Layer::Contours { values, columns, levels: 12 },
            points("goal", 6.0, true, GOAL),
            Layer::Line {
                points: picture.shared("path"),
                colour: 0,
                width_px: 2.0,
                dash: Dash::Solid,
                label: say(locale, PATH).to_owned(),
            },
            points("here", 4.0, false, HERE),
        ]
    });
    // With one input, or over w1 and b, the second axis is the bias.
    let y_label = desk.part(|view| {
        let has_bias = view.picture.values("parameters").len() < 3 || view.settings.choice("surface") == "w1-b";
        if has_bias { "b" } else { "w2" }.to_owned()
    });
    let x_label = desk.part(|view| if view.picture.values("parameters").len() < 3 { "w" } else { "w1" }.to_owned());
    let note = desk.part(stability);
    let sentence = move || {
        let (text, limit) = note.get()?;
        Some(say(language.locale.get(), text).replace("{limit}", &format!("{limit:.3}")))
    };
    view! {
        <section class="block">
            <PlaneView name="surface" title=word(SURFACE) x_label y_label bounds layers />
            <p class="note" role="status" data-testid="stability">{sentence}</p>
        </section>
    }
}

/// What a learning rate does on this data, and the largest that the whole batch bears. Only plain gradient descent has
/// such a limit in a formula.
fn stability(view: &RunView) -> Option<(Text, f64)> {
    let limit = f64::from(*view.picture.values("limit").first()?);
    let settings = &view.settings;
    let is_plain = settings.choice("program") == "by-hand" || settings.choice("optimizer") == "sgd";
    let text = match settings.real("lr") {
        rate if rate > limit => BEYOND,
        rate if rate > 0.5 * limit => NEAR,
        _ => WITHIN,
    };
    is_plain.then_some((text, limit))
}

/// The points and the line; with two inputs, predictions against targets.
#[component]
fn Fit() -> impl IntoView {
    let language: Language = expect_context();
    let desk = use_desk();
    let picture = desk.part(|view| view.picture.clone());
    let is_line = desk.part(|view| view.picture.values("parameters").len() < 3);
    let bounds = Signal::derive(move || bounds_of(&picture.get(), "frame"));
    let layers = Signal::derive(move || {
        let (picture, locale) = (picture.get(), language.locale.get());
        let (points, line, dash) =
            if is_line.get() { (POINTS, LINE, Dash::Solid) } else { (PREDICTIONS, DIAGONAL, Dash::Dashed) };
        vec![
            Layer::Points {
                positions: picture.shared("points"),
                classes: [].into(),
                radius_px: 3.0,
                hollow: false,
                label: say(locale, points).to_owned(),
            },
            Layer::Line {
                points: picture.shared("fit"),
                colour: 0,
                width_px: 2.0,
                dash,
                label: say(locale, line).to_owned(),
            },
        ]
    });
    let axis = move |of_line: &'static str, otherwise: Text| {
        Signal::derive(move || if is_line.get() { of_line } else { say(language.locale.get(), otherwise) }.to_owned())
    };
    view! {
        <section class="block">
            <PlaneView name="fit" title=word(FIT) x_label=axis("x", TARGET) y_label=axis("y", PREDICTION) bounds layers />
        </section>
    }
}

/// Predictions minus targets as the program subtracts them: a column, or, in the trap, a square.
#[component]
fn Differences() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_desk().part(|view| view.picture.clone());
    let shape = Memo::new(move |_| match *picture.get().shape("differences") {
        [rows, columns] => (rows, columns),
        _ => (0, 0),
    });
    let bounds = Signal::derive(move || {
        let (rows, columns) = shape.get();
        Bounds { x_min: 0.0, x_max: columns.max(1) as f64, y_min: 0.0, y_max: rows.max(1) as f64 }
    });
    let layers = Signal::derive(move || {
        let values = picture.get().shared("differences");
        vec![Layer::Field { values, columns: shape.get().1, tone: Tone::Signed }]
    });
    let sentence = move || {
        let (rows, columns) = shape.get();
        let text = if columns > 1 { SQUARE } else { COLUMN };
        let counts = say(language.locale.get(), text).replace("{rows}", &rows.to_string());
        counts.replace("{count}", &(rows * columns).to_string())
    };
    view! {
        <section class="block differences">
            <PlaneView
                name="differences"
                title=word(DIFFERENCES)
                x_label=word(DIFFERENCES_X)
                y_label=word(DIFFERENCES_Y)
                bounds
                layers
            />
            <p class="note" data-testid="differences-note">{sentence}</p>
        </section>
    }
}

/// An array of four numbers as bounds; the unit square before there is one.
fn bounds_of(picture: &Picture, name: &str) -> Bounds {
    match *picture.values(name) {
        [x_min, x_max, y_min, y_max] => {
            let [x_min, x_max, y_min, y_max] = [x_min, x_max, y_min, y_max].map(f64::from);
            Bounds { x_min, x_max, y_min, y_max }
        }
        _ => Bounds::square(1.0),
    }
}
