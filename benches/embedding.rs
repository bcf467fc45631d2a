//! Milliseconds a t-SNE iteration, beside a plain textbook version: `cargo bench --bench embedding --no-default-features`. With
//! `-- --digits`, what the picture of MNIST's 10,000 test images is worth: `embedding.py` says the same of scikit-learn's.

use std::hint::black_box;
use std::time::Instant;

use emberlab::data::disk;
use emberlab::embedding::neighbours::Preparation;
use emberlab::embedding::pca::principal_components;
use emberlab::embedding::trustworthiness::trustworthiness;
use emberlab::embedding::tsne::Tsne;
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

const DIMENSIONS: usize = 50;
const CLUSTERS: usize = 10;
const ITERATIONS: usize = 300;
/// Its matrix of all pairs takes 200 MB then.
const MOST_TEXTBOOK_POINTS: usize = 5000;

fn main() {
    // `cargo test --all-targets` runs this file too, without the argument: nothing to test here.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    if std::env::args().any(|argument| argument == "--digits") {
        return judge_digits();
    }
    println!("points  prepare ms  start ms  ms an iteration  textbook ms  ratio");
    for points in [500, 2000, 5000, 10_000, 60_000] {
        let features = clusters(points);
        let (affinities, prepare_millis) = timed(|| Preparation::new(&features, DIMENSIONS, 30.0).finish());
        let (start, start_millis) = timed(|| principal_components(&features, DIMENSIONS, 1));
        let mut tsne = Tsne::new(affinities, start, 200.0);
        let ours_millis = median_millis(ITERATIONS, || tsne.step());

        if points > MOST_TEXTBOOK_POINTS {
            println!("{points:6}  {prepare_millis:10.1}  {start_millis:8.1}  {ours_millis:15.3}");
            continue;
        }
        let [xs, ys] = tsne.positions();
        let positions: Vec<[f64; 2]> = xs.iter().zip(ys).map(|(&x, &y)| [x.into(), y.into()]).collect();
        let joint = vec![1.0 / (points * points) as f64; points * points];
        let textbook_millis = median_millis(5, || _ = black_box(textbook_gradient(&joint, &positions)));
        println!(
            "{points:6}  {prepare_millis:10.1}  {start_millis:8.1}  {ours_millis:15.3}  {textbook_millis:11.2}  {:5.1}",
            textbook_millis / ours_millis
        );
    }
}

/// Divergence and trustworthiness after a thousand iterations.
fn judge_digits() {
    const POINTS: usize = 10_000;
    let digits = disk::load(concat!(env!("CARGO_MANIFEST_DIR"), "/static/data").as_ref(), "mnist", 10)
        .expect("`cargo xtask data` has fetched the digits");
    let pixels = (0..POINTS).filter_map(|index| digits.test.example(index)).flat_map(|(pixels, _)| pixels);
    let features: Vec<f32> = pixels.map(|&pixel| f32::from(pixel) / 255.0).collect();
    let dimensions = features.len() / POINTS;
    let (affinities, prepare_millis) = timed(|| Preparation::new(&features, dimensions, 30.0).finish());
    let mut tsne = Tsne::new(affinities, principal_components(&features, dimensions, 1), 200.0);
    let ((), millis) = timed(|| (0..=1000).for_each(|_| tsne.step()));
    println!("{POINTS} digits: neighbours {:.1} s, 1000 iterations {:.1} s", prepare_millis / 1e3, millis / 1e3);
    println!("KL {:.4} nats", tsne.kl_nats());
    println!("trustworthiness {:.4} (12 neighbours)", trustworthiness(&features, dimensions, tsne.positions(), 12));
}

/// Points around ten centres, `[points, DIMENSIONS]`.
fn clusters(points: usize) -> Vec<f32> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut normal = |scale: f32| -> f32 { scale * Distribution::<f32>::sample(&StandardNormal, &mut random) };
    let centres: Vec<f32> = (0..CLUSTERS * DIMENSIONS).map(|_| normal(0.5)).collect();
    let centre = |index: usize| centres[index / DIMENSIONS % CLUSTERS * DIMENSIONS + index % DIMENSIONS];
    (0..points * DIMENSIONS).map(|index| centre(index) + normal(1.0)).collect()
}

/// The gradient as tsnejs computes it: dense P, f64, two passes over all pairs.
fn textbook_gradient(joint: &[f64], positions: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let points = positions.len();
    let mut weights = vec![0.0; points * points];
    let mut normaliser = 0.0;
    for i in 0..points {
        for j in i + 1..points {
            let (dx, dy) = (positions[i][0] - positions[j][0], positions[i][1] - positions[j][1]);
            let weight = 1.0 / (1.0 + dx * dx + dy * dy);
            weights[i * points + j] = weight;
            weights[j * points + i] = weight;
            normaliser += 2.0 * weight;
        }
    }
    let mut gradient = vec![[0.0; 2]; points];
    for i in 0..points {
        for j in 0..points {
            let weight = weights[i * points + j];
            let force = 4.0 * (joint[i * points + j] - weight / normaliser) * weight;
            for axis in 0..2 {
                gradient[i][axis] += force * (positions[i][axis] - positions[j][axis]);
            }
        }
    }
    gradient
}

fn median_millis(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut millis: Vec<f64> = (0..runs).map(|_| timed(&mut work).1).collect();
    millis.sort_by(f64::total_cmp);
    millis[runs / 2]
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let began = Instant::now();
    let result = work();
    (result, began.elapsed().as_secs_f64() * 1e3)
}
