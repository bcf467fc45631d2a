//! Stratified k-fold cross-validation: every row is validated once, each fold has its share of each class.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::prepare::rows_by_class;

/// Row numbers, both in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    pub train: Vec<usize>,
    pub validation: Vec<usize>,
}

/// Deals the rows of each class in turn, in a seeded order, to `count` folds: they differ by one row at most, in all and in
/// each class.
pub fn stratified_folds(classes: &[usize], count: usize, seed: u64) -> Vec<Fold> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut fold_of_row = vec![0; classes.len()];
    let mut dealt = 0;
    for mut rows in rows_by_class(classes) {
        rows.shuffle(&mut random);
        for row in rows {
            fold_of_row[row] = dealt % count.max(1);
            dealt += 1;
        }
    }
    folds_of(&fold_of_row, count)
}

/// The folds in which each row is validated where `fold_of_row` says.
pub fn folds_of(fold_of_row: &[usize], count: usize) -> Vec<Fold> {
    let fold = |fold| {
        let (validation, train) = (0..fold_of_row.len()).partition(|&row| fold_of_row[row] == fold);
        Fold { train, validation }
    };
    (0..count).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_validated_once_and_classes_are_shared_out() {
        // 11 rows of class 0, 7 of class 1.
        let classes: Vec<usize> = (0..18).map(|row| usize::from(row % 5 < 2 && row < 16)).collect();
        assert_eq!(classes.iter().sum::<usize>(), 7);
        let folds = stratified_folds(&classes, 3, 1);
        let mut all: Vec<usize> = folds.iter().flat_map(|fold| fold.validation.clone()).collect();
        all.sort_unstable();
        assert_eq!(all, (0..18).collect::<Vec<_>>());
        for fold in &folds {
            assert_eq!((fold.train.len(), fold.validation.len()), (12, 6));
            assert!(fold.validation.iter().all(|row| !fold.train.contains(row)));
            let ones = fold.validation.iter().filter(|&&row| classes[row] == 1).count();
            assert!((2..=3).contains(&ones), "{ones}");
        }
        assert_eq!(folds, stratified_folds(&classes, 3, 1));
        assert_ne!(folds, stratified_folds(&classes, 3, 2));
    }
}
