//! What a lesson shows of its run: a lead figure for the stage, the numbers beside it, a question to guess at before the run,
//! and everything else, which stands below.

use leptos::prelude::*;

use crate::components::metrics::Metrics;
use crate::components::quiz::{Question, Quiz};

/// The parts of one lesson. Built at once, so that they can share signals; the page puts each in its place.
pub struct Scene {
    pub(crate) lead: AnyView,
    pub(crate) numbers: AnyView,
    pub(crate) questions: Option<AnyView>,
    pub(crate) rest: AnyView,
}

impl Scene {
    /// With the usual losses and accuracies as numbers.
    pub fn new(lead: impl IntoAny) -> Self {
        let numbers = view! { <Metrics /> }.into_any();
        Self { lead: lead.into_any(), numbers, questions: None, rest: ().into_any() }
    }

    pub fn numbers(self, numbers: impl IntoAny) -> Self {
        Self { numbers: numbers.into_any(), ..self }
    }

    pub fn questions(self, questions: &'static [Question]) -> Self {
        Self { questions: Some(view! { <Quiz questions /> }.into_any()), ..self }
    }

    pub fn rest(self, rest: impl IntoAny) -> Self {
        Self { rest: rest.into_any(), ..self }
    }
}
