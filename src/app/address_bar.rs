//! The browser's address bar, title and language attribute: read once, then kept in step with the page.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_use::use_debounce_fn_with_arg;
use web_sys::UrlSearchParams;

use super::address::{self, Route, Wishes};
use super::i18n::*;
use super::language::{Language, language_tag, say};
use super::run_context::use_run_context;
use super::site::Site;
use super::use_route;
use course::find;

/// The address follows the settings once they have rested so long.
const QUIET_MILLIS: f64 = 150.0;

/// The pairs of a query string, decoded.
pub fn pairs(search: &str) -> Vec<(String, String)> {
    let Ok(params) = UrlSearchParams::new_with_str(search) else { return Vec::new() };
    let text = |value: wasm_bindgen::JsValue| value.as_string().unwrap_or_default();
    let entries = params.entries().into_iter().flatten().map(|entry| js_sys::Array::from(&entry));
    entries.map(|pair| (text(pair.get(0)), text(pair.get(1)))).collect()
}

/// What the address bar asks for now, beside settings.
pub fn wishes() -> Wishes {
    let pairs = pairs(&window().location().search().unwrap_or_default());
    address::wishes(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())))
}

/// Writes address, title and language whenever they change.
pub fn keep() {
    let (route, context) = (use_route(), use_run_context());
    let language: Language = use_context().expect("the app provides the language above all its components");
    let site: Site = use_context().expect("the app provides its site above all its components");
    let lesson = Memo::new(move |_| match route.get() {
        Route::Lesson(id) => find(context.course, &id).map(|lesson| lesson.id),
        Route::Home | Route::Notebook | Route::NotFound => None,
    });
    let search = use_location().search;
    let base = site.base_path;
    // Browsers refuse more than a few addresses a second, as a dragged point would write.
    // The router writes a new path first, within its frame.
    let write =
        use_debounce_fn_with_arg(move |(route, query): (Route, String)| replace(&base, &route, &query), QUIET_MILLIS);
    Effect::new(move || {
        let route = route.get();
        // What a notebook's address asks for is its own business.
        if route == Route::Notebook {
            return;
        }
        // A link to the page that is open takes the query away.
        search.track();
        let open = context.lesson.get().filter(|open| lesson.get() == Some(open.id));
        let asked = if open.is_some() { wishes() } else { Wishes::default() };
        let wishes = Wishes { language: language.in_address(), ..asked };
        let schema = open.map_or(&[][..], |open| open.settings);
        let query = context.settings.with(|settings| address::query(schema, settings, &wishes));
        write((route, query));
    });
    Effect::new(move || {
        let locale = language.locale.get();
        let title = match route.get() {
            Route::Notebook => Some(td_string!(locale, python.notebook)),
            Route::Home | Route::Lesson(_) | Route::NotFound => {
                lesson.get().and_then(|id| find(context.course, id)).map(|lesson| say(locale, lesson.title))
            }
        };
        document().set_title(&title.map_or("Emberlab".to_owned(), |title| format!("{title} · Emberlab")));
        if let Some(root) = document().document_element() {
            // Language tags are valid attribute values.
            let _ = root.set_attribute("lang", language_tag(locale));
        }
    });
}

/// Puts the query into the address, unless the reader has gone on to another page meanwhile.
fn replace(base: &str, route: &Route, query: &str) {
    let location = window().location();
    let (path, search) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    let mark = if query.is_empty() { "" } else { "?" };
    if Route::of(base, &path) != *route || search == format!("{mark}{query}") {
        return;
    }
    let address = format!("{path}{mark}{query}{}", location.hash().unwrap_or_default());
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or_default();
        if let Err(error) = history.replace_state_with_url(&state, "", Some(&address)) {
            web_sys::console::warn_1(&error);
        }
    }
}
