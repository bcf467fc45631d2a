//! What the lesson's text claims: which first weights die, explode, vanish or learn.

use super::MANIFEST;
use super::experiment::new;
use super::health::{Condition, Health, changes, diagnosis};
use crate::course::settings::Settings;
use crate::engine::experiment::Picture;
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::{rehearse, rehearse_for};
use crate::protocol::Fault;

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

type Pairs<'a> = &'a [(&'a str, &'a str)];

const SEEDS: [&str; 3] = ["1", "2", "3"];
const XAVIER_TANH: Pairs = &[("init", "xavier-uniform"), ("activation", "tanh")];
const KAIMING_RELU: Pairs = &[("init", "kaiming-normal"), ("activation", "relu")];
const TOO_SMALL: Pairs = &[("init", "normal"), ("sd", "0.01"), ("activation", "tanh")];
const TOO_LARGE: Pairs = &[("init", "normal"), ("sd", "1"), ("activation", "relu")];

fn with_seed<'a>(pairs: Pairs<'a>, seed: &'a str) -> Vec<(&'a str, &'a str)> {
    [pairs, &[("seed", seed)]].concat()
}

fn health(picture: &Picture) -> Vec<Health> {
    picture.values("health").chunks(Health::NUMBERS).filter_map(Health::from_row).collect()
}

/// The layers before the first step.
fn at_the_start(pairs: Pairs) -> Vec<Health> {
    health(&rehearse_for(&LESSON, pairs, 0).unwrap().picture)
}

/// The first step with 95 % of the training points right.
fn steps_to_learn(pairs: Pairs) -> Option<usize> {
    rehearse(&LESSON, pairs).unwrap().curves["train-accuracy"].iter().position(|point| point.1 >= 0.95)
}

#[test]
fn each_bad_start_is_recognised() {
    let cases: [(Pairs, Condition); 9] = [
        (&[("init", "zeros")], Condition::Alike),
        (&[("init", "zeros"), ("activation", "relu"), ("depth", "2")], Condition::Alike),
        (TOO_SMALL, Condition::Vanishing),
        (&[("init", "pytorch"), ("activation", "relu")], Condition::Vanishing),
        (&[("activation", "sigmoid")], Condition::Vanishing),
        (&[("init", "normal"), ("sd", "1"), ("activation", "tanh")], Condition::Saturated),
        (TOO_LARGE, Condition::Exploding),
        (XAVIER_TANH, Condition::Healthy),
        (KAIMING_RELU, Condition::Healthy),
    ];
    for (pairs, expected) in cases {
        for seed in SEEDS {
            let layers = at_the_start(&with_seed(pairs, seed));
            assert_eq!(diagnosis(&layers), expected, "{pairs:?}, seed {seed}: {layers:#?}");
        }
    }
}

#[test]
fn small_weights_shrink_and_large_ones_swell_what_passes_through() {
    let (forward, back) = changes(&at_the_start(TOO_SMALL)).unwrap();
    // Five layers of 40 inputs: each multiplies the deviation by 0.01 sqrt 40 = 0.063.
    let expected = (0.01 * 40f64.sqrt()).powi(5);
    assert!((forward / expected).log10().abs() < 0.3 && (back / expected).log10().abs() < 0.3, "{forward}, {back}");
    let (forward, back) = changes(&at_the_start(TOO_LARGE)).unwrap();
    // ReLU lets half of it through: sqrt 20 a layer.
    let expected = 20f64.sqrt().powi(5);
    assert!((forward / expected).log10().abs() < 0.3 && (back / expected).log10().abs() < 0.3, "{forward}, {back}");
}

#[test]
fn a_good_start_learns_the_moons() {
    for pairs in [XAVIER_TANH, KAIMING_RELU] {
        for seed in SEEDS {
            let run = rehearse(&LESSON, &with_seed(pairs, seed)).unwrap();
            assert!(run.last("test-accuracy") >= 0.97, "{pairs:?}: {}", run.last("test-accuracy"));
            assert_eq!(diagnosis(&health(&run.picture)), Condition::Healthy);
        }
    }
}

#[test]
fn zeros_and_weights_too_small_stay_at_a_coin_toss() {
    for pairs in [&[("init", "zeros")], TOO_SMALL] {
        let run = rehearse(&LESSON, pairs).unwrap();
        assert!(run.curves["train-loss"].iter().all(|point| (point.1 - 2f64.ln()).abs() < 1e-4), "{pairs:?}");
    }
}

#[test]
fn weights_too_large_for_relu_diverge_at_once() {
    for seed in SEEDS {
        let outcome = rehearse(&LESSON, &with_seed(TOO_LARGE, seed));
        assert!(matches!(outcome, Err(Fault::Diverged { step: ..=5, .. })), "{:?}", outcome.map(|run| run.curves));
    }
}

#[test]
fn pytorchs_default_takes_longer_than_the_scale_that_fits_the_activation() {
    for seed in ["1", "2"] {
        for (activation, fitting) in [("tanh", "xavier-uniform"), ("relu", "kaiming-uniform")] {
            let learn = |init| steps_to_learn(&[("init", init), ("activation", activation), ("seed", seed)]).unwrap();
            assert!(learn("pytorch") as f64 > 1.5 * learn(fitting) as f64, "{activation}, seed {seed}");
        }
    }
}

#[test]
fn adam_gets_a_deep_sigmoid_net_going_and_kills_relus_when_too_fast() {
    for seed in ["1", "2"] {
        let sigmoid = [("activation", "sigmoid"), ("seed", seed)];
        assert_eq!(steps_to_learn(&sigmoid), None);
        assert!(steps_to_learn(&[&sigmoid[..], &[("optimizer", "adam"), ("lr", "0.01")]].concat()).is_some());
        let fast = [("init", "pytorch"), ("activation", "relu"), ("optimizer", "adam"), ("lr", "0.1"), ("seed", seed)];
        assert_eq!(diagnosis(&health(&rehearse(&LESSON, &fast).unwrap().picture)), Condition::Dead);
    }
}

#[test]
fn at_twelve_layers_only_the_scale_that_fits_still_learns() {
    let learn = |init| steps_to_learn(&[("depth", "12"), ("activation", "relu"), ("init", init)]);
    assert_eq!(learn("pytorch"), None);
    assert!(learn("kaiming-uniform").is_some_and(|steps| steps < 200));
}

#[test]
fn one_layer_learns_even_from_small_weights() {
    let run = rehearse(&LESSON, &[TOO_SMALL, &[("depth", "1")]].concat()).unwrap();
    assert!(run.last("train-loss") < 0.4 && run.last("test-accuracy") > 0.8);
}

#[test]
fn a_saturated_net_learns_its_points_by_heart() {
    let run = rehearse(&LESSON, &[("init", "normal"), ("sd", "1")]).unwrap();
    assert!(run.last("train-accuracy") > 0.99 && run.last("test-accuracy") < 0.97);
    assert!(health(&run.picture).iter().skip(1).all(|layer| layer.saturated_share > 0.5));
}

#[test]
fn a_learning_rate_beyond_all_bounds_ends_plainly() {
    for pairs in [XAVIER_TANH, KAIMING_RELU] {
        match rehearse(&LESSON, &[pairs, &[("lr", "1e9")]].concat()) {
            Ok(run) => assert_ne!(diagnosis(&health(&run.picture)), Condition::Healthy, "{pairs:?}"),
            Err(fault) => assert!(matches!(fault, Fault::Diverged { .. }), "{pairs:?}: {fault}"),
        }
    }
}

#[test]
fn histograms_count_nearly_every_value_and_regions_are_probabilities() {
    let picture = rehearse_for(&LESSON, &[("depth", "3"), ("width", "10")], 2).unwrap().picture;
    for name in ["activations", "gradients"] {
        let counts = picture.values(name);
        assert_eq!(counts.len(), 3 * 41);
        let counted = |layer: &[f32]| layer.iter().sum::<f32>() / (200.0 * 10.0);
        assert!(counts.chunks(41).all(|layer| (0.98..=1.0).contains(&counted(layer))), "{name}");
        let &[low, high] = picture.values(&format!("{name}-range")) else { panic!("{name} has no range") };
        assert_eq!(low, -high, "tanh and gradients have both signs");
    }
    assert!(picture.values("regions").iter().all(|probability| (0.0..=1.0).contains(probability)));
}

#[test]
fn a_restored_run_goes_on_as_if_nothing_had_been() {
    for optimizer in ["sgd", "momentum", "adam"] {
        let settings = Settings::from_pairs(MANIFEST.settings, [("optimizer", optimizer)]).0;
        let (mut unbroken, mut resumed) = (new(&settings).unwrap(), new(&settings).unwrap());
        for _ in 0..10 {
            unbroken.step().unwrap();
        }
        resumed.restore(&unbroken.tensors(), 10).unwrap();
        for _ in 0..10 {
            assert_eq!(unbroken.step().unwrap(), resumed.step().unwrap(), "{optimizer}");
        }
        assert_eq!(unbroken.picture(), resumed.picture());
    }
}
