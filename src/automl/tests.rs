//! What must hold whatever the table: files are read or refused with reasons, searches restore, fail and are joined.
#![cfg(test)]

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::PIECE_VALUES;
use super::answers::Answers;
use super::boosting::Boosting;
use super::candidates::{candidates, in_turn};
use super::finished::{Finished, Look};
use super::forest::Forest;
use super::logistic::Logistic;
use super::matrix::Matrix;
use super::model::{Examples, Model, ModelError, Recipe, Training};
use super::neighbours::Neighbours;
use super::search::{Options, Saved, Search, SearchError};
use super::sheet::Sheet;
use super::table::{MOST_ROWS, Note, Table, TableError, Values};

const TITANIC: &[u8] = include_bytes!("../../static/data/titanic/titanic.csv");

#[test]
fn files_that_cannot_be_read_say_why() {
    let read = |text: &str| Table::read(text.as_bytes(), "y", MOST_ROWS).unwrap_err();
    assert_eq!(read(""), TableError::Empty);
    assert_eq!(read(" \r\n\n"), TableError::Empty);
    assert_eq!(read("a,y\n"), TableError::NoRows);
    assert_eq!(Table::read(b"a,y\n\x01\xff,1\n", "y", 9), Err(TableError::NotText));
    assert_eq!(
        read("a,b\n1,2\n"),
        TableError::MissingTarget { target: "y".into(), columns: vec!["a".into(), "b".into()] }
    );
    assert_eq!(read("a,y\n1,2\n2,2\n"), TableError::OneClass { target: "y".into(), class: "2".into() });
    assert_eq!(read("a,y\n1,\n2,NA\n"), TableError::EmptyTarget { target: "y".into() });
    assert_eq!(read("a,y\n1,1\n2,2,2\n"), TableError::Ragged { line: 3, found: 3, expected: 2 });
    assert_eq!(read("a,y\n\"1,1\n2,2\n"), TableError::Quotes { line: 2 });
    assert_eq!(read("a,y\n1,1\n\"x\n\"y\",2\n"), TableError::Quotes { line: 3 });
    assert_eq!(read("a,a,y\n1,1,1\n"), TableError::SameName { name: "a".into() });
    assert_eq!(read("y\n1\n2\n"), TableError::NoFeatures);
    let many: String = (0..30).map(|row| format!("{row},t{row}\n")).collect();
    assert_eq!(read(&format!("a,y\n{many}")), TableError::TooManyClasses { target: "y".into(), classes: 30 });
    let wide = vec!["a"; 200].iter().enumerate().map(|(index, name)| format!("{name}{index}")).collect::<Vec<_>>();
    assert_eq!(read(&format!("{}\n", wide.join(","))), TableError::TooWide { columns: 200 });
    for error in [read(""), read("a,b\n1,2\n")] {
        assert!(error.to_string().contains("Choose"), "{error}");
    }
}

#[test]
fn files_of_other_dialects_are_read() {
    let text =
        "\u{feff}weight; colour ;;y\r\n1,5;\"red; \"\"dark\"\"\";1e200;no\r\n;blue;2;yes\r\n2;?;3;yes\r\n2;blue;4;\r\n";
    let table = Table::read(text.as_bytes(), "y", 9).unwrap();
    // "1e200" is text: its square overflows.
    let names: Vec<_> = table.features.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["weight", "colour", "column 3"]);
    let Values::Categories { names, of_row } = &table.features.columns[1].values else {
        panic!("colour is a category")
    };
    assert_eq!(
        (names.as_slice(), of_row.as_slice()),
        (&["blue".into(), "red; \"dark\"".into()][..], &[Some(1), Some(0), None][..])
    );
    assert_eq!(table.features.columns[0].values, Values::Numbers(vec![Some(1.5), None, Some(2.0)]));
    let comma = Note::DecimalComma { column: "weight".into() };
    assert_eq!(table.notes, [Note::TargetMissing { rows: 1 }, comma]);
    assert_eq!(table.target.classes, ["no", "yes"]);
}

#[test]
fn long_files_are_taken_up_to_a_limit() {
    let rows: String = (0..MOST_ROWS + 5).map(|row| format!("{},5,{}\n", row % 1000, 2 + 8 * (row % 2))).collect();
    let table = Table::read(format!("a,same,y\n{rows}").as_bytes(), "y", usize::MAX).unwrap();
    assert_eq!(table.features.rows, MOST_ROWS);
    let constant = Note::Constant { column: "same".into() };
    assert_eq!(table.notes, [Note::RowsDrawn { used: MOST_ROWS, rows: MOST_ROWS + 5 }, constant]);
    // Classes that are numbers stand in the order of numbers.
    assert_eq!(table.target.classes, ["2", "10"]);
}

fn titanic() -> Table {
    Table::read(TITANIC, "survived", MOST_ROWS).unwrap()
}

fn quick_candidates() -> Vec<Box<dyn Recipe>> {
    vec![
        Box::new(Neighbours { count: 5, by_distance: true }),
        Box::new(Logistic { c: 1.0 }),
        Box::new(Boosting { rounds: 20, learning_rate: 0.1, most_depth: 2, least_leaf_rows: 5, rows_share: 0.7 }),
    ]
}

fn finish(mut search: Search) -> Finished {
    while let Some(step) = search.step() {
        assert!(step.score.is_ok(), "{step:?}");
    }
    search.finish().unwrap()
}

#[test]
fn a_restored_search_ends_where_an_unbroken_one_does() {
    let new = |seed| Search::new(titanic(), quick_candidates(), Options { seed, ..Options::default() }).unwrap();
    let unbroken = finish(new(1));
    for steps in [0, 3, 5, 7, 15] {
        let mut broken = new(1);
        (0..steps).for_each(|_| drop(broken.step()));
        let mut restored = new(1);
        restored.restore(&broken.saved()).unwrap();
        assert_eq!(restored.progress(), (steps, 15));
        let restored = finish(restored);
        assert_eq!(restored.leaderboard, unbroken.leaderboard);
        assert_eq!(&restored.look, &unbroken.look);
    }
    assert_ne!(finish(new(2)).leaderboard, unbroken.leaderboard);
    assert_eq!(new(1).restore(&Saved::default()), Err(SearchError::OtherSearch));
}

/// A family from outside: fails, always says the same, or says what is no probability.
#[derive(Clone, Copy, Debug)]
enum Outsider {
    Fails,
    Says(f64),
}

impl Recipe for Outsider {
    fn family(&self) -> &'static str {
        "outsider"
    }

    fn settings(&self) -> Vec<(&'static str, f64)> {
        Vec::new()
    }

    fn begin(&self, _examples: &Examples, _seed: u64) -> Box<dyn Training> {
        Box::new(*self)
    }
}

impl Training for Outsider {
    fn advance(&mut self, examples: &Examples) -> Result<Option<Box<dyn Model>>, ModelError> {
        match *self {
            Self::Fails => Err(ModelError::Failed { family: "outsider".into(), detail: "it would not".into() }),
            Self::Says(value) => Ok(Some(Box::new(Always { value, class_count: examples.answers().outputs() }))),
        }
    }
}

#[derive(Debug)]
struct Always {
    value: f64,
    class_count: usize,
}

impl Model for Always {
    fn predict(&self, features: &Matrix) -> Matrix {
        Matrix::from_values(self.class_count, vec![self.value; features.rows() * self.class_count])
    }
}

#[test]
fn families_from_outside_join_in_and_failures_are_given_up() {
    let outsiders = [Outsider::Fails, Outsider::Says(0.5), Outsider::Says(f64::NAN)];
    let outsiders = outsiders.into_iter().map(|outsider| Box::new(outsider) as Box<dyn Recipe>).collect();
    let logistic: Vec<Box<dyn Recipe>> = vec![Box::new(Logistic { c: 1.0 })];
    let table = titanic();
    let mut search = Search::new(table.clone(), in_turn(vec![outsiders, logistic]), Options::default()).unwrap();
    assert!(search.step().unwrap().score.is_err());
    assert_eq!(search.progress(), (5, 20));
    while search.step().is_some() {}
    let finished = search.finish().unwrap();
    let order: Vec<_> = finished.leaderboard.iter().map(|entry| entry.candidate).collect();
    // In turn: the failing one, logistic regression, the constant one, the one without numbers.
    assert_eq!(order, [1, 2, 0, 3]);
    assert!(finished.leaderboard[2..].iter().all(|entry| entry.failure.is_some()));
    let nothing = Search::new(table.clone(), quick_candidates(), Options::default()).unwrap().finish();
    assert_eq!(nothing.unwrap_err(), SearchError::NothingValidated);
    let folds = |folds| Search::new(table.clone(), vec![], Options { folds, ..Options::default() }).unwrap_err();
    assert_eq!(folds(1), SearchError::TooFewFolds { folds: 1 });
    assert_eq!(folds(400), SearchError::RareClass { class: "1".into(), rows: 400, needed: 401, folds: 400 });
}

#[test]
fn three_classes_and_strange_columns_are_no_trouble() {
    // A huge number, a column missing but for two rows, one that is the same in nearly all folds.
    let row = |row: usize| {
        let rare = ["", "7"][usize::from(row < 2)];
        format!(
            "{},{rare},{},{},{}\n",
            row % 3,
            row / 59,
            if row == 5 { "1e99" } else { "1" },
            ["a", "b", "c"][row % 3]
        )
    };
    let text = format!("number,rare,late,huge,y\n{}8,8,8,8,a\n", (0..60).map(row).collect::<String>());
    let table = Table::read(text.as_bytes(), "y", MOST_ROWS).unwrap();
    assert_eq!(table.features.columns.len(), 4);
    let mut search =
        Search::new(table.clone(), candidates(1, 1, &table.target.answers), Options { folds: 3, ..Options::default() })
            .unwrap();
    while let Some(step) = search.step() {
        assert!(step.score.is_ok(), "{step:?}");
    }
    let finished = search.finish().unwrap();
    assert!(finished.score > 0.9 && finished.binary().is_none(), "{finished:?}");
    let probabilities = finished.predict(&finished.table().features);
    assert!(probabilities.iter().all(|row| (row.iter().sum::<f64>() - 1.0).abs() < 1e-9));
}

/// 20,000 rows of 50 numbers, the class in the first three of them.
fn large() -> Examples {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    let values: Vec<f64> = (0..20_000 * 50).map(|_| random.random_range(-1.0..1.0)).collect();
    let class = |row: &[f64]| usize::from(row[0] + row[1] * row[2] > 0.0);
    let features = Matrix::from_values(50, values);
    let classes = features.iter().map(class).collect();
    Examples::new(features, Answers::Classes { of_row: classes, count: 2 }).unwrap()
}

#[test]
fn work_on_large_tables_is_cut_into_pieces() {
    let examples = large();
    let pieces = |recipe: &dyn Recipe| {
        let mut training = recipe.begin(&examples, 1);
        (1..).find(|_| training.advance(&examples).unwrap().is_some()).unwrap()
    };
    // A piece for each column's bins and each shallow tree, several for a deep one.
    let boosting = Boosting { rounds: 3, learning_rate: 0.1, most_depth: 3, least_leaf_rows: 5, rows_share: 0.7 };
    assert_eq!(pieces(&boosting), 50 + 3 + 1);
    let forest = Forest { trees: 1, most_depth: 20, least_leaf_rows: 1, features_share: 1.0 };
    assert!(pieces(&forest) > 50 + 1);
    // Each iteration of Newton's sums up at most so many squares of features, and then solves.
    assert!(pieces(&Logistic { c: 1.0 }) > 20_000 * 51 * 51 / PIECE_VALUES);
    // Near ones are searched among all values that were learned.
    let neighbours = Neighbours { count: 5, by_distance: false }.fit(&examples, 1).unwrap();
    assert_eq!(neighbours.rows_at_once(), PIECE_VALUES / (20_000 * 50));
}

/// 90 rows: a number that grows with `size`, is larger for one kind, and jitters; `last` tells what the last row's is.
fn numbers(last: &str) -> Table {
    let number = |row: usize| 1000.0 + 25.0 * (row % 30) as f64 + [0.0, 300.0][row % 2] + (row * 7919 % 97) as f64;
    let line = |row: usize| {
        let answer = if row == 89 { last.to_owned() } else { number(row).to_string() };
        format!("{},{},{answer}\n", row % 30, ["low", "high"][row % 2])
    };
    let text = format!("size,kind,price\n{}", (0..90).map(line).collect::<String>());
    Table::read(text.as_bytes(), "price", MOST_ROWS).unwrap()
}

#[test]
fn numbers_are_searched_with_the_same_honesty() {
    let new = |table: Table, seed| {
        let recipes = candidates(2, 1, &table.target.answers);
        Search::new(table, recipes, Options { seed, ..Options::default() }).unwrap()
    };
    let unbroken = finish(new(numbers("2100"), 1));
    assert_eq!(unbroken.leaderboard.iter().filter(|entry| entry.family == "ridge").count(), 2);
    let Look::Numbers { rmse, standard_error, baseline } = unbroken.look else { panic!("a price is a number") };
    assert!(unbroken.score > 0.9 && unbroken.score <= 1.0 && unbroken.standard_error < 0.1, "{unbroken:?}");
    assert!(rmse < baseline / 3.0 && standard_error < rmse && unbroken.baseline <= 0.0, "{unbroken:?}");
    // Saved and restored, to the last digit.
    for steps in [0, 3, 17, 39] {
        let mut broken = new(numbers("2100"), 1);
        (0..steps).for_each(|_| drop(broken.step()));
        let mut restored = new(numbers("2100"), 1);
        restored.restore(&broken.saved()).unwrap();
        assert_eq!(restored.progress(), (steps, 40));
        let restored = finish(restored);
        assert_eq!((&restored.leaderboard, &restored.look), (&unbroken.leaderboard, &unbroken.look));
    }
    // A row that is put away is seen by nobody before the end, whatever it says: not even by the number's scale.
    let seed = (1..).find(|&seed| new(numbers("2100"), seed).split().test.contains(&89)).unwrap();
    let [clean, spoiled] = ["2100", "1e9"].map(|last| finish(new(numbers(last), seed)));
    assert_eq!(clean.leaderboard, spoiled.leaderboard);
    assert_ne!(clean.look, spoiled.look);
    // What it looks at.
    let mut shuffling = unbroken.shuffling(1);
    while unbroken.shuffle(&mut shuffling) {}
    shuffling.end_round();
    assert!(shuffling.importances().iter().all(|importance| importance.mean_loss > 0.1), "{shuffling:?}");
    assert!(unbroken.predict(&unbroken.table().features).values().iter().all(|price| (900.0..2300.0).contains(price)));
}

#[test]
fn few_rows_of_numbers_are_too_few_for_many_folds() {
    let text: String = (0..21).map(|row| format!("{},{}\n", row * 7 % 11, row * row)).collect();
    let table = Table::read(format!("a,y\n{text}").as_bytes(), "y", MOST_ROWS).unwrap();
    let error = Search::new(table, Vec::new(), Options { folds: 10, ..Options::default() }).unwrap_err();
    assert_eq!(error, SearchError::TooFewRows { rows: 21, needed: 40, folds: 10 });
}

#[test]
fn a_column_of_many_numbers_is_a_number_to_predict() {
    let text: String = (0..30).map(|row| format!("{},{},{}.5\n", row * 7 % 23, row * 5 % 29, row * 11 % 31)).collect();
    let sheet = Sheet::read(format!("a,b,y\n{text}3,4,-\n1,2,none known\n").as_bytes(), MOST_ROWS, 1).unwrap();
    assert_eq!(sheet.default_target(), "y");
    let table = sheet.table("y", &[]).unwrap();
    assert_eq!((table.target.answers.rows(), table.target.classes.len()), (30, 0));
    let Answers::Numbers(numbers) = &table.target.answers else { panic!("{:?}", table.target) };
    assert_eq!(numbers[..3], [0.5, 11.5, 22.5]);
    // What is no number cannot be learned from.
    assert!(table.notes.contains(&Note::TargetMissing { rows: 2 }), "{:?}", table.notes);
}
