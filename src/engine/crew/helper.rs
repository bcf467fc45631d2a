//! A helper as the leader knows it.

use super::part::{Part, Task};

/// One who computes parts elsewhere. Dropping it ends it.
pub struct Helper {
    pub id: u64,
    /// Hands over a task; returns at once.
    pub give: Box<dyn Fn(Task)>,
    /// Ends it without telling the leader.
    pub kill: Box<dyn Fn()>,
    pub is_ready: bool,
    /// How long a part takes, lately.
    pub part_millis: Option<f64>,
}

/// Which helper says something, and what.
pub type News = (u64, Reply);

/// What helpers say, or what is said of them.
pub enum Reply {
    Ready,
    Done {
        serial: u64,
        place: usize,
        part: Part,
    },
    /// It could not be started, is dead, or has been silent for longer than a task's patience.
    Gone,
}
