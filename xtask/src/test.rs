//! `cargo xtask test`: every check there is, cheapest first; the first failure ends it.

use std::process::Command;
use std::time::Instant;

use crate::failure::Failure;
use crate::{data, peers, place, python, setup, shell, site, sizes};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Without what needs a WebAssembly build.
    Quick,
    /// Without what needs a browser.
    Built,
    Whole,
}

/// One check: what it is called, how long it takes on two cores with nothing built before, how it is done.
type Check = (&'static str, &'static str, fn() -> Result<(), Failure>);

const QUICK: &[Check] = &[
    ("format", "1 s", || format(&["--check"])),
    ("tidy", "3 min", || cargo("test --workspace --test tidy")),
    ("clippy", "3 min", || cargo("clippy --workspace --all-targets -- -D warnings")),
    ("clippy of what drives browsers", "1 min", || cargo("clippy --workspace --test e2e --bench page -- -D warnings")),
    ("clippy of what the browser runs", "2 min", wasm_clippy),
    ("native tests", "10 min", || cargo("test --workspace")),
];

const BUILT: &[Check] = &[
    ("release build", "14 min", || site::build(site::Profile::Release, site::Extent::Whole)),
    ("sizes", "2 min", sizes::check),
    ("Python programs", "4 min", python::check),
];

const BROWSERS: &[Check] = &[
    ("tests in a browser", "2 min", browser_tests),
    ("end to end", "30 min", || cargo("test --workspace --test e2e")),
];

/// Sets up, fetches the data as far as it can be had, and runs the checks.
pub fn test(extent: Extent) -> Result<(), Failure> {
    setup::set_up(setup::Tier::Test)?;
    // All but the end-to-end tests do with the starter subset; those say themselves what they lack.
    data::fetch_what_there_is();
    let checks = match extent {
        Extent::Quick => QUICK.to_vec(),
        Extent::Built => [QUICK, BUILT].concat(),
        Extent::Whole => [QUICK, BUILT, BROWSERS].concat(),
    };
    for (passed, (heading, usual, check)) in checks.iter().enumerate() {
        println!("\n== {heading} ({usual} on two cores, from nothing)");
        let start = Instant::now();
        check().map_err(|cause| Failure::Check { passed, heading, cause: Box::new(cause) })?;
        println!("== {heading}: {:.1} s", start.elapsed().as_secs_f64());
    }
    println!("\n{} passed, 0 failed", checks.len());
    Ok(())
}

fn cargo(words: &str) -> Result<(), Failure> {
    shell::run(shell::command("cargo").args(words.split(' ')))
}

/// Formats every file, or only looks with `--check`. rustfmt follows `mod` lines, but not those that stand in a macro:
/// files of the lessons are named to it one by one.
pub fn format(options: &[&str]) -> Result<(), Failure> {
    shell::run(shell::command("cargo").args(["fmt", "--all"]).args(options))?;
    let mut files = site::files(&place::root().join("src/lessons"))?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    shell::run(shell::command("rustfmt").args(["--edition", "2024"]).args(options).args(files))
}

/// All modules but the GPU's, in one call.
fn wasm_clippy() -> Result<(), Failure> {
    let features = "ui,labs,embedder,recorder,python";
    cargo(&format!(
        "clippy --target wasm32-unknown-unknown --no-default-features --features {features} --lib --bins --test web_* -- -D warnings"
    ))
}

/// In the tests' profile: what is measured runs in the browser.
const BENCH: [&str; 7] = ["bench", "--workspace", "--profile", "dev", "--bench", "page", "--"];

/// Builds the site and measures it; the figures are ratios within one run.
pub fn bench(names: &[&str]) -> Result<(), Failure> {
    setup::set_up(setup::Tier::Test)?;
    data::fetch()?;
    if names.contains(&"peers") {
        peers::install()?;
    }
    site::build(site::Profile::Release, site::Extent::Whole)?;
    shell::run(shell::command("cargo").args(BENCH).args(names))
}

/// Damages what readers read, for ten minutes a target unless another time or a file to try is given.
pub fn fuzz(words: &[&str]) -> Result<(), Failure> {
    let is_bounded = words.iter().any(|word| *word == "--minutes" || std::path::Path::new(word).is_file());
    let minutes: &[&str] = if is_bounded { &[] } else { &["--minutes", "10"] };
    // In the tests' profile: it is built already, and an overflow is a finding.
    let mut command = shell::command("cargo");
    shell::run(command.args(["test", "--workspace", "--test", "fuzz", "--"]).args(words).args(minutes))
}

/// The tests that need a browser but no site; with the engine's own features, so that its build is shared.
fn browser_tests() -> Result<(), Failure> {
    let mut command: Command = shell::command("cargo");
    command
        .args(["test", "--target", "wasm32-unknown-unknown", "--profile", "engine"])
        .args(["--no-default-features", "--features", "cpu", "--test", "web_*"])
        // As `wasm-pack test --headless --chrome` has it.
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    if let Some(driver) = place::find_program(&["chromedriver"]) {
        command.env("CHROMEDRIVER", driver);
    }
    shell::run(&mut command)
}
