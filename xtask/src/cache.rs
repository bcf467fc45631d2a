//! Linked modules kept outside of the clone, by a checksum of everything they are made of: a clone whose sources another one has
//! built already takes them from there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::upstream::sha256;
use crate::{place, site};

/// So many states of the sources are kept; each takes some 60 MB.
const MOST: usize = 4;

/// A style sheet and a table are read into modules.
const FOLDERS: [&str; 5] = ["src", "locales", "build", "www", "static/data/titanic"];
const FILES: [&str; 4] = ["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "rust-toolchain.toml"];

/// What one state of the sources has been built to.
#[derive(PartialEq, Eq)]
pub struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// Of the sources as they are now.
    pub fn of_sources() -> Result<Self, Failure> {
        Ok(Self { folder: place::cache().join("modules").join(site::short(&sum(&place::root())?)) })
    }

    /// Puts the modules (name of the profile, place of the linked file) where cargo would have put them; false, and nothing is
    /// done, unless all of them are here.
    pub fn give(&self, modules: &[(&str, PathBuf)]) -> Result<bool, Failure> {
        if !modules.iter().all(|(profile, linked)| self.place(profile, linked).exists()) {
            return Ok(false);
        }
        for (profile, linked) in modules {
            copy(&self.place(profile, linked), linked)?;
        }
        Ok(true)
    }

    /// Keeps what cargo has built, and lets go of the oldest states.
    pub fn take(&self, modules: &[(&str, PathBuf)]) -> Result<(), Failure> {
        for (profile, linked) in modules {
            copy(linked, &self.place(profile, linked))?;
        }
        let all = self.folder.parent().unwrap_or(&self.folder);
        let mut states: Vec<_> = fs::read_dir(all).map_err(Failure::file(all))?.filter_map(Result::ok).collect();
        states.sort_by_key(|state| state.metadata().and_then(|metadata| metadata.modified()).ok());
        for state in states.iter().rev().skip(MOST) {
            fs::remove_dir_all(state.path()).map_err(Failure::file(&state.path()))?;
        }
        Ok(())
    }

    fn place(&self, profile: &str, linked: &Path) -> PathBuf {
        self.folder.join(profile).join(linked.file_name().unwrap_or_default())
    }
}

/// Of the names and contents of all sources below the root.
fn sum(root: &Path) -> Result<String, Failure> {
    let mut paths: Vec<PathBuf> = FILES.map(|file| root.join(file)).into();
    for folder in FOLDERS {
        paths.extend(site::files(&root.join(folder))?);
    }
    paths.sort();
    let mut sums = String::new();
    for path in paths {
        let bytes = fs::read(&path).map_err(Failure::file(&path))?;
        sums += &format!("{} {}\n", path.strip_prefix(root).unwrap_or(&path).display(), sha256(&bytes));
    }
    Ok(sha256(sums.as_bytes()))
}

/// A file that is cut short is never seen: it gets its name when it is whole.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    let part = to.with_extension("part");
    fs::copy(from, &part).map_err(Failure::file(from))?;
    fs::rename(&part, to).map_err(Failure::file(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_state_of_the_sources_is_another_shelf_and_a_shelf_gives_all_or_nothing() {
        let folder = std::env::temp_dir().join(format!("emberlab-cache-{}", std::process::id()));
        for path in FILES.iter().map(|file| folder.join(file)).chain(FOLDERS.map(|name| folder.join(name).join("a.rs")))
        {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "one").unwrap();
        }
        let before = sum(&folder).unwrap();
        assert_eq!(before, sum(&folder).unwrap());
        fs::write(folder.join("src/a.rs"), "two").unwrap();
        assert_ne!(before, sum(&folder).unwrap());

        let shelf = Shelf { folder: folder.join("modules/abc") };
        let (linked, other) = (folder.join("target/app.wasm"), folder.join("target/other.wasm"));
        fs::create_dir_all(linked.parent().unwrap()).unwrap();
        fs::write(&linked, "module").unwrap();
        shelf.take(&[("page", linked.clone())]).unwrap();
        fs::remove_file(&linked).unwrap();
        assert!(!shelf.give(&[("page", linked.clone()), ("page", other)]).unwrap() && !linked.exists());
        assert!(shelf.give(&[("page", linked.clone())]).unwrap());
        assert_eq!(fs::read(&linked).unwrap(), b"module");
        fs::remove_dir_all(folder).unwrap();
    }
}
