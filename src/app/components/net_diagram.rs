//! A net as a diagram: a column for each layer, pictures or units from top to bottom, and lines that are as strong as what passes
//! along them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::figures::canvas::{Pixels, page_theme};
use plot::images::{Shape, Tone, tile};
use protocol::Grid;

/// Of one layer at most so many are drawn; a net's filters are many.
const MOST: usize = 8;
/// Lines weaker than this are left away.
const LEAST: f32 = 0.02;

/// One layer: how strongly each of its units speaks, from 0 to 1, with its picture or its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    pub strengths: Vec<f32>,
    /// One for each unit, `[height, width]`; none where a unit has a name.
    pub pictures: Vec<Arc<[f32]>>,
    pub shape: Shape,
    pub names: Vec<String>,
}

impl Column {
    /// One image.
    pub fn image(values: Arc<[f32]>, side_px: usize) -> Self {
        let shape = Shape { channels: 1, height_px: side_px, width_px: side_px };
        Self { strengths: vec![1.0], pictures: vec![values], shape, names: Vec::new() }
    }

    /// Feature maps, the first ones where there are many.
    pub fn maps(grid: &Grid, values: &[f32]) -> Self {
        let shape = Shape { channels: grid.channels, height_px: grid.height_px, width_px: grid.width_px };
        let pictures: Vec<Arc<[f32]>> = values.chunks_exact(shape.values().max(1)).take(MOST).map(Arc::from).collect();
        let loudness = |picture: &Arc<[f32]>| picture.iter().sum::<f32>();
        Self { strengths: to_shares(pictures.iter().map(loudness).collect()), pictures, shape, names: Vec::new() }
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

/// A line between two neighbouring columns, in percent of the drawing, and how strong it is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Line {
    from: (f32, f32),
    to: (f32, f32),
    strength: f32,
}

/// Every unit with every unit of the next column: as strong as both together.
fn lines(columns: &[Column]) -> Vec<Line> {
    let middle = |place: usize, count: usize| 100.0 * (place as f32 + 0.5) / count as f32;
    let pairs = columns.windows(2).enumerate();
    let between = |(column, pair): (usize, &[Column])| {
        let (left, right) = (&pair[0].strengths, &pair[1].strengths);
        let line = |from: usize, to: usize| Line {
            from: (middle(column, columns.len()), middle(from, left.len())),
            to: (middle(column + 1, columns.len()), middle(to, right.len())),
            strength: left[from] * right[to],
        };
        let all = (0..left.len()).flat_map(|from| (0..right.len()).map(move |to| (from, to)));
        all.map(|(from, to)| line(from, to)).filter(|line| line.strength >= LEAST).collect::<Vec<_>>()
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
    let line = |Line { from, to, strength }: Line| {
        view! {
            <line
                x1=from.0.to_string()
                y1=from.1.to_string()
                x2=to.0.to_string()
                y2=to.1.to_string()
                stroke-opacity=format!("{strength:.2}")
                vector-effect="non-scaling-stroke"
            />
        }
    };
    let unit = move |column: &Column, place: usize| {
        let strength = column.strengths[place];
        match column.pictures.get(place) {
            Some(picture) => {
                let image = tile(picture, column.shape, 1, Tone::Brightness, theme.get());
                let side_px = if column.pictures.len() == 1 { 96.0 } else { 30.0 };
                let zoom = side_px / column.shape.width_px.max(1) as f64;
                view! { <span class="net-map"><Pixels image zoom label=String::new() /></span> }.into_any()
            }
            None => {
                let name = column.names.get(place).cloned().unwrap_or_default();
                view! {
                    <span class="net-unit" style:--strength=format!("{strength:.2}")>{name}</span>
                }
                .into_any()
            }
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
        assert_eq!(found[0], Line { from: (third, 25.0), to: (50.0, 50.0), strength: 0.8 });
        assert_eq!(found[1], Line { from: (third, 75.0), to: (50.0, 50.0), strength: 0.4 });
    }

    #[test]
    fn the_loudest_map_counts_as_one() {
        let grid = Grid { name: "conv1.maps".into(), images: 2, channels: 1, height_px: 1, width_px: 2 };
        let column = Column::maps(&grid, &[1.0, 1.0, 4.0, 0.0]);
        assert_eq!(column.strengths, [0.5, 1.0]);
        assert_eq!(column.pictures.len(), 2);
    }
}
