//! The pages of the course, one file each; which one is shown follows from the address alone.

use leptos::prelude::*;

use super::address::Route;
use super::use_route;
use crate::lessons;

mod home;
mod lesson;
mod not_found;

use home::HomePage;
use lesson::LessonPage;
use not_found::NotFoundPage;

/// The page that the address names.
#[component]
pub fn Pages() -> impl IntoView {
    let route = use_route();
    move || match route.get() {
        Route::Home => view! { <HomePage /> }.into_any(),
        Route::NotFound => view! { <NotFoundPage /> }.into_any(),
        Route::Lesson(id) => match lessons::find(&id) {
            Some(lesson) => view! { <LessonPage lesson /> }.into_any(),
            None => view! { <NotFoundPage lesson_id=id /> }.into_any(),
        },
    }
}
