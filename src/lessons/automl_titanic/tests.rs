//! What the lesson's text claims, and what becomes of files of the reader's own.

use std::collections::BTreeMap;

use super::MANIFEST;
use super::experiment::{ROUNDS, describe, new};
use crate::automl::table::TableError;
use crate::course::settings::Settings;
use crate::engine::experiment::Experiment;
use crate::protocol::Fault;

fn settings(pairs: &[(&str, &str)]) -> Settings {
    let (settings, faults) = Settings::from_pairs(MANIFEST.settings, pairs.iter().copied());
    assert_eq!(faults, []);
    settings
}

/// A small search; steps up to `left` before its end.
fn small(pairs: &[(&str, &str)], own: Option<&[u8]>, left: u64) -> Box<dyn Experiment> {
    let pairs = [&[("candidates", "1"), ("folds", "2")], pairs].concat();
    let mut experiment = new(&settings(&pairs), own).unwrap();
    for _ in left..experiment.plan().steps() {
        experiment.step().unwrap();
    }
    experiment
}

#[test]
fn five_folds_reach_the_figure_and_the_test_rows_wait_for_the_end() {
    let mut experiment = new(&settings(&[("candidates", "2"), ("budget", "3600")]), None).unwrap();
    let plan = experiment.plan();
    assert_eq!((plan.train_examples, plan.test_examples), (838, 209));
    let mut best = 0.0;
    for step in 0..plan.steps() {
        let is_over = !experiment.picture().values("finish").is_empty();
        assert_eq!(is_over, step > 5 * 2 * 5, "step {step}");
        for (metric, value) in experiment.step().unwrap() {
            if metric == "best-accuracy" {
                best = value;
            }
        }
    }
    assert!(best >= 0.805, "{best}");
    let picture = experiment.picture();
    let [accuracy, error, majority, _] = picture.values("finish") else { panic!("four figures") };
    assert!((accuracy - best as f32).abs() < 3.0 * error, "{accuracy} and {best}");
    assert!((majority - 0.62).abs() < 0.005 && (error - 0.028).abs() < 0.003, "{majority}, {error}");
    let losses: Vec<f32> = picture.values("importance").chunks_exact(2).map(|column| column[0]).collect();
    let first = (0..losses.len()).max_by(|&a, &b| losses[a].total_cmp(&losses[b])).unwrap();
    // The title tells the sex: which of the two a winner leans on is its own affair.
    assert!(["sex", "title"].contains(&picture.words("columns")[first].as_str()), "{losses:?}");
}

#[test]
fn a_search_saved_at_any_stage_and_in_the_middle_of_a_step_goes_on_exactly() {
    // In the search, before the look at the test rows, and among the rounds of shuffled columns.
    for left in [29, 21, 3] {
        let mut whole = small(&[], None, left);
        let (tensors, step) = (whole.tensors(), whole.plan().steps() - left);
        assert_eq!(whole.advance(), Ok(true), "a step is more than a piece");
        for _ in 0..5 {
            whole.advance().unwrap();
        }
        // But for the time that is spent, half a step leaves no trace.
        let without_time = |mut tensors: BTreeMap<String, _>| tensors.remove("search.spent-millis").map(|_| tensors);
        assert_eq!(without_time(whole.tensors()), without_time(tensors.clone()));
        let mut restored = new(&settings(&[("candidates", "1"), ("folds", "2")]), None).unwrap();
        restored.restore(&tensors, step).unwrap();
        for _ in 0..left {
            whole.step().unwrap();
            restored.step().unwrap();
        }
        let pictures = [&mut whole, &mut restored].map(|experiment| {
            let picture = experiment.picture();
            let computed = ["board", "finish", "scores", "roc", "importance", "rounds"];
            computed.map(|name| picture.values(name).to_vec())
        });
        assert_eq!(pictures[0], pictures[1], "{left} steps before the end");
        assert_eq!(pictures[0][5], [20.0, 20.0]);
    }
}

#[test]
fn the_winner_predicts_for_the_passengers_that_nobody_has_labelled() {
    let unlabelled = include_bytes!("../../../static/data/titanic/titanic_unlabelled.csv");
    let experiment = small(&[], None, 0);
    let csv = String::from_utf8(experiment.apply_to(unlabelled).unwrap()).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!((lines.len(), lines[0]), (263, "row,survived,probability"));
    assert!(lines[1..].iter().all(|line| ["0", "1"].contains(&line.split(',').nth(1).unwrap())));
    let lacking = experiment.apply_to(b"age,fare\n3,4\n");
    assert!(matches!(lacking, Err(Fault::Table(TableError::MissingColumn { .. }))), "{lacking:?}");
}

#[test]
fn there_is_no_model_before_the_end() {
    assert_eq!(small(&[], None, ROUNDS + 2).apply_to(b"age\n3\n"), Err(Fault::NoModel));
}

#[test]
fn a_table_of_the_readers_own_predicts_its_last_column_or_the_chosen_one() {
    let rows = (0..40).map(|row| format!("{},{},{}\n", row % 7, ["a", "b"][row / 20], ["no", "yes"][row % 2]));
    let csv = format!("number,letter,answer\n{}", rows.collect::<String>());
    let own = [("data", "own")];
    let picture = small(&own, Some(csv.as_bytes()), 0).picture();
    assert_eq!(picture.words("target"), ["answer", "no", "yes"]);
    let picture = small(&[("data", "own"), ("target", "letter")], Some(csv.as_bytes()), 0).picture();
    assert_eq!(picture.words("target"), ["letter", "a", "b"]);
    assert_eq!(picture.words("file-columns"), ["number", "letter", "answer"]);
    let picture = small(&[("data", "own"), ("without", "letter\nnowhere")], Some(csv.as_bytes()), 9).picture();
    assert_eq!(picture.words("columns"), ["number"]);
    assert_eq!(picture.words("notes"), ["left-out\u{1f}letter"]);
}

#[test]
fn a_table_is_described_before_what_to_predict_is_known() {
    let rows = (0..40).map(|row| format!("{},{}.5,7\n", ["no", "yes"][row % 2], row * 7 % 40));
    let csv = format!("answer,number,same\n{}", rows.collect::<String>());
    // The last column cannot be predicted, ...
    let fault = new(&settings(&[("data", "own"), ("target", "same")]), Some(csv.as_bytes())).err();
    assert!(matches!(fault, Some(Fault::Table(TableError::OneClass { .. }))), "{fault:?}");
    // ... but the columns are there to choose from.
    let picture = describe(csv.as_bytes(), 1).unwrap();
    assert_eq!(picture.words("file-columns"), ["answer", "number", "same"]);
    assert_eq!(picture.words("file-kinds"), ["category", "number", "constant"]);
    assert_eq!(picture.words("target"), ["answer"]);
    assert_eq!(picture.values("file-columns"), [0.0, 2.0, 0.0, 40.0, 0.0, 1.0]);
    let bars = &picture.values("file-bars")[..3];
    assert!(bars[..2] == [20.0, 20.0] && bars[2].is_nan(), "{bars:?}");
    assert_eq!(small(&[("data", "own")], Some(csv.as_bytes()), 9).picture().words("target"), ["answer", "no", "yes"]);
    assert_eq!(describe(b"", 1).err(), Some(Fault::Table(TableError::Empty)));
}

#[test]
fn what_cannot_be_searched_says_why() {
    let fault = |pairs: &[(&str, &str)], own: Option<&[u8]>| new(&settings(pairs), own).err();
    assert_eq!(fault(&[("data", "own")], None), Some(Fault::OwnTable));
    assert_eq!(fault(&[("data", "own")], Some(b"")), Some(Fault::Table(TableError::Empty)));
    let missing = fault(&[("target", "nowhere")], None);
    assert!(matches!(missing, Some(Fault::Table(TableError::MissingTarget { .. }))), "{missing:?}");
    assert!(matches!(fault(&[("data", "own")], Some(b"a,b\n1,x\n2,y\n")), Some(Fault::Search(_))));
}

#[test]
fn the_budget_ends_the_search_with_a_validated_winner() {
    let experiment = &mut *new(&settings(&[("candidates", "20"), ("budget", "1")]), None).unwrap();
    let mut validated = 0;
    for _ in 0..experiment.plan().steps() {
        validated += experiment.step().unwrap().iter().filter(|(metric, _)| *metric == "fold-accuracy").count();
    }
    assert!((5..500).contains(&validated), "{validated}");
    assert!(experiment.picture().values("stopped-at")[0].is_finite());
    assert_eq!(experiment.picture().values("finish").len(), 4);
}

#[test]
fn the_budget_bounds_the_importances_as_well() {
    let mut search = small(&[], None, 21);
    let mut tensors = search.tensors();
    tensors.get_mut("search.spent-millis").unwrap().values[0] = 1e9;
    let step = search.plan().steps() - 21;
    search = new(&settings(&[("candidates", "1"), ("folds", "2")]), None).unwrap();
    search.restore(&tensors, step).unwrap();
    for _ in 0..21 {
        search.step().unwrap();
    }
    let picture = search.picture();
    assert_eq!(picture.values("finish").len(), 4);
    assert_eq!(picture.values("rounds"), [0.0, 20.0]);
    assert_eq!(picture.values("importance"), [0.0; 0]);
}

#[test]
fn a_number_is_predicted_with_an_error_bar_and_written_as_one() {
    let mut experiment = new(&settings(&[("target", "fare"), ("candidates", "1"), ("folds", "2")]), None).unwrap();
    let mut metrics = BTreeMap::new();
    for _ in 0..experiment.plan().steps() {
        metrics.extend(experiment.step().unwrap());
    }
    let picture = experiment.picture();
    assert_eq!(picture.words("target"), ["fare"]);
    assert!(picture.words("families").contains(&"ridge".to_owned()), "{:?}", picture.words("families"));
    assert!(picture.words("failures").iter().all(String::is_empty), "{:?}", picture.words("failures"));
    let (&[r2, error, baseline, _], &[rmse, _, mean_rmse]) = (picture.values("finish"), picture.values("rmse")) else {
        panic!("{picture:?}")
    };
    // The class of the cabin and the people who travel together tell much of the fare.
    assert!(r2 > 0.2 && r2 < 1.0 && error > 0.0 && error < 0.5, "{r2} {error}");
    assert!(baseline <= 0.0 && rmse < mean_rmse, "{baseline} {rmse} {mean_rmse}");
    assert_eq!((metrics["test-r2"] as f32, metrics["test-rmse"] as f32), (r2, rmse));
    assert!(metrics["best-r2"] > 0.2 && !metrics.contains_key("best-accuracy"), "{metrics:?}");
    assert_eq!(picture.values("pairs").len(), 2 * picture.values("truth").len());
    assert_eq!(picture.values("importance").len(), 2 * picture.words("columns").len());
    let csv =
        b"pclass,survived,sex,age,sibsp,parch,embarked,title,cabin\n1,1,female,30,0,0,C,Miss,\n3,0,male,30,0,0,S,Mr,\n";
    let said = String::from_utf8(experiment.apply_to(csv).unwrap()).unwrap();
    let fares: Vec<f64> = said.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().parse().unwrap()).collect();
    assert!(said.trim_start_matches('\u{feff}').starts_with("row,fare\n") && fares.len() == 2, "{said}");
    assert!(fares[0] > fares[1], "{said}");
    // And it goes on exactly, wherever it is saved.
    let mut broken = new(&settings(&[("target", "fare"), ("candidates", "1"), ("folds", "2")]), None).unwrap();
    for _ in 0..7 {
        broken.step().unwrap();
    }
    let mut restored = new(&settings(&[("target", "fare"), ("candidates", "1"), ("folds", "2")]), None).unwrap();
    restored.restore(&broken.tensors(), 7).unwrap();
    for _ in 7..restored.plan().steps() {
        restored.step().unwrap();
    }
    for name in ["board", "finish", "pairs", "importance"] {
        assert_eq!(restored.picture().values(name), picture.values(name), "{name}");
    }
}
