//! The operations of the language: their names, shapes and local derivatives.

use super::mistake::Problem;
use super::shape::Shape;

/// An operation on one tensor or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    Negate,
    Exp,
    Log,
    Sin,
    Tanh,
    Relu,
    Sigmoid,
    /// The same value, which nothing flows back through.
    Detach,
    Sum,
    Mean,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Dot,
    Matmul,
}

impl Operation {
    pub const ALL: [Self; 17] = [
        Self::Negate,
        Self::Exp,
        Self::Log,
        Self::Sin,
        Self::Tanh,
        Self::Relu,
        Self::Sigmoid,
        Self::Detach,
        Self::Sum,
        Self::Mean,
        Self::Add,
        Self::Subtract,
        Self::Multiply,
        Self::Divide,
        Self::Power,
        Self::Dot,
        Self::Matmul,
    ];

    /// The operation that is called by this name, as in `exp(x)`.
    pub fn called(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.name() == Some(name))
    }

    /// The name it is called by; none for those that have an operator only.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Exp => Some("exp"),
            Self::Log => Some("log"),
            Self::Sin => Some("sin"),
            Self::Tanh => Some("tanh"),
            Self::Relu => Some("relu"),
            Self::Sigmoid => Some("sigmoid"),
            Self::Detach => Some("detach"),
            Self::Sum => Some("sum"),
            Self::Mean => Some("mean"),
            Self::Power => Some("pow"),
            Self::Dot => Some("dot"),
            Self::Matmul => Some("matmul"),
            Self::Negate | Self::Add | Self::Subtract | Self::Multiply | Self::Divide => None,
        }
    }

    /// What its node shows.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract | Self::Negate => "−",
            Self::Multiply => "×",
            Self::Divide => "÷",
            Self::Power => "^",
            Self::Matmul => "@",
            Self::Exp | Self::Log | Self::Sin | Self::Tanh | Self::Relu => self.name().unwrap_or_default(),
            Self::Sigmoid | Self::Detach | Self::Sum | Self::Mean | Self::Dot => self.name().unwrap_or_default(),
        }
    }

    /// Number of inputs.
    pub fn arity(self) -> usize {
        match self {
            Self::Negate | Self::Exp | Self::Log | Self::Sin | Self::Tanh => 1,
            Self::Relu | Self::Sigmoid | Self::Detach | Self::Sum | Self::Mean => 1,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Power => 2,
            Self::Dot | Self::Matmul => 2,
        }
    }

    /// True where each value of the output depends on one value of each input only, after broadcasting.
    pub fn is_elementwise(self) -> bool {
        match self {
            Self::Negate | Self::Exp | Self::Log | Self::Sin | Self::Tanh | Self::Relu | Self::Sigmoid => true,
            Self::Detach => true,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Power => true,
            Self::Sum | Self::Mean | Self::Dot | Self::Matmul => false,
        }
    }

    /// The derivative of the output by one input, `a` being the first input, `b` the second, `n` the number of values and
    /// `G` the gradient of the output.
    pub fn local_rule(self, input: usize) -> &'static str {
        match (self, input) {
            (Self::Add | Self::Sum, _) | (Self::Subtract, 0) => "1",
            (Self::Negate | Self::Subtract, _) => "−1",
            (Self::Multiply | Self::Dot, 0) => "b",
            (Self::Multiply | Self::Dot, _) => "a",
            (Self::Divide, 0) => "1/b",
            (Self::Divide, _) => "−a/b²",
            (Self::Power, 0) => "b·a^(b−1)",
            (Self::Power, _) => "a^b·ln a",
            (Self::Matmul, 0) => "G @ bᵀ",
            (Self::Matmul, _) => "aᵀ @ G",
            (Self::Mean, _) => "1/n",
            (Self::Exp, _) => "exp a",
            (Self::Log, _) => "1/a",
            (Self::Sin, _) => "cos a",
            (Self::Tanh, _) => "1−tanh²a",
            (Self::Relu, _) => "[a > 0]",
            (Self::Sigmoid, _) => "σ(1−σ)",
            (Self::Detach, _) => "0",
        }
    }

    /// True where [`local_rule`](Self::local_rule) gives the same number everywhere.
    pub fn has_constant_derivative(self) -> bool {
        match self {
            Self::Negate | Self::Detach | Self::Sum | Self::Mean | Self::Add | Self::Subtract => true,
            Self::Exp | Self::Log | Self::Sin | Self::Tanh | Self::Relu | Self::Sigmoid => false,
            Self::Multiply | Self::Divide | Self::Power | Self::Dot | Self::Matmul => false,
        }
    }

    /// The shape of [`local_rule`](Self::local_rule)'s values: that of the output for elementwise operations (an input
    /// that was repeated gets their sum), of the input for the others; none for a matrix product, whose derivative is no
    /// tensor of either shape.
    pub fn local_shape(self, input: Shape, output: Shape) -> Option<Shape> {
        match self.is_elementwise() {
            true => Some(output),
            false => (self != Self::Matmul).then_some(input),
        }
    }

    /// The shape of the output.
    ///
    /// # Errors
    /// Why the inputs' shapes do not fit.
    pub fn output(self, inputs: &[Shape]) -> Result<Shape, Problem> {
        let (left, right) = (inputs[0], inputs[inputs.len() - 1]);
        match self {
            Self::Negate | Self::Exp | Self::Log | Self::Sin | Self::Tanh | Self::Relu | Self::Sigmoid => Ok(left),
            Self::Detach => Ok(left),
            Self::Sum | Self::Mean => Ok(Shape::Scalar),
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Power => {
                left.broadcast(right).map_err(|(left_size, right_size)| Problem::Broadcast {
                    operation: self,
                    left,
                    right,
                    left_size,
                    right_size,
                })
            }
            Self::Dot => match (left, right) {
                (Shape::Vector(a), Shape::Vector(b)) if a == b => Ok(Shape::Scalar),
                _ => Err(Problem::Dot { left, right }),
            },
            Self::Matmul => product(left, right),
        }
    }
}

/// `torch.matmul` up to two axes.
fn product(left: Shape, right: Shape) -> Result<Shape, Problem> {
    use Shape::{Matrix, Scalar, Vector};
    let (left_size, right_size) = match (left, right) {
        (Scalar, _) | (_, Scalar) => return Err(Problem::MatmulOfScalar { left, right }),
        (Vector(inner) | Matrix(_, inner), Vector(size) | Matrix(size, _)) => (inner, size),
    };
    if left_size != right_size {
        return Err(Problem::Matmul { left, right, left_size, right_size });
    }
    Ok(match (left, right) {
        (Matrix(rows, _), Matrix(_, columns)) => Matrix(rows, columns),
        (Matrix(rows, _), Vector(_) | Scalar) => Vector(rows),
        (Vector(_) | Scalar, Matrix(_, columns)) => Vector(columns),
        (Vector(_) | Scalar, Vector(_) | Scalar) => Scalar,
    })
}

#[cfg(test)]
mod tests {
    use super::Shape::{Matrix, Scalar, Vector};
    use super::*;

    #[test]
    fn matrix_products_have_pytorchs_shapes() {
        let output = |left, right| Operation::Matmul.output(&[left, right]);
        assert_eq!(output(Matrix(2, 3), Matrix(3, 4)), Ok(Matrix(2, 4)));
        assert_eq!(output(Matrix(2, 3), Vector(3)), Ok(Vector(2)));
        assert_eq!(output(Vector(2), Matrix(2, 3)), Ok(Vector(3)));
        assert_eq!(output(Vector(2), Vector(2)), Ok(Scalar));
        let (left, right) = (Matrix(2, 3), Matrix(2, 4));
        assert_eq!(output(left, right), Err(Problem::Matmul { left, right, left_size: 3, right_size: 2 }));
        assert_eq!(output(Scalar, right), Err(Problem::MatmulOfScalar { left: Scalar, right }));
    }

    #[test]
    fn every_operation_is_called_by_its_own_name() {
        for operation in Operation::ALL {
            if let Some(name) = operation.name() {
                assert_eq!(Operation::called(name), Some(operation));
            }
            assert!((1..=2).contains(&operation.arity()));
        }
        assert_eq!(Operation::called("cosh"), None);
    }
}
