//! Reads a program: statements of expressions, by operator precedence (V. Pratt, "Top down operator precedence", 1973).

use super::graph::MOST_NODES;
use super::lexer::{Token, TokenKind, tokens};
use super::mistake::{Expected, Found, Mistake, Problem, Span};
use super::operation::Operation;
use super::shape::Shape;

mod bracket;

/// One step of a program.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// `name = value`
    Let { name: String, value: Expression },
    /// `backward(y)`, `zero_grad(x)`, or a value without a name.
    Do(Expression),
    /// `no_grad { ... }`
    NoGrad(Vec<Statement>),
}

/// A value, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    pub kind: ExpressionKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExpressionKind {
    /// Values in row order.
    Literal {
        shape: Shape,
        values: Vec<f64>,
    },
    /// `randn(rows, columns)`: normal random numbers.
    Random(Shape),
    Name(String),
    /// An operator or a function.
    Apply {
        operation: Operation,
        inputs: Vec<Expression>,
    },
    NoGrad(Box<Expression>),
    Backward(Box<Expression>),
    ZeroGrad(Box<Expression>),
}

/// Brackets and blocks inside one another: enough to write, too few to exhaust a worker's stack.
pub const MOST_DEPTH: usize = 40;
/// Operators and methods of a statement: each hangs the ones before it a level deeper, and is a node.
const MOST_LINKS: usize = 400;

/// The statements of a program, which end at semicolons and lines' ends.
///
/// # Errors
/// The first mistake in reading order.
pub fn parse(text: &str) -> Result<Vec<Statement>, Mistake> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0, links: 0 };
    parser.statements(None)
}

/// How strongly an operator holds what stands left and right of it. `^` groups from the right: its right side is weaker.
fn binding(sign: char) -> Option<(Operation, u8, u8)> {
    match sign {
        '+' => Some((Operation::Add, 10, 11)),
        '-' => Some((Operation::Subtract, 10, 11)),
        '*' => Some((Operation::Multiply, 20, 21)),
        '/' => Some((Operation::Divide, 20, 21)),
        '@' => Some((Operation::Matmul, 20, 21)),
        '^' => Some((Operation::Power, 41, 40)),
        _ => None,
    }
}

/// A minus before a value: weaker than `^`, so that `-x^2` is `-(x^2)`.
const MINUS_BINDING: u8 = 30;

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    links: usize,
}

impl Parser {
    /// Statements up to the closing sign of a block, or to the end.
    fn statements(&mut self, closing: Option<char>) -> Result<Vec<Statement>, Mistake> {
        let mut statements = Vec::new();
        loop {
            while self.peek().kind == TokenKind::Break {
                self.next += 1;
            }
            match closing {
                Some(sign) if self.is_sign(sign) => return Ok(statements),
                Some(sign) if self.peek().kind == TokenKind::End => {
                    return Err(self.expected(Expected::Closing(sign)));
                }
                None if self.peek().kind == TokenKind::End => return Ok(statements),
                Some(_) | None => statements.push(self.statement()?),
            }
            let ends_block = closing.is_some_and(|sign| self.is_sign(sign));
            if !ends_block && !matches!(self.peek().kind, TokenKind::Break | TokenKind::End) {
                return Err(self.expected(Expected::Operator));
            }
        }
    }

    fn statement(&mut self) -> Result<Statement, Mistake> {
        self.links = 0;
        let first = self.peek().kind.clone();
        let second = self.tokens.get(self.next + 1).map(|token| token.kind.clone());
        match (first, second) {
            (TokenKind::Name(name), Some(TokenKind::Sign('='))) => {
                self.next += 2;
                Ok(Statement::Let { name, value: self.expression(0)? })
            }
            (TokenKind::Name(name), Some(TokenKind::Sign('{'))) if name == "no_grad" => {
                self.next += 2;
                let statements = self.deeper(|parser| parser.statements(Some('}')))?;
                self.next += 1;
                Ok(Statement::NoGrad(statements))
            }
            _ => Ok(Statement::Do(self.expression(0)?)),
        }
    }

    /// An expression whose operators all hold more strongly than `least`.
    fn expression(&mut self, least: u8) -> Result<Expression, Mistake> {
        let mut left = self.deeper(Self::operand)?;
        loop {
            let TokenKind::Sign(sign) = self.peek().kind else { return Ok(left) };
            if sign == '.' {
                self.link()?;
                left = self.method(left)?;
                continue;
            }
            let Some((operation, left_binding, right_binding)) = binding(sign) else { return Ok(left) };
            if left_binding <= least {
                return Ok(left);
            }
            self.link()?;
            self.next += 1;
            let right = self.deeper(|parser| parser.expression(right_binding))?;
            let span = left.span.to(right.span);
            left = Expression { kind: ExpressionKind::Apply { operation, inputs: vec![left, right] }, span };
        }
    }

    fn link(&mut self) -> Result<(), Mistake> {
        self.links += 1;
        match self.links > MOST_LINKS {
            true => Err(Mistake::new(self.peek().span, Problem::TooManyNodes { most: MOST_NODES })),
            false => Ok(()),
        }
    }

    fn operand(&mut self) -> Result<Expression, Mistake> {
        let Token { kind, span } = self.peek().clone();
        match kind {
            TokenKind::Number(value) => {
                self.next += 1;
                let kind = ExpressionKind::Literal { shape: Shape::Scalar, values: vec![value] };
                Ok(Expression { kind, span })
            }
            TokenKind::Name(name) => {
                self.next += 1;
                match self.is_sign('(') {
                    true => self.call(&name, span, None),
                    false => Ok(Expression { kind: ExpressionKind::Name(name), span }),
                }
            }
            TokenKind::Sign('-') => {
                self.next += 1;
                let operand = self.expression(MINUS_BINDING)?;
                Ok(negate(operand, span))
            }
            TokenKind::Sign('(') => {
                self.next += 1;
                let inner = self.expression(0)?;
                let end = self.close(')', Expected::Closing(')'))?;
                Ok(Expression { kind: inner.kind, span: span.to(end) })
            }
            TokenKind::Sign('[') => self.list(),
            TokenKind::Sign(_) | TokenKind::Break | TokenKind::End => Err(self.expected(Expected::Value)),
        }
    }

    /// `value.name(...)` is `name(value, ...)`.
    fn method(&mut self, value: Expression) -> Result<Expression, Mistake> {
        self.next += 1;
        let Token { kind: TokenKind::Name(name), span } = self.peek().clone() else {
            return Err(self.expected(Expected::Method));
        };
        self.next += 1;
        match self.is_sign('(') {
            true => self.call(&name, span, Some(value)),
            false => Err(self.expected(Expected::Arguments)),
        }
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    fn is_sign(&self, sign: char) -> bool {
        self.peek().kind == TokenKind::Sign(sign)
    }

    /// Takes a closing bracket.
    fn close(&mut self, sign: char, expected: Expected) -> Result<Span, Mistake> {
        let span = self.peek().span;
        if !self.is_sign(sign) {
            return Err(self.expected(expected));
        }
        self.next += 1;
        Ok(span)
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Mistake>) -> Result<T, Mistake> {
        if self.depth == MOST_DEPTH {
            return Err(Mistake::new(self.peek().span, Problem::TooDeep { most: MOST_DEPTH }));
        }
        self.depth += 1;
        let outcome = read(self);
        self.depth -= 1;
        outcome
    }

    fn expected(&self, expected: Expected) -> Mistake {
        let token = self.peek();
        let found = match &token.kind {
            TokenKind::Number(value) => Found::Text(value.to_string()),
            TokenKind::Name(name) => Found::Text(name.clone()),
            TokenKind::Sign(sign) => Found::Text(sign.to_string()),
            TokenKind::Break => Found::EndOfLine,
            TokenKind::End => Found::EndOfText,
        };
        Mistake::new(token.span, Problem::Expected { expected, found })
    }
}

/// A minus before numbers is part of them, so that `x = -3` names a number.
fn negate(operand: Expression, minus: Span) -> Expression {
    let span = minus.to(operand.span);
    let kind = match operand.kind {
        ExpressionKind::Literal { shape, values } => {
            ExpressionKind::Literal { shape, values: values.into_iter().map(|value| -value).collect() }
        }
        _ => ExpressionKind::Apply { operation: Operation::Negate, inputs: vec![operand] },
    };
    Expression { kind, span }
}

#[cfg(test)]
mod tests;
