//! How fast this machine is at something, as a worker found out.

use serde::{Deserialize, Serialize};

use super::Backend;

/// A square matrix of `size` rows on one device.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RacePoint {
    pub backend: Backend,
    pub size: u32,
    /// To the device and back.
    pub move_millis: f64,
    /// The product of two of them.
    pub product_millis: f64,
}

/// The same steps with so many workers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkersPoint {
    pub workers: u32,
    /// Those that were at work in the end; fewer where the browser refused to start more.
    pub present: u32,
    pub examples_per_second: f64,
    /// Share of a step's time that a worker spends on its part, on average; the rest it waits. Median over the steps.
    pub busy: f64,
    /// Largest difference of a loss from one worker's.
    pub losses_apart: f64,
}
