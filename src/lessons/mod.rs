//! The registry: one line a lesson. Everything else about a lesson lives in its folder.

/// To copy, not to read: see CONTRIBUTING.
pub mod _template;
pub mod autograd;
pub mod automl_titanic;
pub mod clusters_3d;
pub mod cnn_mnist;
pub mod common;
pub mod curve_fitting;
pub mod data_parallel;
pub mod full_width;
pub mod initialization;
pub mod linear_regression;
pub mod lstm_mnist;
pub mod mini_batches;
pub mod mlp_fashion;
pub mod optimizers;
pub mod reading;
pub mod save_restore;
pub mod settings;
pub mod softmax_fashion;
pub mod tensors;
pub mod two_blobs;
pub mod vgg_cifar10;
pub mod xor;

use crate::data::catalog::image_shape;
use crate::data::dataset::ImageShape;
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
    /// An image classifier on the data sets, on CPU or GPU. Modules without an engine know only that it is one.
    Images(#[cfg(feature = "engine")] crate::engine::learner::NewLearner),
    /// The same; on the CPU in the engine of the labs, so that the one that most visitors load stays small.
    ImagesInLabs(#[cfg(feature = "labs")] crate::engine::learner::NewLearner),
    /// An experiment on small data, on the CPU. Modules without the labs know only that it is one.
    Lab(#[cfg(feature = "labs")] crate::engine::experiment::NewLab),
    /// The same on a table, which may be the reader's own (CSV); and what it says of such a file before anything is run.
    Table(
        #[cfg(feature = "labs")] crate::engine::experiment::NewTableLab,
        #[cfg(feature = "labs")] crate::engine::experiment::DescribeTable,
    ),
}

impl Manifest {
    /// What its images look like: as those of the data set that it begins with.
    pub fn image_shape(&self) -> ImageShape {
        let data = self.settings.iter().find(|setting| setting.key == "data");
        data.map_or(ImageShape::GRAY, |data| image_shape(&data.domain.default_value().to_string()))
    }
}

impl Program {
    /// Whether it is an image classifier.
    pub fn is_images(self) -> bool {
        matches!(self, Self::Images(..) | Self::ImagesInLabs(..))
    }

    /// What learns, where it is an image classifier that this module has.
    #[cfg(feature = "engine")]
    pub fn new_learner(self) -> Option<crate::engine::learner::NewLearner> {
        match self {
            Self::Images(new) => Some(new),
            #[cfg(feature = "labs")]
            Self::ImagesInLabs(new) => Some(new),
            #[cfg(not(feature = "labs"))]
            Self::ImagesInLabs() => None,
            Self::Lab(..) | Self::Table(..) => None,
        }
    }
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
    &softmax_fashion::MANIFEST,
    &mlp_fashion::MANIFEST,
    &cnn_mnist::MANIFEST,
    &lstm_mnist::MANIFEST,
    &vgg_cifar10::MANIFEST,
    &automl_titanic::MANIFEST,
    &data_parallel::MANIFEST,
];

/// The lesson with this id.
pub fn find(id: &str) -> Option<&'static Manifest> {
    LESSONS.iter().copied().find(|lesson| lesson.id == id)
}
