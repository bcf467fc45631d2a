//! What a lesson is made of, for whoever lists, shows, trains or saves one. Knows no lesson, no engine and no page.

pub mod backend;
pub mod classes;
pub mod full_width;
pub mod options;
pub mod program_text;
pub mod reading;
pub mod settings;

use data::catalog::image_shape;
use data::dataset::ImageShape;
use settings::Setting;

/// A string in both languages of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub en: &'static str,
    pub zh: &'static str,
}

/// A part of the course: lessons that are read one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chapter {
    FirstSteps,
    FirstNets,
    NetworksThatSee,
    BeyondImages,
    MoreHands,
}

/// What page, tests and address need to know of a lesson before its engine is there.
#[derive(Debug)]
pub struct Manifest {
    /// The id in the address, `lesson/<id>`.
    pub id: &'static str,
    /// Lessons of a chapter stand together in the course.
    pub chapter: Chapter,
    pub title: Text,
    /// One sentence for the list and the link preview.
    pub summary: Text,
    /// How long a first reading takes, its run and its experiments among it.
    pub minutes: u8,
    pub settings: &'static [Setting],
    /// Keys of the one or two settings that matter most: they stand beside the lead figure.
    pub lead: &'static [&'static str],
    /// The programs to read, seen from the lesson's folder: the very files that run, and the same in PyTorch.
    pub sources: &'static [&'static str],
    /// Names of the classes, in class order.
    pub classes: &'static [&'static str],
    pub program: Program,
}

/// What kind of program a lesson runs in its worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// An image classifier on the data sets, on CPU or GPU; on the CPU in the engine of the labs where it says so, so that
    /// the one that most visitors load stays small.
    Images { in_labs: bool },
    /// An experiment on small data, on the CPU.
    Lab,
    /// The same on a table, which may be the reader's own (CSV).
    Table,
}

/// Lessons in the order in which they are read.
pub type Course = &'static [&'static Manifest];

/// The lesson with this id.
pub fn find(course: Course, id: &str) -> Option<&'static Manifest> {
    course.iter().copied().find(|lesson| lesson.id == id)
}

/// The lessons before and after the one with this id.
pub fn neighbours(course: Course, id: &str) -> (Option<&'static Manifest>, Option<&'static Manifest>) {
    let Some(place) = course.iter().position(|lesson| lesson.id == id) else { return (None, None) };
    (place.checked_sub(1).map(|before| course[before]), course.get(place + 1).copied())
}

impl Chapter {
    /// The file that has its figures' code.
    pub const fn part(self) -> &'static str {
        match self {
            Self::FirstSteps => "first_steps",
            Self::FirstNets => "first_nets",
            Self::NetworksThatSee => "networks_that_see",
            Self::BeyondImages | Self::MoreHands => "beyond_images",
        }
    }

    pub const fn title(self) -> Text {
        match self {
            Self::FirstSteps => Text { en: "First steps", zh: "起步" },
            Self::FirstNets => Text { en: "First nets", zh: "最初的网络" },
            Self::NetworksThatSee => Text { en: "Networks that see", zh: "会看的网络" },
            Self::BeyondImages => Text { en: "Beyond images", zh: "图片之外" },
            Self::MoreHands => Text { en: "More hands", zh: "人多手快" },
        }
    }
}

impl Manifest {
    /// What its images look like: as those of the data set that it begins with.
    pub fn image_shape(&self) -> ImageShape {
        let data = self.settings.iter().find(|setting| setting.key == "data");
        data.map_or(ImageShape::GRAY, |data| image_shape(&data.domain.default_value().to_string()))
    }

    /// Its folder among the lessons.
    pub fn folder(&self) -> String {
        self.id.replace('-', "_")
    }
}

impl Program {
    /// Whether it is an image classifier.
    pub fn is_images(self) -> bool {
        matches!(self, Self::Images { .. })
    }
}
