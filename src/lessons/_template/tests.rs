//! What the lesson's text claims.

use super::MANIFEST;
use crate::engine::rehearsal::rehearse;
use crate::protocol::Fault;

#[test]
fn the_line_finds_the_slope() {
    let run = rehearse(&MANIFEST, &[]).unwrap();
    assert!((run.last("weight") - 2.0).abs() < 0.01, "{}", run.last("weight"));
    assert!(run.last("train-loss") < 1e-3);
}

#[test]
fn far_too_large_steps_diverge() {
    let run = rehearse(&MANIFEST, &[("lr", "3"), ("epochs", "1000")]);
    assert!(matches!(run, Err(Fault::Diverged { .. })));
}
