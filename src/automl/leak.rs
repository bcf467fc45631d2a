//! The column that gives the class away: alone it tells nearly every row, while no other column comes near.

use super::answers::Answers;
use super::columns::{Column, Values};
use super::table::{Features, Note, Target};

/// The column is right in so large a share of the rows, ...
const LEAST_SHARE: f64 = 0.99;
/// ... and neither another column nor the most frequent class in more than this.
const MOST_OF_OTHERS: f64 = 0.9;
/// Evenly spaced rows that are looked at.
const MOST_ROWS: usize = 2_000;

/// Known before a search by the simplest rule there is for each column: the most frequent class of each category, or of
/// each of as many intervals of the number as there are classes (R. C. Holte, "Very simple classification rules perform well
/// on most commonly used datasets", 1993). With one column there is nothing to compare.
pub(super) fn likely_leak(features: &Features, target: &Target) -> Option<Note> {
    let Answers::Classes { of_row, .. } = &target.answers else { return None };
    let rows: Vec<usize> = (0..features.rows).step_by(features.rows.div_ceil(MOST_ROWS).max(1)).collect();
    let classes = target.classes.len();
    let share = |right: usize| right as f64 / rows.len().max(1) as f64;
    let mut counts = vec![0; classes];
    rows.iter().for_each(|&row| counts[of_row[row]] += 1);
    let most_frequent = share(counts.into_iter().max().unwrap_or(0));
    let mut shares: Vec<(f64, &str)> = features
        .columns
        .iter()
        .map(|column| (share(right_alone(column, &rows, of_row, classes)), column.name.as_str()))
        .collect();
    shares.sort_by(|left, right| right.0.total_cmp(&left.0));
    let &[(best, column), (next, _), ..] = shares.as_slice() else { return None };
    let next = next.max(most_frequent);
    (best >= LEAST_SHARE && next <= MOST_OF_OTHERS).then(|| Note::Leak { column: column.to_owned(), share: best, next })
}

/// How many of these rows one column tells by itself.
fn right_alone(column: &Column, rows: &[usize], of_row: &[usize], classes: usize) -> usize {
    match &column.values {
        Values::Categories { names, of_row: categories } => {
            let mut counts = vec![vec![0; classes]; names.len() + 1];
            for &row in rows {
                counts[categories[row].unwrap_or(names.len())][of_row[row]] += 1;
            }
            counts.iter().map(|counts| counts.iter().max().copied().unwrap_or(0)).sum()
        }
        Values::Numbers(values) => {
            let mut known: Vec<(f64, usize)> =
                rows.iter().filter_map(|&row| Some((values[row]?, of_row[row]))).collect();
            known.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
            let mut missing = vec![0; classes];
            rows.iter().filter(|&&row| values[row].is_none()).for_each(|&row| missing[of_row[row]] += 1);
            right_in_intervals(&known, classes) + missing.into_iter().max().unwrap_or(0)
        }
    }
}

/// The most that as many intervals as classes, each with one class, get right of these values in order: for each number of
/// intervals so far and each class of the last, the best that can be had.
fn right_in_intervals(known: &[(f64, usize)], classes: usize) -> usize {
    let mut right = vec![vec![0; classes]; classes];
    for same in known.chunk_by(|left, right| left.0 == right.0) {
        let mut counts = vec![0; classes];
        same.iter().for_each(|&(_, class)| counts[class] += 1);
        for intervals in (0..classes).rev() {
            let before = intervals.checked_sub(1).and_then(|fewer| right[fewer].iter().max().copied()).unwrap_or(0);
            for (best, count) in right[intervals].iter_mut().zip(&counts) {
                *best = before.max(*best) + count;
            }
        }
    }
    right.iter().flatten().max().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_counted_by_hand() {
        let of = |classes: &[usize]| {
            let values: Vec<(f64, usize)> = classes.iter().enumerate().map(|(at, &class)| (at as f64, class)).collect();
            right_in_intervals(&values, 2)
        };
        assert_eq!(of(&[0, 0, 1, 1]), 4);
        // Two intervals: one of the three runs is lost, the shortest.
        assert_eq!(of(&[0, 0, 1, 0, 0, 0]), 5);
        assert_eq!(of(&[0, 1, 0, 1]), 3);
        // Equal values cannot be parted.
        assert_eq!(right_in_intervals(&[(1.0, 0), (1.0, 1), (1.0, 1)], 2), 2);
    }
}
