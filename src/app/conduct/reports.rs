//! What the workers report, and what follows from it.

use std::sync::Arc;

use super::{Conductor, SideEffect};
use crate::figures::scatter::EmbeddingFrame;
use crate::link::{Engine, Report, Role};
use crate::run_view::{Checkpoint, Matched, RunView};
use protocol::{Answer, Death, EmbedEvent, Event, Fault, GpuFault, Helper, Request, RunEvent, RunId, RunState};

impl Conductor {
    /// Takes in what a worker reports.
    pub fn hear(&mut self, view: &mut RunView, report: Report) -> Option<SideEffect> {
        match report {
            Report::Trainer(event, bulk) => self.hear_trainer(view, event, bulk),
            Report::Predictor(event, bulk) => {
                let lesson = self.lesson.map_or("", |lesson| lesson.id);
                if let Some((run, features)) = self.predicting.hear(lesson, view, event, &bulk) {
                    self.embedding.place(run, features);
                }
                None
            }
            Report::Embedder(EmbedEvent::Ready, _) => {
                self.embedding.ready();
                None
            }
            Report::Embedder(EmbedEvent::Frame { run, step, iteration, kl_nats, drawn }, bulk) => {
                let positions: Arc<[f32]> = bytemuck::pod_collect_to_vec(&bulk).into();
                let frame = EmbeddingFrame { step, iteration, kl_nats, positions, drawn };
                (run == view.run).then_some(SideEffect::Embedding(frame))
            }
            Report::Embedder(EmbedEvent::Fault(fault), _) => {
                view.report(fault);
                None
            }
            Report::Died(role, death) => {
                match role {
                    Role::Trainer => self.trainer_died(view, death),
                    Role::Predictor => {
                        self.predicting.died();
                        view.report(Fault::HelperDied { helper: Helper::Predictor, death });
                    }
                    Role::Embedder => {
                        self.embedding.died();
                        view.report(Fault::HelperDied { helper: Helper::Embedder, death });
                    }
                }
                None
            }
        }
    }

    /// A GPU worker is replaced at once, any other by the reader.
    pub(super) fn trainer_died(&mut self, view: &mut RunView, death: Death) {
        self.watch.heard(view.state);
        view.quiet = None;
        self.leave_out_poison(view);
        self.trainer = None;
        if self.engine == Engine::Gpu {
            return self.demote(view, GpuFault::Lost { detail: death.into(), step: view.progress.step });
        }
        self.is_adrift = true;
        let (run, step) = match (&self.order, &view.checkpoint) {
            (Some(order), _) => (order.run, 0),
            (None, Some(checkpoint)) => (view.run, checkpoint.step),
            (None, None) => (view.run, 0),
        };
        let again = self.watch.died_at(run, step);
        view.faults.retain(|fault| !matches!(fault, Fault::WorkerDied { .. }));
        view.report(Fault::WorkerDied { death, again });
        view.state = RunState::Failed;
    }

    fn hear_trainer(&mut self, view: &mut RunView, event: Event, bulk: Vec<u8>) -> Option<SideEffect> {
        self.watch.heard(view.state);
        view.quiet = None;
        match event {
            Event::Ready { gpu } => {
                self.gpu.get_or_insert(gpu);
                if let Some(trainer) = &mut self.trainer {
                    trainer.ready();
                }
                self.dispatch(view);
                None
            }
            Event::Run(run, event) => self.hear_run(view, run, event, &bulk),
            Event::Answer(request, answer) => self.hear_answer(view, request, answer, bulk),
            Event::Fault(fault) => {
                view.failed(None, fault);
                None
            }
        }
    }

    fn hear_run(&mut self, view: &mut RunView, run: RunId, event: RunEvent, bulk: &[u8]) -> Option<SideEffect> {
        let is_ordered = Some(run) == self.ordered();
        match event {
            RunEvent::Fault(fault) => {
                if !self.is_demoted_by(view, &fault) {
                    if is_ordered {
                        self.cancel();
                    }
                    view.apply(run, RunEvent::Fault(fault), bulk);
                }
            }
            RunEvent::Prepared { .. } => {
                if view.apply(run, event, bulk) && is_ordered {
                    self.fulfil();
                }
            }
            RunEvent::Evaluation(_) => {
                if view.apply(run, event, bulk)
                    && let Some(evaluation) = &view.evaluation
                {
                    let seed = view.settings.integer("seed");
                    self.embedding.features(&*self.factory, run, seed, evaluation, bulk);
                }
            }
            RunEvent::Checkpoint { step, epoch } => {
                self.has_parted();
                if !view.apply(run, event, bulk) {
                    // Of a run that the reader has left.
                    let left = Checkpoint { run, step, epoch, bytes: bulk.into() };
                    return (step > 0).then_some(SideEffect::Keep(left));
                }
                self.inspect(view);
                let checkpoint = view.checkpoint.clone()?;
                if std::mem::take(&mut self.downloads_next) {
                    return Some(SideEffect::Download(checkpoint));
                }
                // A run that has not begun is not worth going back to.
                return (step > 0).then_some(SideEffect::Keep(checkpoint));
            }
            RunEvent::Loading(_)
            | RunEvent::Delayed(_)
            | RunEvent::Table(_)
            | RunEvent::State(_)
            | RunEvent::Progress { .. }
            | RunEvent::Examples { .. }
            | RunEvent::Mistakes { .. }
            | RunEvent::Picture(_) => {
                view.apply(run, event, bulk);
            }
        }
        None
    }

    fn hear_answer(
        &mut self,
        view: &mut RunView,
        request: Request,
        answer: Result<Answer, Fault>,
        bulk: Vec<u8>,
    ) -> Option<SideEffect> {
        let is_late = request < self.first_request;
        match answer {
            // What a trainer keeps it keeps for all lessons.
            Ok(Answer::OwnFiles { answered, files }) => {
                let effect = self.took(&answered, &files);
                view.own_files = files.into();
                return effect;
            }
            // Asked in a lesson that the reader has left.
            Ok(_) | Err(_) if is_late => {}
            Ok(Answer::Table(table)) => view.table = Some(Arc::new(table.with_bulk(&bulk))),
            Ok(Answer::File { name }) => return Some(SideEffect::Hand(name, bulk)),
            Ok(Answer::Matched { file, matching, tensors }) => {
                view.matched = Some(Arc::new(Matched { file, matching, tensors, start: bulk.into(), is_taken: false }));
                self.take_matched(view);
            }
            Ok(Answer::MatmulRace { points }) => view.race = points.into(),
            Ok(Answer::WorkersMeasured { points }) => view.workers = points.into(),
            // Only a benchmark asks for it.
            Ok(Answer::BareLoop { .. }) => {}
            Err(fault) => {
                if !self.is_demoted_by(view, &fault) {
                    view.failed(None, fault);
                }
            }
        }
        None
    }

    /// Whether the CPU takes over from the GPU after this fault.
    fn is_demoted_by(&mut self, view: &mut RunView, fault: &Fault) -> bool {
        let Fault::Gpu(fault) = fault else { return false };
        let is_demoted = self.engine == Engine::Gpu;
        if is_demoted {
            self.demote(view, fault.clone());
        }
        is_demoted
    }
}
