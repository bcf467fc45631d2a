//! Links within the course. Their addresses begin at the site's folder, wherever that is.

use leptos::prelude::*;

use crate::address::Route;
use crate::i18n::*;
use crate::language::{Language, say};
use crate::progress::Progress;
use crate::site::Site;
use crate::use_route;
use course::Manifest;

/// To the list of lessons.
#[component]
pub fn HomeLink(#[prop(optional)] class: &'static str, children: Children) -> impl IntoView {
    let site: Site = expect_context();
    let route = use_route();
    let current = move || (route.get() == Route::Home).then_some("page");
    view! {
        <a class=class href=site.base_path aria-current=current>
            {children()}
        </a>
    }
}

/// To the notebook page.
#[component]
pub fn NotebookLink(#[prop(optional)] class: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let site: Site = expect_context();
    let route = use_route();
    let current = move || (route.get() == Route::Notebook).then_some("page");
    view! {
        <a class=class href=Route::Notebook.path(&site.base_path) data-testid="notebook-link" aria-current=current>
            {t!(i18n, python.notebook)}
        </a>
    }
}

/// A tick for a lesson that was run to its end.
#[component]
pub fn DoneMark(lesson: &'static Manifest, #[prop(optional)] testid: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let progress: Progress = expect_context();
    let is_done = Memo::new(move |_| progress.is_done(lesson));
    move || {
        is_done.get().then(|| {
            let words = move || t_string!(i18n, page.done);
            view! { <span class="lesson-done" role="img" data-testid=testid.clone() aria-label=words title=words>"✓"</span> }
        })
    }
}

/// To a lesson, by its title or by other words.
#[component]
pub fn LessonLink(
    lesson: &'static Manifest,
    #[prop(optional)] class: &'static str,
    /// The id that automation finds the link by; none for a second link to the same lesson.
    #[prop(optional)]
    testid: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let site: Site = expect_context();
    let language: Language = expect_context();
    let here = Route::Lesson(lesson.id.to_owned());
    let href = here.path(&site.base_path);
    let route = use_route();
    let current = move || (route.get() == here).then_some("page");
    let words = match children {
        Some(children) => children(),
        None => (move || say(language.locale.get(), lesson.title)).into_any(),
    };
    view! {
        <a class=class href=href data-testid=testid aria-current=current>
            {words}
        </a>
    }
}
