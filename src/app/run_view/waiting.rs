//! What the page waits for: data on its way, data that does not come, a worker that says nothing.

/// How much of a run's data has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loading {
    pub file: String,
    pub done_bytes: u64,
    pub total_bytes: u64,
    pub from_cache: bool,
}

/// A file that does not come, and when it is asked for again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delay {
    pub file: String,
    pub retry_seconds: u32,
    /// The run stands still until it is there.
    pub is_waited_for: bool,
}

/// A worker that says nothing: it is on its way, or in the middle of a long step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quiet {
    Starting { seconds: u32 },
    Working { seconds: u32 },
}
