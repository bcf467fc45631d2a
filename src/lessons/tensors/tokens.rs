//! The words of a program: names, numbers, symbols, each with its place. Signs of full width are read as their plain ones.

use super::problem::{Kind, Problem, Span};
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
    Symbol(char),
    /// A new line outside all brackets, or `;`.
    Break,
    End,
}

/// Larger numbers are no use on the bench, and their products might not fit 64 bits.
const MOST_NUMBER: f64 = 1e9;
const SYMBOLS: &str = "()[],:=+-*/@.";

/// All words of a program, the last one being [`Word::End`]. What follows a `#` is left out.
///
/// # Errors
/// [`Kind::UnknownCharacter`] and [`Kind::BadNumber`].
pub fn tokens(text: &str) -> Result<Vec<Token>, Problem> {
    let letters: Vec<char> = text.chars().map(narrow).collect();
    let (mut found, mut depth, mut start) = (Vec::new(), 0usize, 0);
    while let Some(&letter) = letters.get(start) {
        let run = |is_inside: fn(char) -> bool| letters[start..].iter().take_while(|&&c| is_inside(c)).count();
        let next = letters.get(start + 1).copied().unwrap_or_default();
        let (word, length) = match letter {
            '#' => (None, run(|c| c != '\n')),
            '\n' if depth > 0 => (None, 1),
            '\n' | ';' => (Some(Word::Break), 1),
            _ if letter.is_whitespace() => (None, 1),
            _ if letter.is_ascii_alphabetic() || letter == '_' => {
                let length = run(|c| c.is_ascii_alphanumeric() || c == '_');
                (Some(Word::Name(letters[start..start + length].iter().collect())), length)
            }
            _ if letter.is_ascii_digit() || (letter == '.' && next.is_ascii_digit()) => {
                let length = number_length(&letters[start..]);
                let at = Span::new(start, start + length);
                (Some(number(letters[start..start + length].iter().collect(), at)?), length)
            }
            _ if SYMBOLS.contains(letter) => {
                match letter {
                    '(' | '[' => depth += 1,
                    ')' | ']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                (Some(Word::Symbol(letter)), 1)
            }
            _ => return Err(Span::new(start, start + 1).problem(Kind::UnknownCharacter(letter))),
        };
        let at = Span::new(start, start + length);
        found.extend(word.map(|word| Token { word, at }));
        start += length;
    }
    found.push(Token { word: Word::End, at: Span::new(start, start + 1) });
    Ok(found)
}

/// Digits, a point that no name follows (`2.T` would be a method), digits, an exponent.
fn number_length(letters: &[char]) -> usize {
    let digits = |from: usize| letters[from..].iter().take_while(|letter| letter.is_ascii_digit()).count();
    let at = |place: usize| letters.get(place).copied().unwrap_or_default();
    let mut length = digits(0);
    let after = at(length + 1);
    if at(length) == '.' && (!after.is_ascii_alphabetic() || matches!(after, 'e' | 'E')) {
        length += 1;
        length += digits(length);
    }
    if matches!(at(length), 'e' | 'E') {
        let sign = usize::from(matches!(at(length + 1), '+' | '-'));
        if at(length + 1 + sign).is_ascii_digit() {
            length += 1 + sign;
            length += digits(length);
        }
    }
    length
}

fn number(text: String, at: Span) -> Result<Word, Problem> {
    let real = text.parse::<f64>().ok().filter(|value| *value <= MOST_NUMBER);
    match (text.parse::<i64>(), real) {
        (Ok(integer), Some(_)) => Ok(Word::Integer(integer)),
        (Err(_), Some(real)) => Ok(Word::Real(real)),
        (_, None) => Err(at.problem(Kind::BadNumber(text))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        tokens(text).unwrap().into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn numbers_and_methods_share_the_point() {
        let name = |name: &str| Word::Name(name.to_owned());
        assert_eq!(words("2."), [Word::Real(2.0), Word::End]);
        assert_eq!(words(".5e1"), [Word::Real(5.0), Word::End]);
        assert_eq!(words("2.T"), [Word::Integer(2), Word::Symbol('.'), name("T"), Word::End]);
        assert_eq!(words("a.T"), [name("a"), Word::Symbol('.'), name("T"), Word::End]);
        assert_eq!(words("1e3 2e"), [Word::Real(1000.0), Word::Integer(2), name("e"), Word::End]);
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
        assert_eq!(words("ｚｅｒｏｓ（２，３）÷２"), words("zeros(2,3)/2"));
        assert_eq!(tokens("（１，２）＋￥").unwrap_err().at, Span::new(6, 7));
    }

    #[test]
    fn places_are_counted_in_characters() {
        let problem = tokens("a + é").unwrap_err();
        assert_eq!(problem, Span::new(4, 5).problem(Kind::UnknownCharacter('é')));
        assert_eq!(tokens("3 + 99999999999999999999").unwrap_err().at, Span::new(4, 24));
        let last = tokens("名 #").unwrap_err();
        assert_eq!(last.at, Span::new(0, 1));
    }
}
