//! Below the embedding: its cost, pause, the two settings of t-SNE, and how to read such a picture.

use leptos::prelude::*;

use super::EmbeddingFrame;
use crate::i18n::*;
use plot::scale::{Unit, value_label};

/// Wattenberg, Viégas and Johnson 2016.
const HOW_TO_READ: &str = "https://distill.pub/2016/misread-tsne/";

#[component]
pub fn EmbeddingControls(
    frame: Signal<Option<EmbeddingFrame>>,
    paused: RwSignal<bool>,
    perplexity: RwSignal<f64>,
    learning_rate: RwSignal<f64>,
) -> impl IntoView {
    let i18n = use_i18n();
    let moved = |frame: &EmbeddingFrame| (frame.iteration > 0).then_some(frame.kl_nats);
    let kl_nats = move || frame.with(|frame| frame.as_ref().and_then(moved));
    let when = move || {
        let numbers = frame.with(|frame| frame.as_ref().map(|frame| (frame.iteration, frame.step)));
        numbers.map(|(iteration, step)| t_string!(i18n, plot.embedding_when, iteration = iteration, step = step))
    };
    // A perplexity above a third of the points has no solution.
    let most_perplexity = Memo::new(move |_| {
        // Not of those alone that have their neighbours so far.
        let all = |frame: &EmbeddingFrame| (frame.iteration > 0).then_some(frame.positions.len() / 2);
        let points = frame.with(|frame| frame.as_ref().and_then(all));
        points.map_or(50.0, |points| (points / 3).clamp(5, 50) as f64)
    });
    let pause_text = move || if paused.get() { t_string!(i18n, plot.resume) } else { t_string!(i18n, plot.pause) };

    view! {
        <div class="embedding-controls">
            <button data-testid="embedding-pause" on:click=move |_| paused.update(|paused| *paused = !*paused)>
                {pause_text}
            </button>
            <span class="embedding-kl" title=move || t_string!(i18n, plot.kl_help)>
                {t!(i18n, plot.kl)} " "
                <b data-testid="metric-kl" data-value=move || kl_nats().map(|kl| kl.to_string())>
                    {move || kl_nats().map_or("–".to_owned(), |kl| value_label(kl, Unit::Plain))}
                </b>
            </span>
            <span class="embedding-when">{when}</span>
            <Slider
                name="perplexity"
                label=Signal::derive(move || t_string!(i18n, plot.perplexity))
                value=perplexity
                scale=LINEAR
                min=5.0
                max=most_perplexity
            />
            <Slider
                name="embedding-rate"
                label=Signal::derive(move || t_string!(i18n, plot.embedding_rate))
                value=learning_rate
                scale=LOGARITHMIC
                min=10.0
                max=1000.0
            />
            <a class="embedding-how" href=HOW_TO_READ target="_blank" rel="noopener">
                {t!(i18n, plot.how_to_read)}
            </a>
        </div>
    }
}

/// A slider's way and the value there: proportional to it, or to its logarithm and rounded to two digits.
struct SliderScale {
    way: fn(f64) -> f64,
    value: fn(f64) -> f64,
    stride: f64,
}

const LINEAR: SliderScale = SliderScale { way: |value| value, value: |way| way, stride: 1.0 };
const LOGARITHMIC: SliderScale = SliderScale {
    way: |value| value.max(f64::MIN_POSITIVE).log10(),
    value: |way| {
        let power = 10f64.powf(way.floor() - 1.0);
        (10f64.powf(way) / power).round() * power
    },
    stride: 0.05,
};

/// A labelled slider that shows the value while it is dragged and hands it over when it is let go.
#[component]
fn Slider(
    name: &'static str,
    label: Signal<&'static str>,
    value: RwSignal<f64>,
    scale: SliderScale,
    min: f64,
    #[prop(into)] max: Signal<f64>,
) -> impl IntoView {
    let SliderScale { way, value: value_at, stride } = scale;
    let dragged = RwSignal::new(None::<f64>);
    let shown = move || dragged.get().unwrap_or(value.get());
    let on_input = move |event| dragged.set(event_target_value(&event).parse().ok().map(value_at));
    let on_change = move |event| {
        dragged.set(None);
        if let Ok(place) = event_target_value(&event).parse() {
            value.set(value_at(place));
        }
    };
    view! {
        <label class="embedding-slider">
            <span>{label} " " <output>{move || shown().to_string()}</output></span>
            <input
                type="range"
                data-testid=name
                min=way(min).to_string()
                max=move || way(max.get()).to_string()
                step=stride.to_string()
                prop:value=move || way(shown()).to_string()
                aria-valuetext=move || shown().to_string()
                on:input=on_input
                on:change=on_change
            />
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logarithmic_slider_stops_at_round_numbers() {
        assert_eq!((LOGARITHMIC.value)(2.3), 200.0);
        assert_eq!((LOGARITHMIC.value)(3.0), 1000.0);
        assert_eq!((LINEAR.value)(30.0), 30.0);
        assert!(((LOGARITHMIC.way)(200.0) - 2.30103).abs() < 1e-5);
    }
}
