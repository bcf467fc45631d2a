//! The experiment: ten clusters, four fifths to learn from, the rest to be tried on, and one of the two programs.

use burn::module::Param;
use burn::nn::Linear;
use burn::tensor::{Device, Int, Tensor};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::borders::borders;
use super::by_hand::ByHand;
use super::cuboid::Cuboid;
use super::layers::{Layers, Net};
use super::sample::{Dealer, Sample, Scaling, best, regions};
use crate::data::toy;
use crate::engine::init::Init;
use crate::lessons::small_data::*;
use crate::protocol::Diverging;

/// The generator's cube lies about the origin; in this program it reaches from 0 to 30, as measured coordinates do.
pub const CORNER: f32 = 15.0;
/// Steps between two looks at the test points.
pub const TEST_EVERY: u64 = 10;
/// Cells of the slice, a side.
pub const SLICE_CELLS: usize = 48;
/// A mean loss beyond this helps nobody: at random it is ln 10 = 2.3.
pub const MOST_LOSS_NATS: f32 = 1e6;

const CLUSTERS: u8 = 10;
const WIDTH: usize = 3;
/// Places along each side of the box where scores are computed for the mesh, and how many lie between two cuts.
const LATTICE: usize = 19;
const STRIDE: usize = 2;

struct Clusters {
    settings: Settings,
    /// Training points, then test points, in units of the cube.
    points: Vec<[f32; 3]>,
    classes: Vec<u8>,
    cuboid: Cuboid,
    scaling: Scaling,
    train: Sample,
    test: Sample,
    dealer: Dealer,
    program: Program,
    step: u64,
}

enum Program {
    ByHand(Box<ByHand>),
    Layers(Box<Layers>),
}

/// # Errors
/// None: every value that the settings allow can be tried.
pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let seed = settings.integer("seed");
    let mut all = toy::clusters_3d(seed, CLUSTERS, 600..=700);
    all.positions.as_flattened_mut().iter_mut().for_each(|value| *value += CORNER);
    let (train, test) = all.split(seed, 0.8);
    let scaling = Scaling::named(settings.choice("inputs"), &train.positions);
    Ok(Box::new(Clusters {
        settings: settings.clone(),
        cuboid: Cuboid::around(&all.positions),
        train: Sample::new(&train.positions, &train.classes, &scaling, WIDTH),
        test: Sample::new(&test.positions, &test.classes, &scaling, WIDTH),
        dealer: Dealer::new(seed, train.len(), settings.integer("batch") as usize),
        points: [train.positions, test.positions].concat(),
        classes: [train.classes, test.classes].concat(),
        scaling,
        program: Program::new(settings),
        step: 0,
    }))
}

impl Experiment for Clusters {
    fn plan(&self) -> Plan {
        Plan {
            train_examples: self.train.len() as u64,
            test_examples: self.test.len() as u64,
            steps_per_epoch: self.dealer.steps_per_epoch(),
            epochs: self.settings.integer("epochs"),
        }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        let classes = usize::from(CLUSTERS);
        vec![LayerSummary { name: "linear 3-10".to_owned(), output: vec![classes], parameters: 4 * classes as u64 }]
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let (points, classes) = self.train.pick(&self.dealer.deal(self.step));
        let (loss, scores) = self.program.step(points, classes.clone(), self.settings.real("lr"));
        self.step += 1;
        if loss > MOST_LOSS_NATS {
            return Err(Fault::diverged(self.step, Diverging::Loss, loss));
        }
        let mut metrics = vec![("train-loss", f64::from(loss)), ("train-accuracy", accuracy(scores, classes))];
        if self.step.is_multiple_of(TEST_EVERY) || self.step.is_multiple_of(self.dealer.steps_per_epoch()) {
            let (points, classes) = self.test.all();
            let scores = self.program.scores(points);
            metrics.push(("test-loss", number(cross_entropy(scores.clone(), classes.clone()))));
            metrics.push(("test-accuracy", accuracy(scores, classes)));
        }
        Ok(metrics)
    }

    fn picture(&mut self) -> Picture {
        let scores = |places: &[[f32; 3]]| self.program.scores(self.scaling.tensor(places, WIDTH));
        let height = self.cuboid.along(2, self.settings.integer("height") as f32 / 100.0);
        let slice = regions(scores(&self.cuboid.level(height, SLICE_CELLS)));
        let lattice = values(scores(&self.cuboid.lattice(LATTICE)));
        let lines = borders(&self.cuboid, LATTICE, &lattice, usize::from(CLUSTERS), STRIDE);
        let count = self.points.len();
        Picture::default()
            .with("points", &[count, 3], self.points.as_flattened().iter().copied())
            .with("classes", &[count], self.classes.iter().map(|&class| f32::from(class)))
            .with("predicted", &[count], best(scores(&self.points)))
            .with("train", &[1], [self.train.len() as f32])
            .with("box", &[6], self.cuboid.to_array())
            .with("height", &[1], [height])
            .with("slice", &[SLICE_CELLS, SLICE_CELLS], slice)
            .with("borders", &[lines.len(), 2, 3], lines.as_flattened().as_flattened().iter().copied())
    }

    fn change(&mut self, settings: &Settings) -> Result<(), Fault> {
        self.settings = settings.clone();
        Ok(())
    }

    fn tensors(&self) -> BTreeMap<String, Values> {
        match &self.program {
            Program::ByHand(program) => {
                state("", &net(program.weight.clone(), program.bias.clone()), &Optimizer::new("sgd"))
            }
            Program::Layers(program) => state("", &program.net, &program.optimizer),
        }
    }

    fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        match &mut self.program {
            Program::ByHand(program) => {
                let net = net(program.weight.clone(), program.bias.clone());
                let Linear { weight, bias } = restore("", net, &mut Optimizer::new("sgd"), tensors, step)?.linear;
                program.weight = weight.val();
                program.bias = bias.map_or(program.bias.clone(), |bias| bias.val().unsqueeze());
            }
            Program::Layers(program) => {
                program.net = restore("", program.net.clone(), &mut program.optimizer, tensors, step)?;
            }
        }
        self.step = step;
        Ok(())
    }
}

impl Program {
    /// Both start from the same weights, N(0, 0.01), and biases of 0.
    fn new(settings: &Settings) -> Self {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(settings.integer("seed"));
        let Linear { weight, bias } =
            Init::Normal { sd: 0.01 }.linear(WIDTH, usize::from(CLUSTERS), &mut random, &Device::flex());
        let weight = weight.val();
        let bias =
            bias.map_or(Tensor::zeros([1, usize::from(CLUSTERS)], &Device::flex()), |bias| bias.val().unsqueeze());
        match settings.choice("program") {
            "layers" => {
                let net = net(weight.autodiff(), bias.autodiff());
                Self::Layers(Box::new(Layers { net, optimizer: Optimizer::new("sgd") }))
            }
            _ => Self::ByHand(Box::new(ByHand { weight, bias })),
        }
    }

    fn scores(&self, points: Tensor<2>) -> Tensor<2> {
        match self {
            Self::ByHand(program) => program.scores(points),
            Self::Layers(program) => program.scores(points),
        }
    }

    fn step(&mut self, points: Tensor<2>, classes: Tensor<1, Int>, learning_rate: f64) -> (f32, Tensor<2>) {
        match self {
            Self::ByHand(program) => program.step(points, classes, learning_rate),
            Self::Layers(program) => program.step(points, classes, learning_rate),
        }
    }
}

/// A layer with these weights `[inputs, classes]` and biases `[1, classes]`.
fn net(weight: Tensor<2>, bias: Tensor<2>) -> Net {
    let linear = Linear { weight: Param::from_tensor(weight), bias: Some(Param::from_tensor(bias.squeeze_dim(0))) };
    Net { linear }
}
