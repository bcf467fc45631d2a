//! What must hold whatever the table: files are read or refused with reasons, searches restore, fail and are joined.

use super::boosting::Boosting;
use super::candidates::{candidates, in_turn};
use super::finished::Finished;
use super::logistic::Logistic;
use super::matrix::Matrix;
use super::model::{Examples, Model, ModelError, Recipe};
use super::neighbours::Neighbours;
use super::search::{Options, Saved, Search, SearchError};
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
    let many: String = (0..30).map(|row| format!("{row},{row}\n")).collect();
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
        assert!(step.accuracy.is_ok(), "{step:?}");
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
        assert_eq!((&restored.binary, &restored.confusion), (&unbroken.binary, &unbroken.confusion));
    }
    assert_ne!(finish(new(2)).leaderboard, unbroken.leaderboard);
    assert_eq!(new(1).restore(&Saved::default()), Err(SearchError::OtherSearch));
}

/// A family from outside: fails, always says the same, or says what is no probability.
#[derive(Debug)]
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

    fn fit(&self, examples: &Examples, _seed: u64) -> Result<Box<dyn Model>, ModelError> {
        match *self {
            Self::Fails => Err(ModelError::Failed { family: "outsider".into(), detail: "it would not".into() }),
            Self::Says(value) => Ok(Box::new(Always { value, class_count: examples.class_count() })),
        }
    }
}

#[derive(Debug)]
struct Always {
    value: f64,
    class_count: usize,
}

impl Model for Always {
    fn probabilities(&self, features: &Matrix) -> Matrix {
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
    assert!(search.step().unwrap().accuracy.is_err());
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
    let mut search = Search::new(table, candidates(1, 1), Options { folds: 3, ..Options::default() }).unwrap();
    while let Some(step) = search.step() {
        assert!(step.accuracy.is_ok(), "{step:?}");
    }
    let finished = search.finish().unwrap();
    assert!(finished.accuracy > 0.9 && finished.binary.is_none(), "{finished:?}");
    let probabilities = finished.predict(&finished.table().features);
    assert!(probabilities.iter().all(|row| (row.iter().sum::<f64>() - 1.0).abs() < 1e-9));
}
