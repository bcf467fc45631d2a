//! The registry: one line a lesson. Everything else about a lesson lives in its folder.

pub mod cnn_mnist;
pub mod settings;

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
    /// The lesson's text as HTML, rendered from its Markdown by `build/`. [`FIGURE`] marks the place of its live figure.
    #[cfg(feature = "ui")]
    pub html: Text,
    pub settings: &'static [Setting],
    /// The Rust files that run, by name.
    pub sources: &'static [(&'static str, &'static str)],
    /// Names of the classes, in class order.
    pub classes: &'static [&'static str],
    /// The live figure.
    #[cfg(feature = "ui")]
    pub figure: crate::app::Figure,
}

/// Where a lesson's text leaves room for its live figure: a line of its own.
pub const FIGURE: &str = "<!-- figure -->";

/// All lessons, in course order.
pub const LESSONS: &[&Manifest] = &[&cnn_mnist::MANIFEST];

/// The lesson with this id.
pub fn find(id: &str) -> Option<&'static Manifest> {
    LESSONS.iter().copied().find(|lesson| lesson.id == id)
}
