//! The folder in which a browser saves files.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::report::Trouble;

/// Removed with all it holds when dropped.
pub struct Downloads(PathBuf);

impl Downloads {
    pub fn new(folder: PathBuf) -> Result<Self, Trouble> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Forgets what was saved so far.
    pub fn clear(&self) -> Result<(), Trouble> {
        for entry in std::fs::read_dir(&self.0)? {
            std::fs::remove_file(entry?.path())?;
        }
        Ok(())
    }

    /// Waits for a file with this ending, whole.
    pub async fn wait(&self, ending: &str) -> Result<PathBuf, Trouble> {
        for _ in 0..300 {
            if let Some(file) = self.finished(ending)? {
                return Ok(file);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(Trouble(format!("no file *{ending} was saved within 30 s")))
    }

    /// Browsers write beside the file until it is whole: Firefox keeps an empty one in its place meanwhile.
    fn finished(&self, ending: &str) -> Result<Option<PathBuf>, Trouble> {
        let mut found = None;
        for entry in std::fs::read_dir(&self.0)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".part") || name.ends_with(".crdownload") {
                return Ok(None);
            }
            if name.ends_with(ending) && entry.metadata()?.len() > 0 {
                found = Some(entry.path());
            }
        }
        Ok(found)
    }
}

impl Drop for Downloads {
    fn drop(&mut self) {
        // A folder left in the machine's temporary one harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
