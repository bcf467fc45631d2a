//! The page: Leptos components over plain state; it speaks to the workers in protocol messages only.
//!
//! [`run_view`] is what the page knows of a run, [`conduct`] decides what the workers are told, [`link`] reaches them; all
//! three know no component. [`context`] hands them to the components as signals; [`pages`] and [`components`] draw.

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;

pub mod address;
pub mod address_bar;
pub mod components;
pub mod conduct;
mod cores;
pub mod door;
pub mod figure;
pub mod figures;
pub mod file_text;
pub mod highlight;
pub mod i18n;
pub mod keeping;
pub mod kept;
pub mod kit;
pub mod language;
pub mod last_words;
pub mod link;
pub mod locks;
mod losses;
mod marks;
pub mod notebook_page;
pub mod offers;
pub mod pace;
pub mod pages;
pub mod progress;
pub mod python;
pub mod reading;
pub mod run_context;
pub mod run_view;
pub mod saved;
pub mod scene;
pub mod site;
pub mod storage;
pub mod text;
pub mod theme;
pub mod version;
pub mod weights_text;
pub mod writing;

use components::shell::Shell;
use course::Course;
use figure::{AskedAgain, Figures};
use i18n::I18nSubContextProvider;
use language::Language;
use pages::Pages;
use progress::Progress;
use run_context::RunContext;
use site::Site;
use theme::Theming;

/// The whole page.
#[component]
pub fn App(
    /// All lessons, in the order in which they are read.
    course: Course,
    figures: Figures,
) -> impl IntoView {
    let site = Site::of_page();
    let language = Language::new(address_bar::wishes().language);
    provide_context(language);
    provide_context(site.clone());
    Theming::provide();
    provide_context(figures);
    provide_context(AskedAgain::default());
    RunContext::provide(&site, course);
    Progress::provide();
    version::watch(site.clone());
    let base = site.base_path.trim_end_matches('/').to_owned();
    view! {
        <I18nSubContextProvider initial_locale=language.locale>
            <Router base>
                <AddressBar />
                <Shell>
                    <Pages />
                </Shell>
            </Router>
        </I18nSubContextProvider>
    }
}

/// The page that the address names.
pub fn use_route() -> Memo<address::Route> {
    let site: Site = use_context().expect("the app provides its site above all its components");
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| address::Route::of(&site.base_path, path)))
}

/// Keeps address, title and language of the document in step with the page.
#[component]
fn AddressBar() -> impl IntoView {
    address_bar::keep();
}
