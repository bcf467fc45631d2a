//! A part of a lesson's text, in the page's language.

use leptos::prelude::*;

use crate::app::language::{Language, say};
use crate::lessons::{FIGURE, Manifest};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonPart {
    BeforeFigure,
    AfterFigure,
}

#[component]
pub fn LessonText(
    lesson: &'static Manifest,
    /// Which part.
    part: LessonPart,
) -> impl IntoView {
    let language: Language = expect_context();
    let html = move || {
        let html = say(language.locale.get(), lesson.html);
        let (before, after) = html.split_once(FIGURE).unwrap_or((html, ""));
        match part {
            LessonPart::BeforeFigure => before,
            LessonPart::AfterFigure => after,
        }
    };
    view! { <div class="prose" inner_html=html></div> }
}
