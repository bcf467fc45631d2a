//! What the lesson's text claims.

use super::MANIFEST;
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::rehearse;
use crate::protocol::Fault;

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

#[test]
fn the_line_finds_the_slope() {
    let run = rehearse(&LESSON, &[]).unwrap();
    assert!((run.last("weight") - 2.0).abs() < 0.01, "{}", run.last("weight"));
    assert!(run.last("train-loss") < 1e-3);
}

#[test]
fn far_too_large_steps_diverge() {
    let run = rehearse(&LESSON, &[("lr", "3"), ("epochs", "1000")]);
    assert!(matches!(run, Err(Fault::Diverged { .. })));
}
