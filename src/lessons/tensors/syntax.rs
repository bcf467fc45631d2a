//! What a program consists of, as it is written: statements, expressions, arguments, indices.

use super::problem::Span;

/// `name = value`, or a value alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub name: Option<String>,
    pub value: Expression,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    pub form: Form,
    pub at: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    Integer(i64),
    Real(f64),
    Name(String),
    /// `[1, 2]`
    List(Vec<Expression>),
    /// `(2, 3)`
    Tuple(Vec<Expression>),
    Negate(Box<Expression>),
    Binary(Sign, Box<Expression>, Box<Expression>),
    /// `zeros(2, 3)`
    Call {
        function: String,
        arguments: Vec<Argument>,
    },
    /// `a.sum(dim=1)`; an attribute such as `a.T` has no list of arguments.
    Method {
        on: Box<Expression>,
        method: String,
        name_at: Span,
        arguments: Option<Vec<Argument>>,
    },
    Index {
        on: Box<Expression>,
        picks: Vec<Pick>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
    Times,
    Divide,
    Matmul,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    pub keyword: Option<String>,
    pub value: Expression,
}

/// What is taken of one axis, as it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    At(i64, Span),
    Slice { start: Option<i64>, end: Option<i64>, step: Option<i64>, at: Span },
}
