//! The registry: one line a lesson. Everything else about a lesson lives in its folder.

/// To copy, not to read: see CONTRIBUTING.
pub mod _template;
pub mod autograd;
pub mod clusters_3d;
pub mod cnn_mnist;
pub mod common;
pub mod curve_fitting;
pub mod initialization;
pub mod linear_regression;
pub mod mini_batches;
pub mod optimizers;
pub mod reading;
pub mod save_restore;
pub mod settings;
pub mod tensors;
pub mod two_blobs;
pub mod xor;

use settings::Setting;

/// A string in both languages of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub en: &'static str,
    pub zh: &'static str,
}

/// What page, tests and address need to know of a lesson before its engine is there.
#[derive(Debug)]
pub struct Manifest {
    /// The id in the address, `lesson/<id>`.
    pub id: &'static str,
    /// The part of the course it belongs to; lessons of a chapter stand together in [`LESSONS`].
    pub chapter: Text,
    pub title: Text,
    /// One sentence for the list and the link preview.
    pub summary: Text,
    /// The lesson's text as HTML, rendered from its Markdown by `build/`; see [`reading`].
    #[cfg(feature = "reading")]
    pub html: Text,
    pub settings: &'static [Setting],
    /// The programs to read, by name: the very files that run, and the same in PyTorch.
    #[cfg(feature = "reading")]
    pub sources: &'static [(&'static str, &'static str)],
    /// Names of the classes, in class order.
    pub classes: &'static [&'static str],
    /// What the engine runs.
    pub program: Program,
    /// The live figure.
    #[cfg(feature = "ui")]
    pub figure: crate::app::figure::Figure,
}

/// What a lesson runs in its worker.
#[derive(Clone, Copy, Debug)]
pub enum Program {
    /// An image classifier on the data sets, on CPU or GPU.
    Images,
    /// An experiment on small data, on the CPU. Modules without the labs know only that it is one.
    Lab(
        #[cfg(feature = "labs")]
        fn(&settings::Settings) -> Result<Box<dyn crate::engine::experiment::Experiment>, crate::protocol::Fault>,
    ),
}

/// All lessons, in course order.
pub const LESSONS: &[&Manifest] = &[
    &tensors::MANIFEST,
    &autograd::MANIFEST,
    &linear_regression::MANIFEST,
    &curve_fitting::MANIFEST,
    &two_blobs::MANIFEST,
    &mini_batches::MANIFEST,
    &optimizers::MANIFEST,
    &initialization::MANIFEST,
    &save_restore::MANIFEST,
    &clusters_3d::MANIFEST,
    &xor::MANIFEST,
    &cnn_mnist::MANIFEST,
];

/// The lesson with this id.
pub fn find(id: &str) -> Option<&'static Manifest> {
    LESSONS.iter().copied().find(|lesson| lesson.id == id)
}
