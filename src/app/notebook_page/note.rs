//! What there is to say of a notebook's file, or of keeping it, in both languages.

use crate::i18n::*;
use crate::text;
use notebook::file::{FileError, MOST_BYTES};
use protocol::{Cause, StorageError};

/// What there is to say of a file or of keeping.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    File(FileError),
    /// Programs can open it.
    Taken {
        file: String,
    },
    Unread {
        file: String,
    },
    NotFetched {
        file: String,
        detail: Cause,
    },
    NotKept(StorageError),
    /// Another tab writes it: this is a copy.
    Copy,
    /// Links do not carry so much.
    TooLong,
}

impl Note {
    pub fn words(&self, locale: Locale) -> String {
        match self {
            Self::File(FileError::TooLarge { file }) => {
                td_string!(locale, python.too_large, file, most = MOST_BYTES / 1_000_000)
            }
            Self::File(FileError::Letters { file }) => td_string!(locale, python.letters, file),
            Self::File(FileError::Json { file, detail }) => td_string!(locale, python.no_notebook, file, detail),
            Self::File(FileError::Format { file, major }) => td_string!(locale, python.old_format, file, major),
            Self::File(FileError::OtherKind { file }) => td_string!(locale, python.other_kind, file),
            Self::Taken { file } => td_string!(locale, python.taken, file),
            Self::Unread { file } => td_string!(locale, files.unread, file),
            Self::NotFetched { file, detail } => {
                td_string!(locale, python.not_fetched, file, detail = text::cause(locale, detail))
            }
            Self::NotKept(error) => td_string!(locale, python.not_kept, detail = error.to_string()),
            Self::Copy => td_string!(locale, python.copy).to_owned(),
            Self::TooLong => td_string!(locale, python.too_long).to_owned(),
        }
    }
}
