//! What trains the net, and why: in the top bar of every page.

use leptos::prelude::*;

use crate::i18n::*;
use crate::language::Language;
use crate::run_context::use_run_context;
use crate::text;

#[component]
pub fn BackendBadge() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let language: Language = expect_context();
    let report = context.part(|view| view.backend.clone());
    let workers = context.part(|view| view.progress.workers);
    let is_lesson_open = move || context.lesson.get().is_some();
    let words = move || match report.get() {
        Some(report) => {
            let locale = language.locale.get();
            view! {
                <strong>
                    {text::backend(locale, report.backend)}
                    <span class="badge-workers">{text::shared_by(locale, workers.get())}</span>
                </strong>
                <span class="badge-reason">{text::reason(locale, &report)}</span>
            }
            .into_any()
        }
        None => view! { <span class="badge-reason">{t!(i18n, run.searching)}</span> }.into_any(),
    };
    view! {
        <p
            class="badge"
            translate="no"
            data-testid="backend"
            data-backend=move || report.get().map(|report| report.backend.name())
            data-workers=move || workers.get().to_string()
            title=move || report.get().map(|report| text::reason(language.locale.get(), &report))
            hidden=move || !is_lesson_open()
            aria-live="polite"
        >
            {words}
        </p>
    }
}
