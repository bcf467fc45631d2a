//! Which language the page speaks: the address decides, then the reader's last choice, then the browser.

use leptos::prelude::*;

use super::i18n::Locale;
use super::storage;
use course::Text;

const KEY: &str = "language";

/// Context: the page's language.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    pub locale: Signal<Locale>,
    /// Named in the address or chosen on the page: such a choice belongs into the address.
    chosen: RwSignal<Option<Locale>>,
}

impl Language {
    /// The language for an address that names `asked`, or none.
    pub fn new(asked: Option<&str>) -> Self {
        let chosen = RwSignal::new(asked.and_then(locale_of));
        let fallback = storage::choice(KEY).as_deref().and_then(locale_of).unwrap_or_else(browser_locale);
        Self { locale: Signal::derive(move || chosen.get().unwrap_or(fallback)), chosen }
    }

    /// The reader chose.
    pub fn choose(self, name: &str) {
        if let Some(locale) = locale_of(name) {
            storage::remember(KEY, locale_name(locale));
            self.chosen.set(Some(locale));
        }
    }

    /// What the address should name.
    pub fn in_address(self) -> Option<&'static str> {
        self.chosen.get().map(locale_name)
    }
}

/// The name in the address.
pub fn locale_name(locale: Locale) -> &'static str {
    match locale {
        Locale::en => "en",
        Locale::zh => "zh",
    }
}

/// The name for `<html lang>`.
pub fn language_tag(locale: Locale) -> &'static str {
    match locale {
        Locale::en => "en",
        Locale::zh => "zh-Hans",
    }
}

/// A text of the lessons in the page's language.
pub fn say(locale: Locale, text: Text) -> &'static str {
    match locale {
        Locale::en => text.en,
        Locale::zh => text.zh,
    }
}

/// The same as a signal, for the components' titles and labels.
pub fn word(text: Text) -> Signal<String> {
    let language: Language = expect_context();
    Signal::derive(move || say(language.locale.get(), text).to_owned())
}

/// The language whose name begins this tag, such as `zh-CN`.
pub fn locale_of(tag: &str) -> Option<Locale> {
    match tag.get(..2)? {
        "en" => Some(Locale::en),
        "zh" => Some(Locale::zh),
        _ => None,
    }
}

fn browser_locale() -> Locale {
    let languages = window().navigator().languages();
    languages.iter().filter_map(|tag| tag.as_string()).find_map(|tag| locale_of(&tag)).unwrap_or(Locale::en)
}
