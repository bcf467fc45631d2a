//! What [`super::slopes`] checks: operations of the border with tensors and arguments, and those that it leaves out.

/// Where numbers are drawn from.
#[derive(Clone, Copy, Debug)]
pub enum Range {
    Any,
    Positive,
    /// Between 0 and 1.
    Unit,
    /// Between -1 and 1.
    Open,
}

/// A tensor: where its numbers are drawn from, and its shape.
#[derive(Clone, Copy, Debug)]
pub struct In(pub Range, pub &'static [usize]);

use Range::{Any, Open, Positive, Unit};

/// Functions of one number, each checked over its argument, too.
pub const UNARIES: &[(Range, &str)] = &[
    (
        Any,
        "neg abs sign floor ceil round trunc exp expm1 sin cos atan sinh cosh tanh sigmoid relu erf logsigmoid silu gelu mish",
    ),
    (Positive, "log log2 log10 log1p sqrt rsqrt reciprocal lgamma"),
    (Open, "tan asin acos"),
];

/// Operations on two, each checked over its first, too, and where they broadcast.
pub const SPREADS: &[(Range, Range, &str)] =
    &[(Any, Any, "add sub mul maximum minimum atan2"), (Any, Positive, "div remainder fmod"), (Positive, Any, "pow")];

/// Name, tensors, arguments.
pub const CASES: &[(&str, &[In], &str)] = &[
    ("add", &[In(Any, &[2])], "0 #0 3 1.5"),
    ("mul", &[In(Any, &[2])], "2 3 0 #0"),
    ("div", &[In(Positive, &[2])], "3 2.5 0 #0"),
    ("pow", &[In(Any, &[3])], "0 #0 2 3"),
    ("pow", &[In(Any, &[3])], "3 2.5 0 #0"),
    ("clamp", &[In(Any, &[5])], "#0 1 -0.5 1 0.7"),
    ("clamp", &[In(Any, &[5])], "#0 0 0 1 0.7"),
    ("leaky_relu", &[In(Any, &[5])], "#0 0.1"),
    ("elu", &[In(Any, &[5])], "#0 1.3 1.1 0.9"),
    ("softplus", &[In(Any, &[5])], "#0 2 3"),
    ("where", &[In(Any, &[2, 3]), In(Any, &[3])], "b2x3:1,0,1,0,0,1 0 #0 0 #1"),
    ("where", &[In(Any, &[])], "b2x3:1,0,1,0,0,1 0 #0 3 2"),
    ("copy_", &[In(Any, &[2, 3]), In(Any, &[3])], "#0 0 #1"),
    ("fill_", &[In(Any, &[3])], "#0 2 0"),
    ("to_dtype", &[In(Any, &[2, 3])], "#0 9 1"),
    ("reshape", &[In(Any, &[2, 3])], "#0 2 3 -1"),
    ("view", &[In(Any, &[2, 3])], "#0 1 6"),
    ("expand", &[In(Any, &[2, 1])], "#0 3 2 -1 3"),
    ("permute", &[In(Any, &[2, 3, 2])], "#0 3 2 0 1"),
    ("transpose", &[In(Any, &[2, 3])], "#0 0 1"),
    ("t", &[In(Any, &[2, 3])], "#0"),
    ("unsqueeze", &[In(Any, &[2, 3])], "#0 1"),
    ("squeeze", &[In(Any, &[2, 1, 3])], "#0 0 0"),
    ("squeeze", &[In(Any, &[2, 1, 3])], "#0 1 1"),
    ("slice", &[In(Any, &[5])], "#0 0 1 2 2"),
    ("select", &[In(Any, &[2, 3])], "#0 1 2"),
    ("window", &[In(Any, &[3, 4])], "#0 3 1 -1 0 2 1 1 0 0 2"),
    ("window", &[In(Any, &[3])], "#0 1 3"),
    ("diagonal", &[In(Any, &[3, 4])], "#0 1 0 1"),
    ("unfold", &[In(Any, &[5])], "#0 0 3 1"),
    ("unfold", &[In(Any, &[2, 5])], "#0 1 2 2"),
    ("flip", &[In(Any, &[2, 3])], "#0 1 1"),
    ("contiguous", &[In(Any, &[2, 3])], "#0"),
    ("cat", &[In(Any, &[2, 3]), In(Any, &[2, 1]), In(Any, &[2, 0])], "3 #0 #1 #2 1"),
    ("stack", &[In(Any, &[2]), In(Any, &[2])], "2 #0 #1 1"),
    ("index", &[In(Any, &[3, 2])], "#0 1 i4:0,2,2,-1"),
    ("index", &[In(Any, &[3, 2])], "#0 2 i2:0,2 i2:1,0"),
    ("index_put", &[In(Any, &[3]), In(Any, &[2])], "#0 1 i2:0,2 0 #1 0"),
    ("index_put", &[In(Any, &[3]), In(Any, &[3])], "#0 1 i3:0,2,2 0 #1 1"),
    ("index_put_", &[In(Any, &[3]), In(Any, &[2])], "#0 1 i2:0,2 0 #1 0"),
    ("gather", &[In(Any, &[2, 3])], "#0 1 i2x2:0,2,1,1"),
    ("scatter", &[In(Any, &[2, 3]), In(Any, &[2, 2])], "#0 1 i2x2:0,2,1,0 0 #1 0"),
    ("scatter", &[In(Any, &[2, 3]), In(Any, &[2, 2])], "#0 1 i2x2:0,0,1,0 0 #1 1"),
    ("embedding", &[In(Any, &[4, 2])], "#0 i3:1,3,1 0 0"),
    ("sort", &[In(Any, &[2, 4])], "#0 1 0"),
    ("topk", &[In(Any, &[2, 4])], "#0 2 1 1"),
    ("kthvalue", &[In(Any, &[2, 4])], "#0 2 1 0"),
    ("median", &[In(Any, &[2, 5])], "#0 1 0"),
    ("sum", &[In(Any, &[2, 3])], "#0 0 0 -1"),
    ("sum", &[In(Any, &[2, 3, 2])], "#0 2 0 2 1 -1"),
    ("sum", &[In(Any, &[0, 3])], "#0 1 0 0 -1"),
    ("sum", &[In(Any, &[])], "#0 0 0 -1"),
    ("mean", &[In(Any, &[2, 3])], "#0 0 0 -1"),
    ("mean", &[In(Any, &[2, 3])], "#0 1 1 0 -1"),
    ("prod", &[In(Any, &[2, 3])], "#0 0 0 0"),
    ("prod", &[In(Any, &[2, 3])], "#0 1 1 1"),
    ("prod", &[In(Any, &[])], "#0 0 0 0"),
    ("max", &[In(Any, &[2, 3])], "#0"),
    ("min", &[In(Any, &[2, 3])], "#0"),
    ("amax", &[In(Any, &[2, 3])], "#0 1 1 0"),
    ("amin", &[In(Any, &[2, 3, 2])], "#0 2 0 2 1"),
    ("max_dim", &[In(Any, &[2, 3])], "#0 1 0"),
    ("max_dim", &[In(Any, &[])], "#0 0 0"),
    ("min_dim", &[In(Any, &[2, 3])], "#0 0 1"),
    ("variance", &[In(Any, &[2, 3])], "#0 0 1 0 0"),
    ("variance", &[In(Any, &[2, 3])], "#0 1 1 0 1 1"),
    ("norm", &[In(Any, &[2, 3])], "#0 2 0 0"),
    ("norm", &[In(Any, &[2, 3])], "#0 1 1 1 0"),
    ("norm", &[In(Any, &[2, 3])], "#0 3 1 0 1"),
    ("norm", &[In(Any, &[2, 3])], "#0 inf 0 0"),
    ("cumsum", &[In(Any, &[2, 3])], "#0 1"),
    ("cumsum", &[In(Any, &[0, 3])], "#0 1"),
    ("cumprod", &[In(Any, &[2, 3])], "#0 0"),
    ("softmax", &[In(Any, &[2, 3])], "#0 1"),
    ("softmax", &[In(Any, &[2, 3])], "#0 0"),
    ("softmax", &[In(Any, &[])], "#0 0"),
    ("log_softmax", &[In(Any, &[2, 3])], "#0 1"),
    ("log_softmax", &[In(Any, &[2, 3, 2])], "#0 1"),
    ("logsumexp", &[In(Any, &[2, 3])], "#0 1 1 0"),
    ("logsumexp", &[In(Any, &[2, 3])], "#0 2 0 1 1"),
    ("matmul", &[In(Any, &[2, 3]), In(Any, &[3, 2])], "#0 #1"),
    ("matmul", &[In(Any, &[2, 1, 2, 3]), In(Any, &[2, 3, 2])], "#0 #1"),
    ("matmul", &[In(Any, &[2, 2, 3]), In(Any, &[3])], "#0 #1"),
    ("matmul", &[In(Any, &[3]), In(Any, &[2, 3, 2])], "#0 #1"),
    ("matmul", &[In(Any, &[0, 3]), In(Any, &[3, 2])], "#0 #1"),
    ("matmul", &[In(Any, &[2, 0]), In(Any, &[0, 2])], "#0 #1"),
    ("mm", &[In(Any, &[2, 3]), In(Any, &[3, 2])], "#0 #1"),
    ("bmm", &[In(Any, &[2, 2, 3]), In(Any, &[2, 3, 2])], "#0 #1"),
    ("mv", &[In(Any, &[2, 3]), In(Any, &[3])], "#0 #1"),
    ("dot", &[In(Any, &[3]), In(Any, &[3])], "#0 #1"),
    ("linear", &[In(Any, &[2, 3]), In(Any, &[4, 3]), In(Any, &[4])], "#0 #1 #2"),
    ("linear", &[In(Any, &[2, 2, 3]), In(Any, &[4, 3]), In(Any, &[4])], "#0 #1 #2"),
    ("linear", &[In(Any, &[3]), In(Any, &[4, 3]), In(Any, &[4])], "#0 #1 #2"),
    ("linear", &[In(Any, &[2, 3]), In(Any, &[4, 3])], "#0 #1 0"),
    ("linear", &[In(Any, &[0, 3]), In(Any, &[4, 3]), In(Any, &[4])], "#0 #1 #2"),
    ("conv2d", &[In(Any, &[2, 2, 3, 4]), In(Any, &[3, 2, 2, 3]), In(Any, &[3])], "#0 #1 #2 1 1 0 0 1 1 1"),
    ("conv2d", &[In(Any, &[1, 4, 4, 3]), In(Any, &[2, 2, 2, 2])], "#0 #1 0 2 1 1 1 1 1 2"),
    ("conv2d", &[In(Any, &[1, 1, 4, 4]), In(Any, &[2, 1, 2, 2])], "#0 #1 0 1 1 1 0 2 2 1"),
    (
        "conv_transpose2d",
        &[In(Any, &[1, 2, 2, 3]), In(Any, &[2, 3, 2, 2]), In(Any, &[3])],
        "#0 #1 #2 2 2 1 0 1 1 1 1 0",
    ),
    ("conv_transpose2d", &[In(Any, &[1, 2, 2, 2]), In(Any, &[2, 1, 2, 2])], "#0 #1 0 1 1 0 0 1 1 2 0 0"),
    ("max_pool2d", &[In(Any, &[1, 2, 4, 4])], "#0 2 2 2 2 0 0 1 1 0 1"),
    ("max_pool2d", &[In(Any, &[1, 1, 5, 5])], "#0 3 3 2 2 1 1 1 1 1 1"),
    ("avg_pool2d", &[In(Any, &[1, 2, 4, 4])], "#0 2 2 2 2 0 0 1 1 0 1"),
    ("avg_pool2d", &[In(Any, &[1, 1, 5, 5])], "#0 3 3 2 2 1 1 1 1 0 0"),
    ("adaptive_avg_pool2d", &[In(Any, &[1, 2, 4, 3])], "#0 2 1"),
    ("mse_loss", &[In(Any, &[2, 3]), In(Any, &[2, 3])], "#0 #1 1"),
    ("mse_loss", &[In(Any, &[2, 3]), In(Any, &[3])], "#0 #1 0"),
    ("smooth_l1_loss", &[In(Any, &[2, 3]), In(Any, &[2, 3])], "#0 #1 1 0.8"),
    ("huber_loss", &[In(Any, &[2, 3]), In(Any, &[2, 3])], "#0 #1 2 0.7"),
    ("binary_cross_entropy", &[In(Unit, &[2, 3]), In(Unit, &[2, 3])], "#0 #1 1"),
    ("binary_cross_entropy_with_logits", &[In(Any, &[2, 3]), In(Unit, &[2, 3])], "#0 #1 0 1"),
    ("binary_cross_entropy_with_logits", &[In(Any, &[2, 3]), In(Unit, &[2, 3])], "#0 #1 i3:2,1,3 2"),
    ("nll_loss", &[In(Any, &[3, 4])], "#0 i3:0,3,-100 0 -100 1"),
    ("nll_loss", &[In(Any, &[2, 3, 2])], "#0 i2x2:0,2,1,1 i3:2,1,3 -100 0"),
    ("nll_loss", &[In(Any, &[3])], "#0 i:1 0 -100 2"),
    ("named", &[In(Any, &[2])], "#0"),
];

/// Operations without a case, by the reason.
pub const LEFT_OUT: &[(&str, &str)] = &[
    ("they make tensors of numbers", "full arange linspace eye triangle from_bytes from_numbers generator permutation bernoulli"),
    ("they write random numbers over a tensor", "uniform_ normal_ exponential_ integers_ random_"),
    (
        "they give back no floats",
        "to_bytes item text shape strides dtype default_dtype promote storage alive_bytes held is_contiguous nonzero unique
         argmax argmin all any invert isnan isinf isfinite is_close is_equal result_type eq ne lt le gt ge logical_and logical_or
         logical_xor bitwise_and bitwise_or bitwise_xor lshift rshift",
    ),
    (
        "they set something",
        "print_options set_default_dtype seed initial_seed random_state set_random_state bits sgd adam set_recording set_grad
         set_requires_grad retain_grad detach_ set_data add_hook remove_hook",
    ),
    (
        "they are about the graph itself",
        "requires_grad is_leaf retains_grad version is_recording grad detach data alias grad_fn first_leaf next_functions node in_graph tie
         backward replace answer leave",
    ),
    ("they grow trees", "tree forest boosting tree_votes tree_leaves"),
    ("its slope is 0, as PyTorch has it not at all", "floor_divide floor_divide_"),
    ("their slopes are not here and say so", "digamma digamma_ as_strided"),
];
