//! The same for tensors of burn's CPU backend: what this room has no way for goes to burn's own kernels.

use burn_backend::ops::{ConvOptions, ModuleOps};
use burn_backend::{DType, IntDType, TensorData};
use burn_flex::{Flex, FlexTensor};

use crate::{Sizes, lanes, pool};

/// Slopes of a convolution's inputs, each shaped as its input.
#[derive(Clone, Debug)]
pub struct Slopes {
    /// Where they were asked for.
    pub images: Option<FlexTensor>,
    pub filters: FlexTensor,
    /// `[maps_out]`
    pub biases: FlexTensor,
}

/// Images `[images, maps_in, height, width]` and filters `[maps_out, maps_in / groups, height, width]` to
/// `[images, maps_out, height_out, width_out]`.
pub fn conv2d(
    images: FlexTensor,
    filters: FlexTensor,
    biases: Option<FlexTensor>,
    options: ConvOptions<2>,
) -> FlexTensor {
    if let Some(sizes) = sizes(&images, &filters, &options, false) {
        let [images, filters] = [&images, &filters].map(FlexTensor::to_contiguous);
        let biases = biases.as_ref().map(FlexTensor::to_contiguous);
        let out = crate::forward(&sizes, values(&images), values(&filters), biases.as_ref().map(values));
        if is_finite(&out) {
            return tensor(out, &[sizes.images, sizes.maps_out, sizes.height_out(), sizes.width_out()]);
        }
    }
    Flex::conv2d(images, filters, biases, options)
}

/// From the slopes of [`conv2d`]'s output to those of its inputs.
pub fn conv2d_backward(
    images: FlexTensor,
    filters: FlexTensor,
    slopes: FlexTensor,
    options: ConvOptions<2>,
    wants_images: bool,
) -> Slopes {
    if let Some(sizes) = sizes(&images, &filters, &options, wants_images) {
        let [images, filters, slopes] = [&images, &filters, &slopes].map(FlexTensor::to_contiguous);
        let found = crate::backward(&sizes, values(&images), values(&filters), values(&slopes), wants_images);
        // What has no slope is not looked at, but times an infinite pixel it is no number.
        if is_finite(values(&images)) && found.images.as_deref().is_none_or(is_finite) {
            let like = |values: Vec<f32>, other: &FlexTensor| tensor(values, other.layout().shape());
            return Slopes {
                images: found.images.map(|values| like(values, &images)),
                filters: like(found.filters, &filters),
                biases: tensor(found.biases, &[sizes.maps_out]),
            };
        }
    }
    let biases = FlexTensor::zeros([filters.layout().shape()[0]].into(), filters.dtype());
    Slopes {
        images: wants_images
            .then(|| Flex::conv2d_x_backward(images.clone(), filters.clone(), slopes.clone(), options.clone())),
        biases: Flex::conv2d_bias_backward(images.clone(), biases, slopes.clone()),
        filters: Flex::conv2d_weight_backward(images, filters, slopes, options),
    }
}

/// A tile spreads what is no number, or infinite, over all its answers: where one of them is, burn says which.
fn is_finite(values: &[f32]) -> bool {
    lanes::sum(values).is_finite()
}

/// How a pool's windows lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    pub kernel: [usize; 2],
    pub stride: [usize; 2],
    pub padding: [usize; 2],
    pub dilation: [usize; 2],
    /// Whether windows may reach beyond the planes.
    pub is_ceil: bool,
}

impl Windows {
    /// Two by two, side by side.
    pub const FOURS: Self = Self { kernel: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1], is_ceil: false };

    /// The planes' sizes, where the windows are two by two side by side, for which this room has a way.
    fn fours(&self, planes: &FlexTensor) -> Option<[usize; 4]> {
        let shape: [usize; 4] = planes.layout().shape()[..].try_into().ok()?;
        (*self == Self::FOURS && planes.dtype() == DType::F32 && shape[2].min(shape[3]) > 1).then_some(shape)
    }
}

/// Planes `[images, maps, height, width]` to the largest of each window, and their places within the plane.
pub fn max_pool2d(planes: FlexTensor, windows: Windows) -> (FlexTensor, FlexTensor) {
    match windows.fours(&planes) {
        Some([images, maps, height, width]) => {
            let (largest, places) = pool::largest_of_four(values(&planes.to_contiguous()), height, width);
            let shape = [images, maps, height / 2, width / 2];
            (tensor(largest, &shape), FlexTensor::from_data(TensorData::new(places, shape.to_vec())))
        }
        None => {
            let Windows { kernel, stride, padding, dilation, is_ceil } = windows;
            let pooled =
                Flex::max_pool2d_with_indices(planes, kernel, stride, padding, dilation, is_ceil, IntDType::I64);
            (pooled.output, pooled.indices)
        }
    }
}

/// The same without the places.
pub fn largest(planes: FlexTensor, windows: Windows) -> FlexTensor {
    match windows.fours(&planes) {
        Some([images, maps, height, width]) => {
            let largest = pool::largest(values(&planes.to_contiguous()), height, width);
            tensor(largest, &[images, maps, height / 2, width / 2])
        }
        None => max_pool2d(planes, windows).0,
    }
}

/// From the slopes of [`largest`]'s output to those of its planes.
pub fn largest_backward(planes: FlexTensor, windows: Windows, slopes: FlexTensor) -> FlexTensor {
    match windows.fours(&planes) {
        Some([_, _, height, width]) => {
            let [planes, slopes] = [&planes, &slopes].map(FlexTensor::to_contiguous);
            tensor(pool::slopes(values(&planes), height, width, values(&slopes)), planes.layout().shape())
        }
        None => {
            let (_, places) = max_pool2d(planes.clone(), windows);
            max_pool2d_backward(planes, windows, places, slopes)
        }
    }
}

/// From the slopes of [`max_pool2d`]'s output to those of its planes.
pub fn max_pool2d_backward(planes: FlexTensor, windows: Windows, places: FlexTensor, slopes: FlexTensor) -> FlexTensor {
    let Windows { kernel, stride, padding, dilation, is_ceil } = windows;
    Flex::max_pool2d_with_indices_backward(planes, kernel, stride, padding, dilation, is_ceil, slopes, places).x_grad
}

/// None where burn must do it.
fn sizes(images: &FlexTensor, filters: &FlexTensor, options: &ConvOptions<2>, wants_images: bool) -> Option<Sizes> {
    let &[images_count, maps_in, height, width] = &images.layout().shape()[..] else { return None };
    let &[maps_out, _, side, side_across] = &filters.layout().shape()[..] else { return None };
    let padding = options.padding[0].0;
    let is_plain = [images.dtype(), filters.dtype()] == [DType::F32; 2]
        && (options.stride, options.dilation, options.groups) == ([1, 1], [1, 1], 1)
        && options.padding == [(padding, padding); 2]
        && side == side_across;
    let sizes = Sizes { images: images_count, maps_in, maps_out, height, width, side, padding };
    (is_plain && sizes.are_served(wants_images)).then_some(sizes)
}

/// Of a contiguous tensor.
fn values(tensor: &FlexTensor) -> &[f32] {
    tensor.as_slice().expect("a contiguous tensor of single precision is a slice")
}

fn tensor(values: Vec<f32>, shape: &[usize]) -> FlexTensor {
    FlexTensor::from_data(TensorData::new(values, shape.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_infinite_stays_where_it_is() {
        let options = || ConvOptions::new([1, 1], [1, 1], [1, 1], 1);
        let (mut images, filters) = (ramp(&[1, 4, 6, 7]), ramp(&[5, 4, 3, 3]));
        images.storage_mut::<f32>()[0] = f32::INFINITY;
        let out = conv2d(images.clone(), filters.clone(), None, options());
        let burns = Flex::conv2d(images.clone(), filters.clone(), None, options());
        let bits = |tensor: &FlexTensor| {
            values(&tensor.to_contiguous()).iter().map(|value| value.is_finite()).collect::<Vec<_>>()
        };
        assert_eq!(bits(&out), bits(&burns));
        assert!(bits(&out).contains(&true));
        let slopes = tensor(vec![0.0; 5 * 6 * 7], &[1, 5, 6, 7]);
        let found = conv2d_backward(images.clone(), filters.clone(), slopes.clone(), options(), false);
        let burns = Flex::conv2d_weight_backward(images, filters, slopes, options());
        assert_eq!(bits(&found.filters), bits(&burns));
        assert!(bits(&found.filters).contains(&false));
    }

    #[test]
    fn a_pool_is_burns_to_the_bit() {
        let plain = Windows { kernel: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1], is_ceil: false };
        for windows in [plain, Windows { is_ceil: true, ..plain }, Windows { kernel: [3, 3], padding: [1, 1], ..plain }]
        {
            let planes = ramp(&[2, 3, 5, 7]);
            let (largest, places) = max_pool2d(planes.clone(), windows);
            let Windows { kernel, stride, padding, dilation, is_ceil } = windows;
            let burns = Flex::max_pool2d_with_indices(
                planes.clone(),
                kernel,
                stride,
                padding,
                dilation,
                is_ceil,
                IntDType::I64,
            );
            assert_eq!(apart(&largest, &burns.output), 0.0);
            assert_eq!(places.as_slice::<i64>(), burns.indices.as_slice::<i64>());
            assert_eq!(apart(&super::largest(planes.clone(), windows), &largest), 0.0);
            let slopes = max_pool2d_backward(planes.clone(), windows, places, largest.clone());
            assert_eq!(apart(&largest_backward(planes, windows, largest), &slopes), 0.0);
        }
    }

    fn ramp(shape: &[usize]) -> FlexTensor {
        let count: usize = shape.iter().product();
        tensor((0..count).map(|at| (at * 7 % 11) as f32 / 10.0 - 0.5).collect(), shape)
    }

    /// Largest difference.
    fn apart(a: &FlexTensor, b: &FlexTensor) -> f32 {
        assert_eq!(a.layout().shape(), b.layout().shape());
        let (a, b) = (a.to_contiguous(), b.to_contiguous());
        values(&a).iter().zip(values(&b)).fold(0.0, |most: f32, (a, b)| most.max((a - b).abs()))
    }

    #[test]
    fn ours_is_burns_whoever_computes_it() {
        // Served; a stride, two groups and unlike paddings, which are not; one map, whose slopes are not.
        let plain = || ConvOptions::new([1, 1], [1, 1], [1, 1], 1);
        for (maps, options) in [
            (4, plain()),
            (4, ConvOptions { stride: [2, 2], ..plain() }),
            (4, ConvOptions { padding: [(1, 1), (0, 0)], ..plain() }),
            (1, plain()),
        ] {
            let (images, filters, biases) = (ramp(&[2, maps, 6, 7]), ramp(&[5, maps, 3, 3]), ramp(&[5]));
            // Turned around and back: not contiguous, as tensors from views are.
            let images = images.transpose(2, 3).to_contiguous().transpose(2, 3);
            let out = conv2d(images.clone(), filters.clone(), Some(biases.clone()), options.clone());
            let burns = Flex::conv2d(images.clone(), filters.clone(), Some(biases.clone()), options.clone());
            assert!(apart(&out, &burns) < 1e-5, "{options:?}");
            let slopes = ramp(out.layout().shape());
            let found = conv2d_backward(images.clone(), filters.clone(), slopes.clone(), options.clone(), true);
            let of_images = Flex::conv2d_x_backward(images.clone(), filters.clone(), slopes.clone(), options.clone());
            let of_filters =
                Flex::conv2d_weight_backward(images.clone(), filters.clone(), slopes.clone(), options.clone());
            assert!(apart(&found.images.unwrap(), &of_images) < 1e-5, "{options:?}");
            assert!(apart(&found.filters, &of_filters) < 2e-5, "{options:?}");
            let of_biases = Flex::conv2d_bias_backward(images.clone(), biases, slopes.clone());
            assert!(apart(&found.biases, &of_biases) < 1e-5, "{options:?}");
            assert!(conv2d_backward(images, filters, slopes, options, false).images.is_none());
        }
    }
}
