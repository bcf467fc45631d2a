//! The words of a program: names, numbers, symbols, each with its place. Signs of full width are read as their plain ones.

use super::mistake::{Mistake, Problem, Span};
use crate::course::full_width::narrow;

#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub word: Word,
    pub at: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    Name(String),
    Integer(i64),
    Real(f64),
    /// An operator or bracket; `**` is read as `^`.
    Symbol(char),
    /// A new line outside round and square brackets, or `;`.
    Break,
    End,
}

const SYMBOLS: &str = "()[]{},:=+-*/^@.";

/// All words of a program, the last one being [`Word::End`]. What follows a `#` is left out.
///
/// # Errors
/// [`Problem::UnknownCharacter`], and [`Problem::BadNumber`] for what is none or is larger than `most`.
pub fn tokens(text: &str, most: f64) -> Result<Vec<Token>, Mistake> {
    let letters: Vec<char> = text.chars().map(narrow).collect();
    let (mut found, mut depth, mut start) = (Vec::new(), 0usize, 0);
    while start < letters.len() {
        let rest = &letters[start..];
        let run = |belongs: fn(char) -> bool| rest.iter().take_while(|&&c| belongs(c)).count();
        let (word, length) = match *rest {
            ['#', ..] => (None, run(|c| c != '\n')),
            ['\n', ..] if depth > 0 => (None, 1),
            ['\n' | ';', ..] => (Some(Word::Break), 1),
            [letter, ..] if letter.is_whitespace() => (None, 1),
            [letter, ..] if starts_name(letter) => {
                let length = run(|c| c.is_alphanumeric() || c == '_');
                (Some(Word::Name(rest[..length].iter().collect())), length)
            }
            ['0'..='9', ..] | ['.', '0'..='9', ..] => {
                let length = number_length(rest);
                let word = number(&rest[..length].iter().collect::<String>(), most);
                let at = Span::new(start, start + length);
                (Some(word.ok_or_else(|| at.mistake(Problem::BadNumber))?), length)
            }
            ['*', '*', ..] => (Some(Word::Symbol('^')), 2),
            [symbol, ..] if SYMBOLS.contains(symbol) => {
                match symbol {
                    '(' | '[' => depth += 1,
                    ')' | ']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                (Some(Word::Symbol(symbol)), 1)
            }
            _ => return Err(Span::new(start, start + 1).mistake(Problem::UnknownCharacter)),
        };
        let at = Span::new(start, start + length);
        found.extend(word.map(|word| Token { word, at }));
        start += length;
    }
    found.push(Token { word: Word::End, at: Span::new(start, start) });
    Ok(found)
}

fn starts_name(letter: char) -> bool {
    letter.is_alphabetic() || letter == '_'
}

/// All that looks like part of the number, so that `1.2.3` is one mistake and not three words. The point of a method, as
/// in `2.sum()`, and a name, as in `2x`, are not.
fn number_length(letters: &[char]) -> usize {
    let mut length = 0;
    loop {
        length += match letters[length..] {
            ['0'..='9', ..] => 1,
            ['.', next, ..] if starts_name(next) && exponent(&letters[length + 1..]) == 0 => return length,
            ['.', ..] => 1,
            _ if exponent(&letters[length..]) > 0 => exponent(&letters[length..]),
            _ => return length,
        };
    }
}

/// The characters of an `e` and its sign that digits follow.
fn exponent(letters: &[char]) -> usize {
    match letters {
        ['e' | 'E', '0'..='9', ..] => 1,
        ['e' | 'E', '+' | '-', '0'..='9', ..] => 2,
        _ => 0,
    }
}

fn number(text: &str, most: f64) -> Option<Word> {
    let real = text.parse::<f64>().ok().filter(|value| *value <= most)?;
    Some(text.parse().map_or(Word::Real(real), Word::Integer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        tokens(text, f64::MAX).unwrap().into_iter().map(|token| token.word).collect()
    }

    fn mistake(text: &str) -> (Problem, String) {
        let mistake = tokens(text, 1e9).unwrap_err();
        (mistake.problem, mistake.at.of(text))
    }

    #[test]
    fn numbers_and_methods_share_the_point() {
        let name = |name: &str| Word::Name(name.to_owned());
        let point = Word::Symbol('.');
        assert_eq!(words("2."), [Word::Real(2.0), Word::End]);
        assert_eq!(words(".5e1"), [Word::Real(5.0), Word::End]);
        assert_eq!(words("2.e1"), [Word::Real(20.0), Word::End]);
        assert_eq!(words("2.T"), [Word::Integer(2), point.clone(), name("T"), Word::End]);
        assert_eq!(words("2.exp"), [Word::Integer(2), point.clone(), name("exp"), Word::End]);
        assert_eq!(words("a.T"), [name("a"), point, name("T"), Word::End]);
        assert_eq!(words("1e3 2e"), [Word::Real(1000.0), Word::Integer(2), name("e"), Word::End]);
    }

    #[test]
    fn numbers_names_signs_and_comments() {
        use Word::{Break, End, Integer, Name, Real, Symbol};
        assert_eq!(words("x1=.5e-3;# 7"), [Name("x1".to_owned()), Symbol('='), Real(5e-4), Break, End]);
        assert_eq!(words("2**3"), [Integer(2), Symbol('^'), Integer(3), End]);
        assert_eq!(words("1-1"), [Integer(1), Symbol('-'), Integer(1), End]);
        assert_eq!(words("(1\n)\n"), [Symbol('('), Integer(1), Symbol(')'), Break, End]);
    }

    #[test]
    fn new_lines_count_only_outside_brackets() {
        let breaks = |text: &str| words(text).iter().filter(|word| **word == Word::Break).count();
        assert_eq!(breaks("a = 1\nb = 2; # c = 3\n"), 3);
        assert_eq!(breaks("zeros(\n2,\n3)"), 0);
    }

    #[test]
    fn signs_of_full_width_are_plain_signs() {
        let (wide, plain) =
            ("ａ＝［［１，２。５］］＠ｂ；　ａ［０，：］＋ａ＊２－ａ×３／４．５", "a=[[1,2.5]]@b; a[0,:]+a*2-a*3/4.5");
        assert_eq!(words(wide), words(plain));
        assert_eq!(words("ｚｅｒｏｓ（２，３）÷２＾３"), words("zeros(2,3)/2^3"));
        assert_eq!(
            words("ｙ＝［１，２。５］＋ｘ＊２－ｘ×３÷４／５；　ｘ．ｓｕｍ（）"),
            words("y=[1,2.5]+x*2-x*3/4/5; x.sum()")
        );
        assert_eq!(tokens("（１，２）＋￥", 1e9).unwrap_err().at, Span::new(6, 7));
    }

    #[test]
    fn places_are_counted_in_characters() {
        let tokens = tokens("学 = 12", 1e9).unwrap();
        assert_eq!(tokens[2].at, Span::new(4, 6));
        assert_eq!(tokens[2].at.of("学 = 12"), "12");
    }

    #[test]
    fn what_is_no_word_is_pointed_at() {
        let (unknown, bad) = (Problem::UnknownCharacter, Problem::BadNumber);
        assert_eq!(mistake("a + €"), (unknown.clone(), "€".to_owned()));
        assert_eq!(mistake("学 = 3 $ 4"), (unknown.clone(), "$".to_owned()));
        assert_eq!(mistake("§ #"), (unknown, "§".to_owned()));
        assert_eq!(mistake("x = 1.2.3 + 4"), (bad.clone(), "1.2.3".to_owned()));
        assert_eq!(mistake("3 + 99999999999999999999"), (bad.clone(), "99999999999999999999".to_owned()));
        assert_eq!(tokens("1e999", f64::MAX).unwrap_err(), Span::new(0, 5).mistake(bad));
    }
}
