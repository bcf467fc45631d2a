//! Parts that the lessons on points in space share: what a picture's arrays mean on the page, a height slider.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::kit::*;
use crate::lessons::clusters_3d::cuboid::Cuboid;
use crate::plot::scale::{Unit, value_label};

pub const NEAR_SLICE: Text = Text { en: "points near the slice", zh: "切面附近的点" };
const HEIGHT: Text = Text { en: "Height of the slice", zh: "切面高度" };
/// Points this near to the slice are shown on it, as a share of the box's height.
const NEARNESS: f32 = 0.05;

/// Air around the box, as a share of its half side.
const AIR: f64 = 0.02;

/// `Cluster 0`, `Cluster 1`, ... for a text with `{class}` in it.
pub fn class_names(count: impl Into<Signal<usize>>, text: Text) -> Signal<Vec<String>> {
    let (language, count): (Language, Signal<usize>) = (expect_context(), count.into());
    Signal::derive(move || {
        let name = |class: usize| say(language.locale.get(), text).replace("{class}", &class.to_string());
        (0..count.get()).map(name).collect()
    })
}

/// Classes, which a picture carries as numbers.
pub fn bytes(values: &[f32]) -> Arc<[u8]> {
    values.iter().map(|&value| value as u8).collect()
}

/// The picture's box; from 0 to 1 before there is one.
fn cuboid_of(picture: &Picture) -> Cuboid {
    Cuboid::from_array(picture.values("box")).unwrap_or(Cuboid { low: [0.0; 3], high: [1.0; 3] })
}

/// The box as the frame of a 3-D plot.
pub fn frame_of(picture: &Picture) -> Frame3d {
    let Cuboid { low, high } = cuboid_of(picture);
    Frame3d {
        centre: std::array::from_fn(|axis| f64::from(low[axis] + high[axis]) / 2.0),
        half: std::array::from_fn(|axis| f64::from(high[axis] - low[axis]) / 2.0 * (1.0 + AIR)),
    }
}

/// The floor of the box as the bounds of a plane.
pub fn square_of(picture: &Picture) -> Bounds {
    let Cuboid { low, high } = cuboid_of(picture);
    let [x_min, x_max, y_min, y_max] = [low[0], high[0], low[1], high[1]].map(f64::from);
    Bounds { x_min, x_max, y_min, y_max }
}

/// The regions of one array as a sheet in space; none before there are any.
pub fn slice_of(picture: &Picture, name: &str) -> Option<Slice> {
    let height = f64::from(*picture.values("height").first()?);
    let columns = picture.shape(name).last().copied()?;
    Some(Slice { height, bounds: square_of(picture), values: picture.values(name).into(), columns })
}

/// The slice's z, as the page writes numbers.
pub fn height_of(picture: &Picture) -> String {
    picture.values("height").first().map_or("–".to_owned(), |&height| value_label(f64::from(height), Unit::Plain))
}

/// The regions of one array as a plane, and the points (`x0, y0, z0, ...`) close to it.
pub fn slice_layers(picture: &Picture, name: &str, points: &[f32], classes: &[u8], label: &str) -> Vec<Layer> {
    let columns = picture.shape(name).last().copied().unwrap_or(0);
    let Cuboid { low, high } = cuboid_of(picture);
    let height = picture.values("height").first().copied().unwrap_or(0.0);
    let is_near = |(point, _): &(&[f32; 3], &u8)| (point[2] - height).abs() <= NEARNESS * (high[2] - low[2]);
    let near = || points.as_chunks::<3>().0.iter().zip(classes).filter(is_near);
    vec![
        Layer::Field { values: picture.values(name).into(), columns, tone: Tone::Classes },
        Layer::Points {
            positions: near().flat_map(|(&[x, y, _], _)| [x, y]).collect(),
            classes: near().map(|(_, &class)| class).collect(),
            radius_px: if classes.len() > 20 { 2.5 } else { 7.0 },
            hollow: false,
            label: label.to_owned(),
        },
    ]
}

/// The setting `height` as a slider beside the picture.
#[component]
pub fn Height() -> impl IntoView {
    let context = use_run_context();
    let percent = move || context.settings.with(|settings| settings.integer("height").to_string());
    let on_input = move |event| {
        if let Err(fault) = context.set("height", &event_target_value(&event)) {
            context.report(fault);
        }
    };
    view! {
        <label class="space-height">
            {word(HEIGHT)}
            <input
                type="range"
                min="0"
                max="100"
                step="1"
                data-testid="slice-height"
                prop:value=percent
                on:input=on_input
            />
        </label>
    }
}
