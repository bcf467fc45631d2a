//! The live figure of each lesson: the page's side of the registry.

use super::*;
use crate::app::figure;
use crate::app::figure::Figures;
use crate::app::scene::Scene;

/// By the lesson's id. The first word names the file that holds the figure's code: one for each chapter.
pub const FIGURES: Figures = &[
    (tensors::MANIFEST.id, figure!(first_steps, tensors::view::scene, Scene)),
    (autograd::MANIFEST.id, figure!(first_steps, autograd::view::scene, Scene)),
    (linear_regression::MANIFEST.id, figure!(first_steps, linear_regression::view::scene, Scene)),
    (curve_fitting::MANIFEST.id, figure!(first_nets, curve_fitting::view::scene, Scene)),
    (two_blobs::MANIFEST.id, figure!(first_nets, two_blobs::view::scene, Scene)),
    (mini_batches::MANIFEST.id, figure!(first_nets, mini_batches::view::scene, Scene)),
    (optimizers::MANIFEST.id, figure!(first_nets, optimizers::view::scene, Scene)),
    (initialization::MANIFEST.id, figure!(first_nets, initialization::view::scene, Scene)),
    (save_restore::MANIFEST.id, figure!(first_nets, save_restore::view::scene, Scene)),
    (clusters_3d::MANIFEST.id, figure!(first_nets, clusters_3d::view::scene, Scene)),
    (xor::MANIFEST.id, figure!(first_nets, xor::view::scene, Scene)),
    (softmax_fashion::MANIFEST.id, figure!(networks_that_see, softmax_fashion::view::scene, Scene)),
    (mlp_fashion::MANIFEST.id, figure!(networks_that_see, mlp_fashion::view::scene, Scene)),
    (cnn_mnist::MANIFEST.id, figure!(networks_that_see, cnn_mnist::view::scene, Scene)),
    (lstm_mnist::MANIFEST.id, figure!(networks_that_see, lstm_mnist::view::scene, Scene)),
    (vgg_cifar10::MANIFEST.id, figure!(networks_that_see, vgg_cifar10::view::scene, Scene)),
    (automl_titanic::MANIFEST.id, figure!(beyond_images, automl_titanic::view::scene, Scene)),
    (data_parallel::MANIFEST.id, figure!(beyond_images, data_parallel::view::scene, Scene)),
];
