//! Reads a program into its statements, by operator precedence (V. Pratt, “Top down operator precedence”, 1973).

use super::mistake::{Expected, Mistake, Problem, Span};
use super::syntax::{Argument, Call, Expression, Form, Pick, Sign, Statement};
use super::tokens::{Token, Word, tokens};

/// Brackets, signs before values and blocks inside one another: enough to write, too few to exhaust a worker's stack.
pub const MOST_DEPTH: usize = 48;
/// Signs, methods and indices of a statement: each hangs the ones before it a level deeper.
pub const MOST_LINKS: usize = 200;

/// The statements of a program, whose numbers are at most `most_number`.
///
/// # Errors
/// The first mistake of its grammar, and [`Problem::NothingToCompute`].
pub fn parse(text: &str, most_number: f64) -> Result<Vec<Statement>, Mistake> {
    let mut parser = Parser { tokens: tokens(text, most_number)?, next: 0, depth: 0, links: 0 };
    let statements = parser.statements(&Word::End)?;
    match statements.is_empty() {
        true => Err(parser.peek().at.mistake(Problem::NothingToCompute)),
        false => Ok(statements),
    }
}

/// A sign, and how strongly it holds what stands left and right of it. `^` groups from the right: its right side is weaker.
fn binding(word: &Word) -> Option<(Sign, u8, u8)> {
    match word {
        Word::Symbol('+') => Some((Sign::Plus, 10, 11)),
        Word::Symbol('-') => Some((Sign::Minus, 10, 11)),
        Word::Symbol('*') => Some((Sign::Times, 20, 21)),
        Word::Symbol('/') => Some((Sign::Divide, 20, 21)),
        Word::Symbol('@') => Some((Sign::Matmul, 20, 21)),
        Word::Symbol('^') => Some((Sign::Power, 41, 40)),
        Word::Symbol(_) | Word::Name(_) | Word::Integer(_) | Word::Real(_) | Word::Break | Word::End => None,
    }
}

/// Of a sign before a value: weaker than `^`, so that `-x^2` is `-(x^2)`.
const UNARY_BINDING: u8 = 30;

struct Parser {
    /// Ends with [`Word::End`].
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    links: usize,
}

impl Parser {
    /// Statements up to the closing word of a block, or of the program.
    fn statements(&mut self, closing: &Word) -> Result<Vec<Statement>, Mistake> {
        let mut statements = Vec::new();
        loop {
            while self.takes(&Word::Break).is_some() {}
            match &self.peek().word {
                word if word == closing => return Ok(statements),
                Word::End => return Err(self.expected(Expected::Closing('}'))),
                _ => statements.push(self.statement()?),
            }
            if self.peek().word != *closing && !matches!(self.peek().word, Word::Break | Word::End) {
                return Err(self.expected(Expected::Operator));
            }
        }
    }

    fn statement(&mut self) -> Result<Statement, Mistake> {
        self.links = 0;
        match &self.tokens[self.next..] {
            [Token { word: Word::Name(name), at }, Token { word: Word::Symbol('{'), at: open }, ..]
                if name == "no_grad" =>
            {
                let at = at.to(*open);
                self.next += 2;
                let statements = self.deeper(|parser| parser.statements(&Word::Symbol('}')))?;
                self.next += 1;
                Ok(Statement::NoGrad { at, statements })
            }
            _ => self.argument().map(|Argument { keyword, value }| Statement::Value { name: keyword, value }),
        }
    }

    /// `name = value`, or a value alone.
    fn argument(&mut self) -> Result<Argument, Mistake> {
        let keyword = match &self.tokens[self.next..] {
            [Token { word: Word::Name(name), .. }, Token { word: Word::Symbol('='), .. }, ..] => Some(name.clone()),
            _ => None,
        };
        self.next += if keyword.is_some() { 2 } else { 0 };
        Ok(Argument { keyword, value: self.expression(0)? })
    }

    /// An expression whose signs all hold more strongly than `least`.
    fn expression(&mut self, least: u8) -> Result<Expression, Mistake> {
        self.deeper(|parser| {
            let mut left = parser.unary()?;
            while let Some((sign, _, right_binding)) =
                binding(&parser.peek().word).filter(|(_, left_binding, _)| *left_binding > least)
            {
                parser.link()?;
                parser.next += 1;
                let right = parser.expression(right_binding)?;
                let at = left.at.to(right.at);
                left = Expression { form: Form::Binary(sign, Box::new(left), Box::new(right)), at };
            }
            Ok(left)
        })
    }

    fn unary(&mut self) -> Result<Expression, Mistake> {
        let (minus, plus) = (self.takes(&Word::Symbol('-')), self.takes(&Word::Symbol('+')));
        let Some(sign) = minus.or(plus) else { return self.postfix() };
        let value = self.expression(UNARY_BINDING)?;
        let at = sign.to(value.at);
        let value = if minus.is_some() { negated(value) } else { value };
        Ok(Expression { at, ..value })
    }

    /// A value with the methods and indices behind it.
    fn postfix(&mut self) -> Result<Expression, Mistake> {
        let mut value = self.atom()?;
        while let Word::Symbol(symbol @ ('.' | '[')) = self.peek().word {
            self.link()?;
            let open = self.peek().at;
            self.next += 1;
            value = match symbol {
                '.' => self.method(value)?,
                _ => {
                    let (picks, end) = self.list(']', Self::pick)?;
                    if picks.is_empty() {
                        return Err(end.mistake(Problem::Expected(Expected::Integer)));
                    }
                    let at = value.at.to(end);
                    Expression { form: Form::Index { on: Box::new(value), picks, picks_at: open.to(end) }, at }
                }
            };
        }
        Ok(value)
    }

    /// What follows a point. `torch.zeros(2)` is `zeros(2)`, unless the program has something of that name.
    fn method(&mut self, value: Expression) -> Result<Expression, Mistake> {
        let Token { word: Word::Name(function), at: name_at } = self.peek().clone() else {
            return Err(self.expected(Expected::Method));
        };
        self.next += 1;
        let (mut arguments, end) = match (self.takes(&Word::Symbol('(')), &*function) {
            (Some(_), _) => self.list(')', Self::argument)?,
            (None, "T") => (Vec::new(), name_at),
            (None, _) => return Err(self.expected(Expected::Arguments)),
        };
        let at = value.at.to(end);
        let torch = Word::Name("torch".to_owned());
        let is_named = |pair: &[Token]| pair[0].word == torch && pair[1].word == Word::Symbol('=');
        let is_method =
            value.form != Form::Name("torch".to_owned()) || self.tokens[..self.next].windows(2).any(is_named);
        if is_method {
            arguments.insert(0, Argument { keyword: None, value });
        }
        Ok(Expression { form: Form::Call(Call { function, name_at, arguments, is_method }), at })
    }

    fn atom(&mut self) -> Result<Expression, Mistake> {
        let Token { word, at } = self.peek().clone();
        self.next += 1;
        let (form, end) = match word {
            Word::Integer(number) => (Form::Integer(number), at),
            Word::Real(number) => (Form::Real(number), at),
            Word::Name(function) => match self.takes(&Word::Symbol('(')) {
                None => (Form::Name(function), at),
                Some(_) => {
                    let (arguments, end) = self.list(')', Self::argument)?;
                    (Form::Call(Call { function, name_at: at, arguments, is_method: false }), end)
                }
            },
            Word::Symbol('[') => {
                let (items, end) = self.list(']', |parser| parser.expression(0))?;
                (Form::List(items), end)
            }
            Word::Symbol('(') => self.parenthesis()?,
            Word::Symbol(_) | Word::Break | Word::End => return Err(at.mistake(Problem::Expected(Expected::Value))),
        };
        Ok(Expression { form, at: at.to(end) })
    }

    /// `(a + b)` is a value; `(2, 3)`, `(2,)` and `()` are tuples.
    fn parenthesis(&mut self) -> Result<(Form, Span), Mistake> {
        if let Some(close) = self.takes(&Word::Symbol(')')) {
            return Ok((Form::Tuple(Vec::new()), close));
        }
        let first = self.expression(0)?;
        if let Some(close) = self.takes(&Word::Symbol(')')) {
            return Ok((first.form, close));
        }
        self.takes(&Word::Symbol(',')).ok_or_else(|| self.expected(Expected::Closing(')')))?;
        let (rest, end) = self.list(')', |parser| parser.expression(0))?;
        Ok((Form::Tuple(std::iter::once(first).chain(rest).collect()), end))
    }

    /// `2`, `-1`, `:`, `1:3`, `::2` ...
    fn pick(&mut self) -> Result<Pick, Mistake> {
        let start_at = self.peek().at;
        let start = self.bound()?;
        let last_at = |parser: &Self| start_at.to(parser.tokens[parser.next.saturating_sub(1)].at);
        if self.takes(&Word::Symbol(':')).is_none() {
            let at = last_at(self);
            return start.map(|index| Pick::At(index, at)).ok_or_else(|| self.expected(Expected::Integer));
        }
        let end = self.bound()?;
        let step = match self.takes(&Word::Symbol(':')) {
            Some(_) => self.bound()?,
            None => None,
        };
        Ok(Pick::Slice { start, end, step, at: last_at(self) })
    }

    fn bound(&mut self) -> Result<Option<i64>, Mistake> {
        let sign = if self.takes(&Word::Symbol('-')).is_some() { -1 } else { 1 };
        match (&self.peek().word, sign) {
            (Word::Integer(number), _) => {
                let bound = sign * number;
                self.next += 1;
                Ok(Some(bound))
            }
            (_, 1) => Ok(None),
            _ => Err(self.expected(Expected::Integer)),
        }
    }

    /// Items with commas between them, up to `close`. A comma may stand behind the last.
    fn list<T>(
        &mut self,
        close: char,
        item: impl Fn(&mut Self) -> Result<T, Mistake>,
    ) -> Result<(Vec<T>, Span), Mistake> {
        let mut items = Vec::new();
        loop {
            if let Some(end) = self.takes(&Word::Symbol(close)) {
                return Ok((items, end));
            }
            items.push(item(self)?);
            if self.peek().word != Word::Symbol(close) {
                self.takes(&Word::Symbol(',')).ok_or_else(|| self.expected(Expected::Comma(close)))?;
            }
        }
    }

    fn link(&mut self) -> Result<(), Mistake> {
        self.links += 1;
        match self.links > MOST_LINKS {
            true => Err(self.peek().at.mistake(Problem::TooLong { most: MOST_LINKS })),
            false => Ok(()),
        }
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Mistake>) -> Result<T, Mistake> {
        if self.depth == MOST_DEPTH {
            return Err(self.peek().at.mistake(Problem::TooDeep { most: MOST_DEPTH }));
        }
        self.depth += 1;
        let outcome = read(self);
        self.depth -= 1;
        outcome
    }

    fn takes(&mut self, word: &Word) -> Option<Span> {
        let Token { word: next, at } = self.peek();
        let at = (next == word).then_some(*at)?;
        self.next += 1;
        Some(at)
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.next]
    }

    fn expected(&self, expected: Expected) -> Mistake {
        self.peek().at.mistake(Problem::Expected(expected))
    }
}

/// A minus before numbers is part of them, so that `x = -3` names a number.
fn negated(value: Expression) -> Expression {
    let form = match value.form {
        Form::Integer(number) => Form::Integer(-number),
        Form::Real(number) => Form::Real(-number),
        Form::List(items) => Form::List(items.into_iter().map(negated).collect()),
        form => Form::Negate(Box::new(Expression { form, at: value.at })),
    };
    Expression { form, at: value.at }
}
