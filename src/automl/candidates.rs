//! The candidates of a search: sensible settings of each family first, then a seeded draw from a grid of others.

use rand::SeedableRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::answers::Answers;
use super::boosting::Boosting;
use super::forest::Forest;
use super::logistic::Logistic;
use super::model::Recipe;
use super::neighbours::Neighbours;
use super::ridge::Ridge;

/// Up to `per_family` candidates of each family that can give such answers, in turn: one of each family, then a second of
/// each, and so on.
pub fn candidates(per_family: usize, seed: u64, answers: &Answers) -> Vec<Box<dyn Recipe>> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    in_turn(vec![
        match answers {
            Answers::Classes { .. } => logistic(per_family, &mut random),
            Answers::Numbers(_) => ridge(per_family, &mut random),
        },
        neighbours(per_family, &mut random),
        forests(per_family, &mut random),
        boostings(per_family, &mut random),
    ])
}

/// One candidate of each family, then the second of each, and so on: where families from outside join in.
pub fn in_turn(families: Vec<Vec<Box<dyn Recipe>>>) -> Vec<Box<dyn Recipe>> {
    let mut families: Vec<_> = families.into_iter().map(Vec::into_iter).collect();
    let mut merged = Vec::new();
    loop {
        let before = merged.len();
        merged.extend(families.iter_mut().filter_map(Iterator::next));
        if merged.len() == before {
            return merged;
        }
    }
}

fn logistic(count: usize, random: &mut Xoshiro256PlusPlus) -> Vec<Box<dyn Recipe>> {
    let grid = [0.01, 0.03, 0.1, 0.3, 3.0, 10.0, 30.0, 100.0];
    drawn(Logistic { c: 1.0 }, grid.map(|c| Logistic { c }).to_vec(), count, random)
}

fn ridge(count: usize, random: &mut Xoshiro256PlusPlus) -> Vec<Box<dyn Recipe>> {
    let grid = [0.01, 0.1, 0.3, 3.0, 10.0, 30.0, 100.0, 1000.0];
    drawn(Ridge { alpha: 1.0 }, grid.map(|alpha| Ridge { alpha }).to_vec(), count, random)
}

fn neighbours(count: usize, random: &mut Xoshiro256PlusPlus) -> Vec<Box<dyn Recipe>> {
    let counts = [3, 5, 7, 9, 11, 21, 31, 41];
    let grid = [false, true].into_iter().flat_map(|by_distance| counts.map(|count| Neighbours { count, by_distance }));
    drawn(Neighbours { count: 15, by_distance: false }, grid.collect(), count, random)
}

fn forests(count: usize, random: &mut Xoshiro256PlusPlus) -> Vec<Box<dyn Recipe>> {
    let first = Forest { trees: 200, most_depth: 10, least_leaf_rows: 2, features_share: 0.3 };
    let draw = |random: &mut Xoshiro256PlusPlus| Forest {
        trees: 200,
        most_depth: pick(&[4, 5, 6, 8, 12, 20], random),
        least_leaf_rows: pick(&[1, 2, 3, 5, 10], random),
        features_share: pick(&[0.15, 0.3, 0.5, 0.7], random),
    };
    let grid = (0..8 * count).map(|_| draw(random)).collect();
    drawn(first, grid, count, random)
}

fn boostings(count: usize, random: &mut Xoshiro256PlusPlus) -> Vec<Box<dyn Recipe>> {
    let first = Boosting { rounds: 100, learning_rate: 0.1, most_depth: 3, least_leaf_rows: 5, rows_share: 0.7 };
    let draw = |random: &mut Xoshiro256PlusPlus| Boosting {
        rounds: pick(&[50, 100, 150, 200, 300], random),
        learning_rate: pick(&[0.02, 0.05, 0.1, 0.2], random),
        most_depth: pick(&[1, 2, 3, 4], random),
        least_leaf_rows: pick(&[1, 5, 10, 20], random),
        rows_share: pick(&[0.5, 0.7, 1.0], random),
    };
    let grid = (0..8 * count).map(|_| draw(random)).collect();
    drawn(first, grid, count, random)
}

fn pick<T: Copy + Default>(choices: &[T], random: &mut Xoshiro256PlusPlus) -> T {
    choices.choose(random).copied().unwrap_or_default()
}

/// `first`, then others of the grid in a random order, none twice.
fn drawn<R>(first: R, mut grid: Vec<R>, count: usize, random: &mut Xoshiro256PlusPlus) -> Vec<Box<dyn Recipe>>
where
    R: Recipe + PartialEq + Copy + 'static,
{
    grid.shuffle(random);
    let mut kept = vec![first];
    for recipe in grid {
        if !kept.contains(&recipe) {
            kept.push(recipe);
        }
    }
    kept.into_iter().take(count).map(|recipe| Box::new(recipe) as Box<dyn Recipe>).collect()
}
