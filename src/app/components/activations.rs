//! Inside the net: the filters of each layer and the maps they make of the drawn digit.

use std::sync::Arc;

use leptos::prelude::*;

use crate::figures::images::ImageGrid;
use crate::i18n::*;
use protocol::Grid;

/// Maps of a few pixels are shown at least this large, in CSS pixels.
const LEAST_MAP_PX: f64 = 24.0;

/// Grids of one size each, in layer order; the values of a grid are `[images, channels, height, width]`. Names ending in `.filters`
/// are signed weights, all others are maps of values from 0 up.
#[component]
pub fn Activations(#[prop(into)] grids: Signal<Vec<(Grid, Arc<[f32]>)>>) -> impl IntoView {
    let i18n = use_i18n();
    let layout = Memo::new(move |_| grids.with(|grids| grids.iter().map(|(grid, _)| grid.clone()).collect::<Vec<_>>()));
    let sections = move || {
        let section = |(index, grid): (usize, Grid)| {
            let values = Signal::derive(move || {
                grids.with(|grids| grids.get(index).map(|(_, values)| values.clone()).unwrap_or_default())
            });
            view! { <Layer grid=grid values=values /> }
        };
        layout.get().into_iter().enumerate().map(section).collect_view()
    };
    view! {
        <details class="activations" open>
            <summary>{t!(i18n, pad.layers)}</summary>
            <p class="activations-empty" hidden=move || layout.with(|layout| !layout.is_empty())>
                {t!(i18n, pad.no_layers)}
            </p>
            {sections}
        </details>
    }
}

#[component]
fn Layer(grid: Grid, values: Signal<Arc<[f32]>>) -> impl IntoView {
    let i18n = use_i18n();
    let shape = (grid.height_px, grid.width_px);
    let grid_channels = grid.channels;
    let is_filters = grid.name.ends_with(".filters");
    // Filters are a few pixels each and many; maps are larger and can be seen as small pictures.
    let (columns, zoom) = match (is_filters, grid.images) {
        (true, 0..=64) => (8, 6.0),
        (true, _) => (32, 2.0),
        (false, _) => (8, f64::max(2.0, LEAST_MAP_PX / grid.width_px as f64)),
    };
    let heading = Signal::derive(move || {
        let (images, side) = (grid.images, grid.width_px);
        match grid.name.as_str() {
            "conv1.filters" => t_string!(i18n, pad.conv1_filters, images = images, side = side).to_string(),
            "conv1.maps" => t_string!(i18n, pad.conv1_maps, images = images, side = side).to_string(),
            "conv2.filters" => t_string!(i18n, pad.conv2_filters, images = images, side = side).to_string(),
            "conv2.maps" => t_string!(i18n, pad.conv2_maps, images = images, side = side).to_string(),
            other => match other.strip_prefix("block").and_then(|rest| rest.strip_suffix(".maps")) {
                Some(block) => t_string!(i18n, pad.block_maps, block = block.to_owned(), images, side).to_string(),
                None => other.to_owned(),
            },
        }
    });
    view! {
        <h4>{heading}</h4>
        <ImageGrid images=values shape=shape columns=columns zoom=zoom signed=is_filters name=heading channels=grid_channels />
    }
}
