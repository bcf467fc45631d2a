//! From data to pixels and back, ranges with some air, ticks at round numbers.

/// What an axis counts; decides how its numbers read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    #[default]
    Plain,
    /// Shares from 0 to 1, shown as 0 % to 100 %.
    Percent,
}

/// A linear map from data to CSS pixels along one axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub data_min: f64,
    pub data_max: f64,
    /// Where `data_min` lies.
    pub start_px: f64,
    /// Where `data_max` lies; less than `start_px` on a vertical axis.
    pub end_px: f64,
}

impl Scale {
    pub fn px_from_data(&self, data: f64) -> f64 {
        let share = (data - self.data_min) / self.data_width();
        self.start_px + share * (self.end_px - self.start_px)
    }

    pub fn data_from_px(&self, px: f64) -> f64 {
        let share = (px - self.start_px) / (self.end_px - self.start_px);
        self.data_min + share * self.data_width()
    }

    fn data_width(&self) -> f64 {
        let width = self.data_max - self.data_min;
        if width > 0.0 { width } else { 1.0 }
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

/// A tick's text, with as many decimals as its distance to the next one needs.
pub fn tick_label(value: f64, step: f64, unit: Unit) -> String {
    match unit {
        Unit::Percent => format!("{:.*}%", decimals(step * 100.0), value * 100.0),
        Unit::Plain if value == 0.0 => "0".to_owned(),
        Unit::Plain if step >= 1e6 => format!("{:.*}M", decimals(step / 1e6), value / 1e6),
        Unit::Plain if step >= 1e3 => format!("{:.*}k", decimals(step / 1e3), value / 1e3),
        Unit::Plain if step < 1e-6 => format!("{value:.1e}"),
        Unit::Plain => format!("{value:.*}", decimals(step)),
    }
}

/// A value read off a curve: four significant digits, or hundredths of a percent.
pub fn value_label(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Percent => format!("{:.2}%", value * 100.0),
        Unit::Plain if value == 0.0 => "0".to_owned(),
        Unit::Plain if (1e-4..1e6).contains(&value.abs()) => {
            let digits_before = value.abs().log10().floor() as i32 + 1;
            format!("{value:.*}", (4 - digits_before).clamp(0, 8) as usize)
        }
        Unit::Plain => format!("{value:.3e}"),
    }
}

fn decimals(step: f64) -> usize {
    (-(step * 1.000_001).log10().floor()).clamp(0.0, 10.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn px_and_data_are_inverse_on_an_axis_that_runs_upwards() {
        let scale = Scale { data_min: 10.0, data_max: 20.0, start_px: 100.0, end_px: 0.0 };
        assert_eq!(scale.px_from_data(10.0), 100.0);
        assert_eq!(scale.px_from_data(15.0), 50.0);
        assert_eq!(scale.data_from_px(25.0), 17.5);
    }

    #[test]
    fn an_empty_range_maps_to_numbers() {
        let scale = Scale { data_min: 3.0, data_max: 3.0, start_px: 0.0, end_px: 50.0 };
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

    #[test]
    fn labels_have_the_decimals_their_step_needs() {
        assert_eq!(tick_label(0.5, 0.5, Unit::Plain), "0.5");
        assert_eq!(tick_label(200.0, 200.0, Unit::Plain), "200");
        assert_eq!(tick_label(12_000.0, 2_000.0, Unit::Plain), "12k");
        assert_eq!(tick_label(0.0, 2_000.0, Unit::Plain), "0");
        assert_eq!(tick_label(0.3, 0.1, Unit::Plain), "0.3");
        assert_eq!(tick_label(0.975, 0.005, Unit::Percent), "97.5%");
        assert_eq!(tick_label(0.9, 0.1, Unit::Percent), "90%");
    }

    #[test]
    fn values_have_four_digits() {
        assert_eq!(value_label(2.312_585, Unit::Plain), "2.313");
        assert_eq!(value_label(0.012_345_6, Unit::Plain), "0.01235");
        assert_eq!(value_label(12_345.6, Unit::Plain), "12346");
        assert_eq!(value_label(0.975_21, Unit::Percent), "97.52%");
        assert_eq!(value_label(0.0, Unit::Plain), "0");
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
