//! Colours of both themes, and colours for numbers. `www/plot.css` and `www/style.css` hold the same values; `tests/plot.rs` compares them.

use plotters::style::RGBColor;

/// Light or dark, as the page shows itself now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

/// What pictures are drawn with.
#[derive(Debug)]
pub struct Palette {
    pub paper: RGBColor,
    pub ink: RGBColor,
    pub muted: RGBColor,
    pub line: RGBColor,
    pub accent: RGBColor,
    /// Orange, for values above zero.
    pub positive: RGBColor,
    /// Blue, for values below zero.
    pub negative: RGBColor,
    /// Ten classes, at least 0.14 apart in OKLab, and 0.095 apart for readers with protanopia or deuteranopia (simulated
    /// after Machado et al. 2009). Names are written in them: their contrast with the paper is at least 4.5.
    pub classes: [RGBColor; 10],
    /// Curves of a chart, the accent first: at least 0.15 apart, and 0.1 for such readers; their contrast is at least 3.
    pub curves: [RGBColor; 6],
}

impl Theme {
    pub fn palette(self) -> &'static Palette {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

impl Palette {
    /// The colour of a class; classes beyond the tenth start again.
    pub fn class(&self, class: usize) -> RGBColor {
        self.classes[class % self.classes.len()]
    }

    /// The colour of a chart's curve; curves beyond the sixth start again.
    pub fn curve(&self, index: usize) -> RGBColor {
        self.curves[index % self.curves.len()]
    }
}

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

/// A colour as CSS writes it.
pub fn css(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

const POSITIVE: RGBColor = rgb(0xe8710a);
const NEGATIVE: RGBColor = rgb(0x1a73e8);

const LIGHT: Palette = Palette {
    paper: rgb(0xffffff),
    ink: rgb(0x1d1d1f),
    muted: rgb(0x6b7280),
    line: rgb(0xe5e7eb),
    accent: rgb(0xc2410c),
    positive: POSITIVE,
    negative: NEGATIVE,
    classes: [
        rgb(0x1445cb),
        rgb(0x832d00),
        rgb(0x0a8125),
        rgb(0xeb0e07),
        rgb(0x8f4cfb),
        rgb(0x452000),
        rgb(0x876f7b),
        rgb(0x822694),
        rgb(0x0a7cba),
        rgb(0x325c59),
    ],
    curves: [rgb(0xc2410c), rgb(0x1a73e8), rgb(0x038c72), rgb(0x8d2f84), rgb(0xff31a1), rgb(0x06433e)],
};

const DARK: Palette = Palette {
    paper: rgb(0x15161a),
    ink: rgb(0xececf1),
    muted: rgb(0x9aa0aa),
    line: rgb(0x2d3038),
    accent: rgb(0xfb923c),
    positive: POSITIVE,
    negative: NEGATIVE,
    classes: [
        rgb(0x53a0fa),
        rgb(0xfd6b13),
        rgb(0x9bf7a0),
        rgb(0xfc015c),
        rgb(0x8167ff),
        rgb(0xc4a08e),
        rgb(0xf3bd00),
        rgb(0xc76cb7),
        rgb(0x6dd2f5),
        rgb(0x1d9075),
    ],
    curves: [rgb(0xfb923c), rgb(0x6ea8fe), rgb(0x9af7a1), rgb(0xc46bb4), rgb(0xff066a), rgb(0x198000)],
};

const fn rgb(hex: u32) -> RGBColor {
    let [_, red, green, blue] = hex.to_be_bytes();
    RGBColor(red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_orange_and_blue() {
        let palette = Theme::Light.palette();
        assert_eq!(signed(1.0, palette), palette.positive);
        assert_eq!(signed(-1.0, palette), palette.negative);
        assert_eq!(signed(0.0, palette), palette.paper);
    }

    #[test]
    fn classes_can_be_read_as_text_and_curves_seen_on_the_paper_of_both_themes() {
        let black_on_white = contrast(RGBColor(0, 0, 0), RGBColor(255, 255, 255));
        assert!((black_on_white - 21.0).abs() < 1e-9, "{black_on_white}");
        for theme in [Theme::Light, Theme::Dark] {
            let Palette { paper, classes, curves, .. } = *theme.palette();
            for (colours, least) in [(&classes[..], 4.5), (&curves[..], 3.0)] {
                for &colour in colours {
                    let contrast = contrast(colour, paper);
                    assert!(contrast >= least, "{theme:?}: {} has {contrast}", css(colour));
                }
            }
        }
    }

    #[test]
    fn classes_and_curves_stay_apart_for_readers_who_see_fewer_colours() {
        // Severity 1.0 of Machado, Oliveira and Fernandes 2009.
        let full = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let protan =
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
        let deutan = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
        for theme in [Theme::Light, Theme::Dark] {
            let Palette { classes, curves, .. } = *theme.palette();
            for (colours, least) in [(&classes[..], [0.14, 0.095, 0.095]), (&curves[..], [0.15, 0.1, 0.1])] {
                for (eyes, least) in [full, protan, deutan].into_iter().zip(least) {
                    let seen: Vec<_> = colours.iter().map(|&colour| oklab(multiplied(eyes, linear(colour)))).collect();
                    for (index, first) in seen.iter().enumerate() {
                        for second in &seen[..index] {
                            let distance: f64 =
                                (0..3).map(|axis| (first[axis] - second[axis]).powi(2)).sum::<f64>().sqrt();
                            assert!(distance >= least, "{theme:?}: {distance}");
                        }
                    }
                }
            }
        }
    }

    /// WCAG 2.1, of two colours in any order.
    fn contrast(a: RGBColor, b: RGBColor) -> f64 {
        let luminance = |colour: RGBColor| {
            let [red, green, blue] = linear(colour);
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn linear(RGBColor(red, green, blue): RGBColor) -> [f64; 3] {
        [red, green, blue].map(|byte| match f64::from(byte) / 255.0 {
            low if low <= 0.04045 => low / 12.92,
            high => ((high + 0.055) / 1.055).powf(2.4),
        })
    }

    fn multiplied(matrix: [[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| (0..3).map(|axis| row[axis] * vector[axis]).sum::<f64>().clamp(0.0, 1.0))
    }

    /// Ottosson 2020.
    fn oklab(linear_rgb: [f64; 3]) -> [f64; 3] {
        let product = |matrix: [[f64; 3]; 3], vector: [f64; 3]| {
            matrix.map(|row| (0..3).map(|axis| row[axis] * vector[axis]).sum::<f64>())
        };
        let cones = [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ];
        let lab = [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ];
        product(lab, product(cones, linear_rgb).map(f64::cbrt))
    }
}
