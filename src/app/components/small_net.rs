//! A small net's diagram with live weights, and what each hidden unit draws over its inputs. Its weights are the picture's
//! arrays `layers.0.weight`, `layers.0.bias`, `layers.1.weight` (`[outputs, inputs]`, as in PyTorch), behind the net's prefix.

use std::sync::Arc;

use leptos::prelude::*;

use super::net_diagram::{Column, NetDiagram, Weight};
use super::weight_hand::{Handle, WeightHand};
use crate::i18n::*;
use crate::run_context::use_run_context;
use crate::run_view::Picture;
use plot::images::Shape;
use protocol::set_weights::WEIGHTS;

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
    /// Of the names of its tensors.
    #[prop(default = Signal::stored(String::new()), into)]
    prefix: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let context = use_run_context();
    let picture = context.part(|view| view.picture.clone());
    let net =
        Memo::new(move |_| prefix.with(|prefix| picture.with(|picture| Net::of(picture, prefix, inputs, outputs))));
    let columns = Memo::new(move |_| net.with(|net| net.columns(reach, activation.get())));
    let handles = Memo::new(move |_| net.with(Net::handles));
    let chosen = RwSignal::new(0);
    let on_weight = Callback::new(move |weight: Weight| {
        let found = net.with_untracked(|net| net.place(weight)).and_then(|(tensor, index)| {
            let is_it = |handle: &Handle| handle.tensor == tensor && handle.index == index;
            handles.with_untracked(|handles| handles.iter().position(is_it))
        });
        chosen.set(found.unwrap_or_default());
    });
    let has_hand =
        context.lesson.get_untracked().is_some_and(|open| open.settings.iter().any(|one| one.key == WEIGHTS));
    let hand = has_hand.then(|| view! { <WeightHand prefix handles chosen /> });
    let rest = move || {
        let all = net.with(|net| net.biases.len());
        (all > MOST).then(|| view! { <p class="note">{t_string!(i18n, figure.units_shown, shown = MOST, all)}</p> })
    };
    view! {
        <section class="small-net">
            <h3>{t!(i18n, figure.net)}</h3>
            <NetDiagram columns label=Signal::derive(move || t_string!(i18n, figure.net).to_owned()) on_weight />
            {hand}
            {rest}
        </section>
    }
}

fn relu(x: f32) -> f32 {
    x.max(0.0)
}

/// What is known of the net: none of it before its first picture.
#[derive(Clone, Debug, Default, PartialEq)]
struct Net {
    inputs: &'static [&'static str],
    outputs: &'static [&'static str],
    /// `[hidden, inputs]`
    first: Arc<[f32]>,
    /// `[hidden]`
    biases: Arc<[f32]>,
    /// `[outputs, hidden]`
    second: Arc<[f32]>,
}

impl Net {
    fn of(picture: &Picture, prefix: &str, inputs: &'static [&'static str], outputs: &'static [&'static str]) -> Self {
        let values = |name: &str| picture.shared(&format!("{prefix}{name}"));
        let [first, biases, second] = ["layers.0.weight", "layers.0.bias", "layers.1.weight"].map(values);
        let Some(hidden) = Some(biases.len()).filter(|hidden| *hidden > 0) else { return Self::default() };
        let inputs = &inputs[..inputs.len().min(first.len() / hidden)];
        let outputs = &outputs[..outputs.len().min(second.len() / hidden)];
        Self { inputs, outputs, first, biases, second }
    }

    fn shown(&self) -> usize {
        self.biases.len().min(MOST)
    }

    fn columns(&self, reach: f32, activation: fn(f32) -> f32) -> Vec<Column> {
        let (shown, inputs) = (self.shown(), self.inputs.len());
        if shown == 0 {
            return Vec::new();
        }
        let units = self.first.chunks_exact(inputs).zip(&*self.biases).take(shown);
        let pictures = units.map(|(weights, &bias)| drawing(weights, bias, reach, activation)).collect();
        let hidden = Column {
            strengths: vec![1.0; shown],
            pictures,
            shape: Shape { channels: 1, height_px: SIDE_PX, width_px: SIDE_PX },
            names: (0..shown).map(|unit| format!("{}, b = {:.3}", unit_name(unit), self.biases[unit])).collect(),
            weights: self.first[..shown * inputs].to_vec(),
            is_signed: false,
        };
        let to_shown = self.second.chunks_exact(self.biases.len()).flat_map(|row| row[..shown].iter().copied());
        let ones = |names: &[&str]| Column::units(&vec![1.0; names.len()], names);
        vec![ones(self.inputs), hidden, Column { weights: to_shown.collect(), ..ones(self.outputs) }]
    }

    /// All numbers that the diagram shows, and the outputs' biases.
    fn handles(&self) -> Vec<Handle> {
        let (shown, inputs) = (self.shown(), self.inputs.len());
        let handle = |tensor, index, words| Handle { tensor, index, words };
        let mut handles = Vec::new();
        for unit in 0..shown {
            let into = |(input, name): (usize, &&str)| {
                handle("layers.0.weight", unit * inputs + input, format!("{name} → {}", unit_name(unit)))
            };
            handles.extend(self.inputs.iter().enumerate().map(into));
            handles.push(handle("layers.0.bias", unit, unit_name(unit)));
        }
        for (output, name) in self.outputs.iter().enumerate() {
            let out = |unit: usize| {
                let index = output * self.biases.len() + unit;
                handle("layers.1.weight", index, format!("{} → {name}", unit_name(unit)))
            };
            handles.extend((0..shown).map(out));
            handles.push(handle("layers.1.bias", output, (*name).to_owned()));
        }
        handles
    }

    /// The tensor that holds a line of the diagram, and where.
    fn place(&self, Weight { column, to, from }: Weight) -> Option<(&'static str, usize)> {
        match column {
            1 => Some(("layers.0.weight", to * self.inputs.len() + from)),
            2 => Some(("layers.1.weight", to * self.biases.len() + from)),
            _ => None,
        }
    }
}

fn unit_name(unit: usize) -> String {
    format!("h{}", unit + 1)
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
    fn every_line_of_the_diagram_is_a_number_that_can_be_set() {
        let numbers = |count: usize| (0..count).map(|number| number as f32).collect::<Arc<[f32]>>();
        let (first, biases, second) = (numbers(28), numbers(14), numbers(28));
        let net = Net { inputs: &["x", "y"], outputs: &["0", "1"], first, biases, second };
        let columns = net.columns(1.0, relu);
        let handles = net.handles();
        for (column, to, from) in [(1, 11, 1), (2, 1, 3)] {
            let (tensor, index) = net.place(Weight { column, to, from }).unwrap();
            let counts = columns[column - 1].strengths.len();
            assert_eq!(columns[column].weights[to * counts + from], index as f32, "{tensor}");
            assert!(handles.iter().any(|handle| handle.tensor == tensor && handle.index == index));
        }
        assert_eq!(handles.len(), 12 * 3 + 2 * 13, "of units that are drawn, and the outputs' biases");
    }

    #[test]
    fn a_units_picture_is_bright_where_the_unit_speaks() {
        let drawn = drawing(&[0.0, 1.0], 0.0, 1.0, relu);
        assert!(drawn[0] > 0.9 && drawn[SIDE_PX * SIDE_PX - 1] == 0.0, "y grows upwards");
        assert!((drawn[0] - drawn[SIDE_PX - 1]).abs() < 1e-6, "x does not count");
    }
}
