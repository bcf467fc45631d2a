//! From bytes to batches: files, their catalogue, and the seeded order in which examples are drawn.

pub mod catalog;
pub mod cifar;
pub mod dataset;
#[cfg(all(feature = "engine", not(target_arch = "wasm32")))]
pub mod disk;
#[cfg(all(feature = "engine", target_arch = "wasm32"))]
pub mod fetch;
#[cfg(any(feature = "engine", feature = "ui"))]
pub mod gunzip;
pub mod gzip;
pub mod idx;
pub mod loader;
#[cfg(feature = "engine")]
pub mod open;
pub mod own;
pub mod pictures;
pub mod random;
pub mod resize;
pub mod toy;
#[cfg(all(any(feature = "engine", feature = "ui"), target_arch = "wasm32"))]
pub mod web;
