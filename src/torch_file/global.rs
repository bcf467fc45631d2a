//! The functions and classes that a state dict may name, and what each of them means here.

use serde::{Deserialize, Serialize};

/// What a pickle may call or name to some effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Global {
    OrderedDict,
    RebuildTensor,
    RebuildParameter,
    /// The class of a storage, which only says what its numbers are.
    Storage(Dtype),
}

/// The kind of numbers in a tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dtype {
    Float64,
    Float32,
    Float16,
    BFloat16,
    Int64,
    Int32,
    Int16,
    Int8,
    UInt8,
    Bool,
    Complex64,
    Complex128,
}

impl Global {
    /// `module.name` as written in a pickle, if it is known.
    pub fn named(module: &[u8], name: &[u8]) -> Option<Self> {
        match (module, name) {
            (b"collections", b"OrderedDict") => Some(Self::OrderedDict),
            (b"torch._utils", b"_rebuild_tensor_v2" | b"_rebuild_tensor") => Some(Self::RebuildTensor),
            (b"torch._utils", b"_rebuild_parameter" | b"_rebuild_parameter_with_state") => Some(Self::RebuildParameter),
            (b"torch", class) => storage(class).map(Self::Storage),
            _ => None,
        }
    }
}

impl Dtype {
    /// Whether a net can learn such numbers, and they fit an f32.
    pub fn is_weight(self) -> bool {
        match self {
            Self::Float64 | Self::Float32 | Self::Float16 | Self::BFloat16 => true,
            Self::Int64 | Self::Int32 | Self::Int16 | Self::Int8 | Self::UInt8 => false,
            Self::Bool | Self::Complex64 | Self::Complex128 => false,
        }
    }

    /// PyTorch's name, without `torch.`
    pub fn name(self) -> &'static str {
        match self {
            Self::Float64 => "float64",
            Self::Float32 => "float32",
            Self::Float16 => "float16",
            Self::BFloat16 => "bfloat16",
            Self::Int64 => "int64",
            Self::Int32 => "int32",
            Self::Int16 => "int16",
            Self::Int8 => "int8",
            Self::UInt8 => "uint8",
            Self::Bool => "bool",
            Self::Complex64 => "complex64",
            Self::Complex128 => "complex128",
        }
    }

    /// Bytes of one number.
    pub fn bytes(self) -> usize {
        match self {
            Self::Complex128 => 16,
            Self::Float64 | Self::Int64 | Self::Complex64 => 8,
            Self::Float32 | Self::Int32 => 4,
            Self::Float16 | Self::BFloat16 | Self::Int16 => 2,
            Self::Int8 | Self::UInt8 | Self::Bool => 1,
        }
    }
}

fn storage(class: &[u8]) -> Option<Dtype> {
    Some(match class {
        b"DoubleStorage" => Dtype::Float64,
        b"FloatStorage" => Dtype::Float32,
        b"HalfStorage" => Dtype::Float16,
        b"BFloat16Storage" => Dtype::BFloat16,
        b"LongStorage" => Dtype::Int64,
        b"IntStorage" => Dtype::Int32,
        b"ShortStorage" => Dtype::Int16,
        b"CharStorage" => Dtype::Int8,
        b"ByteStorage" => Dtype::UInt8,
        b"BoolStorage" => Dtype::Bool,
        b"ComplexFloatStorage" => Dtype::Complex64,
        b"ComplexDoubleStorage" => Dtype::Complex128,
        _ => return None,
    })
}
