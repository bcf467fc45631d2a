//! A figure's animation as a GIF file: a small button with size, speed, length, and a recorder behind it.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::components::choice::Choice;
use crate::i18n::*;
use crate::run_context::use_run_context;
use crate::text;
use protocol::RunState;

mod recording;
mod studio;

use recording::{Phase, Recording, Wishes};
use studio::Studio;

/// The button for a figure's head. A recording goes on while its panel is closed.
#[component]
pub fn GifTool(
    /// What is recorded.
    canvas: NodeRef<html::Canvas>,
    /// Of the figure; ends up in `data-testid="chart-<name>-gif"` and in the file's name.
    name: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let studio = Studio::new(canvas, name);
    // With the run ends what there is to see.
    let is_over = use_run_context().part(|view| view.state == RunState::Done);
    Effect::new(move || {
        if is_over.get() && studio.recording.with_untracked(Recording::is_recording) {
            studio.finish();
        }
    });
    let is_open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            is_open.set(false);
            // The focus would be lost with the panel.
            let _ = button.get_untracked().map(|button| button.focus());
        }
    };
    view! {
        <span class="gif-tool" on:keydown=on_key>
            <button
                node_ref=button
                class="chart-tool"
                class:is-recording=move || studio.recording.with(Recording::is_recording)
                data-testid=format!("chart-{name}-gif")
                aria-expanded=move || is_open.get().to_string()
                title=move || t_string!(i18n, gif.tool)
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                "GIF"
            </button>
            <Show when=move || is_open.get()>
                <Panel studio name />
            </Show>
        </span>
    }
}

#[component]
fn Panel(studio: Studio, name: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let Studio { wishes, recording, .. } = studio;
    let is_busy =
        Memo::new(move |_| recording.with(|recording| matches!(recording.phase, Phase::Recording | Phase::Packing)));
    let is_recording = Memo::new(move |_| recording.with(Recording::is_recording));
    let button = move || if is_recording.get() { t_string!(i18n, gif.stop) } else { t_string!(i18n, gif.record) };
    let on_click = move |_| match (is_recording.get_untracked(), is_busy.get_untracked()) {
        (true, _) => studio.finish(),
        (false, true) => {}
        (false, false) => studio.begin(),
    };
    // A few numbers to choose one of the wishes from.
    type Wish = fn(&mut Wishes) -> &mut u16;
    let pick = move |what: &str, label: fn(Locale) -> &'static str, options: &[u16], wish: Wish| {
        let option = |number: &u16| (*number, number.to_string(), Signal::stored(number.to_string()));
        view! {
            <label>
                {move || label(i18n.get_locale())}
                <Choice
                    testid=format!("chart-{name}-gif-{what}")
                    options=options.iter().map(option).collect()
                    chosen=Signal::derive(move || *wish(&mut wishes.get()))
                    choose=move |number| wishes.update(|wishes| *wish(wishes) = number)
                    attr:disabled=move || is_busy.get()
                />
            </label>
        }
    };
    view! {
        <div
            class="gif-panel"
            role="group"
            aria-label=move || t_string!(i18n, gif.tool)
            data-testid=format!("chart-{name}-gif-panel")
        >
            {pick("width", |locale| td_string!(locale, gif.width), &Wishes::WIDTHS_PX, |wishes| &mut wishes.width_px)}
            {pick("speed", |locale| td_string!(locale, gif.speed), &Wishes::SPEEDS, |wishes| &mut wishes.frames_per_second)}
            {pick("limit", |locale| td_string!(locale, gif.limit), &Wishes::LIMITS_SECONDS, |wishes| &mut wishes.limit_seconds)}
            <button
                class="button"
                data-testid=format!("chart-{name}-gif-record")
                aria-disabled=move || (is_busy.get() && !is_recording.get()).to_string()
                on:click=on_click
            >
                {button}
            </button>
            <p
                class="note"
                role="status"
                data-testid=format!("chart-{name}-gif-frames")
                data-count=move || recording.with(|recording| recording.frames.to_string())
            >
                {move || state(i18n.get_locale(), &recording.get(), wishes.get())}
            </p>
        </div>
    }
}

/// How far the animation is, in words.
fn state(locale: Locale, recording: &Recording, wishes: Wishes) -> String {
    let frames = recording.frames;
    match &recording.phase {
        Phase::Idle => td_string!(locale, gif.hint).to_owned(),
        Phase::Recording => {
            let seconds = format!("{:.1}", wishes.seconds(frames));
            td_string!(locale, gif.frames, frames, seconds)
        }
        Phase::Packing => td_string!(locale, gif.packing, frames),
        Phase::Saved { bytes } => {
            let kilobytes = bytes.div_ceil(1000);
            td_string!(locale, gif.saved, frames, kilobytes)
        }
        Phase::Failed { detail } => td_string!(locale, gif.failed, detail = text::cause(locale, detail)),
    }
}
