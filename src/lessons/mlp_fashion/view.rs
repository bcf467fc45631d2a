//! The lesson's live figure: curves, the hidden units' templates, one image closely, and the mistakes.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::kit::*;

mod net;

use net::NetOfTheImage;

const TEMPLATES: Text = Text { en: "What hidden units look for", zh: "隐藏单元在找什么" };
const TEMPLATES_NOTE: Text = Text {
    en: "Templates of the first hidden layer, at most 64 of them: ink on orange makes the unit speak, ink on blue silences it.",
    zh: "第一个隐藏层的模板（最多 64 张）：落在橙色上的墨迹让单元发声，落在蓝色上的让它沉默。",
};
const CLOSELY: Text = Text { en: "One image, close up", zh: "仔细看一张图片" };
const UNITS: Text = Text {
    en: "How loudly each hidden unit speaks, one block per layer: dark is loud, blank is silent.",
    zh: "每个隐藏单元的音量，每层一块：颜色越深越响，空白为沉默。",
};

/// Hidden units in a row of the picture.
const COLUMNS: usize = 32;

const PRESETS: &[Preset] = &[
    preset(
        "Four hidden units instead of 256: does it still beat the ten templates?",
        "用四个隐藏单元代替 256 个：还能胜过十张模板吗？",
        &[("hidden", "4")],
    ),
    preset(
        "Learn by heart: 1,000 images, a hundred times.",
        "死记硬背：1000 张图片看一百遍。",
        &[("limit", "1000"), ("epochs", "100"), ("batch", "50")],
    ),
    preset(
        "The same, with half the units left out at every step.",
        "同上，但每一步都关掉一半单元。",
        &[("limit", "1000"), ("epochs", "100"), ("batch", "50"), ("dropout", "0.5"), ("program", "layers")],
    ),
    preset(
        "Three hidden layers with small initial weights: the loss stays at 2.30.",
        "三个隐藏层配很小的初始权重：损失停在 2.30。",
        &[("depth", "3")],
    ),
    preset(
        "The same, with initial weights of the size that ReLU needs.",
        "同上，但初始权重取 ReLU 所需的大小。",
        &[("depth", "3"), ("init", "kaiming")],
    ),
];

/// What the lesson shows.
pub fn scene() -> Scene {
    let lead = |_| {
        view! {
            <WeightsView
                array="hidden.filters"
                columns=16
                side_px=40.0
                heading=word(TEMPLATES)
                note=word(TEMPLATES_NOTE)
            />
        }
    };
    classifier::scene(PRESETS, lead, |classes| {
        view! {
            <section class="block">
                <h3>{word(CLOSELY)}</h3>
                <Specimen classes />
                <Units />
            </section>
            <NetOfTheImage classes />
            <ByClass classes />
            <Errors classes />
        }
    })
}

#[component]
fn Units() -> impl IntoView {
    let grids = use_run_context().part(|view| view.activations.clone());
    let grid = move || grids.with(|grids| grids.iter().find(|(grid, _)| grid.name == "hidden.units").cloned());
    let units = Memo::new(move |_| grid().map_or(1, |(grid, _)| grid.width_px));
    let images = Signal::derive(move || {
        let layers = grid().map(|(grid, values)| blocks(&values, grid.width_px));
        Arc::<[f32]>::from(layers.unwrap_or_default())
    });
    view! {
        <p class="note">{word(UNITS)}</p>
        {move || {
            let shape = (units.get().div_ceil(COLUMNS), COLUMNS);
            view! { <ImageGrid images shape columns=1 zoom=10.0 name=word(UNITS) /> }
        }}
    }
}

/// Layers `[layers, units]` as blocks of [`COLUMNS`] units a row, the last row filled up with silence.
fn blocks(layers: &[f32], units: usize) -> Vec<f32> {
    let silence = units.next_multiple_of(COLUMNS) - units;
    let block = |layer: &[f32]| layer.iter().copied().chain(std::iter::repeat_n(0.0, silence)).collect::<Vec<_>>();
    layers.chunks_exact(units.max(1)).flat_map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, blocks};

    #[test]
    fn every_layer_fills_whole_rows() {
        let shown = blocks(&[1.0, 2.0, 3.0, 4.0], 2);
        assert_eq!(shown.len(), 2 * COLUMNS);
        assert_eq!(
            (shown[..3].to_vec(), shown[COLUMNS..COLUMNS + 3].to_vec()),
            (vec![1.0, 2.0, 0.0], vec![3.0, 4.0, 0.0])
        );
        assert!(blocks(&[], 4).is_empty());
    }
}
