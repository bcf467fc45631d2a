//! Convolutions of images, their gradients and pools on one core, for the sizes that lessons and programs train: filters of 3x3 or
//! 5x5 by Winograd's tiles, and those over few maps by products of shifted rows. On plain slices, and in [`flex`] on burn's tensors.

mod direct;
pub mod flex;
mod lanes;
mod phases;
mod pool;
mod product;
mod sparse;
mod transform;
mod winograd;

/// Sizes of a convolution with stride 1, in pixels and maps. Images are `[images, maps_in, height, width]`, filters
/// `[maps_out, maps_in, side, side]`, outputs `[images, maps_out, height_out, width_out]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    pub images: usize,
    pub maps_in: usize,
    pub maps_out: usize,
    pub height: usize,
    pub width: usize,
    /// Of a filter.
    pub side: usize,
    /// Zeros around an image, on each side.
    pub padding: usize,
}

/// What a loss says of a convolution's filters and biases, and of its images where that was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slopes {
    /// `[images, maps_in, height, width]`
    pub images: Option<Vec<f32>>,
    /// `[maps_out, maps_in, side, side]`
    pub filters: Vec<f32>,
    /// `[maps_out]`
    pub biases: Vec<f32>,
}

/// From so many input maps on, tiles save more than they cost.
const LEAST_MAPS: usize = 4;

impl Sizes {
    pub fn height_out(&self) -> usize {
        (self.height + 2 * self.padding + 1).saturating_sub(self.side)
    }

    pub fn width_out(&self) -> usize {
        (self.width + 2 * self.padding + 1).saturating_sub(self.side)
    }

    /// Whether this room has a way for these sizes. Gradients of images are had only where there are several maps.
    pub fn are_served(&self, wants_images: bool) -> bool {
        let is_whole = self.images * self.maps_in * self.maps_out * self.height_out() * self.width_out() > 0;
        // A tile that is mostly empty saves nothing.
        let fills_tiles = |answers: usize| self.height_out().min(self.width_out()) >= answers;
        let has_way = match self.side {
            _ if self.has_few_maps() => !wants_images,
            3 => fills_tiles(4),
            5 => fills_tiles(2),
            _ => false,
        };
        is_whole && self.padding < self.side && has_way
    }

    fn has_few_maps(&self) -> bool {
        self.maps_in < LEAST_MAPS
    }

    fn filter(&self) -> usize {
        self.side * self.side
    }

    fn values_in(&self) -> usize {
        self.maps_in * self.height * self.width
    }

    fn values_out(&self) -> usize {
        self.maps_out * self.height_out() * self.width_out()
    }
}

/// The filters' answers, `[images, maps_out, height_out, width_out]`. For sizes that [`Sizes::are_served`].
pub fn forward(sizes: &Sizes, images: &[f32], filters: &[f32], biases: Option<&[f32]>) -> Vec<f32> {
    match sizes.side {
        _ if sizes.has_few_maps() => direct::forward(sizes, images, filters, biases),
        3 => winograd::forward::<4>(sizes, images, filters, biases),
        _ => winograd::forward::<2>(sizes, images, filters, biases),
    }
}

/// From the slopes of the answers to those of filters, biases and, if wanted, images.
pub fn backward(sizes: &Sizes, images: &[f32], filters: &[f32], slopes: &[f32], wants_images: bool) -> Slopes {
    // Not by tiles: where a weight has met nothing its slope must be 0, and not what rounding leaves of it, which Adam would
    // follow as far as any other.
    let of_filters = match sizes.has_few_maps() {
        true => direct::backward(sizes, images, slopes),
        false => sparse::filters(sizes, images, slopes),
    };
    let by_tiles = || match sizes.side {
        3 => winograd::backward::<4>(sizes, filters, slopes),
        _ => winograd::backward::<2>(sizes, filters, slopes),
    };
    let of_images = wants_images.then(|| sparse::images(sizes, filters, slopes).unwrap_or_else(by_tiles));
    Slopes { images: of_images, filters: of_filters, biases: over_maps(sizes, slopes) }
}

/// Sums over images and places, `[maps_out]`.
fn over_maps(sizes: &Sizes, slopes: &[f32]) -> Vec<f32> {
    let mut sums = vec![0.0; sizes.maps_out];
    for image in slopes.chunks_exact(sizes.values_out()) {
        for (sum, map) in sums.iter_mut().zip(image.chunks_exact(sizes.values_out() / sizes.maps_out)) {
            *sum += lanes::sum(map);
        }
    }
    sums
}

#[cfg(test)]
mod tests;
