//! What the page is told of a search: arrays and words.

use crate::automl::finished::{Binary, Finished, Look};
use crate::automl::importance::Shuffling;
use crate::automl::matrix::Matrix;
use crate::automl::metrics::Confusion;
use crate::automl::prepare::Split;
use crate::automl::search::Entry;
use crate::automl::sheet::{BARS, Kind, Summary};
use crate::automl::table::{Note, Table};
use crate::automl::written::DateOrder;
use crate::engine::experiment::Picture;

/// More points than this hide one another.
const MOST_PAIRS: usize = 2_000;

/// All columns of the file, those that are left out and the target too: `file-columns` `[columns, 2]`: missing values
/// and different values; `file-bars` `[columns, bars]`, rows in each part of the range or of each
/// category, not a number where there is nothing; words `file-columns`, their names, `file-kinds` and `file-contents`.
pub fn show_file(picture: Picture, columns: &[Summary]) -> Picture {
    let numbers = columns.iter().flat_map(|column| [column.missing as f32, column.different as f32]);
    let bars = columns.iter().flat_map(|column| {
        let bars = column.histogram.iter().map(|&rows| rows as f32);
        bars.chain(std::iter::repeat(f32::NAN)).take(BARS)
    });
    let kind = |column: &Summary| match column.kind {
        Kind::Number => "number",
        Kind::Date => "date",
        Kind::Category => "category",
        Kind::Text => "text",
        Kind::RowNumber => "row-number",
        Kind::Constant => "constant",
    };
    picture
        .with("file-columns", &[columns.len(), 2], numbers)
        .with("file-bars", &[columns.len(), BARS], bars)
        .with_words("file-columns", columns.iter().map(|column| column.name.clone()))
        .with_words("file-kinds", columns.iter().map(|column| kind(column).to_owned()))
        .with_words("file-contents", columns.iter().map(|column| column.contents.clone()))
}

/// Words `columns`, the names of the columns to predict from; words `target` (its name, then its classes, of which
/// numbers have none); words `notes`, see
/// [`note`]; `split` `[2]`, the training and test rows.
pub fn show_table(picture: Picture, table: &Table, split: Option<&Split>) -> Picture {
    let rows = split.map_or([f32::NAN; 2], |split| [split.train.len() as f32, split.test.len() as f32]);
    picture
        .with("split", &[2], rows)
        .with_words("columns", table.features.columns.iter().map(|column| column.name.clone()))
        .with_words("target", [table.target.name.clone()].into_iter().chain(table.target.classes.iter().cloned()))
        .with_words("notes", table.notes.iter().map(note))
}

/// Between the parts of a note: no name of a column has it.
const BETWEEN: &str = "\u{1f}";

/// A note's kind and what it is about.
pub fn note(note: &Note) -> String {
    let parts: Vec<String> = match note {
        Note::Encoding { name } => vec!["encoding".into(), name.clone()],
        Note::NoHeading => vec!["no-heading".into()],
        Note::HeadingLonger => vec!["heading-longer".into()],
        Note::RowNames => vec!["row-names".into()],
        Note::RowsDrawn { used, rows } => vec!["rows-drawn".into(), grouped(*used), grouped(*rows)],
        Note::TargetMissing { rows } => vec!["target-missing".into(), grouped(*rows)],
        Note::Empty { column } => vec!["empty".into(), column.clone()],
        Note::Constant { column } => vec!["constant".into(), column.clone()],
        Note::RowNumbers { column } => vec!["row-numbers".into(), column.clone()],
        Note::Unique { column } => vec!["unique".into(), column.clone()],
        Note::TooManyValues { column, different, .. } => {
            vec!["too-many-values".into(), column.clone(), grouped(*different)]
        }
        Note::DecimalComma { column } => vec!["decimal-comma".into(), column.clone()],
        Note::Dates { column, order } => {
            let order = match order {
                DateOrder::YearMonthDay => "dates-year-first",
                DateOrder::DayMonthYear => "dates-day-first",
                DateOrder::MonthDayYear => "dates-month-first",
            };
            vec![order.into(), column.clone()]
        }
        Note::NotNumbers { column, cells, example } => {
            vec!["not-numbers".into(), column.clone(), grouped(*cells), example.clone()]
        }
        Note::LeftOut { column } => vec!["left-out".into(), column.clone()],
        Note::Leak { column, share, next } => {
            let percent = |share: &f64| format!("{:.0}", 100.0 * share);
            vec!["leak".into(), column.clone(), percent(share), percent(next)]
        }
    };
    parts.join(BETWEEN)
}

/// 20,000
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

/// `board` `[candidates, 2 + folds]`, best first: mean and spread of the score, and each fold's; words `families` and
/// `recipes` of the same candidates, and `failures`, empty for those that did not fail.
pub fn show_leaderboard(picture: Picture, leaderboard: &[Entry], folds: usize) -> Picture {
    let numbers = leaderboard.iter().flat_map(|entry| {
        let scores = (0..folds).map(|fold| entry.fold_scores.get(fold).map_or(f32::NAN, |score| *score as f32));
        [entry.mean as f32, entry.spread as f32].into_iter().chain(scores)
    });
    let recipe = |entry: &Entry| {
        let settings = entry.settings.iter().map(|(name, value)| format!("{name} {value}"));
        settings.collect::<Vec<_>>().join(", ")
    };
    picture
        .with("board", &[leaderboard.len(), 2 + folds], numbers)
        .with_words("families", leaderboard.iter().map(|entry| entry.family.to_owned()))
        .with_words("recipes", leaderboard.iter().map(recipe))
        .with_words(
            "failures",
            leaderboard.iter().map(|entry| entry.failure.as_ref().map(ToString::to_string).unwrap_or_default()),
        )
}

/// `finish` `[4]`: the test rows' score, its standard error, the baseline's score, the step of the look; `importance`
/// `[columns, 2]`: mean loss of score and its spread; `rounds` `[2]`: the shuffles of each column that these are of, and those
/// wanted. The score is the accuracy of classes, R2 of numbers; the other arrays are [`show_classes`]'s or
/// [`show_numbers`]'s.
pub fn show_finished(
    picture: Picture,
    finished: &Finished,
    shuffling: &Shuffling,
    wanted: u64,
    looked_at: u64,
) -> Picture {
    let importances = shuffling.importances();
    let finish = [finished.score, finished.standard_error, finished.baseline, looked_at as f64];
    let picture = picture
        .with("finish", &[4], finish.map(|value| value as f32))
        .with("rounds", &[2], [shuffling.rounds() as f32, wanted as f32])
        .with(
            "importance",
            &[importances.len(), 2],
            importances.iter().flat_map(|importance| [importance.mean_loss as f32, importance.spread as f32]),
        );
    let (answers, outputs) = finished.test_rows();
    match (&finished.look, answers) {
        (Look::Classes { confusion, binary }, answers) => {
            show_classes(picture, &answers.strata(), outputs, confusion, binary.as_ref())
        }
        (&Look::Numbers { rmse, standard_error, baseline }, answers) => {
            let picture = picture.with("rmse", &[3], [rmse, standard_error, baseline].map(|value| value as f32));
            show_numbers(picture, &answers.targets(), outputs)
        }
    }
}

/// `truth` `[rows]` and `confusion` `[classes, classes]`; for two classes `scores` `[rows]`, `roc` `[points, 2]` (false and
/// true positive rate) and `threshold` `[3]`: the value, its accuracy on validation rows and on the test rows.
fn show_classes(
    picture: Picture,
    truth: &[usize],
    probabilities: &Matrix,
    confusion: &Confusion,
    binary: Option<&Binary>,
) -> Picture {
    let classes = probabilities.columns();
    let picture = picture.with("truth", &[truth.len()], truth.iter().map(|&class| class as f32)).with(
        "confusion",
        &[classes, classes],
        confusion.counts.concat().into_iter().map(|count| count as f32),
    );
    let Some(binary) = binary else { return picture };
    let threshold = [binary.threshold.threshold, binary.threshold.accuracy, binary.accuracy_at_threshold];
    let rates = binary.roc.iter().flat_map(|point| [point.false_positive_rate, point.true_positive_rate]);
    picture
        .with("scores", &[truth.len()], probabilities.column(1).map(|score| score as f32))
        .with("roc", &[binary.roc.len(), 2], rates.map(|rate| rate as f32))
        .with("threshold", &[3], threshold.map(|value| value as f32))
}

/// `truth` `[rows]`, and of the first test rows `pairs` `[rows, 2]`: the number and what the winner said.
fn show_numbers(picture: Picture, truth: &Matrix, said: &Matrix) -> Picture {
    let pairs = truth.column(0).zip(said.column(0)).take(MOST_PAIRS);
    let pairs: Vec<f32> = pairs.flat_map(|(truth, said)| [truth as f32, said as f32]).collect();
    picture.with("truth", &[truth.rows()], truth.column(0).map(|value| value as f32)).with(
        "pairs",
        &[pairs.len() / 2, 2],
        pairs,
    )
}
