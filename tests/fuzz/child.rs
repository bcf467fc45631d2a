//! The process that runs one target: says how far it is, which inputs make it panic, and may die of others.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use emberlab::data::random::stream;

use crate::ALLOCATOR;
use crate::mutate::mutated;
use crate::targets::{self, Target};

/// The first argument of a child.
pub const FLAG: &str = "--child";
/// As much as the page's workers have.
const STACK_BYTES: usize = 1 << 20;
/// How often a child says where it is.
const SIGN_OF_LIFE: Duration = Duration::from_millis(200);

/// What a child is to do.
pub struct Errand {
    pub target: &'static Target,
    pub seed: u64,
    pub first: u64,
    /// The number after the last input.
    pub end: u64,
    pub time: Option<Duration>,
    /// Where each input is written before it is tried.
    pub each: Option<PathBuf>,
    /// A file to try in place of made inputs.
    pub file: Option<PathBuf>,
}

impl Errand {
    pub fn arguments(&self) -> Vec<String> {
        let path = |path: &Option<PathBuf>| path.as_ref().map_or(String::new(), |path| path.display().to_string());
        let millis = self.time.map_or(String::new(), |time| time.as_millis().to_string());
        let [seed, first, end] = [self.seed, self.first, self.end].map(|number| number.to_string());
        let target = self.target.name.to_owned();
        vec![FLAG.to_owned(), target, seed, first, end, millis, path(&self.each), path(&self.file)]
    }

    fn read(words: &[String]) -> Option<Self> {
        let [target, seed, first, end, millis, each, file] = words else { return None };
        let path = |word: &String| (!word.is_empty()).then(|| PathBuf::from(word));
        Some(Self {
            target: targets::find(target)?,
            seed: seed.parse().ok()?,
            first: first.parse().ok()?,
            end: end.parse().ok()?,
            time: millis.parse().ok().map(Duration::from_millis),
            each: path(each),
            file: path(file),
        })
    }
}

/// Where the newest panic happened, and what it said.
static PANIC: Mutex<String> = Mutex::new(String::new());

pub fn run(words: &[String]) -> ExitCode {
    let Some(errand) = Errand::read(words) else { return ExitCode::from(2) };
    panic::set_hook(Box::new(|info| {
        if let Ok(mut panic) = PANIC.lock() {
            *panic = info.to_string().replace('\n', " ");
        }
    }));
    let worker = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(move || work(&errand));
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(_)) | Err(_) => ExitCode::FAILURE,
    }
}

fn work(errand: &Errand) {
    let began = Instant::now();
    let seeds = (errand.target.seeds)();
    if let Some(file) = &errand.file {
        let input = fs::read(file).expect("the parent has seen this file");
        report(0, &input, errand, &mut BTreeSet::new());
        return println!("done 1 0 0 0");
    }
    let (mut seen, mut said, mut slowest) = (BTreeSet::new(), began, (Duration::ZERO, 0));
    let mut number = errand.first;
    while number < errand.end && errand.time.is_none_or(|time| began.elapsed() < time) {
        let input = input(errand.target, &seeds, errand.seed, number);
        if let Some(each) = &errand.each {
            fs::write(each, &input).expect("the folder of the tests' own files can be written");
        }
        let before = Instant::now();
        report(number, &input, errand, &mut seen);
        slowest = slowest.max((before.elapsed(), number));
        number += 1;
        if said.elapsed() > SIGN_OF_LIFE || errand.each.is_some() {
            println!("at {number}");
            said = Instant::now();
        }
    }
    let peak_mb = ALLOCATOR.max_allocated() / 1_000_000;
    println!("done {number} {peak_mb} {} {}", slowest.0.as_millis(), slowest.1);
}

/// The input of this number: first the seeds as they are, then damaged ones.
pub fn input(target: &Target, seeds: &[Vec<u8>], seed: u64, number: u64) -> Vec<u8> {
    match seeds.get(number as usize) {
        Some(whole) => whole.clone(),
        None => mutated(&mut stream(seed, number), seeds, target.words),
    }
}

fn report(number: u64, input: &[u8], errand: &Errand, seen: &mut BTreeSet<String>) {
    if panic::catch_unwind(AssertUnwindSafe(|| (errand.target.read)(input))).is_err() {
        let what = PANIC.lock().map(|panic| panic.clone()).unwrap_or_default();
        // Once for each place.
        let place: String = what.split_whitespace().take(3).collect();
        if seen.insert(place) {
            println!("finding {number} {what}");
        }
    }
}
