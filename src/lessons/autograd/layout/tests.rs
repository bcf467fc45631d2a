//! Tests of the layout: edges lead rightwards, boxes never touch, edges pass beside boxes.

use super::*;
use crate::lessons::autograd::graph::Graph;

const BOX: Size = Size { width_px: 80.0, height_px: 40.0 };

fn arranged(text: &str) -> (Graph, Layout) {
    let graph = Graph::new(text, 1).unwrap();
    let edges = graph.edges();
    let layout = arrange(&vec![BOX; graph.nodes.len()], &edges, &vec![50.0; edges.len()]);
    (graph, layout)
}

const PROGRAMS: [&str; 5] = [
    "x = [0, 1, 2, 3]; y = 2 * dot(x, x)",
    "x = 2; y = x * x; z = sin(y) + x * y; w = z * exp(x) + log(y + 3) * z",
    "x = 1; w1 = 2; b1 = 1; w2 = 2; b2 = 1; y1 = x * w1 + b1; y2 = y1 * w2 + b2",
    "a = 1; b = 2; c = 3; d = a * c; e = b * d; f = (a + b) * (c + d) * (e + a); g = f + a",
    "x = 3; y = no_grad(x * x)",
];

#[test]
fn edges_lead_rightwards_and_stay_inside() {
    for text in PROGRAMS {
        let (graph, layout) = arranged(text);
        assert_eq!(layout.routes.len(), graph.edges().len());
        for (edge, route) in graph.edges().iter().zip(&layout.routes) {
            assert!(route.windows(2).all(|pair| pair[0].x_px < pair[1].x_px), "{route:?}");
            assert!(route.len() % 2 == 0);
            assert!(layout.boxes[edge.from].x_px + BOX.width_px + 50.0 < layout.boxes[edge.to].x_px);
            let inside = |point: &Point| {
                (0.0..=layout.size.width_px).contains(&point.x_px)
                    && (0.0..=layout.size.height_px).contains(&point.y_px)
            };
            assert!(route.iter().all(inside));
        }
    }
}

#[test]
fn boxes_never_touch() {
    for text in PROGRAMS {
        let (_, layout) = arranged(text);
        for (index, a) in layout.boxes.iter().enumerate() {
            for b in &layout.boxes[index + 1..] {
                let apart_px = |a: f64, b: f64, size_px: f64| (a - b).abs() - size_px;
                let gap_px = apart_px(a.x_px, b.x_px, BOX.width_px).max(apart_px(a.y_px, b.y_px, BOX.height_px));
                assert!(gap_px >= ROW_GAP_PX - 1e-9, "{text}: {a:?} {b:?}");
            }
        }
    }
}

#[test]
fn long_edges_pass_beside_boxes() {
    for text in PROGRAMS {
        let (graph, layout) = arranged(text);
        for (edge, route) in graph.edges().iter().zip(&layout.routes) {
            for lane in route[1..route.len() - 1].chunks(2) {
                let hits = layout.boxes.iter().any(|corner| {
                    corner.x_px < lane[1].x_px
                        && lane[0].x_px < corner.x_px + BOX.width_px
                        && (corner.y_px..corner.y_px + BOX.height_px).contains(&lane[0].y_px)
                });
                assert!(!hits, "{text}: {edge:?}");
            }
        }
    }
}

#[test]
fn two_edges_between_the_same_boxes_end_apart() {
    let (_, layout) = arranged("x = [1, 2]; y = dot(x, x)");
    let ends_px: Vec<_> = layout.routes.iter().map(|route| route[1].y_px).collect();
    assert_eq!(ends_px[1] - ends_px[0], BOX.height_px / 2.0);
}

#[test]
fn a_chain_lies_on_one_line() {
    let (_, layout) = arranged("x = 1; y = exp(sin(tanh(x)))");
    assert!(layout.boxes.iter().all(|corner| (corner.y_px - layout.boxes[0].y_px).abs() < 1e-9));
    assert_eq!(layout.size.height_px, BOX.height_px + 2.0 * MARGIN_PX);
}

#[test]
fn crossings_that_can_be_avoided_are() {
    let graph = Graph::new("a = 1; b = 2; c = exp(b); d = exp(a); e = sin(d); f = sin(c)", 1).unwrap();
    let edges = graph.edges();
    let mut items = Items::new(&[BOX; 6], &edges, &layers(6, &edges));
    order::reduce_crossings(&mut items);
    assert_eq!(order::crossings(&items), 0);
}

#[test]
fn inputs_stand_in_the_order_of_their_ends() {
    let (_, layout) = arranged("a = 1; b = 2; c = 3; y = a / b; z = c - y");
    assert!(layout.boxes[0].y_px < layout.boxes[1].y_px, "a above b");
    assert!(layout.boxes[2].y_px < layout.boxes[3].y_px, "c above y");
}

#[test]
fn numbers_stand_right_before_their_first_use() {
    let graph = Graph::new("x = 1; y = exp(exp(x)) * 2", 1).unwrap();
    assert_eq!(layers(graph.nodes.len(), &graph.edges()), [0, 1, 2, 2, 3]);
}

#[test]
fn nothing_needs_no_room() {
    assert_eq!(arrange(&[], &[], &[]), Layout::default());
}
