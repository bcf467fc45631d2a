//! Why a browser keeps nothing.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What stands between a run and the browser's database.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum StorageError {
    /// The disk is full, or what the browser allows of it.
    #[error(
        "The browser has no room left, so this run is not kept. Save it to a file, or delete some kept runs; the page will try again by itself."
    )]
    Full,
    /// Forbidden by a setting, or by a private window.
    #[error("This browser does not let pages keep anything, so this run ends with the tab. Save it to a file.")]
    Forbidden,
    /// A newer build has changed the database.
    #[error(
        "The kept runs belong to a newer version of this page, so this run is not kept. Save it to a file, then reload the page."
    )]
    Newer,
    /// Another tab holds the database at an older version.
    #[error(
        "Another tab has an older version of this page open, so this run cannot be kept. Close that tab; the page will try again by itself."
    )]
    Blocked,
    /// Anything else; `name` is the browser's word for it.
    #[error(
        "The browser's database does not work ({name}), so this run is not kept. Save it to a file; the page will try again by itself."
    )]
    Broken { name: String },
}

impl StorageError {
    /// The same in a few words, for those who wanted something else than to keep a run.
    pub fn reason(&self) -> &str {
        match self {
            Self::Full => "the browser has no room left",
            Self::Forbidden => "this browser does not let pages keep anything",
            Self::Newer => "they belong to a newer version of this page; reload it",
            Self::Blocked => "another tab has an older version of this page open; close it",
            Self::Broken { name } => name,
        }
    }

    /// From the name of a DOMException.
    pub fn named(name: &str) -> Self {
        match name {
            "QuotaExceededError" => Self::Full,
            "SecurityError" | "NotAllowedError" => Self::Forbidden,
            "VersionError" => Self::Newer,
            name => Self::Broken { name: name.to_owned() },
        }
    }
}
