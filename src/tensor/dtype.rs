//! The kinds of numbers that a tensor holds, and which of two wins.

use burn_backend::{BoolStore, DType};

/// In the order of promotion within a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dtype {
    Bool,
    U8,
    I8,
    I16,
    I32,
    I64,
    F16,
    Bf16,
    F32,
    F64,
}

/// What promotion asks first: a float beats an integer, an integer a bool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    Bool,
    Integer,
    Float,
}

pub const ALL: [Dtype; 10] = [
    Dtype::Bool,
    Dtype::U8,
    Dtype::I8,
    Dtype::I16,
    Dtype::I32,
    Dtype::I64,
    Dtype::F16,
    Dtype::Bf16,
    Dtype::F32,
    Dtype::F64,
];

impl Dtype {
    /// By its place in [`ALL`], as Python hands it over.
    pub fn at(place: usize) -> Option<Self> {
        ALL.get(place).copied()
    }

    pub fn place(self) -> usize {
        self as usize
    }

    /// Bytes of one number.
    pub fn size(self) -> usize {
        match self {
            Self::Bool | Self::U8 | Self::I8 => 1,
            Self::I16 | Self::F16 | Self::Bf16 => 2,
            Self::I32 | Self::F32 => 4,
            Self::I64 | Self::F64 => 8,
        }
    }

    pub fn category(self) -> Category {
        match self {
            Self::Bool => Category::Bool,
            Self::U8 | Self::I8 | Self::I16 | Self::I32 | Self::I64 => Category::Integer,
            Self::F16 | Self::Bf16 | Self::F32 | Self::F64 => Category::Float,
        }
    }

    pub fn is_float(self) -> bool {
        self.category() == Category::Float
    }

    /// As in `torch.float32`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::U8 => "uint8",
            Self::I8 => "int8",
            Self::I16 => "int16",
            Self::I32 => "int32",
            Self::I64 => "int64",
            Self::F16 => "float16",
            Self::Bf16 => "bfloat16",
            Self::F32 => "float32",
            Self::F64 => "float64",
        }
    }

    /// As PyTorch's messages have it.
    pub fn scalar_name(self) -> &'static str {
        match self {
            Self::Bool => "Bool",
            Self::U8 => "Byte",
            Self::I8 => "Char",
            Self::I16 => "Short",
            Self::I32 => "Int",
            Self::I64 => "Long",
            Self::F16 => "Half",
            Self::Bf16 => "BFloat16",
            Self::F32 => "Float",
            Self::F64 => "Double",
        }
    }

    /// As C++'s types are called in messages about matrix products.
    pub fn c_name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::U8 => "unsigned char",
            Self::I8 => "signed char",
            Self::I16 => "short",
            Self::I32 => "int",
            Self::I64 => "long int",
            Self::F16 => "c10::Half",
            Self::Bf16 => "c10::BFloat16",
            Self::F32 => "float",
            Self::F64 => "double",
        }
    }

    pub(crate) fn burn(self) -> DType {
        match self {
            Self::Bool => DType::Bool(BoolStore::U8),
            Self::U8 => DType::U8,
            Self::I8 => DType::I8,
            Self::I16 => DType::I16,
            Self::I32 => DType::I32,
            Self::I64 => DType::I64,
            Self::F16 => DType::F16,
            Self::Bf16 => DType::BF16,
            Self::F32 => DType::F32,
            Self::F64 => DType::F64,
        }
    }
}

/// The smallest type that holds both (`torch.promote_types`).
pub fn promote(a: Dtype, b: Dtype) -> Dtype {
    use Dtype::{Bf16, F16, F32, I8, I16, U8};
    match (a.category().cmp(&b.category()), a, b) {
        (std::cmp::Ordering::Less, _, _) => b,
        (std::cmp::Ordering::Greater, _, _) => a,
        (_, U8, I8) | (_, I8, U8) => I16,
        (_, F16, Bf16) | (_, Bf16, F16) => F32,
        _ => a.max(b),
    }
}

/// What takes part in a promotion: numbers of Python and tensors without dimensions give way to tensors that have some,
/// unless their category is higher ("Tensor Attributes" in PyTorch's documentation).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub dtype: Dtype,
    pub rank: Rank,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Number,
    NoDimension,
    Dimensions,
}

/// The dtype of an operation's result (`torch.result_type`).
pub fn result_type(parts: impl Iterator<Item = Part> + Clone, default: Dtype) -> Dtype {
    let of = |rank: Rank| parts.clone().filter(|part| part.rank == rank).map(|part| part.dtype).reduce(promote);
    let mut result: Option<Dtype> = None;
    for rank in [Rank::Dimensions, Rank::NoDimension, Rank::Number] {
        let Some(mut dtype) = of(rank) else { continue };
        if rank == Rank::Number && dtype.is_float() {
            dtype = default;
        }
        result = Some(match result {
            Some(stronger) if dtype.category() <= stronger.category() => stronger,
            Some(_) | None => dtype,
        });
    }
    result.unwrap_or(default)
}
