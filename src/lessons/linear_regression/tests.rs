//! The lesson's reference figures and claims, on real runs.

use super::MANIFEST;
use super::bowl::Bowl;
use super::data::{Examples, batch_of};
use crate::course::settings::Settings;
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::{Rehearsal, rehearse};
use crate::protocol::Fault;

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

fn run(pairs: &[(&str, &str)]) -> Rehearsal {
    rehearse(&LESSON, pairs).expect("the run ends well")
}

fn losses(rehearsal: &Rehearsal) -> Vec<f64> {
    rehearsal.curves["train-loss"].iter().map(|point| point.1).collect()
}

fn examples(pairs: &[(&str, &str)]) -> Examples {
    let (settings, faults) = Settings::from_pairs(MANIFEST.settings, pairs.iter().copied());
    assert_eq!(faults, []);
    Examples::new(&settings)
}

#[test]
fn three_epochs_find_the_true_weights() {
    for pairs in [&[("reduction", "mean")][..], &[("reduction", "sum")], &[("program", "layers")], &[("seed", "2")]] {
        let rehearsal = run(pairs);
        assert_eq!(rehearsal.curves["train-loss"].len(), 300);
        let last_epoch = losses(&rehearsal).split_off(200);
        assert!(last_epoch.iter().sum::<f64>() / 100.0 < 1e-3, "{pairs:?}");
        assert!(rehearsal.last("test-loss") < 1e-3, "{pairs:?}: {}", rehearsal.last("test-loss"));
        assert!(rehearsal.last("w-error") < 1e-2, "{pairs:?}: {}", rehearsal.last("w-error"));
        assert!(rehearsal.last("b-error") < 1e-2, "{pairs:?}: {}", rehearsal.last("b-error"));
    }
}

#[test]
fn both_programs_draw_the_same_curve() {
    for pairs in [&[][..], &[("reduction", "sum")], &[("targets", "flat")]] {
        let with = |program| losses(&run(&[pairs, &[("program", program)]].concat()));
        for (step, (hand, layers)) in with("by-hand").into_iter().zip(with("layers")).enumerate() {
            assert!((hand - layers).abs() <= 1e-6 + 1e-4 * hand, "{pairs:?}, step {step}: {hand} and {layers}");
        }
    }
}

#[test]
fn targets_of_the_wrong_shape_hold_the_loss_at_the_variance_of_the_targets() {
    let rehearsal = run(&[("targets", "flat")]);
    let last_epoch = losses(&rehearsal).split_off(200);
    let mean = last_epoch.iter().sum::<f64>() / 100.0;
    assert!((13.0..19.0).contains(&mean), "near 16: {mean}");
    let parameters = rehearsal.picture.values("parameters");
    // The best single guess: no slope, and the mean of the targets.
    assert!(parameters[0].abs() < 0.7 && parameters[1].abs() < 0.7, "{parameters:?}");
    assert!((parameters[2] - 4.444).abs() < 0.7, "{parameters:?}");
    assert_eq!(rehearsal.picture.values("differences").len(), 100);
    assert_eq!(run(&[]).picture.values("differences").len(), 10);
}

#[test]
fn the_fifteen_points_end_at_the_least_squares_line() {
    let pairs = [("data", "fifteen"), ("batch", "15"), ("lr", "0.01"), ("epochs", "2000")];
    let rehearsal = run(&pairs);
    // scipy.stats.linregress of the fifteen points.
    let goal = examples(&pairs).goal;
    assert!((goal[0] - 0.259_990).abs() < 1e-5 && (goal[1] - 0.747_665).abs() < 1e-5, "{goal:?}");
    assert!(rehearsal.last("w-error") < 1e-2 && rehearsal.last("b-error") < 1e-2);
    assert!(rehearsal.last("test-loss").is_nan(), "no example is held back");
}

#[test]
fn too_large_a_learning_rate_diverges_and_the_picture_knows_the_limit() {
    for learning_rate in ["1.5", "1e9"] {
        let fault = rehearse(&LESSON, &[("lr", learning_rate), ("batch", "1000"), ("epochs", "2000")]);
        assert!(matches!(fault, Err(Fault::Diverged { .. })), "{learning_rate}");
    }
    let limit = f64::from(run(&[("epochs", "1")]).picture.values("limit")[0]);
    assert!((0.8..1.0).contains(&limit), "inputs of unit variance: {limit}");
    let below = [("batch", "1000"), ("epochs", "50")];
    let loss =
        |learning_rate: f64| run(&[&below[..], &[("lr", &learning_rate.to_string())]].concat()).last("train-loss");
    assert!(loss(0.95 * limit) < 1.0 && loss(1.05 * limit) > 30.0);
}

#[test]
fn the_surface_is_the_loss_that_is_trained_on() {
    for flat in [false, true] {
        let pairs =
            [("targets", if flat { "flat" } else { "column" }), ("batch", "1000"), ("epochs", "1"), ("lr", "1e-6")];
        let Examples { inputs, targets, .. } = examples(&pairs);
        let bowl = if flat { Bowl::of_all_combinations(&inputs, &targets) } else { Bowl::of_pairs(&inputs, &targets) };
        let rehearsal = run(&pairs);
        let parameters: Vec<f64> = rehearsal.picture.values("parameters").iter().copied().map(f64::from).collect();
        let loss = rehearsal.last("train-loss");
        assert!((bowl.value(&parameters) / loss - 1.0).abs() < 1e-3, "{flat}: {loss}");
    }
}

#[test]
fn an_epoch_draws_every_example_once() {
    let mut drawn: Vec<u32> = (0..7).flat_map(|step| batch_of(1, 100, 15, step)).collect();
    assert_eq!(batch_of(1, 100, 15, 6).len(), 10, "the last batch holds what is left");
    drawn.sort_unstable();
    assert_eq!(drawn, (0..100).collect::<Vec<_>>());
    assert_ne!(batch_of(1, 100, 15, 0), batch_of(1, 100, 15, 7));
}

#[test]
fn a_run_goes_on_exactly_where_it_was_saved() {
    for pairs in [&[("program", "by-hand")][..], &[("program", "layers"), ("optimizer", "adam")]] {
        let (settings, _) = Settings::from_pairs(MANIFEST.settings, pairs.iter().copied());
        let mut whole = super::experiment::new(&settings).expect("all settings are allowed");
        let mut half = super::experiment::new(&settings).expect("all settings are allowed");
        (0..50).for_each(|_| drop(whole.step()));
        half.restore(&whole.tensors(), 50).expect("its own tensors fit");
        for _ in 0..20 {
            assert_eq!(half.step(), whole.step(), "{pairs:?}");
        }
        assert_eq!(half.picture(), whole.picture(), "{pairs:?}");
        assert!(half.restore(&Default::default(), 3).is_err());
    }
}
