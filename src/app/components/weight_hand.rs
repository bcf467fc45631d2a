//! A weight of a small net in the reader's hand: chosen from a list or in the net's diagram, moved while the net learns on.

use leptos::prelude::*;

use crate::i18n::*;
use crate::run_context::use_run_context;
use protocol::set_weights::{self, SetWeight, WEIGHTS};

/// A number of the net that can be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// Below the net's own prefix.
    pub tensor: &'static str,
    pub index: usize,
    /// `x → h1`, or `h1` alone for its bias.
    pub words: String,
}

/// The slider reaches at least so far to each side of zero.
const LEAST_REACH: f32 = 2.0;

#[component]
pub fn WeightHand(
    /// Of the names of the net's tensors.
    prefix: Signal<String>,
    #[prop(into)] handles: Signal<Vec<Handle>>,
    /// Which of them is in hand.
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let picture = context.part(|view| view.picture.clone());
    let handle = Memo::new(move |_| handles.with(|handles| handles.get(chosen.get()).cloned()));
    let values = move |tensor: &str| picture.with(|picture| picture.shared(&format!("{}{tensor}", prefix.get())));
    let value = Memo::new(move |_| handle.get().and_then(|handle| values(handle.tensor).get(handle.index).copied()));
    // It grows with the weights, by whole numbers.
    let reach = Memo::new(move |_| {
        let all = ["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"].map(values);
        let largest = all.iter().flat_map(|all| all.iter()).fold(0.0, |most: f32, value| most.max(value.abs()));
        largest.ceil().max(LEAST_REACH)
    });
    let set = move |value: f32| {
        let Some(Handle { tensor, index, .. }) = handle.get_untracked() else { return };
        let tensor = format!("{}{tensor}", prefix.get_untracked());
        let text = context.settings.with_untracked(|settings| settings.text(WEIGHTS).to_owned());
        let outcome = set_weights::with(&text, SetWeight { tensor, index, value });
        if let Err(fault) = outcome.and_then(|text| context.set(WEIGHTS, &text)) {
            context.report(fault);
        }
    };
    let words = move |Handle { tensor, words, .. }: &Handle| match tensor.ends_with("bias") {
        true => t_string!(i18n, figure.weight_bias, unit = words.clone()).to_string(),
        false => words.clone(),
    };
    let option = move |(place, handle): (usize, &Handle)| {
        view! { <option value=place.to_string() selected=move || chosen.get() == place>{words(handle)}</option> }
    };
    let is_set = Memo::new(move |_| context.settings.with(|settings| !settings.text(WEIGHTS).is_empty()));
    view! {
        <div class="weight-hand" role="group" aria-label=move || t_string!(i18n, figure.weight_hand)>
            <select
                class="preference"
                data-testid="weight-choice"
                aria-label=move || t_string!(i18n, figure.weight_hand)
                title=move || t_string!(i18n, figure.weight_hand)
                prop:value=move || chosen.get().to_string()
                on:change=move |event| chosen.set(event_target_value(&event).parse().unwrap_or_default())
            >
                {move || handles.with(|handles| handles.iter().enumerate().map(option).collect::<Vec<_>>())}
            </select>
            <input
                type="range"
                data-testid="weight-value"
                aria-label=move || handle.get().map(|handle| words(&handle))
                min=move || (-reach.get()).to_string()
                max=move || reach.get().to_string()
                step="0.01"
                prop:value=move || value.get().unwrap_or_default().to_string()
                on:input=move |event| {
                    if let Ok(value) = event_target_value(&event).parse() {
                        set(value);
                    }
                }
            />
            <output>{move || value.get().map(|value| format!("{value:.3}"))}</output>
            <Show when=move || is_set.get()>
                <button
                    class="button button-quiet"
                    data-testid="weights-forget"
                    title=move || t_string!(i18n, figure.weights_forget)
                    aria-label=move || t_string!(i18n, figure.weights_forget)
                    // The empty text is in range.
                    on:click=move |_| drop(context.set(WEIGHTS, ""))
                >
                    "×"
                </button>
            </Show>
        </div>
    }
}
