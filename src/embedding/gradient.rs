//! What t-SNE descends: the KL divergence and its exact gradient (van der Maaten & Hinton 2008).
//!
//! Repulsion is summed over all pairs, in loops that the compiler turns into SIMD, up to as many points as that is faster
//! than a [`Mesh`], beyond them on a mesh.

use super::Positions;
use super::affinities::Affinities;
use super::mesh::Mesh;

/// More points than this repel each other on a mesh.
const MOST_PAIRED: usize = 4000;

/// The slope of the KL divergence along every coordinate, and what it takes to compute the divergence itself.
pub struct Gradient {
    pub axes: Positions,
    /// Sum of `1 / (1 + d^2)` over all ordered pairs: Z of the paper.
    pub normaliser: f64,
}

/// `4 sum_j (exaggeration p_ij - q_ij) (y_i - y_j) / (1 + d_ij^2)`, the paper's equation 5; `exaggeration` is 1 for the
/// gradient proper. `mesh` is the last gradient's, and is left for the next.
pub fn gradient(
    affinities: &Affinities,
    positions: &Positions,
    exaggeration: f32,
    mesh: &mut Option<Mesh>,
) -> Gradient {
    let points = positions[0].len();
    let (pushes, sum) = if points > MOST_PAIRED { Mesh::repel(mesh, positions) } else { repel_all(positions) };
    // Every point is at distance 0 from itself, which the sum includes.
    let normaliser = sum - points as f64;
    let mut axes = pushes;
    for point in 0..points {
        let pulls = attraction_on(point, affinities, positions);
        for (axis, pull) in axes.iter_mut().zip(pulls) {
            axis[point] = 4.0 * (exaggeration * pull - axis[point] / normaliser as f32);
        }
    }
    Gradient { axes, normaliser }
}

/// Sum of `p ln(p / q)` over the pairs with affinity, given the gradient's `normaliser`.
pub fn kl_nats(affinities: &Affinities, positions: &Positions, normaliser: f64) -> f64 {
    let mut cross_entropy_nats = affinities.total() * normaliser.ln();
    for point in 0..affinities.points() {
        let (neighbours, probabilities) = affinities.row(point);
        for (&neighbour, &probability) in neighbours.iter().zip(probabilities) {
            let [dx, dy] = difference(positions, point, neighbour);
            cross_entropy_nats += f64::from(probability) * f64::from(dx * dx + dy * dy).ln_1p();
        }
    }
    affinities.negative_entropy_nats() + cross_entropy_nats
}

/// What all points do to each: the sums of `w^2 dx` and `w^2 dy` with `w = 1 / (1 + d^2)`; and the sum of `w` over all
/// ordered pairs, each point's with itself among them.
pub(super) fn repel_all(positions: &Positions) -> (Positions, f64) {
    let [xs, ys] = positions;
    let mut pushes = [vec![0.0; xs.len()], vec![0.0; xs.len()]];
    let mut weights = vec![0.0; xs.len()];
    for (&x, &y) in xs.iter().zip(ys) {
        repel_from(x, y, positions, &mut pushes, &mut weights);
    }
    (pushes, weights.into_iter().map(f64::from).sum())
}

/// What one point at `(x, y)` adds to the forces on all: `w^2 dx` and `w^2 dy`, and to their weights: `w = 1 / (1 + d^2)`.
fn repel_from(x: f32, y: f32, [xs, ys]: &Positions, [push_x, push_y]: &mut Positions, weights: &mut [f32]) {
    let sums = push_x.iter_mut().zip(push_y).zip(weights);
    for ((&other_x, &other_y), ((push_x, push_y), weight_sum)) in xs.iter().zip(ys).zip(sums) {
        let (dx, dy) = (other_x - x, other_y - y);
        let weight = 1.0 / (1.0 + dx * dx + dy * dy);
        *weight_sum += weight;
        *push_x += weight * weight * dx;
        *push_y += weight * weight * dy;
    }
}

/// Sums over the neighbours of `p w dx` and `p w dy`.
fn attraction_on(point: usize, affinities: &Affinities, positions: &Positions) -> [f32; 2] {
    let (neighbours, probabilities) = affinities.row(point);
    let [mut pull_x, mut pull_y] = [0.0; 2];
    for (&neighbour, &probability) in neighbours.iter().zip(probabilities) {
        let [dx, dy] = difference(positions, point, neighbour);
        let pull = probability / (1.0 + dx * dx + dy * dy);
        pull_x += pull * dx;
        pull_y += pull * dy;
    }
    [pull_x, pull_y]
}

fn difference([xs, ys]: &Positions, point: usize, neighbour: u32) -> [f32; 2] {
    [xs[point] - xs[neighbour as usize], ys[point] - ys[neighbour as usize]]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two points that are each other's only neighbour.
    fn pair() -> Affinities {
        Affinities::symmetrised(2, &[1, 0], &[1.0, 1.0])
    }

    #[test]
    fn two_points_are_content_at_any_distance() {
        let positions = [vec![0.0, 3.0], vec![0.0, 4.0]];
        let Gradient { axes, normaliser } = gradient(&pair(), &positions, 1.0, &mut None);
        assert!((normaliser - 2.0 / 26.0).abs() < 1e-7);
        assert!(kl_nats(&pair(), &positions, normaliser).abs() < 1e-6);
        assert!(axes.iter().flatten().all(|slope| slope.abs() < 1e-6));
    }

    #[test]
    fn exaggeration_pulls_them_together() {
        let Gradient { axes, .. } = gradient(&pair(), &[vec![0.0, 1.0], vec![0.0, 0.0]], 12.0, &mut None);
        // 4 (12 p - q) dx w with p = q = 1/2, dx = -1, w = 1/2.
        assert!((axes[0][0] + 11.0).abs() < 1e-5 && (axes[0][1] - 11.0).abs() < 1e-5, "{:?}", axes[0]);
    }

    #[test]
    fn the_gradient_is_the_divergence_s_slope() {
        let affinities = Affinities::symmetrised(4, &[1, 2, 3, 0], &[1.0; 4]);
        let positions = [vec![0.1, 1.0, -0.5, 2.0], vec![0.3, -1.0, 0.8, 0.0]];
        let divergence = |positions: &Positions| {
            kl_nats(&affinities, positions, gradient(&affinities, positions, 1.0, &mut None).normaliser)
        };
        let slopes = gradient(&affinities, &positions, 1.0, &mut None).axes;
        let step = 1e-2;
        for axis in 0..2 {
            for point in 0..4 {
                let moved = |by: f32| {
                    let mut moved = positions.clone();
                    moved[axis][point] += by;
                    divergence(&moved)
                };
                let slope = (moved(step) - moved(-step)) / (2.0 * f64::from(step));
                assert!((slope - f64::from(slopes[axis][point])).abs() < 1e-4, "{axis} {point}");
            }
        }
    }
}
