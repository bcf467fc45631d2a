//! The perceptron as a diagram: the image in hand, hidden units with their templates, as bright as they speak, the classes.

use leptos::prelude::*;

use crate::app::kit::*;
use crate::plot::images::Shape;

const NET: Text = Text { en: "The net", zh: "网络" };
const NOTE: Text = Text {
    en: "The first hidden units with their templates. Lines to the classes are weights (orange adds to the score, blue takes from it); with several hidden layers, lines are as strong as both units speak.",
    zh: "前几个隐藏单元和它们的模板。通向类别的线是权重（橙色加分，蓝色减分）；有多个隐藏层时，线的强弱表示两端单元说话的音量。",
};

/// Of a wide layer so many are drawn.
const MOST: usize = 10;

#[component]
pub fn NetOfTheImage(classes: Classes) -> impl IntoView {
    let context = use_run_context();
    let parts = context.part(|view| {
        let spoken = view.activations.iter().find(|(grid, _)| grid.name == "hidden.units").cloned();
        let (image, prediction) = (view.drawn.clone(), view.prediction.clone());
        (image, spoken.map(|(grid, values)| (grid.width_px, values)), prediction, view.picture.clone())
    });
    let columns = Memo::new(move |_| {
        let (image, spoken, prediction, picture) = parts.get();
        let shape = picture.shape("hidden.filters");
        let side_px = shape.last().copied().unwrap_or(28);
        let image = image.unwrap_or_else(|| vec![0.0; side_px * side_px].into());
        let (width, spoken) = spoken.unwrap_or_default();
        let nothing = vec![0.0; classes.len()];
        let answers = Column::units(prediction.as_deref().unwrap_or(&nothing), classes);
        let mut hidden = layers(&spoken, width);
        let templates = picture.values("hidden.filters").chunks_exact(side_px * side_px).take(MOST).map(Into::into);
        let templates: Vec<_> = templates.collect();
        if let Some(first) = hidden.first_mut().filter(|first| first.strengths.len() <= templates.len()) {
            first.pictures = templates;
            first.shape = Shape { channels: 1, height_px: side_px, width_px: side_px };
            first.is_signed = true;
        }
        let weights = match hidden.len() {
            1 => shown(picture.values("output.weights"), width),
            _ => Vec::new(),
        };
        [vec![Column::image(image, side_px)], hidden, vec![Column { weights, ..answers }]].concat()
    });
    view! {
        <section class="block">
            <h3>{word(NET)}</h3>
            <p class="note">{word(NOTE)}</p>
            <NetDiagram columns label=word(NET) />
        </section>
    }
}

/// A column for each hidden layer of `[layers, width]`; the loudest of its first units counts as one.
fn layers(spoken: &[f32], width: usize) -> Vec<Column> {
    let column = |layer: &[f32]| {
        let first = &layer[..width.min(MOST)];
        let loudest = first.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let shares: Vec<f32> = first.iter().map(|value| value / loudest).collect();
        let names = first.iter().zip(1..).map(|(value, unit)| format!("h{unit}: {value:.2}")).collect();
        Column { names, ..Column::units(&shares, &[]) }
    };
    spoken.chunks_exact(width.max(1)).map(column).collect()
}

/// Of weights `[classes, width]` those of the units that are drawn.
fn shown(weights: &[f32], width: usize) -> Vec<f32> {
    weights.chunks_exact(width.max(1)).flat_map(|row| row[..width.min(MOST)].iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_units_of_each_layer_are_drawn() {
        let spoken: Vec<f32> = (0..24).map(|place| place as f32).collect();
        let layers = layers(&spoken, 12);
        assert_eq!(layers.iter().map(|layer| layer.strengths.len()).collect::<Vec<_>>(), [MOST, MOST]);
        assert_eq!((layers[0].strengths[9], layers[0].names[1].as_str()), (1.0, "h2: 1.00"));
        assert_eq!(shown(&spoken, 12)[MOST], 12.0, "the second class begins after the units that are drawn");
        assert!(super::layers(&[], 0).is_empty());
    }
}
