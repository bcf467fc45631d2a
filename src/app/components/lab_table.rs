//! A table of a lesson: its headings, and the rows that the lesson makes. Wide ones scroll by themselves.

use leptos::prelude::*;

use crate::language::word;
use course::Text;

#[component]
pub fn LabTable(
    headings: &'static [Text],
    #[prop(optional)] testid: Option<&'static str>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let heading = |text: &Text| view! { <th scope="col">{word(*text)}</th> };
    view! {
        <div class="lab-scroll">
            <table class="lab-table" data-testid=testid>
                <thead>
                    <tr>{headings.iter().map(heading).collect_view()}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
