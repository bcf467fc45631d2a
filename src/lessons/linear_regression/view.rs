//! The lesson's live figure: the loss surface and the way down it, the fit, and what is subtracted from what.

use leptos::prelude::*;

use crate::app::kit::*;

mod words;

use words::*;

/// What the lesson shows.
pub fn scene() -> Scene {
    let numbers = view! {
        <Metrics />
        <dl class="metrics">
            <Metric name="w-error" label=word(W_ERROR) />
            <Metric name="b-error" label=word(B_ERROR) />
        </dl>
    };
    let lead = view! {
        <section class="lead lead-pair">
            <Surface />
            <Fit />
        </section>
    };
    let rest = view! {
        <Stability />
        <Errors />
        <Differences />
        <Presets presets=PRESETS />
    };
    Scene::new(lead).numbers(numbers).questions(QUESTIONS).rest(rest)
}

/// Losses, and how far the parameters are from those that are looked for.
#[component]
fn Errors() -> impl IntoView {
    let curves = use_curves([
        ("w-error", word(W_ERROR), CurveStyle::new(0, Dash::Solid)),
        ("b-error", word(B_ERROR), CurveStyle::new(1, Dash::Dashed)),
    ]);
    view! {
        <LearningCharts />
        <Chart name="errors" title=word(ERRORS) curves />
    }
}

/// The loss over two parameters, and the path of the run.
#[component]
fn Surface() -> impl IntoView {
    let language: Language = expect_context();
    let context = use_run_context();
    let picture = context.part(|view| view.picture.clone());
    let bounds = Signal::derive(move || Bounds::of(picture.get().values("window")));
    let layers = Signal::derive(move || {
        let (picture, locale) = (picture.get(), language.locale.get());
        let values = picture.shared("surface");
        let columns = picture.shape("surface").last().copied().unwrap_or(0);
        vec![
            Layer::Contours { values, columns, levels: 12 },
            Layer::rings(picture.shared("goal"), 6.0, say(locale, GOAL)),
            Layer::line(picture.shared("path"), (0, Dash::Solid), 2.0, say(locale, PATH)),
            Layer::points(picture.shared("here"), 4.0, say(locale, HERE)),
        ]
    });
    // With one input, or over w1 and b, the second axis is the bias.
    let y_label = context.part(|view| {
        let has_bias = view.picture.values("parameters").len() < 3 || view.settings.choice("surface") == "w1-b";
        if has_bias { "b" } else { "w2" }.to_owned()
    });
    let x_label = context.part(|view| if view.picture.values("parameters").len() < 3 { "w" } else { "w1" }.to_owned());
    view! { <PlaneView name="surface" title=word(SURFACE) x_label y_label bounds layers /> }
}

/// Whether steps of this length can come to rest.
#[component]
fn Stability() -> impl IntoView {
    let language: Language = expect_context();
    let note = use_run_context().part(stability);
    let sentence = move || {
        let (text, limit) = note.get()?;
        Some(say(language.locale.get(), text).replace("{limit}", &format!("{limit:.3}")))
    };
    view! { <p class="note" role="status" data-testid="stability">{sentence}</p> }
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

/// The points and the line; with two inputs, over the first of them.
#[component]
fn Fit() -> impl IntoView {
    let language: Language = expect_context();
    let context = use_run_context();
    let picture = context.part(|view| view.picture.clone());
    let has_one_input = context.part(|view| view.picture.values("parameters").len() < 3);
    let bounds = Signal::derive(move || Bounds::of(picture.get().values("frame")));
    let layers = Signal::derive(move || {
        let (picture, locale) = (picture.get(), language.locale.get());
        let points = if has_one_input.get() { POINTS } else { EXAMPLES };
        vec![
            Layer::points(picture.shared("points"), 3.0, say(locale, points)),
            Layer::line(picture.shared("fit"), (0, Dash::Solid), 2.0, say(locale, LINE)),
        ]
    });
    let axis = move |of_one: &'static str, of_two: &'static str| {
        Signal::derive(move || if has_one_input.get() { of_one } else { of_two }.to_owned())
    };
    view! {
        <PlaneView name="fit" title=word(FIT) x_label=axis("x", "x1") y_label=axis("y", "y − w2 x2") bounds layers />
    }
}

/// Predictions minus targets as the program subtracts them: a column, or, in the trap, a square.
#[component]
fn Differences() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_run_context().part(|view| view.picture.clone());
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
