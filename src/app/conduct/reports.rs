//! What the workers report, and what follows from it.

use std::sync::Arc;

use super::{Conductor, Errand};
use crate::figures::scatter::EmbeddingFrame;
use crate::link::{Engine, Report, Role};
use crate::run_view::{Checkpoint, RunView};
use protocol::{BackendReason, Death, EmbedEvent, Event, Fault, Helper, RunState};

impl Conductor {
    /// Takes in what a worker reports.
    pub fn hear(&mut self, view: &mut RunView, report: Report) -> Option<Errand> {
        match report {
            Report::Trainer(event, bulk) => self.hear_trainer(view, event, bulk),
            Report::Predictor(event, bulk) => {
                let lesson = self.lesson.map_or("", |lesson| lesson.id);
                self.predicting.hear(lesson, view, event, bulk);
                None
            }
            Report::Embedder(EmbedEvent::Ready, _) => {
                self.embedding.ready();
                None
            }
            Report::Embedder(EmbedEvent::Frame { run, step, iteration, kl_nats }, bulk) => {
                let positions: Arc<[f32]> = bytemuck::pod_collect_to_vec(&bulk).into();
                let frame = EmbeddingFrame { step, iteration, kl_nats, positions };
                (run == view.run).then_some(Errand::Embedding(frame))
            }
            Report::Embedder(EmbedEvent::Fault { fault }, _) => {
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
            return self.demote(view, BackendReason::DeviceLost { detail: death.into() });
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

    fn hear_trainer(&mut self, view: &mut RunView, event: Event, bulk: Vec<u8>) -> Option<Errand> {
        self.watch.heard(view.state);
        view.quiet = None;
        match &event {
            Event::Ready { gpu } => {
                self.gpu.get_or_insert_with(|| gpu.clone());
                if let Some(trainer) = &mut self.trainer {
                    trainer.ready();
                }
                self.dispatch(view);
            }
            Event::Fault { run, fault } => {
                if let Some(reason) = demotion(fault).filter(|_| self.engine == Engine::Gpu) {
                    self.demote(view, reason);
                    return None;
                }
                if run.is_some() && *run == self.ordered() {
                    self.cancel();
                }
                view.apply(event, bulk);
            }
            Event::Prepared { run, .. } => {
                let is_ordered = Some(*run) == self.ordered();
                view.apply(event, bulk);
                if is_ordered {
                    self.fulfil();
                }
            }
            Event::Evaluation { run, evaluation } => {
                if *run == view.run {
                    let seed = view.settings.integer("seed");
                    self.embedding.features(&*self.factory, *run, seed, evaluation, &bulk);
                }
                view.apply(event, bulk);
            }
            Event::Checkpoint { run, step, epoch } => {
                self.has_parted();
                let is_current = *run == view.run && view.has_run();
                if !is_current {
                    // Of a run that the reader has left.
                    let left = Checkpoint { run: *run, step: *step, epoch: *epoch, bytes: bulk.into() };
                    return (left.step > 0).then_some(Errand::Keep(left));
                }
                view.apply(event, bulk);
                self.inspect(view);
                let checkpoint = view.checkpoint.clone()?;
                if std::mem::take(&mut self.downloads_next) {
                    return Some(Errand::Download(checkpoint));
                }
                // A run that has not begun is not worth going back to.
                return (checkpoint.step > 0).then_some(Errand::Keep(checkpoint));
            }
            Event::Matched { .. } => {
                view.apply(event, bulk);
                self.take_matched(view);
            }
            Event::OwnFiles { answered, files } => {
                let errand = self.took(answered, files);
                view.apply(event, bulk);
                return errand;
            }
            Event::File { name } => return Some(Errand::Hand(name.clone(), bulk)),
            Event::Loading { .. }
            | Event::Delayed { .. }
            | Event::State { .. }
            | Event::Progress { .. }
            | Event::Examples { .. }
            | Event::Mistakes { .. }
            | Event::Prediction { .. }
            | Event::Activations { .. }
            | Event::Picture { .. }
            | Event::Table { .. }
            | Event::MatmulRace { .. }
            | Event::WorkersMeasured { .. }
            | Event::BareLoop { .. } => view.apply(event, bulk),
        }
        None
    }
}

/// Why the CPU must take over from the GPU after this fault, if it must.
fn demotion(fault: &Fault) -> Option<BackendReason> {
    match fault {
        Fault::SelfTest { detail } => Some(BackendReason::SelfTestFailed { detail: detail.clone() }),
        Fault::GpuStart { detail } => Some(BackendReason::StartFailed { detail: detail.clone() }),
        Fault::GpuLost { detail, .. } => Some(BackendReason::DeviceLost { detail: detail.clone() }),
        Fault::BadMagic { .. }
        | Fault::WrongLength { .. }
        | Fault::CountMismatch { .. }
        | Fault::LabelOutOfRange { .. }
        | Fault::WrongImageSize { .. }
        | Fault::HtmlInstead { .. }
        | Fault::Checksum { .. }
        | Fault::Unpack { .. }
        | Fault::Network { .. }
        | Fault::TextMissing { .. }
        | Fault::PartMissing { .. }
        | Fault::NewVersion
        | Fault::NoSuchData { .. }
        | Fault::OwnFiles
        | Fault::WrongKind { .. }
        | Fault::FileTooLarge { .. }
        | Fault::UnreadFile { .. }
        | Fault::FileLeftOut { .. }
        | Fault::TooFewImages { .. }
        | Fault::PictureFolders { .. }
        | Fault::TooManyPictures { .. }
        | Fault::LeftAside { .. }
        | Fault::NoSuchLesson { .. }
        | Fault::BadSetting { .. }
        | Fault::BadExpression { .. }
        | Fault::NoPoints
        | Fault::NoModel
        | Fault::OwnTable
        | Fault::Table(_)
        | Fault::Weights(_)
        | Fault::Search(_)
        | Fault::Diverged { .. }
        | Fault::NotACheckpoint { .. }
        | Fault::CheckpointMismatch { .. }
        | Fault::WorkerDied { .. }
        | Fault::HelperDied { .. }
        | Fault::BadMessage { .. }
        | Fault::Storage(_)
        | Fault::KeptRuns(_) => None,
    }
}
