//! Rows of a map cut into phases: every n-th pixel side by side, so that neighbouring tiles lie in neighbouring lanes.

use crate::lanes::LANES;
use crate::transform::TILE;

/// One map with zeros around it, `[rows, step, slots]`: pixel `x` is in phase `x % step` at slot `x / step`.
#[derive(Debug)]
pub struct Phases {
    step: usize,
    slots: usize,
    values: Vec<f32>,
    /// Of the map within.
    height: usize,
    width: usize,
    padding: usize,
}

impl Phases {
    /// For tiles that start every `step` pixels: `down` of them below each other, `across` side by side.
    pub fn new((height, width): (usize, usize), padding: usize, step: usize, (down, across): (usize, usize)) -> Self {
        // The last tile reaches beyond its own slot.
        let slots = across.next_multiple_of(LANES) + LANES;
        let rows = (down * step + TILE - step).max(height + padding);
        Self { step, slots, values: vec![0.0; rows * step * slots], height, width, padding }
    }

    /// Numbers in one row.
    pub fn row(&self) -> usize {
        self.step * self.slots
    }

    /// Where pixel `x` of the first tile stands in a row.
    pub fn place(&self, x: usize) -> usize {
        x % self.step * self.slots + x / self.step
    }

    pub fn rows(&self) -> &[f32] {
        &self.values
    }

    pub fn rows_mut(&mut self) -> &mut [f32] {
        &mut self.values
    }

    pub fn clear(&mut self) {
        self.values.fill(0.0);
    }

    /// Takes a map `[height, width]` in.
    pub fn fill(&mut self, map: &[f32]) {
        let (row, slots, step) = (self.row(), self.slots, self.step);
        for (y, pixels) in map.chunks_exact(self.width).enumerate() {
            let to = &mut self.values[(y + self.padding) * row..][..row];
            for (phase, first) in firsts(step, self.padding) {
                let slot = (first + self.padding) / step;
                let cells = to[phase * slots + slot..].iter_mut();
                cells.zip(pixels.iter().skip(first).step_by(step)).for_each(|(cell, pixel)| *cell = *pixel);
            }
        }
    }

    /// Gives the map `[height, width]` back.
    pub fn read(&self, map: &mut [f32]) {
        let (row, slots, step) = (self.row(), self.slots, self.step);
        for (y, pixels) in map.chunks_exact_mut(self.width).enumerate().take(self.height) {
            let from = &self.values[(y + self.padding) * row..][..row];
            for (phase, first) in firsts(step, self.padding) {
                let slot = (first + self.padding) / step;
                let cells = &from[phase * slots + slot..];
                pixels.iter_mut().skip(first).step_by(step).zip(cells).for_each(|(pixel, cell)| *pixel = *cell);
            }
        }
    }
}

/// Each phase, and the first pixel of a padded row that falls into it.
fn firsts(step: usize, padding: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..step).map(move |first| ((first + padding) % step, first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_goes_in_and_comes_out() {
        let map: Vec<f32> = (1..=15).map(|number| number as f32).collect();
        let mut phases = Phases::new((3, 5), 1, 2, (2, 3));
        phases.fill(&map);
        // The second row of the picture: 0 1 2 3 4 5 0.
        let row = &phases.rows()[phases.row()..];
        let at = |x: usize| row[phases.place(x)];
        assert_eq!([0, 1, 2, 3, 4, 5, 6].map(at), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 0.0]);
        let mut back = vec![0.0; 15];
        phases.read(&mut back);
        assert_eq!(back, map);
    }
}
