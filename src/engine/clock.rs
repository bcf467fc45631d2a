//! How many steps of a lab are due: so many a second for someone who watches, else as many as can be.

use web_time::Instant;

/// How steps are timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tempo {
    /// By the setting `pace`, for someone who watches.
    Watched,
    /// As fast as can be.
    Unwatched,
}

/// A frame of the screen, and what of it goes into steps; the rest is for messages.
pub const FRAME_MILLIS: f64 = 1000.0 / 60.0;
pub const WORK_MILLIS: f64 = 12.0;

/// Says how many steps are due.
pub struct Clock {
    pub tempo: Tempo,
    steps_per_second: f64,
    since: Instant,
    credit_steps: f64,
}

impl Clock {
    pub fn new(tempo: Tempo, steps_per_second: f64) -> Self {
        Self { tempo, steps_per_second, since: Instant::now(), credit_steps: 0.0 }
    }

    /// The first step is due at once.
    pub fn start(&mut self) {
        self.since = Instant::now();
        self.credit_steps = 1.0;
    }

    pub fn set_pace(&mut self, steps_per_second: f64) {
        self.steps_per_second = steps_per_second;
    }

    /// Takes one step off the credit, if it is due.
    pub fn is_due(&mut self) -> bool {
        if self.tempo == Tempo::Unwatched {
            return true;
        }
        let now = Instant::now();
        self.credit_steps += now.duration_since(self.since).as_secs_f64() * self.steps_per_second;
        self.since = now;
        // A machine that cannot keep up owes nothing.
        self.credit_steps = self.credit_steps.min((self.steps_per_second / 10.0).max(1.0));
        let is_due = self.credit_steps >= 1.0;
        if is_due {
            self.credit_steps -= 1.0;
        }
        is_due
    }

    /// What a step takes in the end, when its work takes `work_millis`.
    pub fn step_millis(&self, work_millis: f64) -> f64 {
        match self.tempo {
            Tempo::Watched => (work_millis * FRAME_MILLIS / WORK_MILLIS).max(1000.0 / self.steps_per_second),
            Tempo::Unwatched => work_millis,
        }
    }
}
