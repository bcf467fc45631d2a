//! The grammar of the tensor bench, a corner of PyTorch's: statements of names, numbers, lists, calls, methods, indices
//! and `+ - * / @`. Recursive descent with binding powers (Pratt 1973).

use super::problem::{Expected, Kind, Problem, Span};
use super::program::{MOST_CELLS_TOGETHER, MOST_TENSORS};
use super::syntax::{Argument, Expression, Form, Pick, Sign, Statement};
use super::tokens::{Token, Word, tokens};

/// Deeper brackets are refused, before the parser's own stack is.
const MOST_DEPTH: usize = 24;
/// Signs, methods and indices of a statement: each hangs the ones before it a level deeper, and makes a tensor.
const MOST_LINKS: usize = 200;

/// The statements of a program, at least one.
///
/// # Errors
/// The first [`Problem`] of the grammar, at its place.
pub fn parse(text: &str) -> Result<Vec<Statement>, Problem> {
    let mut parser = Parser { tokens: tokens(text)?, place: 0, depth: 0, links: 0 };
    let mut statements = Vec::new();
    loop {
        while parser.takes(&Word::Break).is_some() {}
        if parser.peek().word == Word::End {
            break;
        }
        parser.links = 0;
        statements.push(parser.statement()?);
        if !matches!(parser.peek().word, Word::Break | Word::End) {
            return Err(parser.unexpected(Expected::EndOfStatement));
        }
    }
    match statements.is_empty() {
        true => Err(Span::new(0, 1).problem(Kind::NoProgram)),
        false => Ok(statements),
    }
}

struct Parser {
    /// Ends with [`Word::End`], which is never taken.
    tokens: Vec<Token>,
    place: usize,
    depth: usize,
    links: usize,
}

/// Of `-a`: tighter than every binary sign.
const NEGATE_POWER: u8 = 3;

impl Parser {
    fn statement(&mut self) -> Result<Statement, Problem> {
        let name = match &self.tokens[self.place..] {
            [Token { word: Word::Name(name), .. }, Token { word: Word::Symbol('='), .. }, ..] => Some(name.clone()),
            _ => None,
        };
        self.place += if name.is_some() { 2 } else { 0 };
        Ok(Statement { name, value: self.expression(0)? })
    }

    /// An expression of signs that bind at least as tightly as `least_power`.
    fn expression(&mut self, least_power: u8) -> Result<Expression, Problem> {
        if self.depth == MOST_DEPTH {
            return Err(self.peek().at.problem(Kind::TooDeep { most: MOST_DEPTH }));
        }
        self.depth += 1;
        let mut left = self.unary()?;
        while let Some((sign, power)) = self.sign().filter(|(_, power)| *power >= least_power) {
            self.link()?;
            self.place += 1;
            let right = self.expression(power + 1)?;
            let at = left.at.to(right.at);
            left = Expression { form: Form::Binary(sign, Box::new(left), Box::new(right)), at };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn link(&mut self) -> Result<(), Problem> {
        self.links += 1;
        match self.links > MOST_LINKS {
            true => {
                let kind = Kind::TooMuch { most_tensors: MOST_TENSORS, most_cells: MOST_CELLS_TOGETHER };
                Err(self.peek().at.problem(kind))
            }
            false => Ok(()),
        }
    }

    fn sign(&self) -> Option<(Sign, u8)> {
        match self.peek().word {
            Word::Symbol('+') => Some((Sign::Plus, 1)),
            Word::Symbol('-') => Some((Sign::Minus, 1)),
            Word::Symbol('*') => Some((Sign::Times, 2)),
            Word::Symbol('/') => Some((Sign::Divide, 2)),
            Word::Symbol('@') => Some((Sign::Matmul, 2)),
            _ => None,
        }
    }

    fn unary(&mut self) -> Result<Expression, Problem> {
        let Some(minus) = self.takes(&Word::Symbol('-')) else { return self.postfix() };
        let value = self.expression(NEGATE_POWER)?;
        let at = minus.to(value.at);
        Ok(match value.form {
            Form::Integer(number) => Expression { form: Form::Integer(-number), at },
            Form::Real(number) => Expression { form: Form::Real(-number), at },
            _ => Expression { form: Form::Negate(Box::new(value)), at },
        })
    }

    /// A value with the methods and indices behind it.
    fn postfix(&mut self) -> Result<Expression, Problem> {
        let mut value = self.atom()?;
        loop {
            if matches!(self.peek().word, Word::Symbol('.' | '[')) {
                self.link()?;
            }
            if self.takes(&Word::Symbol('.')).is_some() {
                let Token { word: Word::Name(method), at: name_at } = self.peek().clone() else {
                    return Err(self.unexpected(Expected::Method));
                };
                self.place += 1;
                let (arguments, end) = match self.takes(&Word::Symbol('(')) {
                    Some(_) => self.list(')', Self::argument).map(|(arguments, end)| (Some(arguments), end))?,
                    None => (None, name_at),
                };
                let at = value.at.to(end);
                value = Expression { form: Form::Method { on: Box::new(value), method, name_at, arguments }, at };
            } else if self.takes(&Word::Symbol('[')).is_some() {
                let (picks, end) = self.list(']', Self::pick)?;
                if picks.is_empty() {
                    return Err(end.problem(Kind::Expected { expected: Expected::Integer, found: "]".to_owned() }));
                }
                let at = value.at.to(end);
                value = Expression { form: Form::Index { on: Box::new(value), picks }, at };
            } else {
                return Ok(value);
            }
        }
    }

    fn atom(&mut self) -> Result<Expression, Problem> {
        let Token { word, at } = self.peek().clone();
        let form = match word {
            Word::Integer(number) => Form::Integer(number),
            Word::Real(number) => Form::Real(number),
            Word::Name(name) => {
                self.place += 1;
                if self.takes(&Word::Symbol('(')).is_none() {
                    return Ok(Expression { form: Form::Name(name), at });
                }
                let (arguments, end) = self.list(')', Self::argument)?;
                return Ok(Expression { form: Form::Call { function: name, arguments }, at: at.to(end) });
            }
            Word::Symbol('[') => {
                self.place += 1;
                let (items, end) = self.list(']', |parser| parser.expression(0))?;
                return Ok(Expression { form: Form::List(items), at: at.to(end) });
            }
            Word::Symbol('(') => return self.parenthesis(at),
            Word::Symbol(_) | Word::Break | Word::End => return Err(self.unexpected(Expected::Value)),
        };
        self.place += 1;
        Ok(Expression { form, at })
    }

    /// `(a + b)` is a value; `(2, 3)`, `(2,)` and `()` are tuples.
    fn parenthesis(&mut self, open: Span) -> Result<Expression, Problem> {
        self.place += 1;
        if let Some(close) = self.takes(&Word::Symbol(')')) {
            return Ok(Expression { form: Form::Tuple(Vec::new()), at: open.to(close) });
        }
        let first = self.expression(0)?;
        if let Some(close) = self.takes(&Word::Symbol(')')) {
            return Ok(Expression { at: open.to(close), ..first });
        }
        self.needs(',', Expected::Symbol(')'))?;
        let (rest, end) = self.list(')', |parser| parser.expression(0))?;
        let items = std::iter::once(first).chain(rest).collect();
        Ok(Expression { form: Form::Tuple(items), at: open.to(end) })
    }

    fn argument(&mut self) -> Result<Argument, Problem> {
        let Statement { name, value } = self.statement()?;
        Ok(Argument { keyword: name, value })
    }

    /// `2`, `-1`, `:`, `1:3`, `::2` ...
    fn pick(&mut self) -> Result<Pick, Problem> {
        let start_at = self.peek().at;
        let start = self.bound()?;
        if self.takes(&Word::Symbol(':')).is_none() {
            let at = start_at.to(self.last_at());
            return start.map(|index| Pick::At(index, at)).ok_or_else(|| self.unexpected(Expected::Integer));
        }
        let end = self.bound()?;
        let step = match self.takes(&Word::Symbol(':')) {
            Some(_) => self.bound()?,
            None => None,
        };
        Ok(Pick::Slice { start, end, step, at: start_at.to(self.last_at()) })
    }

    fn bound(&mut self) -> Result<Option<i64>, Problem> {
        let sign = if self.takes(&Word::Symbol('-')).is_some() { -1 } else { 1 };
        match (self.peek().word.clone(), sign) {
            (Word::Integer(number), _) => {
                self.place += 1;
                Ok(Some(sign * number))
            }
            (_, 1) => Ok(None),
            _ => Err(self.unexpected(Expected::Integer)),
        }
    }

    /// Items with commas between them, up to `close`. A comma may stand behind the last.
    fn list<T>(
        &mut self,
        close: char,
        item: impl Fn(&mut Self) -> Result<T, Problem>,
    ) -> Result<(Vec<T>, Span), Problem> {
        let mut items = Vec::new();
        loop {
            if let Some(end) = self.takes(&Word::Symbol(close)) {
                return Ok((items, end));
            }
            items.push(item(self)?);
            if self.peek().word != Word::Symbol(close) {
                self.needs(',', Expected::Symbol(close))?;
            }
        }
    }

    fn needs(&mut self, symbol: char, expected: Expected) -> Result<Span, Problem> {
        self.takes(&Word::Symbol(symbol)).ok_or_else(|| self.unexpected(expected))
    }

    fn takes(&mut self, word: &Word) -> Option<Span> {
        let Token { word: next, at } = self.peek();
        let at = (next == word).then_some(*at)?;
        self.place += 1;
        Some(at)
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.place]
    }

    fn last_at(&self) -> Span {
        self.tokens[self.place.saturating_sub(1)].at
    }

    fn unexpected(&self, expected: Expected) -> Problem {
        let Token { word, at } = self.peek();
        let found = match word {
            Word::Name(name) => name.clone(),
            Word::Integer(number) => number.to_string(),
            Word::Real(number) => number.to_string(),
            Word::Symbol(symbol) => symbol.to_string(),
            Word::Break => ";".to_owned(),
            Word::End => String::new(),
        };
        at.problem(Kind::Expected { expected, found })
    }
}
