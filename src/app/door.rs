//! Where a file of the reader's goes: decided by what it is and by the lesson that is open, before anything changes.

use automl::table::TableError;
use course::settings::Domain;
use course::{Course, Manifest, Program};
use data::dataset::ImageShape;
use file_kind::FileKind;
use protocol::Fault;

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A saved run, or weights: the run goes on from it.
    Load,
    /// Data: for runs with `data=own`.
    Own,
}

/// The way of a file of `bytes` bytes in this lesson.
///
/// # Errors
/// [`Fault::WrongKind`] for a file that the lesson does not read, [`Fault::FileTooLarge`] for one that is too large.
pub fn way(course: Course, lesson: &Manifest, file: &str, kind: FileKind, bytes: u64) -> Result<Way, Fault> {
    if kind == FileKind::Empty && matches!(lesson.program, Program::Table) {
        return Err(Fault::Table(TableError::Empty));
    }
    let way = way_in(lesson, kind).ok_or_else(|| wrong_kind(course, file, kind))?;
    if bytes > kind.most_bytes() {
        return Err(Fault::FileTooLarge { file: file.to_owned(), most_bytes: kind.most_bytes(), is_unpacked: false });
    }
    Ok(way)
}

/// What the reader's own images look like to this lesson; none where it takes none.
pub fn shape_of_own(lesson: &Manifest) -> Option<ImageShape> {
    let takes_own = lesson.settings.iter().any(|setting| {
        setting.key == "data" && matches!(setting.domain, Domain::Choice { options } if options.contains(&"own"))
    });
    (takes_own && lesson.program.is_images()).then(|| lesson.image_shape())
}

/// A file that the open lesson does not read, with the first lesson that does.
pub fn wrong_kind(course: Course, file: &str, kind: FileKind) -> Fault {
    // Every lesson reads the runs that were saved in it: weights from outside are another matter.
    let reads =
        |lesson: &&Manifest| way_in(lesson, kind).is_some() && (!kind.is_weights() || lesson.program.is_images());
    let lesson = course.iter().copied().find(reads).map_or("", |lesson| lesson.id);
    Fault::WrongKind { file: file.to_owned(), kind, lesson: lesson.to_owned() }
}

fn way_in(lesson: &Manifest, kind: FileKind) -> Option<Way> {
    let shape = shape_of_own(lesson);
    match kind {
        FileKind::Safetensors => Some(Way::Load),
        FileKind::Torch | FileKind::LegacyTorch => lesson.program.is_images().then_some(Way::Load),
        FileKind::Text => matches!(lesson.program, Program::Table).then_some(Way::Own),
        FileKind::IdxLabels | FileKind::Folder => shape.map(|_| Way::Own),
        FileKind::IdxImages => (shape == Some(ImageShape::GRAY)).then_some(Way::Own),
        FileKind::IdxColourImages | FileKind::CifarBatch => (shape == Some(ImageShape::COLOUR)).then_some(Way::Own),
        FileKind::Cifar100Batch
        | FileKind::CifarPickle
        | FileKind::Pickle
        | FileKind::Gzip
        | FileKind::Office
        | FileKind::Numpy
        | FileKind::Zip
        | FileKind::Tar
        | FileKind::WebPage
        | FileKind::LfsPointer
        | FileKind::Picture
        | FileKind::Empty
        | FileKind::Unknown => None,
    }
}
