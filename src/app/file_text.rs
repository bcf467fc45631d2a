//! What the reader's own files are, and what is wrong with a file, a table, a search or the browser's database, in the
//! reader's language.

use super::i18n::*;
use super::language::say;
use super::text;
use automl::model::ModelError;
use automl::search::SearchError;
use automl::table::{MOST_CLASSES, MOST_COLUMNS, MOST_MEGABYTES, MOST_ROWS, TableError};
use course::{Course, Manifest, find};
use data::own::{Content, OwnFile, Source, arrange, held_out};
use file_kind::FileKind;
use protocol::StorageError;

pub fn of_table(locale: Locale, error: &TableError) -> String {
    match error {
        TableError::Empty => td_string!(locale, table.empty).to_owned(),
        TableError::NoRows => td_string!(locale, table.no_rows).to_owned(),
        TableError::NotText => td_string!(locale, table.not_text).to_owned(),
        TableError::TooLarge { megabytes } => td_string!(locale, table.too_large, megabytes, most = MOST_MEGABYTES),
        TableError::TooManyRows { rows } => td_string!(locale, table.too_many_rows, rows, most = MOST_ROWS),
        TableError::Ragged { line, found, expected } => td_string!(locale, table.ragged, line, found, expected),
        TableError::Quotes { line } => td_string!(locale, table.quotes, line),
        TableError::Unreadable { line, detail } => td_string!(locale, table.unreadable, line, detail = quoted(detail)),
        TableError::SameName { name } => td_string!(locale, table.same_name, name),
        TableError::TooWide { columns } => td_string!(locale, table.too_wide, columns, most = MOST_COLUMNS),
        TableError::MissingTarget { target, columns } => {
            td_string!(locale, table.missing_target, target, columns = columns.join(", "))
        }
        TableError::OneClass { target, class } => td_string!(locale, table.one_class, target, class),
        TableError::TooManyClasses { target, classes } => {
            td_string!(locale, table.too_many_classes, target, classes, most = MOST_CLASSES)
        }
        TableError::EmptyTarget { target } => td_string!(locale, table.empty_target, target),
        TableError::NoFeatures => td_string!(locale, table.no_features).to_owned(),
        TableError::MissingColumn { column } => td_string!(locale, table.missing_column, column),
        TableError::NotANumber { column, row, found } => td_string!(locale, table.not_a_number, column, row, found),
    }
}

pub fn of_search(locale: Locale, error: &SearchError) -> String {
    match error {
        SearchError::TooFewFolds { folds } => td_string!(locale, table.too_few_folds, folds),
        SearchError::RareClass { class, rows, needed, folds } => {
            td_string!(locale, table.rare_class, class, rows, needed, folds)
        }
        SearchError::TooFewRows { rows, needed, folds } => td_string!(locale, table.too_few_rows, rows, needed, folds),
        SearchError::NothingValidated => td_string!(locale, table.nothing_validated).to_owned(),
        SearchError::OtherSearch => td_string!(locale, table.other_search).to_owned(),
        SearchError::Model(cause) => td_string!(locale, table.not_trained, detail = of_model(locale, cause)),
    }
}

fn of_model(locale: Locale, error: &ModelError) -> String {
    match error {
        ModelError::NoExamples => td_string!(locale, table.model_no_examples).to_owned(),
        ModelError::CountMismatch { rows, answers } => td_string!(locale, table.model_counts, rows, answers),
        ModelError::ClassOutOfRange { class, class_count } => {
            td_string!(locale, table.model_class, class, class_count)
        }
        ModelError::NotFinite => td_string!(locale, table.model_not_finite).to_owned(),
        ModelError::NoProbabilities { family } => td_string!(locale, table.model_no_probabilities, family),
        ModelError::FailedBefore { family } => td_string!(locale, table.model_failed_before, family),
        ModelError::Failed { family, detail } => {
            td_string!(locale, table.model_failed, family, detail = quoted(detail))
        }
    }
}

/// What a library said, as it is.
fn quoted(words: &str) -> String {
    format!("“{words}”")
}

pub fn of_storage(locale: Locale, error: &StorageError) -> String {
    match error {
        StorageError::Full => td_string!(locale, kept.full).to_owned(),
        StorageError::Forbidden => td_string!(locale, kept.forbidden).to_owned(),
        StorageError::Newer => td_string!(locale, kept.newer).to_owned(),
        StorageError::Blocked => td_string!(locale, kept.blocked).to_owned(),
        StorageError::Broken { name } => td_string!(locale, kept.broken, name),
    }
}

/// The reader wanted something of the kept runs, and the browser's database refused.
pub fn of_shelf(locale: Locale, error: &StorageError) -> String {
    let reason = match error {
        StorageError::Full => td_string!(locale, kept.why_full).to_owned(),
        StorageError::Forbidden => td_string!(locale, kept.why_forbidden).to_owned(),
        StorageError::Newer => td_string!(locale, kept.why_newer).to_owned(),
        StorageError::Blocked => td_string!(locale, kept.why_blocked).to_owned(),
        StorageError::Broken { name } => td_string!(locale, kept.why_broken, name),
    };
    td_string!(locale, kept.not_done, reason)
}

/// A file that the open lesson does not read: what it is, and the lesson that reads it or what to do with it.
pub fn of_kind(locale: Locale, course: Course, file: &str, kind: FileKind, lesson: &str) -> String {
    let what = match kind {
        FileKind::Torch | FileKind::LegacyTorch => td_string!(locale, files.torch),
        FileKind::Safetensors => td_string!(locale, files.safetensors),
        FileKind::IdxImages => td_string!(locale, files.idx_images),
        FileKind::IdxColourImages => td_string!(locale, files.idx_colour_images),
        FileKind::IdxLabels => td_string!(locale, files.idx_labels),
        FileKind::CifarBatch => td_string!(locale, files.cifar_batch),
        FileKind::Text => td_string!(locale, files.text),
        FileKind::Folder => td_string!(locale, files.folder),
        FileKind::Cifar100Batch => return td_string!(locale, files.cifar100, file),
        FileKind::CifarPickle => return td_string!(locale, files.cifar_pickle, file),
        FileKind::Pickle => return td_string!(locale, files.pickle, file),
        FileKind::Gzip => return td_string!(locale, files.gzip, file),
        FileKind::Office => return td_string!(locale, files.office, file),
        FileKind::Numpy => return td_string!(locale, files.numpy, file),
        FileKind::Zip => return td_string!(locale, files.archive, file, format = "zip"),
        FileKind::Tar => return td_string!(locale, files.archive, file, format = "tar"),
        FileKind::WebPage => return td_string!(locale, files.web_page, file),
        FileKind::LfsPointer => return td_string!(locale, files.lfs_pointer, file),
        FileKind::Picture => return td_string!(locale, files.picture, file),
        FileKind::Empty => return td_string!(locale, files.empty, file),
        FileKind::Unknown => return td_string!(locale, files.unknown, file),
    };
    // Each of these kinds has its lesson; an id that is none is shown as it is.
    let lesson = find(course, lesson).map_or(lesson, |lesson| say(locale, lesson.title));
    td_string!(locale, files.elsewhere, file, what, lesson)
}

/// What the reader's own files are used for in this lesson, line by line; nothing without files.
pub fn of_own_files(locale: Locale, course: Course, files: &[OwnFile], lesson: &Manifest) -> Vec<String> {
    let here = |is_wanted: fn(&OwnFile) -> bool| -> Vec<String> {
        let names: Vec<&str> = files.iter().filter(|file| is_wanted(file)).map(|file| &*file.name).collect();
        let names = names.join(", ");
        if names.is_empty() { Vec::new() } else { vec![td_string!(locale, files.here, names)] }
    };
    if !lesson.program.is_images() {
        return here(|file| file.content == Content::Table);
    }
    let plan = match arrange(files, lesson.image_shape()) {
        Ok(plan) => plan,
        Err(fault) => {
            let mut lines = here(|file| file.content != Content::Table);
            if !lines.is_empty() {
                lines.push(text::fault(locale, course, &fault));
            }
            return lines;
        }
    };
    let names = |places: Vec<usize>| places.iter().map(|&place| &*files[place].name).collect::<Vec<_>>().join(", ");
    let of = |sources: &[Source]| names(sources.iter().flat_map(|source| source.places()).collect());
    let counts =
        |sources: &[Source]| sources.iter().map(|source| files[source.places()[0]].count()).collect::<Vec<_>>();
    let count = |sources: &[Source]| counts(sources).iter().sum::<u64>();
    let mut lines = if plan.test.is_empty() {
        let (train, test) =
            counts(&plan.train).into_iter().map(held_out).fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        vec![
            td_string!(locale, files.trains, names = of(&plan.train), number = train),
            td_string!(locale, files.held_out, number = test),
        ]
    } else {
        vec![
            td_string!(locale, files.trains, names = of(&plan.train), number = count(&plan.train)),
            td_string!(locale, files.tests, names = of(&plan.test), number = count(&plan.test)),
        ]
    };
    if !plan.aside.is_empty() {
        lines.push(td_string!(locale, files.aside, names = names(plan.aside)));
    }
    lines
}
