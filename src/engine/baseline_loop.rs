//! The yardstick of `cargo xtask bench`: burn's own training loop with nothing around it.

use std::pin::Pin;

use burn::nn::loss::CrossEntropyLossConfig;
use burn::optim::{AdamConfig, GradientsParams};
use burn::tensor::Device;
use web_time::Instant;

use super::batch_tensors::Feed;
use super::net::{Net, seeded};
use super::read::read;
use course::Manifest;
use course::settings::Settings;
use data::loader::Batch;
use protocol::{Exercise, Fault};

/// What is measured: `steps` steps on the same batch, after one more read of warm-up. `device` is the bare device. The loss,
/// or the logits, are read every `steps_per_read` steps, as a run does on this backend; the wait counts for each of them alike.
pub struct Track<'a> {
    pub exercise: Exercise,
    pub lesson: &'a Manifest,
    pub settings: &'a Settings,
    pub device: &'a Device,
    pub batch: &'a Batch,
    pub steps_per_read: usize,
    pub steps: usize,
}

/// [`measure`] of a lesson's net.
pub type BareLoop = for<'a> fn(Track<'a>) -> Pin<Box<dyn Future<Output = Result<Vec<f64>, Fault>> + 'a>>;

/// Milliseconds of each step of this net.
///
/// # Errors
/// [`Fault::Gpu`] when the device no longer answers.
pub async fn measure<N: Net>(track: Track<'_>) -> Result<Vec<f64>, Fault> {
    let Track { exercise, lesson, settings, device, batch, steps_per_read, steps } = track;
    let device = match exercise {
        Exercise::Training => device.clone().autodiff(),
        Exercise::Inference => device.clone(),
    };
    let mut net = seeded::<N>(settings, &device);
    let mut optimizer = AdamConfig::new().with_epsilon(1e-8).init();
    let mut step_millis = Vec::with_capacity(steps);
    for round in 0..(steps_per_read + steps).div_ceil(steps_per_read) {
        let started = Instant::now();
        let mut last = None;
        for _ in 0..steps_per_read {
            let (images, classes) = Feed::of(lesson, settings).tensors(batch, &device);
            let logits = net.forward(images).logits;
            last = Some(match exercise {
                Exercise::Inference => logits.flatten(0, 1),
                Exercise::Training => {
                    let loss = CrossEntropyLossConfig::new().init(&device).forward(logits, classes);
                    let gradients = GradientsParams::from_grads(loss.backward(), &net);
                    net = optimizer.step(0.001, net, gradients);
                    loss.inner()
                }
            });
        }
        if let Some(values) = last {
            read::<1>(values).await?;
        }
        if round > 0 {
            let millis = started.elapsed().as_secs_f64() * 1000.0 / steps_per_read as f64;
            step_millis.extend(std::iter::repeat_n(millis, steps_per_read));
        }
    }
    Ok(step_millis)
}
