//! A quiet offer: the runs that earlier visits and other tabs left behind. One line for the newest, all of them on request.

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::files::{bytes_of, chosen};
use crate::figure::{Fetched, Figure};
use crate::i18n::*;
use crate::kept::{Note, OwnFile, Record, sparkline};
use crate::language::{Language, language_tag};
use crate::run_context::{RunContext, use_run_context};
use crate::text;

/// The size of a curve's small picture.
const PICTURE_PX: (f64, f64) = (64.0, 20.0);

#[component]
pub fn KeptRuns() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let offers = context.offers();
    let newest_step = Memo::new(move |_| offers.with(|offers| offers.first().map(|record| record.step)));
    let count = Memo::new(move |_| offers.with(Vec::len));
    let is_open = RwSignal::new(false);
    // Few readers look at all of them: its code is a file of its own.
    let sheet: Figure = crate::figure!(kept_sheet, sheet);
    let banner = move |step: u64| {
        view! {
            <div class="banner" role="status" data-testid="resume-banner">
                <p>{t!(i18n, run.resume, step)}</p>
                <button class="button" data-testid="resume" on:click=move |_| context.resume()>
                    {t!(i18n, run.resume_do)}
                </button>
                <button class="button button-quiet" data-testid="forget" on:click=move |_| context.forget()>
                    {t!(i18n, run.resume_forget)}
                </button>
                <button
                    class="button button-quiet"
                    data-testid="kept-runs"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                >
                    {t!(i18n, kept.all, count = move || count.get())}
                </button>
            </div>
        }
    };
    let is_unfolded = Memo::new(move |_| is_open.get() && count.get() > 0);
    view! {
        <WantedFiles />
        {move || newest_step.get().map(banner)}
        {move || is_unfolded.get().then(|| view! { <Fetched figure=sheet name="kept runs" /> })}
        <KeptNote />
    }
}

fn sheet() -> AnyView {
    let offers = use_run_context().offers();
    let rows = move || {
        let rows = offers.get().into_iter().zip(1..);
        rows.map(|(record, number)| view! { <Row record number /> }).collect::<Vec<_>>()
    };
    view! {
        <ul class="kept-list" data-testid="kept-list">
            {rows}
        </ul>
    }
    .into_any()
}

#[component]
fn Row(record: Record, number: usize) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let language: Language = expect_context();
    let settings = context.view.with_untracked(|view| view.name_of(&record.settings));
    let (width_px, height_px) = PICTURE_PX;
    let points = sparkline(&record.curve, width_px, height_px);
    let id = record.id.clone();
    let rename = id.clone();
    let button = |what: &str, class: &'static str, words: fn(Locale) -> &'static str, act: fn(RunContext, String)| {
        let id = record.id.clone();
        view! {
            <button class=class data-testid=format!("kept-{what}-{number}") on:click=move |_| act(context, id.clone())>
                {move || words(i18n.get_locale())}
            </button>
        }
    };
    let buttons = [
        button("open", "button", |locale| td_string!(locale, run.resume_do), RunContext::open_kept),
        button("export", "button", |locale| td_string!(locale, kept.export), RunContext::export_kept),
        button("delete", "button button-quiet", |locale| td_string!(locale, kept.delete), RunContext::delete_kept),
    ];
    let (step, name) = (record.step, record.name.clone().unwrap_or_default());
    view! {
        <li class="kept-run" data-testid=format!("kept-run-{number}") data-step=step data-id=id>
            <svg viewBox=format!("-1 -1 {} {}", width_px + 2.0, height_px + 2.0) aria-hidden="true">
                <polyline points=points />
            </svg>
            <div>
                <input
                    type="text"
                    class="kept-name"
                    data-testid=format!("kept-name-{number}")
                    aria-label=move || t_string!(i18n, kept.name)
                    placeholder=settings
                    maxlength="80"
                    prop:value=name
                    on:change=move |event| context.rename_kept(rename.clone(), &event_target_value(&event))
                />
                <p class="note">{move || what(language, &record)}</p>
            </div>
            {buttons}
        </li>
    }
}

/// Where the run stands, when that was, and how large it is.
fn what(language: Language, record: &Record) -> String {
    let locale = language.locale.get();
    let at = js_sys::Date::new(&record.at_millis.into());
    let date = String::from(at.to_locale_string(language_tag(locale), &js_sys::Object::new()));
    let (step, epoch) = (record.step, record.epoch);
    let stand = td_string!(locale, kept.stand, step, epoch).to_string();
    let accuracy = record.accuracy.map(|share| {
        let percent = format!("{:.1}", share * 100.0);
        td_string!(locale, kept.accuracy, percent).to_string()
    });
    let loss = record.loss.map(|loss| {
        let loss = format!("{loss:.3}");
        td_string!(locale, kept.loss, loss).to_string()
    });
    let size = text::size(record.bytes);
    [Some(stand), accuracy, loss, Some(date), Some(size)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A run that learns from the reader's own data asks for what could not be kept.
#[component]
fn WantedFiles() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let missing = Memo::new(move |_| {
        context
            .keeper
            .state
            .with(|state| state.wanted.as_ref().map(|wanted| wanted.missing.clone()).unwrap_or_default())
    });
    let named = |file: &OwnFile| format!("{} ({}, {})", file.name, text::size(file.bytes), file.checksum);
    let names = move || missing.with(|missing| missing.iter().map(named).collect::<Vec<_>>().join(", "));
    let choose = move |event: Event| {
        for file in chosen(&event) {
            spawn_local(async move {
                match bytes_of(&file).await {
                    Ok(bytes) => drop(context.give_wanted(&file.name(), &bytes)),
                    Err(fault) => context.report(fault),
                }
            });
        }
    };
    let ask = move || {
        view! {
            <div class="banner" role="status" data-testid="kept-wanted">
                <p>{t!(i18n, kept.wanted, names = names)}</p>
                <label class="button">
                    {t!(i18n, run.own_choose)}
                    <input type="file" multiple class="file-input" data-testid="kept-file-input" on:change=choose />
                </label>
                <button class="button button-quiet" data-testid="kept-wanted-leave" on:click=move |_| context.leave_wanted()>
                    {t!(i18n, kept.later)}
                </button>
            </div>
        }
    };
    let is_wanted = Memo::new(move |_| missing.with(|missing| !missing.is_empty()));
    move || is_wanted.get().then(ask)
}

#[component]
fn KeptNote() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let language: Language = expect_context();
    let note = Memo::new(move |_| context.keeper.state.with(|state| state.note.clone()));
    let show = move |note: Note| {
        let kind = match note {
            Note::Copied => "copied",
            Note::MadeRoom(_) => "made-room",
            Note::OtherFile(_) => "other-file",
        };
        view! {
            <div class="banner" role="status" data-testid="kept-note" data-note=kind>
                <p>{move || text::kept_note(language.locale.get(), context.course, &note)}</p>
                <button
                    class="button button-quiet"
                    aria-label=move || t_string!(i18n, fault.dismiss)
                    title=move || t_string!(i18n, fault.dismiss)
                    on:click=move |_| context.leave_note()
                >
                    <span aria-hidden="true">"×"</span>
                </button>
            </div>
        }
    };
    move || note.get().map(show)
}
