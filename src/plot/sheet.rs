//! A figure as a file shows it: the title above its picture, the legend below.

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};

use super::pen::{Look, Outcome, Pen};
use super::plane::Mark;

/// A name in a legend, and how it is told from others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    pub label: String,
    pub mark: Mark,
    pub pale: bool,
}

/// What stands around a picture.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    pub title: &'a str,
    pub entries: &'a [Entry],
}

/// Room around a picture, and where each entry of the legend begins below it: from the left, from the picture's lower edge.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetLayout {
    pub above_px: f64,
    pub below_px: f64,
    pub places: Vec<(f64, f64)>,
}

const MARGIN_PX: f64 = 10.0;
const TITLE_PX: f64 = 16.0;
const LABEL_PX: f64 = 13.0;
const ROW_PX: f64 = 20.0;
const MARK_PX: f64 = 22.0;
/// Between a mark and its label.
const GAP_PX: f64 = 6.0;
/// Between one entry and the next.
const SPACING_PX: f64 = 16.0;

impl Sheet<'_> {
    /// For a picture of this width: the entries follow each other in rows.
    pub fn layout(&self, width_px: f64) -> SheetLayout {
        let (mut x_px, mut y_px) = (MARGIN_PX, 0.0);
        let mut places = Vec::new();
        for entry in self.entries {
            let entry_px = MARK_PX + GAP_PX + text_px(&entry.label, LABEL_PX);
            if x_px > MARGIN_PX && x_px + entry_px > width_px - MARGIN_PX {
                (x_px, y_px) = (MARGIN_PX, y_px + ROW_PX);
            }
            places.push((x_px, y_px));
            x_px += entry_px + SPACING_PX;
        }
        let above_px = if self.title.is_empty() { 0.0 } else { TITLE_PX + 2.0 * MARGIN_PX };
        let below_px = if places.is_empty() { 0.0 } else { y_px + ROW_PX + MARGIN_PX };
        SheetLayout { above_px, below_px, places }
    }

    /// Draws everything but the picture. The look is the whole sheet's, with the room above and below.
    pub fn draw<B: DrawingBackend>(&self, backend: &mut B, look: &Look) -> Outcome<B> {
        let SheetLayout { below_px, places, .. } = self.layout(look.width_px);
        let palette = look.theme.palette();
        let mut pen = Pen { backend, look };
        pen.fill()?;
        let most_px = look.width_px - 2.0 * MARGIN_PX;
        let size_px = TITLE_PX * (most_px / text_px(self.title, TITLE_PX).max(1.0)).min(1.0);
        pen.text(self.title, (MARGIN_PX, MARGIN_PX), palette.ink, size_px, (HPos::Left, VPos::Top))?;
        for (entry, (x_px, y_px)) in self.entries.iter().zip(places) {
            let y_px = look.height_px - below_px + y_px + ROW_PX / 2.0;
            draw_mark(&mut pen, entry, (x_px, y_px))?;
            let at = (x_px + MARK_PX + GAP_PX, y_px - LABEL_PX / 2.0);
            pen.text(&entry.label, at, palette.ink, LABEL_PX, (HPos::Left, VPos::Top))?;
        }
        Ok(())
    }
}

fn draw_mark<B: DrawingBackend>(pen: &mut Pen<B>, entry: &Entry, (x_px, y_px): (f64, f64)) -> Outcome<B> {
    let palette = pen.look.theme.palette();
    let colour = entry.mark.colour(palette);
    let middle = (x_px + MARK_PX / 2.0, y_px);
    match entry.mark {
        Mark::Line { dash, .. } => {
            let (opacity, width_px) = if entry.pale { (0.5, 1.0) } else { (1.0, 2.0) };
            let line = [(x_px, y_px), (x_px + MARK_PX, y_px)];
            dash.strokes(&line, width_px).iter().try_for_each(|stroke| pen.line(stroke, colour, opacity, width_px))
        }
        Mark::Points { hollow: true, .. } => {
            pen.dot(middle, 5.0, colour, 1.0)?;
            pen.dot(middle, 3.0, palette.paper, 1.0)
        }
        Mark::Points { hollow: false, .. } | Mark::Dots { .. } => pen.dot(middle, 5.0, colour, 1.0),
    }
}

/// About how wide a text is: Chinese characters are squares, others a little over half of one.
fn text_px(text: &str, size_px: f64) -> f64 {
    let width = |character: char| if character < '\u{2e80}' { 0.56 } else { 1.0 };
    text.chars().map(width).sum::<f64>() * size_px
}

#[cfg(test)]
mod tests {
    use plotters::prelude::RGBColor;

    use super::*;
    use crate::bitmap::Bitmap;
    use crate::dash::Dash;
    use crate::palette::Theme;

    fn entry(label: &str, mark: Mark) -> Entry {
        Entry { label: label.to_owned(), mark, pale: false }
    }

    #[test]
    fn entries_that_do_not_fit_go_to_the_next_row() {
        let line = |colour| entry("ten letter", Mark::Line { colour, dash: Dash::Solid });
        let entries = [line(0), line(1), line(2)];
        let sheet = Sheet { title: "Loss", entries: &entries };
        let entry_px = 28.0 + 10.0 * 0.56 * 13.0;
        let layout = sheet.layout(2.0 * entry_px + 40.0);
        assert_eq!((layout.above_px, layout.below_px), (36.0, 50.0));
        assert_eq!(layout.places[0], (10.0, 0.0));
        assert!((layout.places[1].0 - (26.0 + entry_px)).abs() < 1e-9 && layout.places[1].1 == 0.0);
        assert_eq!(layout.places[2], (10.0, 20.0));
        // Narrower than one entry: a row for each.
        assert_eq!(sheet.layout(20.0).places, [(10.0, 0.0), (10.0, 20.0), (10.0, 40.0)]);
        let bare = Sheet { title: "", entries: &[] };
        assert_eq!(bare.layout(100.0), SheetLayout { above_px: 0.0, below_px: 0.0, places: Vec::new() });
    }

    #[test]
    fn chinese_is_wider() {
        assert_eq!(text_px("损失", 10.0), 20.0);
        assert!((text_px("ab", 10.0) - 11.2).abs() < 1e-9);
    }

    #[test]
    fn marks_lie_below_the_picture_on_paper() {
        let entries = [entry("a", Mark::Line { colour: 1, dash: Dash::Solid }), entry("b", Mark::Dots { colour: 4 })];
        let sheet = Sheet { title: "t", entries: &entries };
        let SheetLayout { above_px, below_px, places } = sheet.layout(120.0);
        let height_px = above_px + 40.0 + below_px;
        let look = Look { theme: Theme::Dark, width_px: 120.0, height_px, ratio: 1.0 };
        let mut bitmap = Bitmap::default();
        let fine = bitmap.begin(&look);
        sheet.draw(&mut bitmap, &fine).unwrap();
        let image = bitmap.image();
        let pixel = |x: usize, y: usize| {
            let at = 4 * (y * image.width_px + x);
            RGBColor(image.rgba[at], image.rgba[at + 1], image.rgba[at + 2])
        };
        let palette = Theme::Dark.palette();
        let row = (above_px + 40.0 + ROW_PX / 2.0) as usize;
        assert_eq!(pixel(places[0].0 as usize + 11, row), palette.curves[1]);
        assert_eq!(pixel(places[1].0 as usize + 11, row), palette.curves[4]);
        // The picture's place, and all around it, is paper.
        assert!((0..120).all(|x| (0..above_px as usize + 40).all(|y| pixel(x, y) == palette.paper)));
    }
}
