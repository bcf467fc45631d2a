//! Tests of the graph: what is tracked, in which order gradients flow, and mistakes of names and shapes.

use super::*;
use crate::lessons::autograd::mistake::Problem;

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
    assert_eq!(found.span.of(text), piece, "{:?}", found.problem);
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
    let (left, right) = (Shape::Matrix(2, 3), Shape::Vector(2));
    let problem = mistake("a = [[1,2,3],[4,5,6]]; b = [1,2]\nc = 2 * (a + b)", "(a + b)");
    assert_eq!(problem, Problem::Broadcast { operation: Operation::Add, left, right, left_size: 3, right_size: 2 });
    let problem = mistake("a = [[1,2,3],[4,5,6]]; b = [1,2]; c = a @ b", "a @ b");
    assert_eq!(problem, Problem::Matmul { left, right, left_size: 3, right_size: 2 });
    let (left, right) = (Shape::Vector(2), Shape::Vector(3));
    assert_eq!(mistake("c = dot([1, 2], [1, 2, 3])", "dot([1, 2], [1, 2, 3])"), Problem::Dot { left, right });
}

#[test]
fn what_cannot_go_backward_is_explained() {
    assert_eq!(
        mistake("x = [1, 2]; y = x * x; backward(y)", "y"),
        Problem::BackwardNeedsScalar { found: Shape::Vector(2) }
    );
    assert_eq!(mistake("x = 2; y = no_grad(x * x); backward(y)", "y"), Problem::NothingTracked);
    assert_eq!(mistake("x = 2; y = x * x; zero_grad(y)", "y"), Problem::ZeroGradNeedsVariable);
    let function = "backward".to_owned();
    assert_eq!(mistake("x = 2; y = 1 + backward(x)", "backward(x)"), Problem::NoValue { function });
}

#[test]
fn graphs_have_limits() {
    let long = format!("x = 1; y = x{}", " + x".repeat(100));
    assert!(matches!(Graph::new(&long, 1).unwrap_err().problem, Problem::TooManyNodes { most: 60 }));
    let wide = "x = randn(20, 1) * randn(1, 20)";
    assert_eq!(mistake(wide, "randn(20, 1) * randn(1, 20)"), Problem::TooManyValues { found: 400, most: 256 });
}
