//! Copies the page's address, which holds the settings.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::i18n::*;

/// How long the button says that it has copied.
const SAID_MILLIS: u64 = 2_000;

/// Only where the browser lets pages write to the clipboard.
#[component]
pub fn ShareButton() -> impl IntoView {
    let i18n = use_i18n();
    let is_copied = RwSignal::new(false);
    let copy = move |_| {
        let address = window().location().href().unwrap_or_default();
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
    let words = move || if is_copied.get() { t_string!(i18n, run.copied) } else { t_string!(i18n, run.share) };
    window().is_secure_context().then(|| {
        view! {
            <button class="button" data-testid="share" aria-live="polite" on:click=copy>
                {words}
            </button>
        }
    })
}
