//! What a run shows in a terminal: lines above a progress bar, or, where nobody watches, lines alone.

use std::io::{IsTerminal, Write, stderr, stdout};

use indicatif::{ProgressBar, ProgressStyle};

use super::Ending;
use protocol::{Backend, BackendReason, BackendReport, GpuReport, RunEvent};

/// What trains, and why.
pub fn device(report: &BackendReport) -> String {
    let why = match &report.reason {
        BackendReason::FoundGpu | BackendReason::Asked if report.backend == Backend::Gpu => {
            return format!("On the GPU: {}.", report.adapter);
        }
        BackendReason::SoftwareAsked => {
            return format!("On {}, a program that stands in for a GPU: slow, for tests.", report.adapter);
        }
        BackendReason::Unusable(GpuReport::NoWebGpu) => ": this program was built without a GPU (--features gpu)",
        BackendReason::Unusable(GpuReport::Software { .. }) => {
            ": what there is for a GPU is a program, too (--backend gpu takes it)"
        }
        BackendReason::Unusable(_) => ": no GPU was found",
        BackendReason::Asked | BackendReason::SmallNet | BackendReason::FoundGpu | BackendReason::Failed(_) => "",
    };
    format!("On the CPU{why}.")
}

pub struct Report {
    bar: Option<ProgressBar>,
    /// Nobody reads the lines any more, as after `| head`.
    is_closed: bool,
    steps: u64,
    /// Without a bar, progress is a line from this step on.
    next_line: u64,
}

/// Lines of progress in a whole run without a bar.
const LINES: u64 = 20;

impl Report {
    pub fn new() -> Self {
        // The bar is drawn on standard error, between lines that go to standard output.
        let is_watched = stdout().is_terminal() && stderr().is_terminal();
        let bar = is_watched.then(|| ProgressBar::new(0).with_style(style()));
        Self { bar, is_closed: false, steps: 0, next_line: 0 }
    }

    pub fn line(&mut self, text: &str) {
        let write = || writeln!(stdout(), "{text}");
        let written = match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        };
        self.is_closed |= written.is_err();
    }

    /// Whether there is no use in going on.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    pub fn finish(&self) {
        self.bar.iter().for_each(ProgressBar::finish);
    }

    /// The last line.
    ///
    /// # Errors
    /// [`Ending::Failed`] when nobody reads it.
    pub fn closing(&mut self, text: &str) -> Result<(), Ending> {
        self.line(text);
        match self.is_closed {
            true => Err(Ending::Failed("Standard output is closed.".to_owned())),
            false => Ok(()),
        }
    }

    pub fn event(&mut self, event: &RunEvent) {
        match event {
            RunEvent::Prepared { summary, step } => {
                self.steps = summary.plan.steps();
                if let Some(bar) = &self.bar {
                    bar.set_length(self.steps);
                    bar.set_position(*step);
                }
                let plan = summary.plan;
                if summary.backend.reason != BackendReason::SmallNet {
                    self.line(&device(&summary.backend));
                }
                self.line(&format!("{} training and {} test examples", plan.train_examples, plan.test_examples));
                if *step >= self.steps {
                    self.line(&format!(
                        "All {} steps have been taken: a larger number after --epochs continues the run.",
                        self.steps
                    ));
                }
                self.next_line = *step;
            }
            RunEvent::Progress { progress, points } => {
                let loss = points.iter().rfind(|point| point.metric == "train-loss");
                let Some(loss) = loss else { return };
                let pace = progress.step_millis.unwrap_or_default();
                let message = format!("loss {:.4}, {pace:.1} ms a step", loss.value);
                match &self.bar {
                    Some(bar) => {
                        bar.set_position(progress.step);
                        bar.set_message(message);
                    }
                    None if progress.step > self.next_line => {
                        self.next_line = progress.step + self.steps / LINES;
                        self.line(&format!("step {:>6} of {}: {message}", progress.step, self.steps));
                    }
                    None => {}
                }
            }
            RunEvent::Evaluation(evaluation) => self.line(&format!(
                "step {:>6}: test loss {:.4}, accuracy {:.4} on {} images; first ten {:?}",
                evaluation.step,
                evaluation.loss_nats,
                evaluation.accuracy,
                evaluation.examples,
                evaluation.first_predictions
            )),
            RunEvent::Fault(fault) => self.line(&fault.to_string()),
            RunEvent::Loading(_)
            | RunEvent::Delayed(_)
            | RunEvent::Table(_)
            | RunEvent::State(_)
            | RunEvent::Examples { .. }
            | RunEvent::Mistakes { .. }
            | RunEvent::Picture(_)
            | RunEvent::Checkpoint { .. } => {}
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:40} {pos}/{len} steps, {eta} left  {msg}")
        .expect("the template is a constant that indicatif understands")
}
