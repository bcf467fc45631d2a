//! What the page is told of a search: arrays and words.

use crate::automl::finished::Finished;
use crate::automl::importance::Importance;
use crate::automl::prepare::Split;
use crate::automl::search::Entry;
use crate::automl::sheet::{BARS, Kind, Summary};
use crate::automl::table::{Note, Table};
use crate::automl::written::DateOrder;
use crate::engine::experiment::Picture;

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

/// Words `columns`, the names of the columns to predict from; words `target` (its name, then its classes); words `notes`, see
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

/// `board` `[candidates, 2 + folds]`, best first: mean and spread of the accuracy, and each fold's; words `families` and
/// `recipes` of the same candidates, and `failures`, empty for those that did not fail.
pub fn show_leaderboard(picture: Picture, leaderboard: &[Entry], folds: usize) -> Picture {
    let numbers = leaderboard.iter().flat_map(|entry| {
        let scores = (0..folds).map(|fold| entry.fold_accuracies.get(fold).map_or(f32::NAN, |score| *score as f32));
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

/// `finish` `[4]`: test accuracy, its standard error, the share of the most frequent class, the step of the look; `truth`
/// `[rows]` and `confusion` `[classes, classes]`; for two classes `scores` `[rows]`, `roc` `[points, 2]` (false and true
/// positive rate) and `threshold` `[3]`: the value, its accuracy on validation rows and on the test rows; `importance`
/// `[columns so far, 2]`: mean loss of accuracy and its spread.
pub fn show_finished(picture: Picture, finished: &Finished, importances: &[Importance], looked_at: u64) -> Picture {
    let (truth, probabilities) = finished.test_rows();
    let classes = probabilities.columns();
    let predicted = probabilities.largest_columns();
    let mut confusion = vec![0.0; classes * classes];
    truth.iter().zip(predicted).for_each(|(&truth, predicted)| confusion[truth * classes + predicted] += 1.0);
    let finish = [finished.accuracy, finished.standard_error, finished.majority, looked_at as f64];
    let mut picture = picture
        .with("finish", &[4], finish.map(|value| value as f32))
        .with("truth", &[truth.len()], truth.iter().map(|&class| class as f32))
        .with("confusion", &[classes, classes], confusion)
        .with(
            "importance",
            &[importances.len(), 2],
            importances.iter().flat_map(|importance| [importance.mean_loss as f32, importance.spread as f32]),
        );
    if let Some(binary) = &finished.binary {
        let threshold = [binary.threshold.threshold, binary.threshold.accuracy, binary.accuracy_at_threshold];
        let rates = binary.roc.iter().flat_map(|point| [point.false_positive_rate, point.true_positive_rate]);
        picture = picture
            .with("scores", &[truth.len()], probabilities.column(1).map(|score| score as f32))
            .with("roc", &[binary.roc.len(), 2], rates.map(|rate| rate as f32))
            .with("threshold", &[3], threshold.map(|value| value as f32));
    }
    picture
}
