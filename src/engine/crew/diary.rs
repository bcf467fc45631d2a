//! Who did what when in one step, as the page shows it.

use super::Crew;
use super::part::clock_millis;
use super::round::Round;
use crate::experiment::Picture;

/// In milliseconds from the step's beginning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diary {
    /// Worker (0 is the leader), begin and end of each part.
    pub parts: Vec<[f64; 3]>,
    /// When the last part had arrived, and when the optimizer's step was made.
    pub step: [f64; 2],
}

impl Diary {
    /// Of a step that ends now.
    pub(super) fn of(round: &Round, begun_millis: f64, arrived_millis: f64) -> Self {
        let parts = round.parts();
        let parts =
            parts.map(|(seat, part)| [seat as f64, part.begun_millis - begun_millis, part.ended_millis - begun_millis]);
        Self { parts: parts.collect(), step: [arrived_millis, clock_millis()].map(|millis| millis - begun_millis) }
    }

    /// Share of the step that so many workers spent on their parts, on average.
    pub fn busy(&self, workers: usize) -> f64 {
        let parts_millis: f64 = self.parts.iter().map(|[_, begun, ended]| ended - begun).sum();
        parts_millis / (workers as f64 * self.step[1])
    }
}

impl Crew {
    /// Adds the last step's diary to a picture: `parts` `[parts, 3]` (worker, begin and end in milliseconds), `combining` `[2]`
    /// (begin and end of the optimizer's step) and `staff` `[2]` (workers that are up, workers replaced so far).
    pub fn show(&self, picture: Picture) -> Picture {
        let parts = self.diary.parts.iter().flatten().map(|number| *number as f32);
        picture
            .with("parts", &[self.diary.parts.len(), 3], parts)
            .with("combining", &[2], self.diary.step.map(|millis| millis as f32))
            .with("staff", &[2], [self.present() as f32, self.replaced as f32])
    }
}
