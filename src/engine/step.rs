//! One training step, in the order of the chalkboard.

use burn::nn::loss::CrossEntropyLossConfig;
use burn::optim::GradientsParams;
use burn::tensor::{Int, Tensor};

use super::net::Net;
use super::optimizer::Optimizer;
use data::random::Random;

/// Images `[n, 1, 28, 28]` and their classes `[n]` make the net a little better. Gives back the net, and the loss
/// (mean cross-entropy, `[1]`) and logits `[n, classes]` from before the change.
pub fn train_step<N: Net>(
    net: N,
    optimizer: &mut Optimizer,
    learning_rate: f64,
    images: Tensor<4>,
    classes: Tensor<1, Int>,
    random: &mut Random,
) -> (N, Tensor<1>, Tensor<2>) {
    let logits = net.logits_in_training(images, random);
    let loss = CrossEntropyLossConfig::new().init(&logits.device()).forward(logits.clone(), classes);
    let gradients = GradientsParams::from_grads(loss.backward(), &net);
    let net = optimizer.step(learning_rate, net, gradients);
    (net, loss.inner(), logits.inner())
}
