//! Below a 3-D scatter plot: its classes to hide and show, what the colours mean, and whether it turns by itself.

use leptos::prelude::*;

use super::Show as Colours;
use super::scene::Scene;
use crate::i18n::*;
use plot::camera::Camera;
use plot::canvas::page_theme;
use plot::palette;

/// A button for each class: pointing at it shows the class alone, a click hides or shows it.
#[component]
pub fn ClassLegend(class_names: Signal<Vec<String>>, scene: Scene) -> impl IntoView {
    let i18n = use_i18n();
    let theme = page_theme();
    let Scene { hidden, highlighted, .. } = scene;
    let entry = move |(class, name): (usize, String)| {
        let is_shown = move || hidden.with(|hidden| !hidden.contains(&class));
        let toggle = move |_| {
            hidden.update(|hidden| match hidden.iter().position(|known| *known == class) {
                Some(index) => drop(hidden.remove(index)),
                None => hidden.push(class),
            });
        };
        let label = name.clone();
        view! {
            <button
                class="embedding-class"
                style:color=move || palette::css(theme.get().palette().class(class))
                aria-pressed=move || is_shown().to_string()
                aria-label=move || t_string!(i18n, scatter3d.class, class = label.as_str())
                on:click=toggle
                on:pointerenter=move |_| highlighted.set(Some(class))
                on:pointerleave=move |_| highlighted.set(None)
                on:focus=move |_| highlighted.set(Some(class))
                on:blur=move |_| highlighted.set(None)
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="embedding-legend" role="group" aria-label=move || t_string!(i18n, scatter3d.classes)>
            <For each=move || class_names.get().into_iter().enumerate() key=Clone::clone children=entry />
        </div>
    }
}

/// What the colours mean, turning by itself, and the way back.
#[component]
pub fn Controls(name: &'static str, scene: Scene, is_turning: RwSignal<bool>, has_predictions: bool) -> impl IntoView {
    let i18n = use_i18n();
    let on_turning = move |event| is_turning.set(event_target_checked(&event));
    let on_home = move |_| {
        is_turning.set(false);
        scene.camera.set(Camera::default());
    };
    view! {
        <div class="space-controls">
            {has_predictions.then(|| view! { <ColourChoice name scene /> })}
            <label>
                <input
                    type="checkbox"
                    data-testid=format!("chart-{name}-turn")
                    prop:checked=move || is_turning.get()
                    on:change=on_turning
                />
                " "
                {t!(i18n, scatter3d.turn)}
            </label>
            <button class="chart-tool" data-testid=format!("chart-{name}-home") on:click=on_home>
                {t!(i18n, scatter3d.home)}
            </button>
        </div>
    }
}

#[component]
fn ColourChoice(name: &'static str, scene: Scene) -> impl IntoView {
    let i18n = use_i18n();
    let words = move |colours: Colours| match colours {
        Colours::Truth => t_string!(i18n, scatter3d.show_truth),
        Colours::Prediction => t_string!(i18n, scatter3d.show_prediction),
        Colours::Both => t_string!(i18n, scatter3d.show_both),
        Colours::Mistakes => t_string!(i18n, scatter3d.show_mistakes),
    };
    let option = move |colours: Colours| {
        view! {
            <option value=key(colours) selected=move || scene.show.get() == colours>
                {move || words(colours)}
            </option>
        }
    };
    let on_change = move |event| {
        let chosen = event_target_value(&event);
        if let Some(colours) = ALL.into_iter().find(|colours| key(*colours) == chosen) {
            scene.show.set(colours);
        }
    };
    view! {
        <label>
            {t!(i18n, scatter3d.show)} " "
            <select data-testid=format!("chart-{name}-show") on:change=on_change>
                {ALL.map(option).collect_view()}
            </select>
        </label>
    }
}

const ALL: [Colours; 4] = [Colours::Both, Colours::Truth, Colours::Prediction, Colours::Mistakes];

fn key(colours: Colours) -> &'static str {
    match colours {
        Colours::Truth => "truth",
        Colours::Prediction => "prediction",
        Colours::Both => "both",
        Colours::Mistakes => "mistakes",
    }
}
