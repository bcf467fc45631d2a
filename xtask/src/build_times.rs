//! `cargo xtask bench build`: how long builds take on this machine, as rows of the table in CONTRIBUTING. In clones of what
//! is committed, so nothing here changes; from nothing but rustup it takes as long as that does.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{fs, io};

use crate::failure::Failure;
use crate::{place, shell};

/// Measures what is asked for, or all of it.
pub fn bench(names: &[&str]) -> Result<(), Failure> {
    type Measure = fn(&Clone) -> Result<(), Failure>;
    const ALL: [(&str, Measure); 4] = [("line", line), ("shared", shared), ("serve", serve), ("nothing", nothing)];
    if let Some(unknown) = names.iter().find(|name| ALL.iter().all(|(known, _)| *known != **name)) {
        return Err(Failure::BadOption { found: (*unknown).to_owned() });
    }
    println!("| what | minutes |\n|---|---|");
    for (name, measure) in ALL {
        if names.is_empty() || names.contains(&name) {
            measure(&Clone::new(name)?)?;
        }
    }
    Ok(())
}

/// A clone in a folder of its own, which goes with it.
struct Clone {
    folder: PathBuf,
}

impl Clone {
    fn new(name: &str) -> Result<Self, Failure> {
        let folder = std::env::temp_dir().join(format!("emberlab-build-{name}-{}", std::process::id()));
        let clone = Self { folder };
        let source = place::root().canonicalize().map_err(Failure::file(&place::root()))?;
        shell::run_quietly(shell::command("git").arg("clone").arg(source).arg(clone.root()))?;
        Ok(clone)
    }

    fn root(&self) -> PathBuf {
        self.folder.join("emberlab")
    }

    /// As a newcomer runs it, or with what earlier builds have left in the caches.
    fn command(&self, program: &str, arguments: &[&str], has_caches: bool) -> Command {
        let mut command = shell::command_in(program, &self.root());
        command.args(arguments).env_remove("CARGO_MANIFEST_DIR");
        match has_caches {
            true => command.env("CARGO_TARGET_DIR", place::cache().join("target")),
            false => command
                .env("CARGO_HOME", self.folder.join("cargo"))
                .env("EMBERLAB_CACHE", self.folder.join("cache"))
                .env_remove("CARGO_TARGET_DIR"),
        };
        command
    }
}

impl Drop for Clone {
    fn drop(&mut self) {
        // What cannot be removed is left to the system, which empties the folder anyway.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn row(what: &str, start: Instant) {
    println!("| {what} | {:.1} |", start.elapsed().as_secs_f64() / 60.0);
}

/// From nothing until the page is served, and until it has all modules.
fn serve(clone: &Clone) -> Result<(), Failure> {
    let start = Instant::now();
    let mut command = clone.command("cargo", &["xtask", "serve"], false);
    let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(Failure::Server)?;
    let lines = BufReader::new(server.stdout.take().expect("its output is piped")).lines();
    for line in lines.map_while(io::Result::ok) {
        if line.starts_with("Emberlab is at") {
            row("`cargo xtask serve` from nothing: until the page trains on the CPU", start);
        }
        if line.starts_with("The module for the GPU") {
            row("the same, until all modules are there", start);
            break;
        }
    }
    server.kill().and_then(|()| server.wait()).map(drop).map_err(Failure::Server)
}

fn nothing(clone: &Clone) -> Result<(), Failure> {
    let start = Instant::now();
    shell::run_quietly(&mut clone.command("bash", &[".ci/run"], false))?;
    row("`.ci/run` from nothing", start);
    Ok(())
}

fn shared(clone: &Clone) -> Result<(), Failure> {
    let start = Instant::now();
    shell::run_quietly(&mut clone.command("bash", &[".ci/run"], true))?;
    row("`.ci/run`, fresh clone, shared caches", start);
    Ok(())
}

/// After everything was built once.
fn line(clone: &Clone) -> Result<(), Failure> {
    let tests = ["test", "--workspace", "--lib", "lessons::xor::"];
    for arguments in [&tests[..], &["xtask", "build"]] {
        shell::run_quietly(&mut clone.command("cargo", arguments, true))?;
    }
    change(&clone.root().join("src/lessons/xor/experiment.rs"))?;
    let start = Instant::now();
    shell::run_quietly(&mut clone.command("cargo", &tests, true))?;
    row("one line changed in a lesson: its native tests", start);
    let start = Instant::now();
    shell::run_quietly(&mut clone.command("cargo", &["xtask", "build"], true))?;
    row("one line changed in a lesson: the site of a debug build", start);
    Ok(())
}

/// One more line after the first: all that follows has another place.
fn change(path: &Path) -> Result<(), Failure> {
    let source = fs::read_to_string(path).map_err(Failure::file(path))?;
    fs::write(path, source.replacen('\n', "\n//! One line more.\n", 1)).map_err(Failure::file(path))
}
