//! For addresses that name no page, or a lesson that does not exist.

use leptos::prelude::*;

use crate::components::links::HomeLink;
use crate::i18n::*;
use crate::language::Language;
use crate::run_context::use_run_context;
use crate::text;
use protocol::Fault;

#[component]
pub fn NotFoundPage(
    /// The id that the address names.
    #[prop(optional)]
    lesson_id: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language: Language = expect_context();
    let course = use_run_context().course;
    let no_lesson = lesson_id.map(|id| {
        let fault = Fault::NoSuchLesson { id };
        let code = fault.code();
        view! {
            <p role="alert" data-testid="fault" data-code=code>
                {move || text::fault(language.locale.get(), course, &fault)}
            </p>
        }
    });
    view! {
        <section class="not-found">
            <h1 tabindex="-1">{t!(i18n, page.not_found)}</h1>
            {no_lesson}
            <p>{t!(i18n, page.not_found_help)}</p>
            <p>
                <HomeLink>{t!(i18n, page.to_course)}</HomeLink>
            </p>
        </section>
    }
}
