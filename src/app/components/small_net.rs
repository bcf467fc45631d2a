//! A small net's diagram with live weights, and what each hidden unit draws over its inputs. Its weights are the picture's
//! arrays `layers.0.weight`, `layers.0.bias`, `layers.1.weight` (`[outputs, inputs]`, as in PyTorch).

use std::sync::Arc;

use leptos::prelude::*;

use super::net_diagram::{Column, NetDiagram};
use crate::i18n::*;
use crate::run_context::use_run_context;
use crate::run_view::Picture;
use plot::images::Shape;

/// Of a wide layer so many are drawn.
const MOST: usize = 12;
/// Side of a unit's picture, in its own pixels.
const SIDE_PX: usize = 20;

#[component]
pub fn SmallNet(
    /// Their names; the first one or two are the axes of the units' pictures. Of a net with fewer, the first.
    inputs: &'static [&'static str],
    /// Likewise.
    outputs: &'static [&'static str],
    /// Units' pictures show inputs from `-reach` to `reach`.
    reach: f32,
    /// Of the hidden layer.
    #[prop(default = Signal::stored(relu as fn(f32) -> f32), into)]
    activation: Signal<fn(f32) -> f32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let picture = use_run_context().part(|view| view.picture.clone());
    let columns = Memo::new(move |_| columns(&picture.get(), inputs, outputs, reach, activation.get()));
    let rest = move || {
        let all = picture.with(|picture| picture.values("layers.0.bias").len());
        (all > MOST).then(|| view! { <p class="note">{t_string!(i18n, figure.units_shown, shown = MOST, all)}</p> })
    };
    view! {
        <section class="small-net">
            <h3>{t!(i18n, figure.net)}</h3>
            <NetDiagram columns label=Signal::derive(move || t_string!(i18n, figure.net).to_owned()) />
            {rest}
        </section>
    }
}

fn relu(x: f32) -> f32 {
    x.max(0.0)
}

fn columns(
    picture: &Picture,
    inputs: &[&str],
    outputs: &[&str],
    reach: f32,
    activation: fn(f32) -> f32,
) -> Vec<Column> {
    let [first, biases, second] =
        ["layers.0.weight", "layers.0.bias", "layers.1.weight"].map(|name| picture.values(name));
    if biases.is_empty() {
        return Vec::new();
    }
    let shown = biases.len().min(MOST);
    let inputs = &inputs[..inputs.len().min(first.len() / biases.len())];
    let outputs = &outputs[..outputs.len().min(second.len() / biases.len())];
    let units = first.chunks_exact(inputs.len()).zip(biases).take(shown);
    let pictures = units.map(|(weights, &bias)| drawing(weights, bias, reach, activation)).collect();
    let names = (1..=shown).map(|unit| format!("h{unit}, b = {:.3}", biases[unit - 1])).collect();
    let hidden = Column {
        strengths: vec![1.0; shown],
        pictures,
        shape: Shape { channels: 1, height_px: SIDE_PX, width_px: SIDE_PX },
        names,
        weights: first[..shown * inputs.len()].to_vec(),
    };
    let to_shown = second.chunks_exact(biases.len()).flat_map(|row| row[..shown].iter().copied());
    let ones = |names: &[&str]| Column::units(&vec![1.0; names.len()], names);
    vec![ones(inputs), hidden, Column { weights: to_shown.collect(), ..ones(outputs) }]
}

/// What a unit says over its first two inputs, `[SIDE_PX, SIDE_PX]` from top to bottom; others are 0.
fn drawing(weights: &[f32], bias: f32, reach: f32, activation: fn(f32) -> f32) -> Arc<[f32]> {
    let at = |place: usize| reach * (2.0 * (place as f32 + 0.5) / SIDE_PX as f32 - 1.0);
    let value = |row: usize, column: usize| {
        let across = weights[0] * at(column);
        let along = weights.get(1).map_or(0.0, |weight| -weight * at(row));
        activation(across + along + bias)
    };
    (0..SIDE_PX * SIDE_PX).map(|place| value(place / SIDE_PX, place % SIDE_PX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_units_picture_is_bright_where_the_unit_speaks() {
        let drawn = drawing(&[0.0, 1.0], 0.0, 1.0, relu);
        assert!(drawn[0] > 0.9 && drawn[SIDE_PX * SIDE_PX - 1] == 0.0, "y grows upwards");
        assert!((drawn[0] - drawn[SIDE_PX - 1]).abs() < 1e-6, "x does not count");
    }
}
