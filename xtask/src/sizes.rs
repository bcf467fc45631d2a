//! How large the modules are for a reader whose host compresses with brotli, and how large they may become.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::{compress, place, site};

/// A module's name up to the hash in it, and its limit.
struct Limit {
    module: &'static str,
    limit_kib: u64,
}

const LIMITS: &[Limit] = &[
    Limit { module: "app", limit_kib: 366 },
    Limit { module: "home_lab", limit_kib: 20 },
    Limit { module: "first_steps", limit_kib: 150 },
    Limit { module: "first_nets", limit_kib: 150 },
    Limit { module: "networks_that_see", limit_kib: 150 },
    Limit { module: "beyond_images", limit_kib: 150 },
    Limit { module: "engine_cpu", limit_kib: 600 },
    Limit { module: "weights_sheet", limit_kib: 20 },
    Limit { module: "kept_sheet", limit_kib: 20 },
    Limit { module: "own_pictures", limit_kib: 20 },
    Limit { module: "engine_labs", limit_kib: 860 },
    Limit { module: "engine_gpu", limit_kib: 2700 },
    Limit { module: "embedder", limit_kib: 100 },
    Limit { module: "recorder", limit_kib: 70 },
    Limit { module: "program", limit_kib: 30 },
    Limit { module: "notebook", limit_kib: 200 },
    Limit { module: PYTHON, limit_kib: 5_566 },
];

/// No module but a folder: the interpreter, its library, the tensors, our packages.
const PYTHON: &str = "python";

/// Compares every module in `dist/` with its limit; all sizes are printed before one is refused.
pub fn check() -> Result<(), Failure> {
    let dist = place::root().join("dist");
    let mut outcome = Ok(());
    for Limit { module, limit_kib } in LIMITS {
        let (raw_kib, found_kib) = measure(&dist, module)?;
        println!("{module:<18} {raw_kib:>6} KB raw {found_kib:>6} KB brotli (limit {limit_kib} KB)");
        if found_kib > *limit_kib {
            outcome = Err(Failure::TooLarge { file: module, found_kib, limit_kib: *limit_kib });
        }
    }
    outcome
}

/// A module's size in KiB as it is, and compressed.
fn measure(dist: &Path, module: &str) -> Result<(u64, u64), Failure> {
    let paths = if module == PYTHON { python_files(dist)? } else { vec![find_module(dist, module)?] };
    let bytes = |path: &Path| fs::metadata(path).map(|metadata| metadata.len()).map_err(Failure::file(path));
    let (mut raw, mut compressed) = (0, 0);
    for path in paths {
        raw += bytes(&path)?;
        let twin = compress::twin(&path);
        // What browsers get as it is.
        compressed += if twin.exists() { bytes(&twin)? } else { bytes(&path)? };
    }
    Ok((raw / 1024, compressed.div_ceil(1024)))
}

fn python_files(dist: &Path) -> Result<Vec<PathBuf>, Failure> {
    let is_within = |path: &PathBuf| {
        let folder = path.parent().and_then(Path::file_name);
        let is_ours = folder.is_some_and(|folder| folder.to_string_lossy().starts_with("python-"));
        is_ours && path.extension().is_none_or(|ending| ending != "br")
    };
    Ok(site::files(dist)?.into_iter().filter(is_within).collect())
}

/// The module's one file: `engine_cpu_bg.wasm`, `app-<hash>_bg.wasm`, or the page's part `app-<hash>_split_first_nets.wasm`.
fn find_module(dist: &Path, module: &str) -> Result<PathBuf, Failure> {
    let is_module = |name: &str| {
        name.strip_suffix("_bg.wasm")
            .and_then(|stem| stem.strip_prefix(module))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            || name.ends_with(&format!("_split_{module}.wasm"))
    };
    let found = site::files(dist)?
        .into_iter()
        .find(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(is_module));
    found.ok_or_else(|| {
        Failure::file(&dist.join(module))(std::io::Error::new(std::io::ErrorKind::NotFound, "no such module was built"))
    })
}
