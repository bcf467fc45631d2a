//! Training with burn, in ticks that let messages in between. Knows nothing of the page.

pub mod baseline_loop;
pub mod batch_tensors;
pub mod checkpoint;
pub mod clock;
pub mod convolve;
pub mod crew;
pub mod device;
pub mod experiment;
pub mod host;
pub mod imported_weights;
pub mod init;
pub mod learner;
pub mod lesson;
pub mod matmul_race;
pub mod metrics;
pub mod mlp;
pub mod net;
pub mod optimizer;
pub mod own_files;
mod projection;
pub mod read;
pub mod rehearsal;
pub mod run;
pub mod schedule;
pub mod selftest;
pub mod step;
pub mod step_log;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
pub mod weights;
