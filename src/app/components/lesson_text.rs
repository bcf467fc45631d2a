//! A part of a lesson's text, in the page's language.

use leptos::prelude::*;

use crate::reading::Readings;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonPart {
    BeforeFigure,
    AfterFigure,
}

#[component]
pub fn LessonText(
    /// Which part.
    part: LessonPart,
) -> impl IntoView {
    let Readings(reading) = expect_context();
    let html = Memo::new(move |_| {
        reading.with(|reading| {
            let (before, after) = reading.parts();
            match part {
                LessonPart::BeforeFigure => before.to_owned(),
                LessonPart::AfterFigure => after.to_owned(),
            }
        })
    });
    view! { <div class="prose" inner_html=html></div> }
}
