//! Long steps are done piece by piece: the reader is answered in between, and nothing is saved of half a step.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

use super::*;
use crate::checkpoint::Values;
use crate::clock::WORK_MILLIS;
use crate::experiment::{Experiment, Picture, Plan};
use crate::lesson::Lesson;
use course::settings::{Setting, Settings};
use course::{Chapter, Manifest, Program, Text};
use protocol::set_weights::WEIGHTS;
use protocol::{BackendReport, Difference, LayerSummary};

const NONE: Text = Text { en: "", zh: "" };
const PACE: Setting = Setting::real("pace", 0.5..=100_000.0, 250.0).unit("steps/s").live();
const MANIFEST: Manifest = Manifest {
    id: "slow",
    chapter: Chapter::FirstNets,
    title: NONE,
    summary: NONE,
    minutes: 0,
    settings: &[PACE, Setting::text(WEIGHTS, "", 100).live()],
    lead: &[],
    sources: &[],
    classes: &[],
    program: Program::Lab,
};
const LESSON: Lesson = Lesson::lab(&MANIFEST, |_| Ok(Box::new(Slow::default())));

/// Each step has three pieces before its end, each longer than a frame.
#[derive(Default)]
struct Slow {
    pieces: usize,
    steps: usize,
    weights: [f32; 2],
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
        BTreeMap::from([("w".to_owned(), Values { shape: vec![2], values: self.weights.to_vec() })])
    }

    fn restore(&mut self, tensors: &BTreeMap<String, Values>, _step: u64) -> Result<(), Vec<Difference>> {
        self.weights.copy_from_slice(&tensors["w"].values);
        Ok(())
    }
}

fn run() -> Run {
    let settings = Settings::defaults(MANIFEST.settings);
    let frame = Frame::new(RunId(1), &LESSON, settings, BackendReport::small_net());
    Run::in_lab(frame, Tempo::Watched, None, None).unwrap()
}

/// What is sent of one tick: the states, and the steps of checkpoints.
fn tick(run: &mut Run) -> (Tick, Vec<RunState>, Vec<u64>) {
    let tick = pollster::block_on(run.tick()).unwrap();
    let (mut states, mut saved) = (Vec::new(), Vec::new());
    for (event, _) in run.said() {
        match event {
            RunEvent::State(state) => states.push(state),
            RunEvent::Checkpoint { step, .. } => saved.push(step),
            _ => {}
        }
    }
    (tick, states, saved)
}

#[test]
fn a_pause_is_answered_in_the_middle_of_a_step_which_goes_on_afterwards() {
    let mut run = run();
    run.run();
    // No rest between the pieces of a long step, and one piece for each look at the messages.
    assert_eq!(tick(&mut run), (Tick::Worked, vec![RunState::Running], vec![]));
    assert_eq!(tick(&mut run), (Tick::Worked, vec![], vec![]));
    run.pause();
    assert_eq!(tick(&mut run), (Tick::Idle, vec![RunState::Paused], vec![0]));
    run.single_step();
    assert_eq!(tick(&mut run), (Tick::Worked, vec![RunState::Running], vec![]));
    assert_eq!(run.frame.step, 0);
    assert_eq!(tick(&mut run).0, Tick::Worked);
    assert_eq!(run.frame.step, 1);
    assert_eq!(tick(&mut run), (Tick::Idle, vec![RunState::Paused], vec![1]));
}

#[test]
fn a_weight_is_set_once_by_hand_and_learns_on() {
    let mut run = run();
    let weights = |run: &Run| match &run.work {
        Work::Lab(lab) => lab.experiment.tensors()["w"].values.clone(),
        Work::Images(_) => Vec::new(),
    };
    run.change(WEIGHTS, "w.1=5").unwrap();
    assert_eq!(weights(&run), [0.0, 5.0]);
    if let Work::Lab(lab) = &mut run.work {
        let learned = BTreeMap::from([("w".to_owned(), Values { shape: vec![2], values: vec![1.0, 6.0] })]);
        lab.experiment.restore(&learned, 1).unwrap();
    }
    run.change(WEIGHTS, "w.1=5;w.0=2;w.2=3;other.0=4").unwrap();
    assert_eq!(weights(&run), [2.0, 6.0], "what had been set before is left, and what the net does not have");
    let fault = run.change(WEIGHTS, "w.1=5;w").unwrap_err();
    assert_eq!(fault, Fault::BadExpression { key: WEIGHTS.to_owned(), at: 7, found: "w".to_owned() });
    assert_eq!(
        run.frame.settings.text(WEIGHTS),
        "w.1=5;w.0=2;w.2=3;other.0=4",
        "a text that cannot be read changes nothing"
    );
}
