//! What is wrong with a file of the reader's own, a table, a search or a PyTorch file, in the reader's language.

use super::i18n::*;
use crate::automl::search::SearchError;
use crate::automl::table::{MOST_CLASSES, MOST_COLUMNS, TableError};
use crate::torch_file::TorchFileError;

pub fn of_table(locale: Locale, error: &TableError) -> String {
    match error {
        TableError::Empty => td_string!(locale, table.empty).to_owned(),
        TableError::NoRows => td_string!(locale, table.no_rows).to_owned(),
        TableError::NotText => td_string!(locale, table.not_text).to_owned(),
        TableError::Ragged { line, found, expected } => td_string!(locale, table.ragged, line, found, expected),
        TableError::Quotes { line } => td_string!(locale, table.quotes, line),
        TableError::Unreadable { line, detail } => td_string!(locale, table.unreadable, line, detail),
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
        SearchError::NothingValidated => td_string!(locale, table.nothing_validated).to_owned(),
        SearchError::OtherSearch => td_string!(locale, table.other_search).to_owned(),
        SearchError::Model(cause) => td_string!(locale, table.not_trained, detail = cause.to_string()),
    }
}

pub fn of_weights(locale: Locale, error: &TorchFileError) -> String {
    let damaged = |detail: String| td_string!(locale, weights.damaged, detail);
    let unusual = |detail: &str| td_string!(locale, weights.unusual, detail = detail.to_owned());
    let program = |detail: &str| td_string!(locale, weights.program, detail = detail.to_owned());
    let unfit = |detail: String| td_string!(locale, weights.unfit, detail);
    match error {
        TorchFileError::NotTorch | TorchFileError::NoPickle => td_string!(locale, weights.not_torch).to_owned(),
        TorchFileError::Legacy => td_string!(locale, weights.legacy).to_owned(),
        TorchFileError::TorchScript => program("TorchScript"),
        TorchFileError::BadArchive { detail } => damaged(detail.clone()),
        TorchFileError::PickleEnds { offset } => damaged(format!("data.pkl, {offset}")),
        TorchFileError::BadPickle { offset, detail } => damaged(format!("data.pkl, {offset}, {detail}")),
        TorchFileError::NoStorage { tensor, entry } => damaged(format!("{tensor}, {entry}")),
        TorchFileError::OutsideStorage { tensor, needed, found } => damaged(format!("{tensor}, {found} < {needed}")),
        TorchFileError::Compressed { entry } => unusual(entry),
        TorchFileError::BigEndian => unusual("big-endian"),
        TorchFileError::TooLarge { what, found, most } => td_string!(locale, weights.too_large, what, found, most),
        TorchFileError::Opcode { name, offset: _ }
        | TorchFileError::Global { name, offset: _ }
        | TorchFileError::WholeModule { class: name, offset: _ } => program(name),
        TorchFileError::NoStateDict => td_string!(locale, weights.no_state_dict).to_owned(),
        TorchFileError::SeveralStateDicts { paths } => td_string!(locale, weights.several, paths = paths.join(", ")),
        TorchFileError::Unfilled { names } => unfit(names.join(", ")),
        TorchFileError::NoSuchTensor { name } => unfit(name.clone()),
        TorchFileError::WrongShape { name, wanted, from, found } => {
            unfit(format!("{name} {wanted:?}, {from} {found:?}"))
        }
    }
}
