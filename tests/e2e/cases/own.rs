//! Training on IDX files of the reader's own, and beginning with weights that PyTorch saved, chosen on the page.

use std::io::Read;

use thirtyfour::prelude::*;

use crate::host::Host;
use crate::page::{LESSON, Page, Snapshot};
use crate::report::{Trouble, ensure};

pub async fn check(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    page.open(&format!("{LESSON}?seed=1&data=own")).await?;
    page.until_fault("own-files", 60).await?;
    let shard = &host.catalog()?["sets"]["fashion"]["train"][0];
    let paths = ["images", "labels"]
        .map(|kind| host.path(&format!("data/{}", shard[kind]["path"].as_str().unwrap_or_default())));
    let input = page.driver().query(By::Css("[data-testid=own-input]")).first().await?;
    input.send_keys(paths.map(|path| path.display().to_string()).join("\n")).await?;
    page.until_text("own-names", "(4800 images)").await?;
    page.click("reset").await?;
    page.until("the reader's own data", 60, |now| now.is("ready")).await?;
    page.click("step").await?;
    let now = page.until("a step on it", 60, |now| now.is("paused") && now.steps() == 1).await?;
    let loss = now.metric("train-loss")?;
    ensure((1.5..4.0).contains(&loss), || format!("the first loss is {loss}"))?;
    Ok(format!("Fashion-MNIST's first 6,000 images as the reader's own: first loss {loss:.3}"))
}

/// Binary batches of CIFAR-10: one that is cut short is refused, a whole one trains the net.
pub async fn photographs(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    const IMAGE_BYTES: usize = 3 * 32 * 32;
    let shard = &host.catalog()?["sets"]["cifar10"]["test"][0];
    let unpacked = |kind: &str| -> Result<Vec<u8>, Trouble> {
        let packed = host.read(&format!("data/{}", shard[kind]["path"].as_str().unwrap_or_default()))?;
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    // Behind the headers: the magic number and four sizes, or one.
    let (images, labels) = (unpacked("images")?, unpacked("labels")?);
    let records = images[20..].chunks_exact(IMAGE_BYTES).zip(&labels[8..]);
    let batch: Vec<u8> = records.flat_map(|(image, label)| [&[*label], image].concat()).collect();
    let file = std::env::temp_dir().join("data_batch_1.bin");
    let input = || page.driver().query(By::Css("[data-testid=own-input]"));

    page.open("lesson/vgg-cifar10/?width=1/8&data=own&backend=cpu").await?;
    page.until_fault("own-files", 60).await?;
    for (bytes, fault) in [(&batch[..batch.len() - 1], true), (&batch[..], false)] {
        std::fs::write(&file, bytes)?;
        input().first().await?.send_keys(file.display().to_string()).await?;
        if fault {
            page.until_fault("wrong-length", 60).await?;
        }
    }
    page.until_text("own-names", "data_batch_1.bin").await?;
    page.click("reset").await?;
    page.until("the reader's photographs", 60, |now| now.is("ready")).await?;
    page.click("step").await?;
    let now = page.until("a step on them", 60, |now| now.is("paused") && now.steps() == 1).await?;
    Ok(format!("500 photographs as a binary batch: first loss {:.3}", now.metric("train-loss")?))
}

/// A net that PyTorch trained reads digits before its first step here.
pub async fn weights(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    page.prepare("seed=1&backend=cpu").await?;
    let load = async |file: &str| -> Result<(), Trouble> {
        let input = page.driver().query(By::Css("[data-testid=load-input]")).first().await?;
        Ok(input.send_keys(host.fixture(file).display().to_string()).await?)
    };
    load("torch_file/os_system.pt").await?;
    let refused = page.until_fault("weights", 60).await?.fault_text.unwrap_or_default();
    ensure(refused.contains("nothing was run"), || format!("not refused as it should be: {refused}"))?;
    page.prepare("seed=1&backend=cpu").await?;
    load("cnn_mnist.pt").await?;
    let reads = |now: &Snapshot| now.metric("test-accuracy").is_ok_and(|accuracy| accuracy > 0.9);
    let now = page.until("the new weights to be tried", 60, |now| now.steps() == 0 && reads(now)).await?;
    let accuracy = now.metric("test-accuracy")?;
    ensure((accuracy - 0.963).abs() < 1e-9, || {
        format!("PyTorch reads 963 of these 1,000 images, this net {accuracy}")
    })?;
    Ok(format!("a PyTorch state dict reads {accuracy} of 1,000 test images, as it does in PyTorch"))
}
