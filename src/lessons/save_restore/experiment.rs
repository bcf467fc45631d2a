//! The lesson's run: a net learns y = x^2, is saved on the way, and trains on beside two nets restored from the file.

use burn::tensor::{Device, Tensor};

use super::saving::{Learner, restore_parameters, restore_whole, save};
use crate::data::toy;
use crate::engine::checkpoint::is_weight;
use crate::lessons::small_data::*;

const POINTS: usize = 100;
const NOISE_SD: f32 = 0.1;
/// Where the nets' curves are drawn.
const CURVE_POINTS: usize = 101;

/// The lesson's program.
///
/// # Errors
/// None: every setting in range makes a run.
pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let (seed, device) = (settings.integer("seed"), Device::flex().autodiff());
    let points = toy::parabola(seed, POINTS, NOISE_SD);
    let column = |values: Vec<f32>| rows(values, 1, &device);
    Ok(Box::new(SaveRestore {
        x: column(points.iter().map(|point| point[0]).collect()),
        y: column(points.iter().map(|point| point[1]).collect()),
        points,
        curve_x: column((0..CURVE_POINTS).map(curve_x).collect()),
        original: Learner::new(settings.choice("optimizer"), seed, &device),
        saved: None,
        step: 0,
        settings: settings.clone(),
        device,
    }))
}

struct SaveRestore {
    settings: Settings,
    device: Device,
    points: Vec<[f32; 2]>,
    x: Tensor<2>,
    y: Tensor<2>,
    curve_x: Tensor<2>,
    step: u64,
    original: Learner,
    saved: Option<Saved>,
}

/// The file, and the nets that were restored from it.
struct Saved {
    file: Vec<u8>,
    whole: Learner,
    parameters: Learner,
}

impl Experiment for SaveRestore {
    fn plan(&self) -> Plan {
        full_batch(POINTS, 0, self.settings.integer("epochs"))
    }

    fn layers(&self) -> Vec<LayerSummary> {
        self.original.net.layers()
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let learning_rate = self.settings.real("lr");
        let mut metrics = vec![("train-loss", self.original.step(learning_rate, &self.x, &self.y))];
        if let Some(Saved { whole, parameters, .. }) = &mut self.saved {
            metrics.push(("loss-whole", whole.step(learning_rate, &self.x, &self.y)));
            metrics.push(("loss-parameters", parameters.step(learning_rate, &self.x, &self.y)));
        }
        self.step += 1;
        if self.step == self.settings.integer("save") {
            self.save()?;
        }
        if let Some(Saved { whole, parameters, .. }) = &self.saved {
            metrics.push(("gap-whole", self.gap(whole)));
            metrics.push(("gap-parameters", self.gap(parameters)));
        }
        Ok(metrics)
    }

    fn picture(&mut self) -> Picture {
        let mut picture = Picture::default()
            .with("points", &[POINTS, 2], self.points.as_flattened().iter().copied())
            .with("original", &[CURVE_POINTS, 2], self.curve(&self.original));
        if let Some(Saved { file, whole, parameters }) = &self.saved {
            picture = picture
                .with("whole", &[CURVE_POINTS, 2], self.curve(whole))
                .with("parameters", &[CURVE_POINTS, 2], self.curve(parameters))
                .with("file", &[file.len()], file.iter().copied().map(f32::from));
        }
        picture
    }

    fn change(&mut self, settings: &Settings) -> Result<(), Fault> {
        self.settings = settings.clone();
        Ok(())
    }

    fn tensors(&self) -> BTreeMap<String, Values> {
        let mut tensors = state("original.", &self.original.net, &self.original.optimizer);
        if let Some(Saved { file, whole, parameters }) = &self.saved {
            tensors.extend(state("whole.", &whole.net, &whole.optimizer));
            tensors.extend(state("parameters.", &parameters.net, &parameters.optimizer));
            let values = file.iter().copied().map(f32::from).collect();
            tensors.insert("file".to_owned(), Values { shape: vec![file.len()], values });
        }
        tensors
    }

    /// Of the three nets the original is what learns; that another one may be lost is what the lesson shows.
    fn must_be_finite(&self, name: &str) -> bool {
        name.starts_with("original.") && is_weight(name)
    }

    fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        let saved_at = self.settings.integer("save");
        let learner = |prefix: &str, time: u64| {
            let Learner { net, mut optimizer } = self.fresh();
            let net = restore(prefix, net, &mut optimizer, tensors, time)?;
            Ok::<_, Vec<Difference>>(Learner { net, optimizer })
        };
        let original = learner("original.", step)?;
        let saved = match tensors.get("file") {
            Some(Values { values, .. }) => Some(Saved {
                file: values.iter().map(|byte| *byte as u8).collect(),
                whole: learner("whole.", step)?,
                parameters: learner("parameters.", step.saturating_sub(saved_at))?,
            }),
            None if step < saved_at => None,
            None => return Err(Difference::missing("file")),
        };
        (self.original, self.saved, self.step) = (original, saved, step);
        Ok(())
    }
}

impl SaveRestore {
    fn save(&mut self) -> Result<(), Fault> {
        let file = save(&self.original, super::MANIFEST.id, &self.settings, self.step);
        let optimizer = self.settings.choice("optimizer");
        let whole = restore_whole(&file, optimizer, &self.device)?;
        let parameters = restore_parameters(&file, optimizer, &self.device)?;
        self.saved = Some(Saved { file, whole, parameters });
        Ok(())
    }

    fn fresh(&self) -> Learner {
        Learner::new(self.settings.choice("optimizer"), 0, &self.device)
    }

    /// The largest distance between a net's curve and the original's.
    fn gap(&self, learner: &Learner) -> f64 {
        let output = |learner: &Learner| learner.net.forward(self.curve_x.clone());
        f64::from((output(learner) - output(&self.original)).abs().max().into_scalar::<f32>())
    }

    /// `x0, y0, x1, y1, ...`
    fn curve(&self, learner: &Learner) -> Vec<f32> {
        let output = values(learner.net.forward(self.curve_x.clone()));
        output.into_iter().enumerate().flat_map(|(index, y)| [curve_x(index), y]).collect()
    }
}

/// Evenly spaced from -1 to 1.
fn curve_x(index: usize) -> f32 {
    2.0 * index as f32 / (CURVE_POINTS - 1) as f32 - 1.0
}
