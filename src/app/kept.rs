//! Kept runs as plain data: what is known of each, which give way to others, and which one this tab writes.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::run_view::{Checkpoint, Curves, RunView};
use super::saved::SavedRun;
use course::settings::Settings;
use protocol::RunId;

/// Names a kept run, in every tab and on every visit.
pub type KeptId = String;

/// Runs without a name of the reader's that stay, in each lesson.
pub const MOST_UNNAMED: usize = 5;
/// Most bytes of the reader's own files that are kept beside one run.
pub const MOST_OWN_BYTES: u64 = 64 << 20;
/// Points of a small picture of a curve.
const MOST_POINTS: usize = 60;
/// The metrics that stand for a run, the best one first.
const MAIN_METRICS: [&str; 4] = ["test-accuracy", "train-accuracy", "test-loss", "train-loss"];

/// What is known of a kept run beside its bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub id: KeptId,
    pub lesson: String,
    /// The reader's own name for it; without one its settings name it.
    #[serde(skip)]
    pub name: Option<String>,
    /// When it was kept last: milliseconds since 1970.
    pub at_millis: f64,
    pub step: u64,
    pub epoch: u64,
    pub accuracy: Option<f64>,
    pub loss: Option<f64>,
    /// Step and value of the run's main metric, thinned.
    pub curve: Vec<(u64, f64)>,
    pub settings: Settings,
    pub bytes: u64,
    /// The reader's own data that it learns from, in the order in which it was given.
    pub files: Vec<OwnFile>,
}

/// A data file of the reader's own, as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFile {
    pub name: String,
    pub bytes: u64,
    /// 64 bits as 16 hexadecimal digits; see [`checksum`].
    pub checksum: String,
}

/// An own file with what it holds.
pub type OwnData = (OwnFile, Arc<[u8]>);

/// A kept run that waits for data of the reader's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    pub id: KeptId,
    pub missing: Vec<OwnFile>,
    pub found: Vec<OwnData>,
}

/// What happened to kept runs that the reader should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Another tab writes the run that was opened: this one goes on with a copy.
    Copied,
    /// These runs of other lessons gave way to the one in hand: lesson and step.
    MadeRoom(Vec<(String, u64)>),
    /// This file is none of those that were asked for.
    OtherFile(String),
}

/// What this tab knows of kept runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keeping {
    /// Of all lessons, the newest first.
    pub records: Vec<Record>,
    pub ledger: Ledger,
    /// The newest run when the lesson was opened: it stays as long as it is offered.
    pub offered: Option<KeptId>,
    pub wanted: Option<Wanted>,
    pub note: Option<Note>,
}

/// The kept run that each run of this visit writes: the run in hand, and the one before it, whose last word may be on its
/// way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger(Vec<Writing>);

#[derive(Clone, Debug, PartialEq)]
struct Writing {
    run: RunId,
    id: KeptId,
    /// As it was when the reader left it.
    left: Option<Record>,
}

impl Record {
    /// The run in hand at this checkpoint.
    pub fn of(id: KeptId, lesson: &str, view: &RunView, at: &Checkpoint, now_millis: f64, files: Vec<OwnFile>) -> Self {
        let newest = |names: [&str; 2]| names.into_iter().find_map(|name| view.metric(name));
        Self {
            id,
            lesson: lesson.to_owned(),
            name: None,
            at_millis: now_millis,
            step: at.step,
            epoch: at.epoch,
            accuracy: newest(["test-accuracy", "train-accuracy"]),
            loss: newest(["test-loss", "train-loss"]),
            curve: main_curve(&view.curves),
            settings: view.settings.clone(),
            bytes: at.bytes.len() as u64,
            files,
        }
    }

    /// A run of which only its file is known.
    pub fn of_file(id: KeptId, saved: SavedRun, bytes: u64, now_millis: f64) -> Self {
        Self {
            id,
            lesson: saved.lesson,
            name: None,
            at_millis: now_millis,
            step: saved.step,
            epoch: 0,
            accuracy: None,
            loss: None,
            curve: Vec::new(),
            settings: saved.settings,
            bytes,
            files: Vec::new(),
        }
    }

    /// The same run at a later checkpoint.
    pub fn at(self, at: &Checkpoint, now_millis: f64) -> Self {
        Self { at_millis: now_millis, step: at.step, epoch: at.epoch, bytes: at.bytes.len() as u64, ..self }
    }

    /// How its file is called when the reader takes it away.
    pub fn file_name(&self) -> String {
        format!("emberlab-{}-{}.safetensors", self.lesson, self.step)
    }
}

impl OwnFile {
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        Self { name: name.to_owned(), bytes: bytes.len() as u64, checksum: checksum(bytes) }
    }
}

impl Wanted {
    /// Takes a file of the reader's; false when it is none of those that are missing. Its content decides, not its name.
    pub fn give(&mut self, bytes: &Arc<[u8]>) -> bool {
        let given = OwnFile::of("", bytes);
        let fits = |file: &OwnFile| file.bytes == given.bytes && file.checksum == given.checksum;
        let before = self.found.len();
        let (found, missing): (Vec<_>, Vec<_>) = std::mem::take(&mut self.missing).into_iter().partition(fits);
        self.missing = missing;
        self.found.extend(found.into_iter().map(|file| (file, Arc::clone(bytes))));
        self.found.len() > before
    }
}

impl Keeping {
    /// The lesson's runs that can be gone on from, the newest first; `in_hand` is the one on the page.
    pub fn offers<'a>(&'a self, lesson: &'a str, in_hand: Option<RunId>) -> impl Iterator<Item = &'a Record> {
        let own = in_hand.and_then(|run| self.ledger.id_of(run));
        self.records.iter().filter(move |record| record.lesson == lesson && Some(&record.id) != own)
    }

    pub fn record(&self, id: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.id == id)
    }

    /// A run was written; its name stays.
    pub fn put(&mut self, record: Record) {
        let name = self.record(&record.id).and_then(|old| old.name.clone());
        self.records.retain(|old| old.id != record.id);
        self.records.insert(0, Record { name, ..record });
    }

    pub fn remove(&mut self, ids: &[KeptId]) {
        self.records.retain(|record| !ids.contains(&record.id));
    }

    /// Runs of the lesson that are too many: the oldest without a name. Those of the [`Ledger`] and the offered one stay.
    pub fn surplus(&self, lesson: &str) -> Vec<KeptId> {
        let unnamed = self.records.iter().filter(|record| record.lesson == lesson && record.name.is_none());
        let old = unnamed.skip(MOST_UNNAMED).filter(|record| !self.is_spared(record));
        old.map(|record| record.id.clone()).collect()
    }

    /// Runs that may give way to `bytes` of this lesson where the browser is full: the oldest of other lessons, without a
    /// name and without data beside them, that no tab has `held`. None where all of them together are too small.
    pub fn room_for(&self, lesson: &str, bytes: u64, held: &[KeptId]) -> Vec<Record> {
        let may_go = |record: &&Record| {
            let is_needed = self.is_spared(record) || held.contains(&record.id);
            record.lesson != lesson && record.name.is_none() && record.files.is_empty() && !is_needed
        };
        let mut room_bytes = 0;
        let mut going = Vec::new();
        for record in self.records.iter().rev().filter(may_go) {
            if room_bytes >= bytes {
                break;
            }
            room_bytes += record.bytes;
            going.push(record.clone());
        }
        if room_bytes >= bytes { going } else { Vec::new() }
    }

    fn is_spared(&self, record: &Record) -> bool {
        self.offered.as_ref() == Some(&record.id) || self.ledger.ids().any(|id| *id == record.id)
    }
}

impl Ledger {
    /// The kept run that this run of the visit writes.
    pub fn id_of(&self, run: RunId) -> Option<&KeptId> {
        self.0.iter().find(|writing| writing.run == run).map(|writing| &writing.id)
    }

    /// From now on this run of the visit writes that kept run, and no other does.
    pub fn write(&mut self, run: RunId, id: KeptId) {
        self.0.retain(|writing| writing.run != run && writing.id != id);
        self.0.push(Writing { run, id, left: None });
        if self.0.len() > 2 {
            self.0.remove(0);
        }
    }

    /// The reader leaves a run whose last checkpoint is still to come.
    pub fn leave(&mut self, run: RunId, record: Record) {
        if let Some(writing) = self.0.iter_mut().find(|writing| writing.run == run) {
            writing.left = Some(record);
        }
    }

    /// What is known of a run that was left.
    pub fn left(&self, run: RunId) -> Option<&Record> {
        self.0.iter().find(|writing| writing.run == run)?.left.as_ref()
    }

    /// All kept runs that this tab writes.
    pub fn ids(&self) -> impl Iterator<Item = &KeptId> {
        self.0.iter().map(|writing| &writing.id)
    }
}

/// Of the files that are stored, those that no run needs.
pub fn orphans(records: &[Record], stored: Vec<String>) -> Vec<String> {
    let needed = records.iter().flat_map(|record| &record.files).map(|file| &file.checksum);
    stored.into_iter().filter(|checksum| !needed.clone().any(|needed| needed == checksum)).collect()
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo): tells one file from another, and works without a secure context.
pub fn checksum(bytes: &[u8]) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let hash = bytes.iter().fold(OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME));
    format!("{hash:016x}")
}

/// The points of a polyline in a box of this size, the largest value at its top; empty for fewer than two points.
pub fn sparkline(curve: &[(u64, f64)], width_px: f64, height_px: f64) -> String {
    let (Some(first), Some(last)) = (curve.first(), curve.last()) else { return String::new() };
    let (low, high) = curve
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (_, value)| (low.min(*value), high.max(*value)));
    let steps = last.0.saturating_sub(first.0) as f64;
    if steps == 0.0 {
        return String::new();
    }
    // A curve that is flat lies in the middle.
    let share = |value: f64| if high > low { (value - low) / (high - low) } else { 0.5 };
    let place = |(step, value): &(u64, f64)| {
        let x_px = (step - first.0) as f64 / steps * width_px;
        format!("{x_px:.1},{:.1}", (1.0 - share(*value)) * height_px)
    };
    curve.iter().map(place).collect::<Vec<_>>().join(" ")
}

/// The first of the main metrics that has a curve, or any other, with at most [`MOST_POINTS`] points and the last one.
fn main_curve(curves: &Curves) -> Vec<(u64, f64)> {
    let main = MAIN_METRICS.into_iter().find_map(|name| curves.get(name)).or_else(|| curves.values().next());
    let Some(series) = main else { return Vec::new() };
    let points: Vec<_> = series.points().map(|point| (point.step, point.mean)).collect();
    let count = points.len().min(MOST_POINTS);
    // The last one of each of `count` equal parts.
    (1..=count).map(|part| points[part * points.len() / count - 1]).collect()
}
