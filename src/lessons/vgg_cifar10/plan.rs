//! The net's plan: which convolutions it has at which width, and what an image costs.

use crate::course::settings::Settings;

/// Maps of each block's convolutions at full width; a pooling ends each block.
const BLOCKS: [&[usize]; 5] = [&[64], &[128], &[256, 256], &[512, 512], &[512]];
/// Units of the hidden linear layer at full width.
const HIDDEN: usize = 100;
pub const CLASSES: usize = 10;
/// Shares of the full width, by the value of the setting `width`; each is twice the one before.
pub const WIDTHS: [&str; 4] = [THIN, "1/4", "1/2", WHOLE];
pub const THIN: &str = "1/8";
pub const WHOLE: &str = "1";

/// Sizes of every layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Maps of each convolution, block by block.
    pub blocks: Vec<Vec<usize>>,
    pub hidden: usize,
}

/// One 3 x 3 convolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conv {
    pub maps_in: usize,
    pub maps_out: usize,
    /// Height and width of its maps.
    pub side_px: usize,
    pub ends_block: bool,
}

impl Plan {
    pub fn of(settings: &Settings) -> Self {
        let halvings = WIDTHS.iter().rev().position(|width| *width == settings.choice("width")).unwrap_or_default();
        let thin = |maps: usize| maps >> halvings;
        let blocks = BLOCKS.iter().map(|block| block.iter().map(|maps| thin(*maps)).collect()).collect();
        Self { blocks, hidden: thin(HIDDEN).max(CLASSES) }
    }

    pub fn convs(&self) -> Vec<Conv> {
        let (mut maps_in, mut side_px) = (3, 32);
        let mut convs = Vec::new();
        for block in &self.blocks {
            for (place, &maps_out) in block.iter().enumerate() {
                convs.push(Conv { maps_in, maps_out, side_px, ends_block: place + 1 == block.len() });
                maps_in = maps_out;
            }
            side_px /= 2;
        }
        convs
    }

    /// Numbers that leave the last block.
    pub fn features(&self) -> usize {
        self.blocks.last().and_then(|block| block.last()).copied().unwrap_or_default()
    }

    /// Multiplications for one image forward: H W 9 in out for a convolution, in out for a linear layer.
    pub fn multiplications(&self) -> u64 {
        let convs =
            self.convs().iter().map(|conv| conv.side_px.pow(2) * 9 * conv.maps_in * conv.maps_out).sum::<usize>();
        (convs + self.features() * self.hidden + self.hidden * CLASSES) as u64
    }
}

/// Seconds that so many training images take on a device whose product of two matrices of `size` rows takes
/// `product_millis`: forward once, backward twice, at the same speed.
pub fn estimated_seconds(multiplications: u64, images: u64, size: u32, product_millis: f64) -> f64 {
    let per_second = f64::from(size).powi(3) / (product_millis / 1000.0);
    3.0 * multiplications as f64 * images as f64 / per_second
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::vgg_cifar10::MANIFEST;

    fn plan(width: &str) -> Plan {
        let (settings, faults) = Settings::from_pairs(MANIFEST.settings, [("width", width)]);
        assert_eq!(faults, []);
        Plan::of(&settings)
    }

    #[test]
    fn the_whole_net_is_the_one_of_the_lesson_s_text() {
        let plan = plan("1");
        let convs = plan.convs();
        assert_eq!(convs.iter().map(|conv| conv.maps_out).collect::<Vec<_>>(), [64, 128, 256, 256, 512, 512, 512]);
        assert_eq!(convs.iter().map(|conv| conv.side_px).collect::<Vec<_>>(), [32, 16, 8, 8, 4, 4, 2]);
        let parameters = convs.iter().map(|conv| 9 * conv.maps_in * conv.maps_out + conv.maps_out).sum::<usize>()
            + 513 * 100
            + 101 * 10;
        assert_eq!(parameters, 6_912_982);
        assert_eq!(plan.multiplications() / 1_000_000, 143);
    }

    #[test]
    fn a_thin_net_costs_almost_the_square_less() {
        let (thin, whole) = (plan("1/8"), plan("1"));
        assert_eq!((thin.features(), thin.hidden), (64, 12));
        let ratio = whole.multiplications() as f64 / thin.multiplications() as f64;
        assert!((55.0..64.0).contains(&ratio), "{ratio}");
    }

    #[test]
    fn an_estimate_is_work_over_speed() {
        // A million multiplications a second, three passes over ten images of a thousand each.
        assert!((estimated_seconds(1000, 10, 100, 1000.0) - 0.03).abs() < 1e-12);
    }
}
