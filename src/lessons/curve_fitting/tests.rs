//! The lesson's claims, checked on its own runs.

use super::MANIFEST;
use super::experiment;
use crate::course::settings::Settings;
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::{Rehearsal, rehearse};
use crate::protocol::Fault;

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

fn run(pairs: &[(&str, &str)]) -> Rehearsal {
    rehearse(&LESSON, pairs).unwrap()
}

#[test]
fn ten_units_fit_the_parabola_and_a_hundred_fit_it_better() {
    for seed in ["1", "2", "4", "5", "6"] {
        let [ten, hundred] = ["10", "100"].map(|width| run(&[("seed", seed), ("width", width)]));
        assert_eq!(ten.curves["train-loss"].len(), 200);
        let [ten, hundred] = [&ten, &hundred].map(|run| run.last("train-loss"));
        assert!(ten < 0.02 && hundred < ten, "seed {seed}: {ten} and {hundred}");
    }
    let is_closer = |seed: &u64| {
        let [ten, hundred] = ["10", "100"].map(|width| run(&[("seed", &seed.to_string()), ("width", width)]));
        hundred.last("train-loss") < ten.last("train-loss")
    };
    let closer: Vec<u64> = (1..=20).filter(is_closer).collect();
    assert!(closer.len() >= 18, "{closer:?}");
}

#[test]
fn the_hinges_add_up_to_what_the_net_says() {
    let run = run(&[]);
    let (points, fit) = (run.picture.values("points"), run.picture.values("fit").as_chunks::<2>().0);
    assert_eq!(points.len(), 200);
    // The line through the corners, at each point, gives the loss of the net that was left by the last step.
    let line = |x: f32| {
        let right = fit.iter().position(|corner| corner[0] > x).unwrap();
        let ([x0, y0], [x1, y1]) = (fit[right - 1], fit[right]);
        y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    };
    let errors = points.as_chunks::<2>().0.iter().map(|&[x, y]| f64::from(line(x) - y).powi(2));
    let loss = errors.sum::<f64>() / 100.0;
    assert!((loss / run.last("train-loss") - 1.0).abs() < 0.02, "{loss} is not {}", run.last("train-loss"));
    assert_eq!(fit.len(), run.picture.values("bends").len() + 2);
}

#[test]
fn few_points_and_many_units_learn_the_noise() {
    let run = run(&[
        ("count", "8"),
        ("noise", "0.3"),
        ("width", "100"),
        ("optimizer", "adam"),
        ("lr", "0.01"),
        ("epochs", "5000"),
    ]);
    let best = run.curves["test-loss"].iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
    assert!(run.last("train-loss") < 0.01, "{}", run.last("train-loss"));
    assert!(run.last("test-loss") > 1.1 * best, "{} and {best}", run.last("test-loss"));
}

#[test]
fn a_restored_net_draws_the_same_line_and_goes_on_alike() {
    for optimizer in ["sgd", "momentum", "adam"] {
        let mut settings = Settings::defaults(MANIFEST.settings);
        settings.set(MANIFEST.settings, "optimizer", optimizer).unwrap();
        let mut original = experiment::new(&settings).unwrap();
        (0..5).for_each(|_| drop(original.step().unwrap()));
        let mut restored = experiment::new(&settings).unwrap();
        restored.restore(&original.tensors(), 5).unwrap();
        assert_eq!(restored.picture().values("fit"), original.picture().values("fit"));
        assert_eq!(restored.step(), original.step(), "{optimizer}");
        assert_eq!(restored.tensors(), original.tensors(), "{optimizer}");
    }
}

#[test]
fn a_learning_rate_far_too_large_is_called_divergence() {
    for rate in ["2", "1e9"] {
        let outcome = rehearse(&LESSON, &[("lr", rate)]);
        assert!(
            matches!(outcome, Err(Fault::Diverged { .. })),
            "{rate}: {:?}",
            outcome.map(|run| run.last("train-loss"))
        );
    }
}
