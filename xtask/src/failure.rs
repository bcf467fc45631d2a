//! Everything that can go wrong in a chore, each with a sentence that says what to do.

use std::io;
use std::path::{Path, PathBuf};

use emberlab::protocol::Fault;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum Failure {
    #[error("no such command. What there is:\n{usage}")]
    Usage { usage: &'static str },
    #[error("no such option: {found}")]
    BadOption { found: String },
    #[error("--port wants a number from 1 to 65535, not {found}")]
    BadPort { found: String },
    #[error("{}: {source}", .path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("`{command}` could not be started: {source}. Is it installed?")]
    Start { command: String, source: io::Error },
    #[error("`{command}` failed ({status}){output}")]
    Command { command: String, status: std::process::ExitStatus, output: String },
    #[error("{tool} could not be installed: {cause}\nInstall it by hand: {by_hand}")]
    Tool { tool: String, cause: String, by_hand: String },
    #[error("Cargo.lock names no version of {package}: run this command from a whole clone")]
    NotLocked { package: &'static str },
    #[error("{file} has SHA-256 {found}, expected {expected}: it is not the original file")]
    Checksum { file: String, expected: String, found: String },
    #[error("npm is not there: install Node.js, or name a registry in {variable}")]
    NoNpm { variable: &'static str },
    #[error("{set} could not be fetched:\n{causes}")]
    Fetch { set: &'static str, causes: String },
    #[error("{} of {all} data sets are not complete:\n{}\nConnect to the network and run `cargo xtask data` again", .failures.len(), lines(.failures))]
    Sets { all: usize, failures: Vec<Failure> },
    #[error("{0}")]
    Data(#[from] Fault),
    #[error("{path} is not as expected: it lacks `{lacks}`", path = .path.display())]
    Page { path: PathBuf, lacks: String },
    #[error("{path}: {cause}", path = .path.display())]
    Text { path: PathBuf, cause: String },
    #[error("wasm-bindgen failed: {detail}")]
    Bindgen { detail: String },
    #[error("the page's module could not be cut into parts: {detail}")]
    Split { detail: String },
    #[error("no free port from {first} to {last} ({}). Give one with --port", listening(.cause))]
    NoPort { first: u16, last: u16, cause: io::Error },
    #[error("port {port} cannot be listened to: {}. Try another --port", listening(.cause))]
    Port { port: u16, cause: io::Error },
    #[error("the site cannot be served any longer: {0}")]
    Server(io::Error),
    #[error("{file} is {found_kib} KB with brotli, more than {limit_kib} KB")]
    TooLarge { file: &'static str, found_kib: u64, limit_kib: u64 },
    #[error("tests/python/{program}.py prints other than PyTorch does, {difference}")]
    Prints { program: String, difference: String },
    #[error("{passed} passed, 1 failed: {heading}: {cause}")]
    Check { passed: usize, heading: &'static str, cause: Box<Failure> },
}

impl Failure {
    /// For `map_err` on anything that touches `path`.
    pub fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}

fn lines(failures: &[Failure]) -> String {
    failures.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Why a port is refused, in words.
fn listening(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::AddrInUse => "another program uses it".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "it needs rights that you do not have; ports from 1024 on need none".to_owned()
        }
        _ => cause.to_string(),
    }
}
