//! Weights that the reader sets by hand, as the text of the setting `weights`: `layers.0.weight.7=0.5;layers.0.bias.2=-1`, so
//! that a link carries them. Pure.

use course::full_width::{narrow, narrowed, real};
use fault::Fault;

/// The setting's key.
pub const WEIGHTS: &str = "weights";

/// One number of a tensor, in row order of `[outputs, inputs]`.
#[derive(Clone, Debug, PartialEq)]
pub struct SetWeight {
    /// The tensor's name in the saved run.
    pub tensor: String,
    pub index: usize,
    pub value: f32,
}

/// The weights of a text; none for the empty text.
///
/// # Errors
/// [`Fault::BadExpression`] at the first entry that is not `name.index=value`.
pub fn read(text: &str) -> Result<Vec<SetWeight>, Fault> {
    let (mut set, mut at) = (Vec::new(), 1);
    for entry in text.split(|c: char| narrow(c) == ';') {
        if !entry.trim().is_empty() {
            let bad = || Fault::BadExpression { key: WEIGHTS.to_owned(), at, found: entry.to_owned() };
            set.push(one(entry).ok_or_else(bad)?);
        }
        at += entry.chars().count() as u64 + 1;
    }
    Ok(set)
}

/// The text with one weight more, in place of what it was set to before.
///
/// # Errors
/// Those of [`read`].
pub fn with(text: &str, new: SetWeight) -> Result<String, Fault> {
    let mut set = read(text)?;
    set.retain(|set| (&set.tensor, set.index) != (&new.tensor, new.index));
    set.push(new);
    let entry = |set: &SetWeight| format!("{}.{}={}", set.tensor, set.index, set.value);
    Ok(set.iter().map(entry).collect::<Vec<_>>().join(";"))
}

fn one(entry: &str) -> Option<SetWeight> {
    let entry = narrowed(entry);
    let (name, value) = entry.split_once('=')?;
    let (tensor, index) = name.trim().rsplit_once('.')?;
    let value = real(value)? as f32;
    let is_whole = !tensor.is_empty() && value.is_finite();
    is_whole.then_some(SetWeight { tensor: tensor.to_owned(), index: index.parse().ok()?, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(tensor: &str, index: usize, value: f32) -> SetWeight {
        SetWeight { tensor: tensor.to_owned(), index, value }
    }

    #[test]
    fn a_text_says_which_weights_are_set() {
        let read = read("layers.0.weight.7=0.5; mlp.layers.1.bias.0=-1e-2；").unwrap();
        assert_eq!(read, [set("layers.0.weight", 7, 0.5), set("mlp.layers.1.bias", 0, -0.01)]);
    }

    #[test]
    fn a_weight_that_is_set_again_stands_once() {
        let text = with("", set("a.b", 1, 0.5)).and_then(|text| with(&text, set("a.b", 2, 1.0))).unwrap();
        assert_eq!(text, "a.b.1=0.5;a.b.2=1");
        assert_eq!(with(&text, set("a.b", 1, -2.0)).unwrap(), "a.b.2=1;a.b.1=-2");
    }

    #[test]
    fn what_is_no_weight_is_pointed_at() {
        for (text, at, found) in
            [("a.1=2;b", 7, "b"), ("a.x=1", 1, "a.x=1"), (".1=1", 1, ".1=1"), ("a.1=1e99", 1, "a.1=1e99")]
        {
            let fault = Fault::BadExpression { key: "weights".to_owned(), at, found: found.to_owned() };
            assert_eq!(read(text), Err(fault), "{text}");
        }
    }
}
