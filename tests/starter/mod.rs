//! Digits of the committed subset of MNIST, as they are and as a reader might draw them: elsewhere and at another size.

use std::io::Read;
use std::path::Path;

/// Side of the pad that [`moved_and_scaled`] puts a digit on.
pub const PAD_PX: usize = 48;
const SIDE_PX: usize = 28;

/// The first test digits, u8 `[count, 28, 28]`, and their labels.
pub fn test_digits(count: usize) -> (Vec<u8>, Vec<u8>) {
    let pixels = unpacked("images").split_off(16);
    let labels = unpacked("labels").split_off(8);
    (pixels[..count * SIDE_PX * SIDE_PX].to_vec(), labels[..count].to_vec())
}

/// The digit at another size, by averaging when shrinking and linear interpolation when growing, somewhere on the pad.
pub fn moved_and_scaled(digit: &[u8], size_px: usize, index: usize) -> Vec<u8> {
    let scale = SIDE_PX as f32 / size_px as f32;
    let reach = scale.max(1.0) / 2.0;
    let weight = |to: usize, from: usize| {
        let centre = (to as f32 + 0.5) * scale;
        let overlap = (centre + reach).min(from as f32 + 1.0) - (centre - reach).max(from as f32);
        overlap.max(0.0) / (2.0 * reach)
    };
    let (left_px, top_px) = (index * 7 % (PAD_PX - size_px + 1), index * 11 % (PAD_PX - size_px + 1));
    let mut pad = vec![0; PAD_PX * PAD_PX];
    for y in 0..size_px {
        for x in 0..size_px {
            let ink: f32 = (0..digit.len())
                .filter(|&from| digit[from] > 0)
                .map(|from| f32::from(digit[from]) * weight(y, from / SIDE_PX) * weight(x, from % SIDE_PX))
                .sum();
            pad[(top_px + y) * PAD_PX + left_px + x] = ink.round() as u8;
        }
    }
    pad
}

/// The first MNIST test shard's images or labels, with their IDX header.
fn unpacked(kind: &str) -> Vec<u8> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/data");
    let catalog = std::fs::read_to_string(data.join("catalog.json")).expect("the catalogue is committed");
    let catalog: serde_json::Value = serde_json::from_str(&catalog).expect("the catalogue is JSON");
    let path = catalog["sets"]["mnist"]["test"][0][kind]["path"].as_str().expect("MNIST has a test shard");
    let packed = std::fs::read(data.join(path)).expect("the starter subset is committed");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("the starter subset is gzip");
    bytes
}
