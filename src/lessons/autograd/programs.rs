//! The classic programs of the lesson, each of which shows one thing.

/// The gradient of a square is linear: 4x.
pub const SQUARES: &str = "x = [0, 1, 2, 3]\ny = 2 * dot(x, x)\nbackward(y)";

/// The chain rule along one line: 2(x + 2).
pub const CHAIN: &str = "x = 3\nz = (x + 2)^2 + 3\nbackward(z)";

/// A mean shares the gradient out: 4(x + 1) / 6.
pub const MEAN: &str = "x = [[1, 2, 3], [4, 5, 6]]\ny = mean(2 * (x + 1)^2)\nbackward(y)";

/// Two linear layers of one weight each: the derivative by `w1` goes through `w2`.
pub const TWO_LAYERS: &str = "x = no_grad(1)\nw1 = 2; b1 = 1\nw2 = 2; b2 = 1\n\
                              h = w1 * x + b1\ny = w2 * h + b2\nbackward(y)";

/// The same with matrices, random weights and a loss.
pub const NET: &str = "x = no_grad([[1, 2], [3, 4], [5, 6]])\nt = no_grad([[1], [0], [1]])\n\
                       w1 = randn(2, 3); b1 = [0.1, 0.1, 0.1]\nw2 = randn(3, 1); b2 = 0\n\
                       h = tanh(x @ w1 + b1)\ny = h @ w2 + b2\nloss = mean((y - t)^2)\nbackward(loss)";

/// A vector has no gradient of its own; its sum has.
pub const VECTOR: &str = "x = [0, 1, 2, 3]\ny = x * x\ny.sum().backward()";

/// Gradients add up until they are set to zero.
pub const ACCUMULATE: &str = "x = [0, 1, 2, 3]\ny = sum(x^2)\nbackward(y)\nbackward(y)\nzero_grad(x)\nbackward(y)";

/// The same without zeroing.
pub const TWICE: &str = "x = [0, 1, 2, 3]\ny = sum(x^2)\nbackward(y)\nbackward(y)";

/// `u` is a number like any other: the gradient is `u`, not 3x².
pub const NO_GRAD: &str = "x = [0, 1, 2, 3]\nno_grad {\n  u = x * x\n}\nz = sum(u * x)\nbackward(z)";

/// Where a function has a corner, the two ways disagree.
pub const CORNER: &str = "x = [-1, 0, 1]\ny = sum(relu(x))\nbackward(y)";

/// A logarithm of something negative is no number, and nor is what follows.
pub const NO_NUMBER: &str = "x = [2, 1, -1]\ny = mean(log(x))\nbackward(y)";

pub const ALL: [&str; 11] =
    [SQUARES, CHAIN, MEAN, TWO_LAYERS, NET, VECTOR, TWICE, ACCUMULATE, NO_GRAD, CORNER, NO_NUMBER];
