//! How the reader likes the page: language and colours.

use leptos::prelude::*;

use super::choice::Choice;
use crate::i18n::*;
use crate::language::{Language, locale_name};
use crate::theme::{ThemeChoice, Theming};

/// Each language by its own name.
const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("zh", "中文")];

#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let language: Language = expect_context();
    let options = LANGUAGES.map(|(name, shown)| (name, name.to_owned(), shown.into())).to_vec();
    view! {
        <Choice
            testid="language"
            options
            chosen=Signal::derive(move || locale_name(language.locale.get()))
            choose=move |name| language.choose(name)
            attr:class="preference"
            attr:aria-label=move || t_string!(i18n, page.language)
        />
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
    let option =
        |choice: ThemeChoice| (choice, choice.name().to_owned(), Signal::derive(move || name(choice).to_owned()));
    view! {
        <Choice
            testid="theme"
            options=ThemeChoice::ALL.map(option).to_vec()
            chosen=Signal::derive(move || theming.get())
            choose=move |choice: ThemeChoice| theming.choose(choice)
            attr:class="preference"
            attr:aria-label=move || t_string!(i18n, page.theme)
        />
    }
}
