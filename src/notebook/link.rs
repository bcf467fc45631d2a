//! A small program as the end of an address: what is behind `#` is never sent to a host.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Notebook, percent};

const MARK: &str = "program=";
/// Longer addresses are cut by mail programs and chats.
pub const MOST_BYTES: usize = 8_000;

/// The end of the address, without `#`; none where the program is too long.
pub fn write(notebook: &Notebook) -> Option<String> {
    let end = format!("{MARK}{}", URL_SAFE_NO_PAD.encode(percent::write(notebook)));
    (end.len() <= MOST_BYTES).then_some(end)
}

/// The notebook that an address ends with; none where it carries none.
pub fn read(name: &str, end: &str) -> Option<Notebook> {
    let packed = end.trim_start_matches('#').strip_prefix(MARK)?;
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(packed).ok()?).ok()?;
    Some(percent::read(name, &text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cell;

    #[test]
    fn a_link_carries_a_small_program() {
        let cell = |source: &str| Cell { source: source.to_owned(), ..Cell::default() };
        let notebook = Notebook::new("shared", [cell("x = \"你好\""), cell("print(x)")]);
        let end = write(&notebook).unwrap();
        assert!(end.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_=".contains(sign)), "{end}");
        assert_eq!(read("shared", &format!("#{end}")), Some(notebook));
        assert_eq!(read("shared", "#program=%%"), None);
        assert_eq!(write(&Notebook::new("long", [cell(&"x".repeat(MOST_BYTES))])), None);
    }
}
