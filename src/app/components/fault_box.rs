//! What went wrong, in a sentence that says what to do, and a button where one helps.

use leptos::prelude::*;

use crate::conduct::Conductor;
use crate::i18n::*;
use crate::language::Language;
use crate::run_context::use_run_context;
use crate::{text, version};
use protocol::Fault;

/// Every fault since the reader last did something about them.
#[component]
pub fn Faults() -> impl IntoView {
    let faults = use_run_context().part(|view| view.faults.clone());
    move || faults.get().into_iter().map(|fault| view! { <FaultBox fault /> }).collect::<Vec<_>>()
}

#[component]
fn FaultBox(fault: Fault) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let language: Language = expect_context();
    let restart = matches!(fault, Fault::WorkerDied { .. }).then(|| {
        view! {
            <button class="button button-main" data-testid="restart" on:click=move |_| context.act(Conductor::restart)>
                {t!(i18n, fault.restart)}
            </button>
        }
    });
    let reload = matches!(fault, Fault::NewVersion).then(|| {
        view! {
            <button class="button button-main" data-testid="reload" on:click=move |_| version::reload(context)>
                {t!(i18n, fault.reload)}
            </button>
        }
    });
    let save_instead = matches!(fault, Fault::Storage(_)).then(|| {
        view! {
            <button class="button" data-testid="save-instead" on:click=move |_| context.save()>
                {t!(i18n, fault.save_instead)}
            </button>
        }
    });
    let code = fault.code();
    let dismissed = fault.clone();
    view! {
        <div class="fault" translate="no" role="alert" data-testid="fault" data-code=code>
            <p>{move || text::fault(language.locale.get(), context.course, &fault)}</p>
            {restart}
            {reload}
            {save_instead}
            <button
                class="button button-quiet"
                aria-label=move || t_string!(i18n, fault.dismiss)
                title=move || t_string!(i18n, fault.dismiss)
                on:click=move |_| context.dismiss(&dismissed)
            >
                <span aria-hidden="true">"×"</span>
            </button>
        </div>
    }
}
