//! Which device trains.

use burn::tensor::Device;

#[cfg(not(target_arch = "wasm32"))]
use protocol::GpuReport;
use protocol::{Backend, BackendReport, Fault, GpuFault};

/// The device a report names.
///
/// # Errors
/// [`Fault::Gpu`] when the GPU cannot be started, or this engine has none built in.
pub async fn open(report: &BackendReport) -> Result<Device, Fault> {
    match report.backend {
        Backend::Cpu => Ok(Device::flex()),
        Backend::Gpu => open_gpu().await,
    }
}

/// The report as far as this engine can follow it: the CPU's engine trains on the CPU whatever was asked.
pub fn served_here(report: BackendReport) -> BackendReport {
    match report.backend {
        Backend::Gpu if !cfg!(feature = "gpu") => {
            BackendReport { backend: Backend::Cpu, adapter: String::new(), ..report }
        }
        Backend::Gpu | Backend::Cpu => report,
    }
}

#[cfg(feature = "gpu")]
thread_local!(static GPU: std::cell::RefCell<Option<Device>> = const { std::cell::RefCell::new(None) });
/// Tasks that are sent to a GPU together.
#[cfg(feature = "gpu")]
const TASKS: usize = 32;

#[cfg(feature = "gpu")]
async fn open_gpu() -> Result<Device, Fault> {
    // burn's runtime can be started once; later runs of this worker share it.
    if let Some(device) = GPU.with_borrow(Option::clone) {
        return Ok(device);
    }
    let device = Device::wgpu_options().tasks_max(TASKS).init_async().await;
    let device = device.map_err(|error| GpuFault::Start { detail: error.to_string().into() })?;
    GPU.set(Some(device.clone()));
    Ok(device)
}

/// What there is outside a browser. burn's runtime is started by that.
#[cfg(all(feature = "gpu", not(target_arch = "wasm32")))]
pub fn found_here() -> GpuReport {
    let Ok((device, setup)) = Device::wgpu_options().tasks_max(TASKS).init_with_setup() else {
        return GpuReport::NoAdapter;
    };
    GPU.set(Some(device));
    let info = setup.adapter.get_info();
    let adapter = format!("{} ({})", info.name, info.backend);
    match info.device_type {
        burn::tensor::wgpu::wgpu::DeviceType::Cpu => GpuReport::Software { adapter },
        _ => GpuReport::Usable { adapter },
    }
}

/// None is built in.
#[cfg(all(not(feature = "gpu"), not(target_arch = "wasm32")))]
pub fn found_here() -> GpuReport {
    GpuReport::NoWebGpu
}

#[cfg(not(feature = "gpu"))]
async fn open_gpu() -> Result<Device, Fault> {
    Err(GpuFault::Start { detail: protocol::Cause::NoGpuInside }.into())
}
