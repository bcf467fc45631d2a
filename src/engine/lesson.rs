//! A lesson with what trains in it.

use std::ops::Deref;

use burn::tensor::Device;

use super::baseline_loop::BareLoop;
use super::batch_tensors::Feed;
use super::experiment::{DescribeTable, NewLab, NewTableLab};
use super::learner::{Learner, NewLearner};
use course::Manifest;
use course::settings::Settings;
use protocol::Fault;

/// What the engine is given of a lesson; it reads like its manifest.
#[derive(Debug)]
pub struct Lesson {
    pub manifest: &'static Manifest,
    pub training: Training,
    /// Its net in burn's own training loop, where speed is compared with that.
    pub bare_loop: Option<BareLoop>,
}

/// How a run of a lesson begins.
#[derive(Clone, Copy, Debug)]
pub enum Training {
    /// An image classifier.
    Images(NewLearner),
    /// An experiment on small data.
    Lab(NewLab),
    /// The same on a table, and what it says of such a file before anything is run.
    Table(NewTableLab, DescribeTable),
}

/// A net that is to learn: all that a worker has to know to begin.
#[derive(Clone)]
pub struct Job {
    pub lesson: &'static Lesson,
    pub settings: Settings,
    new_learner: NewLearner,
}

/// All that this engine can train.
pub type Lessons = &'static [Lesson];

/// The lesson with this id.
///
/// # Errors
/// [`Fault::NoSuchLesson`].
pub fn find(lessons: Lessons, id: &str) -> Result<&'static Lesson, Fault> {
    let lesson = lessons.iter().find(|lesson| lesson.id == id);
    lesson.ok_or_else(|| Fault::NoSuchLesson { id: id.to_owned() })
}

impl Lesson {
    /// An image classifier.
    pub const fn images(manifest: &'static Manifest, new: NewLearner) -> Self {
        Self { manifest, training: Training::Images(new), bare_loop: None }
    }

    /// An experiment on small data.
    pub const fn lab(manifest: &'static Manifest, new: NewLab) -> Self {
        Self { manifest, training: Training::Lab(new), bare_loop: None }
    }

    /// The same on a table.
    pub const fn table(manifest: &'static Manifest, new: NewTableLab, describe: DescribeTable) -> Self {
        Self { manifest, training: Training::Table(new, describe), bare_loop: None }
    }
}

impl Job {
    /// # Errors
    /// [`Fault::NoSuchLesson`] for a lab.
    pub fn new(lesson: &'static Lesson, settings: Settings) -> Result<Self, Fault> {
        match lesson.training {
            Training::Images(new_learner) => Ok(Self { lesson, settings, new_learner }),
            Training::Lab(_) | Training::Table(..) => Err(Fault::NoSuchLesson { id: lesson.id.to_owned() }),
        }
    }

    /// What learns, with its first weights, on a bare device, without autodiff.
    pub fn learner(&self, device: &Device) -> Box<dyn Learner> {
        (self.new_learner)(&self.settings, device)
    }

    /// How it reads images.
    pub fn feed(&self) -> Feed {
        Feed::of(self.lesson, &self.settings)
    }
}

impl Deref for Lesson {
    type Target = Manifest;

    fn deref(&self) -> &Manifest {
        self.manifest
    }
}
