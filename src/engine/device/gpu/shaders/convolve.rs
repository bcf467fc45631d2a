//! The answers of filters, and by filters turned round the slopes of images: one invocation computes a stretch of a row in four
//! maps, so that each number it reads meets several.

use burn::backend::ops::FloatTensorOps;
use burn::backend::wgpu::{CubeBackend, CubeTensor};

use super::launch::{Shader, line};
use super::row::{read, stretch};
use super::{LANES, Sizes};

/// Filters `[maps_out, maps_in, side, side]`.
pub fn forward(sizes: &Sizes, images: CubeTensor, filters: CubeTensor, biases: Option<CubeTensor>) -> CubeTensor {
    let filters = CubeBackend::float_permute(filters, &[1, 2, 3, 0]);
    let shader = shader(sizes, biases.is_some(), false);
    let (images, filters) = (("images", "f32", images), ("filters", "vec4<f32>", filters));
    let shape = shape_out(sizes);
    let [out] = match biases {
        Some(biases) => shader.launch([images, filters, ("biases", "vec4<f32>", biases)], [("out", &shape)]),
        None => shader.launch([images, filters], [("out", &shape)]),
    };
    out
}

/// For sizes that are [`Sizes::turned`], with the filters as they are on the way there: `[maps_in, maps_out, side, side]`.
pub fn backward(turned: &Sizes, slopes: CubeTensor, filters: CubeTensor) -> CubeTensor {
    let filters = CubeBackend::float_permute(filters, &[0, 2, 3, 1]);
    let inputs = [("images", "f32", slopes), ("filters", "vec4<f32>", filters)];
    let [out] = shader(turned, false, true).launch(inputs, [("out", &shape_out(turned))]);
    out
}

fn shape_out(sizes: &Sizes) -> [usize; 4] {
    [sizes.images, sizes.maps_out, sizes.height_out(), sizes.width_out()]
}

/// `filters` is `[maps_in, side, side, maps_out]`.
fn shader(sizes: &Sizes, has_biases: bool, is_turned: bool) -> Shader {
    let Sizes { images, maps_in, maps_out, height, width, side, padding } = *sizes;
    let (height_out, width_out) = (sizes.height_out(), sizes.width_out());
    let (wide, blocks) = (stretch(width_out), maps_out / LANES);
    let stretches = width_out / wide;
    let mut body = String::new();
    let text = &mut body;
    line(text, format_args!("let x = (at % {stretches}u) * {wide}u;"));
    line(text, format_args!("let y = at / {stretches}u % {height_out}u;"));
    line(text, format_args!("let block = at / {}u % {blocks}u;", stretches * height_out));
    line(text, format_args!("let image = at / {}u;", stretches * height_out * blocks));
    line(text, format_args!("let left = i32(x) - {padding};"));
    for answer in 0..wide {
        let begin = if has_biases { "biases[block]" } else { "vec4<f32>()" };
        line(text, format_args!("var sum{answer} = {begin};"));
    }
    line(text, format_args!("for (var map = 0u; map < {maps_in}u; map++) {{"));
    line(text, format_args!("for (var down = 0u; down < {side}u; down++) {{"));
    line(text, format_args!("let place = i32(y + down) - {padding};"));
    line(text, format_args!("if (place < 0 || place >= {height}) {{ continue; }}"));
    line(text, format_args!("let row = ((image * {maps_in}u + map) * {height}u + u32(place)) * {width}u;"));
    read(text, sizes, "images", "row", "pixel");
    let down = if is_turned { format!("({}u - down)", side - 1) } else { "down".to_owned() };
    line(text, format_args!("let first = (map * {side}u + {down}) * {}u + block;", side * blocks));
    for right in 0..side {
        let there = if is_turned { side - 1 - right } else { right };
        line(text, format_args!("let weights{right} = filters[first + {}u];", there * blocks));
        for answer in 0..wide {
            line(text, format_args!("sum{answer} += pixel{} * weights{right};", answer + right));
        }
    }
    line(text, format_args!("}}\n}}"));
    for lane in 0..LANES {
        let map = format!("(image * {maps_out}u + block * {LANES}u + {lane}u)");
        line(text, format_args!("let to{lane} = ({map} * {height_out}u + y) * {width_out}u + x;"));
        for answer in 0..wide {
            line(text, format_args!("out[to{lane} + {answer}u] = sum{answer}[{lane}];"));
        }
    }
    Shader { body, invocations: images * blocks * height_out * stretches }
}
