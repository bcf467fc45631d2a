//! Times square matrices on a device: there and back, and their product. Where does the GPU start to win?

use burn::tensor::{Device, Tensor, TensorData};
use web_time::Instant;

use super::read::read;
use protocol::{Backend, Cause, Fault, GpuFault, RacePoint};

/// Each thing is repeated for so long and the mean taken: a browser's clock is too coarse for one small product.
const MEASURED_MILLIS: f64 = 40.0;
/// A device that took this long for one product is not asked for larger ones.
const PATIENCE_MILLIS: f64 = 2_000.0;

/// Mean times for each of these sizes (rows of a square f32 matrix), in their order.
///
/// A product counts until one of its cells is back, because a GPU only starts to compute when someone waits for it.
///
/// # Errors
/// [`Fault::Gpu`] when the device no longer answers, or a product is wrong.
pub async fn race(device: &Device, backend: Backend, sizes: &[u32]) -> Result<Vec<RacePoint>, Fault> {
    let mut points: Vec<RacePoint> = Vec::new();
    for &size in sizes {
        if points.last().is_some_and(|point| point.product_millis > PATIENCE_MILLIS) {
            break;
        }
        points.push(time(device, backend, size).await?);
    }
    Ok(points)
}

async fn time(device: &Device, backend: Backend, size: u32) -> Result<RacePoint, Fault> {
    let ones = vec![1f32; (size as usize).pow(2)];
    let matrix = to_device(&ones, size, device);
    // A GPU compiles its programs when they are first used.
    multiply(&matrix, size).await?;
    let move_millis = mean_millis(async || read(to_device(&ones, size, device)).await.map(drop)).await?;
    let product_millis = mean_millis(async || multiply(&matrix, size).await).await?;
    Ok(RacePoint { backend, size, move_millis, product_millis })
}

/// At least one time, however long it takes.
async fn mean_millis(work: impl AsyncFn() -> Result<(), Fault>) -> Result<f64, Fault> {
    let began = Instant::now();
    let mut times = 0.0;
    loop {
        work().await?;
        times += 1.0;
        let millis = began.elapsed().as_secs_f64() * 1000.0;
        if millis >= MEASURED_MILLIS {
            return Ok(millis / times);
        }
    }
}

fn to_device(values: &[f32], size: u32, device: &Device) -> Tensor<2> {
    Tensor::from_data(TensorData::new(values.to_vec(), [size as usize; 2]), device)
}

/// Each cell of ones times ones is the number of rows: a GPU whose program fails would leave zeros.
async fn multiply(matrix: &Tensor<2>, size: u32) -> Result<(), Fault> {
    let product = matrix.clone().matmul(matrix.clone());
    let cell = read(product.slice([0..1, 0..1])).await?;
    match cell[..] {
        [value] if (value - size as f32).abs() < 0.5 => Ok(()),
        _ => Err(GpuFault::SelfTest { detail: Cause::WrongProduct { size } }.into()),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn every_size_gets_its_times() {
        let points = pollster::block_on(race(&Device::flex(), Backend::Cpu, &[4, 16, 64])).unwrap();
        assert_eq!(points.iter().map(|point| point.size).collect::<Vec<_>>(), [4, 16, 64]);
        assert!(points.iter().all(|point| point.move_millis > 0.0 && point.product_millis > 0.0));
    }
}
