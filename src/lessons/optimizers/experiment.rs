//! The race: each optimizer fits the same net to the same batches, and walks down the same surface.

use burn::tensor::{Device, Tensor};

use super::fitter::Fitter;
use super::surface::Surface;
use super::walker::Walker;
use super::{RACERS, Racer};
use crate::data::loader::epoch_order;
use crate::data::toy;
use crate::engine::optimizer::Recipe;
use crate::lessons::small_data::*;
use crate::protocol::Diverging;

struct Race {
    settings: Settings,
    surface: Surface,
    /// y = x^2 + 0.1 standard normal.
    points: Vec<[f32; 2]>,
    runners: Vec<Runner>,
    step: u64,
}

struct Runner {
    racer: Racer,
    fitter: Fitter,
    walker: Walker,
}

const POINTS: usize = 1000;
const NOISE: f32 = 0.1;
/// Points that the picture shows.
const SHOWN_POINTS: usize = 200;
/// Places along a fitted curve.
const CURVE_PLACES: usize = 81;
/// Cells along each side of the surface's map.
const SIDE: usize = 64;

/// The lesson's experiment.
///
/// # Errors
/// None: every value that the settings allow can be tried.
pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let (seed, surface) = (settings.integer("seed"), Surface::named(settings.choice("surface")));
    let device = Device::flex().autodiff();
    let runner = |racer: Racer| {
        let recipe = recipe(racer.name);
        let (fitter, walker) = (Fitter::new(recipe, seed, &device), Walker::new(surface, recipe, &device));
        Runner { racer, fitter, walker }
    };
    let points = toy::parabola(seed, POINTS, NOISE);
    let runners = RACERS.into_iter().map(runner).collect();
    Ok(Box::new(Race { settings: settings.clone(), surface, points, runners, step: 0 }))
}

/// PyTorch's defaults but for momentum 0.8, RMSprop's mean over fewer steps (0.9) and Adam's (0.99).
fn recipe(name: &str) -> Recipe {
    match name {
        "momentum" => Recipe::Sgd { momentum: 0.8, dampening: 0.0, nesterov: false, weight_decay: 0.0 },
        "rmsprop" => Recipe::RmsProp { alpha: 0.9, epsilon: 1e-8, momentum: 0.0, centered: false, weight_decay: 0.0 },
        "adam" => Recipe::Adam { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weight_decay: 0.0 },
        other => Recipe::named(other),
    }
}

impl Experiment for Race {
    fn plan(&self) -> Plan {
        Plan {
            train_examples: POINTS as u64,
            test_examples: 0,
            steps_per_epoch: POINTS.div_ceil(self.batch_size()) as u64,
            epochs: self.settings.integer("epochs"),
        }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        self.runners.first().map(|runner| runner.fitter.net.layers()).unwrap_or_default()
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let (x, y) = self.batch();
        let (learning_rate, surface_rate) = (self.settings.real("lr"), self.settings.real("surface-lr"));
        self.step += 1;
        let mut metrics = Vec::new();
        let mut newest = f64::NAN;
        for Runner { racer, fitter, walker } in &mut self.runners {
            walker.step(surface_rate, self.step);
            if fitter.lost_at.is_none() {
                newest = fitter.step(learning_rate, x.clone(), y.clone(), self.step);
                if fitter.lost_at.is_none() {
                    metrics.push((racer.metric, newest));
                }
            }
        }
        // The race goes on as long as one is in it.
        let best = metrics.iter().map(|(_, loss)| *loss).reduce(f64::min);
        let best = best.ok_or_else(|| Fault::diverged(self.step, Diverging::Loss, newest))?;
        metrics.push(("train-loss", best));
        Ok(metrics)
    }

    fn picture(&mut self) -> Picture {
        let shown = self.points.iter().step_by(POINTS / SHOWN_POINTS).flatten().copied();
        let mut picture = Picture::default()
            .with("points", &[SHOWN_POINTS, 2], shown)
            .with("surface", &[SIDE, SIDE], self.surface.map(SIDE))
            .with("bounds", &[4], self.surface.bounds());
        let x: Vec<f32> = (0..CURVE_PLACES).map(|place| place as f32 / 40.0 - 1.0).collect();
        for Runner { racer, fitter, walker } in &self.runners {
            let y = fitter.curve(rows(x.clone(), 1, &Device::flex()));
            let curve = x.iter().zip(y).flat_map(|(x, y)| [*x, y]);
            let path: Vec<f32> = walker.path().collect();
            let prefix = format!("{}.", racer.name);
            picture = with_net(picture, &prefix, &fitter.tensors(&prefix))
                .with(&format!("curve-{}", racer.name), &[CURVE_PLACES, 2], curve)
                .with(&format!("path-{}", racer.name), &[path.len() / 2, 2], path);
        }
        let heights = self.runners.iter().map(|runner| runner.walker.height());
        picture.with("heights", &[RACERS.len()], heights).with(LOST, &[2, RACERS.len()], self.lost())
    }

    fn change(&mut self, settings: &Settings) -> Result<(), Fault> {
        self.settings = settings.clone();
        Ok(())
    }

    fn tensors(&self) -> BTreeMap<String, Values> {
        let mut tensors = BTreeMap::new();
        for Runner { racer, fitter, walker } in &self.runners {
            tensors.extend(fitter.tensors(&format!("{}.", racer.name)));
            tensors.extend(walker.tensors(&format!("surface.{}.", racer.name)));
        }
        tensors.insert(LOST.to_owned(), Values { shape: vec![2, RACERS.len()], values: self.lost() });
        tensors
    }

    /// The race goes on as long as one is in it.
    fn must_be_finite(&self, _: &str) -> bool {
        false
    }

    fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        let lost = tensors.get(LOST).ok_or_else(|| Difference::missing(LOST))?;
        let lost_at = |place: usize| lost.values.get(place).filter(|step| **step > 0.0).map(|step| *step as u64);
        let mut differences = Vec::new();
        for (place, Runner { racer, fitter, walker }) in self.runners.iter_mut().enumerate() {
            let (fit, walk) = (format!("{}.", racer.name), format!("surface.{}.", racer.name));
            let outcomes = [
                fitter.restore(&fit, tensors, step, lost_at(place)),
                walker.restore(&walk, tensors, step, lost_at(RACERS.len() + place)),
            ];
            differences.extend(outcomes.into_iter().filter_map(Result::err).flatten());
        }
        self.step = step;
        if differences.is_empty() { Ok(()) } else { Err(differences) }
    }
}

/// The array of the steps at which nets and walkers were lost; 0 for those that were not.
const LOST: &str = "lost";

impl Race {
    fn batch_size(&self) -> usize {
        (self.settings.integer("batch") as usize).clamp(1, POINTS)
    }

    /// The next examples, x and y `[n, 1]`: every epoch sees all points once, in an order of its own.
    fn batch(&self) -> (Tensor<2>, Tensor<2>) {
        let steps_per_epoch = POINTS.div_ceil(self.batch_size()) as u64;
        let (epoch, place) = (self.step / steps_per_epoch, (self.step % steps_per_epoch) as usize);
        let order = epoch_order(self.settings.integer("seed"), epoch, &[POINTS], POINTS);
        let batch = order.chunks(self.batch_size()).nth(place).unwrap_or_default();
        let axis = |axis: usize| batch.iter().map(|index| self.points[*index as usize][axis]).collect::<Vec<_>>();
        let device = Device::flex().autodiff();
        (rows(axis(0), 1, &device), rows(axis(1), 1, &device))
    }

    fn lost(&self) -> Vec<f32> {
        let step = |lost_at: Option<u64>| lost_at.unwrap_or(0) as f32;
        let nets = self.runners.iter().map(|runner| step(runner.fitter.lost_at));
        let walkers = self.runners.iter().map(|runner| step(runner.walker.lost_at));
        nets.chain(walkers).collect()
    }
}
