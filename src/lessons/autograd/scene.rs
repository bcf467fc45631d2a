//! What the drawing of a graph shows: boxes and labels of a program, and where a run stands in it. Pure.

use super::graph::{Edge, Graph, Kind, Move};
use super::layout::{Layout, Size, arrange};
use super::numbers;
use super::reading::Reading;
use super::shape::Shape;

/// All that does not change while a program runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub graph: Graph,
    /// The program's text.
    pub text: String,
    pub edges: Vec<Edge>,
    pub sizes: Vec<Size>,
    pub layout: Layout,
}

/// Of the text in boxes, which has letters of one width.
pub const LINE_PX: f64 = 14.0;
pub const PADDING_PX: f64 = 8.0;
const CHAR_PX: f64 = 6.7;
/// Labels of edges are smaller.
const LABEL_CHAR_PX: f64 = 6.1;
/// Wider numbers leave their place to the rule.
const MOST_LABEL_CHARS: usize = 16;

impl Plan {
    pub fn new(graph: Graph, text: &str) -> Self {
        let edges = graph.edges();
        let sizes: Vec<_> = (0..graph.nodes.len()).map(|node| box_size(&graph, node)).collect();
        let labels_px: Vec<_> = edges.iter().map(|edge| label_chars(&graph, edge) as f64 * LABEL_CHAR_PX).collect();
        let layout = arrange(&sizes, &edges, &labels_px);
        Self { graph, text: text.to_owned(), edges, sizes, layout }
    }

    /// The first line of a node's box: its name, its operation, or both; none for a number without a name.
    pub fn title(&self, node: usize) -> String {
        title(&self.graph, node)
    }

    /// What the reader calls a node: its name, or its piece of the program.
    pub fn name(&self, node: usize) -> String {
        let named = &self.graph.nodes[node];
        match named.name.is_empty() {
            true => named.span.of(&self.text).split_whitespace().collect::<Vec<_>>().join(" "),
            false => named.name.clone(),
        }
    }

    /// An edge as an SVG path: curves between layers, straight lines across them.
    pub fn path(&self, edge: usize) -> String {
        let route = &self.layout.routes[edge];
        let mut path = format!("M{:.1} {:.1}", route[0].x_px, route[0].y_px);
        for pair in route.chunks_exact(2) {
            let (from, to) = (pair[0], pair[1]);
            let middle_px = (from.x_px + to.x_px) / 2.0;
            path += &format!(
                " L{:.1} {:.1} C{middle_px:.1} {:.1} {middle_px:.1} {:.1} {:.1} {:.1}",
                from.x_px, from.y_px, from.y_px, to.y_px, to.x_px, to.y_px
            );
        }
        path
    }

    /// True when a text of so many characters is wider than its box.
    pub fn overflows(&self, node: usize, text: &str) -> bool {
        text.chars().count() as f64 * CHAR_PX > self.sizes[node].width_px - 2.0 * PADDING_PX
    }
}

/// Where a box or an edge stands in the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing has come here yet.
    Waiting,
    /// A value is here.
    Valued,
    /// The last move brought the value.
    Forward,
    /// A gradient has come by in the present backward pass.
    Visited,
    /// The last move brought the gradient.
    Backward,
}

impl Stage {
    /// The name for styles and tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Valued => "valued",
            Self::Forward => "forward",
            Self::Visited => "visited",
            Self::Backward => "backward",
        }
    }
}

/// A run after `done` moves; `read` gives an array of the picture by its name, empty when there is none.
pub struct Frame<'a> {
    pub plan: &'a Plan,
    pub done: usize,
    pub read: &'a dyn Fn(&str) -> &'a [f32],
}

impl<'a> Frame<'a> {
    /// The values of a reading, if they are there.
    pub fn values(&self, reading: Reading) -> Option<&'a [f32]> {
        let shape = reading.shape(&self.plan.graph)?;
        let values = (self.read)(&reading.to_string());
        (!values.is_empty() && values.len() == shape.count()).then_some(values)
    }

    /// The values of a reading as lines of text; none when they are not there.
    pub fn lines(&self, reading: Reading) -> Vec<String> {
        let shape = reading.shape(&self.plan.graph);
        shape.zip(self.values(reading)).map(|(shape, values)| numbers::lines(shape, values)).unwrap_or_default()
    }

    /// The values of a reading as one line.
    pub fn one_line(&self, reading: Reading) -> Option<String> {
        Some(numbers::one_line(reading.shape(&self.plan.graph)?, self.values(reading)?))
    }

    /// The move that led here.
    pub fn last(&self) -> Option<Move> {
        self.plan.graph.moves.get(self.done.checked_sub(1)?).copied()
    }

    pub fn node_stage(&self, node: usize) -> Stage {
        match self.last() {
            Some(Move::Forward { node: last }) if last == node => Stage::Forward,
            Some(Move::Backward { node: last, .. } | Move::ZeroGrad { node: last }) if last == node => Stage::Backward,
            Some(_) | None if self.is_visited(node) => Stage::Visited,
            Some(_) | None if self.is_valued(node) => Stage::Valued,
            Some(_) | None => Stage::Waiting,
        }
    }

    pub fn edge_stage(&self, edge: &Edge) -> Stage {
        let is_tracked_to = edge.tracked && self.is_visited(edge.to);
        match self.last() {
            Some(Move::Forward { node }) if node == edge.to => Stage::Forward,
            Some(Move::Backward { node, .. }) if node == edge.to && edge.tracked => Stage::Backward,
            Some(_) | None if is_tracked_to => Stage::Visited,
            Some(_) | None if self.is_valued(edge.to) => Stage::Valued,
            Some(_) | None => Stage::Waiting,
        }
    }

    /// The local gradient: as a rule once the operation has its value, as numbers once a gradient has passed (one number
    /// where all are equal).
    pub fn edge_label(&self, edge: &Edge) -> String {
        let Some(operation) = self.plan.graph.operation(edge.to).filter(|_| edge.tracked) else { return String::new() };
        let local = Reading::Local { to: edge.to, input: edge.input };
        let numbers = match self.values(local) {
            Some([first, rest @ ..]) if rest.iter().all(|value| value == first) => {
                Some(numbers::short(f64::from(*first)))
            }
            Some(_) | None => self.one_line(local),
        };
        let room = label_chars(&self.plan.graph, edge);
        match (self.edge_stage(edge), numbers) {
            (Stage::Waiting, _) => String::new(),
            (Stage::Visited | Stage::Backward, Some(text)) if text.chars().count() <= room => text,
            (Stage::Valued | Stage::Forward | Stage::Visited | Stage::Backward, _) => {
                operation.local_rule(edge.input).to_owned()
            }
        }
    }

    fn is_valued(&self, node: usize) -> bool {
        let moves = &self.plan.graph.moves[..self.done.min(self.plan.graph.moves.len())];
        self.plan.graph.operation(node).is_none() || moves.contains(&Move::Forward { node })
    }

    /// Whether the present backward pass has been here.
    fn is_visited(&self, node: usize) -> bool {
        let moves = &self.plan.graph.moves[..self.done.min(self.plan.graph.moves.len())];
        let begins = |step: &Move| matches!(step, Move::Backward { node, root } if node == root);
        let pass = moves.iter().rposition(begins).map_or(&[][..], |start| &moves[start..]);
        pass.iter().any(|step| matches!(step, Move::Backward { node: visited, .. } if *visited == node))
    }
}

fn title(graph: &Graph, node: usize) -> String {
    let name = &graph.nodes[node].name;
    match (&graph.nodes[node].kind, name.is_empty()) {
        (Kind::Variable(_) | Kind::Constant(_), _) => name.clone(),
        (Kind::Operation { operation, inputs: _ }, true) => operation.symbol().to_owned(),
        (Kind::Operation { operation, inputs: _ }, false) => format!("{name} = {}", operation.symbol()),
    }
}

fn box_size(graph: &Graph, node: usize) -> Size {
    let (rows, chars) = numbers::extent(graph.nodes[node].shape);
    let title = title(graph, node);
    let (title_rows, gradient_rows) =
        (usize::from(!title.is_empty()), if graph.nodes[node].tracked { rows } else { 0 });
    let prefix = if graph.nodes[node].tracked { gradient_prefix(graph, node).chars().count() } else { 0 };
    let chars = (chars + prefix).max(title.chars().count());
    Size {
        width_px: chars as f64 * CHAR_PX + 2.0 * PADDING_PX,
        height_px: (title_rows + rows + gradient_rows) as f64 * LINE_PX + 2.0 * PADDING_PX,
    }
}

/// What stands before a node's gradient: a variable keeps it, as `x.grad` does.
pub fn gradient_prefix(graph: &Graph, node: usize) -> &'static str {
    if graph.is_variable(node) { "grad " } else { "∂ " }
}

/// Room for an edge's rule, and for its numbers where they are few.
fn label_chars(graph: &Graph, edge: &Edge) -> usize {
    let Some(operation) = graph.operation(edge.to).filter(|_| edge.tracked) else { return 0 };
    let local = Reading::Local { to: edge.to, input: edge.input };
    let numbers = match local.shape(graph).map(|shape| (shape, numbers::extent(shape).1)) {
        Some((Shape::Vector(_), chars)) if !operation.has_constant_derivative() => chars.min(MOST_LABEL_CHARS),
        Some((Shape::Scalar | Shape::Vector(_) | Shape::Matrix(..), _)) => numbers::extent(Shape::Scalar).1,
        None => 0,
    };
    numbers.max(operation.local_rule(edge.input).chars().count())
}

#[cfg(test)]
mod tests;
