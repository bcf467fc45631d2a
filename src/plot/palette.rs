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
    /// after Machado et al. 2009).
    pub classes: [RGBColor; 10],
    /// Curves of a chart: the accent first.
    pub curves: [RGBColor; 4],
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

    /// The colour of a chart's curve; curves beyond the fourth start again.
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
        rgb(0x0d51cd),
        rgb(0x91360d),
        rgb(0x2e8c1c),
        rgb(0xe45c69),
        rgb(0xb47cfd),
        rgb(0x4d2800),
        rgb(0xc6a63b),
        rgb(0x8d2f84),
        rgb(0x268cbe),
        rgb(0x10bcb7),
    ],
    curves: [rgb(0xc2410c), rgb(0x1a73e8), rgb(0x2e8c1c), rgb(0x8d2f84)],
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
        rgb(0x5696fb),
        rgb(0xfc6c1d),
        rgb(0x9af7a1),
        rgb(0xe7094e),
        rgb(0x7454f8),
        rgb(0xc09c87),
        rgb(0xf3bd00),
        rgb(0xc46bb4),
        rgb(0x6dd2f5),
        rgb(0x277f63),
    ],
    curves: [rgb(0xfb923c), rgb(0x6ea8fe), rgb(0x9af7a1), rgb(0xc46bb4)],
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
}
