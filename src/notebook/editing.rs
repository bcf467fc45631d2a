//! What keys do in a program's text beside typing: new lines that keep their indent, blocks that move, comments. Pure.

/// Columns of an indent.
const INDENT: usize = 4;

/// A text and what is selected in it, in bytes at borders of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
}

/// Replaces this part of the text; then the selection is from `start` to `end` of the new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub from: usize,
    pub to: usize,
    pub with: String,
    pub start: usize,
    pub end: usize,
}

impl Selected<'_> {
    /// A new line with the indent of this one, and one more after a colon.
    pub fn enter(&self) -> Edit {
        let line = &self.text[self.line_start(self.start)..self.start];
        let indent = line.len() - line.trim_start_matches(' ').len();
        let code = line.split('#').next().unwrap_or_default().trim_end();
        let more = if code.ends_with(':') { INDENT } else { 0 };
        let is_left = ["return", "break", "continue", "pass", "raise"].iter().any(|word| code.trim() == *word)
            || code.trim_start().starts_with("return ")
            || code.trim_start().starts_with("raise ");
        let indent = (indent + more).saturating_sub(if is_left { INDENT } else { 0 });
        self.replace(&format!("\n{}", " ".repeat(indent)))
    }

    /// Spaces up to the next column of indents, or a whole block moved to the right.
    pub fn tab(&self) -> Edit {
        if self.text[self.start..self.end].contains('\n') {
            return self.each_line(|line| {
                if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(INDENT)) }
            });
        }
        let column = self.text[self.line_start(self.start)..self.start].chars().count();
        self.replace(&" ".repeat(INDENT - column % INDENT))
    }

    /// The lines moved to the left.
    pub fn back_tab(&self) -> Edit {
        self.each_line(|line| {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            line[spaces.min(INDENT)..].to_owned()
        })
    }

    /// Within an indent, back to the column of indents before; none elsewhere, where the browser takes a character.
    pub fn backspace(&self) -> Option<Edit> {
        let before = &self.text[self.line_start(self.start)..self.start];
        let is_indent = self.start == self.end && !before.is_empty() && before.chars().all(|sign| sign == ' ');
        is_indent.then(|| {
            let from = self.start - ((before.len() - 1) % INDENT + 1);
            Edit { from, to: self.start, with: String::new(), start: from, end: from }
        })
    }

    /// Lines become comments, or, where all are, programs again.
    pub fn comment(&self) -> Edit {
        let lines = &self.text[self.line_start(self.start)..self.line_end()];
        let are_comments =
            lines.lines().filter(|line| !line.trim().is_empty()).all(|line| line.trim_start().starts_with('#'));
        self.each_line(|line| {
            let indent = line.len() - line.trim_start().len();
            let (indent, code) = line.split_at(indent);
            match are_comments {
                true => {
                    let code = code.strip_prefix('#').unwrap_or(code);
                    format!("{indent}{}", code.strip_prefix(' ').unwrap_or(code))
                }
                false if code.is_empty() => line.to_owned(),
                false => format!("{indent}# {code}"),
            }
        })
    }

    fn replace(&self, with: &str) -> Edit {
        let place = self.start + with.len();
        Edit { from: self.start, to: self.end, with: with.to_owned(), start: place, end: place }
    }

    fn each_line(&self, change: impl Fn(&str) -> String) -> Edit {
        let (from, to) = (self.line_start(self.start), self.line_end());
        let lines: Vec<String> = self.text[from..to].split('\n').map(change).collect();
        let with = lines.join("\n");
        let is_block = self.text[self.start..self.end].contains('\n');
        let end = from + with.len();
        // One line stays as it was selected, moved with its text.
        let moved = (self.start + with.len()).saturating_sub(to - from).clamp(from, end);
        let (start, end) = if is_block { (from, end) } else { (moved, (moved + self.end - self.start).min(end)) };
        Edit { from, to, with, start, end }
    }

    fn line_start(&self, place: usize) -> usize {
        self.text[..place].rfind('\n').map_or(0, |line| line + 1)
    }

    /// Of the last line that has something selected.
    fn line_end(&self) -> usize {
        let last = if self.end > self.start && self.text[..self.end].ends_with('\n') { self.end - 1 } else { self.end };
        self.text[last..].find('\n').map_or(self.text.len(), |length| last + length)
    }
}
