//! What the page is told of a search: arrays and words.

use crate::automl::finished::Finished;
use crate::automl::importance::Importance;
use crate::automl::prepare::Split;
use crate::automl::search::Entry;
use crate::automl::table::{Note, Table, Values};
use crate::engine::experiment::Picture;

/// `columns` `[columns, 3]`: 0 for numbers or 1 for categories, missing values, different values; words `columns`, their
/// names, and `contents`, the range or the categories of each; words `target` (its name, then its classes); words `notes`,
/// each a kind and what it is about, parted by bars; `split` `[2]`, the training and test rows.
pub fn show_table(picture: Picture, table: &Table, split: Option<&Split>) -> Picture {
    let columns = &table.features.columns;
    let numbers = columns.iter().flat_map(|column| {
        let (kind, different) = match &column.values {
            Values::Numbers(_) => (0.0, 0.0),
            Values::Categories { names, .. } => (1.0, names.len() as f32),
        };
        [kind, column.missing as f32, different]
    });
    let contents = columns.iter().map(|column| match &column.values {
        Values::Numbers(values) => {
            let known = || values.iter().copied().flatten();
            let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
            format!("{least} – {most}")
        }
        Values::Categories { names, .. } => names.join(", "),
    });
    let rows = split.map_or([f32::NAN; 2], |split| [split.train.len() as f32, split.test.len() as f32]);
    picture
        .with("columns", &[columns.len(), 3], numbers)
        .with("split", &[2], rows)
        .with_words("columns", columns.iter().map(|column| column.name.clone()))
        .with_words("contents", contents)
        .with_words("target", [table.target.name.clone()].into_iter().chain(table.target.classes.iter().cloned()))
        .with_words("notes", table.notes.iter().map(note))
}

fn note(note: &Note) -> String {
    match note {
        Note::RowsLeftOut { used, left_out } => format!("rows-left-out|{used}|{left_out}"),
        Note::TargetMissing { rows } => format!("target-missing|{rows}"),
        Note::TooManyValues { column, different, .. } => format!("too-many-values|{column}|{different}"),
        Note::Constant { column } => format!("constant|{column}"),
    }
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
