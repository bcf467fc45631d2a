//! How the reader likes the page: language and colours.

use leptos::prelude::*;

use crate::i18n::*;
use crate::language::{Language, locale_name};
use crate::theme::{ThemeChoice, Theming};

/// Each language by its own name.
const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("zh", "中文")];

#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let language: Language = expect_context();
    let chosen = move || locale_name(language.locale.get());
    let options =
        LANGUAGES.map(|(value, name)| view! { <option value=value selected=move || chosen() == value>{name}</option> });
    view! {
        <select
            class="preference"
            data-testid="language"
            aria-label=move || t_string!(i18n, page.language)
            prop:value=chosen
            on:change=move |event| language.choose(&event_target_value(&event))
        >
            {options}
        </select>
    }
}

#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let theming: Theming = expect_context();
    let name = move |choice| match choice {
        ThemeChoice::Auto => t_string!(i18n, page.theme_auto),
        ThemeChoice::Light => t_string!(i18n, page.theme_light),
        ThemeChoice::Dark => t_string!(i18n, page.theme_dark),
    };
    let options = ThemeChoice::ALL.map(|choice| {
        view! {
            <option value=choice.name() selected=move || theming.get() == choice>
                {move || name(choice)}
            </option>
        }
    });
    view! {
        <select
            class="preference"
            data-testid="theme"
            aria-label=move || t_string!(i18n, page.theme)
            prop:value=move || theming.get().name()
            on:change=move |event| theming.choose(&event_target_value(&event))
        >
            {options}
        </select>
    }
}
