//! The registry: one line a lesson in each list: here, in [`trained`] and in [`figures`]. Everything else about a lesson lives in its folder.

#[macro_use]
mod parts;

/// To copy, not to read: see CONTRIBUTING.
pub mod _template;
pub mod autograd;
pub mod automl_titanic;
pub mod clusters_3d;
pub mod cnn_mnist;
pub mod common;
pub mod curve_fitting;
pub mod data_parallel;
pub mod initialization;
pub mod linear_regression;
pub mod lstm_mnist;
pub mod mini_batches;
pub mod mlp_fashion;
/// What two lessons share.
pub mod notation;
pub mod optimizers;
pub mod save_restore;
pub mod softmax_fashion;
pub mod tensors;
pub mod two_blobs;
pub mod vgg_cifar10;
pub mod xor;

in_engine! {
    pub mod small_data;
    pub mod trained;
}
in_page! { pub mod figures; }

use crate::course::{Course, Manifest};

/// All lessons, in course order.
pub const LESSONS: Course = &[
    &tensors::MANIFEST,
    &autograd::MANIFEST,
    &linear_regression::MANIFEST,
    &curve_fitting::MANIFEST,
    &two_blobs::MANIFEST,
    &mini_batches::MANIFEST,
    &optimizers::MANIFEST,
    &initialization::MANIFEST,
    &save_restore::MANIFEST,
    &clusters_3d::MANIFEST,
    &xor::MANIFEST,
    &softmax_fashion::MANIFEST,
    &mlp_fashion::MANIFEST,
    &cnn_mnist::MANIFEST,
    &lstm_mnist::MANIFEST,
    &vgg_cifar10::MANIFEST,
    &automl_titanic::MANIFEST,
    &data_parallel::MANIFEST,
];

/// The lesson with this id.
pub fn find(id: &str) -> Option<&'static Manifest> {
    crate::course::find(LESSONS, id)
}
