//! Weights from outside: which tensor of the file becomes which weight of the net, for the reader to correct.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;

use crate::conduct::Conductor;
use crate::figure::{Fetched, Figure};
use crate::i18n::*;
use crate::run_context::use_run_context;
use crate::run_view::Matched;
use crate::weights_text::{shape, short};
use torch_file::{How, Place, Wanted};

/// Nothing while no file waits; few readers ever bring one, so its code is a file of its own.
#[component]
pub fn WeightsMatch() -> impl IntoView {
    let is_open = use_run_context().part(|view| view.matched.is_some());
    let sheet: Figure = crate::figure!(weights_sheet, sheet);
    move || is_open.get().then(|| view! { <Fetched figure=sheet name="weights" /> })
}

/// Tensors that a list shows at most; a file may hold thousands.
const MOST_LISTED: usize = 20;
/// Tensors that can be chosen at most for one weight.
const MOST_OPTIONS: usize = 200;

fn sheet() -> AnyView {
    let matched = use_run_context().part(|view| view.matched.clone());
    (move || {
        matched.get().map(|matched| match matched.is_taken {
            true => view! { <Taken matched /> }.into_any(),
            false => view! { <Sheet matched /> }.into_any(),
        })
    })
    .into_any()
}

/// What of a file was not used, once its weights are in the net.
#[component]
fn Taken(matched: Arc<Matched>) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let file = matched.file.clone();
    view! {
        <section class="fault" data-testid="weights-taken">
            <p>{t!(i18n, weights.taken, file = move || file.clone())}</p>
            <Left matched />
            <button class="button" data-testid="weights-leave" on:click=move |_| context.leave_weights()>
                {t!(i18n, fault.dismiss)}
            </button>
        </section>
    }
}

#[component]
fn Sheet(matched: Arc<Matched>) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let file = matched.file.clone();
    let is_complete = matched.matching.is_complete();
    let rows = matched
        .matching
        .places
        .iter()
        .map(|place| view! { <Row place=place.clone() tensors=options(place, &matched.tensors) /> });
    view! {
        <section class="fault sheet" translate="no" data-testid="weights-match">
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
            <Left matched />
            <p>
                <button
                    class="button button-main"
                    data-testid="weights-use"
                    disabled=!is_complete
                    on:click=move |_| context.act(Conductor::use_weights)
                >
                    {t!(i18n, weights.apply)}
                </button>
                " "
                <button class="button" data-testid="weights-leave" on:click=move |_| context.leave_weights()>
                    {t!(i18n, weights.leave)}
                </button>
            </p>
        </section>
    }
}

/// What of the file has no place in the net: layers first, then what changes nothing.
#[component]
fn Left(matched: Arc<Matched>) -> impl IntoView {
    let i18n = use_i18n();
    let shapes: HashMap<&str, &Vec<usize>> =
        matched.tensors.iter().map(|(name, shape)| (name.as_str(), shape)).collect();
    let unused = matched.matching.unused.iter().map(|name| {
        let shape = shapes.get(name.as_str()).map(|sizes| shape(sizes)).unwrap_or_default();
        format!("{} {shape}", short(name))
    });
    let notes = matched.matching.notes.iter();
    let notes = notes.map(|note| format!("{} {} {}", short(&note.name), shape(&note.shape), note.dtype));
    let words = move |few: Few| move || few.words(i18n.get_locale());
    let (unused, notes) = (Few::of(unused).map(words), Few::of(notes).map(words));
    let objects = Few::of(matched.matching.objects.iter().cloned()).map(words);
    view! {
        {unused.map(|names| view! { <p data-testid="weights-more">{t!(i18n, weights.more_layers, names = names)}</p> })}
        {notes.map(|names| {
            view! { <p class="note" data-testid="weights-notes">{t!(i18n, weights.not_used, names = names)}</p> }
        })}
        {objects.map(|names| {
            view! { <p class="note" data-testid="weights-objects">{t!(i18n, weights.objects, names = names)}</p> }
        })}
    }
}

/// The first names of a list, and how many more there are.
#[derive(Clone)]
struct Few {
    names: String,
    more: usize,
}

impl Few {
    /// None of an empty list.
    fn of(names: impl ExactSizeIterator<Item = String>) -> Option<Self> {
        let count = names.len();
        let names = names.take(MOST_LISTED).collect::<Vec<_>>().join(", ");
        (count > 0).then_some(Self { names, more: count.saturating_sub(MOST_LISTED) })
    }

    fn words(&self, locale: Locale) -> String {
        match self.more {
            0 => self.names.clone(),
            count => td_string!(locale, weights.and_more, names = self.names.clone(), count),
        }
    }
}

/// The tensors that can fill a place, and the one that is chosen, whether it can or not.
fn options(place: &Place, tensors: &[Wanted]) -> Vec<Wanted> {
    let can_fill = tensors.iter().filter(|(_, shape)| *shape == place.shape).take(MOST_OPTIONS);
    let mut options: Vec<Wanted> = can_fill.cloned().collect();
    let chosen = tensors.iter().find(|(name, _)| Some(name) == place.from.as_ref());
    options.extend(chosen.filter(|chosen| !options.contains(chosen)).cloned());
    options
}

#[component]
fn Row(place: Place, tensors: Vec<Wanted>) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let how = place.how.clone();
    let words = move || match &how {
        How::Exact => t_string!(i18n, weights.exact).to_owned(),
        How::Affix => t_string!(i18n, weights.affix).to_owned(),
        How::Shape => t_string!(i18n, weights.by_shape).to_owned(),
        How::Chosen => t_string!(i18n, weights.chosen).to_owned(),
        How::ShapeDiffers { found } => t_string!(i18n, weights.differs, found = shape(found)).to_string(),
        How::Missing => t_string!(i18n, weights.missing).to_owned(),
    };
    let wanted = place.wanted.clone();
    let choose = move |event: Event| {
        let from = event_target_value(&event);
        if !from.is_empty() {
            context.act(|conductor, view| conductor.choose_weight(view, wanted.clone(), from));
        }
    };
    let from = place.from.clone();
    let options = tensors.into_iter().map(|(name, sizes)| {
        let is_chosen = from.as_ref() == Some(&name);
        view! { <option value=name.clone() selected=is_chosen>{format!("{} {}", short(&name), shape(&sizes))}</option> }
    });
    let options = options.collect_view();
    view! {
        <tr>
            <th scope="row">{format!("{} {}", place.wanted, shape(&place.shape))}</th>
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
