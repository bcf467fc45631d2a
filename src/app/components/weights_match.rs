//! Weights from outside: which tensor of the file becomes which weight of the net, for the reader to correct.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;

use crate::app::desk::use_desk;
use crate::app::figure::{Fetched, Figure, figure};
use crate::app::i18n::*;
use crate::app::state::Matched;
use crate::torch_file::{How, Place, Wanted};

/// Nothing while no file waits; few readers ever bring one, so its code is a file of its own.
#[component]
pub fn WeightsMatch() -> impl IntoView {
    let is_open = use_desk().part(|view| view.matched.is_some());
    let sheet: Figure = figure!(weights_sheet, sheet);
    move || is_open.get().then(|| view! { <Fetched figure=sheet name="weights" /> })
}

fn sheet() -> AnyView {
    let matched = use_desk().part(|view| view.matched.clone());
    (move || matched.get().map(|matched| view! { <Sheet matched /> })).into_any()
}

#[component]
fn Sheet(matched: Arc<Matched>) -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_desk());
    let file = matched.file.clone();
    let is_complete = matched.matching.is_complete();
    let unused = matched.matching.unused.join(", ");
    let has_unused = !unused.is_empty();
    let rows = matched
        .matching
        .places
        .iter()
        .map(|place| view! { <Row place=place.clone() tensors=matched.tensors.clone() /> });
    view! {
        <section class="fault weights-match" data-testid="weights-match">
            <h2>{t!(i18n, weights.title, file = move || file.clone())}</h2>
            <p>{t!(i18n, weights.note)}</p>
            <div class="lab-scroll">
                <table class="lab-table">
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, weights.wanted)}</th>
                            <th scope="col">{t!(i18n, weights.from)}</th>
                            <th scope="col">{t!(i18n, weights.how)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {has_unused.then(|| view! { <p class="note">{t!(i18n, weights.unused)} " " {unused}</p> })}
            <p>
                <button
                    class="button button-main"
                    data-testid="weights-use"
                    disabled=!is_complete
                    on:click=move |_| desk.use_weights()
                >
                    {t!(i18n, weights.apply)}
                </button>
                " "
                <button class="button" data-testid="weights-leave" on:click=move |_| desk.leave_weights()>
                    {t!(i18n, weights.leave)}
                </button>
            </p>
        </section>
    }
}

#[component]
fn Row(place: Place, tensors: Vec<Wanted>) -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_desk());
    let how = place.how.clone();
    let words = move || match &how {
        How::Exact => t_string!(i18n, weights.exact).to_owned(),
        How::Affix => t_string!(i18n, weights.affix).to_owned(),
        How::Shape => t_string!(i18n, weights.by_shape).to_owned(),
        How::Chosen => t_string!(i18n, weights.chosen).to_owned(),
        How::ShapeDiffers { found } => t_string!(i18n, weights.differs, found = shape_text(found)).to_string(),
        How::Missing => t_string!(i18n, weights.missing).to_owned(),
    };
    let wanted = place.wanted.clone();
    let choose = move |event: Event| {
        let from = event_target_value(&event);
        if !from.is_empty() {
            desk.choose_weight(wanted.clone(), from);
        }
    };
    let from = place.from.clone();
    let options = tensors.into_iter().map(|(name, shape)| {
        let is_chosen = from.as_ref() == Some(&name);
        view! { <option value=name.clone() selected=is_chosen>{format!("{name} {}", shape_text(&shape))}</option> }
    });
    let options = options.collect_view();
    view! {
        <tr>
            <th scope="row">{format!("{} {}", place.wanted, shape_text(&place.shape))}</th>
            <td>
                <select on:change=choose data-testid=format!("weights-{}", place.wanted)>
                    <option value="" selected=place.from.is_none()>"–"</option>
                    {options}
                </select>
            </td>
            <td>{words}</td>
        </tr>
    }
}

fn shape_text(shape: &[usize]) -> String {
    let sizes: Vec<String> = shape.iter().map(ToString::to_string).collect();
    format!("[{}]", sizes.join(", "))
}
