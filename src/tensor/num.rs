//! The types that kernels compute in, and their arithmetic.

use bytemuck::Pod;

use crate::dtype::Dtype;

/// A type that kernels compute in.
pub trait Num: Arithmetic {
    /// Views of this dtype are read as they are.
    const DTYPE: Dtype;
    fn from_f64(value: f64) -> Self;
    fn from_i64(value: i64) -> Self;
    fn to_f64(self) -> f64;
    fn to_i64(self) -> i64;
}

/// Whole numbers wrap around, as they do in PyTorch.
pub trait Arithmetic: Pod + Default + PartialOrd + Send + Sync + 'static {
    /// Whether it is not a number.
    fn is_nan(self) -> bool;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
    fn times(self, other: Self) -> Self;
    /// The remainder with the divisor's sign, as Python's `%`; 0 for a whole number over 0.
    fn modulo(self, other: Self) -> Self;
    /// Rounded down.
    fn floor_divided(self, other: Self) -> Self;
    fn power(self, other: Self) -> Self;
}

/// A number with a fraction.
pub trait Real: Num + std::ops::Neg<Output = Self> {
    /// By a function on f64, and back.
    fn via(self, f: impl Fn(f64) -> f64) -> Self {
        Self::from_f64(f(self.to_f64()))
    }
    fn divided(self, other: Self) -> Self;
    fn exponential(self) -> Self;
    fn logarithm(self) -> Self;
    fn root(self) -> Self;
    fn hyperbolic_tangent(self) -> Self;
}

macro_rules! num {
    ($kind:ty, $dtype:ident) => {
        impl Num for $kind {
            const DTYPE: Dtype = Dtype::$dtype;
            fn from_f64(value: f64) -> Self {
                value as Self
            }
            fn from_i64(value: i64) -> Self {
                value as Self
            }
            fn to_f64(self) -> f64 {
                self as f64
            }
            fn to_i64(self) -> i64 {
                self as i64
            }
        }
    };
}

num!(f32, F32);
num!(f64, F64);
num!(i64, I64);

macro_rules! real {
    ($kind:ty) => {
        impl Arithmetic for $kind {
            fn is_nan(self) -> bool {
                self != self
            }
            fn plus(self, other: Self) -> Self {
                self + other
            }
            fn minus(self, other: Self) -> Self {
                self - other
            }
            fn times(self, other: Self) -> Self {
                self * other
            }
            fn modulo(self, other: Self) -> Self {
                let rest = self % other;
                if rest != 0.0 && (rest < 0.0) != (other < 0.0) { rest + other } else { rest }
            }
            fn floor_divided(self, other: Self) -> Self {
                (self / other).floor()
            }
            fn power(self, other: Self) -> Self {
                self.powf(other)
            }
        }

        impl Real for $kind {
            fn divided(self, other: Self) -> Self {
                self / other
            }
            fn exponential(self) -> Self {
                self.exp()
            }
            fn logarithm(self) -> Self {
                self.ln()
            }
            fn root(self) -> Self {
                self.sqrt()
            }
            fn hyperbolic_tangent(self) -> Self {
                self.tanh()
            }
        }
    };
}

real!(f32);
real!(f64);

impl Arithmetic for i64 {
    fn is_nan(self) -> bool {
        false
    }
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }
    fn times(self, other: Self) -> Self {
        self.wrapping_mul(other)
    }
    fn modulo(self, other: Self) -> Self {
        let rest = self.checked_rem(other).unwrap_or(0);
        if rest != 0 && (rest < 0) != (other < 0) { rest + other } else { rest }
    }
    fn floor_divided(self, other: Self) -> Self {
        let whole = self.checked_div(other).unwrap_or(0);
        whole - Self::from(self.checked_rem(other).unwrap_or(0) != 0 && (self < 0) != (other < 0))
    }
    fn power(self, other: Self) -> Self {
        u32::try_from(other).map_or(Self::from(self == 1), |exponent| self.wrapping_pow(exponent))
    }
}
