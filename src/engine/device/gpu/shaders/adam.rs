//! A step of Adam in one pass over the values, where burn takes thirteen.

use burn::backend::wgpu::CubeTensor;

use super::launch::{Shader, line};

/// Values, their slopes and both moments, each `[n]`, and the numbers of `gpu::adam` in one row: to the values and
/// moments after the step.
pub fn step(values: CubeTensor, slopes: CubeTensor, moments: [CubeTensor; 2], numbers: CubeTensor) -> [CubeTensor; 3] {
    let shape = values.meta.shape()[..].to_vec();
    let mut body = String::new();
    let text = &mut body;
    line(text, format_args!("let slope = slopes[at] + numbers[5] * values[at];"));
    line(text, format_args!("let mean = numbers[1] * first[at] + (1.0 - numbers[1]) * slope;"));
    line(text, format_args!("let square = numbers[2] * second[at] + (1.0 - numbers[2]) * slope * slope;"));
    line(text, format_args!("let spread = sqrt(square / numbers[4]) + numbers[6];"));
    line(text, format_args!("out[at] = values[at] - numbers[0] * mean / numbers[3] / spread;"));
    line(text, format_args!("mean_out[at] = mean;"));
    line(text, format_args!("square_out[at] = square;"));
    let [first, second] = moments;
    let inputs = [("values", values), ("slopes", slopes), ("first", first), ("second", second), ("numbers", numbers)];
    let inputs = inputs.map(|(name, tensor)| (name, "f32", tensor));
    let invocations = shape.iter().product();
    let outputs = ["out", "mean_out", "square_out"].map(|name| (name, shape.as_slice()));
    Shader { body, invocations }.launch(inputs, outputs)
}
