//! The pages of the course, one file each; which one is shown follows from the address alone.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

use super::address::Route;
use super::run_context::use_run_context;
use super::run_view::RunView;
use super::{site, use_route};
use crate::figure::Fetched;
use crate::notebook_page::page;
use course::find;

mod home;
mod home_lab;
mod lesson;
mod not_found;

use home::HomePage;
use lesson::LessonPage;
use not_found::NotFoundPage;

/// The page that the address names. [`Route`] tells the pages apart and is natively tested; of the router only links and
/// history are used.
#[component]
pub fn Pages() -> impl IntoView {
    let route = use_route();
    let (path, location) = (use_location().pathname, expect_context::<BrowserUrl>());
    Effect::new(move || {
        path.track();
        // The router writes the address bar once the page is there.
        location.ready_to_complete();
    });
    focus_titles(route);
    let has_run = use_run_context().part(RunView::has_run);
    Effect::new(move || {
        if has_run.get() || matches!(route.get(), Route::Notebook | Route::NotFound) {
            site::say_ready();
        }
    });
    // Keyed, so that a page is gone with all that it listens to before the next one is made: what is not taken away first
    // would still be told of changes, and read what its own components no longer have.
    view! {
        <For each=move || [route.get()] key=Route::clone let:route>
            {page_of(route)}
        </For>
    }
}

fn page_of(route: Route) -> AnyView {
    match route {
        Route::Home => view! { <HomePage /> }.into_any(),
        Route::Notebook => view! { <Fetched figure=crate::figure!(notebook, page) name="notebook" /> }.into_any(),
        Route::NotFound => view! { <NotFoundPage /> }.into_any(),
        Route::Lesson(id) => match find(use_run_context().course, &id) {
            Some(lesson) => view! { <LessonPage lesson /> }.into_any(),
            None => view! { <NotFoundPage lesson_id=id /> }.into_any(),
        },
    }
}

/// Another page is another place to read on from: its title takes the focus. The first page keeps the browser's own.
fn focus_titles(route: Memo<Route>) {
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| {
                let title = document().query_selector("main h1").ok().flatten();
                let how = FocusOptions::new();
                // Where the page is scrolled to is the router's business.
                how.set_prevent_scroll(true);
                if let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) {
                    // An element that cannot take the focus leaves it where it is.
                    let _ = title.focus_with_options(&how);
                }
            });
        }
        now
    });
}
