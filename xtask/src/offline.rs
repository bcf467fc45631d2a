//! Writes the service worker: `www/sw.js` with the list of this build's files, so that a visited site works without network.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::upstream::sha256;
use crate::{place, site};

pub const FILE: &str = "sw.js";
/// Megabytes that few visitors need; kept by those who do.
const WHEN_USED: [&str; 2] = ["engine_gpu-", "python-"];

/// Writes `sw.js` into the finished site in `folder`.
pub fn write(folder: &Path, build: &str) -> Result<(), Failure> {
    let (when_used, at_once): (BTreeMap<_, _>, BTreeMap<_, _>) = list(folder)?.into_iter().partition(|(address, _)| {
        WHEN_USED.iter().any(|start| address.starts_with(start)) || address.ends_with(".ipynb")
    });
    let source = place::root().join("www").join(FILE);
    let mut script = fs::read_to_string(&source).map_err(Failure::file(&source))?;
    for (mark, value) in [
        ("const BUILD = \"\"", format!("const BUILD = \"{build}\"")),
        ("const AT_ONCE = new Map(Object.entries({}))", entries("AT_ONCE", &at_once)),
        ("const WHEN_USED = new Map(Object.entries({}))", entries("WHEN_USED", &when_used)),
    ] {
        script = site::replace(&source, &script, mark, &value)?;
    }
    let path = folder.join(FILE);
    fs::write(&path, script).map_err(Failure::file(&path))
}

fn entries(name: &str, list: &BTreeMap<String, String>) -> String {
    let list = serde_json::to_string_pretty(list).expect("addresses and checksums are plain JSON strings");
    format!("const {name} = new Map(Object.entries({list}))")
}

/// Addresses below the site's folder, and the SHA-256 of what is there. Pages have the address of their folder.
fn list(folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut list = BTreeMap::new();
    for path in site::files(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        // Data files are kept by who reads them, see src/data/fetch.rs; the host chooses between a file and its twin.
        if name.ends_with(".gz") || name.ends_with(".br") || name == FILE {
            continue;
        }
        let address = name.strip_suffix("index.html").unwrap_or(&name).to_owned();
        let bytes = fs::read(&path).map_err(Failure::file(&path))?;
        list.insert(address, sha256(&bytes));
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_worker_lists_pages_code_and_texts_but_no_data() {
        let folder = std::env::temp_dir().join(format!("emberlab-offline-{}", std::process::id()));
        for name in [
            "index.html",
            "lesson/xor/index.html",
            "engine_gpu-1.js",
            "python-1/worker.js",
            "app-1.js",
            "data/mnist/a.gz",
        ] {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        write(&folder, "0123456789ab").unwrap();
        let written = fs::read_to_string(folder.join(FILE)).unwrap();
        fs::remove_dir_all(folder).unwrap();
        assert!(written.contains("const BUILD = \"0123456789ab\";"), "{written}");
        let (at_once, when_used) = written.split_once("const WHEN_USED").unwrap();
        for (address, name) in [("", "index.html"), ("lesson/xor/", "lesson/xor/index.html"), ("app-1.js", "app-1.js")]
        {
            assert!(at_once.contains(&format!("\"{address}\": \"{}\"", sha256(name.as_bytes()))), "{at_once}");
        }
        assert!(when_used.contains("\"python-1/worker.js\""), "{when_used}");
        assert!(when_used.contains("\"engine_gpu-1.js\"") && !written.contains(".gz\""), "{written}");
    }
}
