//! `cargo xtask setup`: installs what is missing, step by step. Builds need the first tier, tests both.

use std::io::Write;
use std::time::Instant;

use crate::failure::Failure;
use crate::{place, shell};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    Build,
    Test,
}

/// Installs what this tier needs and the machine lacks.
pub fn set_up(tier: Tier) -> Result<(), Failure> {
    let bindgen = bindgen_version()?;
    let mut tools = vec![Tool::Target { name: "wasm32-unknown-unknown" }];
    // Compiles the library of Python programs.
    tools.push(Tool::System { names: &["node"], debian: "nodejs" });
    match tier {
        Tier::Build => {}
        Tier::Test => tools.extend([
            Tool::Component { name: "clippy", program: "cargo-clippy" },
            Tool::Component { name: "rustfmt", program: "cargo-fmt" },
            Tool::Cargo { name: "wasm-bindgen-test-runner", version: &bindgen, install: &WASM_BINDGEN },
            Tool::Cargo { name: "geckodriver", version: "0.37.1", install: &GECKODRIVER },
            Tool::System { names: &["chromium", "chromium-browser", "google-chrome", "chrome"], debian: "chromium" },
            Tool::System { names: &["chromedriver"], debian: "chromium-driver" },
            Tool::System { names: &["firefox", "firefox-esr"], debian: "firefox-esr" },
        ]),
    }
    let steps = tools.len();
    for (index, tool) in tools.iter().enumerate() {
        print!("[{}/{steps}] {} ... ", index + 1, tool.label());
        // The line is finished when the step is; nothing is lost if it cannot be shown yet.
        let _ = std::io::stdout().flush();
        if tool.is_there() {
            println!("already there");
            continue;
        }
        if let Tool::Cargo { install, .. } = tool {
            print!("{} on two cores ... ", install.usual);
            let _ = std::io::stdout().flush();
        }
        let start = Instant::now();
        let installed = tool.install();
        match (installed, tool.is_there()) {
            (Ok(()), true) => println!("installed in {} s", start.elapsed().as_secs()),
            (Ok(()), false) => return Err(tool.failure("it was installed but does not answer".to_owned())),
            (Err(failure), _) => return Err(tool.failure(failure.to_string())),
        }
    }
    Ok(())
}

enum Tool<'a> {
    /// A compilation target of the project's toolchain.
    Target { name: &'a str },
    /// A part of the project's toolchain.
    Component { name: &'a str, program: &'a str },
    /// A program of exactly this version, on the path or built into the cache.
    Cargo { name: &'a str, version: &'a str, install: &'a Install },
    /// A program of any version, under one of several names.
    System { names: &'a [&'a str], debian: &'a str },
}

/// How `cargo install` is called. The versions are fixed by `set_up`.
struct Install {
    package: &'static str,
    options: &'static [&'static str],
    /// 1 halves the time of building a tool.
    opt_level: &'static str,
    /// How long that takes on two cores.
    usual: &'static str,
}

const WASM_BINDGEN: Install = Install { package: "wasm-bindgen-cli", options: &[], opt_level: "1", usual: "3 min" };
const GECKODRIVER: Install = Install { package: "geckodriver", options: &["--locked"], opt_level: "1", usual: "2 min" };

impl Tool<'_> {
    fn label(&self) -> String {
        match self {
            Self::Target { name } => format!("target {name}"),
            Self::Component { name, .. } => (*name).to_owned(),
            Self::Cargo { name, version, .. } => format!("{name} {version}"),
            Self::System { debian, .. } => (*debian).to_owned(),
        }
    }

    fn is_there(&self) -> bool {
        match self {
            Self::Target { name } => {
                let output = shell::run_quietly(shell::command("rustc").args(["--print", "sysroot"]));
                output.is_ok_and(|output| {
                    let sysroot = String::from_utf8_lossy(&output.stdout).trim().to_owned();
                    std::path::Path::new(&sysroot).join("lib/rustlib").join(name).join("lib").is_dir()
                })
            }
            Self::Component { program, .. } => answers(program).is_some(),
            Self::Cargo { name, version, .. } => {
                answers(name).is_some_and(|answer| answer.split_whitespace().any(|word| word == *version))
            }
            Self::System { names, .. } => place::find_program(names).is_some(),
        }
    }

    fn install(&self) -> Result<(), Failure> {
        match self {
            Self::Target { name } => {
                shell::run_quietly(shell::command("rustup").args(["target", "add", name])).map(drop)
            }
            Self::Component { name, .. } => {
                shell::run_quietly(shell::command("rustup").args(["component", "add", name])).map(drop)
            }
            Self::Cargo { version, install, .. } => install.run(version),
            Self::System { debian, .. } => {
                let apt = |arguments: &[&str]| {
                    let mut command = shell::command("apt-get");
                    shell::run_quietly(command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive")).map(drop)
                };
                let install = || apt(&["install", "--yes", "--no-install-recommends", debian]);
                // A fresh machine has no package lists yet.
                install().or_else(|_| apt(&["update"]).and_then(|()| install()))
            }
        }
    }

    fn failure(&self, cause: String) -> Failure {
        let by_hand = match self {
            Self::Target { name } => format!("rustup target add {name}"),
            Self::Component { name, .. } => format!("rustup component add {name}"),
            Self::Cargo { version, install, .. } => {
                format!("cargo install {} --version {version} {}", install.package, install.options.join(" "))
            }
            Self::System { debian, .. } => format!(
                "`sudo apt-get install {debian}` on Debian or Ubuntu; `dnf install chromium chromedriver firefox` on \
                 Fedora; `brew install --cask google-chrome chromedriver firefox` on macOS (put the browsers on PATH)"
            ),
        };
        Failure::Tool { tool: self.label(), cause, by_hand }
    }
}

impl Install {
    /// Builds the tool into the cache, quickly rather than as fast as can be.
    fn run(&self, version: &str) -> Result<(), Failure> {
        let mut command = shell::command("cargo");
        command
            .args(["install", self.package, "--version", version, "--root"])
            .arg(place::tools())
            .args(self.options)
            .env("CARGO_TARGET_DIR", place::cache().join("tools-build"))
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.opt_level)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        shell::run_quietly(&mut command).map(drop)
    }
}

/// What the program says to `--version`, if it is there and works.
fn answers(program: &str) -> Option<String> {
    let output = shell::run_quietly(shell::command(program).arg("--version")).ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// wasm-bindgen refuses modules made for another version than its own.
fn bindgen_version() -> Result<String, Failure> {
    let path = place::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).map_err(Failure::file(&path))?;
    let mut lines = lock.lines().skip_while(|line| *line != "name = \"wasm-bindgen\"");
    lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or(Failure::NotLocked { package: "wasm-bindgen" })
}
