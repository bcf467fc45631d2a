//! A net as a diagram: a column for each layer, pictures or units from top to bottom, and lines between them: weights, or what
//! passes along.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;
use leptos_use::use_element_visibility;

use crate::figures::canvas::{Pixels, page_theme};
use plot::images::{Shape, Tone, tile};
use protocol::Grid;

/// Of one layer at most so many are drawn; a net's filters are many.
const MOST: usize = 8;
/// Lines weaker than this are not seen.
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
    /// The pictures are of what makes a unit speak or silences it, not of what it says.
    pub is_signed: bool,
}

/// A line's place: it leads to a unit of this column, counted from 0, from a unit of the column before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    pub column: usize,
    pub to: usize,
    pub from: usize,
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

/// What decides where everything stands: while it stays, nodes stay, and only their strengths change.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seat {
    units: usize,
    pictures: usize,
    shape: Shape,
    has_weights: bool,
}

impl Seat {
    fn of(column: &Column) -> Self {
        let (units, pictures) = (column.strengths.len(), column.pictures.len());
        Self { units, pictures, shape: column.shape, has_weights: !column.weights.is_empty() }
    }
}

/// A line between two neighbouring columns, in percent of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Line {
    weight: Weight,
    from: (f32, f32),
    to: (f32, f32),
    is_weight: bool,
}

/// Every unit with every unit of the next column.
fn lines(seats: &[Seat]) -> Vec<Line> {
    let middle = |place: usize, count: usize| 100.0 * (place as f32 + 0.5) / count as f32;
    let mut lines = Vec::new();
    for (left, pair) in seats.windows(2).enumerate() {
        let (units, next) = (pair[0].units, pair[1]);
        for (from, to) in (0..units).flat_map(|from| (0..next.units).map(move |to| (from, to))) {
            lines.push(Line {
                weight: Weight { column: left + 1, to, from },
                from: (middle(left, seats.len()), middle(from, units)),
                to: (middle(left + 1, seats.len()), middle(to, next.units)),
                is_weight: next.has_weights,
            });
        }
    }
    lines
}

/// How strong each of [`lines`] is, from -1 to 1.
fn strengths(columns: &[Column]) -> Vec<f32> {
    let seats: Vec<Seat> = columns.iter().map(Seat::of).collect();
    let largest =
        |column: &Column| column.weights.iter().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
    let largest: Vec<f32> = columns.iter().map(largest).collect();
    let strength = |Line { weight: Weight { column, to, from }, .. }| {
        let (left, right) = (&columns[column - 1], &columns[column]);
        let weight = right.weights.get(to * left.strengths.len() + from);
        weight.map_or(left.strengths[from] * right.strengths[to], |weight| weight / largest[column])
    };
    lines(&seats).into_iter().map(strength).collect()
}

/// What a weight is, for who points at it.
fn words(columns: &[Column], Weight { column, to, from }: Weight) -> Option<String> {
    let (left, right) = (columns.get(column - 1)?, columns.get(column)?);
    let weight = right.weights.get(to * left.strengths.len() + from)?;
    let name = |column: &Column, unit: usize| column.names.get(unit).cloned().unwrap_or_default();
    Some(format!("{} → {}: {weight:.3}", name(left, from), name(right, to)))
}

#[component]
pub fn NetDiagram(
    /// From the input to the answer.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// What it is, for those who cannot see it.
    #[prop(into)]
    label: Signal<String>,
    /// A weight was pressed.
    #[prop(optional, into)]
    on_weight: Option<Callback<Weight>>,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    let is_seen = use_element_visibility(node);
    // Nobody waits for what is out of sight.
    let columns: Signal<Vec<Column>> = Memo::new(move |before: Option<&Vec<Column>>| match before {
        Some(before) if !before.is_empty() && !is_seen.get() => before.clone(),
        Some(_) | None => columns.get(),
    })
    .into();
    let seats = Memo::new(move |_| columns.with(|columns| columns.iter().map(Seat::of).collect::<Vec<_>>()));
    let strengths = Memo::new(move |_| columns.with(|columns| strengths(columns)));
    let line = move |(place, line): (usize, Line)| {
        let strength = move || strengths.with(|all| all.get(place).copied().unwrap_or(0.0));
        let opacity = move || match strength().abs() {
            strength if strength < LEAST => 0.0,
            strength => 0.15 + 0.85 * strength,
        };
        let [x1, y1, x2, y2] = [line.from.0, line.from.1, line.to.0, line.to.1].map(|percent| percent.to_string());
        // A line is thinner than a finger.
        let hold = line.is_weight.then(|| {
            view! {
                <line
                    class="net-hold"
                    x1=x1.clone()
                    y1=y1.clone()
                    x2=x2.clone()
                    y2=y2.clone()
                    vector-effect="non-scaling-stroke"
                    on:pointerdown=move |_| {
                        if let Some(on_weight) = on_weight {
                            on_weight.run(line.weight);
                        }
                    }
                >
                    <title>{move || columns.with(|columns| words(columns, line.weight))}</title>
                </line>
            }
        });
        view! {
            <line
                class:is-negative=move || strength() < 0.0
                x1=x1
                y1=y1
                x2=x2
                y2=y2
                stroke-opacity=move || format!("{:.2}", opacity())
                stroke-width=move || format!("{:.1}", 0.5 + 3.5 * strength().abs())
                vector-effect="non-scaling-stroke"
            />
            {hold}
        }
    };
    let column = move |(column, seat): (usize, Seat)| {
        let units = (0..seat.units).map(|place| view! { <Unit columns column place seat /> });
        view! { <div class="net-column">{units.collect::<Vec<_>>()}</div> }
    };
    view! {
        <div class="net-diagram" node_ref=node data-testid="net-diagram" role="img" aria-label=label>
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
                {move || seats.with(|seats| lines(seats)).into_iter().enumerate().map(line).collect::<Vec<_>>()}
            </svg>
            {move || seats.get().into_iter().enumerate().map(column).collect::<Vec<_>>()}
        </div>
    }
}

/// One unit of one column: its picture, or a spot as bright as it speaks.
#[component]
fn Unit(columns: Signal<Vec<Column>>, column: usize, place: usize, seat: Seat) -> impl IntoView {
    let theme = page_theme();
    let name =
        Memo::new(move |_| columns.with(|columns| columns.get(column)?.names.get(place).cloned()).unwrap_or_default());
    if place >= seat.pictures {
        let strength = move || columns.with(|columns| columns.get(column)?.strengths.get(place).copied());
        let strength = move || format!("{:.2}", strength().unwrap_or(0.0));
        return view! { <span class="net-unit" style:--strength=strength><span class="net-name">{name}</span></span> }
            .into_any();
    }
    let image = Memo::new(move |_| {
        columns.with(|columns| {
            let column = columns.get(column)?;
            let tone = if column.is_signed { Tone::Signed } else { Tone::Brightness };
            Some(tile(column.pictures.get(place)?, column.shape, 1, tone, theme.get()))
        })
    });
    let side_px = if seat.pictures == 1 { 96.0 } else { 30.0 };
    let zoom = side_px / seat.shape.width_px.max(1) as f64;
    let image = Signal::derive(move || image.get().unwrap_or_default());
    view! { <span class="net-map" title=name><Pixels image zoom label=name /></span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(columns: &[Column]) -> Vec<Line> {
        lines(&columns.iter().map(Seat::of).collect::<Vec<_>>())
    }

    #[test]
    fn lines_join_the_middles_of_neighbouring_units_as_strongly_as_both_speak() {
        let columns = [Column::units(&[1.0, 0.5], &[]), Column::units(&[0.8], &["a"]), Column::units(&[0.0], &["b"])];
        let third = 100.0 / 6.0;
        let line = |from, y| Line {
            weight: Weight { column: 1, to: 0, from },
            from: (third, y),
            to: (50.0, 50.0),
            is_weight: false,
        };
        assert_eq!(found(&columns)[..2], [line(0, 25.0), line(1, 75.0)]);
        assert_eq!(strengths(&columns), [0.8, 0.4, 0.0], "a silent unit has lines that are not seen");
    }

    #[test]
    fn weights_are_lines_with_a_sign_the_largest_counts_as_one() {
        let hidden = Column { weights: vec![2.0, -4.0], ..Column::units(&[1.0], &["h1"]) };
        let columns = [Column::units(&[1.0, 1.0], &["x", "y"]), hidden];
        assert_eq!(strengths(&columns), [0.5, -1.0]);
        let second = found(&columns)[1].weight;
        assert_eq!(words(&columns, second).unwrap(), "y → h1: -4.000");
    }

    #[test]
    fn the_loudest_map_counts_as_one() {
        let grid = Grid { name: "conv1.maps".into(), images: 2, channels: 1, height_px: 1, width_px: 2 };
        let column = Column::maps(&grid, &[1.0, 1.0, 4.0, 0.0]);
        assert_eq!(column.strengths, [0.5, 1.0]);
        assert_eq!(column.pictures.len(), 2);
    }
}
