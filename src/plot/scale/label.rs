//! Numbers in words: on axes, and read off curves.

use super::Unit;

/// A tick's text, with as many decimals as its distance to the next one needs.
pub fn tick_label(value: f64, step: f64, unit: Unit) -> String {
    match unit {
        Unit::Percent => format!("{:.*}%", decimals(step * 100.0), value * 100.0),
        Unit::Plain if value == 0.0 => "0".to_owned(),
        Unit::Plain if step >= 1e6 => format!("{:.*}M", decimals(step / 1e6), value / 1e6),
        Unit::Plain if step >= 1e3 => format!("{:.*}k", decimals(step / 1e3), value / 1e3),
        Unit::Plain if step < 1e-6 => scientific(value, 1),
        Unit::Plain => format!("{value:.*}", decimals(step)),
    }
}

/// A value read off a curve: four significant digits, from 100 000 on and below 0.0001 before a power of ten; or hundredths of a
/// percent.
pub fn value_label(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Percent => format!("{:.2}%", value * 100.0),
        Unit::Plain if value == 0.0 => "0".to_owned(),
        Unit::Plain if (1e-4..1e5).contains(&value.abs()) => {
            let digits_before = value.abs().log10().floor() as i32 + 1;
            format!("{value:.*}", (4 - digits_before).clamp(0, 8) as usize)
        }
        Unit::Plain => scientific(value, 3),
    }
}

/// With so many decimals before a power of ten: 1.2×10⁶.
pub fn scientific(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$e}");
    // What is no number, or infinite, has no power.
    text.split_once('e').map_or(text.clone(), |(factor, power)| format!("{factor}×10{}", raised(power)))
}

/// A power of ten, or twice or five times one.
pub fn power_label(value: f64) -> String {
    let (factor, power) = (format!("{value:.0e}"), (value.log10() + 1e-9).floor() as i32);
    match power {
        -4..=4 => format!("{value:.*}", power.min(0).unsigned_abs() as usize),
        _ if factor.starts_with("1e") => format!("10{}", raised(&power.to_string())),
        _ => scientific(value, 0),
    }
}

/// A whole number as an exponent.
fn raised(power: &str) -> String {
    let digit = |character: char| match character.to_digit(10) {
        Some(digit) => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][digit as usize],
        None => '⁻',
    };
    power.chars().map(digit).collect()
}

fn decimals(step: f64) -> usize {
    (-(step * 1.000_001).log10().floor()).clamp(0.0, 10.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn values_far_from_one_have_a_power_of_ten() {
        assert_eq!(value_label(123_456.0, Unit::Plain), "1.235×10⁵");
        assert_eq!(value_label(-99_999.0, Unit::Plain), "-99999");
        assert_eq!(value_label(-2e12, Unit::Plain), "-2.000×10¹²");
        assert_eq!(value_label(0.000_099_99, Unit::Plain), "9.999×10⁻⁵");
        assert_eq!(value_label(0.0001, Unit::Plain), "0.0001000");
        assert_eq!(value_label(f64::NAN, Unit::Plain), "NaN");
        assert_eq!(value_label(f64::INFINITY, Unit::Plain), "inf");
        assert_eq!(tick_label(2e-7, 1e-7, Unit::Plain), "2.0×10⁻⁷");
    }
}
