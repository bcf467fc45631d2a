//! Cuts a program into tokens, each with its characters' places. Signs of full width, as a Chinese keyboard gives them, are
//! read as their plain ones.

use super::mistake::{Mistake, Problem, Span};
use crate::course::full_width::narrow;

/// A piece of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenKind {
    Number(f64),
    Name(String),
    /// An operator or bracket; `**` is read as `^`.
    Sign(char),
    /// A line's end or a semicolon.
    Break,
    /// The end of the program.
    End,
}

const SIGNS: &str = "+-*/^@=.,()[]{}";

/// The tokens of a program; the last one is [`TokenKind::End`]. From `#` on, a line is a comment; inside round and square
/// brackets a line's end is none.
///
/// # Errors
/// [`Problem::UnknownCharacter`] and [`Problem::BadNumber`].
pub fn tokens(text: &str) -> Result<Vec<Token>, Mistake> {
    let chars: Vec<char> = text.chars().map(narrow).collect();
    let mut found = Vec::new();
    let (mut start, mut open_brackets) = (0, 0_usize);
    while let Some(&first) = chars.get(start) {
        let rest = &chars[start..];
        let (kind, length) = match first {
            '\n' => ((open_brackets == 0).then_some(TokenKind::Break), 1),
            ';' => (Some(TokenKind::Break), 1),
            '#' => (None, count(rest, |c| c != '\n')),
            _ if first.is_whitespace() => (None, 1),
            _ if starts_number(rest) => {
                let length = number_length(rest);
                (Some(TokenKind::Number(number(&rest[..length], start)?)), length)
            }
            _ if first.is_alphabetic() || first == '_' => {
                let length = count(rest, |c| c.is_alphanumeric() || c == '_');
                (Some(TokenKind::Name(rest[..length].iter().collect())), length)
            }
            '*' if rest.get(1) == Some(&'*') => (Some(TokenKind::Sign('^')), 2),
            _ if SIGNS.contains(first) => (Some(TokenKind::Sign(first)), 1),
            _ => {
                let span = Span { start, end: start + 1 };
                return Err(Mistake::new(span, Problem::UnknownCharacter { found: first }));
            }
        };
        match first {
            '(' | '[' => open_brackets += 1,
            ')' | ']' => open_brackets = open_brackets.saturating_sub(1),
            _ => {}
        }
        let span = Span { start, end: start + length };
        found.extend(kind.map(|kind| Token { kind, span }));
        start += length;
    }
    found.push(Token { kind: TokenKind::End, span: Span { start, end: start } });
    Ok(found)
}

fn count(chars: &[char], belongs: impl Fn(char) -> bool) -> usize {
    chars.iter().take_while(|c| belongs(**c)).count()
}

fn starts_number(chars: &[char]) -> bool {
    match chars {
        ['.', next, ..] => next.is_ascii_digit(),
        [first, ..] => first.is_ascii_digit(),
        [] => false,
    }
}

/// All that looks like part of the number, so that `1.2.3` is one mistake and not three tokens. The point of a method, as
/// in `2.sum()`, and a name, as in `2x`, are not.
fn number_length(chars: &[char]) -> usize {
    let mut length = 0;
    while let Some(&c) = chars.get(length) {
        let next = chars.get(length + 1).copied().unwrap_or(' ');
        let is_exponent = matches!(c, 'e' | 'E') && (next.is_ascii_digit() || matches!(next, '+' | '-'));
        let is_sign = matches!(c, '+' | '-') && matches!(chars[length - 1], 'e' | 'E');
        let is_point = c == '.' && !next.is_alphabetic() && next != '_';
        if !(c.is_ascii_digit() || is_exponent || is_sign || is_point) {
            break;
        }
        length += 1;
    }
    length
}

fn number(chars: &[char], start: usize) -> Result<f64, Mistake> {
    let found: String = chars.iter().collect();
    let value = found.parse().ok().filter(|value: &f64| value.is_finite());
    let span = Span { start, end: start + chars.len() };
    value.ok_or_else(|| Mistake::new(span, Problem::BadNumber { found }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        tokens(text).unwrap().into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn numbers_names_signs_and_comments() {
        use TokenKind::{Break, End, Name, Number, Sign};
        assert_eq!(kinds("x1=.5e-3;# 7"), [Name("x1".to_owned()), Sign('='), Number(5e-4), Break, End]);
        assert_eq!(kinds("2**3"), [Number(2.0), Sign('^'), Number(3.0), End]);
        assert_eq!(kinds("1-1"), [Number(1.0), Sign('-'), Number(1.0), End]);
        assert_eq!(kinds("2.sum"), [Number(2.0), Sign('.'), Name("sum".to_owned()), End]);
        assert_eq!(kinds("2e"), [Number(2.0), Name("e".to_owned()), End]);
        assert_eq!(kinds("（１）"), kinds("(1)"));
        assert_eq!(
            kinds("ｙ＝［１，２。５］＋ｘ＊２－ｘ×３÷４／５；　ｘ．ｓｕｍ（）"),
            kinds("y=[1,2.5]+x*2-x*3/4/5; x.sum()")
        );
        assert_eq!(kinds("(1\n)\n"), [Sign('('), Number(1.0), Sign(')'), Break, End]);
    }

    #[test]
    fn places_are_counted_in_characters() {
        let tokens = tokens("学 = 12").unwrap();
        assert_eq!(tokens[2].span, Span { start: 4, end: 6 });
        assert_eq!(tokens[2].span.of("学 = 12"), "12");
    }

    #[test]
    fn what_is_no_token_is_pointed_at() {
        let mistake = tokens("学 = 3 $ 4").unwrap_err();
        assert_eq!(mistake, Mistake::new(Span { start: 6, end: 7 }, Problem::UnknownCharacter { found: '$' }));
        assert_eq!(tokens("（１，２）＋￥").unwrap_err().span, Span { start: 6, end: 7 });
        let mistake = tokens("x = 1.2.3 + 4").unwrap_err();
        assert_eq!(mistake, Mistake::new(Span { start: 4, end: 9 }, Problem::BadNumber { found: "1.2.3".to_owned() }));
        assert_eq!(tokens("1e999").unwrap_err().span, Span { start: 0, end: 5 });
    }
}
