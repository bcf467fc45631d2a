//! What trains in each lesson: the engines' side of the registry.

use super::*;
use crate::engine::learner::learner;
use crate::engine::lesson::{self, Lesson, Lessons};
use crate::protocol::Fault;

/// All lessons, in course order.
pub const TRAINED: Lessons = &[
    Lesson::lab(&tensors::MANIFEST, tensors::experiment::new),
    Lesson::lab(&autograd::MANIFEST, autograd::experiment::new),
    Lesson::lab(&linear_regression::MANIFEST, linear_regression::experiment::new),
    Lesson::lab(&curve_fitting::MANIFEST, curve_fitting::experiment::new),
    Lesson::lab(&two_blobs::MANIFEST, two_blobs::experiment::new),
    Lesson::lab(&mini_batches::MANIFEST, mini_batches::experiment::new),
    Lesson::lab(&optimizers::MANIFEST, optimizers::experiment::new),
    Lesson::lab(&initialization::MANIFEST, initialization::experiment::new),
    Lesson::lab(&save_restore::MANIFEST, save_restore::experiment::new),
    Lesson::lab(&clusters_3d::MANIFEST, clusters_3d::experiment::new),
    Lesson::lab(&xor::MANIFEST, xor::experiment::new),
    Lesson::images(&softmax_fashion::MANIFEST, learner::<softmax_fashion::model::Templates>),
    Lesson::images(&mlp_fashion::MANIFEST, learner::<mlp_fashion::model::Perceptron>),
    cnn_mnist::model::LESSON,
    Lesson::images(&lstm_mnist::MANIFEST, learner::<lstm_mnist::model::Reader>),
    Lesson::images(&vgg_cifar10::MANIFEST, learner::<vgg_cifar10::model::Vgg>),
    Lesson::table(&automl_titanic::MANIFEST, automl_titanic::experiment::new, automl_titanic::experiment::describe),
    Lesson::images(&data_parallel::MANIFEST, learner::<cnn_mnist::model::Cnn>),
];

/// The lesson with this id.
///
/// # Errors
/// [`Fault::NoSuchLesson`].
pub fn find(id: &str) -> Result<&'static Lesson, Fault> {
    lesson::find(TRAINED, id)
}
