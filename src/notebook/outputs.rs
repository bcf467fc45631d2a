//! What came of running a cell: texts, values, figures, tables, a mistake, in the order in which they came.

use std::sync::Arc;

use protocol::{PythonEnd, PythonEvent, PythonFigure, PythonMistake};

use super::screen::Screen;

#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// What was printed.
    Text(Screen),
    /// The value of the last expression.
    Value(String),
    Figure(Figure),
    Table {
        columns: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    Mistake(PythonMistake),
}

/// A picture as a PNG file.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub png: Arc<[u8]>,
    pub shows: PythonFigure,
}

/// How far a cell has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    Idle,
    /// Others run before it, or the interpreter starts.
    Waiting,
    Running,
    Done,
    Failed,
    Stopped,
}

impl Stage {
    /// As the page's `data-state` has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outputs {
    pub list: Vec<Output>,
    /// What goes to standard error: warnings, progress bars. It stands above the others, so that a bar stays where it is.
    pub beside: Screen,
    pub stage: Stage,
    /// With what comes next, what is there goes.
    pub(crate) clears_next: bool,
}

impl Outputs {
    pub fn of(stage: Stage) -> Self {
        Self { stage, ..Self::default() }
    }

    /// Takes in what the interpreter says of this cell's run.
    pub fn hear(&mut self, event: PythonEvent, bulk: Vec<u8>) {
        match event {
            PythonEvent::Text { is_error: true, text, .. } => self.beside.push(&text),
            PythonEvent::Text { is_error: false, text, .. } => self.print(&text),
            PythonEvent::Clear { wait: true, .. } => self.clears_next = true,
            PythonEvent::Clear { wait: false, .. } => self.clear(),
            PythonEvent::Value { text, .. } => self.add(Output::Value(text)),
            PythonEvent::Picture { text, .. } => {
                let (width_px, height_px) = png_size_px(&bulk);
                let (number, is_final) = (0, true);
                let shows =
                    PythonFigure { number, is_final, alt: text, width_px, height_px, lines: 0, points: 0, images: 1 };
                self.add(Output::Figure(Figure { png: bulk.into(), shows }));
            }
            PythonEvent::Table { columns, rows, .. } => self.add(Output::Table { columns, rows }),
            PythonEvent::Figure { figure, .. } => self.show(Figure { png: bulk.into(), shows: figure }),
            PythonEvent::Mistake { mistake, .. } => self.add(Output::Mistake(mistake)),
            PythonEvent::Done { end, .. } => {
                self.stage = match end {
                    PythonEnd::Finished => Stage::Done,
                    PythonEnd::Failed => Stage::Failed,
                    PythonEnd::Stopped => Stage::Stopped,
                };
            }
            // These are no cell's.
            PythonEvent::Ready { .. }
            | PythonEvent::Losses { .. }
            | PythonEvent::Missing { .. }
            | PythonEvent::Completions { .. } => {}
        }
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.beside.is_empty()
    }

    /// The line that a mistake is in.
    pub fn mistaken_line(&self) -> Option<usize> {
        self.list.iter().find_map(|output| if let Output::Mistake(mistake) = output { mistake.line } else { None })
    }

    fn add(&mut self, output: Output) {
        if std::mem::take(&mut self.clears_next) {
            self.clear();
        }
        self.list.push(output);
    }

    fn clear(&mut self) {
        self.list.clear();
        self.beside = Screen::default();
    }

    fn print(&mut self, text: &str) {
        if let (Some(Output::Text(screen)), false) = (self.list.last_mut(), self.clears_next) {
            screen.push(text);
        } else {
            self.add(Output::Text(Screen::of(text)));
        }
    }

    /// A figure that changes stays where it was.
    fn show(&mut self, figure: Figure) {
        let before = self.list.iter_mut().rev().find_map(|output| match output {
            Output::Figure(other) if other.shows.number == figure.shows.number && !other.shows.is_final => Some(other),
            Output::Text(_) | Output::Value(_) | Output::Figure(_) | Output::Table { .. } | Output::Mistake(_) => None,
        });
        match before {
            Some(before) if !self.clears_next => *before = figure,
            _ => self.add(Output::Figure(figure)),
        }
    }
}

/// Width and height, as a PNG file has them in its first chunk.
pub fn png_size_px(png: &[u8]) -> (f64, f64) {
    let number = |place: usize| {
        let bytes = png.get(place..place + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0.0, |bytes| f64::from(u32::from_be_bytes(bytes)))
    };
    (number(16), number(20))
}
