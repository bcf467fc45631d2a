//! Repulsion between very many points, by interpolation on a mesh and Fourier transforms (Linderman, Rachh, Hoskins,
//! Steinerberger & Kluger 2019, "Fast interpolation-based t-SNE", FIt-SNE).
//!
//! Each point is spread over the sixteen mesh points around it, by cubic polynomials in each direction; what every mesh
//! point does to every other is a convolution, a product of transforms; its result is read off at the points by the same
//! polynomials. The weights' sum needs no way back: it is a product of transforms, too (Parseval).

use super::Positions;
use super::fourier::{Fourier, Square};

/// Sizes of a mesh, twice what is used of it, so that the ends of a convolution do not meet.
const SIZES: [usize; 9] = [64, 96, 128, 192, 256, 384, 512, 768, 1024];
/// Between mesh points, at most, where the largest mesh allows it. The weight `1 / (1 + d^2)` falls over a distance of 1.
const SPACING: f32 = 0.4;
/// Spacings come in steps, so that kernels serve for a while.
const COARSER: f32 = 1.1;
/// Points that all lie at one place.
const SMALLEST_SPAN: f32 = 1e-6;
/// Mesh points around a point, in each direction.
const STENCIL: usize = 4;

/// A mesh, and what it keeps from step to step.
pub struct Mesh {
    spacing: f32,
    fourier: Fourier,
    /// Transform of `1 / (1 + d^2)`; it is real.
    weights: Vec<f32>,
    /// Transform of `w^2 dx + i w^2 dy`.
    forces: Square,
    field: Square,
    stencils: Vec<Stencil>,
}

/// Where a point is on the mesh.
#[derive(Clone, Copy)]
struct Stencil {
    /// The first of its mesh points.
    corner: usize,
    x_shares: [f32; STENCIL],
    y_shares: [f32; STENCIL],
}

impl Mesh {
    /// A mesh for points as far apart as these.
    fn new(size: usize, spacing: f32) -> Self {
        let mut fourier = Fourier::new(size);
        let (mut weights, mut forces) = (Square::zero(size), Square::zero(size));
        // Distances beyond the middle are those to the other side.
        let distance =
            |index: usize| spacing * if index < size / 2 { index as f32 } else { index as f32 - size as f32 };
        for row in 0..size {
            for column in 0..size {
                let (dx, dy) = (distance(column), distance(row));
                let weight = 1.0 / (1.0 + dx * dx + dy * dy);
                let at = row * size + column;
                weights.re[at] = weight;
                (forces.re[at], forces.im[at]) = (weight * weight * dx, weight * weight * dy);
            }
        }
        fourier.forward(&mut weights, size);
        fourier.forward(&mut forces, size);
        Self { spacing, fourier, weights: weights.re, forces, field: Square::zero(size), stencils: Vec::new() }
    }

    /// What all points do to each: the sums of `w^2 dx` and `w^2 dy` with `w = 1 / (1 + d^2)`; and the sum of `w` over all
    /// ordered pairs, each point's with itself among them. `mesh` is the last step's, if there was one.
    pub fn repel(mesh: &mut Option<Self>, positions: &Positions) -> (Positions, f64) {
        let bounds = [0, 1].map(|axis| bounds(&positions[axis]));
        let span = bounds.iter().map(|(low, high)| high - low).fold(0.0, f32::max);
        let (size, spacing) = fitting(span);
        match mesh {
            Some(mesh) if mesh.fourier.size() == size && mesh.spacing == spacing => {}
            _ => *mesh = Some(Self::new(size, spacing)),
        }
        let mesh = mesh.as_mut().expect("it was made where there was none");
        mesh.convolve(positions, bounds.map(|(low, _)| low))
    }

    fn convolve(&mut self, positions: &Positions, low: [f32; 2]) -> (Positions, f64) {
        let (size, used) = (self.fourier.size(), self.fourier.size() / 2);
        let spacing = self.spacing;
        let stencil = |(&x, &y): (&f32, &f32)| Stencil::at((x - low[0]) / spacing, (y - low[1]) / spacing, size);
        self.stencils.clear();
        self.stencils.extend(positions[0].iter().zip(&positions[1]).map(stencil));

        let field = &mut self.field;
        field.re.fill(0.0);
        field.im.fill(0.0);
        for stencil in &self.stencils {
            for (row, y_share) in stencil.y_shares.iter().enumerate() {
                let places = &mut field.re[stencil.corner + row * size..][..STENCIL];
                for (place, x_share) in places.iter_mut().zip(&stencil.x_shares) {
                    *place += y_share * x_share;
                }
            }
        }
        self.fourier.forward(field, used);
        let mut total = 0.0;
        let parts = field.re.iter_mut().zip(&mut field.im);
        let kernels = self.weights.iter().zip(self.forces.re.iter().zip(&self.forces.im));
        // The mesh has as many numbers in each direction, and the way back multiplies by all of them.
        let scale = 1.0 / (size * size) as f32;
        for ((re, im), (weight, (force_re, force_im))) in parts.zip(kernels) {
            total += f64::from((*re * *re + *im * *im) * weight);
            (*re, *im) = (scale * (*re * force_re - *im * force_im), scale * (*re * force_im + *im * force_re));
        }
        self.fourier.inverse(field, used);
        let [mut push_x, mut push_y] =
            [Vec::with_capacity(self.stencils.len()), Vec::with_capacity(self.stencils.len())];
        for stencil in &self.stencils {
            let [mut x, mut y] = [0.0; 2];
            for (row, y_share) in stencil.y_shares.iter().enumerate() {
                let at = stencil.corner + row * size..stencil.corner + row * size + STENCIL;
                for ((re, im), x_share) in field.re[at.clone()].iter().zip(&field.im[at]).zip(&stencil.x_shares) {
                    x += y_share * x_share * re;
                    y += y_share * x_share * im;
                }
            }
            push_x.push(x);
            push_y.push(y);
        }
        ([push_x, push_y], total / (size * size) as f64)
    }
}

impl Stencil {
    /// Of the point at `(x, y)`, in units of the mesh.
    fn at(x: f32, y: f32, size: usize) -> Self {
        let (column, row) = (x.floor(), y.floor());
        // A row and a column before the first point leave room for the polynomials.
        Self { corner: row as usize * size + column as usize, x_shares: cubic(x - column), y_shares: cubic(y - row) }
    }
}

/// Lagrange's polynomials through -1, 0, 1 and 2, at a place between 0 and 1.
fn cubic(t: f32) -> [f32; STENCIL] {
    let (before, after, last) = (t + 1.0, t - 1.0, t - 2.0);
    [-t * after * last / 6.0, before * after * last / 2.0, -before * t * last / 2.0, before * t * after / 6.0]
}

/// Size and spacing of the mesh for a picture that is `span` wide: the smallest that is fine enough, as fine as it can be.
fn fitting(span: f32) -> (usize, f32) {
    // A stencil is three spacings wide, and the last point's begins where the point is.
    let widest = |size: usize| (size / 2 - STENCIL) as f32 * SPACING;
    let largest = SIZES[SIZES.len() - 1];
    let size = SIZES.into_iter().find(|&size| span <= widest(size)).unwrap_or(largest);
    let steps = (span.max(SMALLEST_SPAN) / widest(size)).log(COARSER).ceil();
    (size, SPACING * COARSER.powf(steps))
}

fn bounds(coordinates: &[f32]) -> (f32, f32) {
    let wider = |(low, high): (f32, f32), &at: &f32| (low.min(at), high.max(at));
    coordinates.iter().fold((f32::INFINITY, f32::NEG_INFINITY), wider)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gradient::repel_all;
    use rand_distr::{Distribution, StandardNormal};
    use rand_xoshiro::Xoshiro256PlusPlus;
    use rand_xoshiro::rand_core::SeedableRng;

    fn cloud(points: usize, deviation: f32) -> Positions {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
        [0, 1].map(|_| {
            let value = |_| -> f32 { deviation * Distribution::<f32>::sample(&StandardNormal, &mut random) };
            (0..points).map(value).collect()
        })
    }

    /// The root of the mean square error of a push beside that of a push, and the error of the weights' sum.
    fn errors(positions: &Positions) -> (f64, f64) {
        let (exact, exact_sum) = repel_all(positions);
        let (found, sum) = Mesh::repel(&mut None, positions);
        let square = |values: &mut dyn Iterator<Item = f32>| values.map(|value| f64::from(value * value)).sum::<f64>();
        let off = square(&mut exact.iter().flatten().zip(found.iter().flatten()).map(|(a, b)| a - b));
        let usual = square(&mut exact.iter().flatten().copied());
        ((off / usual).sqrt(), (sum / exact_sum - 1.0).abs())
    }

    #[test]
    fn it_is_nearly_what_all_pairs_add_up_to() {
        for (points, deviation) in [(2000, 1e-4), (2000, 1.0), (3000, 15.0), (6000, 20.0)] {
            let (push, sum) = errors(&cloud(points, deviation));
            assert!(push < 0.03 && sum < 0.002, "{points} {deviation}: {push} {sum}");
        }
    }

    #[test]
    fn the_next_step_uses_the_same_mesh() {
        let positions = cloud(500, 5.0);
        let mut mesh = None;
        let first = Mesh::repel(&mut mesh, &positions);
        assert_eq!(Mesh::repel(&mut mesh, &positions), first);
        assert_eq!(Mesh::repel(&mut mesh, &cloud(500, 50.0)), Mesh::repel(&mut None, &cloud(500, 50.0)));
    }

    #[test]
    fn a_mesh_is_bounded() {
        for (span, expected) in [(0.0, 64), (1e-4, 64), (11.0, 64), (12.0, 96), (100.0, 512), (1e4, 1024)] {
            let (size, spacing) = fitting(span);
            let widest = (size / 2 - STENCIL) as f32 * spacing;
            assert_eq!(size, expected, "{span}");
            assert!(widest >= span && (spacing <= SPACING || size == 1024), "{span} {spacing}");
        }
        let far = [vec![0.0, 3000.0, 0.0, 3000.0], vec![0.0, 0.0, 3000.0, 3000.0]];
        assert!(Mesh::repel(&mut None, &far).0.iter().flatten().all(|push| push.is_finite()));
    }
}
