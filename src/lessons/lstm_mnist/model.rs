//! The net of lesson `lstm-mnist`: a recurrent cell reads an image row by row, a linear layer names it after the last.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::activation::softmax;
use burn::tensor::{Device, Tensor};

use super::cell::{Cell, Gates, Kind, Moment};
use crate::course::settings::Settings;
use crate::engine::net::{FeatureMaps, Net, Output, layer};
use crate::protocol::LayerSummary;

/// LSTM or plain recurrent cell of 28 inputs, then linear to ten classes.
#[derive(Module, Debug)]
pub struct Reader {
    pub cell: Cell,
    pub linear: Linear,
    #[module(skip)]
    name: String,
}

const ROWS: usize = 28;
const CLASSES: usize = 10;

impl Net for Reader {
    fn new(settings: &Settings, device: &Device) -> Self {
        let hidden = settings.integer("hidden") as usize;
        Self {
            cell: Cell::new(Kind::named(settings.choice("cell")), ROWS, hidden, device),
            linear: LinearConfig::new(hidden, CLASSES).init(device),
            name: settings.choice("cell").to_owned(),
        }
    }

    /// Images `[n, 1, 28, 28]` to features `[n, hidden]`, the state after the last row, and logits `[n, 10]`.
    fn forward(&self, images: Tensor<4>) -> Output {
        let last = self.cell.read(images.squeeze_dim(1)).pop();
        let features = last.expect("an image has rows").hidden;
        Output { logits: self.linear.forward(features.clone()), features }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        let [gates, inputs] = self.cell.weight_ih_l0.dims();
        let [hidden, classes] = self.linear.weight.dims();
        vec![
            layer(format!("{} {inputs}-{hidden}", self.name), &[ROWS, hidden], gates * (inputs + hidden + 2)),
            layer(format!("linear {hidden}-{classes}"), &[classes], hidden * classes + classes),
        ]
    }

    /// Of one image, row by row: `rows.probabilities` `[1, 1, 28, 10]`, what the net would answer after each row;
    /// `rows.gradient` `[1, 1, 28, 1]`, how much the winning logit would change with that row (the norm of its derivative by
    /// the row's pixels); `rows.hidden` and, in an LSTM, `rows.input`, `rows.forget`, `rows.output` and `rows.memory`, each
    /// `[1, 1, 28, hidden]`.
    fn activations(&self, image: Tensor<4>) -> Vec<FeatureMaps> {
        let rows: Tensor<3> = image.squeeze_dim(1).require_grad(); // [1, 28, 28]
        let moments = self.cell.read(rows.clone());
        let hidden = stacked(&moments, |moment| Some(moment.hidden.clone())); // [28, hidden]
        let logits = self.linear.forward(hidden.clone()); // [28, 10]
        let winner = logits.clone().slice([ROWS - 1..ROWS, 0..CLASSES]).max();
        let gradient = rows.grad(&winner.backward()).expect("the rows were read");
        let norms = gradient.square().sum_dim(2).sqrt().reshape([ROWS, 1]);

        let mut shown =
            vec![("rows.probabilities", softmax(logits, 1)), ("rows.gradient", norms), ("rows.hidden", hidden)];
        if moments.iter().all(|moment| moment.gates.is_some()) {
            let gate = |pick: fn(&Gates) -> &Tensor<2>| {
                stacked(&moments, |moment| moment.gates.as_ref().map(|gates| pick(gates).clone()))
            };
            shown.extend([
                ("rows.input", gate(|gates| &gates.input)),
                ("rows.forget", gate(|gates| &gates.forget)),
                ("rows.output", gate(|gates| &gates.output)),
                ("rows.memory", gate(|gates| &gates.memory)),
            ]);
        }
        shown.into_iter().map(|(name, values)| FeatureMaps::new(name, values.inner().unsqueeze())).collect()
    }
}

/// What a moment holds, one row for each: `[28, hidden]`.
fn stacked(moments: &[Moment], pick: impl Fn(&Moment) -> Option<Tensor<2>>) -> Tensor<2> {
    Tensor::cat(moments.iter().filter_map(pick).collect(), 0)
}
