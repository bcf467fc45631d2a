//! The lesson's claims, on real runs.

use super::MANIFEST;
use crate::course::settings::Settings;
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::{Rehearsal, rehearse};

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

const ONE_EPOCH: (&str, &str) = ("epochs", "1");

fn run(pairs: &[(&str, &str)]) -> Rehearsal {
    rehearse(&LESSON, pairs).expect("the run ends well")
}

/// Batch size, steps an epoch and noise, of yours, 1, 10, 256 and all.
fn table(rehearsal: &Rehearsal) -> Vec<[f32; 3]> {
    rehearsal.picture.values("table").as_chunks().0.to_vec()
}

/// Places on each path.
fn steps(rehearsal: &Rehearsal) -> Vec<usize> {
    (0..5).map(|index| rehearsal.picture.values(&format!("run{index}.path")).len() / 2 - 1).collect()
}

#[test]
fn an_epoch_has_as_many_steps_as_batches() {
    let keep = run(&[ONE_EPOCH]);
    assert_eq!(steps(&keep)[2..], [100, 4, 1]);
    assert_eq!(table(&keep).iter().map(|row| row[1]).collect::<Vec<_>>(), [32.0, 1000.0, 100.0, 4.0, 1.0]);
    assert_eq!(steps(&keep)[0], 32);
    let drop = run(&[ONE_EPOCH, ("last", "drop")]);
    assert_eq!([steps(&drop)[0], steps(&drop)[3], steps(&drop)[4]], [31, 3, 1]);
    let left_out =
        |rehearsal: &Rehearsal| rehearsal.picture.values("marks").iter().filter(|mark| **mark == -2.0).count();
    assert_eq!((left_out(&keep), left_out(&drop)), (0, 1000 % 32));
}

#[test]
fn after_one_epoch_ten_at_a_time_are_ahead() {
    let rehearsal = run(&[ONE_EPOCH]);
    let [one, ten, many, all] = ["loss-1", "loss-10", "loss-256", "loss-all"].map(|name| rehearsal.last(name));
    assert!(ten < one && one < many && many < all, "{one} {ten} {many} {all}");
    assert!(ten < 1.2 && one < 1.6 && all > 3.0, "{one} {ten} {many} {all}");
}

#[test]
fn noise_falls_with_the_root_of_the_batch_size() {
    let rehearsal = run(&[ONE_EPOCH]);
    let table = table(&rehearsal);
    let [own, one, ten, many, all] = [0, 1, 2, 3, 4].map(|row| f64::from(table[row][2]));
    assert!((one / ten / 10f64.sqrt() - 1.0).abs() < 0.25, "{one} {ten}");
    assert!((one / own / 32f64.sqrt() - 1.0).abs() < 0.35, "{one} {own}");
    assert!(one / many > 8.0 && all < 1e-6 * one, "{one} {many} {all}");
    assert!(rehearsal.picture.values("epoch-millis").iter().all(|millis| *millis > 0.0), "every run was timed");
}

#[test]
fn without_shuffling_batches_are_no_samples_of_the_whole() {
    let noise = |shuffle| f64::from(table(&run(&[ONE_EPOCH, ("shuffle", shuffle)]))[2][2]);
    assert!(noise("never") > 1.5 * noise("each-epoch"), "{} {}", noise("never"), noise("each-epoch"));
    let marks = run(&[ONE_EPOCH, ("shuffle", "never"), ("batch", "100")]).picture.values("marks").to_vec();
    assert!(marks.is_sorted(), "stored order is drawn order");
}

#[test]
fn a_run_goes_on_exactly_where_it_was_saved() {
    for step in [1, 700, 1000, 1001, 2345] {
        let (settings, _) = Settings::from_pairs(MANIFEST.settings, [("last", "drop")]);
        let mut whole = super::experiment::new(&settings).expect("all settings are allowed");
        let mut half = super::experiment::new(&settings).expect("all settings are allowed");
        (0..step).for_each(|_| drop(whole.step()));
        half.restore(&whole.tensors(), step).expect("its own tensors fit");
        assert_eq!(half.tensors(), whole.tensors());
        assert_eq!(half.picture().values("marks"), whole.picture().values("marks"), "{step}");
        for _ in 0..1500 {
            assert_eq!(half.step(), whole.step(), "{step}");
        }
        assert_eq!(half.tensors(), whole.tensors(), "{step}");
        assert!(half.restore(&Default::default(), 3).is_err());
    }
}

#[test]
fn a_run_that_diverges_does_not_stop_the_others() {
    // Too much for single examples, not for batches of 32.
    let rehearsal = run(&[ONE_EPOCH, ("lr", "0.7")]);
    assert!(rehearsal.last("train-loss") < 20.0, "{}", rehearsal.last("train-loss"));
    assert!(rehearsal.curves["loss-1"].iter().all(|point| point.1.is_finite()));
    assert!(rehearsal.curves["loss-1"].len() < 1000, "it left the range of numbers");
}
