//! A stretch of an image's row in named values, with zeros where the image has ended.

use super::Sizes;
use super::launch::line;

/// At most so many answers of a row are computed together.
const MOST: usize = 8;

/// How many answers of a row are computed together, none left over.
pub fn stretch(width_out: usize) -> usize {
    (1..=MOST).rev().find(|wide| width_out.is_multiple_of(*wide)).unwrap_or(1)
}

/// Reads the pixels that a stretch of answers looks at into `{name}0`, `{name}1` and so on. `row`, a `u32`, is where the image's
/// row begins in `array`; `left`, an `i32`, is the first pixel's place in that row.
pub fn read(text: &mut String, sizes: &Sizes, array: &str, row: &str, name: &str) {
    let wide = stretch(sizes.width_out());
    for place in 0..wide + sizes.side - 1 {
        let last = sizes.width_out() - wide + place;
        let is_inside = place >= sizes.padding && last < sizes.width + sizes.padding;
        match is_inside {
            true => line(text, format_args!("let {name}{place} = {array}[{row} + u32(left + {place})];")),
            false => {
                let width = sizes.width;
                line(
                    text,
                    format_args!(
                        "let {name}{place} = select(0.0, {array}[{row} + u32(clamp(left + {place}, 0, {}))], left + {place} >= 0 && left + {place} < {width});",
                        width - 1
                    ),
                );
            }
        }
    }
}
