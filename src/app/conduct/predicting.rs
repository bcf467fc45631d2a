//! The reader's digit and the worker that classifies it, with the newest weights and without ever queueing up.

use std::sync::Arc;

use super::worker_queue::WorkerQueue;
use crate::link::{Engine, WorkerFactory};
use crate::run_view::{Activations, RunView};
use course::Manifest;
use protocol::{Death, Fault, Grid, Helper, PredictCommand, PredictEvent, Request, RunId};

/// At most one question is under way; what changes meanwhile is asked once the answer is there.
#[derive(Default)]
pub struct Predicting {
    queue: Option<WorkerQueue<PredictCommand>>,
    /// The worker's module.
    engine: Option<Engine>,
    /// Which checkpoint the worker has.
    weights: Option<(RunId, u64)>,
    digit: Option<Arc<[f32]>>,
    /// Number of the newest question, and of the digit it was about: older answers are dropped.
    request: Request,
    is_busy: bool,
    due: Due,
    /// How long the worker has not come while a digit waited for it.
    waited_seconds: u32,
}

/// A worker that is not there by then is said to be missing.
const START_SECONDS: u32 = 20;

/// What to ask next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    #[default]
    Nothing,
    Predict,
    /// Includes the prediction.
    Inspect,
}

impl Predicting {
    /// The reader drew, or cleared the pad.
    pub fn draw(
        &mut self,
        factory: &dyn WorkerFactory,
        lesson: &Manifest,
        view: &mut RunView,
        digit: Option<Arc<[f32]>>,
    ) {
        view.drawn.clone_from(&digit);
        self.digit = digit;
        if self.digit.is_none() {
            self.request.0 += 1;
            self.due = Due::Nothing;
            view.prediction = None;
            view.activations = Activations::default();
            return;
        }
        let engine = Engine::on_the_cpu(lesson);
        if self.queue.is_none() || self.engine != Some(engine) {
            self.queue = Some(WorkerQueue::new(factory.predictor(engine)));
            (self.engine, self.weights, self.is_busy) = (Some(engine), None, false);
        }
        self.want(Due::Predict, lesson.id, view);
    }

    /// The hand rests, or there are new weights: time to look inside.
    pub fn inspect(&mut self, lesson: &str, view: &RunView) {
        if self.digit.is_some() {
            self.want(Due::Inspect, lesson, view);
        }
    }

    /// True while there is a digit to classify.
    pub fn has_digit(&self) -> bool {
        self.digit.is_some()
    }

    /// Takes in what the worker says. Gives back the features of the digit on the pad, f32, and in whose net.
    pub fn hear(
        &mut self,
        lesson: &str,
        view: &mut RunView,
        event: PredictEvent,
        bulk: &[u8],
    ) -> Option<(RunId, Arc<[u8]>)> {
        let mut features = None;
        match event {
            PredictEvent::Ready => {
                if let Some(queue) = &mut self.queue {
                    queue.ready();
                }
                return None;
            }
            PredictEvent::Prediction { request, probabilities } => {
                self.is_busy = false;
                if request == self.request {
                    view.prediction = Some(probabilities.into());
                    features = self.weights.map(|(run, _)| (run, bulk.into()));
                }
            }
            PredictEvent::Activations { request, grids } => {
                if request == self.request {
                    view.activations = Arc::new(split(grids, bulk));
                }
            }
            PredictEvent::Fault(fault) => {
                self.is_busy = false;
                view.report(fault);
            }
        }
        self.want(Due::Nothing, lesson, view);
        features
    }

    /// The worker is gone; the next digit starts another one.
    pub fn died(&mut self) {
        *self = Self { request: Request(self.request.0 + 1), ..Self::default() };
    }

    /// Another second went by: a worker that does not come is given up.
    pub fn tick(&mut self, view: &mut RunView) {
        if self.digit.is_none() || self.queue.as_ref().is_none_or(WorkerQueue::is_ready) {
            self.waited_seconds = 0;
            return;
        }
        self.waited_seconds += 1;
        if self.waited_seconds >= START_SECONDS {
            self.died();
            view.report(Fault::HelperDied { helper: Helper::Predictor, death: Death::NotStarted });
        }
    }

    fn want(&mut self, due: Due, lesson: &str, view: &RunView) {
        self.due = self.due.max(due);
        let (Some(queue), Some(digit), Some(checkpoint)) = (&mut self.queue, &self.digit, &view.checkpoint) else {
            return;
        };
        if self.is_busy || self.due == Due::Nothing {
            return;
        }
        let newest = (checkpoint.run, checkpoint.step);
        if self.weights != Some(newest) {
            queue.send(PredictCommand::UseWeights { lesson: lesson.to_owned() }, Arc::clone(&checkpoint.bytes));
            self.weights = Some(newest);
        }
        self.request.0 += 1;
        let request = self.request;
        let question = match self.due {
            Due::Nothing | Due::Predict => PredictCommand::Predict { request },
            Due::Inspect => PredictCommand::Inspect { request },
        };
        queue.send(question, bytemuck::cast_slice(digit).into());
        self.due = Due::Nothing;
        self.is_busy = true;
    }
}

/// The grids with their own values.
fn split(grids: Vec<Grid>, bulk: &[u8]) -> Vec<(Grid, Arc<[f32]>)> {
    let values: Vec<f32> = bytemuck::pod_collect_to_vec(bulk);
    let mut rest = values.as_slice();
    grids
        .into_iter()
        .map(|grid| {
            let count = (grid.images * grid.channels * grid.height_px * grid.width_px).min(rest.len());
            let (own, others) = rest.split_at(count);
            rest = others;
            (grid, own.into())
        })
        .collect()
}
