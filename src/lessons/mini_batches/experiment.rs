//! The experiment: five runs draw the same examples in the same order and differ only in how many make a step.

use web_time::Instant;

use super::descent::Line;
use super::draw::{Draw, gradient_noise};
use crate::data::toy;
use crate::lessons::linear_regression::bowl::{Bowl, Window};
use crate::lessons::linear_regression::trail::Trail;
use crate::lessons::small_data::*;

/// A step of this experiment draws one example.
struct MiniBatches {
    /// `[n]` each, in the order of the inputs.
    inputs: Vec<f32>,
    targets: Vec<f32>,
    bowl: Bowl,
    runs: Vec<Descent>,
    draw: Draw,
    learning_rate: f64,
    epochs: u64,
    /// Examples drawn.
    step: u64,
    /// The order of the epoch in hand.
    order: Vec<u32>,
}

/// One run.
struct Descent {
    metric: &'static str,
    batch_size: usize,
    line: Line,
    trail: Trail,
    /// Of the steps since the page was opened: how many, and how long they took.
    timed_steps: u64,
    millis: f64,
}

/// The data: y = 2 x + 1 and noise as large as a standard deviation of x.
const COUNT: usize = 1000;
const WEIGHT: f32 = 2.0;
const BIAS: f32 = 1.0;
const NOISE_SD: f32 = 1.0;
/// Cells along each side of the loss surface.
const SIDE: usize = 60;

/// The lesson's experiment. The reader's own run comes first.
///
/// # Errors
/// None: every value that the settings allow can be tried.
pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let (inputs, targets) = toy::linear(settings.integer("seed"), COUNT, &[WEIGHT], BIAS, NOISE_SD);
    // Stored by size, as data often are by date or class: then it matters whether they are shuffled.
    let mut pairs: Vec<_> = inputs.into_iter().zip(targets).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (inputs, targets): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    let own = (settings.integer("batch") as usize).clamp(1, COUNT);
    let sizes = [("train-loss", own), ("loss-1", 1), ("loss-10", 10), ("loss-256", 256), ("loss-all", COUNT)];
    let draw = Draw {
        seed: settings.integer("seed"),
        is_shuffled: settings.choice("shuffle") == "each-epoch",
        drops_last: settings.choice("last") == "drop",
    };
    Ok(Box::new(MiniBatches {
        bowl: Bowl::of_pairs(&inputs, &targets),
        inputs,
        targets,
        runs: sizes.into_iter().map(|(metric, batch_size)| Descent::new(metric, batch_size)).collect(),
        order: draw.order(0, COUNT),
        draw,
        learning_rate: settings.real("lr"),
        epochs: settings.integer("epochs"),
        step: 0,
    }))
}

impl Experiment for MiniBatches {
    fn plan(&self) -> Plan {
        let count = COUNT as u64;
        Plan { train_examples: count, test_examples: 0, steps_per_epoch: count, epochs: self.epochs }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        vec![LayerSummary { name: "linear 1-1".to_owned(), output: vec![1], parameters: 2 }]
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let place = (self.step % COUNT as u64) as usize;
        if place == 0 {
            self.order = self.draw.order(self.step / COUNT as u64, COUNT);
        }
        self.step += 1;
        for run in &mut self.runs {
            if let Some(batch) = self.draw.batch(&self.order, place + 1, run.batch_size) {
                let pick = |values: &[f32]| batch.iter().map(|&index| values[index as usize]).collect::<Vec<_>>();
                run.step(&pick(&self.inputs), &pick(&self.targets), self.learning_rate);
            }
        }
        let losses = self.runs.iter().map(|run| (run.metric, self.bowl.value(&run.parameters())));
        // Only the reader's own run may stop the whole when it diverges.
        Ok(losses.filter(|(metric, loss)| loss.is_finite() || *metric == "train-loss").collect())
    }

    fn picture(&mut self) -> Picture {
        let minimum = self.bowl.minimum();
        let window = Window::around(&[(0.0, 0.0), (minimum[0], minimum[1])]);
        let surface = self.bowl.slice(&minimum, (0, 1), &window, SIDE);
        // The last epoch's marks stay until the next begins.
        let drawn = if self.step == 0 { 0 } else { (self.step - 1) % COUNT as u64 + 1 } as usize;
        let marks = self.draw.marks(&self.order, drawn, self.runs[0].batch_size);
        let table: Vec<f32> = self.rows().into_iter().flatten().map(|value| value as f32).collect();
        let mut picture = Picture::default()
            .with("surface", &[SIDE, SIDE], surface)
            .with("window", &[4], window.to_array())
            .with("goal", &[1, 2], [minimum[0] as f32, minimum[1] as f32])
            .with("marks", &[COUNT], marks)
            .with("drawn", &[1], [drawn as f32])
            .with("table", &[self.runs.len(), 3], table)
            .with("epoch-millis", &[self.runs.len()], self.epoch_millis());
        for (index, run) in self.runs.iter().enumerate() {
            picture = picture.with(&path_name(index), &[run.trail.len(), 2], run.trail.along((0, 1)));
        }
        picture
    }

    fn change(&mut self, settings: &Settings) -> Result<(), Fault> {
        self.learning_rate = settings.real("lr");
        Ok(())
    }

    fn tensors(&self) -> BTreeMap<String, Values> {
        let mut tensors = BTreeMap::new();
        for (index, Descent { line, trail, .. }) in self.runs.iter().enumerate() {
            let parameters = Values { shape: vec![2], values: vec![line.weight, line.bias] };
            tensors.insert(line_name(index), parameters);
            tensors.insert(path_name(index), Values { shape: vec![trail.len(), 2], values: trail.values().to_vec() });
        }
        tensors
    }

    /// Only the reader's own run may stop the whole when it diverges.
    fn must_be_finite(&self, name: &str) -> bool {
        name == line_name(0)
    }

    fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        let find = |name: String| tensors.get(&name).ok_or_else(|| Difference::missing(name));
        for (index, run) in self.runs.iter_mut().enumerate() {
            let line = find(line_name(index))?;
            let [weight, bias] = line.values[..] else {
                return Err(Difference::shape(line_name(index), &line.shape, &[2]));
            };
            run.line = Line { weight, bias };
            let epochs = step / COUNT as u64;
            let rest = (step % COUNT as u64) as usize / run.batch_size;
            let steps = epochs * self.draw.batches(COUNT, run.batch_size) as u64 + rest as u64;
            run.trail = Trail::restored(2, &find(path_name(index))?.values, steps + 1);
        }
        self.step = step;
        self.order = self.draw.order(step.saturating_sub(1) / COUNT as u64, COUNT);
        Ok(())
    }
}

impl MiniBatches {
    /// For each run: batch size, steps an epoch, and the noise of its gradients where the reader's run stands now.
    fn rows(&self) -> Vec<[f64; 3]> {
        let [weight, bias] = self.runs[0].parameters();
        let slopes = self.inputs.iter().zip(&self.targets).map(|(&x, &y)| {
            let error = weight * f64::from(x) + bias - f64::from(y);
            [2.0 * error * f64::from(x), 2.0 * error]
        });
        let slopes: Vec<_> = slopes.collect();
        let row = |run: &Descent| {
            let batches = self.draw.batches(COUNT, run.batch_size);
            let noise = gradient_noise(&slopes, &self.order, run.batch_size, batches);
            [run.batch_size as f64, batches as f64, noise]
        };
        self.runs.iter().map(row).collect()
    }

    /// For each run, measured; no number before its first step.
    fn epoch_millis(&self) -> impl Iterator<Item = f32> {
        self.runs.iter().map(|run| {
            let batches = self.draw.batches(COUNT, run.batch_size);
            (run.millis / run.timed_steps as f64 * batches as f64) as f32
        })
    }
}

impl Descent {
    fn new(metric: &'static str, batch_size: usize) -> Self {
        let mut trail = Trail::new(2);
        trail.push([0.0, 0.0]);
        Self { metric, batch_size, line: Line::default(), trail, timed_steps: 0, millis: 0.0 }
    }

    fn step(&mut self, inputs: &[f32], targets: &[f32], learning_rate: f64) {
        let began = Instant::now();
        self.line = self.line.step(inputs, targets, learning_rate);
        self.millis += began.elapsed().as_secs_f64() * 1000.0;
        self.timed_steps += 1;
        self.trail.push([self.line.weight, self.line.bias]);
    }

    fn parameters(&self) -> [f64; 2] {
        [self.line.weight, self.line.bias].map(f64::from)
    }
}

fn line_name(index: usize) -> String {
    format!("run{index}.line")
}

fn path_name(index: usize) -> String {
    format!("run{index}.path")
}
