//! A part of a lesson's text, in the page's language.

use leptos::prelude::*;

use crate::app::language::{Language, say};
use crate::app::markdown::LessonHtml;
use crate::lessons::Manifest;

#[component]
pub fn LessonText(
    lesson: &'static Manifest,
    /// Which part.
    part: fn(LessonHtml) -> String,
) -> impl IntoView {
    let language: Language = expect_context();
    let html = Memo::new(move |_| part(LessonHtml::of(say(language.locale.get(), lesson.text))));
    view! { <div class="prose" inner_html=html></div> }
}
