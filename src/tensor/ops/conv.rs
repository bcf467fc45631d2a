//! Convolutions and pools over planes `[batch, channels, height, width]`, by our kernels and burn's.

use burn_backend::ops::{ConvOptions, ConvTransposeOptions, ModuleOps};
use burn_flex::{Flex, FlexTensor};
use convolution::flex as kernels;

use super::{only, wanted};
use crate::dtype::Dtype;
use crate::element::contiguous;
use crate::error::{Outcome, runtime};
use crate::ops::reduce;
use crate::tape::{Record, no_second};
use crate::tensor::Tensor;
use crate::view::{View, bracketed};

type Pair = [usize; 2];

/// How a window moves over a plane.
#[derive(Clone, Copy, Debug)]
pub struct Moves {
    pub stride: Pair,
    pub padding: Pair,
    pub dilation: Pair,
    pub groups: usize,
}

impl Moves {
    fn options(self) -> ConvOptions<2> {
        ConvOptions::new(self.stride, self.padding, self.dilation, self.groups)
    }
}

fn flex(tensor: &Tensor) -> FlexTensor {
    contiguous(&tensor.view()).flex()
}

fn back(tensor: FlexTensor, dtype: Dtype) -> Tensor {
    Tensor::new(View::from_flex(tensor, dtype))
}

/// Only floats of one dtype, and none of half a width, which burn would round at each step.
fn check_dtype(x: &Tensor, weight: &Tensor) -> Outcome<Dtype> {
    match (x.dtype(), weight.dtype()) {
        (a, b) if a != b => runtime(format!(
            "Input type (torch.{}Tensor) and weight type (torch.{}Tensor) should be the same",
            a.scalar_name(),
            b.scalar_name()
        )),
        (a, _) if !a.is_float() => runtime(format!("\"slow_conv2d_cpu\" not implemented for '{}'", a.scalar_name())),
        (a, _) => Ok(a),
    }
}

/// The cross-correlation of x `[n, inputs, h, w]` with weight `[outputs, inputs / groups, kh, kw]`.
///
/// # Errors
/// Channels that do not fit; a kernel larger than the padded plane.
pub fn conv2d(x: &Tensor, weight: &Tensor, bias: Option<&Tensor>, moves: Moves) -> Outcome<Tensor> {
    let dtype = check_dtype(x, weight)?;
    let (planes, kernel) = (x.shape(), weight.shape());
    if planes.len() != 4 || kernel.len() != 4 {
        return runtime(format!(
            "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: {}",
            bracketed(&planes)
        ));
    }
    if planes[1] != kernel[1] * moves.groups {
        return runtime(format!(
            "Given groups={}, weight of size {}, expected input{} to have {} channels, but got {} channels instead",
            moves.groups,
            bracketed(&kernel),
            bracketed(&planes),
            kernel[1] * moves.groups,
            planes[1]
        ));
    }
    let padded = |axis: usize| planes[axis + 2] + 2 * moves.padding[axis];
    let covered = |axis: usize| moves.dilation[axis] * (kernel[axis + 2] - 1) + 1;
    if (0..2).any(|axis| padded(axis) < covered(axis)) {
        return runtime(format!(
            "Calculated padded input size per channel: ({} x {}). Kernel size: ({} x {}). Kernel size can't be greater than actual input size",
            padded(0),
            padded(1),
            covered(0),
            covered(1)
        ));
    }
    let out = back(kernels::conv2d(flex(x), flex(weight), bias.map(flex), moves.options()), dtype);
    let inputs: Vec<&Tensor> = [x, weight].into_iter().chain(bias).collect();
    Record { name: "ConvolutionBackward0", inputs: &inputs, keep_inputs: &[0, 1], keep_outputs: &[] }.tie(
        &[&out],
        move |saved, gradients| {
            no_second("a convolution")?;
            let g = only(gradients);
            let (x, weight) = (saved.input(0)?, saved.input(1)?);
            let wants: Vec<bool> = (0..saved.inputs()).map(|input| saved.needs(input)).collect();
            let found = kernels::conv2d_backward(flex(&x), flex(&weight), flex(g), moves.options(), wants[0]);
            let found = [found.images, Some(found.filters), Some(found.biases)];
            let gradients = found.into_iter().zip(wants).map(|(found, is_wanted)| found.filter(|_| is_wanted));
            Ok(gradients.map(|found| found.map(|found| back(found, dtype))).collect())
        },
    );
    Ok(out)
}

/// The transpose of a convolution: x `[n, inputs, h, w]`, weight `[inputs, outputs / groups, kh, kw]`.
///
/// # Errors
/// Channels that do not fit.
pub fn conv_transpose2d(
    x: &Tensor,
    weight: &Tensor,
    bias: Option<&Tensor>,
    moves: Moves,
    output_padding: Pair,
) -> Outcome<Tensor> {
    let dtype = check_dtype(x, weight)?;
    let (planes, kernel) = (x.shape(), weight.shape());
    if planes.len() != 4 || kernel.len() != 4 || planes[1] != kernel[0] {
        return runtime(format!(
            "Given transposed=1, weight of size {}, expected input{} to have {} channels, but got {} channels instead",
            bracketed(&kernel),
            bracketed(&planes),
            kernel.first().unwrap_or(&0),
            planes.get(1).unwrap_or(&0)
        ));
    }
    let options =
        move || ConvTransposeOptions::new(moves.stride, moves.padding, output_padding, moves.dilation, moves.groups);
    let out = back(Flex::conv_transpose2d(flex(x), flex(weight), bias.map(flex), options()), dtype);
    let inputs: Vec<&Tensor> = [x, weight].into_iter().chain(bias).collect();
    Record { name: "ConvolutionBackward0", inputs: &inputs, keep_inputs: &[0, 1], keep_outputs: &[] }.tie(
        &[&out],
        move |saved, gradients| {
            no_second("a convolution")?;
            let g = only(gradients);
            let (x, weight) = (saved.input(0)?, saved.input(1)?);
            let of_x = wanted(saved, 0, || {
                Ok(back(Flex::conv_transpose2d_x_backward(flex(&weight), flex(g), options()), dtype))
            })?;
            let of_weight = wanted(saved, 1, || {
                Ok(back(Flex::conv_transpose2d_weight_backward(flex(&x), flex(&weight), flex(g), options()), dtype))
            })?;
            let mut gradients = vec![of_x, of_weight];
            if saved.inputs() > 2 {
                gradients.push(wanted(saved, 2, || reduce::sum(g, &[0, 2, 3], false, None))?);
            }
            Ok(gradients)
        },
    );
    Ok(out)
}

/// How a pool's window lies.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub kernel: Pair,
    pub stride: Pair,
    pub padding: Pair,
    pub dilation: Pair,
    pub is_ceil: bool,
    /// Whether padding counts in a mean.
    pub counts_padding: bool,
}

fn check_window(x: &Tensor, window: &Window, name: &str) -> Outcome<()> {
    let shape = x.shape();
    if shape.len() != 4 {
        return runtime(format!("{name}(): Expected 3D or 4D tensor for input, but got: {}", bracketed(&shape)));
    }
    if !x.dtype().is_float() {
        return runtime(format!("\"{name}\" not implemented for '{}'", x.dtype().scalar_name()));
    }
    if (0..2).any(|axis| window.padding[axis] * 2 > window.kernel[axis]) {
        return runtime(format!(
            "pad should be at most half of kernel size, but got pad={} and kernel_size={}",
            window.padding[0], window.kernel[0]
        ));
    }
    let room = |axis: usize| shape[axis + 2] + 2 * window.padding[axis];
    if (0..2).any(|axis| room(axis) < window.dilation[axis] * (window.kernel[axis] - 1) + 1) {
        return runtime(format!(
            "Given input size: ({}x{}x{}). Calculated output size: ({}x0x0). Output size is too small",
            shape[1], shape[2], shape[3], shape[1]
        ));
    }
    Ok(())
}

/// The largest number of each window, and its place in the plane.
///
/// # Errors
/// A window larger than the plane.
pub fn max_pool2d(x: &Tensor, window: Window) -> Outcome<(Tensor, Tensor)> {
    check_window(x, &window, "max_pool2d")?;
    let dtype = x.dtype();
    let Window { kernel, stride, padding, dilation, is_ceil, .. } = window;
    let windows = kernels::Windows { kernel, stride, padding, dilation, is_ceil };
    let (out, places) = kernels::max_pool2d(flex(x), windows);
    let (out, places) = (back(out, dtype), back(places, Dtype::I64));
    let kept = places.clone();
    Record { name: "MaxPool2DWithIndicesBackward0", inputs: &[x], keep_inputs: &[0], keep_outputs: &[] }.tie(
        &[&out],
        move |saved, gradients| {
            no_second("a pool")?;
            let (x, g) = (flex(&saved.input(0)?), flex(only(gradients)));
            Ok(vec![Some(back(kernels::max_pool2d_backward(x, windows, flex(&kept), g), dtype))])
        },
    );
    Ok((out, places))
}

/// The mean of each window.
///
/// # Errors
/// A window larger than the plane.
pub fn avg_pool2d(x: &Tensor, window: Window) -> Outcome<Tensor> {
    check_window(x, &window, "avg_pool2d")?;
    let dtype = x.dtype();
    let Window { kernel, stride, padding, is_ceil, counts_padding, .. } = window;
    let out = back(Flex::avg_pool2d(flex(x), kernel, stride, padding, counts_padding, is_ceil), dtype);
    Record { name: "AvgPool2DBackward0", inputs: &[x], keep_inputs: &[0], keep_outputs: &[] }.tie(
        &[&out],
        move |saved, gradients| {
            no_second("a pool")?;
            let x = flex(&saved.input(0)?);
            let g =
                Flex::avg_pool2d_backward(x, flex(only(gradients)), kernel, stride, padding, counts_padding, is_ceil);
            Ok(vec![Some(back(g, dtype))])
        },
    );
    Ok(out)
}

/// The means of as many windows as are asked for.
///
/// # Errors
/// Other ranks.
pub fn adaptive_avg_pool2d(x: &Tensor, size: Pair) -> Outcome<Tensor> {
    let dtype = x.dtype();
    if x.rank() != 4 || !dtype.is_float() {
        return runtime(format!("adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got {}", bracketed(&x.shape())));
    }
    let out = back(Flex::adaptive_avg_pool2d(flex(x), size), dtype);
    let name = if size == [1, 1] { "MeanBackward1" } else { "AdaptiveAvgPool2DBackward0" };
    Record { name, inputs: &[x], keep_inputs: &[0], keep_outputs: &[] }.tie(&[&out], move |saved, gradients| {
        no_second("a pool")?;
        let g = Flex::adaptive_avg_pool2d_backward(flex(&saved.input(0)?), flex(only(gradients)));
        Ok(vec![Some(back(g, dtype))])
    });
    Ok(out)
}
