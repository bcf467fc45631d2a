//! Convolutions and pools of a net's layers, on the CPU by our own kernels, which take less time than burn's.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::NoCheckpointing;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::ops::ConvOptions;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Flex};
use burn::nn::PaddingConfig2d;
use burn::nn::conv::Conv2d;
use burn::nn::pool::MaxPool2d;
use burn::tensor::Tensor;
use convolution::flex::{self, Windows};

/// `conv.forward(images)`: images `[n, maps_in, height, width]` to maps `[n, maps_out, height_out, width_out]`.
pub fn convolve(conv: &Conv2d, images: Tensor<4>) -> Tensor<4> {
    let PaddingConfig2d::Explicit(top, left, bottom, right) = conv.padding else { return conv.forward(images) };
    let Some(bias) = &conv.bias else { return conv.forward(images) };
    let options =
        ConvOptions::new_with_padding(conv.stride, [(top, bottom), (left, right)], conv.dilation, conv.groups);
    let inputs = || (images.clone(), conv.weight.val(), bias.val());
    if let Some([images, filters, biases]) = on::<Autodiff<Flex>>(inputs()) {
        return Tensor::from_primitive::<Autodiff<Flex>>(learned(images, filters, biases, options));
    }
    match on::<Flex>(inputs()) {
        Some([images, filters, biases]) => {
            Tensor::from_primitive::<Flex>(flex::conv2d(images, filters, Some(biases), options))
        }
        None => conv.forward(images),
    }
}

/// `layer.forward(maps)`: maps `[n, maps, height, width]` to the largest of each window, `[n, maps, height_out, width_out]`.
pub fn pool(layer: &MaxPool2d, maps: Tensor<4>) -> Tensor<4> {
    let PaddingConfig2d::Valid = layer.padding else { return layer.forward(maps) };
    let (kernel, stride, is_ceil) = (layer.kernel_size, layer.stride, layer.ceil_mode);
    let windows = Windows { kernel, stride, padding: [0, 0], dilation: layer.dilation, is_ceil };
    if let Ok(maps) = maps.clone().try_into_primitive::<Autodiff<Flex>>() {
        let (maps, of_maps) = maps.into_parts();
        let out = flex::largest(maps.clone(), windows);
        let way = WayOfPool.prepare::<NoCheckpointing>([of_maps]).compute_bound().stateful();
        return Tensor::from_primitive::<Autodiff<Flex>>(match way {
            OpsKind::Tracked(way) => way.finish((maps, windows), out),
            OpsKind::UnTracked(way) => way.finish(out),
        });
    }
    match maps.clone().try_into_primitive::<Flex>() {
        Ok(maps) => Tensor::from_primitive::<Flex>(flex::largest(maps, windows)),
        Err(_) => layer.forward(maps),
    }
}

/// Images, filters and biases as this backend has them; none where one of them lies elsewhere.
fn on<B>((images, filters, biases): (Tensor<4>, Tensor<4>, Tensor<1>)) -> Option<[FloatTensor<B>; 3]>
where
    B: burn::backend::Backend,
    burn::backend::DispatchTensor: burn::backend::DispatchKindConversion<B>,
{
    Some([
        images.try_into_primitive::<B>().ok()?,
        filters.try_into_primitive::<B>().ok()?,
        biases.try_into_primitive::<B>().ok()?,
    ])
}

type Tracked = FloatTensor<Autodiff<Flex>>;

/// The same, remembered for the way back.
fn learned(images: Tracked, filters: Tracked, biases: Tracked, options: ConvOptions<2>) -> Tracked {
    let ((images, of_images), (filters, of_filters), (biases, of_biases)) =
        (images.into_parts(), filters.into_parts(), biases.into_parts());
    let out = flex::conv2d(images.clone(), filters.clone(), Some(biases), options.clone());
    let way = Way.prepare::<NoCheckpointing>([of_images, of_filters, of_biases]).compute_bound().stateful();
    match way {
        OpsKind::Tracked(way) => way.finish((images, filters, options), out),
        OpsKind::UnTracked(way) => way.finish(out),
    }
}

/// Back through a convolution: its parents are images, filters and biases.
#[derive(Debug)]
struct Way;

impl Backward<Flex, 3> for Way {
    type State = (FloatTensor<Flex>, FloatTensor<Flex>, ConvOptions<2>);

    fn backward(self, ops: Ops<Self::State, 3>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let [of_images, of_filters, of_biases] = ops.parents;
        let slopes = gradients.consume::<Flex>(&ops.node);
        let (images, filters, options) = ops.state;
        let found = flex::conv2d_backward(images, filters, slopes, options, of_images.is_some());
        if let Some((node, slopes)) = of_images.zip(found.images) {
            gradients.register::<Flex>(node.id, slopes);
        }
        if let Some(node) = of_filters {
            gradients.register::<Flex>(node.id, found.filters);
        }
        if let Some(node) = of_biases {
            gradients.register::<Flex>(node.id, found.biases);
        }
    }
}

/// Back through a pool.
#[derive(Debug)]
struct WayOfPool;

impl Backward<Flex, 1> for WayOfPool {
    type State = (FloatTensor<Flex>, Windows);

    fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let slopes = gradients.consume::<Flex>(&ops.node);
        let (maps, windows) = ops.state;
        if let [Some(node)] = ops.parents {
            gradients.register::<Flex>(node.id, flex::largest_backward(maps, windows, slopes));
        }
    }
}

#[cfg(test)]
mod tests {
    use burn::module::Module;
    use burn::nn::conv::Conv2dConfig;
    use burn::nn::pool::MaxPool2dConfig;
    use burn::tensor::{Device, Distribution, Tolerance};

    use super::*;

    #[test]
    fn a_pool_answers_and_learns_as_burns_does() {
        let device = Device::flex().autodiff();
        device.seed(1);
        let layer = MaxPool2dConfig::new([2, 2]).with_strides([2, 2]).init();
        let maps = Tensor::<4>::random([2, 3, 6, 5], Distribution::Default, &device).require_grad();
        let [ours, burns] = [pool(&layer, maps.clone()), layer.forward(maps.clone())];
        assert_eq!(ours.to_data(), burns.to_data());
        let [ours, burns] = [ours, burns].map(|out| {
            let gradients = (out.clone() * out).sum().backward();
            maps.grad(&gradients).unwrap().into_data()
        });
        assert_eq!(ours, burns);
        assert_eq!(pool(&layer, maps.clone().inner()).to_data(), layer.forward(maps).to_data());
    }

    #[test]
    fn a_layer_answers_and_learns_as_burns_does() {
        let device = Device::flex().autodiff();
        device.seed(1);
        let random = |shape| Tensor::<4>::random(shape, Distribution::Default, &device);
        for (maps, side) in [(1, 5), (8, 5), (8, 3), (3, 2)] {
            let padding = PaddingConfig2d::Explicit(side / 2, side / 2, side / 2, side / 2);
            let conv = Conv2dConfig::new([maps, 6], [side, side]).with_padding(padding).init(&device);
            let images = random([3, maps, 9, 8]).require_grad();
            let (ours, burns) = (convolve(&conv, images.clone()), conv.forward(images.clone()));
            let near = Tolerance::absolute(1e-4);
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
