//! What stands between the parentheses of a call: by keyword or by place, numbers, sizes and flags.

use super::making::Dtype;
use super::mistake::{Expected, Mistake, Problem, Span};
use super::shape::Shape;
use super::syntax::{Argument, Expression, Form};

/// The arguments that a function has not taken yet.
pub struct Arguments<'a> {
    function: &'a str,
    at: Span,
    left: Vec<&'a Argument>,
}

impl<'a> Arguments<'a> {
    /// Of a call of `function` at this place.
    pub fn new(function: &'a str, at: Span, arguments: &'a [Argument]) -> Self {
        Self { function, at, left: arguments.iter().collect() }
    }

    /// The argument with this keyword, else the first that has none.
    pub fn take(&mut self, keyword: &str) -> Option<&'a Expression> {
        let named = self.left.iter().position(|argument| argument.keyword.as_deref() == Some(keyword));
        let place = named.or_else(|| self.left.iter().position(|argument| argument.keyword.is_none()))?;
        Some(&self.left.remove(place).value)
    }

    /// As [`Self::take`], for an argument that has no default.
    pub fn need(&mut self, argument: &'static str) -> Result<&'a Expression, Mistake> {
        let missing = Problem::MissingArgument { function: self.function.to_owned(), argument };
        self.take(argument).ok_or_else(|| self.at.mistake(missing))
    }

    /// One list of whole numbers, or all arguments by place: `reshape(3, 4)` and `reshape((3, 4))`.
    pub fn integers(&mut self, argument: &str) -> Result<Vec<i64>, Mistake> {
        let Some(first) = self.take(argument) else { return Ok(Vec::new()) };
        let mut found = integers(first)?;
        if matches!(first.form, Form::Tuple(_) | Form::List(_)) {
            return Ok(found);
        }
        while self.left.first().is_some_and(|next| next.keyword.is_none()) {
            found.push(integer(&self.left.remove(0).value)?);
        }
        Ok(found)
    }

    /// One to three numbers by place.
    pub fn numbers(&mut self, argument: &'static str) -> Result<Vec<(f64, Dtype)>, Mistake> {
        let mut found = vec![number(self.need(argument)?)?];
        while found.len() < 3 && self.left.first().is_some_and(|next| next.keyword.is_none()) {
            found.push(number(&self.left.remove(0).value)?);
        }
        Ok(found)
    }

    /// No argument may be left.
    pub fn done(self) -> Result<(), Mistake> {
        match self.left.first() {
            None => Ok(()),
            Some(argument) => {
                let function = self.function.to_owned();
                Err(argument.value.at.mistake(Problem::TooManyArguments { function }))
            }
        }
    }
}

pub fn integer(value: &Expression) -> Result<i64, Mistake> {
    match value.form {
        Form::Integer(number) => Ok(number),
        _ => Err(unfit(value, Expected::Integer)),
    }
}

/// One whole number, or a list of them.
pub fn integers(value: &Expression) -> Result<Vec<i64>, Mistake> {
    match &value.form {
        Form::Tuple(items) | Form::List(items) => items.iter().map(integer).collect(),
        _ => Ok(vec![integer(value)?]),
    }
}

/// A number and the type that it would give a tensor.
pub fn number(value: &Expression) -> Result<(f64, Dtype), Mistake> {
    match value.form {
        Form::Integer(number) => Ok((number as f64, Dtype::Int64)),
        Form::Real(number) => Ok((number, Dtype::Float32)),
        _ => Err(unfit(value, Expected::Number)),
    }
}

pub fn flag(value: &Expression) -> Result<bool, Mistake> {
    match &value.form {
        Form::Name(name) if name == "True" => Ok(true),
        Form::Name(name) if name == "False" => Ok(false),
        _ => Err(unfit(value, Expected::Flag)),
    }
}

/// Sizes of a new tensor; each axis has at least one place here.
pub fn sizes(sizes: &[i64], at: Span) -> Result<Shape, Mistake> {
    let size = |size: &i64| usize::try_from(*size).ok().filter(|size| *size > 0);
    sizes.iter().map(size).collect::<Option<_>>().ok_or(at.mistake(Problem::NoCells))
}

fn unfit(value: &Expression, expected: Expected) -> Mistake {
    value.at.mistake(Problem::Expected(expected))
}
