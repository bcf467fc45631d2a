//! The computation graph of a program, and the moves that run it: each node forward, then backward in reverse order.

use super::operation::Operation;
use super::shape::Shape;
use crate::lessons::notation::mistake::{Mistake, Span};
use crate::lessons::notation::parser::parse;

mod build;

/// More than fit on a page.
pub const MOST_NODES: usize = 60;

/// What a program computes. Inputs stand before the nodes that use them: the order of `nodes` is topological.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    pub nodes: Vec<Node>,
    /// What happens, in order; one is one step of the run.
    pub moves: Vec<Move>,
}

/// One value of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub kind: Kind,
    /// The first name given to it; empty for a value in the middle of an expression.
    pub name: String,
    pub shape: Shape,
    /// Where its expression stands in the program.
    pub span: Span,
    /// Whether gradients flow through it: variables do, and what depends on them outside of `no_grad`.
    pub tracked: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Numbers under a name: the leaves, which collect gradients. In row order.
    Variable(Vec<f64>),
    /// Numbers in the middle of an expression, or inside `no_grad`.
    Constant(Vec<f64>),
    /// Computed from earlier nodes, by their index.
    Operation { operation: Operation, inputs: Vec<usize> },
}

/// One step of a run; numbers are indices of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// An operation gets its value.
    Forward { node: usize },
    /// A node passes its gradient on to its inputs; a variable adds it to what it has collected. `root` is where this
    /// backward pass began.
    Backward { node: usize, root: usize },
    /// A variable forgets its gradient.
    ZeroGrad { node: usize },
}

/// From a node to the operation that uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    /// Which of the operation's inputs it is.
    pub input: usize,
    /// Whether a gradient can flow back along it.
    pub tracked: bool,
}

impl Graph {
    /// Reads a program. `seed` fixes what `randn` gives.
    ///
    /// # Errors
    /// The first mistake, and where it stands.
    pub fn new(text: &str, seed: u64) -> Result<Self, Mistake> {
        build::graph(&parse(text, f64::MAX)?, seed, text.chars().count())
    }

    /// All edges, by the node they lead to.
    pub fn edges(&self) -> Vec<Edge> {
        let tracked = |from: usize, to: usize| self.nodes[from].tracked && self.nodes[to].tracked;
        let edges_to = |to: usize| {
            let inputs = self.inputs(to).iter().enumerate();
            inputs.map(move |(input, &from)| Edge { from, to, input, tracked: tracked(from, to) })
        };
        (0..self.nodes.len()).flat_map(edges_to).collect()
    }

    /// The nodes that an operation computes from; none for numbers.
    pub fn inputs(&self, node: usize) -> &[usize] {
        match &self.nodes[node].kind {
            Kind::Operation { operation: _, inputs } => inputs,
            Kind::Variable(_) | Kind::Constant(_) => &[],
        }
    }

    pub fn operation(&self, node: usize) -> Option<Operation> {
        match &self.nodes[node].kind {
            Kind::Operation { operation, inputs: _ } => Some(*operation),
            Kind::Variable(_) | Kind::Constant(_) => None,
        }
    }

    pub fn is_variable(&self, node: usize) -> bool {
        matches!(self.nodes[node].kind, Kind::Variable(_))
    }

    /// The indices of the leaves that collect gradients.
    pub fn variables(&self) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(|&node| self.is_variable(node))
    }

    /// What a backward pass from `root` visits: the tracked nodes that `root` depends on, each after all that use it
    /// (reverse topological order).
    pub fn backward_order(&self, root: usize) -> Vec<usize> {
        let mut is_reached = vec![false; self.nodes.len()];
        is_reached[root] = self.nodes[root].tracked;
        let mut order = Vec::new();
        for node in (0..=root).rev().filter(|&node| self.nodes[node].tracked) {
            if is_reached[node] {
                order.push(node);
                self.inputs(node).iter().for_each(|&input| is_reached[input] = true);
            }
        }
        order
    }
}

#[cfg(test)]
mod tests;
