//! What can be wrong with a program, and at which characters: plain data, put into words by the page.

use super::making::Dtype;
use super::shape::Shape;
use super::{OWN, known};
use crate::protocol::Fault;

/// A mistake and the characters it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    pub at: Span,
    pub problem: Problem,
}

/// Characters of the program from `start` up to, but not with, `end`, counted from 0. Where something is missing there are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// There is nothing to compute.
    NothingToCompute,
    UnknownCharacter,
    /// Such as `1.2.3`, or too large.
    BadNumber,
    /// Something else should stand here.
    Expected(Expected),
    /// Brackets within brackets within brackets.
    TooDeep {
        most: usize,
    },
    /// Signs and methods after one another.
    TooLong {
        most: usize,
    },
    /// A name that nothing was given to yet; `known` are those there are.
    UnknownName {
        name: String,
        known: Vec<String>,
    },
    UnknownFunction {
        name: String,
        known: Vec<&'static str>,
    },
    /// The lesson with the id `lesson` has it, this one has not.
    Elsewhere {
        name: String,
        lesson: &'static str,
    },
    MissingArgument {
        function: String,
        argument: &'static str,
    },
    TooManyArguments {
        function: String,
    },
    /// A row of another shape than the one before it.
    Ragged {
        expected: Shape,
        found: Shape,
    },
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
        left: Shape,
        right: Shape,
        axis: usize,
    },
    /// The last size on the left is not the second last (or only) one on the right.
    InnerSizes {
        left: Shape,
        right: Shape,
    },
    MatmulOfScalar,
    /// `dot` of anything but two vectors of one length.
    Dot {
        left: Shape,
        right: Shape,
    },
    DtypesDiffer {
        left: Dtype,
        right: Dtype,
    },
    MeanOfIntegers,
    Reshape {
        from: Shape,
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
    /// `backward` from more than one value.
    BackwardNeedsScalar {
        shape: Shape,
    },
    /// `backward` from a value that depends on no variable.
    NothingTracked,
    /// `zero_grad` of something that is no variable.
    ZeroGradNeedsVariable,
    /// `backward` or `zero_grad` in the middle of an expression.
    NoValue {
        function: String,
    },
}

/// What should stand where a program goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A number, a name, a list, or something in parentheses.
    Value,
    /// A number, not a tensor.
    Number,
    Integer,
    /// `True` or `False`.
    Flag,
    /// An operator, or the end of the statement.
    Operator,
    /// An operator or this closing bracket.
    Closing(char),
    /// A comma or this closing bracket.
    Comma(char),
    /// A function's name, after a point.
    Method,
    /// Arguments in parentheses.
    Arguments,
}

impl Mistake {
    /// What an engine that is given such a program answers.
    pub fn fault(&self, text: &str) -> Fault {
        let found = Some(self.at.of(text)).filter(|found| !found.is_empty()).unwrap_or("…".to_owned());
        Fault::BadExpression { key: "expr".to_owned(), at: self.at.start as u64 + 1, found }
    }
}

impl Problem {
    /// A function that this lesson does not know, though perhaps the other one does.
    pub fn unknown(function: &str, lesson: &str) -> Self {
        let name = function.to_owned();
        match OWN.iter().find(|(id, names)| *id != lesson && names.contains(&function)) {
            Some((lesson, _)) => Self::Elsewhere { name, lesson },
            None => Self::UnknownFunction { name, known: known(lesson) },
        }
    }
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
    pub fn mistake(self, problem: Problem) -> Mistake {
        Mistake { at: self, problem }
    }

    /// These characters of `text`.
    pub fn of(self, text: &str) -> String {
        text.chars().skip(self.start).take(self.end.saturating_sub(self.start)).collect()
    }
}
