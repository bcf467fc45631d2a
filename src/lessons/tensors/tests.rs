//! What the bench computes beside PyTorch's answers, and what it says of mistakes.

use super::experiment;
use super::program::{MOST_CELLS, Program};
use super::{MANIFEST, MOST_CHARS};
use crate::course::settings::{Domain, Settings};
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::rehearse;
use crate::lessons::notation::making::Dtype;
use crate::lessons::notation::mistake::{Expected, Problem, Span};
use crate::lessons::notation::{known, parser};
use crate::protocol::Fault;

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

/// Program, and shape, type and values of its result as PyTorch 1.13.1 computes them.
type Case = (&'static str, &'static [usize], Dtype, &'static [f32]);

#[rustfmt::skip]
const BY_PYTORCH: &[Case] = &[
    ("zeros(2, 3)", &[2, 3], Dtype::Float32, &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
    ("full((2, 2), 7)", &[2, 2], Dtype::Int64, &[7.0, 7.0, 7.0, 7.0]),
    ("full((), 2.5)", &[], Dtype::Float32, &[2.5]),
    ("arange(5)", &[5], Dtype::Int64, &[0.0, 1.0, 2.0, 3.0, 4.0]),
    ("arange(2, 7)", &[5], Dtype::Int64, &[2.0, 3.0, 4.0, 5.0, 6.0]),
    ("arange(1, 0, -0.25)", &[4], Dtype::Float32, &[1.0, 0.75, 0.5, 0.25]),
    ("linspace(0, 1, 5)", &[5], Dtype::Float32, &[0.0, 0.25, 0.5, 0.75, 1.0]),
    ("tensor([[1, 2], [3, 4.5]])", &[2, 2], Dtype::Float32, &[1.0, 2.0, 3.0, 4.5]),
    ("a = arange(12).reshape(3, 4); a[0, 1]", &[], Dtype::Int64, &[1.0]),
    ("a = arange(12).reshape(3, 4); a[:, 1]", &[3], Dtype::Int64, &[1.0, 5.0, 9.0]),
    ("a = arange(12).reshape(3, 4); a[1, :2]", &[2], Dtype::Int64, &[4.0, 5.0]),
    ("a = arange(12).reshape(3, 4); a[-1]", &[4], Dtype::Int64, &[8.0, 9.0, 10.0, 11.0]),
    ("a = arange(12).reshape(3, 4); a[::2, 1::2]", &[2, 2], Dtype::Int64, &[1.0, 3.0, 9.0, 11.0]),
    ("a = arange(12).reshape(3, 4); a[0:2, 1]", &[2], Dtype::Int64, &[1.0, 5.0]),
    ("a = arange(24).reshape(2, 3, 4); a[1, :, -3:-1]", &[3, 2], Dtype::Int64, &[13.0, 14.0, 17.0, 18.0, 21.0, 22.0]),
    ("arange(6).reshape(2, -1).T", &[3, 2], Dtype::Int64, &[0.0, 3.0, 1.0, 4.0, 2.0, 5.0]),
    ("arange(12).reshape(2, 3, 2).transpose(0, 2)", &[2, 3, 2], Dtype::Int64, &[0.0, 6.0, 2.0, 8.0, 4.0, 10.0, 1.0, 7.0, 3.0, 9.0, 5.0, 11.0]),
    ("arange(12).reshape(2, 3, 2).permute(1, 2, 0)", &[3, 2, 2], Dtype::Int64, &[0.0, 6.0, 1.0, 7.0, 2.0, 8.0, 3.0, 9.0, 4.0, 10.0, 5.0, 11.0]),
    ("arange(6).reshape(1, 2, 1, 3).squeeze()", &[2, 3], Dtype::Int64, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
    ("arange(6).reshape(1, 2, 1, 3).squeeze(0)", &[2, 1, 3], Dtype::Int64, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
    ("arange(3).unsqueeze(0)", &[1, 3], Dtype::Int64, &[0.0, 1.0, 2.0]),
    ("arange(3).unsqueeze(-1)", &[3, 1], Dtype::Int64, &[0.0, 1.0, 2.0]),
    ("a = arange(12).reshape(3, 4); a.sum()", &[], Dtype::Int64, &[66.0]),
    ("a = arange(12).reshape(3, 4); a.sum(dim=1)", &[3], Dtype::Int64, &[6.0, 22.0, 38.0]),
    ("a = arange(12).reshape(3, 4); a.sum(dim=1, keepdim=True)", &[3, 1], Dtype::Int64, &[6.0, 22.0, 38.0]),
    ("a = arange(24).reshape(2, 3, 4); a.sum(dim=(0, 2))", &[3], Dtype::Int64, &[60.0, 92.0, 124.0]),
    ("a = arange(12).reshape(3, 4).float(); a.mean(dim=0)", &[4], Dtype::Float32, &[4.0, 5.0, 6.0, 7.0]),
    ("a = arange(12).reshape(3, 4); a.amax(dim=1)", &[3], Dtype::Int64, &[3.0, 7.0, 11.0]),
    ("a = arange(12).reshape(3, 4); a.amin(dim=0, keepdim=True)", &[1, 4], Dtype::Int64, &[0.0, 1.0, 2.0, 3.0]),
    ("sum(arange(6).reshape(2, 3), dim=0)", &[3], Dtype::Int64, &[3.0, 5.0, 7.0]),
    ("arange(3) + arange(2).reshape(2, 1)", &[2, 3], Dtype::Int64, &[0.0, 1.0, 2.0, 1.0, 2.0, 3.0]),
    ("a = arange(6).reshape(2, 3); a * 2 - 1", &[2, 3], Dtype::Int64, &[-1.0, 1.0, 3.0, 5.0, 7.0, 9.0]),
    ("a = arange(6).reshape(2, 3); a / 2", &[2, 3], Dtype::Float32, &[0.0, 0.5, 1.0, 1.5, 2.0, 2.5]),
    ("-arange(3) + 0.5", &[3], Dtype::Float32, &[0.5, -0.5, -1.5]),
    ("tensor([-1.7, 2.9]).long()", &[2], Dtype::Int64, &[-1.0, 2.0]),
    ("1 - arange(4).reshape(2, 2) * tensor([10, 100])", &[2, 2], Dtype::Int64, &[1.0, -99.0, -19.0, -299.0]),
    ("a = arange(6).reshape(2, 3); a @ a.T", &[2, 2], Dtype::Int64, &[5.0, 14.0, 14.0, 50.0]),
    ("a = arange(3); a @ a", &[], Dtype::Int64, &[5.0]),
    ("arange(6).reshape(2, 3) @ arange(3)", &[2], Dtype::Int64, &[5.0, 14.0]),
    ("arange(2) @ arange(6).reshape(2, 3)", &[3], Dtype::Int64, &[3.0, 4.0, 5.0]),
    ("arange(12).reshape(2, 2, 3) @ arange(6).reshape(3, 2)", &[2, 2, 2], Dtype::Int64, &[10.0, 13.0, 28.0, 40.0, 46.0, 67.0, 64.0, 94.0]),
    ("ones(2, 1, 2, 3) @ ones(4, 3, 2)", &[2, 4, 2, 2], Dtype::Float32, &[3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0]),
    ("matmul(arange(8).reshape(2, 2, 2), arange(8).reshape(2, 2, 2))", &[2, 2, 2], Dtype::Int64, &[2.0, 3.0, 6.0, 11.0, 46.0, 55.0, 66.0, 79.0]),
    ("2 ** arange(4)", &[4], Dtype::Float32, &[1.0, 2.0, 4.0, 8.0]),
    ("-[1, 2.5].pow(2) ^ 0.5", &[2], Dtype::Float32, &[-1.0, -2.5]),
    ("relu(tensor([[-1, 2], [0.5, -3]]))", &[2, 2], Dtype::Float32, &[0.0, 2.0, 0.5, 0.0]),
    ("exp([0, 1]).log() + sin([0, 0])", &[2], Dtype::Float32, &[0.0, 1.0]),
    ("torch.sigmoid(zeros(2)) - tanh(0)", &[2], Dtype::Float32, &[0.5, 0.5]),
    ("dot(arange(4), torch.arange(4))", &[], Dtype::Int64, &[14.0]),
    ("学 = ２；　学 × ［１，２］", &[2], Dtype::Int64, &[2.0, 4.0]),
    ("arange(32).reshape(2, 2, 2, 2, 2)[1, :, 0].sum(dim=0)", &[2, 2], Dtype::Int64, &[40.0, 42.0, 44.0, 46.0]),
];

fn result_of(text: &str) -> Vec<f32> {
    let program = Program::read(text);
    let rehearsal = rehearse(&LESSON, &[("expr", text)]).expect("the program is right");
    rehearsal.picture.values(&program.result.to_string()).to_vec()
}

fn mistake(text: &str) -> (Problem, String) {
    let mistake = Program::read(text).mistake.unwrap_or_else(|| panic!("{text} is right"));
    (mistake.problem, mistake.at.of(text))
}

#[test]
fn burn_and_the_shape_rules_agree_with_pytorch() {
    for (text, shape, dtype, values) in BY_PYTORCH {
        let program = Program::read(text);
        assert_eq!(program.mistake, None, "{text}");
        let result = &program.tensors[program.result];
        assert_eq!((result.shape.as_slice(), result.dtype), (*shape, *dtype), "{text}");
        let found = result_of(text);
        assert_eq!(found.len(), values.len(), "{text}");
        let differs = found.iter().zip(*values).any(|(one, other)| (one - other).abs() > 1e-6);
        assert!(!differs, "{text}: {found:?}, not {values:?}");
    }
}

#[test]
fn cells_of_a_product_are_sums_over_the_cells_that_light_up() {
    let text = "a = randn(2, 3, 4); b = randn(4, 5); a @ b";
    let program = Program::read(text);
    let picture = rehearse(&LESSON, &[("expr", text)]).unwrap().picture;
    let (a, b, product) = (picture.values("0"), picture.values("1"), picture.values("2"));
    for (cell, value) in product.iter().enumerate() {
        let [row, column] = &program.part(2, cell)[..] else { panic!("two operands") };
        let sum: f32 = row.iter().zip(column).map(|(i, j)| a[*i] * b[*j]).sum();
        assert!((sum - value).abs() < 1e-5, "cell {cell}");
    }
}

#[test]
fn what_lights_up_is_followed_back_to_where_it_was_made() {
    let program = Program::read("a = arange(12).reshape(3, 4); a.sum(dim=1)");
    let ancestry = program.ancestry(1);
    let lit: Vec<Vec<usize>> = ancestry.iter().map(|cells| cells.iter().copied().collect()).collect();
    assert_eq!(lit, [vec![4, 5, 6, 7], vec![4, 5, 6, 7], vec![1]]);
}

#[test]
fn a_step_is_a_cell_and_the_seed_fixes_the_numbers() {
    let with_seed = |seed| rehearse(&LESSON, &[("expr", "x = randn(2, 3)"), ("seed", seed)]).unwrap();
    let (one, again, other) = (with_seed("1"), with_seed("1"), with_seed("2"));
    assert_eq!(one.curves["value"].len(), 6);
    assert_eq!((&one.picture, &one.curves), (&again.picture, &again.curves));
    assert_ne!(one.picture, other.picture);
    assert_eq!(one.tensors["x"].shape, [2, 3]);
}

#[test]
fn every_rank_from_none_to_five_has_its_cells() {
    for (rank, sizes) in ["", "2", "2, 3", "2, 3, 2", "2, 1, 3, 2", "2, 3, 2, 3, 4"].into_iter().enumerate() {
        let program = Program::read(&format!("full(({sizes},), 1)").replace("(,)", "()"));
        assert_eq!(program.mistake, None, "{sizes}");
        assert_eq!(program.tensors[0].shape.len(), rank);
    }
    assert!(matches!(mistake("zeros(1, 1, 1, 1, 1, 1)").0, Problem::RankTooHigh { rank: 6, .. }));
}

#[test]
fn mistakes_point_at_their_characters() {
    let expected = Problem::Expected;
    let unknown = |name| Problem::unknown(name, "tensors");
    for (text, problem, at) in [
        ("", Problem::NothingToCompute, ""),
        ("a = ones(2) $", Problem::UnknownCharacter, "$"),
        ("ones(2) ones(3)", expected(Expected::Operator), "ones"),
        ("1 +", expected(Expected::Value), ""),
        ("ones(2", expected(Expected::Comma(')')), ""),
        ("a = 1; b", Problem::UnknownName { name: "b".to_owned(), known: vec!["a".to_owned()] }, "b"),
        ("rand(2)", unknown("rand"), "rand(2)"),
        ("ones(2).norm()", unknown("norm"), "norm"),
        ("ones(2).sum", expected(Expected::Arguments), ""),
        ("ones(2)[]", expected(Expected::Integer), "]"),
        ("ones(2)[0.5]", expected(Expected::Integer), "0.5"),
        ("ones(2.5)", expected(Expected::Integer), "2.5"),
        ("ones(2).sum(keepdim=1)", expected(Expected::Flag), "1"),
        ("[[1, 2], [3]]", Problem::Ragged { expected: vec![2], found: vec![1] }, "[3]"),
        ("ones(0)", Problem::NoCells, "ones(0)"),
        ("zeros(13, 13)", Problem::TooLarge { cells: 169, most: MOST_CELLS }, "zeros(13, 13)"),
        ("arange(3).mean()", Problem::MeanOfIntegers, "mean()"),
        ("ones(2, 3).sum(dim=2)", Problem::AxisOutOfRange { axis: 2, rank: 2 }, "sum(dim=2)"),
        ("ones(2, 3)[1, 3]", Problem::IndexOutOfRange { index: 3, axis: 1, size: 3 }, "3"),
        ("ones(2)[::-1]", Problem::BadStep(-1), "::-1"),
        ("ones(2)[0, 0]", Problem::TooManyIndices { given: 2, rank: 1 }, "ones(2)[0, 0]"),
        ("3 + 99999999999999999999", Problem::BadNumber, "99999999999999999999"),
        ("dot(ones(2), ones(3))", Problem::Dot { left: vec![2], right: vec![3] }, "dot(ones(2), ones(3))"),
        ("no_grad { a = 1 }", unknown("no_grad"), "no_grad {"),
        (
            "full((2, 2))",
            Problem::MissingArgument { function: "full".to_owned(), argument: "fill_value" },
            "full((2, 2))",
        ),
        ("ones(2).sum(0, False, 3)", Problem::TooManyArguments { function: "sum".to_owned() }, "3"),
    ] {
        assert_eq!(mistake(text), (problem, at.to_owned()), "{text}");
    }
}

#[test]
fn a_broadcast_that_does_not_fit_names_the_axis() {
    let text = "a = arange(12).reshape(3, 4); b = arange(3); a + b";
    let (problem, at) = mistake(text);
    assert_eq!(problem, Problem::Broadcast { left: vec![3, 4], right: vec![3], axis: 0 });
    assert_eq!(at, "a + b");
    assert_eq!(Program::read(text).tensors.len(), 3, "what came before is still there to look at");
    let fault = rehearse(&LESSON, &[("expr", text)]).unwrap_err();
    let expected = Fault::BadExpression { key: "expr".to_owned(), at: 46, found: "a + b".to_owned() };
    assert_eq!(fault, expected);
}

#[test]
fn deep_brackets_and_long_programs_are_refused() {
    let deep = format!("{}1{}", "(".repeat(190), ")".repeat(190));
    assert!(matches!(mistake(&deep).0, Problem::TooDeep { .. }));
    assert!(matches!(mistake(&"-".repeat(300)).0, Problem::TooDeep { .. }));
    assert!(matches!(mistake(&["1"; 100].join("+")).0, Problem::TooMuch { .. }));
    assert!(matches!(mistake("arange(3, 9e8)").0, Problem::TooLarge { .. }));
    assert!(matches!(mistake("randn(999999999, 999999999, 999999999)").0, Problem::TooLarge { .. }));
    let long = "1;".repeat(MOST_CHARS);
    assert!(matches!(rehearse(&LESSON, &[("expr", &long)]).unwrap_err(), Fault::BadSetting { .. }));
}

#[test]
fn no_text_makes_the_reader_panic() {
    // Every prefix and every text with one character left out: half-typed programs.
    for (text, ..) in BY_PYTORCH {
        let letters: Vec<char> = text.chars().collect();
        for cut in 0..letters.len() {
            let prefix: String = letters[..cut].iter().collect();
            let without: String = letters.iter().enumerate().filter(|(i, _)| *i != cut).map(|(_, c)| c).collect();
            for typed in [prefix, without] {
                let program = Program::read(&typed);
                let mut settings = Settings::defaults(MANIFEST.settings);
                settings.set(MANIFEST.settings, "expr", &typed).unwrap();
                assert_eq!(program.mistake.is_some(), experiment::new(&settings).is_err(), "{typed}");
                for cell in 0..program.result_cells() {
                    program.ancestry(cell);
                }
            }
        }
    }
}

#[test]
fn the_default_program_runs() {
    let expr = MANIFEST.settings.iter().find(|setting| setting.key == "expr").unwrap();
    let Domain::Text { default, max_chars } = expr.domain else { panic!("a program is a text") };
    assert!(default.len() <= max_chars && parser::parse(default, 1e9).is_ok());
    assert_eq!(result_of(default), [20.0, 23.0, 26.0, 29.0, 56.0, 68.0, 80.0, 92.0]);
    assert_eq!(Span::new(0, 1).of(default), "a");
}

/// Found by the fuzzer: a chain is as deep as brackets, and the reader's stack is not.
#[test]
fn chains_without_end_are_refused() {
    for chain in [".reshape()", " + 1", "[0]", ".T"] {
        let (problem, _) = mistake(&format!("a = ones(2){}", chain.repeat(50_000)));
        assert!(matches!(problem, Problem::TooLong { .. }), "{chain}: {problem:?}");
    }
}

#[test]
fn every_function_that_is_named_is_there() {
    for function in known("tensors") {
        let call = Program::read(&format!("a = [[1.5, 2.5]]; {function}(a)")).mistake.map(|mistake| mistake.problem);
        let is_known = !matches!(call, Some(Problem::UnknownFunction { .. } | Problem::Elsewhere { .. }));
        assert!(is_known, "{function}: {call:?}");
    }
}
