//! What a program consists of, as it is written: statements, expressions, arguments, indices.

use super::mistake::Span;

#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// `name = value`, or a value alone.
    Value { name: Option<String>, value: Expression },
    /// `no_grad { ... }`; `at` are its first two words.
    NoGrad { at: Span, statements: Vec<Statement> },
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
    Call(Call),
    Index {
        on: Box<Expression>,
        picks: Vec<Pick>,
        /// From bracket to bracket.
        picks_at: Span,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
    Times,
    Divide,
    Matmul,
    Power,
}

/// `zeros(2, 3)`, `torch.zeros(2, 3)`, `a.sum(dim=1)`, `a.T`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub function: String,
    pub name_at: Span,
    /// Of a method, the value before the point is the first.
    pub arguments: Vec<Argument>,
    pub is_method: bool,
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
