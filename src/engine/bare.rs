//! The yardstick of `cargo xtask bench`: burn's own training loop with nothing around it.

use burn::nn::loss::CrossEntropyLossConfig;
use burn::optim::{AdamConfig, GradientsParams};
use burn::tensor::{Device, Int, Tensor, TensorData};
use web_time::Instant;

use super::net::{Net, seeded};
use super::read::read;
use crate::data::dataset::IMAGE_SIDE_PX;
use crate::data::loader::Batch;
use crate::protocol::Fault;

/// Milliseconds of each of `steps` steps on the same batch, after `warm_up` more. `device` is the bare device. The loss
/// is read every `steps_per_read` steps, as the session does on this backend; the wait counts for each of them alike.
///
/// # Errors
/// [`Fault::GpuLost`] when the device no longer answers.
pub async fn measure<N: Net>(
    device: &Device,
    batch: &Batch,
    warm_up: usize,
    steps: usize,
    steps_per_read: usize,
) -> Result<Vec<f64>, Fault> {
    let device = device.clone().autodiff();
    let mut net = seeded::<N>(1, &device);
    let mut optimizer = AdamConfig::new().with_epsilon(1e-8).init();
    let mut step_millis = Vec::with_capacity(steps);
    for round in 0..(warm_up + steps).div_ceil(steps_per_read) {
        let started = Instant::now();
        let mut last_loss = None;
        for _ in 0..steps_per_read {
            let count = batch.classes.len();
            let images = TensorData::new(batch.images.clone(), [count, 1, IMAGE_SIDE_PX, IMAGE_SIDE_PX]);
            let classes = TensorData::new(batch.classes.clone(), [count]);
            let classes = Tensor::<1, Int>::from_data(classes, &device);
            let logits = net.forward(Tensor::<4>::from_data(images, &device)).logits;
            let loss = CrossEntropyLossConfig::new().init(&device).forward(logits, classes);
            let gradients = GradientsParams::from_grads(loss.backward(), &net);
            net = optimizer.step(0.001, net, gradients);
            last_loss = Some(loss.inner());
        }
        if let Some(loss) = last_loss {
            read(loss).await?;
        }
        if round * steps_per_read >= warm_up {
            let millis = started.elapsed().as_secs_f64() * 1000.0 / steps_per_read as f64;
            step_millis.extend(std::iter::repeat_n(millis, steps_per_read));
        }
    }
    Ok(step_millis)
}
