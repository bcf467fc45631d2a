//! Workers that write down what they are told, and a page around them.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use emberlab::app::conduct::{Conductor, Errand, Then};
use emberlab::app::link::{Engine, Link, Report, WorkerFactory};
use emberlab::app::run_view::RunView;
use emberlab::course::settings::Settings;
use emberlab::lessons::cnn_mnist::MANIFEST;
use emberlab::protocol::{
    Backend, BackendReason, BackendReport, Command, EmbedCommand, Event, GpuReport, RunId, RunState, RunSummary, Site,
};

/// What happened to a worker, in order, across all of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    Spawned(&'static str),
    Ended(&'static str),
    Told(&'static str, Command, Vec<u8>),
    ToldEmbedder(EmbedCommand),
}

type Log = Rc<RefCell<Vec<Deed>>>;

#[derive(Clone, Default)]
pub struct Scripted(Log);

struct ScriptedLink(&'static str, Log);

impl Scripted {
    fn spawn(&self, name: &'static str) -> ScriptedLink {
        self.0.borrow_mut().push(Deed::Spawned(name));
        ScriptedLink(name, Rc::clone(&self.0))
    }

    /// What has happened since the last call.
    pub fn deeds(&self) -> Vec<Deed> {
        self.0.take()
    }
}

impl WorkerFactory for Scripted {
    fn trainer(&self, engine: Engine) -> Box<dyn Link<Command>> {
        Box::new(self.spawn(match engine {
            Engine::Images => "cpu",
            Engine::Labs => "labs",
            Engine::Gpu => "gpu",
        }))
    }

    fn predictor(&self, _engine: Engine) -> Box<dyn Link<Command>> {
        Box::new(self.spawn("predictor"))
    }

    fn embedder(&self) -> Box<dyn Link<EmbedCommand>> {
        Box::new(self.spawn("embedder"))
    }
}

impl Link<Command> for ScriptedLink {
    fn send(&self, command: &Command, bulk: &[u8]) {
        self.1.borrow_mut().push(Deed::Told(self.0, command.clone(), bulk.to_vec()));
    }
}

impl Link<EmbedCommand> for ScriptedLink {
    fn send(&self, command: &EmbedCommand, _bulk: &[u8]) {
        self.1.borrow_mut().push(Deed::ToldEmbedder(command.clone()));
    }
}

impl Drop for ScriptedLink {
    fn drop(&mut self) {
        self.1.borrow_mut().push(Deed::Ended(self.0));
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

    pub fn trainer(&mut self, event: Event) -> Option<Errand> {
        self.trainer_with(event, &[])
    }

    pub fn trainer_with(&mut self, event: Event, bulk: &[u8]) -> Option<Errand> {
        self.conductor.hear(&mut self.view, Report::Trainer(event, bulk.to_vec()))
    }

    pub fn prepare(&mut self, run: u32) {
        self.trainer(Event::Prepared { run: RunId(run), summary: summary(), step: 0 });
    }

    pub fn state(&mut self, run: u32, state: RunState) {
        self.trainer(Event::State { run: RunId(run), state });
    }

    pub fn checkpoint(&mut self, run: u32, step: u64, bytes: &[u8]) -> Option<Errand> {
        self.trainer_with(Event::Checkpoint { run: RunId(run), step, epoch: 0 }, bytes)
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
        train_examples: 6000,
        test_examples: 1000,
        steps_per_epoch: 120,
        epochs: 2,
    }
}

fn describe(deed: &Deed) -> String {
    match deed {
        Deed::Spawned(name) => format!("{name}: spawned"),
        Deed::Ended(name) => format!("{name}: ended"),
        Deed::ToldEmbedder(command) => {
            let text = format!("{command:?}");
            format!("embedder: {}", text.split([' ', '{']).next().unwrap_or_default())
        }
        Deed::Told(name, command, bulk) => match command {
            Command::Prepare { run, .. } => format!("{name}: Prepare {} from {} bytes", run.0, bulk.len()),
            Command::Run
            | Command::Pause
            | Command::Step
            | Command::Change { .. }
            | Command::RaceMatmul { .. }
            | Command::KillWorker
            | Command::MeasureWorkers { .. }
            | Command::Save
            | Command::UseFile { .. }
            | Command::ForgetFiles
            | Command::ApplyTo { .. }
            | Command::MatchWeights { .. }
            | Command::UseWeights { .. }
            | Command::Predict { .. }
            | Command::MeasureBareLoop { .. }
            | Command::Inspect { .. } => {
                let text = format!("{command:?}");
                format!("{name}: {}", text.split([' ', '{']).next().unwrap_or_default())
            }
        },
    }
}
