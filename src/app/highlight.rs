//! Rust source in colours: a small tokenizer that tells comments, strings, numbers, keywords and types apart. Pure.

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

const KEYWORDS: [&str; 34] = [
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "false", "fn", "for", "if",
    "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "static", "struct",
    "super", "trait", "true", "type", "use", "while",
];

/// The pieces of `source`, in order; joined they are the source again.
pub fn pieces(source: &str) -> Vec<(Kind, &str)> {
    let mut pieces: Vec<(Kind, &str)> = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = piece(rest, first);
        let (text, others) = rest.split_at(length);
        pieces.push((kind, text));
        rest = others;
    }
    pieces
}

/// Kind and length in bytes of the piece that `rest` begins with; the length is at least that of `first`.
fn piece(rest: &str, first: char) -> (Kind, usize) {
    if rest.starts_with("//") {
        return (Kind::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if first == '"' {
        return (Kind::Text, quoted_length(rest));
    }
    if first.is_ascii_digit() {
        return (Kind::Number, length_while(rest, |c| c.is_ascii_alphanumeric() || c == '_' || c == '.'));
    }
    if is_name(first) {
        let length = length_while(rest, is_name);
        let kind = match &rest[..length] {
            word if KEYWORDS.contains(&word) => Kind::Keyword,
            _ if first.is_uppercase() => Kind::Type,
            _ => Kind::Plain,
        };
        return (kind, length);
    }
    let is_other = |c: char| !is_name(c) && c != '"' && c != '/';
    (Kind::Plain, length_while(rest, is_other).max(first.len_utf8()))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// Up to and including the closing quote that no backslash protects.
fn quoted_length(text: &str) -> usize {
    let mut is_escaped = true;
    for (index, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        let pieces: Vec<_> = pieces("let x: Tensor<2> = 1.5; // \"no\"\n\"a\\\"b\" / 2")
            .into_iter()
            .filter(|(kind, _)| *kind != Kind::Plain)
            .collect();
        let expected = [
            (Kind::Keyword, "let"),
            (Kind::Type, "Tensor"),
            (Kind::Number, "2"),
            (Kind::Number, "1.5"),
            (Kind::Comment, "// \"no\""),
            (Kind::Text, "\"a\\\"b\""),
            (Kind::Number, "2"),
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn nothing_is_lost() {
        for source in [include_str!("highlight.rs"), "", "\"open", "π / é \u{1F525} 'a'"] {
            assert_eq!(pieces(source).into_iter().map(|(_, text)| text).collect::<String>(), source);
        }
    }
}
