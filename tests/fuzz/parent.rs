//! Watches the process of a target, makes what killed it again, and keeps each finding as a file.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::child::{Errand, input};
use crate::targets::Target;

pub struct Round {
    pub seed: u64,
    pub inputs: u64,
    pub time: Option<Duration>,
}

/// A child that says nothing for so long hangs.
const SILENCE: Duration = Duration::from_secs(60);

/// How a child ended.
enum End {
    Done { peak_mb: u64, slowest_millis: u64, slowest: u64 },
    Died { how: String },
}

/// Runs the target for a round; prints and counts its findings.
pub fn run(target: &'static Target, round: &Round) -> usize {
    let began = Instant::now();
    let left = || round.time.map(|time| time.saturating_sub(began.elapsed()));
    let (mut findings, mut first) = (0, 0);
    let errand = |first, end, time, each| Errand { target, seed: round.seed, first, end, time, each, file: None };
    loop {
        let (end, number) = watch(&errand(first, round.inputs, left(), None), &mut |number, what| {
            findings += 1;
            keep(target, round.seed, number, what);
        });
        match end {
            End::Done { peak_mb, slowest_millis, slowest } => {
                let per_second = number as f64 / began.elapsed().as_secs_f64();
                println!(
                    "{:>12}: {number} inputs, {per_second:.0} a second, at most {peak_mb} MB, at most \
                     {slowest_millis} ms, {findings} findings",
                    target.name
                );
                if slowest_millis > 1000 {
                    keep(target, round.seed, slowest, &format!("slow: {slowest_millis} ms"));
                }
                return findings;
            }
            End::Died { how } => {
                findings += 1;
                // Again, one by one: the last one that was begun is the one.
                let each = folder().join(format!("{}-each", target.name));
                let (_, killer) = watch(&errand(number, round.inputs, None, Some(each)), &mut |_, _| ());
                keep(target, round.seed, killer, &how);
                first = killer + 1;
            }
        }
        if left().is_some_and(|left| left.is_zero()) || findings > 20 {
            println!("{:>12}: stopped, {findings} findings", target.name);
            return findings;
        }
    }
}

/// Tries files instead of made inputs.
pub fn replay(target: &'static Target, files: &[&str]) -> usize {
    let mut findings = 0;
    for file in files {
        let file = Some(PathBuf::from(file));
        let errand = Errand { target, seed: 0, first: 0, end: 0, time: None, each: None, file };
        let (end, _) = watch(&errand, &mut |_, what| {
            findings += 1;
            println!("{:>12}: {what}", target.name);
        });
        if let End::Died { how } = end {
            findings += 1;
            println!("{:>12}: {how}", target.name);
        }
    }
    findings
}

/// Runs a child to its end, and gives the number up to which it is known to have come.
fn watch(errand: &Errand, on_finding: &mut dyn FnMut(u64, &str)) -> (End, u64) {
    let this = std::env::current_exe().expect("a running program has a file");
    let mut child = Command::new(this)
        .args(errand.arguments())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("this program has been started before");
    let lines = lines(&mut child);
    let mut at = errand.first;
    loop {
        match lines.recv_timeout(SILENCE) {
            Ok(line) => {
                let number = |word: &str| word.parse::<u64>().unwrap_or_default();
                match line.split(' ').collect::<Vec<_>>()[..] {
                    ["at", now] => at = number(now),
                    ["finding", of, ref what @ ..] => on_finding(number(of), &what.join(" ")),
                    ["done", now, peak_mb, millis, slowest] => {
                        // It has said its last word, and nothing depends on how it goes.
                        let _ = child.wait();
                        let [peak_mb, slowest_millis, slowest] = [peak_mb, millis, slowest].map(number);
                        return (End::Done { peak_mb, slowest_millis, slowest }, number(now));
                    }
                    _ => {}
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                // It may have ended just now.
                let _ = child.kill();
                let _ = child.wait();
                return (End::Died { how: format!("hangs for {} s", SILENCE.as_secs()) }, at);
            }
            Err(RecvTimeoutError::Disconnected) => {
                let how = child.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
                return (End::Died { how: format!("died of memory or stack ({how})") }, at);
            }
        }
    }
}

fn lines(child: &mut Child) -> Receiver<String> {
    let output = child.stdout.take().expect("it was asked for");
    let (send, receive) = channel();
    std::thread::spawn(move || {
        // A line that nobody waits for is lost, and so is the rest.
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    receive
}

/// Writes the input of this number where it can be tried again.
fn keep(target: &Target, seed: u64, number: u64, what: &str) {
    let file = folder().join(format!("{}-{seed}-{number}", target.name));
    let bytes = input(target, &(target.seeds)(), seed, number);
    fs::write(&file, bytes).expect("the folder of the tests' own files can be written");
    println!("{:>12}: {what}", target.name);
    println!("{:>12}  again: cargo xtask fuzz {} {}", "", target.name, file.display());
}

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&folder).expect("the folder of the tests' own files can be written");
    folder
}
