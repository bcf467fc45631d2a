//! A quiet offer: an earlier visit left a trained net behind.

use leptos::prelude::*;

use crate::app::desk::use_desk;
use crate::app::i18n::*;

#[component]
pub fn ResumeBanner() -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_desk());
    let banner = move |step: u64| {
        view! {
            <div class="banner" role="status" data-testid="resume-banner">
                <p>{t!(i18n, run.resume, step)}</p>
                <button class="button" data-testid="resume" on:click=move |_| desk.resume()>
                    {t!(i18n, run.resume_do)}
                </button>
                <button class="button button-quiet" data-testid="forget" on:click=move |_| desk.forget()>
                    {t!(i18n, run.resume_forget)}
                </button>
            </div>
        }
    };
    move || desk.offer.get().map(|offer| banner(offer.step))
}
