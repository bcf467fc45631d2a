//! From data to pixels and back, ranges with some air, ticks at round numbers.

mod label;

use label::power_label;
pub use label::{scientific, tick_label, value_label};

/// What an axis counts; decides how its numbers read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    #[default]
    Plain,
    /// Shares from 0 to 1, shown as 0 % to 100 %.
    Percent,
}

/// How numbers are spread along an axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spacing {
    #[default]
    Linear,
    /// As much room for each power of ten; what is not above zero has no place.
    Log10,
}

impl Spacing {
    /// From data to a number that runs evenly along the axis.
    pub fn on_axis(self, data: f64) -> f64 {
        match self {
            Self::Linear => data,
            Self::Log10 => data.log10(),
        }
    }

    /// The inverse of `on_axis`.
    pub fn in_data(self, on_axis: f64) -> f64 {
        match self {
            Self::Linear => on_axis,
            Self::Log10 => 10f64.powf(on_axis),
        }
    }
}

/// A map from data to CSS pixels along one axis.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scale {
    pub data_min: f64,
    pub data_max: f64,
    /// Where `data_min` lies.
    pub start_px: f64,
    /// Where `data_max` lies; less than `start_px` on a vertical axis.
    pub end_px: f64,
    pub spacing: Spacing,
}

impl Scale {
    pub fn px_from_data(&self, data: f64) -> f64 {
        let (start, width) = self.on_axis();
        let share = (self.spacing.on_axis(data) - start) / width;
        self.start_px + share * (self.end_px - self.start_px)
    }

    pub fn data_from_px(&self, px: f64) -> f64 {
        let (start, width) = self.on_axis();
        let share = (px - self.start_px) / (self.end_px - self.start_px);
        self.spacing.in_data(start + share * width)
    }

    /// The distance between ticks, about `spacing_px` or more; on a logarithmic axis the distance of their logarithms.
    pub fn tick_step(&self, spacing_px: f64) -> f64 {
        let (_, width) = self.on_axis();
        let step = tick_step(width, ((self.end_px - self.start_px).abs() / spacing_px) as usize);
        match self.spacing {
            Spacing::Linear => step,
            Spacing::Log10 => step.max(1.0),
        }
    }

    /// Where the ticks are: round numbers, or powers of ten; where there are hardly any of these, twice and five times them too.
    pub fn ticks(&self, step: f64) -> Vec<f64> {
        match self.spacing {
            Spacing::Linear => ticks(self.data_min, self.data_max, step),
            Spacing::Log10 if self.data_min <= 0.0 => Vec::new(),
            Spacing::Log10 => {
                let (low, high) = (self.data_min.log10(), self.data_max.log10());
                let powers: Vec<_> = ticks(low, high, step).into_iter().map(|power| 10f64.powi(power as i32)).collect();
                if powers.len() > 1 {
                    return powers;
                }
                let is_inside = |tick: &f64| (self.data_min..=self.data_max).contains(tick);
                let of_power = |power: f64| [1.0, 2.0, 5.0].map(|factor| factor * 10f64.powi(power as i32));
                ticks(low.floor(), high, 1.0).into_iter().flat_map(of_power).filter(is_inside).collect()
            }
        }
    }

    /// The text of a tick.
    pub fn tick_label(&self, value: f64, step: f64, unit: Unit) -> String {
        match self.spacing {
            Spacing::Linear => tick_label(value, step, unit),
            Spacing::Log10 => power_label(value),
        }
    }

    /// Where the axis starts, and how long it is.
    fn on_axis(&self) -> (f64, f64) {
        let (start, end) = (self.spacing.on_axis(self.data_min), self.spacing.on_axis(self.data_max));
        (start, if end > start { end - start } else { 1.0 })
    }
}

/// The range of these values with a margin of 5 % above, and below unless that is near zero: then it starts at zero.
/// Without values, 0 to 1. Shares never leave 0 to 1.
pub fn padded_range(values: impl IntoIterator<Item = (f64, f64)>, unit: Unit) -> (f64, f64) {
    let (mut min, mut max) = (f64::INFINITY, f64::NEG_INFINITY);
    for (low, high) in values {
        min = min.min(low);
        max = max.max(high);
    }
    if min > max {
        return (0.0, 1.0);
    }
    let margin = match max - min {
        0.0 if max == 0.0 => 1.0,
        0.0 => max.abs() * 0.1,
        width => width * 0.05,
    };
    let starts_at_zero = min >= 0.0 && min <= 0.4 * max;
    let low = if starts_at_zero { 0.0 } else { min - margin };
    match unit {
        Unit::Plain => (low, max + margin),
        Unit::Percent => (low.max(0.0), (max + margin).min(1.0)),
    }
}

/// The distance between ticks: 1, 2 or 5 times a power of ten, so that at most about `most` of them fit in `width`.
pub fn tick_step(width: f64, most: usize) -> f64 {
    let rough = width / most.max(1) as f64;
    if rough.is_nan() || rough <= 0.0 || rough.is_infinite() {
        return 1.0;
    }
    let power = 10f64.powf(rough.log10().floor());
    // The small excess absorbs rounding in the power.
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * power * 1.000_001 >= rough).unwrap_or(10.0);
    factor * power
}

/// Round numbers from `min` to `max`, `step` apart.
pub fn ticks(min: f64, max: f64, step: f64) -> Vec<f64> {
    let (first, last) = ((min / step - 1e-9).ceil(), (max / step + 1e-9).floor());
    let count = if last >= first { (last - first) as usize + 1 } else { 0 };
    // The sum with zero turns -0 into 0.
    (0..count.min(1000)).map(|index| (first + index as f64) * step + 0.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn px_and_data_are_inverse_on_an_axis_that_runs_upwards() {
        let scale = Scale { data_min: 10.0, data_max: 20.0, start_px: 100.0, end_px: 0.0, ..Scale::default() };
        assert_eq!(scale.px_from_data(10.0), 100.0);
        assert_eq!(scale.px_from_data(15.0), 50.0);
        assert_eq!(scale.data_from_px(25.0), 17.5);
    }

    #[test]
    fn an_empty_range_maps_to_numbers() {
        let scale = Scale { data_min: 3.0, data_max: 3.0, start_px: 0.0, end_px: 50.0, ..Scale::default() };
        assert_eq!(scale.px_from_data(3.0), 0.0);
    }

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(tick_step(1000.0, 5), 200.0);
        assert_eq!(tick_step(2.4, 5), 0.5);
        assert_eq!(tick_step(0.3, 3), 0.1);
        assert_eq!(tick_step(0.0, 5), 1.0);
        assert_eq!(ticks(0.0, 1.0, 0.5), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(-0.7, 0.7, 0.5), [-0.5, 0.0, 0.5]);
        assert!(ticks(1.0, 0.0, 0.5).is_empty());
    }

    fn logarithmic(data_min: f64, data_max: f64) -> Scale {
        Scale { data_min, data_max, start_px: 0.0, end_px: 100.0, spacing: Spacing::Log10 }
    }

    fn labels(scale: Scale, spacing_px: f64) -> Vec<String> {
        let step = scale.tick_step(spacing_px);
        scale.ticks(step).into_iter().map(|tick| scale.tick_label(tick, step, Unit::Plain)).collect()
    }

    #[test]
    fn each_power_of_ten_has_as_much_room_on_a_logarithmic_axis() {
        let scale = logarithmic(0.01, 100.0);
        assert_eq!([0.01, 0.1, 1.0, 100.0].map(|data| scale.px_from_data(data)), [0.0, 25.0, 50.0, 100.0]);
        assert!((scale.data_from_px(75.0) - 10.0).abs() < 1e-12);
        assert!(!scale.px_from_data(0.0).is_finite() && scale.px_from_data(-1.0).is_nan());
    }

    #[test]
    fn ticks_of_a_logarithmic_axis_are_powers_of_ten() {
        assert_eq!(labels(logarithmic(0.01, 1000.0), 10.0), ["0.01", "0.1", "1", "10", "100", "1000"]);
        assert_eq!(labels(logarithmic(1e-7, 1e7), 14.0), ["10⁻⁶", "0.0001", "0.01", "1", "100", "10000", "10⁶"]);
        assert_eq!(labels(logarithmic(0.003, 0.06), 10.0), ["0.005", "0.01", "0.02", "0.05"]);
        assert_eq!(labels(logarithmic(4e5, 3e6), 10.0), ["5×10⁵", "10⁶", "2×10⁶"]);
        assert!(labels(logarithmic(0.0, 10.0), 10.0).is_empty() && labels(logarithmic(-1.0, 1.0), 10.0).is_empty());
    }

    #[test]
    fn ranges_have_air_but_respect_zero_and_one() {
        assert_eq!(padded_range([], Unit::Plain), (0.0, 1.0));
        assert_eq!(padded_range([(0.1, 2.0)], Unit::Plain), (0.0, 2.095));
        assert_eq!(padded_range([(0.5, 1.0)], Unit::Percent), (0.475, 1.0));
        assert_eq!(padded_range([(5.0, 5.0)], Unit::Plain), (4.5, 5.5));
        assert_eq!(padded_range([(0.0, 0.0)], Unit::Plain), (0.0, 1.0));
    }
}
