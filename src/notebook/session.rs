//! Which cell runs, which wait, and what the interpreter is asked for next. Pure: it says what is to be done, the page does it.

use std::collections::VecDeque;

use protocol::{PythonCommand, PythonEnd, PythonEvent, PythonRun};

use super::CellId;

/// What whoever holds the worker is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Start the interpreter.
    Start,
    Send(PythonCommand),
    /// End the worker, with all variables: it does not hear.
    End,
}

/// How far the interpreter has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Not asked for yet, or ended.
    #[default]
    Idle,
    Starting,
    Ready,
}

/// What a reader sees of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Idle,
    Starting,
    Running,
    Done,
    Failed,
    Stopped,
}

impl State {
    /// As the page's `data-state` has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Starting => "starting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    pub phase: Phase,
    /// Whether a program that runs can be told to stop.
    can_suspend: bool,
    waiting: VecDeque<Job>,
    running: Option<(PythonRun, CellId)>,
    next_run: u32,
    /// How the last of all ended.
    last_end: Option<PythonEnd>,
    /// Told to stop, and not ended yet.
    is_stopping: bool,
    /// The reader's variables went with a worker.
    pub lost_variables: bool,
}

/// A cell's text as it was when it was asked for.
#[derive(Clone, Debug, PartialEq)]
struct Job {
    cell: CellId,
    name: String,
    source: String,
    arguments: Vec<String>,
}

/// All cells of a notebook share their variables.
pub const SPACE: &str = "main";

impl Session {
    /// Brings the interpreter without running anything.
    pub fn start(&mut self) -> Vec<Wish> {
        match self.phase {
            Phase::Idle => {
                self.phase = Phase::Starting;
                vec![Wish::Start]
            }
            Phase::Starting | Phase::Ready => Vec::new(),
        }
    }

    /// Runs this text after all that waits.
    pub fn run(&mut self, cell: CellId, name: String, source: String, arguments: Vec<String>) -> Vec<Wish> {
        self.waiting.retain(|job| job.cell != cell);
        self.waiting.push_back(Job { cell, name, source, arguments });
        self.lost_variables = false;
        match self.phase {
            Phase::Idle | Phase::Starting => self.start(),
            Phase::Ready => self.go_on(),
        }
    }

    /// Nothing more after this; what runs is to end.
    pub fn stop(&mut self) -> Vec<Wish> {
        self.waiting.clear();
        match (self.running, self.can_suspend) {
            (Some(_), true) => {
                self.is_stopping = true;
                vec![Wish::Send(PythonCommand::Stop)]
            }
            (Some(_), false) => self.end(),
            (None, _) => Vec::new(),
        }
    }

    /// Some time after this run was told to [`Self::stop`]: if it has not ended, it is ended.
    pub fn insist(&mut self, run: Option<PythonRun>) -> Vec<Wish> {
        let is_this = run.is_some() && self.running.map(|(running, _)| running) == run;
        if self.is_stopping && is_this { self.end() } else { Vec::new() }
    }

    /// Ends the worker; the next run starts another.
    pub fn end(&mut self) -> Vec<Wish> {
        let was_there = self.phase != Phase::Idle;
        let next_run = self.next_run;
        let last_end = self.running.map(|_| PythonEnd::Stopped).or(self.last_end);
        *self = Self { next_run, last_end, lost_variables: was_there, ..Self::default() };
        if was_there { vec![Wish::End] } else { Vec::new() }
    }

    /// Takes in an event. Says whose it is, if it belongs to a cell's run, and what is to be done.
    pub fn hear(&mut self, event: &PythonEvent) -> (Option<CellId>, Vec<Wish>) {
        match event {
            PythonEvent::Ready { can_suspend } => {
                self.phase = Phase::Ready;
                self.can_suspend = *can_suspend;
                (None, self.go_on())
            }
            PythonEvent::Text { run, .. }
            | PythonEvent::Clear { run, .. }
            | PythonEvent::Value { run, .. }
            | PythonEvent::Picture { run, .. }
            | PythonEvent::Table { run, .. }
            | PythonEvent::Figure { run, .. }
            | PythonEvent::Losses { run, .. }
            | PythonEvent::Mistake { run, .. } => (self.cell_of(*run), Vec::new()),
            PythonEvent::Done { run, end } => {
                let cell = self.cell_of(*run);
                if cell.is_some() {
                    self.running = None;
                    self.is_stopping = false;
                    self.last_end = Some(*end);
                    if *end != PythonEnd::Finished {
                        self.waiting.clear();
                    }
                }
                (cell, self.go_on())
            }
            PythonEvent::Missing { .. } | PythonEvent::Completions { .. } => (None, Vec::new()),
        }
    }

    pub fn state(&self) -> State {
        match (self.phase, self.running, self.last_end) {
            (Phase::Starting, _, _) => State::Starting,
            (Phase::Idle | Phase::Ready, Some(_), _) => State::Running,
            (Phase::Idle | Phase::Ready, None, None) => State::Idle,
            (Phase::Idle | Phase::Ready, None, Some(PythonEnd::Finished)) => State::Done,
            (Phase::Idle | Phase::Ready, None, Some(PythonEnd::Failed)) => State::Failed,
            (Phase::Idle | Phase::Ready, None, Some(PythonEnd::Stopped)) => State::Stopped,
        }
    }

    pub fn running(&self) -> Option<CellId> {
        self.running.map(|(_, cell)| cell)
    }

    /// The number of what runs.
    pub fn run_number(&self) -> Option<PythonRun> {
        self.running.map(|(run, _)| run)
    }

    /// Cells that wait for their turn.
    pub fn waiting(&self) -> impl Iterator<Item = CellId> {
        self.waiting.iter().map(|job| job.cell)
    }

    fn cell_of(&self, run: PythonRun) -> Option<CellId> {
        self.running.filter(|(running, _)| *running == run).map(|(_, cell)| cell)
    }

    fn go_on(&mut self) -> Vec<Wish> {
        if self.running.is_some() || self.phase != Phase::Ready {
            return Vec::new();
        }
        let Some(Job { cell, name, source, arguments }) = self.waiting.pop_front() else { return Vec::new() };
        self.next_run += 1;
        let run = PythonRun(self.next_run);
        self.running = Some((run, cell));
        vec![Wish::Send(PythonCommand::Run { run, name, source, space: SPACE.to_owned(), arguments })]
    }
}
