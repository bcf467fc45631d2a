//! The lesson's reference figures and claims, on real runs.

use super::MANIFEST;
use super::experiment::new;
use crate::course::settings::Settings;
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::{Rehearsal, rehearse, rehearse_for};
use crate::protocol::Fault;

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

fn run(pairs: &[(&str, &str)]) -> Rehearsal {
    rehearse(&LESSON, pairs).expect("the run ends well")
}

/// What the classic program does.
const RAW: [(&str, &str); 2] = [("inputs", "raw"), ("epochs", "10")];

/// The mean over the last tenth of a curve: on raw inputs single steps jump.
fn settled(rehearsal: &Rehearsal, metric: &str) -> f64 {
    let curve = &rehearsal.curves[metric];
    let tail = &curve[curve.len() - curve.len().div_ceil(10)..];
    tail.iter().map(|point| point.1).sum::<f64>() / tail.len() as f64
}

/// The mean over five draws of the data: some have more overlapping clusters than others.
fn mean_accuracy(pairs: &[(&str, &str)]) -> f64 {
    let of_seed = |seed: &&str| settled(&run(&[pairs, &[("seed", seed)]].concat()), "test-accuracy");
    ["1", "2", "3", "4", "5"].iter().map(of_seed).sum::<f64>() / 5.0
}

#[test]
fn ten_epochs_on_raw_inputs_reach_four_fifths() {
    let mean = mean_accuracy(&RAW);
    assert!((0.75..0.85).contains(&mean), "about 0.80: {mean}");
    let rehearsal = run(&[&RAW[..], &[("seed", "11")]].concat());
    assert!((0.75..0.87).contains(&settled(&rehearsal, "test-accuracy")), "{}", settled(&rehearsal, "test-accuracy"));
    let first = rehearsal.curves["train-loss"][0].1;
    assert!((first - 10f64.ln()).abs() < 0.3, "no idea yet: {first}");
}

#[test]
fn standardised_inputs_train_to_convergence() {
    let mean = mean_accuracy(&[("inputs", "standardised"), ("epochs", "50")]);
    assert!((0.935..0.955).contains(&mean), "about 0.945: {mean}");
    let centred = mean_accuracy(&[("inputs", "centred"), ("epochs", "10")]);
    assert!((0.87..0.94).contains(&centred), "moving the origin alone: {centred}");
}

#[test]
fn within_the_first_epoch_most_swarms_have_a_region() {
    for seed in ["1", "2", "3", "4", "5"] {
        let accuracy = rehearse_for(&LESSON, &[("seed", seed)], 250).expect("it begins well").last("test-accuracy");
        assert!(accuracy > 0.65, "seed {seed}: {accuracy}");
    }
}

#[test]
fn both_programs_draw_the_same_curve() {
    // On raw inputs rounding grows from step to step, as in any system that is not stable.
    for (pairs, steps) in
        [(&[("inputs", "raw"), ("seed", "11")], 100), (&[("inputs", "standardised"), ("seed", "11")], 2600)]
    {
        let losses = |program| {
            let rehearsal = rehearse_for(&LESSON, &[&pairs[..], &[("program", program)]].concat(), steps);
            let curves = rehearsal.expect("the run ends well").curves;
            curves["train-loss"].iter().map(|point| point.1).collect::<Vec<_>>()
        };
        for (step, (hand, layers)) in losses("by-hand").into_iter().zip(losses("layers")).enumerate() {
            assert!((hand - layers).abs() <= 1e-4 + 1e-3 * hand, "{pairs:?}, step {step}: {hand} and {layers}");
        }
    }
}

#[test]
fn the_picture_holds_all_points_and_agrees_with_the_metrics() {
    let rehearsal = run(&[("epochs", "2")]);
    let array = |name| rehearsal.picture.values(name);
    let count = array("classes").len();
    assert!((6000..=7000).contains(&count) && array("points").len() == 3 * count);
    let train = array("train")[0] as usize;
    assert_eq!(train, (0.8 * count as f64).round() as usize);
    let right = (train..count).filter(|&index| array("classes")[index] == array("predicted")[index]).count();
    let accuracy = right as f64 / (count - train) as f64;
    assert!((accuracy - rehearsal.last("test-accuracy")).abs() < 1e-6, "{accuracy}");
    assert!(array("slice").iter().all(|value| (0.0..10.0).contains(value)));
    let (low, high) = array("box").split_at(3);
    assert!(!array("borders").is_empty() && array("borders").len() % 6 == 0);
    for end in array("borders").chunks(3) {
        assert!((0..3).all(|axis| (low[axis] - 1e-3..=high[axis] + 1e-3).contains(&end[axis])), "{end:?}");
    }
}

#[test]
fn the_slice_moves_while_the_run_goes_on() {
    let (mut settings, _) = Settings::from_pairs(MANIFEST.settings, [("height", "0")]);
    let mut experiment = new(&settings).expect("all settings are allowed");
    let floor = experiment.picture().values("height")[0];
    settings.set(MANIFEST.settings, "height", "100").expect("it is in range");
    experiment.change(&settings).expect("it is live");
    assert!(experiment.picture().values("height")[0] > floor + 20.0);
}

#[test]
fn an_absurd_learning_rate_ends_in_an_explanation() {
    for inputs in ["raw", "standardised"] {
        let outcome = rehearse(&LESSON, &[("lr", "1e9"), ("inputs", inputs)]);
        assert!(matches!(outcome, Err(Fault::Diverged { step: 2.., .. })), "{inputs}: {outcome:?}");
    }
}

#[test]
fn a_run_goes_on_exactly_where_it_was_saved() {
    for program in ["by-hand", "layers"] {
        let (settings, _) = Settings::from_pairs(MANIFEST.settings, [("program", program)]);
        let mut whole = new(&settings).expect("all settings are allowed");
        let mut half = new(&settings).expect("all settings are allowed");
        (0..30).for_each(|_| drop(whole.step()));
        half.restore(&whole.tensors(), 30).expect("its own tensors fit");
        for _ in 0..20 {
            assert_eq!(half.step(), whole.step(), "{program}");
        }
        assert_eq!(half.picture(), whole.picture(), "{program}");
        assert!(half.restore(&Default::default(), 3).is_err());
    }
}
