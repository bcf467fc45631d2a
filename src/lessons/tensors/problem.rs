//! What can be wrong with a program of the tensor bench, and where. The page has the words in `locales/*/tensors.json`.

use super::shape::Dtype;

/// A mistake and the characters it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub at: Span,
    pub kind: Kind,
}

/// Characters of the program from `start` up to, but not with, `end`, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// There is nothing to compute.
    NoProgram,
    UnknownCharacter(char),
    BadNumber(String),
    /// The grammar wants something else here. `found` is empty at the end of the program.
    Expected {
        expected: Expected,
        found: String,
    },
    /// Brackets within brackets within brackets.
    TooDeep {
        most: usize,
    },
    UnknownName(String),
    UnknownFunction(String),
    UnknownMethod(String),
    MissingArgument {
        function: String,
        argument: &'static str,
    },
    TooManyArguments {
        function: String,
    },
    /// The rows of a literal differ in length.
    Ragged,
    /// No cell is left to show.
    NoCells,
    RankTooHigh {
        rank: usize,
        most: usize,
    },
    TooLarge {
        cells: usize,
        most: usize,
    },
    /// All tensors of a program together.
    TooMuch {
        most_tensors: usize,
        most_cells: usize,
    },
    /// Two shapes that cannot be stretched to one; `axis` counts from the right, from 0.
    Broadcast {
        left: Vec<usize>,
        right: Vec<usize>,
        axis: usize,
    },
    /// The last size on the left is not the second last (or only) one on the right.
    InnerSizes {
        left: Vec<usize>,
        right: Vec<usize>,
    },
    MatmulOfScalar,
    DtypesDiffer {
        left: Dtype,
        right: Dtype,
    },
    MeanOfIntegers,
    Reshape {
        from: Vec<usize>,
        to: Vec<i64>,
    },
    AxisOutOfRange {
        axis: i64,
        rank: usize,
    },
    RepeatedAxis {
        axis: usize,
    },
    /// `permute` wants every axis once.
    NotAllAxes {
        rank: usize,
    },
    IndexOutOfRange {
        index: i64,
        axis: usize,
        size: usize,
    },
    TooManyIndices {
        given: usize,
        rank: usize,
    },
    /// Slices go forwards, and a step of 0 leads nowhere.
    BadStep(i64),
}

/// What the grammar wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A number, a name, a list, or something in parentheses.
    Value,
    /// This character.
    Symbol(char),
    /// The name of a method after a dot.
    Method,
    /// A whole number.
    Integer,
    /// A number, not a tensor.
    Number,
    /// `True` or `False`.
    Flag,
    /// A new line or `;`.
    EndOfStatement,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// From the start of this one to the end of `other`.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end }
    }

    /// A mistake here.
    pub fn problem(self, kind: Kind) -> Problem {
        Problem { at: self, kind }
    }

    /// These characters of `text`.
    pub fn of(self, text: &str) -> String {
        text.chars().skip(self.start).take(self.end.saturating_sub(self.start)).collect()
    }
}
