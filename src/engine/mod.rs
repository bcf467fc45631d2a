//! Training with burn, in ticks that let messages in between. Knows nothing of the page.

pub mod bare;
pub mod checkpoint;
pub mod device;
pub mod evaluation;
#[cfg(target_arch = "wasm32")]
pub mod host;
pub mod ledger;
pub mod metrics;
pub mod net;
pub mod optimizer;
pub mod predictor;
pub mod read;
pub mod schedule;
pub mod selftest;
pub mod session;
pub mod step;
#[cfg(target_arch = "wasm32")]
pub mod store;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
