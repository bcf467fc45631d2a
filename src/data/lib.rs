//! From bytes to batches: files, their catalogue, and the seeded order in which examples are drawn.

pub mod catalog;
pub mod cifar;
pub mod dataset;
#[cfg(not(target_arch = "wasm32"))]
pub mod disk;
pub mod fetch;
pub mod gunzip;
pub mod gzip;
pub mod idx;
pub mod loader;
pub mod open;
pub mod own;
pub mod pictures;
pub mod random;
pub mod resize;
pub mod toy;
pub mod web;
