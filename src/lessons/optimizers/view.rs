//! The lesson's live figure: five losses on one chart, five fits among the points, five paths on one map.
#![cfg(feature = "ui")]

use leptos::prelude::*;

use super::RACERS;
use crate::app::components::chart::{Chart, Curve, CurveStyle};
use crate::app::components::metrics::Metric;
use crate::app::components::plane_view::{Bounds, Dash, Layer, PlaneView};
use crate::app::components::presets::Presets;
use crate::app::components::quiz::Quiz;
use crate::app::desk::use_desk;
use crate::app::i18n::Locale;
use crate::app::language::{Language, say, word};
use crate::app::run_view::{PastRun, Picture};
use crate::course::Text;

mod words;

use words::*;

/// Colour and dash of each racer, everywhere. Momentum is SGD's kin, and wears its colour.
const STYLES: [(usize, Dash); RACERS.len()] =
    [(0, Dash::Solid), (0, Dash::Dashed), (1, Dash::Dotted), (2, Dash::Dashed), (3, Dash::Solid)];

/// The figure.
pub fn figure() -> AnyView {
    view! {
        <Losses />
        <Fits />
        <Paths />
        <Standings />
        <Presets presets=PRESETS />
        <Quiz questions=QUESTIONS />
    }
    .into_any()
}

/// The five losses, and those of one racer in earlier runs.
#[component]
fn Losses() -> impl IntoView {
    let language: Language = expect_context();
    let desk = use_desk();
    let crosshair = RwSignal::new(None);
    let compared = RwSignal::new(0usize);
    let curves = desk.part(move |view| {
        let locale = language.locale.get();
        let now = RACERS.iter().zip(STYLES).filter_map(|(racer, (colour, dash))| {
            let style = CurveStyle { colour, dash, smooth: true, ..CurveStyle::default() };
            let series = view.curves.get(racer.metric)?.clone();
            Some(Curve { label: say(locale, racer.label).to_owned(), series, style })
        });
        let past = view.past.iter().filter_map(|run| earlier(locale, run, compared.get()));
        now.chain(past).collect::<Vec<_>>()
    });
    let options = RACERS.iter().enumerate().map(|(index, racer)| {
        let is_chosen = move || compared.get() == index;
        view! {
            <option value=index.to_string() selected=is_chosen>
                {move || say(language.locale.get(), racer.label)}
            </option>
        }
    });
    let choose = move |event| {
        if let Ok(index) = event_target_value(&event).parse::<usize>() {
            compared.set(index.min(RACERS.len() - 1));
        }
    };
    let metrics = RACERS.map(|racer| {
        let label = Signal::derive(move || say(language.locale.get(), racer.label));
        view! { <Metric name=racer.metric label /> }
    });
    view! {
        <dl class="metrics">
            {metrics} <Metric name="train-loss" label=Signal::derive(move || say(language.locale.get(), LOWEST)) />
        </dl>
        <div class="charts">
            <Chart name="loss" title=word(LOSSES) y_label=word(LOSS_AXIS) curves crosshair />
        </div>
        <p class="note">
            <label>
                {move || say(language.locale.get(), COMPARE)} " "
                <select class="preference" data-testid="compared" on:change=choose>
                    {options.collect_view()}
                </select>
            </label>
        </p>
    }
}

fn earlier(locale: Locale, past: &PastRun, racer: usize) -> Option<Curve> {
    let (racer, (colour, dash)) = (RACERS.get(racer)?, STYLES.get(racer)?);
    let style = CurveStyle { colour: *colour, dash: *dash, pale: true, smooth: true };
    let label = format!("{} {}: {}", say(locale, racer.label), past.run.0, past.name);
    Some(Curve { label, series: past.curves.get(racer.metric)?.clone(), style })
}

/// The points, and what each net makes of them.
#[component]
fn Fits() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_desk().part(|view| view.picture.clone());
    let layers = Signal::derive(move || {
        let (picture, locale) = (picture.get(), language.locale.get());
        let points = Layer::Points {
            positions: picture.shared("points"),
            classes: [].into(),
            radius_px: 1.5,
            hollow: false,
            label: say(locale, POINTS).to_owned(),
        };
        [vec![points], lines(locale, &picture, "curve")].concat()
    });
    let bounds = Signal::derive(|| Bounds { x_min: -1.05, x_max: 1.05, y_min: -0.4, y_max: 1.4 });
    view! {
        <section class="block">
            <PlaneView name="fits" title=word(FITS) x_label=letter("x") y_label=letter("y") bounds layers />
        </section>
    }
}

/// The surface as a map, and each walker's path on it.
#[component]
fn Paths() -> impl IntoView {
    let language: Language = expect_context();
    let desk = use_desk();
    let picture = desk.part(|view| view.picture.clone());
    let bounds = Signal::derive(move || match *picture.get().values("bounds") {
        [x_min, x_max, y_min, y_max] => {
            let [x_min, x_max, y_min, y_max] = [x_min, x_max, y_min, y_max].map(f64::from);
            Bounds { x_min, x_max, y_min, y_max }
        }
        _ => Bounds::square(1.0),
    });
    let layers = Signal::derive(move || {
        let (picture, locale) = (picture.get(), language.locale.get());
        let columns = picture.shape("surface").last().copied().unwrap_or(0);
        let map = Layer::Contours { values: picture.shared("surface"), columns, levels: 14 };
        let paths = lines(locale, &picture, "path");
        let ends = RACERS.iter().flat_map(|racer| picture.values(&format!("path-{}", racer.name)).last_chunk::<2>());
        let walkers = Layer::Points {
            positions: ends.flatten().copied().collect(),
            classes: [].into(),
            radius_px: 3.5,
            hollow: false,
            label: say(locale, WALKERS).to_owned(),
        };
        [vec![map], paths, vec![walkers]].concat()
    });
    let surface = desk.part(|view| view.settings.choice("surface").to_owned());
    let title = Signal::derive(move || {
        let surface = surface.get();
        let formula = FORMULAS.iter().find(|(name, _)| *name == surface).map_or("", |(_, formula)| *formula);
        format!("{}: {formula}", say(language.locale.get(), PATHS))
    });
    view! {
        <section class="block">
            <PlaneView name="paths" title x_label=letter("x") y_label=letter("y") bounds layers />
        </section>
    }
}

/// How high each walker stands, and who is lost.
#[component]
fn Standings() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_desk().part(|view| view.picture.clone());
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
                <th scope="row">{move || say(language.locale.get(), racer.label)}</th>
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
    let say_here = move |text: Text| move || say(language.locale.get(), text);
    view! {
        <section class="block">
            <div class="lab-scroll">
                <table class="lab-table" data-testid="standings">
                    <thead>
                        <tr>
                            <th scope="col">{say_here(RACER)}</th>
                            <th scope="col">{say_here(NET)}</th>
                            <th scope="col">{say_here(WALKER)}</th>
                            <th scope="col">{say_here(HEIGHT)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="note">{say_here(ADVICE)}</p>
        </section>
    }
}

/// The picture's arrays `<kind>-<racer>` as lines, one for each racer.
fn lines(locale: Locale, picture: &Picture, kind: &str) -> Vec<Layer> {
    let line = |(racer, (colour, dash)): (&super::Racer, (usize, Dash))| Layer::Line {
        points: picture.shared(&format!("{kind}-{}", racer.name)),
        colour,
        width_px: 2.0,
        dash,
        label: say(locale, racer.label).to_owned(),
    };
    RACERS.iter().zip(STYLES).map(line).collect()
}

fn letter(name: &'static str) -> Signal<String> {
    Signal::derive(move || name.to_owned())
}
