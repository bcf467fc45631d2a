//! Automatic machine learning against scikit-learn, `fixtures/automl.py`, and what must hold whatever the data.
#![cfg(not(target_arch = "wasm32"))]

use emberlab::automl::answers::Answers;
use emberlab::automl::boosting::Boosting;
use emberlab::automl::candidates::candidates;
use emberlab::automl::finished::{Finished, Look};
use emberlab::automl::folds::{Fold, folds_of, stratified_folds};
use emberlab::automl::forest::Forest;
use emberlab::automl::importance::Shuffling;
use emberlab::automl::logistic::Logistic;
use emberlab::automl::metrics::{
    Confusion, accuracy_standard_error, best_threshold, mean_and_spread, roc_area, roc_curve, score,
};
use emberlab::automl::model::{Examples, Model, Recipe};
use emberlab::automl::neighbours::Neighbours;
use emberlab::automl::prepare::{Preparation, split};
use emberlab::automl::regression::{r2_standard_error, rmse, rmse_standard_error};
use emberlab::automl::ridge::Ridge;
use emberlab::automl::search::{Options, Search};
use emberlab::automl::table::{MOST_ROWS, Note, Table, TableError, Values};
use emberlab::automl::validation::{examples, validate};
use fixture::{Accuracies, Fixture};

#[path = "automl/fixture.rs"]
mod fixture;

const TITANIC: &[u8] = include_bytes!("../static/data/titanic/titanic.csv");
const UNLABELLED: &[u8] = include_bytes!("../static/data/titanic/titanic_unlabelled.csv");

fn titanic() -> Table {
    Table::read(TITANIC, "survived", MOST_ROWS).unwrap()
}

fn classes_of(table: &Table) -> Vec<usize> {
    table.target.answers.strata()
}

fn all_rows(table: &Table) -> Vec<usize> {
    (0..table.features.rows).collect()
}

#[track_caller]
fn close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!((found - expected).abs() <= tolerance, "{index}: {found}, expected {expected}");
    }
}

fn mean(values: &[f64]) -> f64 {
    mean_and_spread(values).0
}

#[test]
fn the_titanics_table_is_read_and_what_is_dropped_is_said() {
    let table = titanic();
    let columns = table.features.columns.iter().map(|column| (column.name.as_str(), column.missing));
    let expected = [
        ("pclass", 0),
        ("sex", 0),
        ("age", 206),
        ("sibsp", 0),
        ("parch", 0),
        ("fare", 1),
        ("embarked", 2),
        ("title", 0),
    ];
    assert_eq!(columns.collect::<Vec<_>>(), expected);
    let Values::Categories { names, of_row } = &table.features.columns[6].values else {
        panic!("embarked is a category")
    };
    assert_eq!(names, &["C", "Q", "S"]);
    assert_eq!(of_row[..4], [Some(2), Some(0), Some(1), Some(2)]);
    assert_eq!(table.target.classes, ["0", "1"]);
    assert_eq!(classes_of(&table).iter().sum::<usize>(), 400);
    assert_eq!(table.notes, [Note::TooManyValues { column: "cabin".into(), different: 159, missing: 803 }]);
}

#[test]
fn the_split_is_stratified_seeded_and_complete() {
    let classes = classes_of(&titanic());
    let parts = split(&classes, 0.2, 1);
    assert_eq!((parts.train.len(), parts.test.len()), (838, 209));
    assert_eq!(parts.test.iter().map(|&row| classes[row]).sum::<usize>(), 80);
    let mut all = [parts.train.clone(), parts.test.clone()].concat();
    all.sort_unstable();
    assert_eq!(all, (0..1047).collect::<Vec<_>>());
    assert_eq!(parts, split(&classes, 0.2, 1));
    assert_ne!(parts, split(&classes, 0.2, 2));
}

#[test]
fn preparation_is_scikit_learns() {
    let (fixture, table) = (Fixture::load(), titanic());
    let preparation = Preparation::fit(&table.features, &all_rows(&table));
    let matrix = preparation.apply(&table.features, &all_rows(&table));
    assert_eq!(matrix.columns(), preparation.features().len());
    close(matrix.row(3), &fixture.matrix_row_3, 1e-7);
    let sums = (0..matrix.columns()).map(|column| matrix.column(column).map(f64::abs).sum()).collect::<Vec<_>>();
    close(&sums, &fixture.matrix_column_sums, 1e-5);
}

/// Fills everything in these rows with values that would be noticed.
fn spoil(table: &mut Table, rows: &[usize]) {
    for column in &mut table.features.columns {
        match &mut column.values {
            Values::Numbers(values) => rows.iter().for_each(|&row| values[row] = Some(1e6)),
            Values::Categories { names, of_row } => {
                names.push("spoiled".into());
                rows.iter().for_each(|&row| of_row[row] = Some(names.len() - 1));
            }
        }
    }
}

#[test]
fn nothing_leaks_from_validation_or_test_rows() {
    let table = titanic();
    let Fold { train, validation } = &folds_of(&Fixture::load().fold_of_row, 5)[0];
    let mut spoiled = table.clone();
    spoil(&mut spoiled, validation);
    let (clean, other) = (Preparation::fit(&table.features, train), Preparation::fit(&spoiled.features, train));
    assert_eq!(clean.features(), other.features());
    assert_eq!(clean.apply(&table.features, train), other.apply(&spoiled.features, train));
    // The whole search, too, is blind to the test rows: only the last figures change.
    let run = |table| finish(Search::new(table, quick_candidates(), Options::default()).unwrap());
    let clean = run(table.clone());
    let mut spoiled = table;
    let test = split(&classes_of(&spoiled), 0.2, 1).test;
    spoil(&mut spoiled, &test);
    let other = run(spoiled);
    assert_eq!(clean.leaderboard, other.leaderboard);
    let threshold = |finished: &Finished| finished.binary().unwrap().threshold;
    assert_eq!(threshold(&clean), threshold(&other));
    assert_ne!(clean.look, other.look);
}

#[test]
fn logistic_regression_is_scikit_learns() {
    let (fixture, table) = (Fixture::load(), titanic());
    let recipe = Logistic { c: 1.0 };
    close(&fixture.fold_scores(&table, &recipe), &fixture.accuracies.logistic, 1e-12);
    let mut unseen = vec![0.0; table.features.rows];
    for (fold, area) in folds_of(&fixture.fold_of_row, 5).iter().zip(&fixture.logistic_areas) {
        let (probabilities, _) = validate(&table, &recipe, &fold.train, &fold.validation, 1).unwrap();
        let scores: Vec<f64> = probabilities.column(1).collect();
        let positive: Vec<bool> = fold.validation.iter().map(|&row| classes_of(&table)[row] == 1).collect();
        close(&[roc_area(&roc_curve(&positive, &scores).unwrap())], &[*area], 1e-12);
        fold.validation.iter().zip(scores).for_each(|(&row, score)| unseen[row] = score);
    }
    close(&unseen, &fixture.unseen, 1e-6);
    let preparation = Preparation::fit(&table.features, &all_rows(&table));
    let model = recipe.train(&examples(&table, &preparation, &all_rows(&table)).unwrap());
    close(&model.weights[0], &fixture.logistic_weights, 1e-6);
    close(&model.intercepts, &[fixture.logistic_intercept], 1e-6);
}

#[test]
fn other_families_are_scikit_learns_where_nothing_ties() {
    let fixture = Fixture::load();
    let smooth = fixture.smooth(0..150);
    let probabilities = |recipe: &dyn Recipe, examples: &Examples, rows: &Examples| {
        recipe.fit(examples, 1).unwrap().predict(rows.features()).values().to_vec()
    };
    let neighbours = Neighbours { count: 7, by_distance: true };
    let found = probabilities(&neighbours, &fixture.smooth(50..150), &fixture.smooth(0..50));
    close(&found, &fixture.smooth_neighbours, 1e-8);
    close(&probabilities(&Logistic { c: 0.5 }, &smooth, &smooth), &fixture.smooth_logistic, 1e-7);
    let boosting = Boosting { rounds: 20, learning_rate: 0.1, most_depth: 2, least_leaf_rows: 1, rows_share: 1.0 };
    close(&probabilities(&boosting, &smooth, &smooth), &fixture.smooth_boosting_three, 1e-8);
    let two = fixture.smooth_classes.iter().map(|&class| class.min(1)).collect();
    let two = Examples::new(smooth.features().clone(), Answers::Classes { of_row: two, count: 2 }).unwrap();
    close(&probabilities(&boosting, &two, &two), &fixture.smooth_boosting_two, 1e-8);
}

/// The smooth features, and a number to predict.
fn smooth_table(fixture: &Fixture) -> Table {
    let rows = fixture.smooth.chunks_exact(3).zip(&fixture.smooth_numbers);
    let lines = rows.map(|(row, number)| format!("{},{},{},{number}\n", row[0], row[1], row[2]));
    Table::read(format!("a,b,c,number\n{}", lines.collect::<String>()).as_bytes(), "number", MOST_ROWS).unwrap()
}

#[test]
fn numbers_are_predicted_as_by_scikit_learn() {
    let fixture = Fixture::load();
    let table = smooth_table(&fixture);
    assert!(table.target.classes.is_empty());
    assert_eq!(table.target.answers, Answers::Numbers(fixture.smooth_numbers.clone()));
    let (rest, train): (Vec<usize>, Vec<usize>) = (0..150).partition(|&row| row < 50);
    let boosting = Boosting { rounds: 20, learning_rate: 0.1, most_depth: 2, least_leaf_rows: 1, rows_share: 1.0 };
    let (said, r2s, rmses) = (&fixture.said, &fixture.r2, &fixture.rmse);
    let neighbours = Neighbours { count: 7, by_distance: true };
    type Case<'a> = (&'a dyn Recipe, &'a [usize], &'a [f64], f64, f64);
    let exact: [Case; 3] = [
        (&Ridge { alpha: 3.0 }, &rest, &said.ridge, r2s.ridge, rmses.ridge),
        (&neighbours, &rest, &said.neighbours, r2s.neighbours, rmses.neighbours),
        // Where a threshold lies between two rows that a tree has seen is its own affair.
        (&boosting, &train, &said.boosting, r2s.boosting, rmses.boosting),
    ];
    for (recipe, rows, said, r2, error) in exact {
        let (outputs, score) = validate(&table, recipe, &train, rows, 1).unwrap();
        close(outputs.values(), said, 1e-5);
        let truth: Vec<f64> = rows.iter().map(|&row| fixture.smooth_numbers[row]).collect();
        close(&[score, rmse(&truth, outputs.values())], &[r2, error], 1e-7);
    }
    // Another draw of the same kind of trees.
    let forest = Forest { trees: 200, most_depth: 10, least_leaf_rows: 2, features_share: 0.3 };
    let (outputs, score) = validate(&table, &forest, &train, &rest, 1).unwrap();
    println!("forest: R2 {score:.3}, scikit-learn {:.3}", r2s.forest);
    assert!((score - r2s.forest).abs() < 0.08, "{score}");
    let apart: f64 = outputs.values().iter().zip(&said.forest).map(|(ours, theirs)| (ours - theirs).powi(2)).sum();
    assert!((apart / 50.0).sqrt() < rmses.forest / 3.0, "{apart}");
}

#[test]
fn error_bars_of_r2_and_rmse_are_the_bootstraps() {
    let fixture = Fixture::load();
    let (truth, said) = (&fixture.smooth_numbers[..50], &fixture.said.ridge);
    let found =
        [r2_standard_error(truth, said) / fixture.r2_error, rmse_standard_error(truth, said) / fixture.rmse_error];
    println!("delta method over bootstrap: {found:?}");
    close(&found, &[1.0, 1.0], 0.2);
}

#[test]
fn families_are_as_good_as_scikit_learns_on_its_folds() {
    let (fixture, table) = (Fixture::load(), titanic());
    let Accuracies { neighbours, forest, boosting, .. } = &fixture.accuracies;
    let recipes: [(&dyn Recipe, &[f64], f64); 3] = [
        // Many passengers are equally far away: which of them is a neighbour is a matter of order.
        (&Neighbours { count: 15, by_distance: false }, neighbours, 0.01),
        (&Forest { trees: 200, most_depth: 10, least_leaf_rows: 2, features_share: 0.3 }, forest, 0.015),
        (
            &Boosting { rounds: 100, learning_rate: 0.1, most_depth: 3, least_leaf_rows: 5, rows_share: 0.7 },
            boosting,
            0.015,
        ),
    ];
    for (recipe, expected, tolerance) in recipes {
        let found = mean(&fixture.fold_scores(&table, recipe));
        println!("{}: {found:.4}, scikit-learn {:.4}", recipe.family(), mean(expected));
        assert!((found - mean(expected)).abs() <= tolerance, "{}: {found}", recipe.family());
    }
}

#[test]
fn metrics_are_scikit_learns() {
    let (fixture, truth) = (Fixture::load(), classes_of(&titanic()));
    let called: Vec<usize> = fixture.unseen.iter().map(|&score| usize::from(score >= 0.5)).collect();
    let confusion = Confusion::of(&truth, &called, 2);
    assert_eq!(confusion.counts, fixture.confusion);
    let found = [confusion.precision(1), confusion.recall(1), confusion.f1(1)].map(Option::unwrap);
    close(&found, &[fixture.precision, fixture.recall, fixture.f1], 1e-12);
    assert_eq!(Confusion::of(&[0, 0], &[0, 0], 2).precision(1), None);
    let positive: Vec<bool> = truth.iter().map(|&class| class == 1).collect();
    let curve = roc_curve(&positive, &fixture.coarse).unwrap();
    close(&[roc_area(&curve)], &[fixture.coarse_area], 1e-12);
    let [false_positive_rates, true_positive_rates, thresholds] = &fixture.coarse_curve;
    close(&curve.iter().map(|point| point.false_positive_rate).collect::<Vec<_>>(), false_positive_rates, 1e-8);
    close(&curve.iter().map(|point| point.true_positive_rate).collect::<Vec<_>>(), true_positive_rates, 1e-8);
    close(&curve[1..].iter().map(|point| point.threshold).collect::<Vec<_>>(), thresholds, 1e-8);
    assert_eq!(roc_curve(&[true, true], &[0.1, 0.2]), None);
    // By hand: sqrt(0.8 * 0.2 / 100).
    close(&[accuracy_standard_error(0.8, 100)], &[0.04], 1e-15);
    // 0.2 no, 0.3 yes, 0.4 no, 0.45 yes, 0.6 yes: from 0.25 or from 0.425 on four of five are right.
    let best = best_threshold(&[false, true, false, true, true], &[0.2, 0.3, 0.4, 0.45, 0.6]).unwrap();
    close(&[best.threshold, best.accuracy], &[0.425, 0.8], 1e-15);
}

#[test]
fn importance_is_scikit_learns_but_for_chance() {
    let (fixture, table) = (Fixture::load(), titanic());
    let preparation = Preparation::fit(&table.features, &all_rows(&table));
    let rows = examples(&table, &preparation, &all_rows(&table)).unwrap();
    let model = Logistic { c: 1.0 }.train(&rows);
    let (repeats, columns) = (fixture.importance_repeats, table.features.columns.len());
    let unshuffled = score(rows.answers(), &model.predict(rows.features()));
    let mut shuffling = Shuffling::new(preparation.features(), columns, rows.rows(), unshuffled, 1);
    for _ in 0..repeats {
        while shuffling.advance(&model, &rows) {}
        shuffling.end_round();
    }
    let expected = fixture.importance_mean.iter().zip(&fixture.importance_spread);
    for (found, (mean, spread)) in shuffling.importances().iter().zip(expected) {
        // Four standard errors of the difference of two such means.
        let tolerance = 4.0 * spread * (2.0 / repeats as f64).sqrt() + 1e-12;
        assert!((found.mean_loss - mean).abs() <= tolerance, "{found:?}, expected {mean}");
    }
    assert_eq!(shuffling.importances().len(), fixture.importance_mean.len());
}

fn quick_candidates() -> Vec<Box<dyn Recipe>> {
    vec![
        Box::new(Neighbours { count: 5, by_distance: true }),
        Box::new(Logistic { c: 1.0 }),
        Box::new(Boosting { rounds: 20, learning_rate: 0.1, most_depth: 2, least_leaf_rows: 5, rows_share: 0.7 }),
    ]
}

#[test]
fn one_of_the_families_reaches_80_and_a_half_percent_in_five_folds() {
    let table = titanic();
    let seeds = 1..=4;
    let score = |recipe: &dyn Recipe| {
        let means = seeds.clone().map(|seed| {
            let folds = stratified_folds(&classes_of(&table), 5, seed);
            let fold = |fold: &Fold| validate(&table, recipe, &fold.train, &fold.validation, seed).unwrap().1;
            mean(&folds.iter().map(fold).collect::<Vec<_>>())
        });
        let (mean, spread) = mean_and_spread(&means.collect::<Vec<_>>());
        println!("{}: {mean:.4} +- {spread:.4} over seeds", recipe.family());
        mean
    };
    let best =
        candidates(1, 1, &titanic().target.answers).iter().map(|recipe| score(recipe.as_ref())).fold(0.0, f64::max);
    assert!(best >= 0.805, "{best}");
}

fn finish(mut search: Search) -> Finished {
    while let Some(step) = search.step() {
        assert!(step.score.is_ok(), "{step:?}");
    }
    search.finish().unwrap()
}

#[test]
fn the_searchs_winner_predicts_new_passengers() {
    let search = Search::new(titanic(), candidates(2, 1, &titanic().target.answers), Options::default()).unwrap();
    assert_eq!(search.progress(), (0, 2 * 4 * 5));
    let finished = finish(search);
    for entry in &finished.leaderboard {
        println!("{:.4} +- {:.4} {} {:?}", entry.mean, entry.spread, entry.family, entry.settings);
    }
    let binary = finished.binary().unwrap();
    println!(
        "test {:.4} +- {:.4}, area {:.4}, {:?}",
        finished.score, finished.standard_error, binary.roc_area, binary.threshold
    );
    assert!(finished.score > finished.baseline + 4.0 * finished.standard_error);
    assert!(binary.roc_area > 0.8 && binary.threshold.accuracy >= finished.leaderboard[0].mean - 1e-3);
    let Look::Classes { confusion, .. } = &finished.look else { panic!("survived is a class") };
    assert_eq!(confusion.total(), 209);
    let passengers = finished.table().read_unlabelled(UNLABELLED, MOST_ROWS).unwrap();
    let probabilities = finished.predict(&passengers);
    assert_eq!((probabilities.rows(), probabilities.columns()), (262, 2));
    assert!(probabilities.iter().all(|row| (row[0] + row[1] - 1.0).abs() < 1e-12 && row[0] >= 0.0));
    // What everyone knows: women and children first.
    let mut shuffling = finished.shuffling(1);
    for _ in 0..20 {
        while finished.shuffle(&mut shuffling) {}
        shuffling.end_round();
    }
    let loss = |column: usize| shuffling.importances()[column].mean_loss;
    assert!(loss(1) + loss(7) > loss(4), "sex and title matter more than parch");
    let read = |text: &str| finished.table().read_unlabelled(text.as_bytes(), 9);
    assert_eq!(read("pclass,sex\n1,male\n").unwrap_err(), TableError::MissingColumn { column: "age".into() });
    let text = "embarked,title,fare,parch,sibsp,age,sex,pclass,note\nX,Mr,,0,0,OLD,male,3,\n";
    let error = TableError::NotANumber { column: "age".into(), row: 1, found: "OLD".into() };
    assert_eq!(read(text).unwrap_err(), error);
    let stranger = finished.predict(&read(&text.replace("OLD", "70")).unwrap());
    assert!(stranger.row(0)[1] < 0.5, "{stranger:?}");
}
