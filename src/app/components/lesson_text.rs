//! A part of a lesson's text, in the page's language.

use leptos::html::Div;
use leptos::prelude::*;

use crate::marks::Lit;
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
    let (node, lit) = (NodeRef::<Div>::new(), Lit::of_page());
    // Another language brings other words.
    Effect::new(move || {
        html.track();
        if let Some(text) = node.get() {
            lit.show_in(&text);
        }
    });
    view! {
        <div
            class="prose"
            node_ref=node
            inner_html=html
            on:pointerover=move |event| lit.over(&event)
            on:pointerleave=move |_| lit.set(None)
        ></div>
    }
}
