//! What the lesson's text claims of both races.

use burn::tensor::{Device, Tensor};

use super::experiment::new;
use super::surface::Surface;
use super::{MANIFEST, RACERS};
use crate::course::settings::Settings;
use crate::engine::experiment::Picture;
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::{Rehearsal, rehearse, rehearse_for};
use crate::protocol::{Difference, Fault};

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

const STEPS_PER_EPOCH: usize = 32;

fn run(pairs: &[(&str, &str)]) -> Rehearsal {
    rehearse(&LESSON, pairs).expect("the run ends well")
}

/// Mean loss over the last epoch, in the order of the racers.
fn losses(rehearsal: &Rehearsal) -> [f64; 5] {
    RACERS.map(|racer| {
        let curve = &rehearsal.curves[racer.metric];
        curve[curve.len() - STEPS_PER_EPOCH..].iter().map(|(_, loss)| loss).sum::<f64>() / STEPS_PER_EPOCH as f64
    })
}

/// The places that a racer's walker has been to.
fn path(picture: &Picture, name: &str) -> Vec<[f32; 2]> {
    picture.values(&format!("path-{name}")).chunks(2).map(|place| [place[0], place[1]]).collect()
}

fn height(surface: Surface, [x, y]: [f32; 2]) -> f32 {
    let tensor = |value| Tensor::<1>::from_floats([value], &Device::flex());
    surface.height(tensor(x), tensor(y)).into_scalar()
}

#[test]
fn sgd_is_the_slowest_of_the_five() {
    for seed in ["1", "2", "3"] {
        let rehearsal = run(&[("seed", seed)]);
        let first: Vec<_> = RACERS.iter().map(|racer| rehearsal.curves[racer.metric][0]).collect();
        assert!(first.iter().all(|point| *point == first[0]), "all start from the same net: {first:?}");
        assert_eq!(rehearsal.curves["loss-sgd"].len(), 12 * STEPS_PER_EPOCH);
        let [sgd, momentum, adagrad, rmsprop, adam] = losses(&rehearsal);
        assert!(momentum < sgd && adagrad < sgd && rmsprop < sgd && adam < sgd, "seed {seed}");
        // The noise of the points has variance 0.01: no net can do better.
        assert!(rmsprop < 0.015 && adam < 0.015, "seed {seed}: {rmsprop}, {adam}");
        assert!(sgd > 3.0 * adam, "seed {seed}: {sgd}");
        assert!(rehearsal.curves["train-loss"].iter().zip(&rehearsal.curves["loss-adam"]).all(|(a, b)| a.1 <= b.1));
    }
}

#[test]
fn a_tenfold_learning_rate_brings_sgd_down_and_unsettles_rmsprop() {
    let ([sgd, _, adagrad, rmsprop, _], usual) = (losses(&run(&[("lr", "0.1")])), losses(&run(&[])));
    assert!(sgd < 0.015 && adagrad < 0.015, "{sgd}, {adagrad}");
    assert!(rmsprop > usual[3], "{rmsprop}");
}

#[test]
fn minima_and_heights_are_where_the_formulas_say() {
    let root = 2f32.sqrt();
    let lowest = [
        (Surface::Bowl, [0.0, 0.0]),
        (Surface::Ravine, [0.0, 0.0]),
        (Surface::Saddle, [0.0, root]),
        (Surface::Saddle, [0.0, -root]),
        (Surface::Rosenbrock, [1.0, 1.0]),
    ];
    for (surface, [x, y]) in lowest {
        assert!(height(surface, [x, y]).abs() < 1e-6, "{surface:?}");
        for [dx, dy] in [[0.1, 0.0], [-0.1, 0.0], [0.0, 0.1], [0.0, -0.1]] {
            assert!(height(surface, [x + dx, y + dy]) > 0.0, "{surface:?}");
        }
    }
    assert_eq!(height(Surface::Saddle, [0.0, 0.0]), 0.5);
    assert_eq!(height(Surface::Bowl, [3.0, 4.0]), 12.5);
    assert!((height(Surface::Rosenbrock, [-1.0, 0.0]) - 2.08).abs() < 1e-6, "4/50 + 2");
    assert!(Surface::Ravine.map(8).iter().all(|height| *height > 0.0));
    assert_eq!(Surface::Bowl.map(2), [0.5 * (1.5f32.powi(2) + 1.125f32.powi(2)); 4]);
}

#[test]
fn in_the_ravine_sgd_zigzags_and_adagrad_stops_short() {
    let picture = run(&[]).picture;
    let sgd = path(&picture, "sgd");
    assert!(sgd[..12].windows(2).all(|pair| pair[0][1] * pair[1][1] < 0.0), "each step crosses the ravine");
    let end = |name: &str| *path(&picture, name).last().unwrap();
    assert!(end("adagrad")[0] < -0.5, "{:?}", end("adagrad"));
    // RMSprop's steps never get shorter than about half the learning rate.
    assert!((end("rmsprop")[0].abs() - 0.025).abs() < 0.005, "{:?}", end("rmsprop"));
    for name in ["momentum", "adam"] {
        assert!(end(name).iter().all(|value| value.abs() < 1e-3), "{name}");
    }
}

#[test]
fn on_the_pass_those_that_rescale_each_coordinate_leave_at_once() {
    let picture = run(&[("surface", "saddle")]).picture;
    let leaves = |name: &str| path(&picture, name).iter().position(|place| place[1].abs() > 0.5).unwrap_or(usize::MAX);
    let [sgd, momentum, adagrad, rmsprop, adam] = RACERS.map(|racer| leaves(racer.name));
    assert!(rmsprop < 20 && adam < 20 && adagrad < 40, "{rmsprop} {adam} {adagrad}");
    assert!(momentum < sgd && sgd > 60, "{momentum} {sgd}");
}

#[test]
fn along_the_bent_valley_adam_gets_far_and_sgd_hardly_moves() {
    let picture = run(&[("surface", "rosenbrock")]).picture;
    let end = |name: &str| path(&picture, name).last().unwrap()[0];
    assert!(end("sgd") < -1.0 && end("adagrad") < -1.0 && end("adam") > 0.7 && end("momentum") > 0.4);
}

#[test]
fn beyond_two_over_the_largest_curvature_sgd_is_lost_and_momentum_is_not() {
    // The ravine's is 36, so SGD bears 2 / 36 = 0.056, and momentum 0.8 bears 3.6 / 36 = 0.1.
    for (rate, is_lost) in [("0.055", [false, false]), ("0.057", [true, false]), ("0.11", [true, true])] {
        let lost = run(&[("surface-lr", rate), ("epochs", "100")]).picture.values("lost").to_vec();
        assert_eq!([lost[5] > 0.0, lost[6] > 0.0], is_lost, "{rate}: {lost:?}");
    }
}

#[test]
fn a_learning_rate_beyond_all_bounds_is_called_divergence() {
    let outcome = rehearse(&LESSON, &[("lr", "1e9"), ("surface-lr", "1e9")]);
    assert!(matches!(outcome, Err(Fault::Diverged { .. })), "{:?}", outcome.map(|run| losses(&run)));
    let lost = rehearse_for(&LESSON, &[("surface-lr", "1e9")], 5).unwrap().picture.values("lost")[5..].to_vec();
    assert!(lost.iter().all(|step| *step > 0.0), "{lost:?}");
}

#[test]
fn a_restored_race_goes_on_as_if_nothing_had_been() {
    for pairs in [&[][..], &[("surface-lr", "0.1"), ("lr", "0.5")]] {
        let settings = Settings::from_pairs(MANIFEST.settings, pairs.iter().copied()).0;
        let (mut unbroken, mut resumed) = (new(&settings).unwrap(), new(&settings).unwrap());
        for _ in 0..50 {
            unbroken.step().unwrap();
        }
        resumed.restore(&unbroken.tensors(), 50).unwrap();
        for _ in 0..20 {
            assert_eq!(unbroken.step().unwrap(), resumed.step().unwrap());
        }
        let (left, right) = (unbroken.picture(), resumed.picture());
        assert_eq!(left.arrays, right.arrays);
        // Bits, because curves of the lost are no numbers.
        assert!(left.values.iter().zip(&right.values).all(|(a, b)| a.to_bits() == b.to_bits()));
        let mut tensors = unbroken.tensors();
        tensors.remove("adam.layers.1.bias");
        assert_eq!(resumed.restore(&tensors, 70).unwrap_err(), Difference::missing("adam.layers.1.bias"));
    }
}
