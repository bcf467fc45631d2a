//! A walker on a surface: two parameters, one optimizer, and the path it has taken.

use burn::module::{Module, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};

use super::surface::Surface;
use crate::engine::optimizer::Recipe;
use crate::lessons::linear_regression::trail::Trail;
use crate::lessons::small_data::*;

pub struct Walker {
    surface: Surface,
    place: Place,
    optimizer: Optimizer,
    path: Trail,
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
        let mut path = Trail::new(2);
        path.push(start);
        Self { surface, place, optimizer, path, lost_at: None }
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
        self.path.values().iter().copied().chain(self.position())
    }

    /// Everything a restored walker needs, by name below `prefix`.
    pub fn tensors(&self, prefix: &str) -> BTreeMap<String, Values> {
        let path = Values { shape: vec![self.path.len(), 2], values: self.path.values().to_vec() };
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
        self.path = Trail::restored(2, &places.values, lost_at.unwrap_or(step) + 1);
        self.lost_at = lost_at;
        Ok(())
    }

    fn height_at_place(&self) -> Tensor<1> {
        let position = self.place.position.val();
        self.surface.height(position.clone().narrow(0, 0, 1), position.narrow(0, 1, 1))
    }

    fn position(&self) -> [f32; 2] {
        values(self.place.position.val()).try_into().unwrap_or([f32::NAN; 2])
    }
}
