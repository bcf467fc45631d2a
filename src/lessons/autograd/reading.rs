//! What the engine tells the page about a graph: arrays by name, with the shapes that both sides know.

use std::fmt;

use super::graph::Graph;
use super::shape::Shape;

/// One array of the picture. Shown as its name there, such as `value.3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A node's value.
    Value { node: usize },
    /// An operation's gradient in the present backward pass; of a variable, all it has collected.
    Gradient { node: usize },
    /// What a variable would have collected by central differences.
    Difference { node: usize },
    /// The derivative of an operation by one of its inputs, see [`super::operation::Operation::local_shape`].
    Local { to: usize, input: usize },
    /// The gradient that flows back from an operation to one of its inputs, in the input's shape.
    Flow { to: usize, input: usize },
}

impl Reading {
    /// The shape of its values; none where there can be no such array.
    pub fn shape(self, graph: &Graph) -> Option<Shape> {
        let shape = |node: usize| graph.nodes.get(node).map(|node| node.shape);
        let source = |to: usize, input: usize| shape(*graph.nodes.get(to).map(|_| graph.inputs(to))?.get(input)?);
        match self {
            Self::Value { node } | Self::Gradient { node } | Self::Difference { node } => shape(node),
            Self::Flow { to, input } => source(to, input),
            Self::Local { to, input } => {
                let source = source(to, input)?;
                graph.operation(to)?.local_shape(source, shape(to)?)
            }
        }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { node } => write!(f, "value.{node}"),
            Self::Gradient { node } => write!(f, "gradient.{node}"),
            Self::Difference { node } => write!(f, "difference.{node}"),
            Self::Local { to, input } => write!(f, "local.{to}.{input}"),
            Self::Flow { to, input } => write!(f, "flow.{to}.{input}"),
        }
    }
}

/// How far two gradients are apart: the largest difference of two numbers, in units of the largest number.
pub fn relative_difference(a: &[f32], b: &[f32]) -> f64 {
    let pairs = || a.iter().zip(b).map(|(a, b)| (f64::from(*a), f64::from(*b)));
    // `max` would pass over NaN.
    let largest = |values: &mut dyn Iterator<Item = f64>| {
        values.fold(0.0, |largest: f64, value| if value > largest || value.is_nan() { value } else { largest })
    };
    let difference = largest(&mut pairs().map(|(a, b)| (a - b).abs()));
    let size = largest(&mut pairs().map(|(a, b)| a.abs().max(b.abs())));
    if difference == 0.0 { 0.0 } else { difference / size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_relative_to_the_largest_number() {
        assert_eq!(relative_difference(&[1.0, 100.0], &[2.0, 100.0]), 0.01);
        assert_eq!(relative_difference(&[0.0], &[0.0]), 0.0);
        assert_eq!(relative_difference(&[0.0], &[0.5]), 1.0);
        assert!(relative_difference(&[f32::NAN, 1.0], &[1.0, 1.0]).is_nan());
    }

    #[test]
    fn arrays_have_the_shapes_of_their_places() {
        let graph = Graph::new("w = 2; x = [1, 2, 3]; y = sum(w * x); z = [[1, 2, 3]] @ x", 1).unwrap();
        assert_eq!(Reading::Value { node: 1 }.shape(&graph), Some(Shape::Vector(3)));
        assert_eq!(Reading::Flow { to: 2, input: 0 }.shape(&graph), Some(Shape::Scalar));
        assert_eq!(Reading::Local { to: 2, input: 0 }.shape(&graph), Some(Shape::Vector(3)));
        assert_eq!(Reading::Local { to: 3, input: 0 }.shape(&graph), Some(Shape::Vector(3)));
        assert_eq!(Reading::Local { to: 5, input: 1 }.shape(&graph), None);
        assert_eq!(Reading::Flow { to: 9, input: 0 }.shape(&graph), None);
        assert_eq!(Reading::Local { to: 2, input: 1 }.to_string(), "local.2.1");
    }
}
