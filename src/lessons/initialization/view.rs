//! The lesson's live figure: what the layers' numbers mean in words, how they are spread, and what the net makes of them.

use std::sync::Arc;

use leptos::prelude::*;

use super::health::{Condition, Health, changes, conditions, diagnosis};
use crate::app::kit::*;

mod words;

use words::*;

/// What the lesson shows.
pub fn scene() -> Scene {
    let lead = view! {
        <section class="lead-pair">
            <Spread name="activations" title=ACTIVATIONS deviation=|layer| layer.activation_sd />
            <Spread name="gradients" title=GRADIENTS deviation=|layer| layer.gradient_rms />
        </section>
    };
    let rest = view! {
        <Diagnosis />
        <Regions />
        <LearningCharts />
        <Presets presets=PRESETS />
    };
    Scene::new(lead).questions(QUESTIONS).rest(rest)
}

/// What is wrong with the net, if anything, and the numbers behind that.
#[component]
fn Diagnosis() -> impl IntoView {
    let language: Language = expect_context();
    let layers = use_run_context().part(health);
    let condition = Memo::new(move |_| layers.with(|layers| (!layers.is_empty()).then(|| diagnosis(layers))));
    let sentence = move || {
        let condition = condition.get()?;
        Some(say(language.locale.get(), explanation(condition)))
    };
    let factors = move || {
        let (forward, back) = layers.with(|layers| changes(layers))?;
        let text = say(language.locale.get(), CHANGES).replace("{forward}", &number(forward));
        Some(text.replace("{back}", &number(back)))
    };
    let rows = move || {
        let locale = language.locale.get();
        layers.with(|layers| {
            let both = layers.iter().zip(conditions(layers)).enumerate();
            both.map(|(index, (layer, condition))| row(locale, index, layer, condition)).collect::<Vec<_>>()
        })
    };
    view! {
        <section class="block">
            <p
                role="status"
                data-testid="diagnosis"
                data-condition=move || condition.get().map_or("", Condition::name)
            >
                {sentence}
            </p>
            <p class="note">{factors}</p>
            <LabTable testid="health" headings=&COLUMNS>{rows}</LabTable>
        </section>
    }
}

fn row(locale: Locale, index: usize, layer: &Health, condition: Condition) -> impl IntoView + use<> {
    let percent = |share: f64| format!("{:.0}%", 100.0 * share);
    let cells = [
        number(layer.activation_sd),
        number(layer.gradient_rms),
        percent(layer.dead_share),
        percent(layer.saturated_share),
        say(locale, name(condition)).to_owned(),
    ];
    let cells = cells.map(|cell| view! { <td>{cell}</td> });
    view! {
        <tr data-condition=condition.name()>
            <th scope="row">{layer_name(locale, index)}</th>
            {cells}
        </tr>
    }
}

/// One histogram a layer, all over the same range.
#[component]
fn Spread(name: &'static str, title: Text, deviation: fn(&Health) -> f64) -> impl IntoView {
    let language: Language = expect_context();
    let rows = use_run_context().part(move |view| {
        let (locale, picture) = (language.locale.get(), &view.picture);
        let bins = picture.shape(name).last().copied().unwrap_or(0).max(1);
        let (low, high) = match *picture.values(&format!("{name}-range")) {
            [low, high] => (f64::from(low), f64::from(high)),
            _ => (-1.0, 1.0),
        };
        let layers = health(view).into_iter().zip(picture.values(name).chunks(bins)).enumerate();
        let row = |(index, (layer, counts)): (usize, (Health, &[f32]))| {
            let label = format!("{}, ± {}", layer_name(locale, index), number(deviation(&layer)));
            HistogramRow { label, counts: counts.into(), low, high }
        };
        layers.map(row).collect::<Vec<_>>()
    });
    view! { <Histograms name title=word(title) rows /> }
}

/// The points, and which class the net gives to each place.
#[component]
fn Regions() -> impl IntoView {
    let picture = use_run_context().part(|view| view.picture.clone());
    let layers = Signal::derive(move || {
        let picture = picture.get();
        let columns = picture.shape("regions").last().copied().unwrap_or(0);
        let values = picture.values("regions").iter().map(|&of_one| Tone::of_two(of_one)).collect();
        vec![Layer::Field { values, columns, tone: Tone::Classes }, points(&picture)]
    });
    view! {
        <section class="block">
            <PlaneView name="regions" title=word(REGIONS) x_label="x" y_label="y" bounds=Bounds::square(4.5) layers />
        </section>
    }
}

fn points(picture: &Picture) -> Layer {
    let classes: Arc<[u8]> = picture.values("classes").iter().map(|class| *class as u8).collect();
    let positions = picture.values("points").into();
    Layer::Points { positions, classes, radius_px: 3.0, hollow: false, label: String::new() }
}

fn health(view: &RunView) -> Vec<Health> {
    view.picture.values("health").chunks(Health::NUMBERS).filter_map(Health::from_row).collect()
}

fn layer_name(locale: Locale, index: usize) -> String {
    say(locale, LAYER).replace("{number}", &(index + 1).to_string())
}

/// Two digits, whatever the size.
fn number(value: f64) -> String {
    match value.abs() {
        size if size == 0.0 || (0.01..100.0).contains(&size) => format!("{value:.2}"),
        _ => format!("{value:.1e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_all_sizes_have_two_digits() {
        assert_eq!([0.0, 0.25, 12.0, 3.2e-6, 1400.0].map(number), ["0.00", "0.25", "12.00", "3.2e-6", "1.4e3"]);
    }
}
