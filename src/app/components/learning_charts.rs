//! Loss and accuracy over training steps, with the last runs pale behind them; their cross-hairs move together.

use leptos::prelude::*;

use crate::figures::chart::{Chart, Curve, CurveStyle, Dash, Unit, curve};
use crate::i18n::*;
use crate::run_context::use_run_context;
use crate::run_view::{PastRun, RunView};

/// One line of a chart: a metric, how it is drawn, and whether past runs show it too.
#[derive(Clone, Copy)]
struct Line {
    metric: &'static str,
    style: CurveStyle,
    is_compared: bool,
}

const TRAIN: CurveStyle = CurveStyle { colour: 0, dash: Dash::Solid, pale: false, smooth: true };
const TEST: CurveStyle = CurveStyle { colour: 1, dash: Dash::Dashed, pale: false, smooth: false };

const LOSS: [Line; 2] = [
    Line { metric: "train-loss", style: TRAIN, is_compared: true },
    Line { metric: "test-loss", style: TEST, is_compared: false },
];
const ACCURACY: [Line; 2] = [
    Line { metric: "train-accuracy", style: TRAIN, is_compared: false },
    Line { metric: "test-accuracy", style: TEST, is_compared: true },
];

#[component]
pub fn LearningCharts() -> impl IntoView {
    let i18n = use_i18n();
    let crosshair = RwSignal::new(None);
    let classifies = use_run_context().lesson.get_untracked().is_some_and(|lesson| !lesson.classes.is_empty());
    let accuracy = classifies.then(|| {
        view! {
            <Chart
                name="accuracy"
                title=Signal::derive(move || t_string!(i18n, figure.accuracy).to_owned())
                curves=curves(ACCURACY)
                crosshair
                unit=Unit::Percent
            />
        }
    });
    // Classifiers have the cross-entropy for their loss, all others the squared error.
    let loss_axis = move || match classifies {
        true => t_string!(i18n, figure.nats).to_owned(),
        false => t_string!(i18n, figure.squared_error).to_owned(),
    };
    view! {
        <div class="charts">
            <Chart
                name="loss"
                title=Signal::derive(move || t_string!(i18n, figure.loss).to_owned())
                y_label=Signal::derive(loss_axis)
                curves=with_program(curves(LOSS))
                crosshair
            />
            {accuracy}
        </div>
    }
}

/// A chart's curves of losses, and over them those of the lesson's PyTorch program.
pub fn with_program(curves: Memo<Vec<Curve>>) -> Memo<Vec<Curve>> {
    let losses = use_run_context().program_losses;
    Memo::new(move |_| losses.with(|losses| curves.get().into_iter().chain(losses.curves()).collect()))
}

fn curves(lines: [Line; 2]) -> Memo<Vec<Curve>> {
    let i18n = use_i18n();
    use_run_context().part(move |view| {
        let locale = i18n.get_locale();
        let now = lines.iter().filter_map(|line| current(locale, view, line));
        let past = lines.iter().filter(|line| line.is_compared);
        let past = past.flat_map(|line| view.past.iter().filter_map(|run| earlier(locale, run, line)));
        now.chain(past).collect()
    })
}

fn current(locale: Locale, view: &RunView, line: &Line) -> Option<Curve> {
    let label = match line.metric {
        "train-loss" | "train-accuracy" => td_string!(locale, figure.train),
        _ => td_string!(locale, figure.test),
    };
    curve(&view.curves, line.metric, label, line.style)
}

fn earlier(locale: Locale, past: &PastRun, line: &Line) -> Option<Curve> {
    let (number, name) = (past.run.0, &past.name);
    let label = td_string!(locale, figure.past_run, number, name);
    curve(&past.curves, line.metric, label, CurveStyle { pale: true, ..line.style })
}
