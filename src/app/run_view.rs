//! What the page knows of a run: a plain struct that events are applied to. Everything on the page is derived from it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use course::settings::{Setting, Settings};
use data::own::OwnFile;
use plot::series::Series;
pub use protocol::Picture;
use protocol::{
    BackendReport, Delay, Evaluation, Fault, Grid, Loading, MetricPoint, Mistake, Progress, RacePoint, RunEvent, RunId,
    RunState, RunSummary, WorkersPoint,
};
use torch_file::{Matching, Wanted};

/// Past runs that stay on the charts.
pub const KEPT_RUNS: usize = 5;

/// Curves by metric, see [`MetricPoint`].
pub type Curves = BTreeMap<String, Arc<Series>>;

/// The run on the page, and the one that was asked for to follow it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunView {
    pub run: RunId,
    /// The run's settings; of live settings the newest value.
    pub settings: Settings,
    pub state: RunState,
    pub backend: Option<BackendReport>,
    /// Data on its way; none once all of it is there.
    pub loading: Option<Loading>,
    /// Data that does not come for now.
    pub delay: Option<Delay>,
    pub summary: Option<RunSummary>,
    pub progress: Progress,
    pub curves: Curves,
    /// Where the run on the page diverged, if it did.
    pub diverged_at: Option<u64>,
    /// The last [`KEPT_RUNS`] runs, the newest first.
    pub past: VecDeque<PastRun>,
    pub evaluation: Option<Arc<Evaluation>>,
    pub examples: Examples,
    pub mistakes: Mistakes,
    pub checkpoint: Option<Checkpoint>,
    /// Class probabilities of the digit on the pad.
    pub prediction: Option<Arc<[f32]>>,
    /// The image that the prediction is about, as the net gets it.
    pub drawn: Option<Arc<[f32]>>,
    /// Filters, and feature maps of the digit on the pad.
    pub activations: Activations,
    /// The numbers behind a lab's live figure.
    pub picture: Arc<Picture>,
    /// What the reader's own table holds, until a run is prepared with it.
    pub table: Option<Arc<Picture>>,
    /// How long matrices of each size take on each device.
    pub race: Arc<[RacePoint]>,
    /// How fast one worker, two, ... are.
    pub workers: Arc<[WorkersPoint]>,
    /// Weights from outside that wait for the reader's word.
    pub matched: Option<Arc<Matched>>,
    /// How long the training worker has said nothing, once that is long.
    pub quiet: Option<Quiet>,
    /// The reader's own files that the trainer has taken, the newest last.
    pub own_files: Arc<[OwnFile]>,
    /// What went wrong since the reader last did something about it, the newest last.
    pub faults: Vec<Fault>,
    asked: Option<Asked>,
    schema: &'static [Setting],
}

/// A worker that says nothing: it is on its way, or in the middle of a long step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quiet {
    Starting { seconds: u32 },
    Working { seconds: u32 },
}

/// Images of one layer: their layout and values 0 to 1, or signed for filters.
pub type Activations = Arc<Vec<(Grid, Arc<[f32]>)>>;

/// Which tensors of a file become which weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    pub file: String,
    pub matching: Matching,
    /// All tensors of the file, with their shapes.
    pub tensors: Vec<Wanted>,
    /// The run to begin, once each weight has a tensor.
    pub start: Arc<[u8]>,
    /// The run has begun without asking; what of the file was not used is still to be read.
    pub is_taken: bool,
}

/// A run that another one has replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct PastRun {
    pub run: RunId,
    /// The settings that differ from the defaults, and the seed.
    pub name: String,
    pub settings: Settings,
    pub curves: Curves,
}

/// The first test images.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples {
    pub labels: Arc<[u8]>,
    /// `[labels.len(), 28, 28]`, ink 0 to 255.
    pub images: Arc<[u8]>,
}

/// The worst mistakes of the newest evaluation that sent any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mistakes {
    pub step: u64,
    pub list: Arc<[Mistake]>,
    /// `[list.len(), 28, 28]`, ink 0 to 255.
    pub images: Arc<[u8]>,
}

/// A run as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    pub run: RunId,
    pub step: u64,
    pub epoch: u64,
    pub bytes: Arc<[u8]>,
}

#[derive(Clone, Debug, PartialEq)]
struct Asked {
    run: RunId,
    settings: Settings,
    /// The state to go back to if it cannot be had.
    before: RunState,
}

impl RunView {
    /// No run yet, of a lesson with these settings.
    pub fn new(schema: &'static [Setting]) -> Self {
        Self { schema, ..Self::default() }
    }

    /// A run was asked for. The present one stays on the page until the new one is prepared; asking for the present
    /// run's id again goes on with it.
    pub fn ask(&mut self, run: RunId, settings: Settings) {
        let before = self.asked.take().map_or(self.state, |asked| asked.before);
        self.asked = Some(Asked { run, settings, before });
        self.state = RunState::Loading;
    }

    /// True when there is a prepared run on the page.
    pub fn has_run(&self) -> bool {
        self.summary.is_some()
    }

    /// Takes in what happens in a run, if it is the present one or the asked one; tells whether it is.
    pub fn apply(&mut self, run: RunId, event: RunEvent, bulk: &[u8]) -> bool {
        if !self.concerns(run, &event) {
            return false;
        }
        match event {
            RunEvent::Loading(loading) => {
                self.delay = None;
                self.loading = (loading.done_bytes < loading.total_bytes).then_some(loading);
            }
            RunEvent::Delayed(delay) => self.delay = Some(delay),
            RunEvent::Table(table) => self.table = Some(Arc::new(table.with_bulk(bulk))),
            RunEvent::Prepared { summary, step } => self.prepared(run, summary, step),
            RunEvent::State(state) => self.state = state,
            RunEvent::Progress { progress, points } => {
                self.progress = progress;
                for MetricPoint { metric, step, value } in points {
                    Arc::make_mut(self.curves.entry(metric).or_default()).push(step, value);
                }
            }
            RunEvent::Evaluation(evaluation) => self.evaluation = Some(Arc::new(evaluation)),
            RunEvent::Examples { labels } => {
                self.examples = Examples { labels: labels.into(), images: bulk.into() };
            }
            RunEvent::Mistakes { step, mistakes } => {
                self.mistakes = Mistakes { step, list: mistakes.into(), images: bulk.into() };
            }
            RunEvent::Picture(picture) => self.picture = Arc::new(picture.with_bulk(bulk)),
            RunEvent::Checkpoint { step, epoch } => {
                self.checkpoint = Some(Checkpoint { run, step, epoch, bytes: bulk.into() });
            }
            RunEvent::Fault(fault) => self.failed(Some(run), fault),
        }
        true
    }

    /// Shows a fault, once.
    pub fn report(&mut self, fault: Fault) {
        if let Fault::Diverged { step, .. } = fault {
            self.diverged_at = Some(step);
        }
        self.faults.retain(|shown| *shown != fault);
        self.faults.push(fault);
    }

    /// The newest value of a metric.
    pub fn metric(&self, name: &str) -> Option<f64> {
        self.curves.get(name)?.last().map(|point| point.mean)
    }

    /// What a run with these settings is called in legends.
    pub fn name_of(&self, settings: &Settings) -> String {
        let is_text = |key| self.schema.iter().any(|setting| setting.key == key && setting.is_text());
        let pairs = settings.to_pairs(self.schema).into_iter().filter(|(key, _)| !is_text(*key));
        pairs.map(|(key, value)| format!("{key} {value}")).collect::<Vec<_>>().join(", ")
    }

    /// Steps of the whole run.
    pub fn total_steps(&self) -> u64 {
        self.summary.as_ref().map_or(0, |summary| summary.plan.steps())
    }

    /// Seconds until the run is done at its present speed.
    pub fn seconds_left(&self) -> Option<f64> {
        if self.delay.as_ref().is_some_and(|delay| delay.is_waited_for) {
            return None;
        }
        let steps_left = self.total_steps().saturating_sub(self.progress.step);
        Some(steps_left as f64 * self.progress.step_millis? / 1000.0)
    }

    /// Something went wrong, in this run if in any.
    pub fn failed(&mut self, run: Option<RunId>, fault: Fault) {
        self.report(fault);
        // It may be why no more data arrives; if some does, it says so itself.
        self.loading = None;
        if let Some(asked) = self.asked.take_if(|asked| Some(asked.run) == run) {
            self.state = if self.has_run() { at_rest(asked.before) } else { RunState::Failed };
        }
    }

    /// Where another run is asked for, what is said of data and state is said of that one.
    fn concerns(&self, run: RunId, event: &RunEvent) -> bool {
        let is_present = run == self.run && self.has_run();
        let is_asked = self.asked.as_ref().is_some_and(|asked| run == asked.run);
        let is_about_asked =
            self.asked.is_some() && matches!(event, RunEvent::Loading(_) | RunEvent::Table(_) | RunEvent::State(_));
        if is_about_asked || matches!(event, RunEvent::Prepared { .. }) {
            return is_asked;
        }
        is_present || (is_asked && matches!(event, RunEvent::Fault(_)))
    }

    fn prepared(&mut self, run: RunId, summary: RunSummary, step: u64) {
        let Some(asked) = self.asked.take() else { return };
        self.table = None;
        if run != self.run || !self.has_run() {
            self.keep_as_past();
            self.run = run;
            self.curves.clear();
            self.evaluation = None;
            self.mistakes = Mistakes::default();
            self.checkpoint = None;
        }
        self.diverged_at = None;
        self.settings = asked.settings;
        self.progress = Progress { step, epoch: summary.plan.epoch(step), ..Progress::default() };
        self.summary = Some(summary);
        // What still arrives says so itself; nothing may be left to arrive for this run.
        self.loading = None;
        self.delay = None;
        self.quiet = None;
        self.state = RunState::Ready;
    }

    fn keep_as_past(&mut self) {
        if self.progress.step == 0 || self.curves.is_empty() {
            return;
        }
        let name = self.name_of(&self.settings);
        let curves = std::mem::take(&mut self.curves);
        self.past.push_front(PastRun { run: self.run, name, settings: self.settings.clone(), curves });
        self.past.truncate(KEPT_RUNS);
    }
}

/// The state that a run is left in by whoever took its worker away.
fn at_rest(state: RunState) -> RunState {
    match state {
        RunState::Running | RunState::Compiling => RunState::Paused,
        RunState::Idle | RunState::Loading => RunState::Ready,
        RunState::Ready | RunState::Paused | RunState::Done | RunState::Failed => state,
    }
}
