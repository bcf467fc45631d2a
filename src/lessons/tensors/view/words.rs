//! The bench's mistakes in the reader's language.

use crate::app::i18n::*;
use crate::lessons::tensors::problem::{Expected, Kind, Problem};

/// Where and what: `Line 1, character 9: ...`
pub fn sentence(locale: Locale, problem: &Problem, text: &str) -> String {
    let before: Vec<char> = text.chars().take(problem.at.start).collect();
    let line = 1 + before.iter().filter(|letter| **letter == '\n').count();
    let column = 1 + before.iter().rev().take_while(|letter| **letter != '\n').count();
    td_string!(locale, tensors.place, line, column, words = words(locale, &problem.kind))
}

/// A shape as PyTorch writes it.
pub fn shape<N: std::fmt::Display>(sizes: &[N]) -> String {
    format!("[{}]", sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

fn words(locale: Locale, kind: &Kind) -> String {
    match kind {
        Kind::NoProgram => td_string!(locale, tensors.no_program).to_owned(),
        Kind::UnknownCharacter(found) => td_string!(locale, tensors.unknown_character, found),
        Kind::BadNumber(text) => td_string!(locale, tensors.bad_number, text),
        Kind::Expected { expected, found } => wanted(locale, *expected, found),
        Kind::TooDeep { most } => td_string!(locale, tensors.too_deep, most),
        Kind::UnknownName(name) => td_string!(locale, tensors.unknown_name, name),
        Kind::UnknownFunction(name) => td_string!(locale, tensors.unknown_function, name),
        Kind::UnknownMethod(name) => td_string!(locale, tensors.unknown_method, name),
        Kind::MissingArgument { function, argument } => {
            td_string!(locale, tensors.missing_argument, function, argument)
        }
        Kind::TooManyArguments { function } => td_string!(locale, tensors.too_many_arguments, function),
        Kind::Ragged => td_string!(locale, tensors.ragged).to_owned(),
        Kind::NoCells => td_string!(locale, tensors.no_cells).to_owned(),
        Kind::RankTooHigh { rank, most } => td_string!(locale, tensors.rank_too_high, rank, most),
        Kind::TooLarge { cells, most } => td_string!(locale, tensors.too_large, cells, most),
        Kind::TooMuch { most_tensors, most_cells } => {
            td_string!(locale, tensors.too_much, most_tensors, most_cells)
        }
        Kind::Broadcast { left, right, axis } => {
            let size = |sizes: &[usize]| sizes.iter().rev().nth(*axis).copied().unwrap_or(1);
            let (left_size, right_size) = (size(left), size(right));
            td_string!(locale, tensors.broadcast, left = shape(left), right = shape(right), left_size, right_size)
        }
        Kind::InnerSizes { left, right } => {
            let (left_place, right_place) = inner_axes(left, right);
            let (left_size, right_size) = (left[left_place], right[right_place]);
            td_string!(locale, tensors.inner_sizes, left = shape(left), right = shape(right), left_size, right_size)
        }
        Kind::MatmulOfScalar => td_string!(locale, tensors.matmul_of_scalar).to_owned(),
        Kind::DtypesDiffer { left, right } => {
            td_string!(locale, tensors.dtypes_differ, left = left.name(), right = right.name())
        }
        Kind::MeanOfIntegers => td_string!(locale, tensors.mean_of_integers).to_owned(),
        Kind::Reshape { from, to } => {
            let cells = from.iter().product::<usize>();
            td_string!(locale, tensors.reshape, from = shape(from), cells, to = shape(to))
        }
        Kind::AxisOutOfRange { axis, rank } => td_string!(locale, tensors.axis_out_of_range, axis, rank),
        Kind::RepeatedAxis { axis } => td_string!(locale, tensors.repeated_axis, axis),
        Kind::NotAllAxes { rank } => td_string!(locale, tensors.not_all_axes, rank),
        Kind::IndexOutOfRange { index, axis, size } => {
            td_string!(locale, tensors.index_out_of_range, index, axis, last = size - 1)
        }
        Kind::TooManyIndices { given, rank } => td_string!(locale, tensors.too_many_indices, given, rank),
        Kind::BadStep(step) => td_string!(locale, tensors.bad_step, step),
    }
}

/// The axes of a product that should be equally long: the last on the left, the second last (or only) on the right.
pub fn inner_axes(left: &[usize], right: &[usize]) -> (usize, usize) {
    (left.len().saturating_sub(1), right.len().saturating_sub(2))
}

fn wanted(locale: Locale, expected: Expected, found: &str) -> String {
    let expected = match expected {
        Expected::Value => td_string!(locale, tensors.value).to_owned(),
        Expected::Symbol(symbol) => td_string!(locale, tensors.symbol, symbol),
        Expected::Method => td_string!(locale, tensors.method).to_owned(),
        Expected::Integer => td_string!(locale, tensors.integer).to_owned(),
        Expected::Number => td_string!(locale, tensors.number).to_owned(),
        Expected::Flag => td_string!(locale, tensors.flag).to_owned(),
        Expected::EndOfStatement => td_string!(locale, tensors.end_of_statement).to_owned(),
    };
    match found {
        "" => td_string!(locale, tensors.expected_only, expected),
        _ => td_string!(locale, tensors.expected_found, expected, found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::tensors::program::Program;

    #[test]
    fn a_mistake_is_told_with_its_line_in_both_languages() {
        let text = "a = ones(2, 3)\na @ a";
        let problem = Program::read(text).problem.unwrap();
        let english = sentence(Locale::en, &problem, text);
        assert_eq!(english, "Line 2, character 1: [2, 3] @ [2, 3] does not fit: rows of 3 numbers meet columns of 2.");
        assert!(sentence(Locale::zh, &problem, text).starts_with("第 2 行第 1 个字符：[2, 3] @ [2, 3] 合不上"));
    }

    #[test]
    fn what_is_missing_at_the_end_is_named() {
        let text = "ones(2";
        let problem = Program::read(text).problem.unwrap();
        assert_eq!(sentence(Locale::en, &problem, text), "Line 1, character 7: ) belongs here.");
    }
}
