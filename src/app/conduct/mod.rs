//! Decides which workers there are and what they are told: the reader's wishes and the workers' reports come in, commands
//! go out, and the run's view is kept up to date. Knows no browser; natively tested with scripted workers.
//!
//! This file takes the reader's wishes; [`orders`] brings runs to the right worker, [`reports`] takes in what workers say.

use std::sync::Arc;

use super::figures::scatter::EmbeddingFrame;
use super::link::{Engine, WorkerFactory};
use super::run_view::{Checkpoint, RunView};
use super::saved::SavedRun;
use course::Manifest;
use course::settings::{Setting, Settings};
use protocol::{Command, Fault, GpuFault, GpuReport, Question, Request, RunId, RunState, Site};

mod embedding;
mod orders;
mod outside;
mod own_files;
mod predicting;
mod reports;
mod resuming;
mod watch;
pub mod worker_queue;

use embedding::Embedding;
use orders::Order;
pub use orders::Then;
use outside::Outside;
use own_files::Answers;
use predicting::Predicting;
use resuming::Parting;
use watch::Watch;
use worker_queue::WorkerQueue;

/// What the conductor asks of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum SideEffect {
    /// The reader asked for the run as a file.
    Download(Checkpoint),
    /// Keep this for the next visit.
    Keep(Checkpoint),
    /// A file for the reader: its name and its bytes.
    Hand(String, Vec<u8>),
    /// The trainer has taken a file of the reader's own: it is to be trained on.
    UseOwn,
    /// The embedding has moved.
    Embedding(EmbeddingFrame),
}

/// Directs the workers of one page.
pub struct Conductor {
    factory: Box<dyn WorkerFactory>,
    site: Site,
    trainer: Option<WorkerQueue<Command>>,
    /// The trainer's module.
    engine: Engine,
    gpu: Option<GpuReport>,
    /// Why the GPU is not used any more, once it has failed.
    demoted: Option<GpuFault>,
    lesson: Option<&'static Manifest>,
    newest_run: RunId,
    newest_request: Request,
    /// The first one that was asked in this lesson.
    first_request: Request,
    order: Option<Order>,
    /// The trainer does not have the run on the page: prepare it anew before going on.
    is_adrift: bool,
    downloads_next: bool,
    /// How many share a run's steps where its settings leave it to the machine, at most.
    workers: u32,
    /// The reader's own data files by name, for every trainer that is started.
    own_files: Vec<(String, Arc<[u8]>)>,
    answers: Answers,
    outside: Outside,
    parting: Parting,
    watch: Watch,
    predicting: Predicting,
    embedding: Embedding,
}

impl Conductor {
    /// No worker is started before a lesson is opened.
    pub fn new(factory: Box<dyn WorkerFactory>, site: Site) -> Self {
        Self {
            trainer: None,
            factory,
            site,
            engine: Engine::Cpu,
            gpu: None,
            demoted: None,
            lesson: None,
            newest_run: RunId::default(),
            newest_request: Request::default(),
            first_request: Request::default(),
            order: None,
            is_adrift: false,
            downloads_next: false,
            workers: 1,
            own_files: Vec::new(),
            answers: Answers::default(),
            outside: Outside::default(),
            parting: Parting::default(),
            watch: Watch::default(),
            predicting: Predicting::default(),
            embedding: Embedding::default(),
        }
    }

    /// Opens a lesson: its data and net are prepared at once.
    pub fn open(&mut self, view: &mut RunView, lesson: &'static Manifest, settings: Settings, then: Then) {
        self.rest(view);
        let own_files = std::mem::take(&mut view.own_files);
        *view = RunView::new(lesson.settings);
        view.own_files = own_files;
        self.lesson = Some(lesson);
        self.first_request = Request(self.newest_request.0 + 1);
        self.answers.unused.clear();
        self.predicting.draw(&*self.factory, lesson, view, None);
        self.embedding.clear();
        self.start_new(view, settings, Arc::default(), then);
    }

    /// Stops training, for a reader who leaves the lesson.
    pub fn rest(&mut self, view: &mut RunView) {
        if matches!(view.state, RunState::Running | RunState::Compiling) {
            self.part();
        }
    }

    /// Run, or go on. A run that has not begun, is done or failed for good starts anew with the settings `wanted`.
    pub fn run(&mut self, view: &mut RunView, wanted: &Settings) {
        self.go(view, wanted, Then::Run);
    }

    /// One step, then pause.
    pub fn step(&mut self, view: &mut RunView, wanted: &Settings) {
        self.go(view, wanted, Then::Step);
    }

    pub fn pause(&mut self) {
        if let Some(order) = &mut self.order {
            order.then = Then::Wait;
        }
        self.tell(Command::Pause);
    }

    /// A new run with these settings.
    pub fn reset(&mut self, view: &mut RunView, wanted: &Settings, then: Then) {
        view.faults.clear();
        view.matched = None;
        if view.settings.backend() != wanted.backend() {
            self.demoted = None;
        }
        self.start_new(view, wanted.clone(), Arc::default(), then);
    }

    /// Changes a live setting of the run in hand.
    pub fn change(&mut self, view: &mut RunView, key: &str, value: &str) {
        let schema = self.schema();
        if let Some(order) = &mut self.order {
            // A value out of range is the control's to report; here it changes nothing.
            let _ = order.settings.set(schema, key, value);
            order.changes.push((key.to_owned(), value.to_owned()));
        } else if view.has_run() && view.settings.set(schema, key, value).is_ok() {
            self.tell(Command::Change { key: key.to_owned(), value: value.to_owned() });
        }
    }

    /// Has the trainer do what one lesson alone needs, such as a measurement.
    pub fn ask(&mut self, question: Question, bulk: Arc<[u8]>) {
        if let Some(trainer) = &mut self.trainer {
            self.newest_request.0 += 1;
            trainer.send(Command::Ask(self.newest_request, question), bulk);
        }
    }

    /// Goes on from a file. Its settings are returned; a file that does not fit changes nothing.
    pub fn load(&mut self, view: &mut RunView, file: &str, bytes: Arc<[u8]>, wanted: &Settings) -> Option<Settings> {
        let lesson = self.lesson?;
        view.faults.clear();
        view.matched = None;
        match SavedRun::read(file, &bytes).and_then(|saved| saved.settings_for(lesson)) {
            Err(Fault::NotACheckpoint { .. }) if lesson.program.is_images() => {
                let settings = if view.has_run() { view.settings.clone() } else { wanted.clone() };
                self.outside.open(file, bytes, settings);
                self.match_weights(view);
                None
            }
            Err(fault) => {
                view.report(fault);
                None
            }
            Ok(mut settings) => {
                // Where a run is computed is this reader's choice, not the file's. A choice of the schema is in range.
                let _ = settings.set(lesson.settings, "backend", wanted.choice("backend"));
                self.start_new(view, settings.clone(), bytes, Then::Wait);
                Some(settings)
            }
        }
    }

    /// Has the run downloaded: as it is now, or, where its worker cannot tell, as it was last heard of.
    pub fn save(&mut self, view: &RunView) -> Option<SideEffect> {
        if self.is_adrift || self.order.is_some() || view.state == RunState::Failed {
            return view.checkpoint.clone().map(SideEffect::Download);
        }
        self.downloads_next = true;
        self.tell(Command::Save);
        None
    }

    /// Starts a new trainer in place of one that stopped, and goes on from the last checkpoint. What ended two workers is
    /// not given to a third one: neither the run that they were to prepare, if there is another, nor the next step.
    pub fn restart(&mut self, view: &mut RunView) {
        let has_ended_two = view.faults.iter().any(|fault| matches!(fault, Fault::WorkerDied { again: true, .. }));
        let then = if self.watch.was_running && !has_ended_two { Then::Run } else { Then::Wait };
        self.trainer = None;
        if let Some(order) = &mut self.order
            && has_ended_two
        {
            order.then = Then::Wait;
        }
        if has_ended_two && view.has_run() && self.ordered() != Some(view.run) {
            self.cancel();
        }
        self.place_again(view, then);
    }

    /// Ends a step that takes too long for the reader, or a worker that does not come: the run goes back to its last
    /// checkpoint and waits there.
    pub fn stop(&mut self, view: &mut RunView) {
        self.trainer = None;
        self.is_adrift = true;
        if let Some(order) = &mut self.order {
            order.then = Then::Wait;
        }
        self.place_again(view, Then::Wait);
    }

    /// The reader drew a digit, or cleared the pad.
    pub fn draw(&mut self, view: &mut RunView, digit: Option<Arc<[f32]>>) {
        if digit.is_none() {
            self.embedding.clear();
        }
        if let Some(lesson) = self.lesson {
            self.predicting.draw(&*self.factory, lesson, view, digit);
        }
    }

    /// The reader's hand rests.
    pub fn inspect(&mut self, view: &RunView) {
        if let Some(lesson) = self.lesson {
            self.predicting.inspect(lesson.id, view);
        }
    }

    pub fn tune_embedding(&mut self, perplexity: f64, learning_rate: f64) {
        self.embedding.tune(perplexity, learning_rate);
    }

    pub fn pause_embedding(&mut self, is_paused: bool) {
        self.embedding.pause(is_paused);
    }

    /// The machine has so many cores to spare from now on.
    pub fn limit_workers(&mut self, workers: u32) {
        if std::mem::replace(&mut self.workers, workers) != workers {
            self.tell(Command::LimitWorkers { workers });
        }
    }

    /// To be called once a second: notices workers that are silent, and asks for checkpoints while training.
    pub fn tick(&mut self, view: &mut RunView) {
        self.predicting.tick(view);
        self.tick_parting();
        let Some(is_ready) = self.trainer.as_ref().map(WorkerQueue::is_ready) else { return };
        view.quiet = self.watch.quiet(view.state, is_ready);
        if is_ready && self.watch.wants_checkpoint(view, self.predicting.has_digit()) {
            self.tell(Command::Save);
        }
    }

    /// Tells the trainer what is answered by the run alone.
    pub fn tell(&mut self, command: Command) {
        if let Some(trainer) = &mut self.trainer {
            trainer.tell(command);
        }
    }

    fn schema(&self) -> &'static [Setting] {
        self.lesson.map_or(&[], |lesson| lesson.settings)
    }
}
