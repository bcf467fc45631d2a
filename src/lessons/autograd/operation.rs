//! The operations of the language: their names, shapes and local derivatives.

use super::shape::Shape;
use crate::lessons::notation::function::Function;
use crate::lessons::notation::mistake::Problem;
use crate::lessons::notation::shape::{broadcast, dot, matmul};
use crate::lessons::notation::syntax::Sign;

/// An operation on one tensor or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    Negate,
    Function(Function),
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
    /// The operation that is called by this name, as in `exp(x)`.
    pub fn called(name: &str) -> Option<Self> {
        match name {
            "detach" => Some(Self::Detach),
            "sum" => Some(Self::Sum),
            "mean" => Some(Self::Mean),
            "pow" => Some(Self::Power),
            "dot" => Some(Self::Dot),
            "matmul" => Some(Self::Matmul),
            _ => Function::called(name).map(Self::Function),
        }
    }

    /// The operation of a sign between two values.
    pub fn of(sign: Sign) -> Self {
        match sign {
            Sign::Plus => Self::Add,
            Sign::Minus => Self::Subtract,
            Sign::Times => Self::Multiply,
            Sign::Divide => Self::Divide,
            Sign::Power => Self::Power,
            Sign::Matmul => Self::Matmul,
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
            Self::Function(function) => function.name(),
            Self::Detach => "detach",
            Self::Sum => "sum",
            Self::Mean => "mean",
            Self::Dot => "dot",
        }
    }

    /// Number of inputs.
    pub fn arity(self) -> usize {
        match self {
            Self::Negate | Self::Function(_) | Self::Detach | Self::Sum | Self::Mean => 1,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Power | Self::Dot | Self::Matmul => 2,
        }
    }

    /// True where each value of the output depends on one value of each input only, after broadcasting.
    pub fn is_elementwise(self) -> bool {
        match self {
            Self::Negate | Self::Function(_) | Self::Detach => true,
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
            (Self::Function(Function::Exp), _) => "exp a",
            (Self::Function(Function::Log), _) => "1/a",
            (Self::Function(Function::Sin), _) => "cos a",
            (Self::Function(Function::Tanh), _) => "1−tanh²a",
            (Self::Function(Function::Relu), _) => "[a > 0]",
            (Self::Function(Function::Sigmoid), _) => "σ(1−σ)",
            (Self::Detach, _) => "0",
        }
    }

    /// True where [`local_rule`](Self::local_rule) gives the same number everywhere.
    pub fn has_constant_derivative(self) -> bool {
        match self {
            Self::Negate | Self::Detach | Self::Sum | Self::Mean | Self::Add | Self::Subtract => true,
            Self::Function(_) | Self::Multiply | Self::Divide | Self::Power | Self::Dot | Self::Matmul => false,
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
        let (left, right) = (inputs[0].sizes(), inputs[inputs.len() - 1].sizes());
        Shape::of(&match self {
            Self::Negate | Self::Function(_) | Self::Detach => left,
            Self::Sum | Self::Mean => Vec::new(),
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Power => broadcast(&left, &right)?,
            Self::Dot => dot(&left, &right)?,
            Self::Matmul => matmul(&left, &right)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Shape::{Matrix, Scalar, Vector};
    use super::*;
    use crate::lessons::notation::known;

    #[test]
    fn axes_are_matched_from_the_right() {
        let output = |left, right| Operation::Add.output(&[left, right]);
        assert_eq!(output(Scalar, Scalar), Ok(Scalar));
        assert_eq!(output(Scalar, Matrix(2, 3)), Ok(Matrix(2, 3)));
        assert_eq!(output(Matrix(2, 3), Vector(3)), Ok(Matrix(2, 3)));
        assert_eq!(output(Matrix(2, 1), Vector(3)), Ok(Matrix(2, 3)));
        assert_eq!(output(Vector(1), Vector(4)), Ok(Vector(4)));
        assert_eq!(output(Matrix(1, 1), Scalar), Ok(Matrix(1, 1)));
        assert!(output(Matrix(2, 3), Vector(2)).is_err());
        assert!(output(Matrix(2, 3), Matrix(4, 3)).is_err());
    }

    #[test]
    fn matrix_products_have_pytorchs_shapes() {
        let output = |left, right| Operation::Matmul.output(&[left, right]);
        assert_eq!(output(Matrix(2, 3), Matrix(3, 4)), Ok(Matrix(2, 4)));
        assert_eq!(output(Matrix(2, 3), Vector(3)), Ok(Vector(2)));
        assert_eq!(output(Vector(2), Matrix(2, 3)), Ok(Vector(3)));
        assert_eq!(output(Vector(2), Vector(2)), Ok(Scalar));
        let inner = Problem::InnerSizes { left: vec![2, 3], right: vec![2, 4] };
        assert_eq!(output(Matrix(2, 3), Matrix(2, 4)), Err(inner));
        assert_eq!(output(Scalar, Matrix(2, 4)), Err(Problem::MatmulOfScalar));
    }

    #[test]
    fn every_operation_is_called_by_its_own_name() {
        for operation in known("autograd").into_iter().filter_map(Operation::called) {
            assert!(Operation::called(operation.symbol()) == Some(operation) || "^@".contains(operation.symbol()));
            assert!((1..=2).contains(&operation.arity()));
        }
        assert_eq!(known("autograd").into_iter().filter_map(Operation::called).count(), 12);
        assert_eq!(Operation::called("cosh"), None);
    }
}
