//! The notation of the lessons `tensors` and `autograd`, a corner of PyTorch's: read into one tree, which each of the two
//! computes in its own way, and edited in one field. No lesson.

pub mod arguments;
pub mod function;
pub mod making;
pub mod mistake;
pub mod parser;
pub mod shape;
pub mod syntax;
pub mod tokens;

in_engine! { pub mod applying; }
in_page! {
    pub mod editor;
    pub mod words;
}
in_tests! { mod tests; }

/// The functions that both lessons have: those that make numbers, then those of a tensor.
pub const SHARED: [&str; 18] = [
    "zeros", "ones", "full", "arange", "linspace", "randn", "tensor", "exp", "log", "sin", "tanh", "relu", "sigmoid",
    "sum", "mean", "pow", "dot", "matmul",
];

/// What one lesson has and the other has not.
pub const OWN: [(&str, &[&str]); 2] = [
    (
        "tensors",
        &[
            "reshape",
            "view",
            "transpose",
            "permute",
            "T",
            "squeeze",
            "unsqueeze",
            "max",
            "amax",
            "min",
            "amin",
            "float",
            "int",
            "long",
        ],
    ),
    ("autograd", &["backward", "zero_grad", "no_grad", "detach"]),
];

/// All functions of this lesson.
pub fn known(lesson: &str) -> Vec<&'static str> {
    let own = OWN.iter().filter(|(id, _)| *id == lesson).flat_map(|(_, names)| names.iter());
    SHARED.iter().chain(own).copied().collect()
}
