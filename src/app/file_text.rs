//! What is wrong with a table of the reader's own, or with a search, in the reader's language.

use super::i18n::*;
use crate::automl::search::SearchError;
use crate::automl::table::{MOST_CLASSES, MOST_COLUMNS, TableError};

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
