//! The lesson's live figure: the program, its tensors with the cells that take part, and the race of CPU and GPU.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::MOST_CHARS;
use super::formula::formula;
use super::program::Program;
use crate::app::components::presets::Presets;
use crate::app::i18n::*;
use crate::app::run_context::use_run_context;
use crate::app::scene::Scene;
use crate::lessons::notation::editor::Editor;
use alignment::Alignment;
use card::{Card, Focus, Role};
use race::Race;

mod alignment;
mod card;
mod presets;
mod race;

/// What the lesson shows.
pub fn scene() -> Scene {
    let rest = view! {
        <Race />
        <Presets presets=presets::PRESETS />
    };
    Scene::new(view! { <Bench /> }).numbers(()).questions(presets::QUESTIONS).rest(rest)
}

#[component]
fn Bench() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let text = Memo::new(move |_| context.settings.with(|settings| settings.text("expr").to_owned()));
    let program = Memo::new(move |_| text.with(|text| Program::read(text)));
    let text_of_run = context.part(|view| view.settings.text("expr").to_owned());
    let picture = context.part(|view| view.picture.clone());
    // The run may still be that of the program before this one.
    let is_run = Memo::new(move |_| text.get() == text_of_run.get());
    let values = Memo::new(move |_| {
        let of_tensor = |place: usize| picture.with(|picture| picture.values(&place.to_string()).to_vec());
        let count = program.with(|program| program.tensors.len());
        if is_run.get() { (0..count).map(of_tensor).collect() } else { vec![Vec::new(); count] }
    });
    let passed = Memo::new(move |_| if is_run.get() { picture.with(|picture| picture.step as usize) } else { 0 });
    let pointed = RwSignal::new(None);
    Effect::new(move || {
        text.track();
        pointed.set(None);
    });
    let cell = Memo::new(move |_| {
        let cells = program.with(|program| if program.mistake.is_none() { program.result_cells() } else { 0 });
        pointed.get().or(passed.get().checked_sub(1)).filter(|cell| *cell < cells)
    });
    let lit = Memo::new(move |_| cell.get().map(|cell| program.with(|program| program.ancestry(cell))));
    let formula = Memo::new(move |_| {
        let Some(cell) = cell.get() else { return String::new() };
        values.with(|values| {
            let values: Vec<&[f32]> = values.iter().map(Vec::as_slice).collect();
            program.with(|program| formula(program, program.result, cell, &values))
        })
    });
    let focus = Focus { passed, pointed, cell, formula };
    let card = move |(place, program): (usize, &Program)| {
        let values = Memo::new(move |_| values.with(|values| values.get(place).cloned().unwrap_or_default()));
        let lit = Memo::new(move |_| {
            lit.with(|lit| lit.as_ref().and_then(|lit| lit.get(place).cloned()).unwrap_or_else(BTreeSet::new))
        });
        view! { <Card tensor=program.tensors[place].clone() role=role(program, place) values lit focus /> }
    };
    let cards = move || {
        let all =
            |program: &Program| (0..program.tensors.len()).map(|place| card((place, program))).collect::<Vec<_>>();
        program.with(all)
    };
    let hint = move || match formula.get() {
        written if written.is_empty() => t_string!(i18n, tensors.hint).to_owned(),
        written => written,
    };
    view! {
        <section class="notation-bench" aria-label=move || t_string!(i18n, tensors.bench)>
            <Editor
                name="expr"
                mistake_name="mistake"
                most_chars=MOST_CHARS
                read=|text| Program::read(text).mistake
                takes_mistakes=true
            >
                {t!(i18n, tensors.program_help)}
            </Editor>
            <div>
                <div class="tensors">{cards}</div>
                <p class="formula" data-testid="formula">{hint}</p>
                <Alignment program />
            </div>
        </section>
    }
}

fn role(program: &Program, place: usize) -> Role {
    if program.mistake.is_some() {
        return Role::Ancestor;
    }
    let operands = &program.tensors[program.result].operands;
    match operands.iter().position(|operand| *operand == place) {
        _ if place == program.result => Role::Result,
        Some(0) => Role::Left,
        Some(_) => Role::Right,
        None => Role::Ancestor,
    }
}
