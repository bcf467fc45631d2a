//! The grammar: precedence, calls and lists, and mistakes at the right character.

use super::mistake::{Expected, Mistake, Problem, Span};
use super::parser::{MOST_DEPTH, MOST_LINKS, parse};
use super::syntax::{Call, Expression, Form, Pick, Sign, Statement};

/// Every operation in round brackets.
fn shown(expression: &Expression) -> String {
    let all = |expressions: &[Expression]| expressions.iter().map(shown).collect::<Vec<_>>().join(" ");
    match &expression.form {
        Form::Integer(number) => number.to_string(),
        Form::Real(number) => format!("{number:?}"),
        Form::Name(name) => name.clone(),
        Form::List(items) => format!("[{}]", all(items)),
        Form::Tuple(items) => format!("<{}>", all(items)),
        Form::Negate(inner) => format!("(− {})", shown(inner)),
        Form::Binary(sign, left, right) => {
            let sign = match sign {
                Sign::Plus => "+",
                Sign::Minus => "−",
                Sign::Times => "×",
                Sign::Divide => "÷",
                Sign::Matmul => "@",
                Sign::Power => "^",
            };
            format!("({sign} {} {})", shown(left), shown(right))
        }
        Form::Call(Call { function, arguments, .. }) => {
            let argument = |keyword: &Option<String>, value| match keyword {
                Some(keyword) => format!("{keyword}={}", shown(value)),
                None => shown(value),
            };
            let arguments = arguments.iter().map(|one| argument(&one.keyword, &one.value)).collect::<Vec<_>>();
            format!("{function}({})", arguments.join(" "))
        }
        Form::Index { on, picks, .. } => {
            let bound = |bound: Option<i64>| bound.map_or(String::new(), |bound| bound.to_string());
            let pick = |pick: &Pick| match *pick {
                Pick::At(index, _) => index.to_string(),
                Pick::Slice { start, end, step, .. } => format!("{}:{}:{}", bound(start), bound(end), bound(step)),
            };
            format!("{}{{{}}}", shown(on), picks.iter().map(pick).collect::<Vec<_>>().join(" "))
        }
    }
}

fn read(text: &str) -> String {
    match &parse(text, f64::MAX).unwrap()[..] {
        [Statement::Value { name: None, value }] => shown(value),
        other => panic!("{other:?}"),
    }
}

fn mistake(text: &str) -> Mistake {
    parse(text, f64::MAX).unwrap_err()
}

#[test]
fn operators_bind_as_in_python() {
    assert_eq!(read("1 + 2 * 3 - 4"), "(− (+ 1 (× 2 3)) 4)");
    assert_eq!(read("a / b / c"), "(÷ (÷ a b) c)");
    assert_eq!(read("a ^ b ** c"), "(^ a (^ b c))");
    assert_eq!(read("-x ^ 2"), "(− (^ x 2))");
    assert_eq!(read("2 ^ -1 * 3"), "(× (^ 2 -1) 3)");
    assert_eq!(read("-2 * x"), "(× -2 x)");
    assert_eq!(read("a @ b * c"), "(× (@ a b) c)");
    assert_eq!(read("2 * (x + 1)"), "(× 2 (+ x 1))");
    assert_eq!(read("--x"), "(− (− x))");
    assert_eq!(read("+x - +2"), "(− x 2)");
}

#[test]
fn functions_and_methods_are_the_same() {
    assert_eq!(read("dot(x, x)"), "dot(x x)");
    assert_eq!(read("x.dot(x)"), "dot(x x)");
    assert_eq!(read("y.sum().backward()"), "backward(sum(y))");
    assert_eq!(read("-x.sum()"), "(− sum(x))");
    assert_eq!(read("no_grad(pow(x, 2))"), "no_grad(pow(x 2))");
    assert_eq!(read("randn(2, 3) @ randn(3)"), "(@ randn(2 3) randn(3))");
    assert_eq!(read("matmul(a,\n  b)"), "matmul(a b)");
    assert_eq!(read("a.sum(dim=1, keepdim=True).T"), "T(sum(a dim=1 keepdim=True))");
    assert_eq!(read("a.T[1:, ::-2, -1]"), "T(a){1:: ::-2 -1}");
}

#[test]
fn torch_is_no_value_unless_the_program_makes_it_one() {
    assert_eq!(read("torch.zeros(2).sum()"), "sum(zeros(2))");
    let statements = parse("torch = 1; torch.sum()", f64::MAX).unwrap();
    let Statement::Value { value, .. } = &statements[1] else { panic!("{statements:?}") };
    assert_eq!(shown(value), "sum(torch)");
}

#[test]
fn numbers_lists_and_tuples_are_told_apart() {
    assert_eq!(read("[1, -2.5, +3]"), "[1 -2.5 3]");
    assert_eq!(read("-[[1, 2],\n [3, 4]]"), "[[-1 -2] [-3 -4]]");
    assert_eq!(read("full((2,), (3), ())"), "full(<2> 3 <>)");
}

#[test]
fn statements_end_at_lines_and_semicolons() {
    let statements = parse("x = 2; y = x\n\nno_grad { z = y; w = z }\nbackward(y)", f64::MAX).unwrap();
    assert_eq!(statements.len(), 4);
    assert!(matches!(&statements[2], Statement::NoGrad { statements, .. } if statements.len() == 2));
    assert_eq!(mistake(" # nothing\n;"), Span::new(12, 12).mistake(Problem::NothingToCompute));
}

#[track_caller]
fn expects(text: &str, at: usize, expected: Expected) {
    let found = mistake(text);
    assert_eq!((found.at.start, found.problem), (at, Problem::Expected(expected)), "{text}");
}

#[test]
fn what_is_missing_is_said_where_it_is_missing() {
    expects("y = 2 *", 7, Expected::Value);
    expects("y = 2 * ; z = 3", 8, Expected::Value);
    expects("y = * 2", 4, Expected::Value);
    expects("y = 2x", 5, Expected::Operator);
    expects("y = (x + 2", 10, Expected::Closing(')'));
    expects("y = x + 2)", 9, Expected::Operator);
    expects("dot(x y)", 6, Expected::Comma(')'));
    expects("[1 2]", 3, Expected::Comma(']'));
    expects("x.", 2, Expected::Method);
    expects("x.sum", 5, Expected::Arguments);
    expects("no_grad { y = 2", 15, Expected::Closing('}'));
    expects("2 = x", 2, Expected::Operator);
    expects("学 = 3 +\n4", 7, Expected::Value);
    expects("x[]", 2, Expected::Integer);
    expects("x[1:0.5]", 4, Expected::Comma(']'));
}

#[test]
fn depth_and_length_have_limits_and_no_crash() {
    for (open, close) in [("(", ")"), ("-", ""), ("exp(", ")"), ("2^", ""), ("[", "]"), ("no_grad {", "}")] {
        let text = format!("{}x{}", open.repeat(500), close.repeat(500));
        assert_eq!(mistake(&text).problem, Problem::TooDeep { most: MOST_DEPTH }, "{open}");
    }
    assert!(parse(&"no_grad {".repeat(100), f64::MAX).is_err());
    assert!(parse(&format!("y = {}x", "1 + ".repeat(200)), f64::MAX).is_ok());
    // Chains are as deep as brackets; found by the fuzzer.
    for chain in [" + 1", ".sum()", ".reshape()", "[0]", ".T"] {
        let problem = mistake(&format!("y = x{}", chain.repeat(50_000))).problem;
        assert_eq!(problem, Problem::TooLong { most: MOST_LINKS }, "{chain}");
    }
}
