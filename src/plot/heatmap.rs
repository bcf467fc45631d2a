//! Colours for numbers: orange and blue for signs, paper to ink for brightness, shades for a confusion matrix.

use plotters::prelude::RGBColor;

use super::palette::Palette;

/// The colour a share of the way from one colour to another; shares outside 0 to 1 count as the end they passed.
pub fn mix(from: RGBColor, to: RGBColor, share: f64) -> RGBColor {
    let share = share.clamp(0.0, 1.0);
    let channel = |from: u8, to: u8| (f64::from(from) + share * (f64::from(to) - f64::from(from))).round() as u8;
    RGBColor(channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}

/// Orange above zero, blue below, paper at zero; `value` runs from -1 to 1.
pub fn signed(value: f64, palette: &Palette) -> RGBColor {
    let end = if value < 0.0 { palette.negative } else { palette.positive };
    mix(palette.paper, end, value.abs())
}

/// Paper at 0, ink at 1.
pub fn brightness(value: f64, palette: &Palette) -> RGBColor {
    mix(palette.paper, palette.ink, value)
}

/// How strongly each cell of a confusion matrix (`counts[label * classes + predicted]`) is shaded, 0 to 1: right answers
/// by their share of the class, mistakes by the root of their share of the most frequent mistake, so that rare ones
/// show.
pub fn confusion_shades(counts: &[u32], classes: usize) -> Vec<f64> {
    let cell = |index: usize| (index / classes.max(1), index % classes.max(1));
    let is_mistake = |index: usize| cell(index).0 != cell(index).1;
    let most =
        (0..counts.len()).filter(|&index| is_mistake(index)).map(|index| counts[index]).max().unwrap_or(0).max(1);
    let row_total = |row: usize| counts.iter().skip(row * classes).take(classes).sum::<u32>().max(1);
    (0..counts.len())
        .map(|index| {
            let count = f64::from(counts[index]);
            if is_mistake(index) {
                (count / f64::from(most)).sqrt()
            } else {
                count / f64::from(row_total(cell(index).0))
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Theme;

    #[test]
    fn signs_are_orange_and_blue() {
        let palette = Theme::Light.palette();
        assert_eq!(signed(1.0, palette), palette.positive);
        assert_eq!(signed(-1.0, palette), palette.negative);
        assert_eq!(signed(0.0, palette), palette.paper);
    }

    #[test]
    fn shades_show_shares_and_rare_mistakes() {
        let counts = [8, 2, 0, 8, 0, 8, 0, 0, 0];
        let shades = confusion_shades(&counts, 3);
        assert_eq!(shades, [0.8, 0.5, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
        assert!(confusion_shades(&[], 0).is_empty());
    }
}
