//! The synthetic data sets: shapes, means and spreads that follow from their definitions.
#![cfg(not(target_arch = "wasm32"))]

use emberlab::data::toy::{
    self, Labelled, blobs, circles, clusters_3d, fifteen_points, linear, merged, moons, parabola, spirals,
};

/// Five standard errors: by chance wrong once in a million.
fn close(found: f64, expected: f64, sd: f64, count: usize, what: &str) {
    let allowed = 5.0 * sd / (count as f64).sqrt();
    assert!((found - expected).abs() < allowed, "{what}: {found} is not {expected} +- {allowed}");
}

fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.into_iter().collect();
    values.iter().sum::<f64>() / values.len() as f64
}

fn of_class<const D: usize>(set: &Labelled<D>, class: u8) -> Vec<[f64; D]> {
    let of_class = set.positions.iter().zip(&set.classes).filter(|(_, found)| **found == class);
    of_class.map(|(position, _)| position.map(f64::from)).collect()
}

#[test]
fn the_fifteen_points_are_all_there() {
    let points = fifteen_points();
    assert_eq!((points.len(), points[0], points[14]), (15, [3.3, 1.7], [3.1, 1.3]));
    // The sums of the table's two columns.
    let sum = |column: usize| points.iter().map(|point| f64::from(point[column])).sum::<f64>();
    assert!((sum(0) - 90.969).abs() < 1e-4 && (sum(1) - 34.866).abs() < 1e-4, "{} {}", sum(0), sum(1));
}

#[test]
fn without_noise_a_linear_set_is_exactly_linear() {
    let (inputs, targets) = linear(1, 200, &[2.0, -3.4], 4.25, 0.0);
    assert_eq!((inputs.len(), targets.len()), (400, 200));
    for (row, &target) in inputs.as_chunks::<2>().0.iter().zip(&targets) {
        assert!((2.0 * row[0] - 3.4 * row[1] + 4.25 - target).abs() < 1e-4);
    }
    close(mean(inputs.iter().map(|&x| f64::from(x))), 0.0, 1.0, 400, "mean of x");
    close(mean(inputs.iter().map(|&x| f64::from(x * x))), 1.0, 2f64.sqrt(), 400, "variance of x");
    let (_, noisy) = linear(1, 4000, &[0.0], 0.0, 0.5);
    close(mean(noisy.iter().map(|&y| f64::from(y * y))), 0.25, 0.25 * 2f64.sqrt(), 4000, "variance of the noise");
}

#[test]
fn the_parabola_is_evenly_spaced_and_noise_is_what_is_left() {
    assert_eq!(parabola(1, 5, 0.0), [[-1.0, 1.0], [-0.5, 0.25], [0.0, 0.0], [0.5, 0.25], [1.0, 1.0]]);
    let points = parabola(1, 10_000, 0.1);
    let left: Vec<f64> = points.iter().map(|[x, y]| f64::from(y - x * x)).collect();
    close(mean(left.iter().copied()), 0.0, 0.1, 10_000, "mean");
    close(mean(left.iter().map(|left| left * left)), 0.01, 0.01 * 2f64.sqrt(), 10_000, "variance");
    assert_eq!(parabola(1, 1, 0.0), [[-1.0, 1.0]]);
    assert!(parabola(1, 0, 0.1).is_empty());
}

#[test]
fn blobs_have_their_centres_and_spreads() {
    let set = blobs(3, 2000);
    for (class, centre) in [(0, 2.0), (1, -2.0)] {
        let points = of_class(&set, class);
        assert_eq!(points.len(), 2000);
        for axis in 0..2 {
            close(mean(points.iter().map(|point| point[axis])), centre, 1.0, 2000, "centre");
            let squares = points.iter().map(|point| (point[axis] - centre).powi(2));
            close(mean(squares), 1.0, 2f64.sqrt(), 2000, "variance");
        }
    }
}

#[test]
fn the_other_shapes_lie_where_their_curves_do() {
    let rings = circles(1, 500);
    for (class, radius) in [(0, 3.5), (1, 1.5)] {
        let distances = of_class(&rings, class).into_iter().map(|[x, y]| x.hypot(y));
        assert!(distances.clone().all(|distance| (distance - radius).abs() < 1.5), "ring {class}");
        // Noise across the ring adds its variance over twice the radius.
        close(mean(distances), radius + 0.09 / (2.0 * radius), 0.3, 500, "radius");
    }
    let upper = of_class(&moons(1, 500), 0);
    close(mean(upper.iter().map(|[x, y]| (x + 1.0).hypot(y + 0.5))), 2.0 + 0.0225, 0.3, 500, "moon");
    let arms = spirals(1, 500);
    // The ends of both arms, after one and a half turns.
    let (end, opposite) = (of_class(&arms, 0)[499], of_class(&arms, 1)[499]);
    assert!((end[0] + 4.0).hypot(end[1]) < 0.8 && (opposite[0] - 4.0).hypot(opposite[1]) < 0.8, "{end:?}");
    for set in [moons(1, 50), rings, arms] {
        assert!(set.positions.as_flattened().iter().all(|value| value.abs() < 5.0), "all fit on one plane");
    }
}

#[test]
fn clusters_are_spread_about_their_centres_in_all_directions() {
    let set = clusters_3d(1, 10, 600..=700);
    for class in 0..10 {
        let points = of_class(&set, class);
        assert!((600..=700).contains(&points.len()), "{}", points.len());
        let centre: [f64; 3] = std::array::from_fn(|axis| mean(points.iter().map(|point| point[axis])));
        assert!(centre.iter().all(|value| value.abs() < 15.5), "{centre:?}");
        // The mean square of a distance N(0, 3) is 9; fourth moments give it the standard deviation 9 sqrt(2).
        let squares = points.iter().map(|point| (0..3).map(|axis| (point[axis] - centre[axis]).powi(2)).sum::<f64>());
        close(mean(squares), 9.0, 9.0 * 2f64.sqrt(), points.len(), "mean square distance");
        // The angle from the third axis is uniform: that axis has half of it, the others a quarter each.
        let third = points.iter().map(|point| (point[2] - centre[2]).powi(2));
        close(mean(third), 4.5, 9.0, points.len(), "third axis");
    }
}

#[test]
fn merging_gives_each_label_as_many_clusters() {
    let (apart, together) = (clusters_3d(5, 16, 30..=40), merged(5, 16, 8, 30..=40, 0.0));
    assert_eq!(apart.positions, together.positions);
    let mut pairs: Vec<(u8, u8)> = apart.classes.iter().copied().zip(together.classes.iter().copied()).collect();
    pairs.dedup();
    assert_eq!(pairs.len(), 16, "a cluster has one label");
    for label in 0..8 {
        assert_eq!(pairs.iter().filter(|pair| pair.1 == label).count(), 2);
    }
    assert_ne!(pairs.iter().map(|pair| pair.1).collect::<Vec<_>>(), (0..16).map(|n| n % 8).collect::<Vec<u8>>());
}

#[test]
fn clusters_of_different_labels_keep_their_distance() {
    for seed in 1..=20 {
        // The mean of 200 points is no more than half a unit from their centre.
        let set = merged(seed, 16, 8, 200..=200, 6.0);
        let centres: Vec<([f64; 3], u8)> = (0..16)
            .map(|cluster| {
                let points = &set.positions[200 * cluster..][..200];
                let mean_of = |axis: usize| mean(points.iter().map(|point| f64::from(point[axis])));
                (std::array::from_fn(mean_of), set.classes[200 * cluster])
            })
            .collect();
        for (place, (a, label)) in centres.iter().enumerate() {
            for (b, _) in centres[..place].iter().filter(|(_, other)| other != label) {
                let distance = (0..3).map(|axis| (a[axis] - b[axis]).powi(2)).sum::<f64>().sqrt();
                assert!(distance > 5.0, "seed {seed}: {distance}");
            }
        }
    }
}

#[test]
fn a_split_keeps_every_point_once() {
    let set = blobs(1, 50);
    let (train, test) = set.split(1, 0.8);
    assert_eq!((train.len(), test.len()), (80, 20));
    assert_ne!(train.positions[..], set.positions[..80], "it shuffles");
    let sorted = |sets: &[&Labelled<2>]| {
        let mut points: Vec<_> = sets.iter().flat_map(|set| set.positions.iter().zip(&set.classes)).collect();
        points.sort_by(|a, b| a.0.partial_cmp(b.0).unwrap());
        points.into_iter().map(|(position, class)| (*position, *class)).collect::<Vec<_>>()
    };
    assert_eq!(sorted(&[&train, &test]), sorted(&[&set]));
    assert_eq!(set.split(1, 0.8), (train, test));
    assert!(set.split(1, 0.0).0.is_empty() && set.split(1, 2.0).1.is_empty());
}

#[test]
fn the_seed_fixes_every_set_and_another_seed_gives_another() {
    for make in [blobs, moons, circles, spirals] {
        assert_eq!(make(1, 20), make(1, 20));
        assert_ne!(make(1, 20), make(2, 20));
        assert!(make(1, 0).is_empty() && make(1, 1).len() == 2);
    }
    assert_ne!(toy::parabola(1, 9, 0.1), toy::parabola(2, 9, 0.1));
    assert_ne!(linear(1, 9, &[1.0], 0.0, 0.1), linear(2, 9, &[1.0], 0.0, 0.1));
    assert_ne!(clusters_3d(1, 2, 5..=5), clusters_3d(2, 2, 5..=5));
}
