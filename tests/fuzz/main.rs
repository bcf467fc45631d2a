//! Readers of foreign bytes on damaged input: none may panic, take more than 1 GB, or exhaust a worker's stack.
//!
//! `cargo test --test fuzz [TARGET]...` runs a short round with a fixed seed, `cargo xtask fuzz [TARGET]... [--minutes N]` a
//! long one, and a file's name instead of a target's tries that one input. Each target runs in a process of its own, which
//! may die; its inputs are a function of seed and number, so that what killed it can be made again.

mod child;
#[path = "../made/mod.rs"]
mod made;
mod mutate;
mod parent;
mod seeds;
mod targets;

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use parent::Round;
use targets::{TARGETS, Target};

/// A reader may have this much for itself; more ends its process.
const MOST_BYTES: usize = 1 << 30;

#[global_allocator]
static ALLOCATOR: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, MOST_BYTES);

/// Of a short round, which is the same every time.
const SHORT: Round = Round { seed: 1, inputs: 2_000, time: None };

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == child::FLAG) {
        return child::run(&words[1..]);
    }
    let (mut round, mut wanted, mut files) = (SHORT, Vec::new(), Vec::new());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--minutes" => {
                let Some(minutes) = words.next().and_then(|word| word.parse::<f64>().ok()) else {
                    eprintln!("--minutes wants a number");
                    return ExitCode::from(2);
                };
                let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
                let time = Duration::try_from_secs_f64(minutes * 60.0).ok();
                round = Round { seed: now, inputs: u64::MAX, time };
            }
            // What `cargo test` hands to every test.
            flag if flag.starts_with("--") => {}
            file if Path::new(file).is_file() => files.push(file),
            part => wanted.push(part),
        }
    }
    let is_wanted = |target: &&Target| wanted.is_empty() || wanted.iter().any(|part| target.name.contains(part));
    let targets: Vec<_> = TARGETS.iter().filter(is_wanted).collect();
    let (mut passed, mut failed) = (0, 0);
    for target in targets {
        let findings = if files.is_empty() { parent::run(target, &round) } else { parent::replay(target, &files) };
        if findings == 0 { passed += 1 } else { failed += 1 }
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
