//! The rules of shapes that both lessons follow, as NumPy and PyTorch have them: what an operation makes of its operands'
//! shapes, or why it cannot.

use super::mistake::Problem;

/// Sizes of the axes, outermost first; none for a single number.
pub type Shape = Vec<usize>;

/// The numbers in a tensor of this shape.
pub fn cells(shape: &[usize]) -> usize {
    shape.iter().fold(1, |product, size| product.saturating_mul(*size))
}

/// The shape both operands are stretched to (NumPy user guide, "Broadcasting"): aligned at their last axes, sizes agree
/// where they are equal, or one of them is 1 or missing.
pub fn broadcast(left: &[usize], right: &[usize]) -> Result<Shape, Problem> {
    let from_right = |shape: &[usize], axis: usize| shape.iter().rev().nth(axis).copied().unwrap_or(1);
    let mut shape = Vec::new();
    for axis in (0..left.len().max(right.len())).rev() {
        shape.push(match (from_right(left, axis), from_right(right, axis)) {
            (size, 1) => size,
            (1, size) => size,
            (size, other) if size == other => size,
            _ => return Err(clash(left, right)),
        });
    }
    Ok(shape)
}

/// The last axes that disagree are what a reader, who compares from the right, meets first.
fn clash(left: &[usize], right: &[usize]) -> Problem {
    let disagree = |(left, right): (&usize, &usize)| left != right && *left != 1 && *right != 1;
    let axis = left.iter().rev().zip(right.iter().rev()).position(disagree).unwrap_or_default();
    Problem::Broadcast { left: left.to_vec(), right: right.to_vec(), axis }
}

/// Matrix product (`torch.matmul`): a vector on the left is a row, on the right a column, and its axis goes again; axes
/// before the last two are broadcast.
pub fn matmul(left: &[usize], right: &[usize]) -> Result<Shape, Problem> {
    let [(left_batch, rows, inner), (right_batch, other_inner, columns)] = matrices(left, right)?;
    if inner != other_inner {
        return Err(Problem::InnerSizes { left: left.to_vec(), right: right.to_vec() });
    }
    let mut shape = broadcast(left_batch, right_batch)?;
    shape.extend((left.len() > 1).then_some(rows));
    shape.extend((right.len() > 1).then_some(columns));
    Ok(shape)
}

/// The product of two vectors.
pub fn dot(left: &[usize], right: &[usize]) -> Result<Shape, Problem> {
    match (left, right) {
        ([size], [other]) if size == other => Ok(Vec::new()),
        _ => Err(Problem::Dot { left: left.to_vec(), right: right.to_vec() }),
    }
}

/// Batch axes, rows and columns of either operand.
pub type Matrix<'a> = (&'a [usize], usize, usize);

/// Both operands of a product as stacks of matrices.
pub fn matrices<'a>(left: &'a [usize], right: &'a [usize]) -> Result<[Matrix<'a>; 2], Problem> {
    let left = match left {
        [] => return Err(Problem::MatmulOfScalar),
        [inner] => (&[][..], 1, *inner),
        [batch @ .., rows, inner] => (batch, *rows, *inner),
    };
    let right = match right {
        [] => return Err(Problem::MatmulOfScalar),
        [inner] => (&[][..], *inner, 1),
        [batch @ .., inner, columns] => (batch, *inner, *columns),
    };
    Ok([left, right])
}

/// The axes of a product that should be equally long: the last on the left, the second last (or only) on the right.
pub fn inner_axes(left: &[usize], right: &[usize]) -> (usize, usize) {
    (left.len().saturating_sub(1), right.len().saturating_sub(2))
}

/// A shape as PyTorch writes it: `[2, 3]`.
pub fn written<N: std::fmt::Display>(sizes: &[N]) -> String {
    format!("[{}]", sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_stretched_from_the_right() {
        assert_eq!(broadcast(&[3, 4], &[4]), Ok(vec![3, 4]));
        assert_eq!(broadcast(&[3, 1], &[1, 4]), Ok(vec![3, 4]));
        assert_eq!(broadcast(&[], &[2, 3]), Ok(vec![2, 3]));
        assert_eq!(broadcast(&[], &[]), Ok(vec![]));
        assert_eq!(broadcast(&[2, 1], &[3]), Ok(vec![2, 3]));
        assert_eq!(broadcast(&[1], &[4]), Ok(vec![4]));
        assert_eq!(broadcast(&[1, 1], &[]), Ok(vec![1, 1]));
        assert_eq!(broadcast(&[5, 1, 4, 1], &[3, 1, 2]), Ok(vec![5, 3, 4, 2]));
        let clash = |left: &[usize], right: &[usize], axis| {
            Err(Problem::Broadcast { left: left.to_vec(), right: right.to_vec(), axis })
        };
        assert_eq!(broadcast(&[3, 4], &[3]), clash(&[3, 4], &[3], 0));
        assert_eq!(broadcast(&[2, 3, 4], &[5, 1, 4]), clash(&[2, 3, 4], &[5, 1, 4], 2));
        assert_eq!(broadcast(&[2, 3], &[4, 3]), clash(&[2, 3], &[4, 3], 1));
    }

    #[test]
    fn products_follow_torch_matmul() {
        assert_eq!(matmul(&[2, 3], &[3, 4]), Ok(vec![2, 4]));
        assert_eq!(matmul(&[3], &[3]), Ok(vec![]));
        assert_eq!(matmul(&[3], &[3, 4]), Ok(vec![4]));
        assert_eq!(matmul(&[2, 3], &[3]), Ok(vec![2]));
        assert_eq!(matmul(&[5, 1, 2, 3], &[4, 3, 6]), Ok(vec![5, 4, 2, 6]));
        assert_eq!(matmul(&[2, 3], &[2, 3]), Err(Problem::InnerSizes { left: vec![2, 3], right: vec![2, 3] }));
        assert_eq!(matmul(&[], &[2, 3]), Err(Problem::MatmulOfScalar));
        assert!(matches!(matmul(&[2, 2, 3], &[3, 3, 2]), Err(Problem::Broadcast { axis: 0, .. })));
        assert_eq!(dot(&[3], &[3]), Ok(vec![]));
        assert_eq!(dot(&[2], &[3]), Err(Problem::Dot { left: vec![2], right: vec![3] }));
    }

    #[test]
    fn shapes_read_as_in_pytorch() {
        assert_eq!([&[][..], &[3], &[2, 3]].map(written::<usize>), ["[]", "[3]", "[2, 3]"]);
        assert_eq!((cells(&[]), cells(&[2, 3]), cells(&[usize::MAX, 2])), (1, 6, usize::MAX));
    }
}
