//! How many workers help: more and more are tried while the steps go on. No digit depends on how many there are.

use super::part::EVEN;
use crate::metrics::median;

/// A search for the number of workers with the shortest steps.
pub struct Trial {
    at_most: usize,
    employed: usize,
    /// Fewer workers, and how long their steps took.
    before: Option<(usize, f64)>,
    is_over: bool,
    /// Since the number changed.
    untimed_steps: usize,
    untimed_millis: f64,
    step_millis: Vec<f64>,
}

/// A browser goes on making code faster for a while: so many steps, and so long, are not timed.
const UNTIMED_STEPS: usize = 3;
const UNTIMED_MILLIS: f64 = 500.0;
/// Then a median is taken of as many steps as come in this time, and of at least so many.
const TIMED_STEPS: usize = 5;
const TIMED_MILLIS: f64 = 300.0;
/// More workers have to be this much faster: they cost memory, and keep cores from others.
const GAIN: f64 = 0.9;

impl Trial {
    /// Begins with one.
    pub fn new(at_most: usize) -> Self {
        Self {
            at_most: at_most.max(1),
            employed: 1,
            before: None,
            is_over: false,
            untimed_steps: 0,
            untimed_millis: 0.0,
            step_millis: Vec::new(),
        }
    }

    /// How many there should be now.
    pub fn employed(&self) -> usize {
        self.employed
    }

    /// Another number is the most there may be. If there may be more than before, they are tried.
    pub fn limit(&mut self, at_most: usize) {
        let at_most = at_most.max(1);
        if at_most != self.at_most {
            *self = Self { employed: self.employed.min(at_most), ..Self::new(at_most) };
        }
    }

    /// Takes note of a step that all who are employed have shared.
    pub fn note(&mut self, step_millis: f64) {
        if self.is_over || self.warms_up(step_millis) {
            return;
        }
        self.step_millis.push(step_millis);
        let is_enough = self.step_millis.iter().sum::<f64>() >= TIMED_MILLIS && self.step_millis.len() >= TIMED_STEPS;
        let Some(now) = is_enough.then(|| median(std::mem::take(&mut self.step_millis))).flatten() else { return };
        (self.untimed_steps, self.untimed_millis) = (0, 0.0);
        match self.before {
            Some((fewer, millis)) if now > GAIN * millis => (self.employed, self.is_over) = (fewer, true),
            _ => match EVEN.into_iter().find(|more| (self.employed + 1..=self.at_most).contains(more)) {
                None => self.is_over = true,
                Some(more) => {
                    self.before = Some((self.employed, now));
                    self.employed = more;
                }
            },
        }
    }

    /// Whether this step is one that is not timed.
    fn warms_up(&mut self, step_millis: f64) -> bool {
        let is_warm = self.untimed_steps >= UNTIMED_STEPS && self.untimed_millis >= UNTIMED_MILLIS;
        if !is_warm {
            self.untimed_steps += 1;
            self.untimed_millis += step_millis;
        }
        !is_warm
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many are employed after many steps, where so many take `millis` for each.
    fn found(trial: &mut Trial, millis: impl Fn(usize) -> f64) -> usize {
        for _ in 0..1000 {
            trial.note(millis(trial.employed()));
        }
        trial.employed()
    }

    #[test]
    fn as_many_as_help_are_kept() {
        assert_eq!(found(&mut Trial::new(7), |workers| 20.0 / workers as f64), 6);
        assert_eq!(found(&mut Trial::new(7), |workers| 20.0 / workers.min(2) as f64), 2, "two cores are free");
        assert_eq!(found(&mut Trial::new(7), |workers| 20.0 + workers as f64), 1, "none is");
        assert_eq!(found(&mut Trial::new(1), |_| 20.0), 1);
        assert_eq!(found(&mut Trial::new(3), |workers| 4000.0 / workers as f64), 3, "long steps");
    }

    #[test]
    fn fewer_are_allowed_at_once_and_more_are_tried_again() {
        let mut trial = Trial::new(7);
        let quick = |workers: usize| 20.0 / workers as f64;
        found(&mut trial, quick);
        trial.limit(2);
        assert_eq!(trial.employed(), 2);
        assert_eq!(found(&mut trial, quick), 2);
        trial.limit(4);
        assert_eq!(trial.employed(), 2);
        assert_eq!(found(&mut trial, quick), 3, "four would wait for the two who have two parts");
    }
}
