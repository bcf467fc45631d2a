//! The lesson's reference figures and claims, on real runs.

use super::MANIFEST;
use super::experiment::new;
use crate::course::settings::Settings;
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::{Rehearsal, rehearse};
use crate::protocol::Fault;

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

fn run(pairs: &[(&str, &str)]) -> Rehearsal {
    rehearse(&LESSON, pairs).expect("the run ends well")
}

/// What the classic program does.
const RAW: [(&str, &str); 2] = [("data", "clusters"), ("inputs", "raw")];

/// The mean over the last tenth of a curve: on raw inputs single steps jump.
fn settled(rehearsal: &Rehearsal, metric: &str) -> f64 {
    let curve = &rehearsal.curves[metric];
    let tail = &curve[curve.len() - curve.len().div_ceil(10)..];
    tail.iter().map(|point| point.1).sum::<f64>() / tail.len() as f64
}

/// Accuracies of softmax and MLP, each the mean over some draws of the data.
fn mean_accuracies(seeds: &[&str], pairs: &[(&str, &str)]) -> (f64, f64) {
    let runs: Vec<_> = seeds.iter().map(|seed| run(&[pairs, &[("seed", seed)]].concat())).collect();
    let mean = |metric| runs.iter().map(|run| settled(run, metric)).sum::<f64>() / runs.len() as f64;
    (mean("softmax-accuracy"), mean("test-accuracy"))
}

#[test]
fn a_hidden_layer_solves_what_a_linear_softmax_cannot() {
    let (softmax, mlp) = mean_accuracies(&["1", "2", "3", "4", "5"], &RAW);
    assert!((0.34..0.50).contains(&softmax), "about 0.42: {softmax}");
    assert!((0.70..0.86).contains(&mlp), "about 0.78: {mlp}");
    let rehearsal = run(&[&RAW[..], &[("seed", "16")]].concat());
    assert!((0.34..0.50).contains(&settled(&rehearsal, "softmax-accuracy")));
    assert!((0.73..0.83).contains(&settled(&rehearsal, "test-accuracy")));
}

#[test]
fn standardised_inputs_lift_the_mlp_above_nine_tenths_and_the_softmax_not() {
    let standardised = [("data", "clusters"), ("inputs", "standardised")];
    let (softmax, mlp) = mean_accuracies(&["1", "2", "3"], &standardised);
    assert!(mlp > 0.9 && softmax < 0.7, "{mlp} {softmax}");
}

#[test]
fn without_activation_a_hidden_layer_is_a_linear_net() {
    let linear = [("data", "clusters"), ("inputs", "standardised"), ("activation", "none")];
    let (softmax, mlp) = mean_accuracies(&["1", "2"], &linear);
    assert!((mlp - softmax).abs() < 0.1, "{mlp} {softmax}");
}

#[test]
fn four_points_need_a_hidden_layer() {
    for seed in ["1", "2", "3"] {
        for (activation, inputs) in
            [("relu", "raw"), ("tanh", "raw"), ("relu", "standardised"), ("tanh", "standardised")]
        {
            let pairs = [
                ("data", "four-points"),
                ("hidden", "4"),
                ("seed", seed),
                ("activation", activation),
                ("inputs", inputs),
            ];
            let rehearsal = run(&pairs);
            assert_eq!(rehearsal.last("test-accuracy"), 1.0, "{pairs:?}");
            assert!(rehearsal.last("softmax-accuracy") <= 0.75, "no line parts them: {pairs:?}");
            assert!((rehearsal.last("softmax-loss") - 2f64.ln()).abs() < 0.01, "it can only guess: {pairs:?}");
            assert_eq!(rehearsal.picture.values("points").len(), 12);
            assert_eq!(rehearsal.picture.values("hidden").len(), 12);
        }
    }
}

#[test]
fn the_picture_agrees_with_the_metrics() {
    let rehearsal = run(&[("epochs", "1")]);
    let array = |name| rehearsal.picture.values(name);
    let count = array("classes").len();
    for (predicted, metric) in [("mlp", "test-accuracy"), ("softmax", "softmax-accuracy")] {
        let right = array("classes").iter().zip(array(predicted)).filter(|(class, guess)| class == guess).count();
        assert!((right as f64 / count as f64 - rehearsal.last(metric)).abs() < 1e-6, "{metric}");
    }
    for slice in ["mlp-slice", "softmax-slice"] {
        assert!(array(slice).iter().all(|value| (0.0..8.0).contains(value)), "{slice}");
    }
    assert!((0.5..=1.0).contains(&array("hidden-share")[0]), "{:?}", array("hidden-share"));
    assert!(array("hidden").iter().all(|value| value.is_finite()));
}

#[test]
fn an_absurd_learning_rate_ends_in_an_explanation() {
    for (data, inputs) in
        [("clusters", "raw"), ("four-points", "raw"), ("apart", "standardised"), ("four-points", "standardised")]
    {
        let outcome = rehearse(&LESSON, &[("lr", "1e9"), ("data", data), ("inputs", inputs)]);
        assert!(matches!(outcome, Err(Fault::Diverged { .. })), "{data}: {outcome:?}");
    }
}

#[test]
fn a_run_goes_on_exactly_where_it_was_saved() {
    for pairs in [[("optimizer", "adam"), ("data", "clusters")], [("optimizer", "momentum"), ("data", "four-points")]] {
        let (settings, _) = Settings::from_pairs(MANIFEST.settings, pairs);
        let mut whole = new(&settings).expect("all settings are allowed");
        let mut half = new(&settings).expect("all settings are allowed");
        (0..12).for_each(|_| drop(whole.step()));
        half.restore(&whole.tensors(), 12).expect("its own tensors fit");
        for _ in 0..10 {
            assert_eq!(half.step(), whole.step(), "{pairs:?}");
        }
        let missing = half.restore(&Default::default(), 3).unwrap_err();
        assert_eq!(missing.len(), 2 + 4, "{missing:?}");
    }
}
