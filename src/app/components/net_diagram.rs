//! A net as a diagram: a column for each layer, pictures or units from top to bottom, and lines between them: weights, or what
//! passes along.

use std::sync::Arc;

use leptos::prelude::*;

use crate::figures::canvas::{Pixels, page_theme};
use plot::images::{Shape, Tone, tile};
use protocol::Grid;

/// Of one layer at most so many are drawn; a net's filters are many.
const MOST: usize = 8;
/// Lines weaker than this are left away.
const LEAST: f32 = 0.02;

/// One layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// How strongly each of its units speaks, from 0 to 1.
    pub strengths: Vec<f32>,
    /// One for each unit, `[height, width]`; none where a unit has only a name.
    pub pictures: Vec<Arc<[f32]>>,
    pub shape: Shape,
    pub names: Vec<String>,
    /// Of the lines from the column before, `[units here, units there]`. Without them lines are as strong as both ends.
    pub weights: Vec<f32>,
}

impl Column {
    /// One image.
    pub fn image(values: Arc<[f32]>, side_px: usize) -> Self {
        let shape = Shape { channels: 1, height_px: side_px, width_px: side_px };
        Self { strengths: vec![1.0], pictures: vec![values], shape, ..Self::default() }
    }

    /// Feature maps, the first ones where there are many.
    pub fn maps(grid: &Grid, values: &[f32]) -> Self {
        let shape = Shape { channels: grid.channels, height_px: grid.height_px, width_px: grid.width_px };
        let pictures: Vec<Arc<[f32]>> = values.chunks_exact(shape.values().max(1)).take(MOST).map(Arc::from).collect();
        let loudness = |picture: &Arc<[f32]>| picture.iter().sum::<f32>();
        Self { strengths: to_shares(pictures.iter().map(loudness).collect()), pictures, shape, ..Self::default() }
    }

    /// Units with names, such as classes.
    pub fn units(strengths: &[f32], names: &[&str]) -> Self {
        let names = names.iter().map(ToString::to_string).collect();
        Self { strengths: strengths.to_vec(), names, ..Self::default() }
    }
}

/// The largest becomes 1.
fn to_shares(values: Vec<f32>) -> Vec<f32> {
    let largest = values.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    values.into_iter().map(|value| (value / largest).max(0.0)).collect()
}

/// A line between two neighbouring columns, in percent of the drawing: how strong it is, from -1 to 1, and what it is.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    from: (f32, f32),
    to: (f32, f32),
    strength: f32,
    words: String,
}

/// Every unit with every unit of the next column.
fn lines(columns: &[Column]) -> Vec<Line> {
    let middle = |place: usize, count: usize| 100.0 * (place as f32 + 0.5) / count as f32;
    let pairs = columns.windows(2).enumerate();
    let between = |(column, pair): (usize, &[Column])| {
        let [left, right] = [&pair[0], &pair[1]];
        let counts = (left.strengths.len(), right.strengths.len());
        let largest = right.weights.iter().fold(f32::MIN_POSITIVE, |largest, weight| largest.max(weight.abs()));
        let line = |from: usize, to: usize| {
            let weight = right.weights.get(to * counts.0 + from);
            let name = |column: &Column, unit: usize| column.names.get(unit).cloned().unwrap_or_default();
            let words = |weight: &f32| format!("{} → {}: {weight:.3}", name(left, from), name(right, to));
            Line {
                from: (middle(column, columns.len()), middle(from, counts.0)),
                to: (middle(column + 1, columns.len()), middle(to, counts.1)),
                strength: weight.map_or(left.strengths[from] * right.strengths[to], |weight| weight / largest),
                words: weight.map(words).unwrap_or_default(),
            }
        };
        let all = (0..counts.0).flat_map(|from| (0..counts.1).map(move |to| (from, to)));
        all.map(|(from, to)| line(from, to)).filter(|line| line.strength.abs() >= LEAST).collect::<Vec<_>>()
    };
    pairs.flat_map(between).collect()
}

#[component]
pub fn NetDiagram(
    /// From the input to the answer.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// What it is, for those who cannot see it.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let theme = page_theme();
    let line = |Line { from, to, strength, words }: Line| {
        view! {
            <line
                class:is-negative=strength < 0.0
                x1=from.0.to_string()
                y1=from.1.to_string()
                x2=to.0.to_string()
                y2=to.1.to_string()
                stroke-opacity=format!("{:.2}", 0.15 + 0.85 * strength.abs())
                stroke-width=format!("{:.1}", 0.5 + 3.5 * strength.abs())
                vector-effect="non-scaling-stroke"
            >
                <title>{words}</title>
            </line>
        }
    };
    let unit = move |column: &Column, place: usize| {
        let strength = column.strengths[place];
        let name = column.names.get(place).cloned().unwrap_or_default();
        match column.pictures.get(place) {
            Some(picture) => {
                let image = tile(picture, column.shape, 1, Tone::Brightness, theme.get());
                let side_px = if column.pictures.len() == 1 { 96.0 } else { 30.0 };
                let zoom = side_px / column.shape.width_px.max(1) as f64;
                let label = name.clone();
                view! { <span class="net-map" title=name><Pixels image zoom label /></span> }.into_any()
            }
            None => view! {
                <span class="net-unit" style:--strength=format!("{strength:.2}")>{name}</span>
            }
            .into_any(),
        }
    };
    let column = move |column: &Column| {
        let units = (0..column.strengths.len()).map(|place| unit(column, place)).collect::<Vec<_>>();
        view! { <div class="net-column">{units}</div> }
    };
    view! {
        <div class="net-diagram" data-testid="net-diagram" role="img" aria-label=label>
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
                {move || columns.with(|columns| lines(columns)).into_iter().map(line).collect::<Vec<_>>()}
            </svg>
            {move || columns.with(|columns| columns.iter().map(column).collect::<Vec<_>>())}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_join_the_middles_of_neighbouring_units_as_strongly_as_both_speak() {
        let columns = [Column::units(&[1.0, 0.5], &[]), Column::units(&[0.8], &["a"]), Column::units(&[0.0], &["b"])];
        let found = lines(&columns);
        assert_eq!(found.len(), 2, "a silent unit has no lines");
        let third = 100.0 / 6.0;
        let line = |y, strength| Line { from: (third, y), to: (50.0, 50.0), strength, words: String::new() };
        assert_eq!(found, [line(25.0, 0.8), line(75.0, 0.4)]);
    }

    #[test]
    fn weights_are_lines_with_a_sign_the_largest_counts_as_one() {
        let hidden = Column { weights: vec![2.0, -4.0], ..Column::units(&[1.0], &["h1"]) };
        let found = lines(&[Column::units(&[1.0, 1.0], &["x", "y"]), hidden]);
        assert_eq!(found.iter().map(|line| line.strength).collect::<Vec<_>>(), [0.5, -1.0]);
        assert_eq!(found[1].words, "y → h1: -4.000");
    }

    #[test]
    fn the_loudest_map_counts_as_one() {
        let grid = Grid { name: "conv1.maps".into(), images: 2, channels: 1, height_px: 1, width_px: 2 };
        let column = Column::maps(&grid, &[1.0, 1.0, 4.0, 0.0]);
        assert_eq!(column.strengths, [0.5, 1.0]);
        assert_eq!(column.pictures.len(), 2);
    }
}
