//! Printed text as a terminal shows it: a carriage return goes back to the line's beginning, so that a progress bar stays one line.

/// Characters that are kept; of longer texts the beginning goes.
const MOST_CHARACTERS: usize = 200_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// All lines but the last, each with its end.
    lines: String,
    last: Vec<char>,
    column: usize,
    /// Characters that went.
    left_out: usize,
    /// Of an escape sequence that has begun.
    escape: Option<String>,
}

impl Screen {
    pub fn of(text: &str) -> Self {
        let mut screen = Self::default();
        screen.push(text);
        screen
    }

    pub fn push(&mut self, text: &str) {
        for sign in text.chars() {
            self.put(sign);
        }
        let surplus = self.lines.chars().count().saturating_sub(MOST_CHARACTERS);
        // Many at once: each cut moves all that stays.
        if surplus > MOST_CHARACTERS / 10 {
            let end = self.lines.char_indices().nth(surplus).map_or(self.lines.len(), |(byte, _)| byte);
            let end = self.lines[end..].find('\n').map_or(end, |line| end + line + 1);
            self.left_out += self.lines[..end].chars().count();
            self.lines.drain(..end);
        }
    }

    pub fn text(&self) -> String {
        self.lines.chars().chain(self.last.iter().copied()).collect()
    }

    pub fn left_out(&self) -> usize {
        self.left_out
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.last.is_empty()
    }

    fn put(&mut self, sign: char) {
        if let Some(mut escape) = self.escape.take() {
            escape.push(sign);
            self.escape = self.follow(escape);
            return;
        }
        match sign {
            '\n' => {
                self.lines.extend(self.last.drain(..));
                self.lines.push('\n');
                self.column = 0;
            }
            '\r' => self.column = 0,
            '\u{8}' => self.column = self.column.saturating_sub(1),
            '\u{1b}' => self.escape = Some(String::new()),
            sign => {
                match self.last.get_mut(self.column) {
                    Some(place) => *place = sign,
                    None => self.last.push(sign),
                }
                self.column += 1;
            }
        }
    }

    /// What a terminal's escape sequence does; colours are left out. Gives it back while it goes on.
    fn follow(&mut self, escape: String) -> Option<String> {
        let goes_on = escape == "[" || !escape.ends_with(|sign: char| sign.is_ascii_alphabetic());
        if escape.starts_with('[') && goes_on && escape.len() < 20 {
            return Some(escape);
        }
        match escape.as_str() {
            "[2K" => {
                self.last.clear();
                self.column = 0;
            }
            "[K" | "[0K" => self.last.truncate(self.column),
            _ => {}
        }
        None
    }
}
