//! How a run comes to the right worker: orders, the choice of the backend, and what follows once the run is prepared.

use std::sync::Arc;

use super::Conductor;
use super::worker_queue::WorkerQueue;
use crate::link::Engine;
use crate::run_view::RunView;
use course::settings::Settings;
use protocol::{Backend, BackendChoice, BackendReason, BackendReport, Command, GpuFault, RunId, RunState};

/// A run that is to be prepared.
pub struct Order {
    pub run: RunId,
    pub settings: Settings,
    /// The checkpoint to go on from; empty to start afresh.
    pub start: Arc<[u8]>,
    pub then: Then,
    /// Live settings that the reader changed while the run was being prepared, with their values.
    pub changes: Vec<(String, String)>,
    is_sent: bool,
}

/// What follows once a run is prepared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    Wait,
    Run,
    Step,
}

impl Order {
    fn new(run: RunId, settings: Settings, start: Arc<[u8]>, then: Then) -> Self {
        Self { run, settings, start, then, changes: Vec::new(), is_sent: false }
    }
}

impl Conductor {
    pub(super) fn go(&mut self, view: &mut RunView, wanted: &Settings, then: Then) {
        if self.trainer.is_none() {
            return self.place_again(view, then);
        }
        let planned = self.order.as_ref().map_or(&view.settings, |order| &order.settings);
        let has_changed = !wanted.changed_keys(planned, self.schema()).is_empty();
        match &mut self.order {
            Some(_) if has_changed => return self.reset(view, wanted, then),
            Some(order) => {
                order.then = then;
                return;
            }
            None => {}
        }
        match view.state {
            // A run that waits for data which could not be had asks for it again.
            RunState::Running | RunState::Compiling => self.continue_with(view, then),
            RunState::Idle | RunState::Done => self.reset(view, wanted, then),
            RunState::Ready if has_changed && view.progress.step == 0 => self.reset(view, wanted, then),
            RunState::Failed if view.checkpoint.is_none() || view.diverged_at.is_some() => {
                self.reset(view, wanted, then)
            }
            RunState::Failed => self.place_again(view, then),
            RunState::Ready | RunState::Loading | RunState::Paused if self.is_adrift => self.place_again(view, then),
            RunState::Ready | RunState::Loading | RunState::Paused => self.continue_with(view, then),
        }
    }

    fn continue_with(&mut self, view: &mut RunView, then: Then) {
        view.faults.clear();
        self.follow(then);
    }

    /// Orders a new run; the one on the page stays until the new one is prepared.
    pub(super) fn start_new(&mut self, view: &mut RunView, settings: Settings, start: Arc<[u8]>, then: Then) {
        self.rest(view);
        self.newest_run.0 += 1;
        self.place(view, Order::new(self.newest_run, settings, start, then));
    }

    /// Repeats the order that is open; without one, orders the run on the page from its last checkpoint.
    pub(super) fn place_again(&mut self, view: &mut RunView, then: Then) {
        view.faults.clear();
        let order = self.order.take().unwrap_or_else(|| {
            let start = view.checkpoint.as_ref().map(|checkpoint| Arc::clone(&checkpoint.bytes)).unwrap_or_default();
            Order::new(view.run, view.settings.clone(), start, then)
        });
        let then = if order.then == Then::Wait { then } else { order.then };
        self.place(view, Order { then, is_sent: false, ..order });
    }

    /// Sends the order to the right worker, once it is known which that is.
    pub(super) fn dispatch(&mut self, view: &mut RunView) {
        let (Some(order), Some(lesson)) = (&self.order, self.lesson) else { return };
        let report = self.backend_for(order.settings.backend());
        let engine = match &report {
            Some(BackendReport { backend: Backend::Gpu, .. }) => Engine::Gpu,
            // It looks for a GPU, too.
            Some(BackendReport { backend: Backend::Cpu, .. }) | None => Engine::on_the_cpu(lesson),
        };
        if self.trainer.is_none() || self.engine != engine {
            self.engine = engine;
            let mut trainer = WorkerQueue::new(self.factory.trainer(engine));
            self.bring_own_files(&mut trainer);
            self.replace_trainer(trainer);
            self.is_adrift = true;
        }
        let (Some(report), Some(order), Some(trainer)) = (report, &mut self.order, &mut self.trainer) else { return };
        view.backend = Some(report);
        if !std::mem::replace(&mut order.is_sent, true) {
            let (lesson, settings) = (lesson.id.to_owned(), order.settings.clone());
            let (site, workers) = (self.site.clone(), self.workers);
            let prepare = Command::Prepare { run: order.run, lesson, settings, site, workers };
            trainer.send(prepare, Arc::clone(&order.start));
            self.watch.expect_answer();
        }
    }

    /// The ordered run is prepared: does what was to follow.
    pub(super) fn fulfil(&mut self) {
        let Some(order) = self.order.take() else { return };
        self.is_adrift = false;
        for (key, value) in order.changes {
            self.tell(Command::Change { key, value });
        }
        self.follow(order.then);
    }

    /// The ordered run cannot be had; the trainer keeps the one it has.
    pub(super) fn cancel(&mut self) {
        self.order = None;
    }

    /// The GPU failed: the CPU takes over, from the last checkpoint, and goes on if the GPU was at work.
    pub(super) fn demote(&mut self, view: &mut RunView, fault: GpuFault) {
        self.demoted = Some(fault);
        let was_running = matches!(view.state, RunState::Running | RunState::Compiling);
        self.place_again(view, if was_running { Then::Run } else { Then::Wait });
    }

    pub(super) fn ordered(&self) -> Option<RunId> {
        self.order.as_ref().map(|order| order.run)
    }

    fn place(&mut self, view: &mut RunView, order: Order) {
        view.ask(order.run, order.settings.clone());
        self.order = Some(order);
        self.downloads_next = false;
        self.dispatch(view);
    }

    /// Where a run with this choice is computed; none while that depends on a GPU that is still being looked for.
    fn backend_for(&self, choice: BackendChoice) -> Option<BackendReport> {
        if !self.schema().iter().any(|setting| setting.key == "backend") {
            return Some(BackendReport::small_net());
        }
        let cpu = |reason| BackendReport { backend: Backend::Cpu, adapter: String::new(), reason };
        match (&self.demoted, &self.gpu) {
            (Some(fault), _) => Some(cpu(BackendReason::Failed(fault.clone()))),
            (None, Some(gpu)) => Some(BackendReport::choose(choice, gpu)),
            (None, None) => (choice == BackendChoice::Cpu).then(|| cpu(BackendReason::Asked)),
        }
    }

    fn follow(&mut self, then: Then) {
        match then {
            Then::Wait => return,
            Then::Run => self.tell(Command::Run),
            Then::Step => self.tell(Command::Step),
        }
        self.watch.expect_answer();
    }
}
