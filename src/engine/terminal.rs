//! A lesson in a terminal: arguments are the page's settings, events become lines and a progress bar.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use super::checkpoint::Checkpoint;
use super::clock::Tempo;
use super::device;
use super::lesson::{Lesson, Lessons, Training};
use super::run::frame::Frame;
use super::run::{Run, Tick};
use course::settings::Settings;
use data::dataset::Dataset;
use data::disk;
use protocol::{Backend, BackendChoice, BackendReport, Fault, GpuReport, RunEvent, RunId};

mod keep;
pub mod order;
mod report;

use keep::Kept;
use order::{Order, Task};
use report::Report;

/// Where the data lies in a checkout.
pub const DATA_FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../static/data");

/// Why a run did not come to its end, each with a sentence for the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The arguments cannot be carried out: nothing was trained.
    Refused(String),
    /// The run could not begin or go on, or its file could not be written.
    Failed(String),
    /// Somebody asked it to stop.
    Interrupted(String),
}

impl Ending {
    pub fn sentence(&self) -> &str {
        match self {
            Self::Refused(sentence) | Self::Failed(sentence) | Self::Interrupted(sentence) => sentence,
        }
    }

    /// As shells have it.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Refused(_) => 2,
            Self::Failed(_) => 1,
            Self::Interrupted(_) => INTERRUPTED,
        }
    }
}

/// The exit code after Ctrl-C, as shells have it.
pub const INTERRUPTED: u8 = 130;

/// Trains what the arguments ask for: a lesson's id, then `--key value` for its settings, `--load` and `--save` a file.
/// Once `is_interrupted`, it ends after the present tick. What there is by then is saved, and so is what there was before a
/// run diverged.
///
/// # Errors
/// An [`Ending`] when the run does not come to its end.
pub fn train(lessons: Lessons, arguments: &[String], is_interrupted: &dyn Fn() -> bool) -> Result<(), Ending> {
    let task = match Order::parse(lessons, arguments).map_err(Ending::Refused)? {
        Order::Help(text) => return Report::new().closing(&text),
        Order::Train(task) => task,
    };
    let Task { lesson, settings, checkpoint, save, notes, needs_gpu } = *task;
    let mut report = Report::new();
    notes.iter().for_each(|note| report.line(note));
    let mut run = open(lesson, settings, checkpoint.as_ref(), disk::load).map_err(|fault| match fault {
        // The file of --load, which the command line names.
        Fault::CheckpointMismatch { .. } => Ending::Refused(fault.to_string()),
        _ => Ending::Failed(fault.to_string()),
    })?;
    if needs_gpu && run.backend().backend == Backend::Cpu {
        return Err(Ending::Refused(format!("--backend gpu cannot be had. {}", report::device(run.backend()))));
    }
    run.limit_workers(std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32));
    let mut kept = Kept::new(save.is_some());
    let outcome = advance(&mut run, &mut kept, &mut report, is_interrupted);
    report.finish();
    let written = save.map(|place| kept.write(&place));
    let and_written = |sentence: String| match &written {
        Some(Ok(words) | Err(words)) => format!("{sentence}\n{words}"),
        None => sentence,
    };
    match outcome {
        Ok(Outcome::Done) => match written {
            Some(Ok(saved)) => report.closing(&saved),
            Some(Err(lost)) => Err(Ending::Failed(lost)),
            None => Ok(()),
        },
        Ok(Outcome::Interrupted) => {
            Err(Ending::Interrupted(and_written(format!("Stopped at step {}.", kept.reached()))))
        }
        Err(fault) => Err(Ending::Failed(and_written(fault.to_string()))),
    }
}

enum Outcome {
    Done,
    Interrupted,
}

/// Runs to the end, to the interruption, or to the fault.
fn advance(
    run: &mut Run,
    kept: &mut Kept,
    report: &mut Report,
    is_interrupted: &dyn Fn() -> bool,
) -> Result<Outcome, Fault> {
    run.begin();
    if kept.is_due() {
        // A small net can diverge within its first tick.
        pollster::block_on(run.save())?;
    }
    run.run();
    loop {
        let goes_on = turn(run, &mut |event, bulk| {
            report.event(&event);
            kept.take(&event, bulk);
        })?;
        let stops = is_interrupted() || report.is_closed();
        if kept.is_wanted() && stops || kept.is_due() {
            pollster::block_on(run.save())?;
            run.said().into_iter().for_each(|(event, bulk)| kept.take(&event, bulk));
        }
        match (goes_on, stops) {
            (false, _) => return Ok(Outcome::Done),
            (true, true) => return Ok(Outcome::Interrupted),
            (true, false) => {}
        }
    }
}

/// How a set of this name and so many classes is read from a folder: [`disk::load`] or [`disk::load_starter`].
pub type Load = fn(&Path, &str, u8) -> Result<Dataset, Fault>;

/// A run on what the settings say, with the data of this checkout where the lesson needs any.
///
/// # Errors
/// The faults of [`disk`], [`Run::on_images`] and [`Run::in_lab`].
pub fn open(
    lesson: &'static Lesson,
    settings: Settings,
    checkpoint: Option<&Checkpoint>,
    load: Load,
) -> Result<Run, Fault> {
    match lesson.training {
        Training::Images(_) => {
            let data = load(DATA_FOLDER.as_ref(), settings.choice("data"), lesson.classes.len() as u8)?;
            let gpu = match settings.backend() {
                BackendChoice::Cpu => GpuReport::NoWebGpu,
                BackendChoice::Auto | BackendChoice::Gpu => device::gpu::found_here(),
            };
            let backend = BackendReport::choose(settings.backend(), &gpu);
            let device = pollster::block_on(device::open(&backend))?;
            let frame = Frame::new(RunId(1), lesson, settings, backend);
            Run::on_images(frame, &device, Rc::new(RefCell::new(data)), checkpoint)
        }
        Training::Lab(_) | Training::Table(..) => {
            let frame = Frame::new(RunId(1), lesson, settings, BackendReport::small_net());
            Run::in_lab(frame, Tempo::Unwatched, None, checkpoint)
        }
    }
}

/// Ticks until nothing is wanted any more, handing over every event with its bulk.
///
/// # Errors
/// The faults of [`Run::tick`].
pub fn drive(run: &mut Run, mut on_event: impl FnMut(RunEvent, Vec<u8>)) -> Result<(), Fault> {
    run.begin();
    while turn(run, &mut on_event)? {}
    Ok(())
}

/// One tick, and all its events. Whether there is more to do.
fn turn(run: &mut Run, on_event: &mut impl FnMut(RunEvent, Vec<u8>)) -> Result<bool, Fault> {
    let tick = pollster::block_on(run.tick());
    run.said().into_iter().for_each(|(event, bulk)| on_event(event, bulk));
    match tick? {
        Tick::Worked | Tick::Resting { .. } => Ok(true),
        // All data is there from the beginning.
        Tick::WaitingForData | Tick::Idle => Ok(false),
    }
}
