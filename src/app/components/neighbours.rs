//! The way on from a lesson: the one before it, and the next.

use leptos::prelude::*;

use super::links::LessonLink;
use crate::i18n::*;
use crate::language::{Language, say};
use crate::run_context::use_run_context;
use course::{Manifest, neighbours};

#[component]
pub fn Neighbours(lesson: &'static Manifest) -> impl IntoView {
    let i18n = use_i18n();
    let language: Language = expect_context();
    let (before, after) = neighbours(use_run_context().course, lesson.id);
    let name = move |lesson: &'static Manifest| {
        view! { <strong>{move || say(language.locale.get(), lesson.title)}</strong> }
    };
    let before = before.map(|lesson| {
        view! {
            <LessonLink lesson class="neighbour" testid="previous-lesson".to_owned()>
                <span>"← "{t!(i18n, page.previous)}</span>
                {name(lesson)}
            </LessonLink>
        }
    });
    let after = after.map(|lesson| {
        view! {
            <LessonLink lesson class="neighbour neighbour-next" testid="next-lesson".to_owned()>
                <span>{t!(i18n, page.next)}" →"</span>
                {name(lesson)}
            </LessonLink>
        }
    });
    view! {
        <nav class="neighbours" aria-label=move || t_string!(i18n, page.way)>
            {before}
            {after}
        </nav>
    }
}
