//! Mistakes in the reader's language.

use super::mistake::{Expected, Mistake, Problem};
use super::shape::{inner_axes, written};
use crate::app::i18n::*;
use crate::app::language::say;
use crate::lessons;

/// Where and what: `Line 1, character 9: ...`
pub fn sentence(locale: Locale, mistake: &Mistake, text: &str) -> String {
    let before: Vec<char> = text.chars().take(mistake.at.start).collect();
    let line = 1 + before.iter().filter(|letter| **letter == '\n').count();
    let column = 1 + before.iter().rev().take_while(|letter| **letter != '\n').count();
    let found = match &*mistake.at.of(text) {
        "" => td_string!(locale, notation.end_of_text).to_owned(),
        "\n" => td_string!(locale, notation.end_of_line).to_owned(),
        found => found.to_owned(),
    };
    td_string!(locale, notation.place, line, column, words = words(locale, &mistake.problem, found))
}

fn words(locale: Locale, problem: &Problem, found: String) -> String {
    match problem {
        Problem::NothingToCompute => td_string!(locale, notation.nothing_to_compute).to_owned(),
        Problem::UnknownCharacter => td_string!(locale, notation.unknown_character, found),
        Problem::BadNumber => td_string!(locale, notation.bad_number, found),
        Problem::Expected(expected) => {
            td_string!(locale, notation.expected, expected = expectation(locale, *expected), found)
        }
        Problem::TooDeep { most } => td_string!(locale, notation.too_deep, most),
        Problem::TooLong { most } => td_string!(locale, notation.too_long, most),
        Problem::UnknownName { name, known } if known.is_empty() => {
            td_string!(locale, notation.unknown_first_name, name)
        }
        Problem::UnknownName { name, known } => {
            td_string!(locale, notation.unknown_name, name, known = known.join(", "))
        }
        Problem::UnknownFunction { name, known } => {
            td_string!(locale, notation.unknown_function, name, known = known.join(", "))
        }
        Problem::Elsewhere { name, lesson } => {
            let lesson = lessons::find(lesson).map_or(*lesson, |lesson| say(locale, lesson.title));
            td_string!(locale, notation.elsewhere, name, lesson)
        }
        Problem::MissingArgument { function, argument } => {
            td_string!(locale, notation.missing_argument, function, argument)
        }
        Problem::TooManyArguments { function } => td_string!(locale, notation.too_many_arguments, function),
        Problem::Ragged { expected, found } => {
            td_string!(locale, notation.ragged, expected = written(expected), found = written(found))
        }
        Problem::NoCells => td_string!(locale, notation.no_cells).to_owned(),
        Problem::RankTooHigh { rank, most } => td_string!(locale, notation.rank_too_high, rank, most),
        Problem::TooLarge { cells, most } => td_string!(locale, notation.too_large, cells, most),
        Problem::TooMuch { most_tensors, most_cells } => {
            td_string!(locale, notation.too_much, most_tensors, most_cells)
        }
        Problem::Broadcast { left, right, axis } => {
            let size = |sizes: &[usize]| sizes.iter().rev().nth(*axis).copied().unwrap_or(1);
            let (left_size, right_size) = (size(left), size(right));
            td_string!(locale, notation.broadcast, left = written(left), right = written(right), left_size, right_size)
        }
        Problem::InnerSizes { left, right } => {
            let (left_place, right_place) = inner_axes(left, right);
            let (left_size, right_size) = (left[left_place], right[right_place]);
            td_string!(
                locale,
                notation.inner_sizes,
                left = written(left),
                right = written(right),
                left_size,
                right_size
            )
        }
        Problem::MatmulOfScalar => td_string!(locale, notation.matmul_of_scalar).to_owned(),
        Problem::Dot { left, right } => {
            td_string!(locale, notation.dot, left = written(left), right = written(right))
        }
        Problem::DtypesDiffer { left, right } => {
            td_string!(locale, notation.dtypes_differ, left = left.name(), right = right.name())
        }
        Problem::MeanOfIntegers => td_string!(locale, notation.mean_of_integers).to_owned(),
        Problem::Reshape { from, to } => {
            let cells = from.iter().product::<usize>();
            td_string!(locale, notation.reshape, from = written(from), cells, to = written(to))
        }
        Problem::AxisOutOfRange { axis, rank } => td_string!(locale, notation.axis_out_of_range, axis, rank),
        Problem::RepeatedAxis { axis } => td_string!(locale, notation.repeated_axis, axis),
        Problem::NotAllAxes { rank } => td_string!(locale, notation.not_all_axes, rank),
        Problem::IndexOutOfRange { index, axis, size } => {
            td_string!(locale, notation.index_out_of_range, index, axis, last = size - 1)
        }
        Problem::TooManyIndices { given, rank } => td_string!(locale, notation.too_many_indices, given, rank),
        Problem::BadStep(step) => td_string!(locale, notation.bad_step, step),
        Problem::BackwardNeedsScalar { shape } => {
            td_string!(locale, notation.backward_needs_scalar, shape = written(shape))
        }
        Problem::NothingTracked => td_string!(locale, notation.nothing_tracked).to_owned(),
        Problem::ZeroGradNeedsVariable => td_string!(locale, notation.zero_grad_needs_variable).to_owned(),
        Problem::NoValue { function } => td_string!(locale, notation.no_value, function),
    }
}

fn expectation(locale: Locale, expected: Expected) -> String {
    match expected {
        Expected::Value => td_string!(locale, notation.value).to_owned(),
        Expected::Number => td_string!(locale, notation.number).to_owned(),
        Expected::Integer => td_string!(locale, notation.integer).to_owned(),
        Expected::Flag => td_string!(locale, notation.flag).to_owned(),
        Expected::Operator => td_string!(locale, notation.operator).to_owned(),
        Expected::Closing(sign) => td_string!(locale, notation.closing, sign),
        Expected::Comma(sign) => td_string!(locale, notation.comma, sign),
        Expected::Method => td_string!(locale, notation.method).to_owned(),
        Expected::Arguments => td_string!(locale, notation.arguments).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::autograd::graph::Graph;
    use crate::lessons::tensors::program::Program;

    /// Of a tensor program, in English.
    fn english(text: &str) -> String {
        sentence(Locale::en, &Program::read(text).mistake.unwrap(), text)
    }

    #[test]
    fn a_mistake_is_told_with_its_line_in_both_languages() {
        let text = "a = ones(2, 3)\na @ a";
        let mistake = Program::read(text).mistake.unwrap();
        let english = sentence(Locale::en, &mistake, text);
        assert_eq!(english, "Line 2, character 1: [2, 3] @ [2, 3] does not fit: rows of 3 numbers meet columns of 2.");
        assert!(sentence(Locale::zh, &mistake, text).starts_with("第 2 行第 1 个字符：[2, 3] @ [2, 3] 合不上"));
    }

    #[test]
    fn what_is_missing_is_named_and_what_stands_there_instead() {
        let end = "a comma or ) belongs here, not the end of the program.";
        assert_eq!(english("ones(2"), format!("Line 1, character 7: {end}"));
        assert!(english("1 +\n2").ends_with("belongs here, not the end of the line."));
        assert!(english("1 + / 3").ends_with("belongs here, not /."));
    }

    #[test]
    fn what_only_the_other_lesson_has_is_said() {
        let words = "backward is not known here. The lesson “Gradients flow backward” has it.";
        assert_eq!(english("y = 2; backward(y)"), format!("Line 1, character 8: {words}"));
        for (text, name) in [("no_grad { a = 1 }", "no_grad"), ("a = ones(2).detach()", "detach")] {
            assert!(english(text).ends_with(&words.replace("backward is", &format!("{name} is"))), "{text}");
        }
        for (text, name) in [("x = [1]; x.T", "T"), ("x = [1]; x[0]", "[…]"), ("x = [1]; reshape(x, 1)", "reshape")] {
            let words = sentence(Locale::en, &Graph::new(text, 1).unwrap_err(), text);
            let expected = format!("{name} is not known here. The lesson “Tensors: numbers in a box” has it.");
            assert!(words.ends_with(&expected), "{words}");
        }
    }
}
