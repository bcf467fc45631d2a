//! Convolutions, their gradients and pools on a GPU, in WGSL that is written for their sizes: burn's own, untuned, take the
//! worst shape for the small images of lessons. What this room has no way for goes to burn.

pub mod adam;
mod convolve;
mod filters;
mod launch;
mod pool;
mod row;

use burn::backend::ops::{ConvOptions, FloatTensorOps, ModuleOps};
use burn::backend::wgpu::{CubeBackend, CubeTensor, into_contiguous};
use burn::tensor::{DType, FloatDType, Shape};

pub use pool::{largest, largest_backward};

/// Sizes of a convolution with stride 1, in pixels and maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sizes {
    images: usize,
    maps_in: usize,
    maps_out: usize,
    height: usize,
    width: usize,
    /// Of a filter.
    side: usize,
    /// Zeros around an image, on each side.
    padding: usize,
}

/// Slopes of a convolution's inputs, each shaped as its input.
#[derive(Clone, Debug)]
pub struct Slopes {
    /// Where they were asked for.
    pub images: Option<CubeTensor>,
    pub filters: CubeTensor,
    /// `[maps_out]`
    pub biases: CubeTensor,
}

/// Images `[images, maps_in, height, width]` and filters `[maps_out, maps_in / groups, height, width]` to
/// `[images, maps_out, height_out, width_out]`.
pub fn conv2d(
    images: CubeTensor,
    filters: CubeTensor,
    biases: Option<CubeTensor>,
    options: ConvOptions<2>,
) -> CubeTensor {
    match Sizes::of(&images, &filters, &options) {
        Some(sizes) => convolve::forward(&sizes, images, filters, biases),
        None => CubeBackend::conv2d(images, filters, biases, options),
    }
}

/// From the slopes of [`conv2d`]'s output to those of its inputs.
pub fn conv2d_backward(
    images: CubeTensor,
    filters: CubeTensor,
    slopes: CubeTensor,
    options: ConvOptions<2>,
    wants_images: bool,
) -> Slopes {
    let maps_out = filters.meta.shape()[0];
    let Some(sizes) = Sizes::of(&images, &filters, &options) else {
        let biases = CubeBackend::float_zeros([maps_out].into(), &images.device, FloatDType::F32);
        return Slopes {
            images: wants_images.then(|| {
                CubeBackend::conv2d_x_backward(images.clone(), filters.clone(), slopes.clone(), options.clone())
            }),
            biases: CubeBackend::conv2d_bias_backward(images.clone(), biases, slopes.clone()),
            filters: CubeBackend::conv2d_weight_backward(images, filters, slopes, options),
        };
    };
    let slopes = into_contiguous(slopes);
    let by_burn = |filters| CubeBackend::conv2d_x_backward(images.clone(), filters, slopes.clone(), options.clone());
    Slopes {
        images: wants_images.then(|| match sizes.turned() {
            Some(turned) => convolve::backward(&turned, slopes.clone(), filters),
            None => by_burn(filters),
        }),
        biases: sums(slopes.clone(), &[sizes.images, maps_out, sizes.height_out() * sizes.width_out()]),
        filters: filters::slopes(&sizes, images.clone(), slopes.clone()),
    }
}

/// Over images and places: `[images, maps, places]` to `[maps]`.
fn sums(slopes: CubeTensor, shape: &[usize; 3]) -> CubeTensor {
    let slopes = CubeBackend::float_reshape(slopes, Shape::from(*shape));
    let sums = CubeBackend::float_sum_dim(CubeBackend::float_sum_dim(slopes, 2), 0);
    CubeBackend::float_reshape(sums, Shape::from([shape[1]]))
}

/// Maps that one invocation computes together, as a vector.
const LANES: usize = 4;

impl Sizes {
    /// Of a convolution that this room has a way for.
    fn of(images: &CubeTensor, filters: &CubeTensor, options: &ConvOptions<2>) -> Option<Self> {
        let [images_there, maps_in, height, width]: [usize; 4] = images.meta.shape()[..].try_into().ok()?;
        let [maps_out, _, side, side_x]: [usize; 4] = filters.meta.shape()[..].try_into().ok()?;
        let padding = options.padding_begin()[0];
        let is_even = *options == ConvOptions::new([1, 1], [padding, padding], [1, 1], 1);
        let sizes = Self { images: images_there, maps_in, maps_out, height, width, side, padding };
        let is_served = is_even
            && side == side_x
            && side > 1
            && padding < side
            && height + 2 * padding >= side
            && width + 2 * padding >= side
            && maps_out.is_multiple_of(LANES)
            && images_there * maps_in > 0
            && images.dtype == DType::F32
            && filters.dtype == DType::F32;
        is_served.then_some(sizes)
    }

    /// From the slopes of the answers to those of the images: a convolution too, with the filters turned round.
    fn turned(&self) -> Option<Self> {
        let turned = Self {
            images: self.images,
            maps_in: self.maps_out,
            maps_out: self.maps_in,
            height: self.height_out(),
            width: self.width_out(),
            side: self.side,
            padding: self.side - 1 - self.padding,
        };
        self.maps_in.is_multiple_of(LANES).then_some(turned)
    }

    fn height_out(&self) -> usize {
        self.height + 2 * self.padding + 1 - self.side
    }

    fn width_out(&self) -> usize {
        self.width + 2 * self.padding + 1 - self.side
    }
}
