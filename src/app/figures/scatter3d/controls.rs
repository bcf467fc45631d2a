//! Below a 3-D scatter plot: what the colours mean, and whether it turns by itself.

use leptos::prelude::*;

use super::Show as Colours;
use super::scene::Scene;
use crate::components::choice::{Choice, Tick};
use crate::i18n::*;
use plot::camera::Camera;

/// What the colours mean, turning by itself, and the way back.
#[component]
pub fn Controls(name: &'static str, scene: Scene, is_turning: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let on_home = move |_| {
        is_turning.set(false);
        scene.camera.set(Camera::default());
    };
    view! {
        <div class="space-controls">
            <ColourChoice name scene />
            <Tick
                testid=format!("chart-{name}-turn")
                label=Signal::derive(move || t_string!(i18n, scatter3d.turn))
                value=is_turning
            />
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
    let option = |(colours, name): (Colours, &str)| {
        (colours, name.to_owned(), Signal::derive(move || words(colours).to_owned()))
    };
    view! {
        <label>
            {t!(i18n, scatter3d.show)} " "
            <Choice
                testid=format!("chart-{name}-show")
                options=ALL.map(option).to_vec()
                chosen=scene.show
                choose=move |colours| scene.show.set(colours)
            />
        </label>
    }
}

/// Each with its name in the document.
const ALL: [(Colours, &str); 4] = [
    (Colours::Both, "both"),
    (Colours::Truth, "truth"),
    (Colours::Prediction, "prediction"),
    (Colours::Mistakes, "mistakes"),
];
