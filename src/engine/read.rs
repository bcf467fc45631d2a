//! Reading tensors back without blocking: a browser's GPU has no other way.

use burn::tensor::{Tensor, TensorData, Transaction};

use protocol::{Fault, GpuFault};

/// The values of all these tensors, in one transaction.
///
/// # Errors
/// [`Fault::Gpu`] when the device no longer answers; the caller adds the step.
pub async fn read_all(tensors: Vec<Tensor<1>>) -> Result<Vec<Vec<f32>>, Fault> {
    if tensors.is_empty() {
        return Ok(Vec::new());
    }
    let transaction = tensors.into_iter().fold(Transaction::default(), Transaction::register);
    let data = transaction.execute_async().await.map_err(lost)?;
    data.into_iter().map(values).collect()
}

/// The values of one tensor, row by row.
///
/// # Errors
/// As [`read_all`].
pub async fn read<const D: usize>(tensor: Tensor<D>) -> Result<Vec<f32>, Fault> {
    values(tensor.into_data_async().await.map_err(lost)?)
}

fn values(data: TensorData) -> Result<Vec<f32>, Fault> {
    data.try_into_vec::<f32>().map_err(lost)
}

fn lost(error: impl std::fmt::Debug) -> Fault {
    GpuFault::Lost { detail: format!("{error:?}").into(), step: 0 }.into()
}
