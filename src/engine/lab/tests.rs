//! Long steps are done piece by piece: the reader is answered in between, and nothing is saved of half a step.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

use super::*;
use crate::checkpoint::Values;
use crate::lesson::Lesson;
use crate::lessons::xor::MANIFEST;
use protocol::{Difference, LayerSummary};

const LESSON: Lesson = Lesson::lab(&MANIFEST, crate::lessons::xor::experiment::new);

/// Each step has three pieces before its end, each longer than a frame.
#[derive(Default)]
struct Slow {
    pieces: usize,
    steps: usize,
}

impl Experiment for Slow {
    fn plan(&self) -> Plan {
        Plan { steps_per_epoch: 2, epochs: 1, ..Plan::default() }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        Vec::new()
    }

    fn advance(&mut self) -> Result<bool, Fault> {
        sleep(Duration::from_secs_f64(2.0 * WORK_MILLIS / 1000.0));
        self.pieces += 1;
        Ok(self.pieces <= 3)
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        (self.pieces, self.steps) = (0, self.steps + 1);
        Ok(vec![("found", self.steps as f64)])
    }

    fn picture(&mut self) -> Picture {
        Picture::default()
    }

    fn change(&mut self, _settings: &Settings) -> Result<(), Fault> {
        Ok(())
    }

    fn tensors(&self) -> BTreeMap<String, Values> {
        BTreeMap::new()
    }

    fn restore(&mut self, _tensors: &BTreeMap<String, Values>, _step: u64) -> Result<(), Vec<Difference>> {
        Ok(())
    }
}

fn lab() -> Lab {
    let settings = Settings::defaults(MANIFEST.settings);
    let backend = BackendReport::small_net();
    let mut lab = Lab::new(RunId(1), &LESSON, settings, backend, None, Tempo::Watched, None).unwrap();
    lab.experiment = Box::new(Slow::default());
    lab.plan = lab.experiment.plan();
    lab
}

/// What is sent of one tick: the states, and the steps of checkpoints.
fn tick(lab: &mut Lab) -> (Tick, Vec<RunState>, Vec<u64>) {
    let mut out = Outbox::new();
    let tick = lab.tick(&mut out).unwrap();
    let (mut states, mut saved) = (Vec::new(), Vec::new());
    for (event, _) in out {
        match event {
            Event::State { state, .. } => states.push(state),
            Event::Checkpoint { step, .. } => saved.push(step),
            _ => {}
        }
    }
    (tick, states, saved)
}

#[test]
fn a_pause_is_answered_in_the_middle_of_a_step_which_goes_on_afterwards() {
    let mut lab = lab();
    lab.run();
    // No rest between the pieces of a long step, and one piece for each look at the messages.
    assert_eq!(tick(&mut lab), (Tick::Worked, vec![RunState::Running], vec![]));
    assert_eq!(tick(&mut lab), (Tick::Worked, vec![], vec![]));
    lab.pause();
    assert_eq!(tick(&mut lab), (Tick::Idle, vec![RunState::Paused], vec![0]));
    lab.single_step();
    assert_eq!(tick(&mut lab), (Tick::Worked, vec![RunState::Running], vec![]));
    assert_eq!(lab.step, 0);
    assert_eq!(tick(&mut lab).0, Tick::Worked);
    assert_eq!(lab.step, 1);
    assert_eq!(tick(&mut lab), (Tick::Idle, vec![RunState::Paused], vec![1]));
}
