//! When a run is written: not too often, one write at a time, and later and later while the browser refuses.

use super::run_view::Checkpoint;
use protocol::RunId;

/// Between two runs kept.
const KEEP_MILLIS: f64 = 5_000.0;
/// After the first refusal; doubled with each further one.
const FIRST_RETRY_MILLIS: f64 = 5_000.0;
const LAST_RETRY_MILLIS: f64 = 300_000.0;
/// A database that has not answered for so long is broken.
const PATIENCE_MILLIS: f64 = 30_000.0;

/// What was written last, and what became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pace {
    last: Option<(RunId, u64)>,
    last_epoch: u64,
    last_millis: f64,
    writes_since_millis: Option<f64>,
    refusals: u32,
    not_before_millis: f64,
    is_urgent: bool,
    is_said: bool,
}

impl Pace {
    /// Whether this checkpoint is to be written now. `is_at_rest`: the run will not get further by itself.
    pub fn is_due(&self, now_millis: f64, at: &Checkpoint, is_at_rest: bool) -> bool {
        let is_of_the_same_run = self.last.is_some_and(|(run, _)| run == at.run);
        let is_new = self.last != Some((at.run, at.step));
        let is_time = now_millis - self.last_millis > KEEP_MILLIS || self.last_epoch != at.epoch;
        let is_wanted = is_at_rest || self.is_urgent || !is_of_the_same_run || is_time;
        is_new && is_wanted && self.is_free(now_millis)
    }

    /// Whether anything may be written now.
    pub fn is_free(&self, now_millis: f64) -> bool {
        self.writes_since_millis.is_none() && now_millis >= self.not_before_millis
    }

    /// The page may be gone in a moment: the next checkpoint is written whatever the time.
    pub fn hurry(&mut self) {
        self.is_urgent = true;
    }

    pub fn begins(&mut self, now_millis: f64) {
        self.writes_since_millis = Some(now_millis);
    }

    /// It is written.
    pub fn is_written(&mut self, now_millis: f64, at: &Checkpoint) {
        let (last, last_epoch, last_millis) = (Some((at.run, at.step)), at.epoch, now_millis);
        *self = Self { last, last_epoch, last_millis, ..Self::default() };
    }

    /// The browser does what it is asked. True when a refusal had been said, which is true no more.
    pub fn is_well_again(&mut self) -> bool {
        self.refusals = 0;
        self.not_before_millis = 0.0;
        std::mem::take(&mut self.is_said)
    }

    /// The browser refused. True when that is to be said: once, until it succeeds again.
    pub fn is_refused(&mut self, now_millis: f64) -> bool {
        let wait_millis = FIRST_RETRY_MILLIS * f64::from(1_u32 << self.refusals.min(31));
        self.refusals += 1;
        self.writes_since_millis = None;
        self.not_before_millis = now_millis + wait_millis.min(LAST_RETRY_MILLIS);
        !std::mem::replace(&mut self.is_said, true)
    }

    /// The browser has neither written nor refused for too long.
    pub fn is_stuck(&self, now_millis: f64) -> bool {
        self.writes_since_millis.is_some_and(|since| now_millis - since > PATIENCE_MILLIS)
    }
}
