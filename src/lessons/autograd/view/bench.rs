//! The reader's program and the numbers of its run, as signals for all parts of the figure.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::run_context::use_run_context;
use crate::app::run_view::Picture;
use crate::course::settings::Settings;
use crate::lessons::autograd::graph::{Graph, Move};
use crate::lessons::autograd::scene::{Frame, Plan};
use crate::lessons::notation::mistake::Mistake;

/// A program and its run.
#[derive(Clone, Copy)]
pub struct Bench {
    /// The program that the controls show.
    pub plan: Memo<Result<Arc<Plan>, Mistake>>,
    /// The numbers of its run; empty while the run is of another program.
    pub picture: Memo<Arc<Picture>>,
    /// The node that the reader points at.
    pub chosen: RwSignal<Option<usize>>,
}

impl Bench {
    pub fn new() -> Self {
        let context = use_run_context();
        let wanted = Memo::new(move |_| context.settings.with(program));
        let plan = Memo::new(move |_| {
            let (text, seed) = wanted.get();
            Graph::new(&text, seed).map(|graph| Arc::new(Plan::new(graph, &text)))
        });
        let run = context.part(|view| (program(&view.settings), view.picture.clone()));
        let picture = Memo::new(move |_| match run.get() {
            (program, picture) if program == wanted.get() => picture,
            _ => Arc::default(),
        });
        let chosen = RwSignal::new(None);
        // A choice belongs to the program it was made in.
        Effect::new(move || {
            plan.track();
            chosen.set(None);
        });
        Self { plan, picture, chosen }
    }

    /// Looks at the run as it stands; none while the program has a mistake.
    pub fn look<T>(self, look: impl FnOnce(&Frame<'_>) -> T) -> Option<T> {
        let plan = self.plan.get().ok()?;
        Some(look_at(&plan, &self.picture.get(), look))
    }

    /// The node to tell about: the chosen one, else that of the last move.
    pub fn focus(self) -> Option<usize> {
        self.chosen.get().or_else(|| self.look(|frame| frame.last().map(node_of))?)
    }
}

/// The picture of a plan's run.
pub fn look_at<T>(plan: &Plan, picture: &Picture, look: impl FnOnce(&Frame<'_>) -> T) -> T {
    look(&Frame { plan, done: picture.step as usize, read: &|name| picture.values(name) })
}

fn node_of(step: Move) -> usize {
    match step {
        Move::Forward { node } | Move::Backward { node, root: _ } | Move::ZeroGrad { node } => node,
    }
}

fn program(settings: &Settings) -> (String, u64) {
    (settings.text("expr").to_owned(), settings.integer("seed"))
}
