//! Tests of the graph: what is tracked, in which order gradients flow, and mistakes of names and shapes.

use super::*;
use crate::lessons::notation::mistake::{Expected, Problem};

fn graph(text: &str) -> Graph {
    Graph::new(text, 1).unwrap()
}

/// Names of variables, symbols of operations, `#` for constants.
fn labels(graph: &Graph, nodes: &[usize]) -> Vec<String> {
    let label = |&node: &usize| match &graph.nodes[node].kind {
        Kind::Variable(_) => graph.nodes[node].name.clone(),
        Kind::Constant(_) => "#".to_owned(),
        Kind::Operation { operation, inputs: _ } => operation.symbol().to_owned(),
    };
    nodes.iter().map(label).collect()
}

#[test]
fn numbers_under_a_name_are_variables() {
    let graph = graph("x = [1, 2]; y = 2 * dot(x, x)\nbackward(y)");
    assert_eq!(labels(&graph, &[0, 1, 2, 3]), ["x", "#", "dot", "×"]);
    assert_eq!(graph.nodes[3].name, "y");
    assert_eq!(graph.nodes[3].shape, Shape::Scalar);
    assert_eq!(graph.nodes.iter().map(|node| node.tracked).collect::<Vec<_>>(), [true, false, true, true]);
    assert_eq!(
        graph.moves,
        [
            Move::Forward { node: 2 },
            Move::Forward { node: 3 },
            Move::Backward { node: 3, root: 3 },
            Move::Backward { node: 2, root: 3 },
            Move::Backward { node: 0, root: 3 },
        ]
    );
    let to_dot: Vec<_> = graph.edges().into_iter().filter(|edge| edge.to == 2).collect();
    assert_eq!(to_dot.len(), 2);
    assert!(to_dot.iter().all(|edge| edge.from == 0 && edge.tracked));
}

#[test]
fn a_node_goes_backward_after_all_that_use_it() {
    let graph = graph("x = 2; a = x * x; b = exp(a); c = a + b; d = sin(x); backward(c)");
    let root = graph.nodes.iter().position(|node| node.name == "c").unwrap();
    let order = graph.backward_order(root);
    assert_eq!(labels(&graph, &order), ["+", "exp", "×", "x"]);
    for edge in graph.edges() {
        let place = |node| order.iter().position(|&visited| visited == node);
        if let (Some(from), Some(to)) = (place(edge.from), place(edge.to)) {
            assert!(to < from);
        }
    }
}

#[test]
fn no_grad_and_detach_cut_the_graph() {
    let tracked = |text: &str, name: &str| {
        let graph = graph(text);
        graph.nodes.iter().find(|node| node.name == name).unwrap().tracked
    };
    assert!(!tracked("x = 2; no_grad { u = x * x; v = u + x }; y = v * x", "v"));
    assert!(tracked("x = 2; no_grad { u = x * x; v = u + x }; y = v * x", "y"));
    assert!(!tracked("x = 2; u = no_grad(x * x)", "u"));
    assert!(!tracked("x = 2; u = detach(x)", "u"));
    assert!(!tracked("x = 2; y = x * x; u = no_grad(y); z = u * 2", "z"));
    assert!(!tracked("w = no_grad([1, 2]); y = sum(w)", "w"));
}

#[test]
fn a_second_name_leads_to_the_same_node() {
    let graph = graph("x = 3; y = x * x; z = y; x = z + 1; backward(x)");
    let names: Vec<_> = graph.nodes.iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["x", "y", "", "x"]);
}

#[test]
fn random_numbers_follow_the_seed() {
    let values = |seed| Graph::new("x = randn(2, 3); y = sum(x)", seed).unwrap().nodes[0].kind.clone();
    assert_eq!(values(1), values(1));
    assert_ne!(values(1), values(2));
}

#[track_caller]
fn mistake(text: &str, piece: &str) -> Problem {
    let found = Graph::new(text, 1).unwrap_err();
    assert_eq!(found.at.of(text), piece, "{:?}", found.problem);
    found.problem
}

#[test]
fn names_are_known_before_they_are_used() {
    let known = vec!["x".to_owned()];
    assert_eq!(mistake("x = 1\ny = x + xx", "xx"), Problem::UnknownName { name: "xx".to_owned(), known });
    assert_eq!(mistake("x = 1", ""), Problem::NothingToCompute);
    assert_eq!(mistake("", ""), Problem::NothingToCompute);
}

#[test]
fn shapes_that_do_not_fit_are_explained() {
    let (left, right) = (vec![2, 3], vec![2]);
    let problem = mistake("a = [[1,2,3],[4,5,6]]; b = [1,2]\nc = 2 * (a + b)", "(a + b)");
    assert_eq!(problem, Problem::Broadcast { left: left.clone(), right: right.clone(), axis: 0 });
    let problem = mistake("a = [[1,2,3],[4,5,6]]; b = [1,2]; c = a @ b", "a @ b");
    assert_eq!(problem, Problem::InnerSizes { left, right });
    let (left, right) = (vec![2], vec![3]);
    assert_eq!(mistake("c = dot([1, 2], [1, 2, 3])", "dot([1, 2], [1, 2, 3])"), Problem::Dot { left, right });
}

#[test]
fn what_cannot_go_backward_is_explained() {
    assert_eq!(mistake("x = [1, 2]; y = x * x; backward(y)", "y"), Problem::BackwardNeedsScalar { shape: vec![2] });
    assert_eq!(mistake("x = 2; y = no_grad(x * x); backward(y)", "y"), Problem::NothingTracked);
    assert_eq!(mistake("x = 2; y = x * x; zero_grad(y)", "y"), Problem::ZeroGradNeedsVariable);
    let function = "backward".to_owned();
    assert_eq!(mistake("x = 2; y = 1 + backward(x)", "backward(x)"), Problem::NoValue { function });
}

#[test]
fn graphs_have_limits() {
    let long = format!("x = 1; y = x{}", " + x".repeat(100));
    assert!(matches!(Graph::new(&long, 1).unwrap_err().problem, Problem::TooMuch { most_tensors: 60, .. }));
    let wide = "x = randn(20, 1) * randn(1, 20)";
    assert_eq!(mistake(wide, "randn(20, 1) * randn(1, 20)"), Problem::TooLarge { cells: 400, most: 256 });
}

#[test]
fn wrong_calls_and_rows_are_explained() {
    let unknown = |name: &str| Problem::unknown(name, "autograd");
    assert_eq!(mistake("y = cosh(x)", "cosh"), unknown("cosh"));
    assert_eq!(mistake("x = [1, 2]; y = x.reshape(2, 1)", "reshape"), unknown("reshape"));
    assert_eq!(
        mistake("x = [1, 2]; y = x[0]", "[0]"),
        Problem::Elsewhere { name: "[…]".to_owned(), lesson: "tensors" }
    );
    let missing = |function: &str, argument| Problem::MissingArgument { function: function.to_owned(), argument };
    assert_eq!(mistake("y = dot(x)", "dot(x)"), missing("dot", "other"));
    assert_eq!(mistake("backward()", "backward()"), missing("backward", "input"));
    assert_eq!(mistake("y = x.sum(2)", "2"), Problem::TooManyArguments { function: "sum".to_owned() });
    assert_eq!(mistake("[[1, 2], [3]]", "[3]"), Problem::Ragged { expected: vec![2], found: vec![1] });
    assert_eq!(mistake("[[1], 2]", "2"), Problem::Ragged { expected: vec![1], found: vec![] });
    assert_eq!(mistake("[[1] [2]]", "[2]"), Problem::Expected(Expected::Comma(']')));
    assert_eq!(mistake("[1, x]", "x"), Problem::Expected(Expected::Number));
    assert_eq!(mistake("[]", "]"), Problem::Expected(Expected::Number));
    assert_eq!(mistake("randn(2.5)", "2.5"), Problem::Expected(Expected::Integer));
    assert_eq!(mistake("randn(2, 3, 4)", "randn(2, 3, 4)"), Problem::RankTooHigh { rank: 3, most: 2 });
}

#[test]
fn numbers_are_made_as_on_the_tensor_bench() {
    let numbers = |text: &str| match graph(&format!("x = {text}; y = sum(x)")).nodes.swap_remove(0) {
        Node { kind: Kind::Variable(values), shape, .. } => (shape, values),
        other => panic!("{other:?}"),
    };
    assert_eq!(numbers("-[[1, 2],\n [3, +4]]"), (Shape::Matrix(2, 2), vec![-1.0, -2.0, -3.0, -4.0]));
    assert_eq!(numbers("torch.zeros(size=(1, 2))"), (Shape::Matrix(1, 2), vec![0.0, 0.0]));
    assert_eq!(numbers("linspace(0, 1, 3)"), (Shape::Vector(3), vec![0.0, 0.5, 1.0]));
    assert_eq!(numbers("tensor(7)"), (Shape::Scalar, vec![7.0]));
    assert_eq!(numbers("randn()").0, Shape::Scalar);
    assert_eq!(numbers("1e30"), (Shape::Scalar, vec![1e30]));
}
