//! What the page may send: options within their ranges, features that are finite and as many as announced.

use fault::Allowed;
use fault::{Cause, Diverging, Fault};
use protocol::EmbedOptions;

/// Features beyond this have squared distances that f32 cannot hold.
const LARGEST_FEATURE: f32 = 1e15;

/// # Errors
/// [`Fault::BadSetting`] for what is out of range.
pub fn check_options(options: &EmbedOptions) -> Result<(), Fault> {
    check("perplexity", options.perplexity, 1.0, 500.0)?;
    check("learning-rate", options.learning_rate, 1e-3, 1e5)
}

/// What whole features become those of a picture by, where these have fewer dimensions.
pub struct Projection {
    /// `[sources]`
    mean: Vec<f32>,
    /// `[dimensions, sources]`
    directions: Vec<f32>,
}

impl Projection {
    /// Whole features `[sources]` as `[dimensions]`.
    pub fn of(&self, row: &[f32]) -> Vec<f32> {
        let centred: Vec<f32> = row.iter().zip(&self.mean).map(|(value, mean)| value - mean).collect();
        let along = |direction: &[f32]| direction.iter().zip(&centred).map(|(a, b)| a * b).sum();
        self.directions.chunks_exact(self.mean.len()).map(along).collect()
    }

    pub fn sources(&self) -> usize {
        self.mean.len()
    }
}

/// The `[points, dimensions]` features in `bulk`, row by row, little-endian as browsers are; behind them the projection from
/// `sources` numbers, where these are not 0.
///
/// # Errors
/// [`Fault::BadMessage`] for fewer than two points or another number of bytes, [`Fault::Diverged`] for what is no number, or
/// one too large to work with, after `step` steps.
pub fn read_features(
    bulk: &[u8],
    [points, dimensions, sources]: [usize; 3],
    step: u64,
) -> Result<(Vec<f32>, Option<Projection>), Fault> {
    let wrong = |found, expected| Err(Fault::BadMessage { detail: Cause::Length { found, expected } });
    let projection = dimensions.checked_add(1).and_then(|rows| rows.checked_mul(sources));
    let values = points.checked_mul(dimensions).and_then(|values| values.checked_add(projection?));
    let bytes = values.and_then(|values| values.checked_mul(size_of::<f32>()));
    if points < 2 || dimensions == 0 {
        return wrong(points.min(dimensions), 2);
    }
    if bytes != Some(bulk.len()) {
        return wrong(bulk.len(), bytes.unwrap_or(usize::MAX));
    }
    let mut features = numbers(bulk, step)?;
    let mut mean = features.split_off(points * dimensions);
    let directions = mean.split_off(sources);
    Ok((features, (sources > 0).then_some(Projection { mean, directions })))
}

/// The `[dimensions]` features of one more point.
///
/// # Errors
/// As [`read_features`].
pub fn read_row(bulk: &[u8], dimensions: usize, step: u64) -> Result<Vec<f32>, Fault> {
    let expected = dimensions * size_of::<f32>();
    if bulk.len() != expected {
        return Err(Fault::BadMessage { detail: Cause::Length { found: bulk.len(), expected } });
    }
    numbers(bulk, step)
}

fn numbers(bulk: &[u8], step: u64) -> Result<Vec<f32>, Fault> {
    let values: Vec<f32> = bytemuck::pod_collect_to_vec(bulk);
    match values.iter().find(|value| value.is_nan() || value.abs() > LARGEST_FEATURE) {
        Some(value) => Err(Fault::diverged(step, Diverging::Features, *value)),
        None => Ok(values),
    }
}

fn check(key: &str, value: f64, min: f64, max: f64) -> Result<(), Fault> {
    if (min..=max).contains(&value) {
        Ok(())
    } else {
        let expected = Allowed::Real { min, max };
        Err(Fault::BadSetting { key: key.to_owned(), found: value.to_string(), expected })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_read_back() {
        let values = [1.0, -2.5, 0.0, 4.0, 5.0, 6.0];
        let (features, projection) = read_features(bytemuck::cast_slice(&values), [3, 2, 0], 7).unwrap();
        assert_eq!((features, projection.is_none()), (values.to_vec(), true));
    }

    #[test]
    fn a_projection_follows_its_features() {
        let values = [1.0f32, 2.0, 10.0, 20.0, 30.0, 0.5, 0.0, -0.5];
        let (features, projection) = read_features(bytemuck::cast_slice(&values), [2, 1, 3], 7).unwrap();
        let projection = projection.unwrap();
        assert_eq!((features, projection.sources()), (vec![1.0, 2.0], 3));
        assert_eq!(projection.of(&[12.0, 7.0, 26.0]), [3.0]);
        assert!(read_features(bytemuck::cast_slice(&values[1..]), [2, 1, 3], 7).is_err());
    }

    #[test]
    fn one_row_is_read_back_and_another_length_refused() {
        let bulk = bytemuck::cast_slice(&[1.0f32, -2.5]).to_vec();
        assert_eq!(read_row(&bulk, 2, 7), Ok(vec![1.0, -2.5]));
        assert!(matches!(read_row(&bulk, 3, 7), Err(Fault::BadMessage { .. })));
        assert!(matches!(read_row(&[], 2, 7), Err(Fault::BadMessage { .. })));
        let nan = bytemuck::cast_slice(&[f32::NAN]).to_vec();
        assert!(matches!(read_row(&nan, 1, 7), Err(Fault::Diverged { step: 7, .. })));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let bytes = |values: &[f32]| bytemuck::cast_slice(values).to_vec();
        let cases = [(bytes(&[1.0; 6]), 2, 2), (bytes(&[1.0]), 1, 1), (Vec::new(), 2, 0), (Vec::new(), usize::MAX, 2)];
        for (bulk, points, dimensions) in cases {
            let result = read_features(&bulk, [points, dimensions, 0], 7).map(|read| read.0);
            assert!(matches!(result, Err(Fault::BadMessage { .. })), "{points} {dimensions} {result:?}");
        }
    }

    #[test]
    fn features_that_are_no_numbers_say_that_the_run_diverged() {
        for value in [f32::NAN, f32::NEG_INFINITY, 1e30] {
            let result = read_features(bytemuck::cast_slice(&[1.0, value]), [2, 1, 0], 7).map(|read| read.0);
            assert_eq!(result, Err(Fault::diverged(7, Diverging::Features, value)), "{value}");
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
