//! Tests of the parser: precedence, and mistakes at the right character.

use super::*;

/// Every application in round brackets.
fn shown(expression: &Expression) -> String {
    match &expression.kind {
        ExpressionKind::Literal { shape: Shape::Scalar, values } => values[0].to_string(),
        ExpressionKind::Literal { shape, values } => format!("{shape}{values:?}"),
        ExpressionKind::Random(shape) => format!("randn{shape}"),
        ExpressionKind::Name(name) => name.clone(),
        ExpressionKind::Apply { operation, inputs } => {
            let inputs = inputs.iter().map(shown).collect::<Vec<_>>().join(" ");
            format!("({} {inputs})", operation.symbol())
        }
        ExpressionKind::NoGrad(inner) => format!("no_grad({})", shown(inner)),
        ExpressionKind::Backward(inner) => format!("backward({})", shown(inner)),
        ExpressionKind::ZeroGrad(inner) => format!("zero_grad({})", shown(inner)),
    }
}

fn read(text: &str) -> String {
    match &parse(text).unwrap()[..] {
        [Statement::Do(expression)] => shown(expression),
        other => panic!("{other:?}"),
    }
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
}

#[test]
fn functions_and_methods_are_the_same() {
    assert_eq!(read("dot(x, x)"), "(dot x x)");
    assert_eq!(read("x.dot(x)"), "(dot x x)");
    assert_eq!(read("y.sum().backward()"), "backward((sum y))");
    assert_eq!(read("-x.sum()"), "(− (sum x))");
    assert_eq!(read("no_grad(pow(x, 2))"), "no_grad((^ x 2))");
    assert_eq!(read("randn(2, 3) @ randn(3)"), "(@ randn(2, 3) randn(3,))");
    assert_eq!(read("matmul(a,\n  b)"), "(@ a b)");
}

#[test]
fn lists_become_vectors_and_matrices() {
    assert_eq!(read("[1, -2.5, +3]"), "(3,)[1.0, -2.5, 3.0]");
    assert_eq!(read("-[[1, 2],\n [3, 4]]"), "(2, 2)[-1.0, -2.0, -3.0, -4.0]");
}

#[test]
fn statements_end_at_lines_and_semicolons() {
    let statements = parse("x = 2; y = x\n\nno_grad { z = y; w = z }\nbackward(y)").unwrap();
    assert_eq!(statements.len(), 4);
    assert!(matches!(&statements[2], Statement::NoGrad(inner) if inner.len() == 2));
    assert_eq!(parse(" # nothing\n;").unwrap(), []);
}

#[track_caller]
fn mistake(text: &str, start: usize, end: usize) -> Problem {
    let found = parse(text).unwrap_err();
    assert_eq!(found.span, Span { start, end }, "{text}: {:?}", found.problem);
    found.problem
}

#[track_caller]
fn expects(text: &str, at: usize, expected: Expected) {
    let found = parse(text).unwrap_err();
    assert_eq!(found.span.start, at, "{text}: {:?}", found.problem);
    assert!(
        matches!(found.problem, Problem::Expected { expected: really, .. } if really == expected),
        "{text}: {:?}",
        found.problem
    );
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
    expects("[1, x]", 4, Expected::Number);
    expects("[]", 1, Expected::Number);
    expects("[[1], 2]", 6, Expected::Row);
    expects("[[1] [2]]", 5, Expected::Comma(']'));
    expects("x.", 2, Expected::Method);
    expects("x.sum", 5, Expected::Arguments);
    expects("randn(2.5)", 6, Expected::Size { most: 64 });
    expects("randn(2, 3, 4)", 10, Expected::Closing(')'));
    expects("no_grad { y = 2", 15, Expected::Closing('}'));
    expects("2 = x", 2, Expected::Operator);
    expects("学 = 3 +\n4", 7, Expected::Value);
}

#[test]
fn what_stands_there_instead_is_named() {
    let found = |text: &str| match parse(text).unwrap_err().problem {
        Problem::Expected { found, .. } => found,
        other => panic!("{other:?}"),
    };
    assert_eq!(found("y = 2 *"), Found::EndOfText);
    assert_eq!(found("y = 2 *\nz = 3"), Found::EndOfLine);
    assert_eq!(found("y = 2 * / 3"), Found::Text("/".to_owned()));
}

#[test]
fn wrong_calls_and_rows_are_explained() {
    assert_eq!(mistake("y = cosh(x)", 4, 8), Problem::UnknownFunction { name: "cosh".to_owned() });
    let arguments =
        |function: &str, expected, found| Problem::Arguments { function: function.to_owned(), expected, found };
    assert_eq!(mistake("y = dot(x)", 4, 10), arguments("dot", 2, 1));
    assert_eq!(mistake("y = x.sum(2)", 4, 12), arguments("sum", 1, 2));
    assert_eq!(mistake("backward()", 0, 10), arguments("backward", 1, 0));
    assert_eq!(mistake("[[1, 2], [3]]", 9, 12), Problem::RaggedRow { expected: 2, found: 1 });
}

#[test]
fn depth_has_a_limit_and_no_crash() {
    for (open, close) in [("(", ")"), ("-", ""), ("exp(", ")"), ("2^", "")] {
        let text = format!("y = {}x{}", open.repeat(500), close.repeat(500));
        assert_eq!(parse(&text).unwrap_err().problem, Problem::TooDeep { most: MOST_DEPTH }, "{open}");
    }
    assert!(parse(&"no_grad {".repeat(100)).is_err());
    assert!(parse(&format!("y = {}x", "1 + ".repeat(200))).is_ok());
    // Chains are as deep as brackets; found by the fuzzer.
    for chain in [" + 1", ".sum()"] {
        let problem = parse(&format!("y = x{}", chain.repeat(50_000))).unwrap_err().problem;
        assert_eq!(problem, Problem::TooManyNodes { most: MOST_NODES }, "{chain}");
    }
}
