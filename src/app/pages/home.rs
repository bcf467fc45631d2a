//! The course's front page: a net that learns while one looks, a way in, all lessons.

use leptos::prelude::*;

use super::home_lab::{self, LESSON, Standing};
use crate::components::links::{DoneMark, LessonLink};
use crate::figure::{Fetched, Figure};
use crate::i18n::*;
use crate::language::{Language, say};
use crate::progress::Progress;
use crate::reading::Cards;
use crate::run_context::use_run_context;
use course::{Manifest, find};

#[component]
pub fn HomePage() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let course = context.course;
    home_lab::begin(context);
    provide_context(Cards::provide());
    on_cleanup(move || context.leave());
    let lab: Figure = crate::figure!(home_lab, home_lab::lab);
    let lessons: Vec<_> =
        course.iter().copied().zip(1..).map(|(lesson, number)| view! { <LessonCard lesson number /> }).collect();
    view! {
        <section class="hero">
            <h1 tabindex="-1">{t!(i18n, home.title)}</h1>
            <p class="lede">{t!(i18n, home.line)}</p>
            <Standing />
            <div class="home-place">
                <Fetched figure=lab name="front page" />
            </div>
            <WaysIn />
        </section>
        <section aria-labelledby="lessons-title">
            <h2 id="lessons-title">{t!(i18n, page.lessons)}</h2>
            <ol class="lesson-list">{lessons}</ol>
        </section>
    }
}

/// On with the course where the reader has begun it; else its first lesson, and the lesson of the net above.
#[component]
fn WaysIn() -> impl IntoView {
    let i18n = use_i18n();
    let language: Language = expect_context();
    let course = use_run_context().course;
    let progress: Progress = expect_context();
    let next = Memo::new(move |_| progress.next(course).map(|lesson| lesson.id));
    let main = move || match next.get().and_then(|id| find(course, id)) {
        Some(lesson) => {
            let title = move || say(language.locale.get(), lesson.title);
            view! {
                <LessonLink lesson class="button button-main hero-link">
                    {t!(i18n, page.go_on, lesson = title)}
                </LessonLink>
            }
            .into_any()
        }
        None => course
            .first()
            .map(|lesson| {
                view! {
                    <LessonLink lesson class="button button-main hero-link">
                        {t!(i18n, page.begin)}
                    </LessonLink>
                }
            })
            .into_any(),
    };
    let of_this = find(course, LESSON).map(|lesson| {
        view! {
            <LessonLink lesson class="button hero-link">
                {t!(i18n, home.of_this)}
            </LessonLink>
        }
    });
    view! { <p class="hero-links">{main} {of_this}</p> }
}

#[component]
fn LessonCard(lesson: &'static Manifest, number: usize) -> impl IntoView {
    let i18n = use_i18n();
    let language: Language = expect_context();
    let Cards(cards) = expect_context();
    let card = Memo::new(move |_| cards.with(|cards| cards.get(lesson.id).cloned()));
    let picture = move || card.get().map(|card| card.picture).unwrap_or_default();
    let size = move || {
        let megabytes = format!("{:.1}", card.get()?.bytes as f64 / 1e6);
        Some(view! { " · " {t!(i18n, home.megabytes, megabytes)} })
    };
    view! {
        <li class="lesson-card">
            <div class="card-picture" inner_html=picture></div>
            <p class="lesson-chapter">
                {number} " · " {move || say(language.locale.get(), lesson.chapter.title())} <DoneMark lesson />
            </p>
            <h3>
                <LessonLink lesson />
            </h3>
            <p>{move || say(language.locale.get(), lesson.summary)}</p>
            <p class="card-effort">{t!(i18n, page.minutes, minutes = lesson.minutes)} {size}</p>
        </li>
    }
}
