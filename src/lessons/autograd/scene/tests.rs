//! Tests of the scene: stages, labels and names as a run goes on.

use super::*;
use crate::lessons::autograd::programs;

fn plan(text: &str) -> Plan {
    Plan::new(Graph::new(text, 1).unwrap(), text)
}

fn stages(plan: &Plan, done: usize) -> Vec<&'static str> {
    let frame = Frame { plan, done, read: &|_| &[] };
    (0..plan.graph.nodes.len()).map(|node| frame.node_stage(node).name()).collect()
}

#[test]
fn stages_follow_the_moves() {
    let plan = plan(programs::SQUARES);
    assert_eq!(stages(&plan, 0), ["valued", "valued", "waiting", "waiting"]);
    assert_eq!(stages(&plan, 1), ["valued", "valued", "forward", "waiting"]);
    assert_eq!(stages(&plan, 3), ["valued", "valued", "valued", "backward"]);
    assert_eq!(stages(&plan, 5), ["backward", "valued", "visited", "visited"]);
    let frame = Frame { plan: &plan, done: 4, read: &|_| &[] };
    let edges: Vec<_> = plan.edges.iter().map(|edge| frame.edge_stage(edge).name()).collect();
    assert_eq!(edges, ["backward", "backward", "valued", "visited"]);
}

#[test]
fn a_second_pass_begins_afresh() {
    let plan = plan(programs::ACCUMULATE);
    assert_eq!(stages(&plan, 5), ["backward", "valued", "visited", "visited"]);
    assert_eq!(stages(&plan, 6), ["valued", "valued", "valued", "backward"]);
    assert_eq!(stages(&plan, 9)[0], "backward", "zeroing is shown where it happens");
}

#[test]
fn edges_show_rules_first_and_numbers_later() {
    let plan = plan(programs::SQUARES);
    let labels = |done| {
        let frame = Frame {
            plan: &plan,
            done,
            read: &|name| match name {
                "local.2.0" => &[0.0, 1.0, 2.0, 3.0],
                "local.3.1" => &[2.0],
                "local.2.1" => &[1.0, 2.0],
                _ => &[],
            },
        };
        plan.edges.iter().map(|edge| frame.edge_label(edge)).collect::<Vec<_>>()
    };
    assert_eq!(labels(0), ["", "", "", ""]);
    assert_eq!(labels(2), ["b", "a", "", "a"]);
    assert_eq!(labels(4), ["[0, 1, 2, 3]", "a", "", "2"], "numbers of another shape are not shown");
}

#[test]
fn nodes_are_called_as_in_the_program() {
    let plan = plan("x = 3\nz = (x  + 2)^2");
    let names: Vec<_> = (0..plan.graph.nodes.len()).map(|node| (plan.title(node), plan.name(node))).collect();
    let pair = |title: &str, name: &str| (title.to_owned(), name.to_owned());
    assert_eq!(names, [pair("x", "x"), pair("", "2"), pair("+", "(x + 2)"), pair("", "2"), pair("z = ^", "z")]);
}

#[test]
fn every_classic_fits_a_drawing() {
    for text in programs::ALL {
        let plan = plan(text);
        assert!(plan.layout.size.width_px < 2000.0 && plan.layout.size.height_px < 900.0, "{text}");
        assert!(plan.path(0).starts_with('M'));
    }
}
