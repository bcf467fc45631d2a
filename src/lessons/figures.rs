//! The live figure of each lesson: the page's side of the registry.
#![cfg(feature = "ui")]

use super::*;
use crate::app::figure;
use crate::app::figure::Figures;

/// By the lesson's id. The first word names the file that holds the figure's code: one for each chapter.
pub const FIGURES: Figures = &[
    (tensors::MANIFEST.id, figure!(first_steps, tensors::view::figure)),
    (autograd::MANIFEST.id, figure!(first_steps, autograd::view::figure)),
    (linear_regression::MANIFEST.id, figure!(first_steps, linear_regression::view::figure)),
    (curve_fitting::MANIFEST.id, figure!(first_nets, curve_fitting::view::figure)),
    (two_blobs::MANIFEST.id, figure!(first_nets, two_blobs::view::figure)),
    (mini_batches::MANIFEST.id, figure!(first_nets, mini_batches::view::figure)),
    (optimizers::MANIFEST.id, figure!(first_nets, optimizers::view::figure)),
    (initialization::MANIFEST.id, figure!(first_nets, initialization::view::figure)),
    (save_restore::MANIFEST.id, figure!(first_nets, save_restore::view::figure)),
    (clusters_3d::MANIFEST.id, figure!(first_nets, clusters_3d::view::figure)),
    (xor::MANIFEST.id, figure!(first_nets, xor::view::figure)),
    (softmax_fashion::MANIFEST.id, figure!(networks_that_see, softmax_fashion::view::figure)),
    (mlp_fashion::MANIFEST.id, figure!(networks_that_see, mlp_fashion::view::figure)),
    (cnn_mnist::MANIFEST.id, figure!(networks_that_see, cnn_mnist::view::figure)),
    (lstm_mnist::MANIFEST.id, figure!(networks_that_see, lstm_mnist::view::figure)),
    (vgg_cifar10::MANIFEST.id, figure!(networks_that_see, vgg_cifar10::view::figure)),
    (automl_titanic::MANIFEST.id, figure!(beyond_images, automl_titanic::view::figure)),
    (data_parallel::MANIFEST.id, figure!(beyond_images, data_parallel::view::figure)),
];
