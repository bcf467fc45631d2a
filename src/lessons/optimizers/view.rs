//! The lesson's live figure: five losses on one chart, five fits among the points, five paths on one map.

use leptos::prelude::*;

use super::{RACERS, Racer};
use crate::app::kit::*;

mod words;

use words::*;

/// Colour and dash of each racer, everywhere.
const STYLES: [(usize, Dash); RACERS.len()] =
    [(0, Dash::Solid), (4, Dash::Dashed), (1, Dash::Dotted), (2, Dash::Dashed), (3, Dash::Solid)];

/// What the lesson shows.
pub fn scene() -> Scene {
    let metrics = RACERS.map(|racer| view! { <Metric name=racer.metric label=word(racer.label) /> });
    let numbers = view! {
        <dl class="metrics">
            {metrics} <Metric name="train-loss" label=word(LOWEST) />
        </dl>
    };
    let rest = view! {
        <Standings />
        <Losses />
        <Fits />
        <Nets />
        <Presets presets=PRESETS />
    };
    Scene::new(view! { <Paths /> }).numbers(numbers).questions(QUESTIONS).rest(rest)
}

/// The five losses, and those of one racer in earlier runs.
#[component]
fn Losses() -> impl IntoView {
    let language: Language = expect_context();
    let context = use_run_context();
    let compared = RwSignal::new(0usize);
    let curves = context.part(move |view| {
        let locale = language.locale.get();
        let now = RACERS.iter().zip(STYLES).filter_map(|(racer, (colour, dash))| {
            let style = CurveStyle { smooth: true, ..CurveStyle::new(colour, dash) };
            curve(&view.curves, racer.metric, say(locale, racer.label), style)
        });
        let past = view.past.iter().filter_map(|run| earlier(locale, run, compared.get()));
        now.chain(past).collect::<Vec<_>>()
    });
    let option = |(index, racer): (usize, &Racer)| (index, index.to_string(), word(racer.label));
    let options = RACERS.iter().enumerate().map(option).collect();
    view! {
        <div class="charts">
            <Chart name="loss" title=word(LOSSES) y_label=word(LOSS_AXIS) curves=with_program(curves) />
        </div>
        <p class="note">
            <label>
                {word(COMPARE)} " "
                <Choice
                    testid="compared"
                    options
                    chosen=compared
                    choose=move |racer| compared.set(racer)
                    attr:class="preference"
                />
            </label>
        </p>
    }
}

fn earlier(locale: Locale, past: &PastRun, racer: usize) -> Option<Curve> {
    let (racer, (colour, dash)) = (RACERS.get(racer)?, STYLES.get(racer)?);
    let style = CurveStyle { colour: *colour, dash: *dash, pale: true, smooth: true };
    let label = format!("{} {}: {}", say(locale, racer.label), past.run.0, past.name);
    curve(&past.curves, racer.metric, label, style)
}

/// The points, and what each net makes of them.
#[component]
fn Fits() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_run_context().part(|view| view.picture.clone());
    let layers = Signal::derive(move || {
        let (picture, locale) = (picture.get(), language.locale.get());
        let points = Layer::points(picture.shared("points"), 1.5, say(locale, POINTS));
        [vec![points], lines(locale, &picture, "curve")].concat()
    });
    let bounds = Bounds { x_min: -1.05, x_max: 1.05, y_min: -0.4, y_max: 1.4 };
    view! {
        <section class="block">
            <PlaneView name="fits" title=word(FITS) x_label="x" y_label="y" bounds layers />
        </section>
    }
}

/// One of the five nets: they began with the same weights.
#[component]
fn Nets() -> impl IntoView {
    let chosen = RwSignal::new(0usize);
    let option = |(index, racer): (usize, &Racer)| (index, format!("net-of-{}", racer.name), word(racer.label));
    let options = RACERS.iter().enumerate().map(option).collect();
    let prefix = Signal::derive(move || format!("{}.", RACERS[chosen.get()].name));
    view! {
        <section class="block">
            <label>
                {word(WHOSE_NET)} " "
                <Choice
                    testid="net-of"
                    options
                    chosen
                    choose=move |racer| chosen.set(racer)
                    attr:class="preference"
                />
            </label>
            <SmallNet inputs=&["x"] outputs=&["y"] reach=1.0 prefix />
        </section>
    }
}

/// The surface as a map, and each walker's path on it.
#[component]
fn Paths() -> impl IntoView {
    let language: Language = expect_context();
    let context = use_run_context();
    let picture = context.part(|view| view.picture.clone());
    let bounds = Signal::derive(move || Bounds::of(picture.get().values("bounds")));
    let layers = Signal::derive(move || {
        let (picture, locale) = (picture.get(), language.locale.get());
        let columns = picture.shape("surface").last().copied().unwrap_or(0);
        let map = Layer::Contours { values: picture.shared("surface"), columns, levels: 14 };
        let paths = lines(locale, &picture, "path");
        let walkers = RACERS.iter().zip(STYLES).filter_map(|(racer, (colour, _))| {
            let place = *picture.values(&format!("path-{}", racer.name)).last_chunk::<2>()?;
            Some(Layer::dots(place, colour, 4.0, say(locale, racer.label)))
        });
        [vec![map], paths, walkers.collect()].concat()
    });
    let surface = context.part(|view| view.settings.choice("surface").to_owned());
    let title = Signal::derive(move || {
        let surface = surface.get();
        let formula = FORMULAS.iter().find(|(name, _)| *name == surface).map_or("", |(_, formula)| *formula);
        format!("{}: {formula}", say(language.locale.get(), PATHS))
    });
    view! {
        <section class="lead">
            <PlaneView name="paths" title x_label="x" y_label="y" bounds layers />
        </section>
    }
}

/// How high each walker stands, and who is lost.
#[component]
fn Standings() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_run_context().part(|view| view.picture.clone());
    let row = move |index: usize| {
        let racer = RACERS[index];
        let value = move |name: &str, index: usize| picture.with(|picture| picture.values(name).get(index).copied());
        let height = move || value("heights", index);
        let lost_at = move |index| value("lost", index).filter(|step| *step > 0.0);
        let fate = move |index| match lost_at(index) {
            Some(step) => say(language.locale.get(), LOST).replace("{step}", &step.to_string()),
            None => say(language.locale.get(), RACING).to_owned(),
        };
        view! {
            <tr>
                <th scope="row">{word(racer.label)}</th>
                <td data-testid=format!("net-{}", racer.name)>{move || fate(index)}</td>
                <td data-testid=format!("walker-{}", racer.name)>{move || fate(RACERS.len() + index)}</td>
                <td
                    data-testid=format!("height-{}", racer.name)
                    data-value=move || height().map(|height| height.to_string())
                >
                    {move || height().map_or("–".to_owned(), |height| format!("{height:.1e}"))}
                </td>
            </tr>
        }
    };
    let rows = (0..RACERS.len()).map(row).collect_view();
    view! {
        <section class="block">
            <LabTable testid="standings" headings=&[RACER, NET, WALKER, HEIGHT]>{rows}</LabTable>
            <p class="note">{word(ADVICE)}</p>
        </section>
    }
}

/// The picture's arrays `<kind>-<racer>` as lines, one for each racer.
fn lines(locale: Locale, picture: &Picture, kind: &str) -> Vec<Layer> {
    let line = |(racer, style): (&Racer, (usize, Dash))| {
        Layer::line(picture.shared(&format!("{kind}-{}", racer.name)), style, 2.0, say(locale, racer.label))
    };
    RACERS.iter().zip(STYLES).map(line).collect()
}
