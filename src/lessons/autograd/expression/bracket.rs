//! What stands in brackets: lists of numbers, and the arguments of functions.

use super::{Expression, ExpressionKind, Parser};
use crate::lessons::autograd::lexer::{Token, TokenKind};
use crate::lessons::autograd::mistake::{Expected, Mistake, Problem, Span};
use crate::lessons::autograd::operation::Operation;
use crate::lessons::autograd::shape::Shape;

/// Rows or columns that `randn` makes at most.
const MOST_SIZE: usize = 64;

impl Parser {
    /// `[1, 2]` or `[[1, 2], [3, 4]]`.
    pub(super) fn list(&mut self) -> Result<Expression, Mistake> {
        let start = self.peek().span;
        self.next += 1;
        let is_matrix = self.is_sign('[');
        let (mut values, mut rows, mut columns) = (Vec::new(), 0, 0);
        let end = loop {
            if is_matrix {
                let span = self.peek().span;
                if !self.is_sign('[') {
                    return Err(self.expected(Expected::Row));
                }
                self.next += 1;
                let (row, end) = self.numbers()?;
                if rows > 0 && row.len() != columns {
                    let problem = Problem::RaggedRow { expected: columns, found: row.len() };
                    return Err(Mistake::new(span.to(end), problem));
                }
                (rows, columns) = (rows + 1, row.len());
                values.extend(row);
                if !self.is_sign(',') {
                    break self.close(']', Expected::Comma(']'))?;
                }
                self.next += 1;
            } else {
                let (row, end) = self.numbers()?;
                columns = row.len();
                values = row;
                break end;
            }
        };
        let shape = if is_matrix { Shape::Matrix(rows, columns) } else { Shape::Vector(columns) };
        Ok(Expression { kind: ExpressionKind::Literal { shape, values }, span: start.to(end) })
    }

    /// Numbers and commas up to the closing bracket, and that bracket's place.
    fn numbers(&mut self) -> Result<(Vec<f64>, Span), Mistake> {
        let mut values = Vec::new();
        loop {
            let sign = if self.is_sign('-') { -1.0 } else { 1.0 };
            if self.is_sign('-') || self.is_sign('+') {
                self.next += 1;
            }
            let TokenKind::Number(value) = self.peek().kind else { return Err(self.expected(Expected::Number)) };
            self.next += 1;
            values.push(sign * value);
            if !self.is_sign(',') {
                return Ok((values, self.close(']', Expected::Comma(']'))?));
            }
            self.next += 1;
        }
    }

    /// A function's arguments, after its name; `first` is the value that stands before the point of a method.
    pub(super) fn call(
        &mut self,
        name: &str,
        name_span: Span,
        first: Option<Expression>,
    ) -> Result<Expression, Mistake> {
        let start = first.as_ref().map_or(name_span, |value| value.span);
        let operation = Operation::called(name);
        let expected = match (operation, name) {
            (Some(operation), _) => operation.arity(),
            (None, "no_grad" | "backward" | "zero_grad") => 1,
            (None, "randn") if first.is_none() => return self.random(start),
            (None, _) => return Err(Mistake::new(name_span, Problem::UnknownFunction { name: name.to_owned() })),
        };
        self.next += 1;
        let mut inputs: Vec<_> = first.into_iter().collect();
        while !(self.is_sign(')')) {
            inputs.push(self.expression(0)?);
            match self.is_sign(',') {
                true => self.next += 1,
                false => break,
            }
        }
        let end = self.close(')', Expected::Comma(')'))?;
        let span = start.to(end);
        if inputs.len() != expected {
            let problem = Problem::Arguments { function: name.to_owned(), expected, found: inputs.len() };
            return Err(Mistake::new(span, problem));
        }
        let kind = match (operation, inputs.pop().map(Box::new)) {
            (Some(operation), last) => {
                inputs.extend(last.map(|last| *last));
                ExpressionKind::Apply { operation, inputs }
            }
            (None, Some(inner)) if name == "no_grad" => ExpressionKind::NoGrad(inner),
            (None, Some(inner)) if name == "backward" => ExpressionKind::Backward(inner),
            (None, Some(inner)) => ExpressionKind::ZeroGrad(inner),
            (None, None) => return Err(self.expected(Expected::Value)),
        };
        Ok(Expression { kind, span })
    }

    /// `randn()`, `randn(columns)`, `randn(rows, columns)`.
    fn random(&mut self, start: Span) -> Result<Expression, Mistake> {
        self.next += 1;
        let mut sizes = Vec::new();
        while !self.is_sign(')') && sizes.len() < 2 {
            let Token { kind, span: _ } = self.peek();
            match kind {
                TokenKind::Number(size) if (1.0..=MOST_SIZE as f64).contains(size) && size.fract() == 0.0 => {
                    sizes.push(*size as usize);
                }
                _ => return Err(self.expected(Expected::Size { most: MOST_SIZE })),
            }
            self.next += 1;
            match self.is_sign(',') && sizes.len() < 2 {
                true => self.next += 1,
                false => break,
            }
        }
        let shape = match sizes[..] {
            [rows, columns] => Shape::Matrix(rows, columns),
            [columns] => Shape::Vector(columns),
            _ => Shape::Scalar,
        };
        let end = self.close(')', if sizes.len() < 2 { Expected::Comma(')') } else { Expected::Closing(')') })?;
        Ok(Expression { kind: ExpressionKind::Random(shape), span: start.to(end) })
    }
}
