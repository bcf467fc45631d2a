//! Which backend a run uses and why: the worker reports what it found, one pure function decides.

use serde::{Deserialize, Serialize};

use super::{Backend, BackendChoice, GpuFault};

/// What a worker found when it asked the browser for a GPU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GpuReport {
    /// The browser has no WebGPU.
    NoWebGpu,
    /// WebGPU is hidden because the page was not loaded over https or from localhost.
    InsecureContext,
    /// WebGPU is there, an adapter is not.
    NoAdapter,
    /// The browser does not answer when it is asked for one.
    NoAnswer,
    /// The adapter lacks a feature that burn needs.
    MissingFeature { adapter: String, feature: String },
    /// The adapter is a program on the CPU.
    Software { adapter: String },
    /// A real GPU with everything that is needed.
    Usable { adapter: String },
}

/// Why a run is on the backend it is on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BackendReason {
    /// The reader asked for it.
    Asked,
    /// The lesson's nets are so small that the CPU is the fastest.
    SmallNet,
    /// A real GPU was found.
    FoundGpu,
    /// The reader asked for the GPU and gets a software adapter: slow, for tests.
    SoftwareAsked,
    /// The GPU cannot be used, for this cause.
    Unusable(GpuReport),
    /// It failed.
    Failed(GpuFault),
}

/// The badge: backend, its name and the reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BackendReport {
    pub backend: Backend,
    /// The adapter's name; empty on the CPU.
    pub adapter: String,
    pub reason: BackendReason,
}

impl BackendReport {
    /// Of a lesson that runs on the CPU wherever it is.
    pub fn small_net() -> Self {
        Self { backend: Backend::Cpu, adapter: String::new(), reason: BackendReason::SmallNet }
    }

    /// Decides from the reader's choice and the worker's report. A software adapter is a GPU only where it is asked for.
    pub fn choose(choice: BackendChoice, gpu: &GpuReport) -> Self {
        let cpu = |reason| Self { backend: Backend::Cpu, adapter: String::new(), reason };
        let on_gpu = |adapter: &String, reason| Self { backend: Backend::Gpu, adapter: adapter.clone(), reason };
        match (choice, gpu) {
            (BackendChoice::Cpu, _) => cpu(BackendReason::Asked),
            (BackendChoice::Auto, GpuReport::Usable { adapter }) => on_gpu(adapter, BackendReason::FoundGpu),
            (BackendChoice::Gpu, GpuReport::Usable { adapter }) => on_gpu(adapter, BackendReason::Asked),
            (BackendChoice::Gpu, GpuReport::Software { adapter }) => on_gpu(adapter, BackendReason::SoftwareAsked),
            (BackendChoice::Auto | BackendChoice::Gpu, unusable) => cpu(BackendReason::Unusable(unusable.clone())),
        }
    }
}
