//! The largest of four neighbours, and who won, seen again on the way back.

use burn::backend::wgpu::CubeTensor;
use burn::tensor::DType;

use super::launch::{Shader, line};

/// Planes `[images, maps, height, width]` to the largest of each two by two; none where a plane cannot be laid out with them.
pub fn largest(planes: &CubeTensor) -> Option<CubeTensor> {
    let [images, maps, height, width] = fours(planes)?;
    let [height_out, width_out] = [height / 2, width / 2];
    let mut body = four(height_out, width_out, width);
    line(&mut body, format_args!("out[at] = largest;"));
    let shader = Shader { body, invocations: images * maps * height_out * width_out };
    let shape = [images, maps, height_out, width_out];
    let [out] = shader.launch([("planes", "f32", planes.clone())], [("out", &shape)]);
    Some(out)
}

/// From the slopes of [`largest`]'s output to those of its planes: the first of the largest takes all.
pub fn largest_backward(planes: &CubeTensor, slopes: CubeTensor) -> CubeTensor {
    let shape @ [images, maps, height, width] = fours(planes).expect("they went this way");
    let [height_out, width_out] = [height / 2, width / 2];
    let mut body = four(height_out, width_out, width);
    let text = &mut body;
    line(
        text,
        format_args!("let winner = select(select(select(3u, 2u, c == largest), 1u, b == largest), 0u, a == largest);"),
    );
    for (place, to) in [0, 1, width, width + 1].into_iter().enumerate() {
        line(text, format_args!("out[begin + {to}u] = select(0.0, slopes[at], winner == {place}u);"));
    }
    let shader = Shader { body, invocations: images * maps * height_out * width_out };
    let inputs = [("planes", "f32", planes.clone()), ("slopes", "f32", slopes)];
    let [out] = shader.launch(inputs, [("out", &shape)]);
    out
}

/// The four of an answer in `a` to `d`, and the largest of them.
fn four(height_out: usize, width_out: usize, width: usize) -> String {
    let mut body = String::new();
    let text = &mut body;
    let plane = height_out * width_out;
    line(
        text,
        format_args!(
            "let begin = at / {plane}u * {}u + at / {width_out}u % {height_out}u * {}u + at % {width_out}u * 2u;",
            4 * plane,
            2 * width
        ),
    );
    for (name, to) in ["a", "b", "c", "d"].into_iter().zip([0, 1, width, width + 1]) {
        line(text, format_args!("let {name} = planes[begin + {to}u];"));
    }
    line(text, format_args!("let largest = max(max(a, b), max(c, d));"));
    body
}

fn fours(planes: &CubeTensor) -> Option<[usize; 4]> {
    let shape: [usize; 4] = planes.meta.shape()[..].try_into().ok()?;
    let is_whole = shape.iter().product::<usize>() > 0 && shape[2].is_multiple_of(2) && shape[3].is_multiple_of(2);
    (is_whole && planes.dtype == DType::F32).then_some(shape)
}
