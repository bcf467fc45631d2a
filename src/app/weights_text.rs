//! What is wrong with a file of weights or a saved run, in the reader's language.

use super::i18n::*;
use super::language::say;
use course::{Course, find};
use protocol::{Difference, NotSaved};
use torch_file::{Quantity, TorchFileError, listed, shown};

pub fn of_weights(locale: Locale, error: &TorchFileError) -> String {
    let damaged = |detail: String| td_string!(locale, weights.damaged, detail);
    let unusual = |detail: &str| td_string!(locale, weights.unusual, detail = detail.to_owned());
    let program = |detail: &str| td_string!(locale, weights.program, detail = detail.to_owned());
    let unfit = |detail: String| td_string!(locale, weights.unfit, detail);
    match error {
        TorchFileError::NotWeights => td_string!(locale, weights.not_weights).to_owned(),
        TorchFileError::NoPickle => td_string!(locale, weights.not_torch).to_owned(),
        TorchFileError::BadSafetensors { detail: _ } => damaged("safetensors".to_owned()),
        TorchFileError::TorchScript => program("TorchScript"),
        TorchFileError::BadArchive { detail: _ } => damaged("zip".to_owned()),
        TorchFileError::PickleEnds { offset } => damaged(format!("data.pkl, {offset}")),
        TorchFileError::BadPickle { offset, detail: _ } => damaged(format!("data.pkl, {offset}")),
        TorchFileError::NoStorage { tensor, entry } => damaged(format!("{}, {entry}", short(tensor))),
        TorchFileError::OutsideStorage { tensor, needed, found } => {
            damaged(format!("{}, {found} < {needed}", short(tensor)))
        }
        TorchFileError::Compressed { entry } => unusual(entry),
        TorchFileError::BigEndian => unusual("big-endian"),
        TorchFileError::TooLarge { what, most } => {
            let what = match what {
                Quantity::PickleBytes => td_string!(locale, weights.pickle_bytes),
                Quantity::PickleSteps => td_string!(locale, weights.pickle_steps),
                Quantity::Tensors => td_string!(locale, weights.tensors),
                Quantity::Numbers => td_string!(locale, weights.numbers),
            };
            td_string!(locale, weights.too_large, what, most)
        }
        TorchFileError::Opcode { name, offset: _ }
        | TorchFileError::Global { name, offset: _ }
        | TorchFileError::WholeModule { class: name, offset: _ } => program(name),
        TorchFileError::NoStateDict => td_string!(locale, weights.no_state_dict).to_owned(),
        TorchFileError::SeveralStateDicts { paths } => td_string!(locale, weights.several, paths = paths.join(", ")),
        TorchFileError::Unfilled { names } => unfit(names.join(", ")),
        TorchFileError::NoSuchTensor { name } => unfit(short(name)),
        TorchFileError::WrongShape { name, wanted, from, found } => {
            unfit(format!("{name} {wanted:?}, {} {found:?}", short(from)))
        }
        TorchFileError::NotFinite { tensors } => td_string!(locale, weights.not_finite, tensors = listed(tensors)),
        TorchFileError::Overflow { loss } => td_string!(locale, weights.overflow, loss),
    }
}

pub fn of_not_saved(locale: Locale, cause: &NotSaved) -> String {
    match cause {
        NotSaved::NoHeader => td_string!(locale, weights.no_header).to_owned(),
        NotSaved::Damaged => td_string!(locale, weights.run_damaged).to_owned(),
        NotSaved::NoEntry => td_string!(locale, weights.no_entry).to_owned(),
        NotSaved::OtherVersion { found, known } => td_string!(locale, weights.other_version, found, known),
        NotSaved::OtherNumbers { tensor, found } => {
            td_string!(locale, weights.other_numbers, tensor = short(tensor), found)
        }
    }
}

/// All disagreements of a saved run and its net, one after the other.
pub fn of_differences(locale: Locale, course: Course, differences: &[Difference]) -> String {
    const MOST_LISTED: usize = 8;
    let first = differences.iter().take(MOST_LISTED).map(|difference| of_difference(locale, course, difference));
    let mut parts: Vec<String> = first.collect();
    if differences.len() > MOST_LISTED {
        parts.push("…".to_owned());
    }
    parts.join(td_string!(locale, weights.between))
}

/// A name out of a file, short enough for a sentence.
pub fn short(name: &str) -> String {
    shown(name.as_bytes())
}

/// As PyTorch writes it: `[10, 1568]`.
pub fn shape(shape: &[usize]) -> String {
    format!("{shape:?}")
}

fn of_difference(locale: Locale, course: Course, difference: &Difference) -> String {
    match difference {
        Difference::Lesson { saved, here } => {
            let (saved, here) = (title(locale, course, saved), title(locale, course, here));
            td_string!(locale, weights.other_lesson, saved, here)
        }
        Difference::Missing { name } => td_string!(locale, weights.is_missing, name = short(name)),
        Difference::Unknown { name } => td_string!(locale, weights.is_unknown, name = short(name)),
        Difference::Shape { name, found, needed } => {
            let (found, needed) = (shape(found), shape(needed));
            td_string!(locale, weights.other_shape, name = short(name), found, needed)
        }
        Difference::Step { step, last } => td_string!(locale, weights.other_step, step, last),
        Difference::Fault(fault) => {
            let sentence = super::text::fault(locale, course, fault);
            sentence.trim_end_matches(['.', '。']).to_owned()
        }
    }
}

/// A lesson by its title; by its id where there is none of it here.
fn title(locale: Locale, course: Course, id: &str) -> String {
    find(course, id).map_or_else(|| short(id), |lesson| say(locale, lesson.title).to_owned())
}
