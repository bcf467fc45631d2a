//! In place of the GPU, where none is built in.

use burn::tensor::{Device, Tensor};

use protocol::{Cause, Fault, GpuFault, GpuReport};

/// There is none.
pub type OnGpu = burn::backend::Flex;

/// # Errors
/// Always [`GpuFault::Start`].
pub async fn open() -> Result<Device, Fault> {
    Err(GpuFault::Start { detail: Cause::NoGpuInside }.into())
}

pub fn found_here() -> GpuReport {
    GpuReport::NoWebGpu
}

/// There are no values on one.
pub fn adam(_: &Tensor<1>, _: &Tensor<1>, _: Option<[&Tensor<1>; 2]>, _: [f32; 7]) -> Option<[Tensor<1>; 3]> {
    None
}
