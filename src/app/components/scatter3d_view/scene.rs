//! The signals behind a 3-D scatter plot, and the plot that they make together.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Frame3d, Mesh, Scatter3d, Show, Slice};
use plot::camera::Camera;
use plot::scatter::Emphasis;

/// What is shown, and how it is looked at.
#[derive(Clone, Copy)]
pub struct Scene {
    positions: Signal<Arc<[f32]>>,
    classes: Signal<Arc<[u8]>>,
    predicted: Signal<Arc<[u8]>>,
    axes: Signal<[String; 3]>,
    frame: Signal<Frame3d>,
    meshes: Signal<Vec<Mesh>>,
    slice: Signal<Option<Slice>>,
    pub show: RwSignal<Show>,
    /// Classes that the reader switched off.
    pub hidden: RwSignal<Vec<usize>>,
    /// The class whose name is pointed at.
    pub highlighted: RwSignal<Option<usize>>,
    pub camera: RwSignal<Camera>,
}

impl Scene {
    pub fn new(
        positions: Signal<Arc<[f32]>>,
        classes: Signal<Arc<[u8]>>,
        predicted: Option<Signal<Arc<[u8]>>>,
        axes: Option<Signal<[String; 3]>>,
        frame: Option<Signal<Frame3d>>,
        meshes: Option<Signal<Vec<Mesh>>>,
        slice: Option<Signal<Option<Slice>>>,
    ) -> Self {
        let around = Memo::new(move |_| positions.with(|positions| Frame3d::around(positions)));
        Self {
            positions,
            classes,
            predicted: predicted.unwrap_or_else(|| Signal::stored(Arc::from([]))),
            axes: axes.unwrap_or_else(|| Signal::stored(["x", "y", "z"].map(str::to_owned))),
            frame: frame.unwrap_or_else(|| around.into()),
            meshes: meshes.unwrap_or_else(|| Signal::stored(Vec::new())),
            slice: slice.unwrap_or_else(|| Signal::stored(None)),
            show: RwSignal::new(Show::default()),
            hidden: RwSignal::new(Vec::new()),
            highlighted: RwSignal::new(None),
            camera: RwSignal::new(Camera::default()),
        }
    }

    /// Hands the plot to someone, as it is now.
    pub fn show<T>(self, see: impl FnOnce(&Scatter3d) -> T) -> T {
        let (positions, classes, predicted) = (self.positions.get(), self.classes.get(), self.predicted.get());
        let emphasis = emphasis(&self.hidden.get(), self.highlighted.get());
        self.axes.with(|axes| {
            self.meshes.with(|meshes| {
                self.slice.with(|slice| {
                    see(&Scatter3d {
                        positions: &positions,
                        classes: &classes,
                        predicted: &predicted,
                        show: self.show.get(),
                        emphasis: &emphasis,
                        frame: self.frame.get(),
                        axes: axes.each_ref().map(String::as_str),
                        meshes,
                        slice: slice.as_ref(),
                        camera: self.camera.get(),
                    })
                })
            })
        })
    }
}

/// By class: pointing at one dims the others and shows it even when it is hidden.
fn emphasis(hidden: &[usize], highlighted: Option<usize>) -> Vec<Emphasis> {
    let of_class = |class: usize| match highlighted {
        Some(highlighted) if highlighted == class => Emphasis::Shown,
        Some(_) | None if hidden.contains(&class) => Emphasis::Hidden,
        Some(_) => Emphasis::Dimmed,
        None => Emphasis::Shown,
    };
    // A class is a byte.
    (0..256).map(of_class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointing_at_a_class_dims_the_others() {
        use Emphasis::{Dimmed, Hidden, Shown};
        assert_eq!(emphasis(&[1], None)[..3], [Shown, Hidden, Shown]);
        assert_eq!(emphasis(&[1], Some(0))[..3], [Shown, Hidden, Dimmed]);
        assert_eq!(emphasis(&[1], Some(1))[..3], [Dimmed, Shown, Dimmed]);
    }
}
