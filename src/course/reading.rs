//! What there is to read in a lesson: its text and the programs that run. Files beside the page, fetched with the lesson, so
//! that the page itself stays small.

use serde::{Deserialize, Serialize};

/// The file `lesson/<id>/reading.<language>.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The text as HTML; [`FIGURE`] marks the place of the live figure.
    pub html: String,
    /// Files by name.
    pub sources: Vec<(String, String)>,
}

/// What the front page shows of a lesson, in the file [`CARDS`], by the lesson's id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// An SVG element.
    pub picture: String,
    /// To be fetched for a first run with the lesson's defaults, compressed.
    pub bytes: u64,
}

/// The file's name, in the site's folder.
pub const CARDS: &str = "cards.json";

/// Where a lesson's text leaves room for its live figure: a line of its own.
pub const FIGURE: &str = "<!-- figure -->";

/// The file's name inside the lesson's folder.
pub fn file_name(language: &str) -> String {
    format!("reading.{language}.json")
}

impl Reading {
    /// What the text says before and after the figure.
    pub fn parts(&self) -> (&str, &str) {
        self.html.split_once(FIGURE).unwrap_or((&self.html, ""))
    }
}
