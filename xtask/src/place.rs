//! Where things lie: the clone, the cache that all clones share, and the search path for tools.

use std::ffi::OsString;
use std::path::PathBuf;

/// The clone's top folder.
pub fn root() -> PathBuf {
    // Cargo sets the variable when it runs xtask; a binary that is run by hand is expected to be run from the top.
    std::env::var_os("CARGO_MANIFEST_DIR")
        .and_then(|xtask| PathBuf::from(xtask).parent().map(PathBuf::from))
        .unwrap_or_else(|| PathBuf::from("."))
}

/// Downloads and tools, outside the clone, so that a second clone fetches nothing.
pub fn cache() -> PathBuf {
    let from = |variable: &str| std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    from("EMBERLAB_CACHE")
        .or_else(|| from("XDG_CACHE_HOME").map(|folder| folder.join("emberlab")))
        .or_else(|| from("HOME").or_else(|| from("USERPROFILE")).map(|home| home.join(".cache/emberlab")))
        .unwrap_or_else(|| root().join("target/cache"))
}

/// What `cargo install --root` fills.
pub fn tools() -> PathBuf {
    cache().join("tools")
}

/// `PATH` with our own tools first.
pub fn search_path() -> OsString {
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(tools().join("bin")).chain(std::env::split_paths(&inherited));
    // It fails only for a cache folder with the separator in its name; then the inherited path must do.
    std::env::join_paths(folders).unwrap_or(inherited)
}

/// The first program of one of these names on the search path.
pub fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = search_path();
    names.iter().find_map(|name| {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|program| program.is_file())
    })
}
