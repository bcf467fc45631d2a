//! The file of `--save`: its place, looked at before the training, and the newest state that is worth keeping.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::checkpoint::Checkpoint;
use protocol::RunEvent;

/// Where a file will be written: first whole beside its name, then renamed, so that a file of this name is never half.
#[derive(Debug)]
pub struct Place {
    path: PathBuf,
    part: PathBuf,
}

impl Place {
    /// Looks whether a file can be written there, and leaves everything as it was.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn check(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        if path.is_dir() || path.as_os_str().to_string_lossy().ends_with(std::path::is_separator) {
            return Err(format!("--save {shown} is a folder: add a file name, such as net.safetensors."));
        }
        if path.exists() && !path.is_file() {
            return Err(format!("--save {shown} is not an ordinary file: choose another name."));
        }
        // Renaming onto a link would replace the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let Some(name) = path.file_name() else {
            return Err(format!("--save {shown} is not a file name: choose one such as net.safetensors."));
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(format!("--save {shown}: there is no folder {}. Make it first.", folder.display()));
        }
        let mut part_name = name.to_owned();
        part_name.push(".part");
        let part = path.with_file_name(part_name);
        File::create(&part).and_then(|_| fs::remove_file(&part)).map_err(|error| {
            format!("--save {shown} cannot be written: {error}. Choose a folder that you may write to.")
        })?;
        Ok(Self { path, part })
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        let written = File::create(&self.part)
            .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&self.part, &self.path));
        written.map_err(|error| {
            // What was there before is still there; half a file beside it helps nobody.
            let _ = fs::remove_file(&self.part);
            format!("{} could not be written: {error}.", self.path.display())
        })
    }
}

/// The newest checkpoint whose numbers are all finite, and how far the run has come.
#[derive(Debug)]
pub struct Kept {
    /// Whether anything is to be written in the end.
    is_wanted: bool,
    newest: Option<(u64, Vec<u8>)>,
    reached: u64,
}

impl Kept {
    pub fn new(is_wanted: bool) -> Self {
        Self { is_wanted, newest: None, reached: 0 }
    }

    pub fn take(&mut self, event: &RunEvent, bulk: Vec<u8>) {
        if let RunEvent::Progress { progress, .. } = event {
            self.reached = progress.step;
        } else if let RunEvent::Checkpoint { step, .. } = event
            && self.is_wanted
            && is_finite(&bulk)
        {
            self.newest = Some((*step, bulk));
        }
    }

    pub fn is_wanted(&self) -> bool {
        self.is_wanted
    }

    /// The step that the run has reached.
    pub fn reached(&self) -> u64 {
        self.reached
    }

    /// Whether the newest state is so old that a diverging run would lose more than a tenth of its steps.
    pub fn is_due(&self) -> bool {
        self.is_wanted && self.newest.as_ref().is_none_or(|(step, _)| self.reached > step + step / 10)
    }

    /// Writes what is kept, and says so.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn write(&self, place: &Place) -> Result<String, String> {
        let shown = place.path.display();
        let Some((step, bytes)) = &self.newest else {
            return Err(format!("{shown} was not written: the run's very first numbers are not finite."));
        };
        place.write(bytes)?;
        match *step < self.reached {
            true => Ok(format!("Saved {shown} as it was at step {step}, before it went wrong.")),
            false => Ok(format!("Saved {shown} at step {step}.")),
        }
    }
}

fn is_finite(bytes: &[u8]) -> bool {
    Checkpoint::from_bytes("", bytes).is_ok_and(|checkpoint| {
        checkpoint.tensors.values().all(|tensor| tensor.values.iter().all(|value| value.is_finite()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::{Meta, VERSION, Values};
    use course::settings::Settings;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("emberlab-keep-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn checkpoint(step: u64, value: f32) -> (RunEvent, Vec<u8>) {
        let settings = Settings::default();
        let meta = Meta { version: VERSION, lesson: "xor".to_owned(), settings, step, optimizer_time: step };
        let tensors = [("w".to_owned(), Values { shape: vec![1], values: vec![value] })].into();
        let event = RunEvent::Checkpoint { step, epoch: 0 };
        (event, Checkpoint { meta, tensors, curves: Vec::new() }.to_bytes())
    }

    #[test]
    fn a_place_is_looked_at_and_left_as_it_was() {
        let folder = folder("place");
        let file = folder.join("net.safetensors");
        fs::write(&file, "before").unwrap();
        let place = Place::check(&file).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        assert_eq!(fs::read_to_string(&file).unwrap(), "before");
        place.write(b"after").unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        assert_eq!(fs::read_to_string(&file).unwrap(), "after");

        let refused = |path: &Path| Place::check(path).unwrap_err();
        assert!(refused(&folder).contains("is a folder"));
        assert!(refused(&folder.join("new/")).contains("is a folder"));
        assert!(refused(&folder.join("none/net")).contains("there is no folder"));
        assert!(refused(&file.join("net")).contains("there is no folder"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_not_finite_is_not_kept() {
        let folder = folder("finite");
        let place = Place::check(&folder.join("net")).unwrap();
        let mut kept = Kept::new(true);
        assert!(kept.is_due());
        assert!(kept.write(&place).unwrap_err().contains("not finite"));
        for (step, value) in [(3, 1.0), (4, f32::NAN)] {
            let (event, bulk) = checkpoint(step, value);
            kept.take(&event, bulk);
            kept.reached = step;
        }
        assert!(kept.is_due());
        assert!(kept.write(&place).unwrap().contains("as it was at step 3"));
        let written = Checkpoint::from_bytes("", &fs::read(folder.join("net")).unwrap()).unwrap();
        assert_eq!(written.tensors["w"].values, [1.0]);
        fs::remove_dir_all(folder).unwrap();
    }
}
