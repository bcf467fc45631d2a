//! What a saved run says about itself: the header of a safetensors file, read without the engine.

use std::collections::BTreeMap;

use serde::Deserialize;

use course::Manifest;
use course::settings::Settings;
use protocol::{Difference, Fault, NotSaved};

/// The part of a file's metadata that the page needs; `engine::checkpoint` writes all of it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SavedRun {
    pub lesson: String,
    pub settings: Settings,
    pub step: u64,
}

/// The metadata entry that holds it.
const KEY: &str = "emberlab";

#[derive(Deserialize)]
struct Header {
    #[serde(rename = "__metadata__", default)]
    metadata: BTreeMap<String, String>,
}

impl SavedRun {
    /// Reads the header of a file.
    ///
    /// # Errors
    /// [`Fault::NotACheckpoint`] when the bytes are not such a file.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Fault> {
        let not = |detail: NotSaved| Fault::NotACheckpoint { file: file.to_owned(), detail };
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or_else(|| not(NotSaved::NoHeader))?;
        let header = usize::try_from(u64::from_le_bytes(*length)).ok().and_then(|length| rest.get(..length));
        let header = header.ok_or_else(|| not(NotSaved::NoHeader))?;
        let header: Header = serde_json::from_slice(header).map_err(|_| not(NotSaved::NoHeader))?;
        let run = header.metadata.get(KEY).ok_or_else(|| not(NotSaved::NoEntry))?;
        serde_json::from_str(run).map_err(|_| not(NotSaved::Damaged))
    }

    /// The run's settings, checked against the lesson's schema.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] when it was saved from another lesson, [`Fault::BadSetting`] when a setting is
    /// outside the lesson's range.
    pub fn settings_for(&self, lesson: &Manifest) -> Result<Settings, Fault> {
        if self.lesson != lesson.id {
            let difference = Difference::Lesson { saved: self.lesson.clone(), here: lesson.id.to_owned() };
            return Err(Fault::CheckpointMismatch { differences: vec![difference] });
        }
        let mut settings = Settings::defaults(lesson.settings);
        for setting in lesson.settings {
            if let Some(value) = self.settings.value(setting.key) {
                settings.set(lesson.settings, setting.key, &value.to_string())?;
            }
        }
        Ok(settings)
    }
}
