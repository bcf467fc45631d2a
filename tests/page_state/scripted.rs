//! Workers that write down what they are told, and a page around them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use emberlab::app::conduct::{Conductor, SideEffect, Then};
use emberlab::app::link::{Engine, Link, Report, WorkerFactory};
use emberlab::app::run_view::RunView;
use emberlab::course::settings::Settings;
use emberlab::lessons::cnn_mnist::MANIFEST;
use emberlab::protocol::{
    Answer, Backend, BackendReason, BackendReport, Command, EmbedCommand, Event, Fault, GpuReport, Plan,
    PredictCommand, Request, RunEvent, RunId, RunState, RunSummary, Site,
};

/// What happened to a worker, in order, across all of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    Spawned(&'static str),
    Ended(&'static str),
    Told(&'static str, Command, Vec<u8>),
    ToldPredictor(PredictCommand),
    ToldEmbedder(EmbedCommand),
}

type Log = Rc<RefCell<Vec<Deed>>>;

#[derive(Clone, Default)]
pub struct Scripted {
    log: Log,
    /// The newest request.
    pub asked: Rc<Cell<Request>>,
}

struct ScriptedLink(&'static str, Scripted);

impl Scripted {
    fn spawn(&self, name: &'static str) -> ScriptedLink {
        self.log.borrow_mut().push(Deed::Spawned(name));
        ScriptedLink(name, self.clone())
    }

    /// What has happened since the last call.
    pub fn deeds(&self) -> Vec<Deed> {
        self.log.take()
    }
}

impl WorkerFactory for Scripted {
    fn trainer(&self, engine: Engine) -> Box<dyn Link<Command>> {
        Box::new(self.spawn(match engine {
            Engine::Cpu => "cpu",
            Engine::Labs => "labs",
            Engine::Gpu => "gpu",
        }))
    }

    fn predictor(&self, _engine: Engine) -> Box<dyn Link<PredictCommand>> {
        Box::new(self.spawn("predictor"))
    }

    fn embedder(&self) -> Box<dyn Link<EmbedCommand>> {
        Box::new(self.spawn("embedder"))
    }
}

impl Link<Command> for ScriptedLink {
    fn send(&self, command: &Command, bulk: &[u8]) {
        if let Command::Ask(request, _) = command {
            self.1.asked.set(*request);
        }
        self.1.log.borrow_mut().push(Deed::Told(self.0, command.clone(), bulk.to_vec()));
    }
}

impl Link<PredictCommand> for ScriptedLink {
    fn send(&self, command: &PredictCommand, _bulk: &[u8]) {
        self.1.log.borrow_mut().push(Deed::ToldPredictor(command.clone()));
    }
}

impl Link<EmbedCommand> for ScriptedLink {
    fn send(&self, command: &EmbedCommand, _bulk: &[u8]) {
        self.1.log.borrow_mut().push(Deed::ToldEmbedder(command.clone()));
    }
}

impl Drop for ScriptedLink {
    fn drop(&mut self) {
        self.1.log.borrow_mut().push(Deed::Ended(self.0));
    }
}

/// A page with the lesson `cnn-mnist` open.
pub struct Page {
    pub workers: Scripted,
    pub conductor: Conductor,
    pub view: RunView,
    pub wanted: Settings,
}

impl Page {
    /// A page whose settings differ from the defaults in `pairs`.
    pub fn open(pairs: &[(&str, &str)], then: Then) -> Self {
        let workers = Scripted::default();
        let conductor = Conductor::new(Box::new(workers.clone()), Site::default());
        let (wanted, faults) = Settings::from_pairs(MANIFEST.settings, pairs.iter().copied());
        assert_eq!(faults, []);
        let mut page = Self { workers, conductor, view: RunView::default(), wanted };
        page.conductor.open(&mut page.view, &MANIFEST, page.wanted.clone(), then);
        page
    }

    /// A page on the CPU whose run is prepared.
    pub fn prepared() -> Self {
        let mut page = Self::open(&[], Then::Wait);
        page.ready(GpuReport::NoWebGpu);
        page.prepare(1);
        page.workers.deeds();
        page
    }

    pub fn ready(&mut self, gpu: GpuReport) {
        self.trainer(Event::Ready { gpu });
    }

    pub fn trainer(&mut self, event: Event) -> Option<SideEffect> {
        self.conductor.hear(&mut self.view, Report::Trainer(event, Vec::new()))
    }

    /// Something happens in a run.
    pub fn said(&mut self, run: u32, event: RunEvent) -> Option<SideEffect> {
        self.said_with(run, event, &[])
    }

    pub fn said_with(&mut self, run: u32, event: RunEvent, bulk: &[u8]) -> Option<SideEffect> {
        self.conductor.hear(&mut self.view, Report::Trainer(Event::Run(RunId(run), event), bulk.to_vec()))
    }

    /// What was asked last is answered.
    pub fn answer(&mut self, answer: Result<Answer, Fault>) -> Option<SideEffect> {
        let asked = self.workers.asked.get();
        self.trainer(Event::Answer(asked, answer))
    }

    pub fn prepare(&mut self, run: u32) {
        self.prepare_at(run, 0);
    }

    pub fn prepare_at(&mut self, run: u32, step: u64) {
        self.said(run, RunEvent::Prepared { summary: summary(), step });
    }

    pub fn state(&mut self, run: u32, state: RunState) {
        self.said(run, RunEvent::State(state));
    }

    pub fn checkpoint(&mut self, run: u32, step: u64, bytes: &[u8]) -> Option<SideEffect> {
        self.said_with(run, RunEvent::Checkpoint { step, epoch: 0 }, bytes)
    }

    pub fn draw(&mut self, ink: f32) {
        self.conductor.draw(&mut self.view, Some(Arc::from(vec![ink; 784])));
    }

    /// The names of the commands since the last call, with the worker they went to.
    pub fn told(&self) -> Vec<String> {
        self.workers.deeds().iter().map(describe).collect()
    }
}

pub fn summary() -> RunSummary {
    RunSummary {
        backend: BackendReport { backend: Backend::Cpu, adapter: String::new(), reason: BackendReason::Asked },
        layers: Vec::new(),
        plan: Plan { train_examples: 6000, test_examples: 1000, steps_per_epoch: 120, epochs: 2 },
    }
}

fn describe(deed: &Deed) -> String {
    match deed {
        Deed::Spawned(name) => format!("{name}: spawned"),
        Deed::Ended(name) => format!("{name}: ended"),
        Deed::ToldPredictor(command) => format!("predictor: {}", name(command)),
        Deed::ToldEmbedder(command) => format!("embedder: {}", name(command)),
        Deed::Told(worker, command, bulk) => match command {
            Command::LimitWorkers { workers } => format!("{worker}: LimitWorkers {workers}"),
            Command::Prepare { run, .. } => format!("{worker}: Prepare {} from {} bytes", run.0, bulk.len()),
            Command::Run
            | Command::Pause
            | Command::Step
            | Command::Change { .. }
            | Command::KillWorker
            | Command::Save
            | Command::ForgetFiles => format!("{worker}: {}", name(command)),
            Command::Ask(_, question) => format!("{worker}: {}", name(question)),
        },
    }
}

/// The name of a variant.
fn name(command: &impl std::fmt::Debug) -> String {
    format!("{command:?}").split([' ', '{']).next().unwrap_or_default().to_owned()
}
