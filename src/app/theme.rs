//! Light or dark: as the reader chose, else as the system is set. CSS follows the attribute `data-theme` of `<html>`.

use leptos::prelude::*;
use leptos_use::use_preferred_dark;

use super::storage;
use crate::figures::canvas::PageTheme;
use plot::palette::Theme;

const KEY: &str = "theme";

/// What the reader chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    #[default]
    Auto,
    Light,
    Dark,
}

impl ThemeChoice {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }
}

/// Context: the reader's choice.
#[derive(Clone, Copy, Debug)]
pub struct Theming(RwSignal<ThemeChoice>);

impl Theming {
    /// Takes up the choice of the last visit, and provides the pictures' [`PageTheme`].
    pub fn provide() -> Self {
        let choice = RwSignal::new(storage::choice(KEY).as_deref().and_then(ThemeChoice::named).unwrap_or_default());
        let is_system_dark = use_preferred_dark();
        let theme = Memo::new(move |_| match choice.get() {
            ThemeChoice::Light => Theme::Light,
            ThemeChoice::Dark => Theme::Dark,
            ThemeChoice::Auto if is_system_dark.get() => Theme::Dark,
            ThemeChoice::Auto => Theme::Light,
        });
        provide_context(PageTheme(theme.into()));
        Effect::new(move || {
            if let Some(root) = document().document_element() {
                // The name comes from `ThemeChoice::name`, so the attribute is valid.
                let _ = root.set_attribute("data-theme", choice.get().name());
            }
        });
        let theming = Self(choice);
        provide_context(theming);
        theming
    }

    pub fn get(self) -> ThemeChoice {
        self.0.get()
    }

    /// The reader chose.
    pub fn choose(self, choice: ThemeChoice) {
        storage::remember(KEY, choice.name());
        self.0.set(choice);
    }
}
