//! What the page may send: options within their ranges, features that are finite and as many as announced.

use crate::protocol::{EmbedOptions, Fault};

/// Features beyond this have squared distances that f32 cannot hold.
const LARGEST_FEATURE: f32 = 1e15;

/// # Errors
/// [`Fault::BadSetting`] for what is out of range.
pub fn check_options(options: &EmbedOptions) -> Result<(), Fault> {
    check("perplexity", options.perplexity, 1.0, 500.0)?;
    check("learning-rate", options.learning_rate, 1e-3, 1e5)
}

/// The `[points, dimensions]` features in `bulk`, row by row, little-endian as browsers are.
///
/// # Errors
/// [`Fault::BadMessage`] for fewer than two points, for another number of bytes, or values too large to work with.
pub fn read_features(bulk: &[u8], points: usize, dimensions: usize) -> Result<Vec<f32>, Fault> {
    let bad = |detail: String| Fault::BadMessage { detail };
    let bytes = points.checked_mul(dimensions).and_then(|values| values.checked_mul(size_of::<f32>()));
    if points < 2 || dimensions == 0 || bytes != Some(bulk.len()) {
        return Err(bad(format!("features of {points} x {dimensions} do not fit {} bytes", bulk.len())));
    }
    let values: Vec<f32> = bytemuck::pod_collect_to_vec(bulk);
    match values.iter().find(|value| value.is_nan() || value.abs() > LARGEST_FEATURE) {
        Some(value) => Err(bad(format!("features hold the value {value}"))),
        None => Ok(values),
    }
}

fn check(key: &str, value: f64, min: f64, max: f64) -> Result<(), Fault> {
    if (min..=max).contains(&value) {
        Ok(())
    } else {
        let expected = format!("a number from {min} to {max}");
        Err(Fault::BadSetting { key: key.to_owned(), found: value.to_string(), expected })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_read_back() {
        let values = [1.0, -2.5, 0.0, 4.0, 5.0, 6.0];
        assert_eq!(read_features(bytemuck::cast_slice(&values), 3, 2), Ok(values.to_vec()));
    }

    #[test]
    fn what_does_not_fit_or_is_not_finite_is_refused() {
        let bytes = |values: &[f32]| bytemuck::cast_slice(values).to_vec();
        let cases = [
            (bytes(&[1.0; 6]), 2, 2),
            (bytes(&[1.0]), 1, 1),
            (Vec::new(), 2, 0),
            (Vec::new(), usize::MAX, 2),
            (bytes(&[1.0, f32::NAN]), 2, 1),
            (bytes(&[1.0, f32::NEG_INFINITY]), 2, 1),
            (bytes(&[1.0, 1e30]), 2, 1),
        ];
        for (bulk, points, dimensions) in cases {
            let result = read_features(&bulk, points, dimensions);
            assert!(matches!(result, Err(Fault::BadMessage { .. })), "{points} {dimensions} {result:?}");
        }
    }

    #[test]
    fn options_out_of_range_are_refused() {
        let defaults = EmbedOptions::default();
        assert_eq!(check_options(&defaults), Ok(()));
        for perplexity in [0.0, -1.0, f64::NAN, 501.0] {
            let result = check_options(&EmbedOptions { perplexity, ..defaults });
            assert!(matches!(result, Err(Fault::BadSetting { .. })), "{perplexity}");
        }
        let result = check_options(&EmbedOptions { learning_rate: f64::INFINITY, ..defaults });
        assert!(matches!(result, Err(Fault::BadSetting { .. })));
    }
}
