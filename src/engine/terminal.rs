//! A lesson in a terminal: arguments are the page's settings, events become lines and a progress bar.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use burn::tensor::Device;
use indicatif::{ProgressBar, ProgressStyle};

use super::checkpoint::Checkpoint;
use super::clock::Tempo;
use super::lab::Lab;
use super::run::Run;
use super::session::Session;
use super::tick::{Outbox, Tick};
use crate::data::dataset::Dataset;
use crate::data::disk;
use crate::lessons::settings::Settings;
use crate::lessons::{self, LESSONS, Manifest, Program};
use crate::protocol::{BackendChoice, BackendReport, Event, Fault, GpuReport, RunId};

/// Where the data lies in a checkout.
pub const DATA_FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/static/data");

/// Trains what the arguments ask for: a lesson's id, then `--key value` for its settings, `--load` and `--save` a file.
///
/// # Errors
/// A sentence for the terminal.
pub fn train(arguments: &[String]) -> Result<(), String> {
    let Order { lesson, settings, load, save } = Order::parse(arguments)?;
    let checkpoint = match &load {
        None => None,
        Some(path) => {
            let file = path.display().to_string();
            let bytes = std::fs::read(path).map_err(|error| format!("{file} cannot be read: {error}"))?;
            Some(Checkpoint::from_bytes(&file, &bytes).map_err(|fault| fault.to_string())?)
        }
    };
    let mut run = open(lesson, settings, checkpoint.as_ref(), disk::load).map_err(|fault| fault.to_string())?;
    let bar = ProgressBar::new(0).with_style(style());
    let mut last_checkpoint = Vec::new();
    run.run();
    drive(&mut run, |event, bulk| match event {
        Event::Prepared { summary, step, .. } => {
            bar.set_length(summary.steps_per_epoch * summary.epochs);
            bar.set_position(step);
            bar.println(format!("{} training and {} test examples", summary.train_examples, summary.test_examples));
        }
        Event::Progress { progress, points, .. } => {
            bar.set_position(progress.step);
            if let Some(loss) = points.iter().rfind(|point| point.metric == "train-loss") {
                let pace = progress.step_millis.unwrap_or_default();
                bar.set_message(format!("loss {:.4}, {pace:.1} ms a step", loss.value));
            }
        }
        Event::Evaluation { evaluation, .. } => bar.println(format!(
            "step {:>6}: test loss {:.4}, accuracy {:.4} on {} images; first ten {:?}",
            evaluation.step,
            evaluation.loss_nats,
            evaluation.accuracy,
            evaluation.examples,
            evaluation.first_predictions
        )),
        Event::Checkpoint { .. } => last_checkpoint = bulk,
        Event::Fault { fault, .. } => bar.println(fault.to_string()),
        Event::Ready { .. }
        | Event::Loading { .. }
        | Event::Delayed { .. }
        | Event::State { .. }
        | Event::Examples { .. }
        | Event::Mistakes { .. }
        | Event::Prediction { .. }
        | Event::BareLoop { .. }
        | Event::Picture { .. }
        | Event::File { .. }
        | Event::Matched { .. }
        | Event::Table { .. }
        | Event::MatmulRace { .. }
        | Event::WorkersMeasured { .. }
        | Event::Activations { .. } => {}
    })
    .map_err(|fault| fault.to_string())?;
    bar.finish();
    if let Some(path) = save {
        std::fs::write(&path, last_checkpoint)
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    }
    Ok(())
}

/// How a set of this name and so many classes is read from a folder: [`disk::load`] or [`disk::load_starter`].
pub type Load = fn(&Path, &str, u8) -> Result<Dataset, Fault>;

/// A run on this machine's CPU, with the data of this checkout where the lesson needs any.
///
/// # Errors
/// The faults of [`disk`], [`Session::new`] and [`Lab::new`].
pub fn open(
    lesson: &'static Manifest,
    settings: Settings,
    checkpoint: Option<&Checkpoint>,
    load: Load,
) -> Result<Run, Fault> {
    match lesson.program {
        Program::Images(..) | Program::ImagesInLabs(..) => {
            let data = load(DATA_FOLDER.as_ref(), settings.choice("data"), lesson.classes.len() as u8)?;
            let backend = BackendReport::choose(BackendChoice::Cpu, &GpuReport::NoWebGpu);
            let data = Rc::new(RefCell::new(data));
            let session = Session::new(RunId(1), lesson, settings, backend, &Device::flex(), data, checkpoint)?;
            Ok(Run::Images(Box::new(session)))
        }
        Program::Lab(..) | Program::Table(..) => {
            let backend = BackendReport::small_net();
            let lab = Lab::new(RunId(1), lesson, settings, backend, checkpoint, Tempo::Unwatched, None)?;
            Ok(Run::Lab(Box::new(lab)))
        }
    }
}

/// Ticks until nothing is wanted any more, handing over every event with its bulk.
///
/// # Errors
/// The faults of [`Run::tick`].
pub fn drive(run: &mut Run, mut on_event: impl FnMut(Event, Vec<u8>)) -> Result<(), Fault> {
    let mut out = Outbox::new();
    run.begin(&mut out);
    loop {
        let tick = pollster::block_on(run.tick(&mut out));
        out.drain(..).for_each(|(event, bulk)| on_event(event, bulk));
        match tick? {
            Tick::Worked | Tick::Resting { .. } => {}
            // All data is there from the beginning.
            Tick::WaitingForData | Tick::Idle => return Ok(()),
        }
    }
}

struct Order {
    lesson: &'static Manifest,
    settings: Settings,
    load: Option<PathBuf>,
    save: Option<PathBuf>,
}

impl Order {
    fn parse(arguments: &[String]) -> Result<Self, String> {
        let lesson = arguments.first().and_then(|id| lessons::find(id)).ok_or_else(usage)?;
        let mut order = Self { lesson, settings: Settings::defaults(lesson.settings), load: None, save: None };
        for pair in arguments[1..].chunks(2) {
            let [key, value] = pair else { return Err(usage()) };
            let key = key.strip_prefix("--").ok_or_else(usage)?;
            match key {
                "load" => order.load = Some(value.into()),
                "save" => order.save = Some(value.into()),
                _ if order.settings.value(key).is_none() => return Err(usage()),
                _ => order.settings.set(lesson.settings, key, value).map_err(|fault| fault.to_string())?,
            }
        }
        Ok(order)
    }
}

fn usage() -> String {
    let mut lines = vec!["Usage: train LESSON [--SETTING VALUE]... [--load FILE] [--save FILE]".to_owned()];
    for lesson in LESSONS {
        lines.push(format!("  {}: {}", lesson.id, lesson.title.en));
        for setting in lesson.settings {
            lines.push(format!(
                "    --{} {} (default {})",
                setting.key,
                setting.domain,
                setting.domain.default_value()
            ));
        }
    }
    lines.join("\n")
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:40} {pos}/{len} steps, {eta} left  {msg}")
        .expect("the template is a constant that indicatif understands")
}
