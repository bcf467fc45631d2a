//! What can be wrong with a program, and at which character: plain data, put into words by the page.

use super::operation::Operation;
use super::shape::Shape;

/// Where a piece of the program stands: characters from `start` up to, but not with, `end`, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    /// From the beginning of one piece to the end of another.
    pub fn to(self, last: Self) -> Self {
        Self { start: self.start, end: last.end }
    }

    /// The piece itself.
    pub fn of(self, text: &str) -> String {
        text.chars().skip(self.start).take(self.end - self.start).collect()
    }
}

/// A program that cannot be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    pub span: Span,
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// No symbol of the language.
    UnknownCharacter {
        found: char,
    },
    /// Digits that are no number, such as `1.2.3`.
    BadNumber {
        found: String,
    },
    /// Something else should stand here.
    Expected {
        expected: Expected,
        found: Found,
    },
    /// A name that nothing was given to yet; `known` are those there are.
    UnknownName {
        name: String,
        known: Vec<String>,
    },
    UnknownFunction {
        name: String,
    },
    /// A function with too many or too few arguments.
    Arguments {
        function: String,
        expected: usize,
        found: usize,
    },
    /// Rows of a matrix with different numbers of values.
    RaggedRow {
        expected: usize,
        found: usize,
    },
    /// More parentheses or blocks inside one another than `most`.
    TooDeep {
        most: usize,
    },
    /// More values in one tensor than `most`.
    TooManyValues {
        found: usize,
        most: usize,
    },
    /// More nodes in the graph than `most`.
    TooManyNodes {
        most: usize,
    },
    /// Counted from the right, an axis of `left_size` meets one of `right_size`, and neither is 1.
    Broadcast {
        operation: Operation,
        left: Shape,
        right: Shape,
        left_size: usize,
        right_size: usize,
    },
    /// `dot` of anything but two vectors of one length.
    Dot {
        left: Shape,
        right: Shape,
    },
    /// A matrix product whose inner sizes differ.
    Matmul {
        left: Shape,
        right: Shape,
        left_size: usize,
        right_size: usize,
    },
    /// A matrix product with a scalar.
    MatmulOfScalar {
        left: Shape,
        right: Shape,
    },
    /// `backward` from more than one value.
    BackwardNeedsScalar {
        found: Shape,
    },
    /// `backward` from a value that depends on no variable.
    NothingTracked,
    /// `zero_grad` of something that is no variable.
    ZeroGradNeedsVariable,
    /// `backward` or `zero_grad` in the middle of an expression.
    NoValue {
        function: String,
    },
    /// Nothing is computed at all.
    NothingToCompute,
}

/// What should stand where a program goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A number, a list, a name, a function or a parenthesis.
    Value,
    /// A number, inside a list.
    Number,
    /// A row in square brackets, as the rows before.
    Row,
    /// A whole number from 1 to `most`.
    Size { most: usize },
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

/// What stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Text(String),
    EndOfLine,
    EndOfText,
}

impl Mistake {
    pub fn new(span: Span, problem: Problem) -> Self {
        Self { span, problem }
    }
}
