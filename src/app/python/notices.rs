//! What there is to say of a notebook before and beside its outputs: trouble, doubt, names that are not here, completions.

use notebook::CellId;
use protocol::{Cause, MissingName, StorageError};

/// Why the interpreter is not there.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// This build of the site has none yet.
    NotBuilt,
    /// It did not come, or ended.
    Died { detail: Cause },
    /// The browser does not keep the lesson's notebook.
    NotKept(StorageError),
}

/// Whether what is in the notebook may run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Consent {
    #[default]
    Given,
    /// It came with a link: the reader is asked before anything runs.
    Needed,
    /// These wait for the answer.
    Asked(Vec<CellId>),
}

/// Names of a notebook that are not here, and how many were looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    pub total: usize,
    pub names: Vec<MissingName>,
}

/// How the word at the cursor may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    pub cell: CellId,
    /// Where the word begins, in characters.
    pub start: usize,
    pub words: Vec<String>,
}
