//! The GPU, through burn's runtime for it.

mod shaders;

use std::cell::RefCell;

use burn::backend::ops::ConvOptions;
use burn::backend::wgpu::{CubeTensor, Wgpu};
use burn::tensor::{Device, Tensor};
use convolution::flex::Windows;

use crate::convolve::Kernels;
use protocol::{Fault, GpuFault};

/// Beside the CPU's, the backend that has kernels of our own.
pub type OnGpu = Wgpu;

impl Kernels for OnGpu {
    fn answers([images, filters, biases]: [CubeTensor; 3], options: ConvOptions<2>) -> CubeTensor {
        shaders::conv2d(images, filters, Some(biases), options)
    }

    fn slopes(
        images: CubeTensor,
        filters: CubeTensor,
        slopes: CubeTensor,
        options: ConvOptions<2>,
        wants_images: bool,
    ) -> (Option<CubeTensor>, CubeTensor, CubeTensor) {
        let found = shaders::conv2d_backward(images, filters, slopes, options, wants_images);
        (found.images, found.filters, found.biases)
    }

    fn largest(maps: &CubeTensor, windows: Windows) -> Option<CubeTensor> {
        (windows == Windows::FOURS).then(|| shaders::largest(maps)).flatten()
    }

    fn largest_backward(maps: CubeTensor, _: Windows, slopes: CubeTensor) -> CubeTensor {
        shaders::largest_backward(&maps, slopes)
    }
}

/// Tasks that are sent to a GPU together.
const TASKS: usize = 32;

thread_local!(static GPU: RefCell<Option<Device>> = const { RefCell::new(None) });

/// burn's runtime can be started once; later runs of this worker share it.
///
/// # Errors
/// [`GpuFault::Start`].
pub async fn open() -> Result<Device, Fault> {
    if let Some(device) = GPU.with_borrow(Option::clone) {
        return Ok(device);
    }
    let device = Device::wgpu_options().tasks_max(TASKS).init_async().await;
    let device = device.map_err(|error| GpuFault::Start { detail: error.to_string().into() })?;
    GPU.set(Some(device.clone()));
    Ok(device)
}

/// A step of Adam for values that lie on a GPU; none where they do not. `numbers`: learning rate, both betas, both corrections for the
/// start at zero, weight decay, epsilon.
pub fn adam(
    values: &Tensor<1>,
    slopes: &Tensor<1>,
    moments: Option<[&Tensor<1>; 2]>,
    numbers: [f32; 7],
) -> Option<[Tensor<1>; 3]> {
    let there = |tensor: &Tensor<1>| tensor.clone().try_into_primitive::<OnGpu>().ok();
    let device = values.device();
    let (values, slopes) = (there(values)?, there(slopes)?);
    let nothing = || Tensor::zeros([values.meta.shape()[0]], &device);
    let moments = match moments {
        Some([first, second]) => [there(first)?, there(second)?],
        None => [there(&nothing())?, there(&nothing())?],
    };
    let numbers = there(&Tensor::from_floats(numbers, &device))?;
    let after = shaders::adam::step(values, slopes, moments, numbers);
    Some(after.map(Tensor::from_primitive::<OnGpu>))
}

/// What there is outside a browser. burn's runtime is started by that.
#[cfg(not(target_arch = "wasm32"))]
pub fn found_here() -> protocol::GpuReport {
    use burn::tensor::wgpu::wgpu::DeviceType;
    use protocol::GpuReport;

    let Ok((device, setup)) = Device::wgpu_options().tasks_max(TASKS).init_with_setup() else {
        return GpuReport::NoAdapter;
    };
    GPU.set(Some(device));
    let info = setup.adapter.get_info();
    let adapter = format!("{} ({})", info.name, info.backend);
    match info.device_type {
        DeviceType::Cpu => GpuReport::Software { adapter },
        _ => GpuReport::Usable { adapter },
    }
}
