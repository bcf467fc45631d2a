//! Where a graph's boxes and edges go: layers from left to right (K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual
//! understanding of hierarchical system structures", 1981). Pure.

use super::graph::Edge;

mod order;

/// The size of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    pub width_px: f64,
    pub height_px: f64,
}

/// A point, x to the right, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x_px: f64,
    pub y_px: f64,
}

/// A drawing's plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    pub size: Size,
    /// The upper left corner of each node's box.
    pub boxes: Vec<Point>,
    /// For each edge the points it passes: pairs of them bound a curve (from the first to the second, from the third to
    /// the fourth ...), with straight lines between the pairs.
    pub routes: Vec<Vec<Point>>,
}

const MARGIN_PX: f64 = 12.0;
/// Between boxes of one layer.
const ROW_GAP_PX: f64 = 18.0;
/// Between layers, beside the room for labels.
const COLUMN_GAP_PX: f64 = 34.0;
/// Room for an edge that passes a layer.
const LANE_PX: f64 = 14.0;
/// Between the ends of two edges at one box, so that their labels stand apart.
const PORT_GAP_PX: f64 = 26.0;

/// Places boxes of these sizes, sources of an edge left of its end. `labels_px` is the room that each edge needs for its
/// label before its end. Nodes must stand before those they lead to.
pub fn arrange(sizes: &[Size], edges: &[Edge], labels_px: &[f64]) -> Layout {
    if sizes.is_empty() {
        return Layout::default();
    }
    let layers = layers(sizes.len(), edges);
    let mut items = Items::new(sizes, edges, &layers);
    order::reduce_crossings(&mut items);
    let centres_px = order::rows(&items);

    let columns = columns(sizes, edges, &layers, labels_px);
    let reach = items.all.iter().zip(&centres_px).map(|(item, centre_px)| (centre_px, item.height_px / 2.0));
    let top_px = reach.clone().map(|(centre_px, half_px)| centre_px - half_px).fold(f64::INFINITY, f64::min);
    let bottom_px = reach.map(|(centre_px, half_px)| centre_px + half_px).fold(f64::NEG_INFINITY, f64::max);
    let shift_px = MARGIN_PX - top_px;
    let height_px = bottom_px + shift_px + MARGIN_PX;
    let width_px = columns.last().map_or(0.0, |column| column.end_px) + MARGIN_PX;

    let place = |node: usize| {
        let (size, column) = (sizes[node], columns[layers[node]]);
        let x_px = (column.start_px + column.end_px - size.width_px) / 2.0;
        Point { x_px, y_px: centres_px[node] + shift_px - size.height_px / 2.0 }
    };
    let boxes: Vec<_> = (0..sizes.len()).map(place).collect();
    let route = |(edge, chain): (&Edge, &Vec<usize>)| {
        let from = boxes[edge.from];
        let mut points = vec![Point {
            x_px: from.x_px + sizes[edge.from].width_px,
            y_px: from.y_px + sizes[edge.from].height_px / 2.0,
        }];
        for &lane in &chain[1..chain.len() - 1] {
            let (column, y_px) = (columns[items.all[lane].layer], centres_px[lane] + shift_px);
            points.extend([column.start_px, column.end_px].map(|x_px| Point { x_px, y_px }));
        }
        let ports = edges.iter().filter(|other| other.to == edge.to).count();
        let offset_px =
            (edge.input as f64 - (ports - 1) as f64 / 2.0) * PORT_GAP_PX.min(sizes[edge.to].height_px / 2.0);
        let to = boxes[edge.to];
        points.push(Point { x_px: to.x_px, y_px: to.y_px + sizes[edge.to].height_px / 2.0 + offset_px });
        points
    };
    let routes = edges.iter().zip(&items.chains).map(route).collect();
    Layout { size: Size { width_px, height_px }, boxes, routes }
}

/// The layer of each node: one more than its last input's; numbers stand right before the first that uses them.
fn layers(nodes: usize, edges: &[Edge]) -> Vec<usize> {
    let mut layers = vec![0; nodes];
    for edge in edges {
        layers[edge.to] = layers[edge.to].max(layers[edge.from] + 1);
    }
    for node in 0..nodes {
        if edges.iter().all(|edge| edge.to != node) {
            let users = edges.iter().filter(|edge| edge.from == node).map(|edge| layers[edge.to]);
            layers[node] = users.min().map_or(0, |first| first - 1);
        }
    }
    layers
}

#[derive(Clone, Copy, Debug, Default)]
struct Column {
    start_px: f64,
    end_px: f64,
}

fn columns(sizes: &[Size], edges: &[Edge], layers: &[usize], labels_px: &[f64]) -> Vec<Column> {
    let count = layers.iter().max().map_or(0, |last| last + 1);
    let mut columns = Vec::with_capacity(count);
    let mut start_px = MARGIN_PX;
    for layer in 0..count {
        if layer > 0 {
            let labels = edges.iter().zip(labels_px).filter(|(edge, _)| layers[edge.to] == layer);
            start_px += COLUMN_GAP_PX + labels.map(|(_, label_px)| *label_px).fold(0.0, f64::max);
        }
        let own = sizes.iter().zip(layers).filter(|(_, own)| **own == layer);
        let end_px = start_px + own.map(|(size, _)| size.width_px).fold(0.0, f64::max);
        columns.push(Column { start_px, end_px });
        start_px = end_px;
    }
    columns
}

/// The thread of the calculation runs straight; numbers that join it stand aside.
const THREAD_WEIGHT: f64 = 8.0;

/// A box, or the lane of an edge that passes a layer.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Item {
    layer: usize,
    height_px: f64,
    /// How strongly it keeps its height when others need room.
    weight: f64,
}

/// All boxes and lanes; the boxes come first, in the nodes' order.
struct Items {
    all: Vec<Item>,
    /// The items that each edge passes, its ends included.
    chains: Vec<Vec<usize>>,
    /// Pairs of items in neighbouring layers that an edge joins.
    links: Vec<Link>,
    /// The items of each layer from top to bottom.
    rows: Vec<Vec<usize>>,
}

impl Items {
    fn new(sizes: &[Size], edges: &[Edge], layers: &[usize]) -> Self {
        let weight = |node: usize| if edges.iter().any(|edge| edge.to == node) { THREAD_WEIGHT } else { 1.0 };
        let item = |(node, size): (usize, &Size)| Item {
            layer: layers[node],
            height_px: size.height_px,
            weight: weight(node),
        };
        let mut all: Vec<_> = sizes.iter().enumerate().map(item).collect();
        let mut chains = Vec::with_capacity(edges.len());
        for edge in edges {
            let mut chain = vec![edge.from];
            for layer in layers[edge.from] + 1..layers[edge.to] {
                chain.push(all.len());
                all.push(Item { layer, height_px: LANE_PX, weight: 1.0 });
            }
            chain.push(edge.to);
            chains.push(chain);
        }
        let mut rows = vec![Vec::new(); layers.iter().max().map_or(0, |last| last + 1)];
        all.iter().enumerate().for_each(|(index, item)| rows[item.layer].push(index));
        let links = edges.iter().zip(&chains).flat_map(|(edge, chain)| {
            let ports = edges.iter().filter(|other| other.to == edge.to).count();
            // Less than the distance of two places, whatever the number of ports.
            let port = (edge.input as f64 - (ports - 1) as f64 / 2.0) / (2 * ports) as f64;
            let weight = weight(edge.from);
            chain.windows(2).map(move |pair| {
                let port = if pair[1] == edge.to { port } else { 0.0 };
                Link { from: pair[0], to: pair[1], port, weight }
            })
        });
        let links = links.collect();
        Self { all, chains, links, rows }
    }
}

/// A piece of an edge, from one layer to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Link {
    from: usize,
    to: usize,
    /// Where it ends at a box: above its middle (negative) or below, in places.
    port: f64,
    /// How strongly it pulls its ends to one height.
    weight: f64,
}

#[cfg(test)]
mod tests;
