//! Brings a lesson's text and sources, in the page's language, and what the front page shows of the lessons.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::language::{Language, locale_name};
use super::run_context::use_run_context;
use super::site::Site;
use course::Manifest;
use course::reading::{CARDS, Card, Reading, file_name};
use data::web::{body, request};
use protocol::Fault;
use worker::rest;

/// Between two tries to bring a text.
const RETRY_MILLIS: f64 = 5_000.0;

/// Fetched anew when the language changes; the last one stays until then. Context of a lesson's page.
#[derive(Clone, Copy)]
pub struct Readings(pub RwSignal<Arc<Reading>>);

impl Readings {
    pub fn provide(lesson: &'static Manifest) {
        let language: Language = expect_context();
        let site: Site = expect_context();
        let reading = RwSignal::new(Arc::new(early(lesson, locale_name(language.locale.get_untracked()))));
        provide_context(Self(reading));
        Effect::new(move || bring(lesson, locale_name(language.locale.get()), &site, reading));
    }
}

/// The cards of the front page, once they are there; without them it has its words.
#[derive(Clone, Copy, Default)]
pub struct Cards(pub RwSignal<BTreeMap<String, Card>>);

impl Cards {
    pub fn provide() -> Self {
        let cards = Self::default();
        let site: Site = expect_context();
        bring_cards(&site, cards);
        cards
    }
}

/// The text that stands in the page before its code has come (`xtask/src/early.rs`); none for lessons that are opened later.
fn early(lesson: &'static Manifest, language: &'static str) -> Reading {
    let place = format!("#early[data-lesson=\"{}\"] .prose[data-early=\"{language}\"]", lesson.id);
    let text = document().query_selector(&place).ok().flatten();
    Reading { html: text.map(|text| text.inner_html()).unwrap_or_default(), sources: Vec::new() }
}

fn bring(lesson: &'static Manifest, language: &'static str, site: &Site, reading: RwSignal<Arc<Reading>>) {
    let context = use_run_context();
    let name = file_name(language);
    let address = site.file(&format!("lesson/{}/{name}", lesson.id));
    let open: Language = expect_context();
    // The reader may leave the lesson, or turn to the other language.
    let is_wanted = move || {
        reading.try_get_untracked().is_some()
            && open.locale.try_get_untracked().is_some_and(|locale| locale_name(locale) == language)
    };
    wasm_bindgen_futures::spawn_local(async move {
        let mut said: Option<Fault> = None;
        loop {
            let arrived = async {
                let bytes = body(&request(&address, &name).await?, &name, |_| ()).await?;
                serde_json::from_slice(&bytes).map_err(|error| Fault::BadMessage { detail: error.to_string().into() })
            };
            let arrived: Result<Reading, Fault> = arrived.await;
            if !is_wanted() {
                said.iter().for_each(|said| context.dismiss(said));
                return;
            }
            match arrived {
                Ok(arrived) => {
                    drop(reading.try_set(Arc::new(arrived)));
                    said.iter().for_each(|said| context.dismiss(said));
                    return;
                }
                Err(Fault::Network { file, detail }) => {
                    let fault = Fault::TextMissing { file, detail };
                    if said.is_none() {
                        context.report(fault.clone());
                        said = Some(fault);
                    }
                    rest(RETRY_MILLIS).await;
                }
                Err(fault) => return context.report(fault),
            }
        }
    });
}

fn bring_cards(site: &Site, cards: Cards) {
    let address = site.file(CARDS);
    wasm_bindgen_futures::spawn_local(async move {
        // A card without its picture still leads to its lesson.
        let Ok(response) = request(&address, CARDS).await else { return };
        let Ok(bytes) = body(&response, CARDS, |_| ()).await else { return };
        if let Ok(arrived) = serde_json::from_slice(&bytes) {
            drop(cards.0.try_set(arrived));
        }
    });
}
