//! Points of space in the colours of their classes: what they are, what a net takes them for, and where it draws its borders.

use std::fmt::Write;
use std::sync::Arc;

use plotters::prelude::{DrawingBackend, RGBColor};

use super::camera::{Camera, Projected, Projection};
use super::csv::quoted;
use super::palette::{Palette, mix};
use super::pen::{Look, Outcome, Pen};
use super::plane::Bounds;
use super::scatter::Emphasis;

mod axes;
mod frame;

pub use frame::Frame3d;

/// What a 3-D scatter plot shows.
#[derive(Clone, Copy, Debug)]
pub struct Scatter3d<'a> {
    /// `x0, y0, z0, x1, y1, z1, ...` in data units.
    pub positions: &'a [f32],
    /// Each point's class.
    pub classes: &'a [u8],
    /// The class that each point was taken for; empty before anyone has guessed.
    pub predicted: &'a [u8],
    pub show: Show,
    /// By class; classes beyond its end are shown.
    pub emphasis: &'a [Emphasis],
    pub frame: Frame3d,
    /// Names of the axes.
    pub axes: [&'a str; 3],
    pub meshes: &'a [Mesh],
    pub slice: Option<&'a Slice>,
    pub camera: Camera,
}

/// What a point's colour says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// Its class.
    Truth,
    /// What it was taken for.
    Prediction,
    /// Its class inside, what it was taken for as a ring around.
    #[default]
    Both,
    /// As `Both`, with all points that were recognised faint.
    Mistakes,
}

/// Lines in space.
#[derive(Clone, Debug, PartialEq)]
pub struct Mesh {
    /// Two ends of each line, `[lines, 2, 3]`, in data units.
    pub ends: Arc<[f32]>,
    /// In the colour of a class, or in ink.
    pub class: Option<u8>,
}

/// A level sheet through the box, coloured by class.
#[derive(Clone, Debug, PartialEq)]
pub struct Slice {
    /// Where it cuts the z axis.
    pub height: f64,
    pub bounds: Bounds,
    /// Cells as in [`super::plane::Layer::Field`]: class plus how sure of it one is.
    pub values: Arc<[f32]>,
    pub columns: usize,
}

/// One thing to draw, in the order of the painter: what is farther comes first.
#[derive(Clone, Copy)]
enum Item {
    Point(usize),
    /// The line that begins at this corner of this mesh.
    Line {
        mesh: usize,
        start: usize,
    },
}

/// Colours fade into the paper by this share, front to back.
const FOG: f64 = 0.6;
const SLICE_OPACITY: f64 = 0.3;
const LINE_OPACITY: f64 = 0.45;
/// Half the diagonal of the box.
const HALF_DIAGONAL: f64 = 1.75;

impl Scatter3d<'_> {
    /// Draws everything that has no letters.
    pub fn draw_marks<B: DrawingBackend>(&self, backend: &mut B, look: &Look) -> Outcome<B> {
        let projection = self.camera.projection(look.width_px, look.height_px);
        let mut pen = Pen { backend, look };
        pen.fill()?;
        axes::draw_walls(&mut pen, &self.frame, &projection)?;
        let (behind, before) = self.sorted(&projection);
        self.draw_items(&mut pen, &projection, &behind)?;
        if let Some(slice) = self.slice {
            self.draw_slice(&mut pen, &projection, slice)?;
        }
        self.draw_items(&mut pen, &projection, &before)
    }

    /// Draws the axes' numbers and names.
    pub fn draw_words<B: DrawingBackend>(&self, backend: &mut B, look: &Look) -> Outcome<B> {
        let projection = self.camera.projection(look.width_px, look.height_px);
        axes::draw_words(&mut Pen { backend, look }, &self.frame, &projection, self.axes)
    }

    /// The shown point nearest to a place on the picture, at most `within_px` away; of two at one place the one in front.
    pub fn nearest(&self, look: &Look, at: (f64, f64), within_px: f64) -> Option<usize> {
        let projection = self.camera.projection(look.width_px, look.height_px);
        let cost = |index: usize| {
            let Projected { x_px, y_px, depth, .. } =
                projection.of(self.place(index)).filter(|_| self.is_shown(index))?;
            let distance_px = (x_px - at.0).hypot(y_px - at.1);
            (distance_px <= within_px).then_some((distance_px.round(), depth))
        };
        (0..self.len())
            .filter_map(|index| Some((index, cost(index)?)))
            .min_by(|(_, a), (_, b)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)))
            .map(|(index, _)| index)
    }

    /// How many points have a place and a class.
    pub fn len(&self) -> usize {
        self.classes.len().min(self.positions.len() / 3)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A point's class and what it was taken for.
    pub fn answer(&self, index: usize) -> (u8, u8) {
        let class = self.classes[index];
        (class, self.predicted.get(index).copied().unwrap_or(class))
    }

    fn place(&self, index: usize) -> [f64; 3] {
        self.frame.place(&self.positions[3 * index..3 * index + 3])
    }

    fn is_shown(&self, index: usize) -> bool {
        self.emphasis_of(index) != Emphasis::Hidden
    }

    fn emphasis_of(&self, index: usize) -> Emphasis {
        self.emphasis.get(usize::from(self.classes[index])).copied().unwrap_or_default()
    }

    /// Points and lines behind the slice and before it, each with the farthest first; without a slice all are before it.
    fn sorted(&self, projection: &Projection) -> (Vec<Item>, Vec<Item>) {
        let cut = self.slice.map(|slice| self.frame.place(&[0.0, 0.0, slice.height as f32]));
        let is_eye_above = cut.is_some_and(|cut| projection.faces(cut, [0.0, 0.0, 1.0]));
        let is_before = |place: [f64; 3]| cut.is_none_or(|cut| (place[2] > cut[2]) == is_eye_above);
        let mut items = [Vec::new(), Vec::new()];
        let mut add = |place: [f64; 3], item: Item| {
            if let Some(Projected { depth, .. }) = projection.of(place) {
                items[usize::from(is_before(place))].push((depth, item));
            }
        };
        for index in (0..self.len()).filter(|&index| self.is_shown(index)) {
            add(self.place(index), Item::Point(index));
        }
        for (mesh, Mesh { ends, .. }) in self.meshes.iter().enumerate() {
            for (line, ends) in ends.as_chunks::<6>().0.iter().enumerate() {
                let (from, to) = (self.frame.place(&ends[..3]), self.frame.place(&ends[3..]));
                add(std::array::from_fn(|axis| (from[axis] + to[axis]) / 2.0), Item::Line { mesh, start: 6 * line });
            }
        }
        let [behind, before] = items.map(|mut items| {
            items.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
            items.into_iter().map(|(_, item)| item).collect()
        });
        (behind, before)
    }

    fn draw_items<B: DrawingBackend>(&self, pen: &mut Pen<B>, projection: &Projection, items: &[Item]) -> Outcome<B> {
        let palette = pen.look.theme.palette();
        for &item in items {
            match item {
                Item::Point(index) => {
                    if let Some(seen) = projection.of(self.place(index)) {
                        self.draw_point(pen, palette, index, seen)?;
                    }
                }
                Item::Line { mesh, start } => {
                    let Mesh { ends, class } = &self.meshes[mesh];
                    let end = |start: usize| projection.of(self.frame.place(&ends[start..start + 3]));
                    let (Some(from), Some(to)) = (end(start), end(start + 3)) else { continue };
                    let colour = class.map_or(palette.ink, |class| palette.class(usize::from(class)));
                    let colour = self.fogged(palette, colour, from.depth);
                    pen.line(&[(from.x_px, from.y_px), (to.x_px, to.y_px)], colour, LINE_OPACITY, 1.0)?;
                }
            }
        }
        Ok(())
    }

    fn draw_point<B: DrawingBackend>(
        &self,
        pen: &mut Pen<B>,
        palette: &Palette,
        index: usize,
        seen: Projected,
    ) -> Outcome<B> {
        let (truth, guess) = self.answer(index);
        let colour = |class: u8| self.fogged(palette, palette.class(usize::from(class)), seen.depth);
        let (at, radius_px) = ((seen.x_px, seen.y_px), self.radius_px() * seen.magnification);
        let opacity = self.emphasis_of(index).opacity();
        match self.show {
            Show::Prediction => pen.dot(at, radius_px, colour(guess), opacity),
            Show::Mistakes if truth == guess => pen.dot(at, 0.7 * radius_px, palette.line, opacity),
            Show::Both | Show::Mistakes if truth != guess => {
                pen.dot(at, 1.7 * radius_px, colour(guess), opacity)?;
                pen.dot(at, 0.8 * radius_px, colour(truth), opacity)
            }
            Show::Truth | Show::Both | Show::Mistakes => pen.dot(at, radius_px, colour(truth), opacity),
        }
    }

    /// One polygon for each run of cells of one class in a row.
    fn draw_slice<B: DrawingBackend>(&self, pen: &mut Pen<B>, projection: &Projection, slice: &Slice) -> Outcome<B> {
        let Slice { height, bounds, values, columns } = slice;
        let palette = pen.look.theme.palette();
        let rows = values.len().checked_div(*columns).unwrap_or(0);
        let along = |low: f64, high: f64, cell: usize, cells: usize| low + (high - low) * cell as f64 / cells as f64;
        for (row, values) in values.chunks_exact((*columns).max(1)).enumerate() {
            let [south, north] = [row, row + 1].map(|row| along(bounds.y_min, bounds.y_max, row, rows));
            let mut column = 0;
            for run in values.chunk_by(|a, b| a.floor() == b.floor()) {
                let [west, east] =
                    [column, column + run.len()].map(|column| along(bounds.x_min, bounds.x_max, column, *columns));
                column += run.len();
                let corners = [(west, south), (east, south), (east, north), (west, north)];
                let seen = corners.map(|(x, y)| projection.of(self.frame.place(&[x as f32, y as f32, *height as f32])));
                let corners: Vec<_> = seen.into_iter().flatten().map(|seen| (seen.x_px, seen.y_px)).collect();
                if run[0].is_finite() && corners.len() == 4 {
                    pen.polygon(&corners, palette.class(run[0].max(0.0) as usize), SLICE_OPACITY)?;
                }
            }
        }
        Ok(())
    }

    fn fogged(&self, palette: &Palette, colour: RGBColor, depth: f64) -> RGBColor {
        let share = (depth - self.camera.distance + HALF_DIAGONAL) / (2.0 * HALF_DIAGONAL);
        mix(colour, palette.paper, FOG * share.clamp(0.0, 1.0))
    }

    /// At the middle of the box; thousands of points need smaller marks than a few.
    fn radius_px(&self) -> f64 {
        match self.len() {
            0..=20 => 7.0,
            21..=500 => 3.4,
            501..=3000 => 2.4,
            _ => 1.9,
        }
    }
}

/// One line for each point: its coordinates, its class, and what it was taken for, if anyone has guessed.
pub fn csv(scatter: &Scatter3d) -> String {
    let [x, y, z] = scatter.axes.map(quoted);
    let mut text = format!("{x},{y},{z},class,predicted\n");
    for (index, place) in scatter.positions.as_chunks::<3>().0.iter().enumerate().take(scatter.len()) {
        let [x, y, z] = place;
        let guess = scatter.predicted.get(index).map_or(String::new(), u8::to_string);
        writeln!(text, "{x},{y},{z},{},{guess}", scatter.classes[index]).expect("a string takes all that is written");
    }
    text
}
