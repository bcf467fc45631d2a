//! The slopes of filters: a sum over all images and places, split among invocations by images and added up by burn.

use burn::backend::ops::FloatTensorOps;
use burn::backend::wgpu::{CubeBackend, CubeTensor};
use burn::tensor::Shape;

use super::launch::{Shader, line};
use super::row::{read, stretch};
use super::{LANES, Sizes};

/// So many invocations keep a GPU busy.
const BUSY: usize = 8_192;

/// Images `[images, maps_in, height, width]` and slopes `[images, maps_out, height_out, width_out]` to
/// `[maps_out, maps_in, side, side]`.
pub fn slopes(sizes: &Sizes, images: CubeTensor, slopes: CubeTensor) -> CubeTensor {
    let Sizes { maps_in, maps_out, side, .. } = *sizes;
    let (shader, shares) = shader(sizes);
    let filter = [maps_out, maps_in, side, side];
    let inputs = [("images", "f32", images), ("slopes", "f32", slopes)];
    let [parts] = shader.launch(inputs, [("out", &[shares, filter.iter().product()])]);
    CubeBackend::float_reshape(CubeBackend::float_sum_dim(parts, 0), Shape::from(filter))
}

/// Each invocation has one row of the filters of four maps out and one or two maps in. Its `out` is
/// `[shares, maps_out, maps_in, side, side]`.
fn shader(sizes: &Sizes) -> (Shader, usize) {
    let Sizes { images, maps_in, maps_out, height, width, side, padding } = *sizes;
    let (height_out, width_out) = (sizes.height_out(), sizes.width_out());
    let (wide, blocks) = (stretch(width_out), maps_out / LANES);
    let pair = if maps_in.is_multiple_of(2) { 2 } else { 1 };
    let pairs = maps_in / pair;
    let rows = side * pairs * blocks;
    let share = images.div_ceil(BUSY.div_ceil(rows).min(images));
    let shares = images.div_ceil(share);
    let mut body = String::new();
    let text = &mut body;
    line(text, format_args!("let down = at % {side}u;"));
    line(text, format_args!("let map = at / {side}u % {pairs}u * {pair}u;"));
    line(text, format_args!("let block = at / {}u % {blocks}u;", side * pairs));
    line(text, format_args!("let share = at / {rows}u;"));
    for (each, right) in (0..pair).flat_map(|each| (0..side).map(move |right| (each, right))) {
        line(text, format_args!("var sum{each}_{right} = vec4<f32>();"));
    }
    line(
        text,
        format_args!("for (var image = share * {share}u; image < min((share + 1u) * {share}u, {images}u); image++) {{"),
    );
    line(text, format_args!("for (var y = 0u; y < {height_out}u; y++) {{"));
    line(text, format_args!("let place = i32(y + down) - {padding};"));
    line(text, format_args!("if (place < 0 || place >= {height}) {{ continue; }}"));
    line(text, format_args!("let row0 = ((image * {maps_in}u + map) * {height}u + u32(place)) * {width}u;"));
    if pair == 2 {
        line(text, format_args!("let row1 = row0 + {}u;", height * width));
    }
    line(
        text,
        format_args!("let begin = ((image * {maps_out}u + block * {LANES}u) * {height_out}u + y) * {width_out}u;"),
    );
    line(text, format_args!("for (var x = 0u; x < {width_out}u; x += {wide}u) {{"));
    line(text, format_args!("let left = i32(x) - {padding};"));
    for each in 0..pair {
        read(text, sizes, "images", &format!("row{each}"), &format!("pixel{each}_"));
    }
    for answer in 0..wide {
        let slope = |lane: usize| format!("slopes[begin + x + {}u]", answer + lane * height_out * width_out);
        let four = [0, 1, 2, 3].map(slope).join(", ");
        line(text, format_args!("let slope{answer} = vec4<f32>({four});"));
        for (each, right) in (0..pair).flat_map(|each| (0..side).map(move |right| (each, right))) {
            line(text, format_args!("sum{each}_{right} += pixel{each}_{} * slope{answer};", answer + right));
        }
    }
    line(text, format_args!("}}\n}}\n}}"));
    for lane in 0..LANES {
        let map_out = format!("(share * {maps_out}u + block * {LANES}u + {lane}u)");
        line(text, format_args!("let to{lane} = (({map_out} * {maps_in}u + map) * {side}u + down) * {side}u;"));
        for (each, right) in (0..pair).flat_map(|each| (0..side).map(move |right| (each, right))) {
            let to = each * side * side + right;
            line(text, format_args!("out[to{lane} + {to}u] = sum{each}_{right}[{lane}];"));
        }
    }
    (Shader { body, invocations: rows * shares }, shares)
}
