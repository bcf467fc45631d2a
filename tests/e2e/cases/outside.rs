//! Weights from elsewhere, chosen on the page: half precision, counters beside them, other names, more layers, no numbers.

use emberlab::torch_file::read;
use half::{bf16, f16};
use thirtyfour::prelude::*;

use crate::host::Host;
use crate::made::{self, Stored};
use crate::page::{Page, Snapshot};
use crate::report::{Trouble, ensure};

/// What PyTorch reads of the first 1,000 test images with the trained weights.
const ACCURACY: f64 = 0.963;

/// Files whose names and shapes are the net's own begin the run at once.
pub async fn precisions(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    let half = |of: fn(f32) -> [u8; 2]| -> Result<Vec<Stored>, Trouble> {
        let half = |bytes: [u8; 4]| of(f32::from_le_bytes(bytes));
        let halved = |tensor: Stored| Stored {
            bytes: tensor.bytes.as_chunks().0.iter().copied().flat_map(half).collect(),
            ..tensor
        };
        Ok(trained(host)?.into_iter().map(halved).collect())
    };
    let (f16s, bf16s) =
        (half(|value| f16::from_f32(value).to_le_bytes())?, half(|value| bf16::from_f32(value).to_le_bytes())?);
    let mut reached = Vec::new();
    for (name, file, tolerance) in [
        ("half.safetensors", made::safetensors("F16", &f16s, &[]), 0.003),
        ("brain.safetensors", made::safetensors("BF16", &bf16s, &[]), 0.003),
        ("counted.safetensors", made::safetensors("F32", &trained(host)?, &[("batches_seen", 7)]), 1e-9),
    ] {
        page.prepare("seed=1&backend=cpu").await?;
        load(page, name, &file).await?;
        reached.push(until_accuracy(page, name, tolerance).await?);
    }
    page.until_text("weights-notes", "batches_seen").await?;
    page.click("weights-leave").await?;
    Ok(format!("F16, BF16 and F32 with a counter read {reached:?} of 1,000 test images"))
}

/// Files whose names or layers differ wait for the reader's word, and until then nothing is replaced.
pub async fn other_nets(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    page.prepare("seed=1&backend=cpu").await?;
    let before = page.until("the first evaluation", 60, |now| now.metric("test-accuracy").is_ok()).await?;

    let mut normed = trained(host)?;
    for name in ["bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"] {
        normed.push(made::floats(name, &[16], &[1.0; 16]));
    }
    normed.push(made::counter("bn.num_batches_tracked", 9));
    load(page, "normed.pt", &made::pt(&normed)).await?;
    page.until_there("weights-match").await?;
    page.until_text("weights-more", "bn.running_var [16]").await?;
    page.until_text("weights-notes", "bn.num_batches_tracked").await?;
    let now = page.now().await?;
    ensure(now.metric("test-accuracy")? == before.metric("test-accuracy")?, || format!("replaced unasked: {now:?}"))?;
    page.click("weights-leave").await?;

    let mut odd = trained(host)?;
    odd[1].bytes[..4].copy_from_slice(&f32::NAN.to_le_bytes());
    load(page, "odd.pt", &made::pt(&odd)).await?;
    let refused = page.until_fault("weights", 60).await?.fault_text.unwrap_or_default();
    ensure(refused.contains("conv1.bias (1)"), || format!("it does not say which: {refused}"))?;

    let mut parallel = trained(host)?;
    parallel.iter_mut().for_each(|tensor| tensor.name = format!("module.{}", tensor.name));
    load(page, "checkpoint.pth", &made::pt(&parallel)).await?;
    page.until_there("weights-match").await?;
    page.click("weights-use").await?;
    let accuracy = until_accuracy(page, "the weights under other names", 1e-9).await?;
    Ok(format!("more layers are listed, NaN is refused, DataParallel's names read {accuracy} of 1,000 test images"))
}

fn trained(host: &Host) -> Result<Vec<Stored>, Trouble> {
    let dict = read(&std::fs::read(host.fixture("cnn_mnist.pt"))?).map_err(|error| Trouble(error.to_string()))?;
    Ok(dict.tensors.iter().map(|tensor| made::floats(&tensor.name, &tensor.shape, &tensor.values)).collect())
}

async fn load(page: &Page<'_>, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
    let file = std::env::temp_dir().join(name);
    std::fs::write(&file, bytes)?;
    let input = page.driver().query(By::Css("[data-testid=load-input]")).first().await?;
    Ok(input.send_keys(file.display().to_string()).await?)
}

async fn until_accuracy(page: &Page<'_>, what: &str, tolerance: f64) -> Result<f64, Trouble> {
    let is_near =
        |now: &Snapshot| now.metric("test-accuracy").is_ok_and(|accuracy| (accuracy - ACCURACY).abs() <= tolerance);
    page.until(what, 60, |now| now.steps() == 0 && is_near(now)).await?.metric("test-accuracy")
}
