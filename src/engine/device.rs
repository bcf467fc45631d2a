//! Which device trains.

#[cfg(feature = "gpu")]
pub mod gpu;
#[cfg(not(feature = "gpu"))]
#[path = "device/no_gpu.rs"]
pub mod gpu;

use burn::tensor::Device;

use protocol::{Backend, BackendReport, Fault};

/// The device a report names.
///
/// # Errors
/// [`Fault::Gpu`] when the GPU cannot be started, or this engine has none built in.
pub async fn open(report: &BackendReport) -> Result<Device, Fault> {
    match report.backend {
        Backend::Cpu => Ok(Device::flex()),
        Backend::Gpu => gpu::open().await,
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
