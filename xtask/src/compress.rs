//! Brotli files beside the site's own, for hosts that hand them to browsers which ask for them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::failure::Failure;
use crate::site;

const ENDING: &str = "br";
/// What browsers ask for as it is: data are packed already, notebooks are for readers to keep.
const KINDS: [&str; 8] = ["html", "css", "js", "mjs", "json", "wasm", "zip", "svg"];

/// Where the file's brotli twin lies.
pub fn twin(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{ENDING}"));
    name.into()
}

/// Writes the twins of all files in the folder, on all cores.
pub fn write(folder: &Path) -> Result<(), Failure> {
    let is_wanted = |path: &PathBuf| path.extension().is_some_and(|ending| KINDS.iter().any(|kind| ending == *kind));
    let mut paths: Vec<PathBuf> = site::files(folder)?.into_iter().filter(is_wanted).collect();
    // The largest first: nobody waits for it at the end.
    paths.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).map_or(0, |metadata| metadata.len())));
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            write_one(path)?;
        }
        Ok(())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let started: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        started.into_iter().try_for_each(|worker| worker.join().expect("compressing does not panic"))
    })
}

/// Writes the twin of one file.
pub fn write_one(path: &Path) -> Result<(), Failure> {
    let bytes = fs::read(path).map_err(Failure::file(path))?;
    let packed = compressed(&bytes).map_err(Failure::file(path))?;
    fs::write(twin(path), packed).map_err(Failure::file(path))
}

/// As `brotli -q 11 -w 24` does it.
fn compressed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    const BUFFER_BYTES: usize = 64 * 1024;
    let mut compressor = brotli::CompressorWriter::new(Vec::new(), BUFFER_BYTES, 11, 24);
    compressor.write_all(bytes)?;
    Ok(compressor.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_get_a_twin_and_packed_data_none() {
        let folder = std::env::temp_dir().join(format!("emberlab-compress-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.html"), "word ".repeat(100)).unwrap();
        fs::write(folder.join("b.gz"), "word ".repeat(100)).unwrap();
        write(&folder).unwrap();
        let names: Vec<PathBuf> = site::files(&folder).unwrap();
        let twin = fs::read(folder.join("a.html.br")).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(names.len(), 3);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &twin[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, "word ".repeat(100).as_bytes());
    }
}
