//! A walker on a surface: two parameters, one optimizer, and the path it has taken.
#![cfg(feature = "labs")]

use std::collections::BTreeMap;

use burn::module::{Module, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};

use super::surface::Surface;
use crate::engine::optimizer::{Optimizer, Recipe};
use crate::engine::weights::{Values, restore, state};
use crate::protocol::Difference;

pub struct Walker {
    surface: Surface,
    place: Place,
    optimizer: Optimizer,
    path: Path,
    /// The step after which the walker was lost; none for one that is still on its way.
    pub lost_at: Option<u64>,
}

/// A net of two parameters.
#[derive(Module, Debug)]
struct Place {
    /// x and y, `[2]`.
    position: Param<Tensor<1>>,
}

/// Whoever is farther out than this does not come back.
const FAR: f32 = 1e6;

impl Walker {
    pub fn new(surface: Surface, recipe: Recipe, device: &Device) -> Self {
        let start = surface.start();
        let place = Place { position: Param::from_tensor(Tensor::from_floats(start, device)) };
        let optimizer = Optimizer::with(recipe);
        Self { surface, place, optimizer, path: Path::new(start), lost_at: None }
    }

    /// One step downhill, the `step`-th.
    pub fn step(&mut self, learning_rate: f64, step: u64) {
        if self.lost_at.is_some() {
            return;
        }
        let gradients = GradientsParams::from_grads(self.height_at_place().backward(), &self.place);
        self.place = self.optimizer.step(learning_rate, self.place.clone(), gradients);
        let position = self.position();
        if position.iter().all(|value| value.abs() < FAR) {
            self.path.push(position);
        } else {
            self.lost_at = Some(step);
        }
    }

    /// How high it stands above the lowest place.
    pub fn height(&self) -> f32 {
        self.height_at_place().into_scalar()
    }

    /// Places after each step, `[n, 2]`; only every second one, or fourth, ... of a long way.
    pub fn path(&self) -> impl Iterator<Item = f32> {
        self.path.places.iter().copied().chain([self.position()]).flatten()
    }

    /// Everything a restored walker needs, by name below `prefix`.
    pub fn tensors(&self, prefix: &str) -> BTreeMap<String, Values> {
        let places = self.path.places.iter().flatten().copied().collect::<Vec<_>>();
        let path = Values { shape: vec![places.len() / 2, 2], values: places };
        let mut tensors = state(prefix, &self.place, &self.optimizer);
        tensors.insert(format!("path.{prefix}"), path);
        tensors
    }

    /// The inverse of [`Self::tensors`] after `step` steps.
    ///
    /// # Errors
    /// What does not fit, one line each.
    pub fn restore(
        &mut self,
        prefix: &str,
        tensors: &BTreeMap<String, Values>,
        step: u64,
        lost_at: Option<u64>,
    ) -> Result<(), Vec<Difference>> {
        let path = format!("path.{prefix}");
        let places = tensors.get(&path).ok_or_else(|| Difference::missing(&path))?;
        self.place = restore(prefix, self.place.clone(), &mut self.optimizer, tensors, step)?;
        self.path = Path::restored(&places.values, lost_at.unwrap_or(step));
        self.lost_at = lost_at;
        Ok(())
    }

    fn height_at_place(&self) -> Tensor<1> {
        let position = self.place.position.val();
        self.surface.height(position.clone().narrow(0, 0, 1), position.narrow(0, 1, 1))
    }

    fn position(&self) -> [f32; 2] {
        let position = self.place.position.val().into_data().try_into_vec::<f32>();
        match position.expect("a place is f32, and the CPU has it at hand")[..] {
            [x, y] => [x, y],
            _ => [f32::NAN; 2],
        }
    }
}

/// The places on a way, thinned so that there are never many.
struct Path {
    places: Vec<[f32; 2]>,
    steps: u64,
    /// Every how many steps a place is kept.
    stride: u64,
}

const MOST_PLACES: usize = 1024;

impl Path {
    fn new(start: [f32; 2]) -> Self {
        Self { places: vec![start], steps: 0, stride: 1 }
    }

    fn restored(values: &[f32], steps: u64) -> Self {
        let places = values.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect();
        let mut stride = 1;
        while steps / stride >= MOST_PLACES as u64 {
            stride *= 2;
        }
        Self { places, steps, stride }
    }

    fn push(&mut self, place: [f32; 2]) {
        self.steps += 1;
        if self.steps.is_multiple_of(self.stride) {
            self.places.push(place);
        }
        if self.places.len() > MOST_PLACES {
            let mut index = 0;
            self.places.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.stride *= 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_way_is_thinned_evenly_and_can_be_taken_up_again() {
        let mut path = Path::new([0.0, 0.0]);
        for step in 1..=5000u64 {
            path.push([step as f32, 0.0]);
            let restored = Path::restored(path.places.as_flattened(), step);
            assert_eq!((restored.stride, restored.steps), (path.stride, path.steps), "step {step}");
            assert_eq!(restored.places, path.places);
        }
        assert!(path.places.len() <= MOST_PLACES);
        assert!(path.places.windows(2).all(|pair| pair[1][0] - pair[0][0] == path.stride as f32));
    }
}
