//! Convolutions and pools of a net's layers by kernels of our own, which take less time than burn's.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::NoCheckpointing;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::ops::ConvOptions;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, DispatchKindConversion, DispatchTensor, Flex};
use burn::nn::PaddingConfig2d;
use burn::nn::conv::Conv2d;
use burn::nn::pool::MaxPool2d;
use burn::tensor::Tensor;
use convolution::flex::{self, Windows};

use crate::device::gpu::OnGpu;

/// `conv.forward(images)`: images `[n, maps_in, height, width]` to maps `[n, maps_out, height_out, width_out]`.
pub fn convolve(conv: &Conv2d, images: Tensor<4>) -> Tensor<4> {
    let PaddingConfig2d::Explicit(top, left, bottom, right) = conv.padding else { return conv.forward(images) };
    let Some(bias) = &conv.bias else { return conv.forward(images) };
    let options =
        ConvOptions::new_with_padding(conv.stride, [(top, bottom), (left, right)], conv.dilation, conv.groups);
    let inputs = (images, conv.weight.val(), bias.val());
    convolved::<Flex>(&inputs, &options)
        .or_else(|| convolved::<OnGpu>(&inputs, &options))
        .unwrap_or_else(|| conv.forward(inputs.0))
}

/// `layer.forward(maps)`: maps `[n, maps, height, width]` to the largest of each window, `[n, maps, height_out, width_out]`.
pub fn pool(layer: &MaxPool2d, maps: Tensor<4>) -> Tensor<4> {
    let PaddingConfig2d::Valid = layer.padding else { return layer.forward(maps) };
    let (kernel, stride, is_ceil) = (layer.kernel_size, layer.stride, layer.ceil_mode);
    let windows = Windows { kernel, stride, padding: [0, 0], dilation: layer.dilation, is_ceil };
    pooled::<Flex>(&maps, windows).or_else(|| pooled::<OnGpu>(&maps, windows)).unwrap_or_else(|| layer.forward(maps))
}

/// A backend for which there are such kernels.
pub trait Kernels: Backend {
    /// Images, filters and biases to maps.
    fn answers(inputs: [FloatTensor<Self>; 3], options: ConvOptions<2>) -> FloatTensor<Self>;

    /// From the slopes of maps to those of images, where they are wanted, filters and biases.
    fn slopes(
        images: FloatTensor<Self>,
        filters: FloatTensor<Self>,
        slopes: FloatTensor<Self>,
        options: ConvOptions<2>,
        wants_images: bool,
    ) -> (Option<FloatTensor<Self>>, FloatTensor<Self>, FloatTensor<Self>);

    /// The largest of each window; none where these windows are left to burn.
    fn largest(maps: &FloatTensor<Self>, windows: Windows) -> Option<FloatTensor<Self>>;

    /// From the slopes of what [`Kernels::largest`] gives to those of its maps.
    fn largest_backward(maps: FloatTensor<Self>, windows: Windows, slopes: FloatTensor<Self>) -> FloatTensor<Self>;
}

type Inputs = (Tensor<4>, Tensor<4>, Tensor<1>);

/// Images, filters and biases to maps, with or without a way back; none where they lie on another backend.
fn convolved<B: Kernels>((images, filters, biases): &Inputs, options: &ConvOptions<2>) -> Option<Tensor<4>>
where
    DispatchTensor: DispatchKindConversion<B> + DispatchKindConversion<Autodiff<B>>,
{
    if let Some([images, filters, biases]) = on::<Autodiff<B>>(images, filters, biases) {
        let ((images, of_images), (filters, of_filters), (biases, of_biases)) =
            (images.into_parts(), filters.into_parts(), biases.into_parts());
        let out = B::answers([images.clone(), filters.clone(), biases], options.clone());
        let way = Way.prepare::<NoCheckpointing>([of_images, of_filters, of_biases]).compute_bound().stateful();
        return Some(Tensor::from_primitive::<Autodiff<B>>(match way {
            OpsKind::Tracked(way) => way.finish((images, filters, options.clone()), out),
            OpsKind::UnTracked(way) => way.finish(out),
        }));
    }
    let inputs = on::<B>(images, filters, biases)?;
    Some(Tensor::from_primitive::<B>(B::answers(inputs, options.clone())))
}

/// Images, filters and biases as this backend has them; none where one of them lies elsewhere.
fn on<B: Backend>(images: &Tensor<4>, filters: &Tensor<4>, biases: &Tensor<1>) -> Option<[FloatTensor<B>; 3]>
where
    DispatchTensor: DispatchKindConversion<B>,
{
    Some([
        images.clone().try_into_primitive::<B>().ok()?,
        filters.clone().try_into_primitive::<B>().ok()?,
        biases.clone().try_into_primitive::<B>().ok()?,
    ])
}

/// The same for a pool.
fn pooled<B: Kernels>(maps: &Tensor<4>, windows: Windows) -> Option<Tensor<4>>
where
    DispatchTensor: DispatchKindConversion<B> + DispatchKindConversion<Autodiff<B>>,
{
    if let Ok(maps) = maps.clone().try_into_primitive::<Autodiff<B>>() {
        let (maps, of_maps) = maps.into_parts();
        let out = B::largest(&maps, windows)?;
        let way = WayOfPool.prepare::<NoCheckpointing>([of_maps]).compute_bound().stateful();
        return Some(Tensor::from_primitive::<Autodiff<B>>(match way {
            OpsKind::Tracked(way) => way.finish((maps, windows), out),
            OpsKind::UnTracked(way) => way.finish(out),
        }));
    }
    let maps = maps.clone().try_into_primitive::<B>().ok()?;
    Some(Tensor::from_primitive::<B>(B::largest(&maps, windows)?))
}

/// Back through a convolution: its parents are images, filters and biases.
#[derive(Debug)]
struct Way;

impl<B: Kernels> Backward<B, 3> for Way {
    type State = (FloatTensor<B>, FloatTensor<B>, ConvOptions<2>);

    fn backward(self, ops: Ops<Self::State, 3>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let [of_images, of_filters, of_biases] = ops.parents;
        let slopes = gradients.consume::<B>(&ops.node);
        let (images, filters, options) = ops.state;
        let found = B::slopes(images, filters, slopes, options, of_images.is_some());
        let found = [(of_images, found.0), (of_filters, Some(found.1)), (of_biases, Some(found.2))];
        for (node, slopes) in found.into_iter().filter_map(|(node, slopes)| node.zip(slopes)) {
            gradients.register::<B>(node.id, slopes);
        }
    }
}

/// Back through a pool.
#[derive(Debug)]
struct WayOfPool;

impl<B: Kernels> Backward<B, 1> for WayOfPool {
    type State = (FloatTensor<B>, Windows);

    fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let slopes = gradients.consume::<B>(&ops.node);
        let (maps, windows) = ops.state;
        if let [Some(node)] = ops.parents {
            gradients.register::<B>(node.id, B::largest_backward(maps, windows, slopes));
        }
    }
}

impl Kernels for Flex {
    fn answers([images, filters, biases]: [FloatTensor<Self>; 3], options: ConvOptions<2>) -> FloatTensor<Self> {
        flex::conv2d(images, filters, Some(biases), options)
    }

    fn slopes(
        images: FloatTensor<Self>,
        filters: FloatTensor<Self>,
        slopes: FloatTensor<Self>,
        options: ConvOptions<2>,
        wants_images: bool,
    ) -> (Option<FloatTensor<Self>>, FloatTensor<Self>, FloatTensor<Self>) {
        let found = flex::conv2d_backward(images, filters, slopes, options, wants_images);
        (found.images, found.filters, found.biases)
    }

    fn largest(maps: &FloatTensor<Self>, windows: Windows) -> Option<FloatTensor<Self>> {
        Some(flex::largest(maps.clone(), windows))
    }

    fn largest_backward(maps: FloatTensor<Self>, windows: Windows, slopes: FloatTensor<Self>) -> FloatTensor<Self> {
        flex::largest_backward(maps, windows, slopes)
    }
}

#[cfg(test)]
mod tests {
    use burn::module::Module;
    use burn::nn::conv::Conv2dConfig;
    use burn::nn::pool::MaxPool2dConfig;
    use burn::tensor::{Device, Distribution, Tolerance};

    use super::*;
    use crate::device::gpu;
    use protocol::GpuReport;

    /// The CPU, and the GPU where this build has one and the machine too.
    fn devices() -> Vec<Device> {
        let mut devices = vec![Device::flex()];
        match gpu::found_here() {
            GpuReport::Usable { .. } | GpuReport::Software { .. } => {
                devices.push(pollster::block_on(gpu::open()).unwrap());
            }
            none => println!("skipped on a GPU: {none:?}"),
        }
        devices.into_iter().map(Device::autodiff).collect()
    }

    fn compare_pools(device: &Device, [height, width]: [usize; 2]) {
        device.seed(1);
        let layer = MaxPool2dConfig::new([2, 2]).with_strides([2, 2]).init();
        let maps = Tensor::<4>::random([2, 3, height, width], Distribution::Default, device).require_grad();
        let [ours, burns] = [pool(&layer, maps.clone()), layer.forward(maps.clone())];
        assert_eq!(ours.to_data(), burns.to_data());
        let [ours, burns] = [ours, burns].map(|out| {
            let gradients = (out.clone() * out).sum().backward();
            maps.grad(&gradients).unwrap().into_data()
        });
        assert_eq!(ours, burns);
        assert_eq!(pool(&layer, maps.clone().inner()).to_data(), layer.forward(maps).to_data());
    }

    // One test: burn's runtime on a GPU can be started once.
    #[test]
    fn layers_and_pools_answer_and_learn_as_burns_do() {
        for device in &devices() {
            compare_pools(device, [6, 5]);
            compare_pools(device, [6, 8]);
            compare_layers(device);
        }
    }

    fn compare_layers(device: &Device) {
        device.seed(1);
        let random = |shape| Tensor::<4>::random(shape, Distribution::Default, device);
        for (maps, maps_out, side) in [(1, 8, 5), (8, 6, 5), (8, 12, 5), (8, 12, 3), (5, 4, 3), (3, 4, 2)] {
            let padding = PaddingConfig2d::Explicit(side / 2, side / 2, side / 2, side / 2);
            let conv = Conv2dConfig::new([maps, maps_out], [side, side]).with_padding(padding).init(device);
            let images = random([3, maps, 9, 14]).require_grad();
            let (ours, burns) = (convolve(&conv, images.clone()), conv.forward(images.clone()));
            let (options, bias) =
                (ConvOptions::new([1, 1], [side / 2, side / 2], [1, 1], 1), conv.bias.as_ref().unwrap());
            let inputs = (images.clone(), conv.weight.val(), bias.val());
            let is_ours =
                convolved::<Flex>(&inputs, &options).or_else(|| convolved::<OnGpu>(&inputs, &options)).is_some();
            assert!(is_ours, "left to burn");
            let near = Tolerance::rel_abs(1e-5, 1e-4);
            ours.to_data().assert_approx_eq::<f32>(&burns.to_data(), near);
            let weights = random(ours.dims());
            let gradients = [ours, burns].map(|out| (out * weights.clone()).sum().backward());
            let [ours, burns] = gradients.each_ref().map(|all| {
                let filters = conv.weight.val().grad(all).unwrap().into_data();
                (
                    images.grad(all).unwrap().into_data(),
                    filters,
                    conv.bias.as_ref().unwrap().val().grad(all).unwrap().into_data(),
                )
            });
            ours.0.assert_approx_eq::<f32>(&burns.0, near);
            ours.1.assert_approx_eq::<f32>(&burns.1, near);
            ours.2.assert_approx_eq::<f32>(&burns.2, near);
            let bare = convolve(&conv.clone().valid(), images.inner());
            assert!(!bare.device().is_autodiff());
        }
    }
}
