//! The signals behind a 3-D scatter plot, and the plot that they make together.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Frame3d, Mesh, Scatter3d, Show, Slice};
use crate::figures::legend::Classes;
use plot::camera::Camera;

/// What is shown, and how it is looked at.
#[derive(Clone, Copy)]
pub struct Scene {
    pub positions: Signal<Arc<[f32]>>,
    pub classes: Signal<Arc<[u8]>>,
    pub predicted: Signal<Arc<[u8]>>,
    pub axes: [&'static str; 3],
    pub frame: Signal<Frame3d>,
    pub meshes: Signal<Vec<Mesh>>,
    pub slice: Signal<Option<Slice>>,
    pub show: RwSignal<Show>,
    pub seen: Classes,
    pub camera: RwSignal<Camera>,
}

impl Scene {
    /// Hands the plot to someone, as it is now.
    pub fn show<T>(self, see: impl FnOnce(&Scatter3d) -> T) -> T {
        let (positions, classes, predicted) = (self.positions.get(), self.classes.get(), self.predicted.get());
        let emphasis = self.seen.emphasis();
        self.meshes.with(|meshes| {
            self.slice.with(|slice| {
                see(&Scatter3d {
                    positions: &positions,
                    classes: &classes,
                    predicted: &predicted,
                    show: self.show.get(),
                    emphasis: &emphasis,
                    frame: self.frame.get(),
                    axes: self.axes,
                    meshes,
                    slice: slice.as_ref(),
                    camera: self.camera.get(),
                })
            })
        })
    }
}
