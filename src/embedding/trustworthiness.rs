//! How far a picture can be trusted: are neighbours in the picture neighbours in the features too?

use super::distances::SquaredDistances;
use super::{LANES, Positions};

/// Trustworthiness of Venna & Kaski 2001, 1 for a perfect picture, about 0.5 for a random one.
///
/// `features` is `[points, dimensions]`, row by row; `neighbours` is less than half the points. A test, not for every
/// frame: all distances are sorted.
pub fn trustworthiness(features: &[f32], dimensions: usize, positions: &Positions, neighbours: usize) -> f64 {
    let [xs, ys] = positions;
    let plane: Vec<f32> = xs.iter().zip(ys).flat_map(|(&x, &y)| [x, y]).collect();
    let (mut in_features, mut in_plane) =
        (SquaredDistances::new(features, dimensions), SquaredDistances::new(&plane, 2));
    let mut penalty = 0;
    for first in (0..xs.len()).step_by(LANES) {
        let rows = in_features.rows(first).zip(in_plane.rows(first));
        for (point, (features_row, plane_row)) in (first..).zip(rows) {
            let mut ranks = vec![0; xs.len()];
            for (rank, other) in by_distance(features_row, point).into_iter().enumerate() {
                ranks[other] = rank + 1;
            }
            for &neighbour in &by_distance(plane_row, point)[..neighbours] {
                penalty += ranks[neighbour].saturating_sub(neighbours);
            }
        }
    }
    let (points, neighbours) = (xs.len() as f64, neighbours as f64);
    1.0 - 2.0 * penalty as f64 / (points * neighbours * (2.0 * points - 3.0 * neighbours - 1.0))
}

/// All other points, the nearest first.
fn by_distance(squared_distances: &[f32], point: usize) -> Vec<usize> {
    let mut others: Vec<usize> = (0..squared_distances.len()).filter(|&other| other != point).collect();
    others.sort_by(|&a, &b| squared_distances[a].total_cmp(&squared_distances[b]));
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_kept_is_one_and_a_swapped_end_costs() {
        let features = [0.0, 1.0, 2.1, 3.3, 4.6];
        let kept = [features.to_vec(), vec![0.0; 5]];
        assert_eq!(trustworthiness(&features, 1, &kept, 1), 1.0);
        // The last point now sits beside the first: both find a stranger of rank 4 nearest, three ranks too far.
        let swapped = [vec![0.0, 1.0, 2.1, 3.3, -0.5], vec![0.0; 5]];
        assert_eq!(trustworthiness(&features, 1, &swapped, 1), 1.0 - 2.0 * 6.0 / (5.0 * 6.0));
    }
}
