//! A whole run of a lab at full speed, with every step's metrics: what tests and lessons' claims are checked by.

use std::collections::BTreeMap;

use super::checkpoint::Values;
use super::clock::Tempo;
use super::experiment::Picture;
use super::lesson::Lesson;
use super::run::frame::Frame;
use super::run::lab::Lab;
use course::settings::Settings;
use protocol::{BackendReport, Fault, RunId};

/// What a whole run gave.
#[derive(Clone, Debug, Default)]
pub struct Rehearsal {
    /// Step and value, by metric.
    pub curves: BTreeMap<String, Vec<(u64, f64)>>,
    pub picture: Picture,
    pub tensors: BTreeMap<String, Values>,
}

impl Rehearsal {
    /// The newest value of a metric; not a number when there is none.
    pub fn last(&self, metric: &str) -> f64 {
        self.curves.get(metric).and_then(|curve| curve.last()).map_or(f64::NAN, |point| point.1)
    }
}

/// Runs a lesson to its end at full speed, with every step's metrics.
///
/// # Errors
/// The faults of the settings and of [`Lab`].
pub fn rehearse(lesson: &'static Lesson, pairs: &[(&str, &str)]) -> Result<Rehearsal, Fault> {
    rehearse_for(lesson, pairs, u64::MAX)
}

/// As [`rehearse`], for at most so many steps.
///
/// # Errors
/// As [`rehearse`].
pub fn rehearse_for(lesson: &'static Lesson, pairs: &[(&str, &str)], steps: u64) -> Result<Rehearsal, Fault> {
    let mut settings = Settings::defaults(lesson.settings);
    for (key, value) in pairs {
        settings.set(lesson.settings, key, value)?;
    }
    let mut frame = Frame::new(RunId(1), lesson, settings, BackendReport::small_net());
    let mut lab = Lab::new(&mut frame, Tempo::Unwatched, None, None)?;
    let mut points = Vec::new();
    while frame.step < frame.plan.steps().min(steps) {
        lab.take_step(&mut frame, &mut points)?;
    }
    let tensors = lab.checkpoint(&frame)?.tensors;
    let mut rehearsal = Rehearsal { picture: lab.experiment.picture(), tensors, ..Rehearsal::default() };
    for point in points {
        rehearsal.curves.entry(point.metric).or_default().push((point.step, point.value));
    }
    Ok(rehearsal)
}
