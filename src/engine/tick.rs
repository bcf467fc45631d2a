//! How runs are advanced: in ticks, small pieces of work that let messages in between.

use protocol::Event;

/// Events with their bulk, in the order in which they are to be sent.
pub type Outbox = Vec<(Event, Vec<u8>)>;

/// What a tick did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tick {
    /// Something; call again.
    Worked,
    /// The next examples have not arrived.
    WaitingForData,
    /// The next piece of work is not due yet.
    Resting { rest_millis: f64 },
    /// Nothing is wanted.
    Idle,
}

/// Steps that the reader has asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    None,
    One,
    All,
}
