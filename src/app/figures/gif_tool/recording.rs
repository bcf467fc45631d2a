//! What the GIF tool knows of the animation in hand. Plain state; the recorder's answers are counted here.

use protocol::Cause;

/// Frames that wait for the recorder at most: a slow machine takes fewer frames, not more memory.
const MOST_WAITING: u32 = 8;

/// What the reader has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wishes {
    pub width_px: u16,
    pub frames_per_second: u16,
    /// Of the animation, not of the recording: time in which nothing changes is left out.
    pub limit_seconds: u16,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    #[default]
    Idle,
    Recording,
    /// The recorder is about to send the file.
    Packing,
    Saved {
        bytes: usize,
    },
    Failed {
        detail: Cause,
    },
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    pub phase: Phase,
    /// Frames in the animation so far.
    pub frames: u32,
    most_frames: u32,
    /// Messages that the recorder has not answered.
    waiting: u32,
}

impl Wishes {
    pub const WIDTHS_PX: [u16; 4] = [240, 360, 480, 640];
    pub const SPEEDS: [u16; 3] = [5, 10, 20];
    pub const LIMITS_SECONDS: [u16; 4] = [5, 10, 20, 30];

    /// How long so many frames play.
    pub fn seconds(&self, frames: u32) -> f64 {
        f64::from(frames) / f64::from(self.frames_per_second)
    }
}

impl Default for Wishes {
    fn default() -> Self {
        Self { width_px: 480, frames_per_second: 10, limit_seconds: 10 }
    }
}

impl Recording {
    /// `Begin` has been sent.
    pub fn begin(wishes: Wishes) -> Self {
        let most_frames = u32::from(wishes.limit_seconds) * u32::from(wishes.frames_per_second);
        Self { phase: Phase::Recording, frames: 0, most_frames, waiting: 1 }
    }

    pub fn is_recording(&self) -> bool {
        self.phase == Phase::Recording
    }

    /// Whether a frame may be sent now.
    pub fn takes_frame(&self) -> bool {
        self.is_recording() && self.waiting < MOST_WAITING
    }

    pub fn sent(&mut self) {
        self.waiting += 1;
    }

    /// The recorder has answered.
    pub fn answered(&mut self, frames: u32) {
        self.waiting = self.waiting.saturating_sub(1);
        self.frames = frames;
    }

    /// As long as the reader wanted it.
    pub fn is_complete(&self) -> bool {
        self.is_recording() && self.frames >= self.most_frames
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WISHES: Wishes = Wishes { width_px: 240, frames_per_second: 5, limit_seconds: 2 };

    #[test]
    fn a_slow_recorder_gets_no_more_frames_until_it_answers() {
        let mut recording = Recording::begin(WISHES);
        while recording.takes_frame() {
            recording.sent();
        }
        assert_eq!(recording.waiting, MOST_WAITING);
        recording.answered(0);
        assert!(recording.takes_frame());
    }

    #[test]
    fn it_is_complete_at_the_limit_and_then_takes_nothing() {
        let mut recording = Recording::begin(WISHES);
        for frames in 0..10 {
            assert!(!recording.is_complete());
            recording.sent();
            recording.answered(frames + 1);
        }
        assert!(recording.is_complete());
        assert_eq!(WISHES.seconds(recording.frames), 2.0);
        recording.phase = Phase::Packing;
        assert!(!recording.is_complete() && !recording.takes_frame());
    }

    #[test]
    fn frames_that_show_nothing_new_do_not_count() {
        let mut recording = Recording::begin(WISHES);
        for _ in 0..100 {
            recording.sent();
            recording.answered(1);
        }
        assert!(!recording.is_complete());
    }
}
