//! "You could try": experiments of one click.

use leptos::prelude::*;

use super::stage;
use crate::conduct::Then;
use crate::i18n::*;
use crate::language::{Language, say};
use crate::run_context::use_run_context;
use course::Text;
use course::settings::Settings;

/// An experiment: what to look for, and what to change.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    pub text: Text,
    /// Settings that differ from the defaults.
    pub settings: &'static [(&'static str, &'static str)],
}

pub const fn preset(en: &'static str, zh: &'static str, settings: &'static [(&'static str, &'static str)]) -> Preset {
    Preset { text: Text { en, zh }, settings }
}

#[component]
pub fn Presets(presets: &'static [Preset]) -> impl IntoView {
    let i18n = use_i18n();
    let items: Vec<_> = presets.iter().map(|preset| view! { <PresetItem preset=preset /> }).collect();
    view! {
        <section class="presets" aria-labelledby="presets-title">
            <h2 id="presets-title">{t!(i18n, run.presets)}</h2>
            <ul>{items}</ul>
        </section>
    }
}

#[component]
fn PresetItem(preset: &'static Preset) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let language: Language = expect_context();
    let start = move |_| {
        let Some(lesson) = context.lesson.get_untracked() else { return };
        // Where the net is computed stays the reader's choice.
        let backend = context.settings.with_untracked(|settings| settings.choice("backend").to_owned());
        let pairs = preset.settings.iter().copied().chain([("backend", backend.as_str())]);
        let (settings, faults) = Settings::from_pairs(lesson.settings, pairs);
        context.settings.set(settings);
        context.reset(Then::Run);
        stage::show();
        for fault in faults {
            context.report(fault);
        }
    };
    view! {
        <li>
            <span>{move || say(language.locale.get(), preset.text)}</span>
            <button class="button" on:click=start>
                {t!(i18n, run.try_it)}
            </button>
        </li>
    }
}
