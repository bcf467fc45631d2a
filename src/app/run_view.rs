//! What the page knows of a run: a plain struct that events are applied to. Everything on the page is derived from it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use course::settings::{Setting, Settings};
use data::own::OwnFile;
use plot::series::Series;
use protocol::{
    Array, BackendReport, Evaluation, Event, Fault, Grid, MetricPoint, Mistake, Progress, RacePoint, RunId, RunState,
    RunSummary, Words, WorkersPoint,
};
use torch_file::{Matching, Wanted};

mod waiting;

pub use waiting::{Delay, Loading, Quiet};

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

/// Images of one layer: their layout and values 0 to 1, or signed for filters.
pub type Activations = Arc<Vec<(Grid, Arc<[f32]>)>>;

/// Arrays and words by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Steps taken.
    pub step: u64,
    arrays: Vec<Array>,
    values: Vec<f32>,
    words: Vec<Words>,
}

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

    /// Takes in one event. Events of other runs than the present and the asked one change nothing.
    pub fn apply(&mut self, event: Event, bulk: Vec<u8>) {
        if !self.concerns(&event) {
            return;
        }
        match event {
            // Asked for by those who listen themselves.
            Event::Ready { .. } | Event::BareLoop { .. } | Event::File { .. } => {}
            Event::Matched { file, matching, tensors } => {
                self.matched = Some(Arc::new(Matched { file, matching, tensors, start: bulk.into(), is_taken: false }));
            }
            Event::OwnFiles { answered: _, files } => self.own_files = files.into(),
            Event::MatmulRace { points } => self.race = points.into(),
            Event::WorkersMeasured { points } => self.workers = points.into(),
            Event::Picture { run: _, step, arrays, words } => {
                self.picture = Arc::new(Picture { step, arrays, values: bytemuck::pod_collect_to_vec(&bulk), words });
            }
            Event::Table { arrays, words } => {
                let values = bytemuck::pod_collect_to_vec(&bulk);
                self.table = Some(Arc::new(Picture { step: 0, arrays, values, words }));
            }
            Event::Loading { run: _, file, done_bytes, total_bytes, from_cache } => {
                let rest = Loading { file, done_bytes, total_bytes, from_cache };
                self.delay = None;
                self.loading = (done_bytes < total_bytes).then_some(rest);
            }
            Event::Delayed { run: _, file, retry_seconds, is_waited_for } => {
                self.delay = Some(Delay { file, retry_seconds, is_waited_for });
            }
            Event::Prepared { run, summary, step } => self.prepared(run, summary, step),
            Event::State { run: _, state } => self.state = state,
            Event::Progress { run: _, progress, points } => {
                self.progress = progress;
                push(&mut self.curves, &points);
            }
            Event::Evaluation { run: _, evaluation } => self.evaluation = Some(Arc::new(evaluation)),
            Event::Examples { run: _, labels } => {
                self.examples = Examples { labels: labels.into(), images: bulk.into() };
            }
            Event::Mistakes { run: _, step, mistakes } => {
                self.mistakes = Mistakes { step, list: mistakes.into(), images: bulk.into() };
            }
            Event::Checkpoint { run, step, epoch } => {
                self.checkpoint = Some(Checkpoint { run, step, epoch, bytes: bulk.into() });
            }
            Event::Prediction { request: _, probabilities } => self.prediction = Some(probabilities.into()),
            Event::Activations { request: _, grids } => self.activations = Arc::new(split(grids, &bulk)),
            Event::Fault { run, fault } => self.failed(run, fault),
        }
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
        self.summary.as_ref().map_or(0, |summary| summary.steps_per_epoch * summary.epochs)
    }

    /// Seconds until the run is done at its present speed.
    pub fn seconds_left(&self) -> Option<f64> {
        if self.delay.as_ref().is_some_and(|delay| delay.is_waited_for) {
            return None;
        }
        let steps_left = self.total_steps().saturating_sub(self.progress.step);
        Some(steps_left as f64 * self.progress.step_millis? / 1000.0)
    }

    fn concerns(&self, event: &Event) -> bool {
        let Some(run) = run_of(event) else { return true };
        match (&self.asked, event) {
            (Some(asked), Event::Loading { .. } | Event::Prepared { .. } | Event::State { .. }) => run == asked.run,
            (Some(asked), Event::Fault { .. }) => run == asked.run || run == self.run,
            (_, Event::Prepared { .. }) => false,
            _ => run == self.run && self.has_run(),
        }
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
        self.progress = Progress { step, epoch: step / summary.steps_per_epoch.max(1), ..Progress::default() };
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

    fn failed(&mut self, run: Option<RunId>, fault: Fault) {
        self.report(fault);
        // It may be why no more data arrives; if some does, it says so itself.
        self.loading = None;
        if let Some(asked) = self.asked.take_if(|asked| Some(asked.run) == run) {
            self.state = if self.has_run() { at_rest(asked.before) } else { RunState::Failed };
        }
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

impl Picture {
    /// The values of one array in row order; empty when there is none of this name.
    pub fn values(&self, name: &str) -> &[f32] {
        let mut start = 0;
        for array in &self.arrays {
            let count = array.shape.iter().product::<usize>();
            if array.name == name {
                return self.values.get(start..start + count).unwrap_or_default();
            }
            start += count;
        }
        &[]
    }

    /// The same, for the layers of a figure.
    pub fn shared(&self, name: &str) -> Arc<[f32]> {
        self.values(name).into()
    }

    /// The words of this name; none when there are none.
    pub fn words(&self, name: &str) -> &[String] {
        self.words.iter().find(|words| words.name == name).map_or(&[], |words| &words.words)
    }

    /// The shape of one array; empty when there is none of this name.
    pub fn shape(&self, name: &str) -> &[usize] {
        self.arrays.iter().find(|array| array.name == name).map_or(&[], |array| &array.shape)
    }
}

fn run_of(event: &Event) -> Option<RunId> {
    match event {
        Event::Ready { .. }
        | Event::Prediction { .. }
        | Event::Activations { .. }
        | Event::BareLoop { .. }
        | Event::File { .. }
        | Event::OwnFiles { .. }
        | Event::Matched { .. }
        | Event::Table { .. }
        | Event::WorkersMeasured { .. }
        | Event::MatmulRace { .. } => None,
        Event::Loading { run, .. }
        | Event::Delayed { run, .. }
        | Event::Prepared { run, .. }
        | Event::State { run, .. }
        | Event::Progress { run, .. }
        | Event::Evaluation { run, .. }
        | Event::Examples { run, .. }
        | Event::Mistakes { run, .. }
        | Event::Picture { run, .. }
        | Event::Checkpoint { run, .. } => Some(*run),
        Event::Fault { run, .. } => *run,
    }
}

fn push(curves: &mut Curves, points: &[MetricPoint]) {
    for MetricPoint { metric, step, value } in points {
        // `entry` would need the name as a string of its own for each point.
        match curves.get_mut(metric) {
            Some(series) => Arc::make_mut(series).push(*step, *value),
            None => {
                curves.insert(metric.clone(), Arc::new(Series::of([(*step, *value)])));
            }
        }
    }
}

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
