//! What keys mean in a notebook, as Jupyter has them: within a cell's text, and beside it, where letters are commands.

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Run,
    RunAndGoOn,
    RunAndInsert,
    Edit,
    /// Out of the text, to where letters are commands.
    Leave,
    InsertAbove,
    InsertBelow,
    Delete,
    Restore,
    ToMarkdown,
    ToCode,
    GoUp,
    GoDown,
    MoveUp,
    MoveDown,
}

/// A key press, as the browser names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Press<'a> {
    pub key: &'a str,
    pub shift: bool,
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    pub alt: bool,
    pub is_in_text: bool,
}

/// `before` is the key before this one, where no text was between them.
pub fn deed(press: Press, before: Option<&str>) -> Option<Deed> {
    let Press { key, shift, ctrl, alt, is_in_text } = press;
    match key {
        "Enter" if shift => return Some(Deed::RunAndGoOn),
        "Enter" if ctrl => return Some(Deed::Run),
        "Enter" if alt => return Some(Deed::RunAndInsert),
        "Escape" => return Some(Deed::Leave),
        _ => {}
    }
    if is_in_text || alt {
        return None;
    }
    if ctrl {
        return match key {
            "ArrowUp" if shift => Some(Deed::MoveUp),
            "ArrowDown" if shift => Some(Deed::MoveDown),
            _ => None,
        };
    }
    match key {
        "Enter" => Some(Deed::Edit),
        "ArrowUp" | "k" => Some(Deed::GoUp),
        "ArrowDown" | "j" => Some(Deed::GoDown),
        "a" | "A" => Some(Deed::InsertAbove),
        "b" | "B" => Some(Deed::InsertBelow),
        "d" | "D" if before.is_some_and(|before| before.eq_ignore_ascii_case("d")) => Some(Deed::Delete),
        "m" | "M" => Some(Deed::ToMarkdown),
        "y" | "Y" => Some(Deed::ToCode),
        "z" | "Z" => Some(Deed::Restore),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_commands_only_beside_the_text() {
        let press = |key| Press { key, ..Press::default() };
        assert_eq!(deed(press("a"), None), Some(Deed::InsertAbove));
        assert_eq!(deed(Press { is_in_text: true, ..press("a") }, None), None);
        assert_eq!(deed(press("d"), None), None);
        assert_eq!(deed(press("d"), Some("d")), Some(Deed::Delete));
        assert_eq!(deed(Press { ctrl: true, ..press("a") }, None), None);
        assert_eq!(deed(Press { shift: true, is_in_text: true, ..press("Enter") }, None), Some(Deed::RunAndGoOn));
        assert_eq!(deed(Press { is_in_text: true, ..press("Enter") }, None), None);
        assert_eq!(deed(press("Enter"), None), Some(Deed::Edit));
    }
}
