//! What the terminal's arguments ask for: a lesson, its settings, the files to load and to save.

use std::collections::BTreeMap;
use std::path::Path;

use super::keep::Place;
use crate::checkpoint::Checkpoint;
use crate::lesson::{Lesson, Lessons};
use course::settings::{Domain, Settings};
use protocol::{BackendChoice, Fault};

pub enum Order {
    Help(String),
    Train(Box<Task>),
}

pub struct Task {
    pub lesson: &'static Lesson,
    pub settings: Settings,
    pub checkpoint: Option<Checkpoint>,
    pub save: Option<Place>,
    /// The reader insists on one.
    pub needs_gpu: bool,
    /// What the reader should know before the run begins.
    pub notes: Vec<String>,
}

impl Order {
    /// # Errors
    /// A sentence for the terminal.
    pub fn parse(lessons: Lessons, arguments: &[String]) -> Result<Self, String> {
        let asks_help = arguments.iter().any(|word| ["--help", "-h"].contains(&word.as_str()));
        let Some((id, words)) = arguments.split_first() else { return Err(usage(lessons)) };
        match lessons.iter().find(|lesson| lesson.id == id) {
            Some(lesson) if asks_help => Ok(Self::Help(lesson_usage(lesson))),
            Some(lesson) => Task::new(lesson, words).map(|task| Self::Train(Box::new(task))),
            None if asks_help || id == "help" => Ok(Self::Help(usage(lessons))),
            None => Err(format!("{}\n{}", Fault::NoSuchLesson { id: id.clone() }, usage(lessons))),
        }
    }
}

impl Task {
    fn new(lesson: &'static Lesson, words: &[String]) -> Result<Self, String> {
        let mut given = pairs(lesson, words)?;
        let (load, save) = (given.remove("load"), given.remove("save"));
        let (mut notes, mut needs_gpu) = (Vec::new(), false);
        let mut settings = Settings::defaults(lesson.settings);
        let checkpoint = load.map(|path| read(lesson, path)).transpose()?;
        if let (Some(checkpoint), Some(path)) = (&checkpoint, load) {
            settings = settings_of(checkpoint, lesson, path, &mut notes);
        }
        for (key, value) in given {
            let before = settings.value(key).cloned();
            settings.set(lesson.settings, key, value).map_err(|fault| refusal(&fault))?;
            if let (Some(_), Some(before)) = (&checkpoint, before)
                && settings.value(key) != Some(&before)
            {
                notes.push(format!("--{key} {value} in place of the file's {before}."));
            }
            if key == "backend" && settings.backend() == BackendChoice::Gpu {
                if cfg!(not(feature = "gpu")) {
                    return Err("--backend gpu: this program was built without one. Leave it out, or build it with: \
                                cargo run --features gpu --bin train."
                        .to_owned());
                }
                needs_gpu = true;
            }
        }
        if settings.choice("data") == "own" {
            return Err(
                "--data own: files of your own are chosen on the page (cargo xtask serve). Choose another --data."
                    .to_owned(),
            );
        }
        let save = save.map(|path| Place::check(Path::new(path))).transpose()?;
        Ok(Self { lesson, settings, checkpoint, save, notes, needs_gpu })
    }
}

/// `--key value` or `--key=value`; of several, the last counts.
fn pairs<'a>(lesson: &Lesson, words: &'a [String]) -> Result<BTreeMap<&'a str, &'a str>, String> {
    let mut pairs = BTreeMap::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let hint = || format!("`train {} --help` lists what there is.", lesson.id);
        let flag = word.strip_prefix("--").filter(|flag| !flag.is_empty());
        let flag = flag.ok_or_else(|| format!("{word} is not a setting: settings begin with --. {}", hint()))?;
        let (key, inline) = flag.split_once('=').map_or((flag, None), |(key, value)| (key, Some(value)));
        let is_setting = lesson.settings.iter().any(|setting| setting.key == key);
        if !is_setting && !["load", "save"].contains(&key) {
            return Err(format!("{} has no setting --{key}. {}", lesson.id, hint()));
        }
        let value = inline.or_else(|| words.next().map(String::as_str));
        pairs.insert(key, value.ok_or_else(|| format!("--{key} needs a value. {}", hint()))?);
    }
    Ok(pairs)
}

fn read(lesson: &Lesson, path: &str) -> Result<Checkpoint, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("--load {path} cannot be read: {error}."))?;
    let checkpoint = Checkpoint::from_bytes(path, &bytes).map_err(|fault| fault.to_string())?;
    let saved_from = &checkpoint.meta.lesson;
    match saved_from == lesson.id {
        true => Ok(checkpoint),
        false => {
            Err(format!("--load {path} was saved from {saved_from}: `train {saved_from} --load {path}` continues it."))
        }
    }
}

/// The settings of a file, as far as they are still in force.
fn settings_of(checkpoint: &Checkpoint, lesson: &Lesson, path: &str, notes: &mut Vec<String>) -> Settings {
    let pairs = checkpoint.meta.settings.to_pairs(lesson.settings);
    let pairs: Vec<_> = pairs.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let (settings, faults) = Settings::from_pairs(lesson.settings, pairs.iter().copied());
    let shown: Vec<_> = pairs.iter().map(|(key, value)| format!("--{key} {value}")).collect();
    notes.push(format!("{path}: from step {} with {}.", checkpoint.meta.step, shown.join(" ")));
    notes.extend(faults.iter().map(ToString::to_string));
    if cfg!(not(feature = "gpu")) && settings.backend() == BackendChoice::Gpu {
        notes.push("The file asks for a GPU; this program was built without one and continues on the CPU.".to_owned());
    }
    settings
}

/// As the page's sentence for a bad setting, but nothing is used in its place.
fn refusal(fault: &Fault) -> String {
    match fault {
        Fault::BadSetting { key, found, expected } => format!("--{key} {found} is not {expected}."),
        other => other.to_string(),
    }
}

fn usage(lessons: Lessons) -> String {
    let mut lines = vec!["Usage: train LESSON [--SETTING VALUE]... [--load FILE] [--save FILE]".to_owned()];
    let width = lessons.iter().map(|lesson| lesson.id.len()).max().unwrap_or_default();
    lines.extend(lessons.iter().map(|lesson| format!("  {:width$}  {}", lesson.id, lesson.title.en)));
    lines.push("train LESSON --help lists a lesson's settings.".to_owned());
    lines.join("\n")
}

fn lesson_usage(lesson: &Lesson) -> String {
    let mut lines = vec![
        format!("Usage: train {} [--SETTING VALUE]... [--load FILE] [--save FILE]", lesson.id),
        lesson.summary.en.to_owned(),
        "  --load FILE  go on from a saved file, with its settings; those given here come first".to_owned(),
        "  --save FILE  save the run at its end, at Ctrl-C, and, as it was before, when it diverges".to_owned(),
    ];
    for setting in lesson.settings {
        let default = setting.domain.default_value();
        let default = match setting.domain {
            // Whole programs: too long for a line.
            Domain::Text { .. } => String::new(),
            Domain::Integer { .. } | Domain::Real { .. } | Domain::Choice { .. } => format!(" (default {default})"),
        };
        lines.push(format!("  --{} {}{default}", setting.key, setting.domain.allowed()));
    }
    lines.join("\n")
}
