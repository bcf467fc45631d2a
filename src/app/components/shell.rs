//! What surrounds every page: skip link, top bar, list of lessons.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::backend_badge::BackendBadge;
use super::drop_zone;
use super::links::{DoneMark, HomeLink, LessonLink, NotebookLink};
use super::preferences::{LanguageSwitch, ThemeSwitch};
use crate::i18n::*;
use crate::language::{Language, say};
use crate::run_context::use_run_context;
use crate::use_route;
use course::Chapter;

#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let main = NodeRef::<html::Main>::new();
    // Only narrow screens hide the list.
    let is_menu_open = RwSignal::new(false);
    let route = use_route();
    Effect::new(move || {
        route.track();
        is_menu_open.set(false);
    });
    // The shell lives as long as the page, so the listener is never removed.
    window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            is_menu_open.set(false);
        }
    });
    drop_zone::keep_page();
    let skip = move |event: ev::MouseEvent| {
        // A plain fragment would be taken for one of the site's folder, which the document's base names.
        event.prevent_default();
        if let Some(main) = main.get() {
            let _ = main.focus();
        }
    };
    view! {
        <a class="skip-link" href="#main" on:click=skip>
            {t!(i18n, page.skip)}
        </a>
        <header class="top-bar">
            <button
                class="menu-button"
                aria-label=move || t_string!(i18n, page.menu)
                aria-expanded=move || is_menu_open.get().to_string()
                aria-controls="lessons-menu"
                on:click=move |_| is_menu_open.update(|is_open| *is_open = !*is_open)
            >
                <span aria-hidden="true">"☰"</span>
            </button>
            <HomeLink class="brand">{t!(i18n, page.course)}</HomeLink>
            <BackendBadge />
            <LanguageSwitch />
            <ThemeSwitch />
        </header>
        <div class="layout">
            <nav
                id="lessons-menu"
                class="sidebar"
                class:is-open=move || is_menu_open.get()
                aria-label=move || t_string!(i18n, page.lessons)
            >
                <LessonList />
                <p class="sidebar-chapter">
                    <NotebookLink />
                </p>
            </nav>
            <main id="main" tabindex="-1" node_ref=main>
                {children()}
            </main>
        </div>
    }
}

/// All lessons, under their chapters.
#[component]
fn LessonList() -> impl IntoView {
    let language: Language = expect_context();
    let mut chapters: Vec<(_, Vec<_>)> = Vec::new();
    for (lesson, number) in use_run_context().course.iter().copied().zip(1..) {
        let entry = view! {
            <li>
                <LessonLink lesson testid=format!("lesson-link-{}", lesson.id)>
                    <span class="lesson-number">{number}</span>
                    {move || say(language.locale.get(), lesson.title)}
                    <DoneMark lesson testid=format!("lesson-done-{}", lesson.id) />
                </LessonLink>
            </li>
        };
        match chapters.last_mut().filter(|(chapter, _)| *chapter == lesson.chapter) {
            Some((_, entries)) => entries.push(entry),
            None => chapters.push((lesson.chapter, vec![entry])),
        }
    }
    let chapter = |(chapter, entries): (Chapter, _)| {
        view! {
            <p class="sidebar-chapter">{move || say(language.locale.get(), chapter.title())}</p>
            <ol>{entries}</ol>
        }
    };
    chapters.into_iter().map(chapter).collect::<Vec<_>>()
}
