//! Source in colours: a small tokenizer that tells comments, strings, numbers, keywords and types apart, in Rust and in Python. Pure.

/// What a piece of source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Comment,
    Text,
    Number,
    Keyword,
    /// A name that begins with a capital letter.
    Type,
}

impl Kind {
    /// The CSS class; none for plain text.
    pub fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Comment => Some("code-comment"),
            Self::Text => Some("code-text"),
            Self::Number => Some("code-number"),
            Self::Keyword => Some("code-keyword"),
            Self::Type => Some("code-type"),
        }
    }
}

/// What tells the languages apart.
pub struct Syntax {
    comment: &'static str,
    quotes: &'static [&'static str],
    keywords: &'static [&'static str],
}

pub const RUST: Syntax = Syntax {
    comment: "//",
    quotes: &["\""],
    keywords: &[
        "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "false", "fn", "for",
        "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "static",
        "struct", "super", "trait", "true", "type", "use", "while",
    ],
};

pub const PYTHON: Syntax = Syntax {
    comment: "#",
    quotes: &["\"\"\"", "'''", "\"", "'"],
    keywords: &[
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ],
};

impl Syntax {
    /// By the name of the file that the source stands in.
    pub fn of(file: &str) -> &'static Self {
        if file.ends_with(".py") { &PYTHON } else { &RUST }
    }

    /// The pieces of `source`, in order; joined they are the source again.
    pub fn pieces<'a>(&self, source: &'a str) -> Vec<(Kind, &'a str)> {
        let mut pieces: Vec<(Kind, &str)> = Vec::new();
        let mut rest = source;
        while let Some(first) = rest.chars().next() {
            let (kind, length) = self.piece(rest, first);
            let (text, others) = rest.split_at(length);
            pieces.push((kind, text));
            rest = others;
        }
        pieces
    }

    /// Kind and length in bytes of the piece that `rest` begins with; the length is at least that of `first`.
    fn piece(&self, rest: &str, first: char) -> (Kind, usize) {
        if rest.starts_with(self.comment) {
            return (Kind::Comment, rest.find('\n').unwrap_or(rest.len()));
        }
        if let Some(quote) = self.quotes.iter().find(|quote| rest.starts_with(**quote)) {
            return (Kind::Text, self.quoted_length(rest, quote));
        }
        if first.is_ascii_digit() {
            return (Kind::Number, length_while(rest, |c| c.is_ascii_alphanumeric() || c == '_' || c == '.'));
        }
        if is_name(first) {
            let length = length_while(rest, is_name);
            let kind = match &rest[..length] {
                word if self.keywords.contains(&word) => Kind::Keyword,
                _ if first.is_uppercase() => Kind::Type,
                _ => Kind::Plain,
            };
            return (kind, length);
        }
        let begins = |c: char| self.comment.starts_with(c) || self.quotes.iter().any(|quote| quote.starts_with(c));
        let is_other = |c: char| !is_name(c) && !begins(c);
        (Kind::Plain, length_while(rest, is_other).max(first.len_utf8()))
    }

    /// Up to and including the closing quote that no backslash protects; one that stands for itself ends with its line in Python.
    fn quoted_length(&self, text: &str, quote: &str) -> usize {
        let ends_with_line = self.quotes.len() > 1 && quote.len() == 1;
        let mut is_escaped = false;
        for (index, c) in text.char_indices().skip(quote.chars().count()) {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '\n' if ends_with_line => return index,
                _ if text[index..].starts_with(quote) => return index + quote.len(),
                _ => {}
            }
        }
        text.len()
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coloured<'a>(syntax: &Syntax, source: &'a str) -> Vec<(Kind, &'a str)> {
        syntax.pieces(source).into_iter().filter(|(kind, _)| *kind != Kind::Plain).collect()
    }

    #[test]
    fn kinds_are_told_apart() {
        let expected = [
            (Kind::Keyword, "let"),
            (Kind::Type, "Tensor"),
            (Kind::Number, "2"),
            (Kind::Number, "1.5"),
            (Kind::Comment, "// \"no\""),
            (Kind::Text, "\"a\\\"b\""),
            (Kind::Number, "2"),
        ];
        assert_eq!(coloured(&RUST, "let x: Tensor<2> = 1.5; // \"no\"\n\"a\\\"b\" / 2"), expected);
    }

    #[test]
    fn python_has_other_quotes_comments_and_keywords() {
        let source = "\"\"\"a \"b\"\n\"\"\"\nx = 'it' # it's\ndef f(): return None\ny = 'open\n1";
        let expected = [
            (Kind::Text, "\"\"\"a \"b\"\n\"\"\""),
            (Kind::Text, "'it'"),
            (Kind::Comment, "# it's"),
            (Kind::Keyword, "def"),
            (Kind::Keyword, "return"),
            (Kind::Keyword, "None"),
            (Kind::Text, "'open"),
            (Kind::Number, "1"),
        ];
        assert_eq!(coloured(&PYTHON, source), expected);
    }

    #[test]
    fn nothing_is_lost() {
        for source in [include_str!("highlight.rs"), "", "\"open", "π / é \u{1F525} 'a'", "'''"] {
            for syntax in [&RUST, &PYTHON] {
                assert_eq!(syntax.pieces(source).into_iter().map(|(_, text)| text).collect::<String>(), source);
            }
        }
    }
}
