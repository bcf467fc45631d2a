//! The experiment: a linear softmax and a perceptron with one hidden layer learn side by side, from the same batches.

use burn::tensor::Device;

use super::pca::{COMPONENTS, Pca};
use super::rival::Rival;
use crate::data::toy::{self, Labelled};
use crate::engine::checkpoint::is_weight;
use crate::engine::init::Init;
use crate::lessons::clusters_3d::cuboid::Cuboid;
use crate::lessons::clusters_3d::experiment::{CORNER, MOST_LOSS_NATS, SLICE_CELLS, TEST_EVERY};
use crate::lessons::clusters_3d::sample::{Dealer, Sample, Scaling, best, regions};
use crate::lessons::small_data::*;
use crate::protocol::Diverging;

const CLUSTERS: u8 = 16;
const LABELS: u8 = 8;
/// Between centres of different classes, two standard deviations: nearer ones overlap so much that with some seeds no border
/// at all gets nine points in ten right.
const APART: f64 = 6.0;
/// How often an epoch shows each of the four points.
const COPIES: usize = 500;
/// Test points whose hidden activations are shown.
const HIDDEN_POINTS: usize = 800;

struct Xor {
    settings: Settings,
    task: Task,
    cuboid: Cuboid,
    scaling: Scaling,
    train: Sample,
    test: Sample,
    dealer: Dealer,
    softmax: Rival,
    mlp: Rival,
    pca: Pca,
    step: u64,
}

/// What is to be learned. On a plane, z is 0 and the nets do not see it.
struct Task {
    train: Labelled<3>,
    test: Labelled<3>,
    inputs: usize,
    classes: usize,
}

/// # Errors
/// None: every value that the settings allow can be tried.
pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let seed = settings.integer("seed");
    let task = match settings.choice("data") {
        "four-points" => Task::four_points(),
        "clusters" => Task::clusters(seed, 0.0),
        _ => Task::clusters(seed, APART),
    };
    let Task { train, test, inputs, classes } = &task;
    let hidden = settings.integer("hidden") as usize;
    let activation = Nonlinearity::named(settings.choice("activation"));
    let device = Device::flex().autodiff();
    let small = Init::Normal { sd: 0.01 };
    let rival = |name, net| Rival { name, net, optimizer: Optimizer::new(settings.choice("optimizer")) };
    let scaling = Scaling::named(settings.choice("inputs"), &train.positions);
    Ok(Box::new(Xor {
        settings: settings.clone(),
        cuboid: task.cuboid(),
        train: Sample::new(&train.positions, &train.classes, &scaling, *inputs),
        test: Sample::new(&test.positions, &test.classes, &scaling, *inputs),
        scaling,
        dealer: Dealer::new(seed, train.len(), settings.integer("batch") as usize),
        softmax: rival("softmax.", Mlp::with_init(small, &[*inputs, *classes], activation, seed, &device)),
        mlp: rival("mlp.", Mlp::new(&[*inputs, hidden, *classes], activation, seed, &device)),
        pca: Pca::new(hidden),
        task,
        step: 0,
    }))
}

impl Experiment for Xor {
    fn plan(&self) -> Plan {
        Plan {
            train_examples: self.train.len() as u64,
            test_examples: self.test.len() as u64,
            steps_per_epoch: self.dealer.steps_per_epoch(),
            epochs: self.settings.integer("epochs"),
        }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        let named = |rival: &Rival, title: &str| {
            let layers = rival.net.layers().into_iter();
            layers.map(|layer| LayerSummary { name: format!("{title}: {}", layer.name), ..layer }).collect::<Vec<_>>()
        };
        [named(&self.softmax, "softmax"), named(&self.mlp, "MLP")].concat()
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let (points, classes) = self.train.pick(&self.dealer.deal(self.step));
        let learning_rate = self.settings.real("lr");
        self.softmax.step(points.clone(), classes.clone(), learning_rate);
        let (loss, scores) = self.mlp.step(points, classes.clone(), learning_rate);
        self.step += 1;
        if loss > MOST_LOSS_NATS {
            return Err(Fault::diverged(self.step, Diverging::Loss, loss));
        }
        let mut metrics = vec![("train-loss", f64::from(loss)), ("train-accuracy", accuracy(scores, classes))];
        if self.step.is_multiple_of(TEST_EVERY) || self.step.is_multiple_of(self.dealer.steps_per_epoch()) {
            let (points, classes) = self.test.all();
            let names = [("softmax-loss", "softmax-accuracy"), ("test-loss", "test-accuracy")];
            for (rival, (loss, share)) in [&self.softmax, &self.mlp].into_iter().zip(names) {
                let scores = rival.scores(points.clone());
                metrics.push((loss, number(cross_entropy(scores.clone(), classes.clone()))));
                metrics.push((share, accuracy(scores, classes.clone())));
            }
        }
        Ok(metrics)
    }

    fn picture(&mut self) -> Picture {
        let Labelled { positions, classes } = &self.task.test;
        let count = classes.len();
        let shown = count.min(HIDDEN_POINTS);
        let as_seen = |places: &[[f32; 3]]| self.scaling.tensor(places, self.task.inputs);
        let height = self.cuboid.along(2, self.settings.integer("height") as f32 / 100.0);
        let (points, slice) = (as_seen(positions), as_seen(&self.cuboid.level(height, SLICE_CELLS)));
        let mut picture = Picture::default()
            .with("points", &[count, 3], positions.as_flattened().iter().copied())
            .with("classes", &[count], classes.iter().map(|&class| f32::from(class)))
            .with("box", &[6], self.cuboid.to_array())
            .with("height", &[1], [height]);
        for (rival, (predicted, regions_name)) in
            [(&self.softmax, ("softmax", "softmax-slice")), (&self.mlp, ("mlp", "mlp-slice"))]
        {
            picture = picture.with(predicted, &[count], best(rival.scores(points.clone()))).with(
                regions_name,
                &[SLICE_CELLS, SLICE_CELLS],
                regions(rival.scores(slice.clone())),
            );
        }
        let hidden = self.pca.project(&values(self.mlp.hidden(as_seen(&positions[..shown]))));
        with_net(picture, "mlp.", &self.mlp.tensors()).with("hidden", &[shown, COMPONENTS], hidden.scores).with(
            "hidden-share",
            &[1],
            [hidden.share],
        )
    }

    fn change(&mut self, settings: &Settings) -> Result<(), Fault> {
        self.settings = settings.clone();
        Ok(())
    }

    fn tensors(&self) -> BTreeMap<String, Values> {
        self.softmax.tensors().into_iter().chain(self.mlp.tensors()).collect()
    }

    /// The net without a hidden layer may run into infinity beside the other.
    fn must_be_finite(&self, name: &str) -> bool {
        name.starts_with(self.mlp.name) && is_weight(name)
    }

    fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        let outcomes = [self.softmax.restore(tensors, step), self.mlp.restore(tensors, step)];
        let differences: Vec<Difference> = outcomes.into_iter().filter_map(Result::err).flatten().collect();
        if differences.is_empty() {
            self.step = step;
            Ok(())
        } else {
            Err(differences)
        }
    }
}

impl Task {
    /// Sixteen clusters in a cube from 0 to 30, two of each class; a fifth of the points is held back.
    fn clusters(seed: u64, apart: f64) -> Self {
        let mut all = toy::merged(seed, CLUSTERS, LABELS, 600..=700, apart);
        all.positions.as_flattened_mut().iter_mut().for_each(|value| *value += CORNER);
        let (train, test) = all.split(seed, 0.8);
        Self { train, test, inputs: 3, classes: usize::from(LABELS) }
    }

    /// The corners of a square: class 1 where exactly one of x and y is 1. There is nothing to hold back.
    fn four_points() -> Self {
        let mut test = Labelled::default();
        for (x, y) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            test.push([x as f32, y as f32, 0.0], x ^ y);
        }
        let train = Labelled { positions: test.positions.repeat(COPIES), classes: test.classes.repeat(COPIES) };
        Self { train, test, inputs: 2, classes: 2 }
    }

    /// What the pictures show.
    fn cuboid(&self) -> Cuboid {
        match self.inputs {
            2 => Cuboid { low: [-0.5, -0.5, 0.0], high: [1.5, 1.5, 0.0] },
            _ => Cuboid::around(&[&self.train.positions[..], &self.test.positions].concat()),
        }
    }
}
