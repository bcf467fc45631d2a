//! The lesson's live figure: five paths on one surface, the examples as they are drawn, time against noise.

use leptos::prelude::*;

use crate::app::kit::*;

use super::draw::{LEFT_OUT, NOT_DRAWN};

mod words;

use words::*;

/// What the lesson shows.
pub fn scene() -> Scene {
    let metrics = LOOKS.map(|look| view! { <Metric name=look.metric label=word(look.loss) /> });
    let rest = view! {
        <Losses />
        <Strip />
        <Costs />
        <Presets presets=PRESETS />
    };
    Scene::new(view! { <Paths /> })
        .numbers(view! { <dl class="metrics">{metrics}</dl> })
        .questions(QUESTIONS)
        .rest(rest)
}

/// How one run looks on every picture. The reader's own comes first.
#[derive(Clone, Copy)]
struct Look {
    metric: &'static str,
    loss: Text,
    colour: usize,
    dash: Dash,
    width_px: f64,
}

const LOOKS: [Look; 5] = [
    Look { metric: "train-loss", loss: YOUR_LOSS, colour: 0, dash: Dash::Solid, width_px: 3.0 },
    Look { metric: "loss-1", loss: LOSS_1, colour: 1, dash: Dash::Solid, width_px: 1.0 },
    Look { metric: "loss-10", loss: LOSS_10, colour: 2, dash: Dash::Solid, width_px: 2.0 },
    Look { metric: "loss-256", loss: LOSS_256, colour: 3, dash: Dash::Dashed, width_px: 2.0 },
    Look { metric: "loss-all", loss: LOSS_ALL, colour: 4, dash: Dash::Dotted, width_px: 2.5 },
];

/// The order in which the paths are drawn: the one that trembles most lies lowest.
const ORDER: [usize; 5] = [1, 2, 3, 4, 0];

/// The run's name in legends.
fn name(locale: Locale, index: usize, own_batch: u64) -> String {
    match index {
        0 => say(locale, YOURS).replace("{batch}", &own_batch.to_string()),
        1..=3 => say(locale, BATCH).replace("{batch}", ["1", "10", "256"][index - 1]),
        _ => say(locale, ALL).to_owned(),
    }
}

/// The loss over all examples, of each run.
#[component]
fn Losses() -> impl IntoView {
    let language: Language = expect_context();
    let own = use_run_context().part(|view| view.settings.integer("batch"));
    let curve = |(index, look): (usize, &Look)| {
        let label = Signal::derive(move || name(language.locale.get(), index, own.get()));
        (look.metric, label, CurveStyle::new(look.colour, look.dash))
    };
    let curves = use_curves(LOOKS.iter().enumerate().map(curve));
    view! {
        <LearningCharts />
        <Chart name="losses" title=word(LOSSES) curves />
    }
}

/// The way of each run down the loss surface.
#[component]
fn Paths() -> impl IntoView {
    let language: Language = expect_context();
    let context = use_run_context();
    let picture = context.part(|view| view.picture.clone());
    let own_batch = context.part(|view| view.settings.integer("batch"));
    let bounds = Signal::derive(move || Bounds::of(picture.get().values("window")));
    let layers = Signal::derive(move || {
        let (picture, locale) = (picture.get(), language.locale.get());
        let columns = picture.shape("surface").last().copied().unwrap_or(0);
        let mut layers = vec![Layer::Contours { values: picture.shared("surface"), columns, levels: 12 }];
        for index in ORDER {
            let Look { colour, dash, width_px, .. } = LOOKS[index];
            let points = picture.shared(&format!("run{index}.path"));
            layers.push(Layer::line(points, (colour, dash), width_px, name(locale, index, own_batch.get())));
        }
        layers.push(Layer::rings(picture.shared("goal"), 6.0, say(locale, GOAL)));
        layers
    });
    view! {
        <section class="lead">
            <PlaneView name="paths" title=word(PATHS) x_label="w" y_label="b" bounds layers />
        </section>
    }
}

/// Dots in one row of the strip.
const ROW: usize = 50;

/// All examples in stored order, each lit when it is drawn, in the colour of its batch.
#[component]
fn Strip() -> impl IntoView {
    let language: Language = expect_context();
    let context = use_run_context();
    let picture = context.part(|view| view.picture.clone());
    let own_batch = context.part(|view| view.settings.integer("batch").max(1));
    let layers = Signal::derive(move || {
        let (picture, locale) = (picture.get(), language.locale.get());
        let drawn = picture.values("drawn").first().copied().unwrap_or(0.0) as u64;
        let newest = (drawn > 0).then(|| ((drawn - 1) / own_batch.get()) as f32);
        strip(picture.values("marks"), newest, locale)
    });
    let bounds = Bounds { x_min: -1.0, x_max: ROW as f64, y_min: -1.0, y_max: 20.0 };
    let sentence = move || {
        let drawn = picture.get().values("drawn").first().copied().unwrap_or(0.0);
        say(language.locale.get(), DRAWN).replace("{drawn}", &drawn.to_string())
    };
    view! {
        <section class="block strip">
            <PlaneView
                name="order"
                title=word(ORDER_TITLE)
                x_label=word(STRIP_X)
                y_label=word(STRIP_Y)
                bounds
                layers
            />
            <p class="note" data-testid="drawn">{sentence}</p>
        </section>
    }
}

/// The strip's dots by what has become of them; `newest` is the batch in hand.
fn strip(marks: &[f32], newest: Option<f32>, locale: Locale) -> Vec<Layer> {
    let place = |index: usize| [(index % ROW) as f32, (index / ROW) as f32];
    let layer = |is_in: &dyn Fn(f32) -> bool, has_class: bool, radius_px: f64, hollow: bool, label: Text| {
        let chosen: Vec<_> = marks.iter().copied().enumerate().filter(|(_, mark)| is_in(*mark)).collect();
        let classes: Vec<u8> = chosen.iter().map(|(_, mark)| (*mark as u64 % 10) as u8).collect();
        Layer::Points {
            positions: chosen.iter().flat_map(|(index, _)| place(*index)).collect(),
            classes: if has_class { classes.into() } else { [].into() },
            radius_px,
            hollow,
            label: say(locale, label).to_owned(),
        }
    };
    vec![
        layer(&|mark| mark == NOT_DRAWN, false, 2.0, true, WAITING),
        layer(&|mark| mark == LEFT_OUT, false, 1.0, false, DROPPED),
        layer(&|mark| mark >= 0.0 && Some(mark) != newest, true, 3.0, false, EARLIER),
        layer(&|mark| mark >= 0.0 && Some(mark) == newest, true, 5.0, false, NEWEST),
    ]
}

/// Where the axis of the noise begins.
const LEAST_NOISE: f32 = 0.003;

/// What an epoch costs each run, and how noisy its gradients are: a table, and both on logarithmic scales.
#[component]
fn Costs() -> impl IntoView {
    let language: Language = expect_context();
    let context = use_run_context();
    let picture = context.part(|view| view.picture.clone());
    let own_batch = context.part(|view| view.settings.integer("batch"));
    let table = Memo::new(move |_| {
        let picture = picture.get();
        let rows = picture.values("table").as_chunks::<3>().0.iter();
        let timed = rows.zip(picture.values("epoch-millis"));
        timed.map(|(&[_, batches, noise], &millis)| [batches, millis, noise]).collect::<Vec<_>>()
    });
    let bounds = Bounds { x_min: 0.01, x_max: 1000.0, y_min: f64::from(LEAST_NOISE), y_max: 30.0 };
    let layers = Signal::derive(move || {
        let locale = language.locale.get();
        let stems = table.get().into_iter().enumerate().flat_map(move |(index, [_, millis, noise])| {
            let Look { colour, dash, .. } = LOOKS[index.min(LOOKS.len() - 1)];
            // The run with all examples has no noise: its stem has no height.
            let (x, y) = (millis, noise.max(LEAST_NOISE));
            let stem = Layer::line([x, LEAST_NOISE, x, y], (colour, dash), 3.0, name(locale, index, own_batch.get()));
            [stem, Layer::dots([x, y], colour, 5.0, name(locale, index, own_batch.get()))]
        });
        stems.collect::<Vec<_>>()
    });
    let row = move |(index, [batches, millis, noise]): (usize, [f32; 3])| {
        let locale = language.locale.get();
        let time = if millis.is_finite() { format!("{millis:.2}") } else { "–".to_owned() };
        view! {
            <tr data-testid=format!("cost-{index}")>
                <th scope="row">{name(locale, index, own_batch.get())}</th>
                <td>{batches}</td>
                <td>{time}</td>
                <td data-value=noise.to_string()>{format!("{noise:.3}")}</td>
            </tr>
        }
    };
    view! {
        <section class="block">
            <PlaneView
                name="cost"
                title=word(COSTS)
                x_label=word(COST_X)
                y_label=word(COST_Y)
                bounds
                spacing=(Spacing::Log10, Spacing::Log10)
                layers
            />
            <LabTable headings=&[RUN, STEPS, TIME, NOISE]>
                {move || table.get().into_iter().enumerate().map(row).collect::<Vec<_>>()}
            </LabTable>
        </section>
    }
}
