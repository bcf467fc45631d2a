//! A confusion matrix: how strongly its cells are shaded.

/// How strongly each cell of a confusion matrix (`counts[label * classes + predicted]`) is shaded, 0 to 1: right answers
/// by their share of the class, mistakes by the root of their share of the most frequent mistake, so that rare ones
/// show.
pub fn confusion_shades(counts: &[u32], classes: usize) -> Vec<f64> {
    let cell = |index: usize| (index / classes.max(1), index % classes.max(1));
    let is_mistake = |index: usize| cell(index).0 != cell(index).1;
    let most =
        (0..counts.len()).filter(|&index| is_mistake(index)).map(|index| counts[index]).max().unwrap_or(0).max(1);
    let row_total = |row: usize| counts.iter().skip(row * classes).take(classes).sum::<u32>().max(1);
    (0..counts.len())
        .map(|index| {
            let count = f64::from(counts[index]);
            if is_mistake(index) {
                (count / f64::from(most)).sqrt()
            } else {
                count / f64::from(row_total(cell(index).0))
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_show_shares_and_rare_mistakes() {
        let counts = [8, 2, 0, 8, 0, 8, 0, 0, 0];
        let shades = confusion_shades(&counts, 3);
        assert_eq!(shades, [0.8, 0.5, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
        assert!(confusion_shades(&[], 0).is_empty());
    }
}
