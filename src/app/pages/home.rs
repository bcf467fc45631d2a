//! The course's front page: what it is, a way in, all lessons.

use leptos::prelude::*;

use crate::components::links::LessonLink;
use crate::i18n::*;
use crate::language::{Language, say};
use crate::run_context::use_run_context;
use course::Manifest;

#[component]
pub fn HomePage() -> impl IntoView {
    let (i18n, course) = (use_i18n(), use_run_context().course);
    let first = course.first().map(|lesson| {
        view! {
            <LessonLink lesson=lesson class="button button-main hero-link">
                {t!(i18n, page.begin)}
            </LessonLink>
        }
    });
    let lessons: Vec<_> = course.iter().map(|lesson| view! { <LessonCard lesson=lesson /> }).collect();
    view! {
        <section class="hero">
            <p class="hero-tagline">{t!(i18n, page.tagline)}</p>
            <h1 tabindex="-1">{t!(i18n, page.course)}</h1>
            <p class="lede">{t!(i18n, page.intro)}</p>
            {first}
        </section>
        <section aria-labelledby="lessons-title">
            <h2 id="lessons-title">{t!(i18n, page.lessons)}</h2>
            <ol class="lesson-list">{lessons}</ol>
        </section>
    }
}

#[component]
fn LessonCard(lesson: &'static Manifest) -> impl IntoView {
    let language: Language = expect_context();
    view! {
        <li class="lesson-card">
            <p class="lesson-chapter">{move || say(language.locale.get(), lesson.chapter.title())}</p>
            <h3>
                <LessonLink lesson=lesson />
            </h3>
            <p>{move || say(language.locale.get(), lesson.summary)}</p>
        </li>
    }
}
