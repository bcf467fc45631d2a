//! The lesson's claims, checked on its own runs.

use super::MANIFEST;
use super::experiment;
use crate::course::settings::Settings;
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::{Rehearsal, rehearse, rehearse_for};
use crate::protocol::Fault;

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

fn run(pairs: &[(&str, &str)]) -> Rehearsal {
    rehearse(&LESSON, pairs).unwrap()
}

#[test]
fn both_classes_are_told_apart_within_a_hundred_steps() {
    for seed in ["1", "2", "3", "4", "5"] {
        let run = run(&[("seed", seed)]);
        assert_eq!(run.curves["train-loss"].len(), 100);
        // Of new points a few more lie on the other side.
        for (metric, least) in [("train-accuracy", 0.98), ("test-accuracy", 0.95)] {
            assert!(run.last(metric) >= least, "seed {seed}: {metric} {}", run.last(metric));
        }
        assert!(run.curves["train-loss"].windows(2).all(|pair| pair[1].1 < pair[0].1), "seed {seed}: it only falls");
    }
}

#[test]
fn the_costs_are_the_cross_entropy_of_the_softmax_of_the_logits() {
    let picture = run(&[]).picture;
    let (logits, probabilities) = (picture.values("logits"), picture.values("probabilities"));
    let (classes, costs) = (picture.values("classes"), picture.values("costs"));
    assert_eq!((classes.len(), costs.len(), logits.len()), (200, 200, 400));
    for point in 0..200 {
        let [z0, z1] = [logits[2 * point], logits[2 * point + 1]].map(f64::from);
        let of_one = 1.0 / (1.0 + (z0 - z1).exp());
        assert!((f64::from(probabilities[2 * point + 1]) - of_one).abs() < 1e-6);
        let of_own = if classes[point] == 1.0 { of_one } else { 1.0 - of_one };
        assert!((f64::from(costs[point]) + of_own.ln()).abs() < 1e-4, "{} {}", costs[point], -of_own.ln());
    }
}

#[test]
fn regions_lie_around_their_points() {
    let picture = run(&[]).picture;
    let regions = picture.values("regions");
    assert_eq!(regions.len(), 3600);
    // Class 0 lies about (2, 2): column and row 40; class 1 about (-2, -2): column and row 20.
    assert!(regions[40 * 60 + 40] < 0.2 && regions[20 * 60 + 20] > 0.8);
}

#[test]
fn bent_classes_need_more_units_and_get_them() {
    let adam = [("optimizer", "adam"), ("lr", "0.02"), ("epochs", "1000")];
    let with = |pairs: &[(&str, &str)]| run(&[&adam[..], pairs].concat());
    assert!(with(&[("data", "moons")]).last("test-accuracy") >= 0.97);
    assert!(with(&[("data", "circles")]).last("test-accuracy") >= 0.98);
    assert!(with(&[("data", "circles"), ("width", "2")]).last("train-accuracy") < 0.9, "two lines enclose nothing");
    assert!(with(&[("data", "circles"), ("width", "3")]).last("train-accuracy") >= 0.98, "a triangle");
    assert!(with(&[("data", "spirals"), ("width", "5")]).last("train-accuracy") < 0.85);
    assert!(with(&[("data", "spirals"), ("width", "100")]).last("test-accuracy") >= 0.98);
}

#[test]
fn placed_points_are_learned_at_once_and_the_net_is_kept() {
    let mut settings = Settings::defaults(MANIFEST.settings);
    let mut experiment = experiment::new(&settings).unwrap();
    experiment.step().unwrap();
    let before = experiment.tensors();
    settings.set(MANIFEST.settings, "points", "3,3,1;-3,-3,0").unwrap();
    experiment.change(&settings).unwrap();
    assert_eq!(experiment.tensors(), before, "the net goes on as it is");
    assert_eq!(experiment.picture().values("points"), [3.0, 3.0, -3.0, -3.0]);
    assert_eq!(experiment.plan().train_examples, 2);
    let metrics = experiment.step().unwrap();
    assert_eq!(metrics.iter().map(|metric| metric.0).collect::<Vec<_>>(), ["train-loss", "train-accuracy"]);

    settings.set(MANIFEST.settings, "points", "").unwrap();
    experiment.change(&settings).unwrap();
    assert_eq!(experiment.plan().train_examples, 200, "the generated points are back");
}

#[test]
fn no_points_and_unreadable_points_are_explained() {
    assert_eq!(rehearse(&LESSON, &[("points", "none")]).unwrap_err(), Fault::NoPoints);
    assert_eq!(rehearse(&LESSON, &[("count", "0")]).unwrap_err(), Fault::NoPoints);
    let fault = rehearse(&LESSON, &[("points", "1,2,0;x")]).unwrap_err();
    assert_eq!(fault, Fault::BadExpression { key: "points".to_owned(), at: 7, found: "x".to_owned() });
    assert!(matches!(rehearse(&LESSON, &[("lr", "1e9")]), Err(Fault::Diverged { .. })));

    let mut settings = Settings::defaults(MANIFEST.settings);
    let mut experiment = experiment::new(&settings).unwrap();
    settings.set(MANIFEST.settings, "points", "none").unwrap();
    experiment.change(&settings).unwrap();
    assert_eq!(experiment.step(), Err(Fault::NoPoints));
    assert_eq!(experiment.picture().values("regions").len(), 3600, "the plane is still there to place points on");
}

#[test]
fn weights_set_by_hand_are_what_the_run_begins_with() {
    let begin = |text: &str| rehearse_for(&LESSON, &[("weights", text)], 0).map(|run| run.picture);
    let (own, set) = (begin("").unwrap(), begin("layers.0.weight.3=2.5;layers.1.bias.1=-1").unwrap());
    assert_eq!((set.values("layers.0.weight")[3], set.values("layers.1.bias")[1]), (2.5, -1.0));
    assert_eq!(set.values("layers.0.weight")[..3], own.values("layers.0.weight")[..3]);
    let fault = Fault::BadExpression { key: "weights".to_owned(), at: 1, found: "x".to_owned() };
    assert_eq!(begin("x").unwrap_err(), fault);
}
