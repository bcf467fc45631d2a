//! Copies the page's address, which holds the settings; for a class with those locked that differ from the defaults.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::i18n::*;
use crate::run_context::use_run_context;
use course::settings::Setting;

/// How long the button says that it has copied.
const SAID_MILLIS: u64 = 2_000;

/// Only where the browser lets pages write to the clipboard.
#[component]
pub fn ShareButtons() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let address = || window().location().href().unwrap_or_default();
    let for_a_class = move || {
        let schema = context.lesson.get_untracked().map_or(&[][..], |lesson| lesson.settings);
        let keys = context.settings.with_untracked(|settings| {
            let is_changed = |setting: &&Setting| settings.value(setting.key) != Some(&setting.domain.default_value());
            schema.iter().filter(is_changed).map(|setting| setting.key).collect::<Vec<_>>()
        });
        let mark = if address().contains('?') { '&' } else { '?' };
        format!("{}{mark}lock={}", address(), keys.join(","))
    };
    view! {
        <ShareButton testid="share" words=Signal::derive(move || t_string!(i18n, run.share)) text=address />
        <ShareButton testid="share-class" class="button rare" words=Signal::derive(move || t_string!(i18n, run.share_class)) text=for_a_class />
    }
}

#[component]
fn ShareButton(
    testid: &'static str,
    #[prop(default = "button")] class: &'static str,
    words: Signal<&'static str>,
    text: impl Fn() -> String + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_copied = RwSignal::new(false);
    let copy = move |_| {
        let address = text();
        spawn_local(async move {
            match JsFuture::from(window().navigator().clipboard().write_text(&address)).await {
                Ok(_) => {
                    is_copied.set(true);
                    set_timeout(move || is_copied.set(false), Duration::from_millis(SAID_MILLIS));
                }
                // Refused by the reader, who knows.
                Err(error) => web_sys::console::warn_1(&error),
            }
        });
    };
    let words = move || if is_copied.get() { t_string!(i18n, run.copied) } else { words.get() };
    window().is_secure_context().then(|| {
        view! {
            <button class=class data-testid=testid aria-live="polite" on:click=copy>
                {words}
            </button>
        }
    })
}
