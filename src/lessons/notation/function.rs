//! The functions that work number by number.

/// Of one tensor, and called by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    Exp,
    Log,
    Sin,
    Tanh,
    Relu,
    Sigmoid,
}

impl Function {
    pub const ALL: [Self; 6] = [Self::Exp, Self::Log, Self::Sin, Self::Tanh, Self::Relu, Self::Sigmoid];

    pub fn called(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Exp => "exp",
            Self::Log => "log",
            Self::Sin => "sin",
            Self::Tanh => "tanh",
            Self::Relu => "relu",
            Self::Sigmoid => "sigmoid",
        }
    }
}
