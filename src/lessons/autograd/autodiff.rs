//! The numbers of a graph: values, one backward pass by burn's autodiff, and the differences it is checked against.

use burn::tensor::{DType, Device, Tensor, TensorData};

use super::graph::{Edge, Graph, Kind, Node};
use super::operation::Operation;
use super::shape::Shape;
use crate::lessons::notation::applying;

/// The value of an operation on these inputs. Every tensor has two axes here: a scalar is `[1, 1]`, a vector `[1, n]`.
pub fn apply(graph: &Graph, node: usize, operation: Operation, inputs: &[Tensor<2>]) -> Tensor<2> {
    let (a, b) = (inputs[0].clone(), inputs[inputs.len() - 1].clone());
    match operation {
        Operation::Negate => a.neg(),
        Operation::Function(function) => applying::apply(function, a),
        Operation::Detach => a.detach(),
        Operation::Sum => a.sum().reshape([1, 1]),
        Operation::Mean => a.mean().reshape([1, 1]),
        Operation::Add => a + b,
        Operation::Subtract => a - b,
        Operation::Multiply => a * b,
        Operation::Divide => a / b,
        Operation::Power => a.powf(b),
        Operation::Dot => (a * b).sum().reshape([1, 1]),
        Operation::Matmul => {
            // A vector on the right of a product is a column.
            let is_column = matches!(graph.nodes[graph.inputs(node)[1]].shape, Shape::Vector(_));
            let product = a.matmul(if is_column { b.transpose() } else { b });
            product.reshape(axes(graph.nodes[node].shape))
        }
    }
}

/// What one backward pass gives, by node and by edge; empty where it does not come.
pub struct Pass {
    /// The derivative of the root by each node, in the node's shape.
    pub gradients: Vec<Vec<f32>>,
    /// What flows back along each edge: the edge's share in its source's gradient.
    pub flows: Vec<Vec<f32>>,
    /// The derivative of an operation by one of its inputs.
    pub locals: Vec<Vec<f32>>,
}

/// The chain rule from `root` to all it depends on, by burn.
///
/// burn keeps the gradients of leaves only. To see those in between, zeros are added to every input of every operation:
/// they change no value, but they are leaves.
pub fn backward(graph: &Graph, root: usize) -> Pass {
    let device = Device::flex().autodiff();
    let edges = graph.edges();
    let mut zeros: Vec<Option<Tensor<2>>> = vec![None; edges.len()];
    let mut values: Vec<Tensor<2>> = Vec::with_capacity(root + 1);
    for node in 0..=root {
        let shape = graph.nodes[node].shape;
        values.push(match &graph.nodes[node].kind {
            Kind::Constant(numbers) => tensor(numbers, shape, &device, DType::F32),
            Kind::Variable(numbers) => tensor(numbers, shape, &device, DType::F32).require_grad(),
            Kind::Operation { operation, inputs: _ } => {
                let mut inputs = Vec::new();
                for (index, edge) in edges.iter().enumerate().filter(|(_, edge)| edge.to == node) {
                    let zero = Tensor::zeros(values[edge.from].dims(), &device).require_grad();
                    match edge.tracked {
                        true => inputs.push(values[edge.from].clone() + zero.clone()),
                        false => inputs.push(values[edge.from].clone().detach()),
                    }
                    zeros[index] = edge.tracked.then_some(zero);
                }
                apply(graph, node, *operation, &inputs)
            }
        });
    }
    let gradients = values[root].backward();

    let flow = |zero: &Option<Tensor<2>>| zero.as_ref()?.grad(&gradients).map(numbers);
    let flows: Vec<Vec<f32>> = zeros.iter().map(|zero| flow(zero).unwrap_or_default()).collect();
    let locals = edges.iter().zip(&flows).map(|(edge, flow)| match flow.is_empty() {
        true => Vec::new(),
        false => local(graph, *edge, &values),
    });
    let gradient = |node: usize| match (graph.is_variable(node), node == root) {
        (true, _) => values.get(node).and_then(|leaf| leaf.grad(&gradients)).map(numbers).unwrap_or_default(),
        (false, true) => vec![1.0],
        (false, false) => sum(edges.iter().zip(&flows).filter(|(edge, _)| edge.from == node).map(|(_, flow)| flow)),
    };
    Pass { locals: locals.collect(), gradients: (0..graph.nodes.len()).map(gradient).collect(), flows }
}

/// The derivative of one operation alone, by burn: each value of the output by the value of the input it comes from.
fn local(graph: &Graph, edge: Edge, values: &[Tensor<2>]) -> Vec<f32> {
    let Some(operation) = graph.operation(edge.to).filter(|operation| *operation != Operation::Matmul) else {
        return Vec::new();
    };
    let inputs = graph.inputs(edge.to).iter().map(|&from| values[from].clone().detach());
    let mut inputs: Vec<_> = match operation.is_elementwise() {
        true => inputs.map(|input| input.expand(axes(graph.nodes[edge.to].shape))).collect(),
        false => inputs.collect(),
    };
    let input = inputs[edge.input].clone().detach().require_grad();
    inputs[edge.input] = input.clone();
    let gradients = apply(graph, edge.to, operation, &inputs).sum().backward();
    input.grad(&gradients).map(numbers).unwrap_or_default()
}

/// The derivative of `root` by a variable, from values alone: `(f(x + h) - f(x - h)) / 2h` for each of its numbers, in
/// double precision (W. Press et al., "Numerical Recipes", section 5.7). What `no_grad` computed stays as it is.
pub fn differences(graph: &Graph, root: usize, variable: usize) -> Vec<f64> {
    let Kind::Variable(numbers) = &graph.nodes[variable].kind else { return Vec::new() };
    let fixed = evaluate(graph, root, None, &[]);
    let value = |index: usize, number: f64| {
        let moved = evaluate(graph, root, Some((variable, index, number)), &fixed);
        moved[root].to_data().iter::<f64>().next().unwrap_or(f64::NAN)
    };
    let difference = |(index, &number): (usize, &f64)| {
        // Where the errors of the formula and of rounding are about as large.
        let step = f64::EPSILON.cbrt() * number.abs().max(1.0);
        let (above, below) = (number + step, number - step);
        (value(index, above) - value(index, below)) / (above - below)
    };
    numbers.iter().enumerate().map(difference).collect()
}

/// All values up to `root` in double precision, with one number of one variable replaced. Untracked nodes are taken from
/// `fixed` where it has them.
fn evaluate(graph: &Graph, root: usize, moved: Option<(usize, usize, f64)>, fixed: &[Tensor<2>]) -> Vec<Tensor<2>> {
    let device = Device::flex();
    let mut values: Vec<Tensor<2>> = Vec::with_capacity(root + 1);
    for (node, Node { kind, shape, tracked, .. }) in graph.nodes[..=root].iter().enumerate() {
        values.push(match (kind, fixed.get(node)) {
            (_, Some(fixed)) if !tracked => fixed.clone(),
            (Kind::Variable(numbers) | Kind::Constant(numbers), _) => {
                let mut numbers = numbers.clone();
                if let Some((_, index, number)) = moved.filter(|(variable, ..)| *variable == node) {
                    numbers[index] = number;
                }
                tensor(&numbers, *shape, &device, DType::F64)
            }
            (Kind::Operation { operation, inputs }, _) => {
                let inputs: Vec<_> = inputs.iter().map(|&input| values[input].clone()).collect();
                apply(graph, node, *operation, &inputs)
            }
        });
    }
    values
}

/// Numbers in row order as a tensor.
pub fn tensor(numbers: &[f64], shape: Shape, device: &Device, precision: DType) -> Tensor<2> {
    Tensor::from_data(TensorData::new(numbers.to_vec(), axes(shape)), (device, precision))
}

/// A tensor's numbers in row order.
pub fn numbers(tensor: Tensor<2>) -> Vec<f32> {
    tensor.into_data().iter::<f32>().collect()
}

fn axes(shape: Shape) -> [usize; 2] {
    [shape.rows(), shape.columns()]
}

fn sum<'a>(flows: impl Iterator<Item = &'a Vec<f32>>) -> Vec<f32> {
    flows.filter(|flow| !flow.is_empty()).fold(Vec::new(), |sum: Vec<f32>, flow| match sum.is_empty() {
        true => flow.clone(),
        false => sum.iter().zip(flow).map(|(a, b)| a + b).collect(),
    })
}
