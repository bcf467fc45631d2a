//! How good predicted numbers are: R2 and the root of the mean squared error, each with its standard error.

/// 1 less the squared error as a share of that of the numbers' own mean: 1 is perfect, 0 no better than that mean. Of
/// numbers that are all the same it is 1 where every prediction is exact, otherwise 0, as in scikit-learn.
pub fn r2(truth: &[f64], predicted: &[f64]) -> f64 {
    let (error, variance) = (mean(&squared_errors(truth, predicted)), mean(&squared_deviations(truth)));
    match (error == 0.0, variance == 0.0) {
        (true, _) => 1.0,
        (false, true) => 0.0,
        (false, false) => 1.0 - error / variance,
    }
}

/// By the delta method: R2 is one less the ratio of two means over the same rows, so its variance is that of
/// `error - ratio deviation`, over rows and the mean deviation's square. Infinite of fewer than two rows.
pub fn r2_standard_error(truth: &[f64], predicted: &[f64]) -> f64 {
    let (errors, deviations) = (squared_errors(truth, predicted), squared_deviations(truth));
    let (error, variance) = (mean(&errors), mean(&deviations));
    if truth.len() < 2 || variance == 0.0 {
        return f64::INFINITY;
    }
    let ratio = error / variance;
    let influences: Vec<f64> = errors.iter().zip(&deviations).map(|(error, square)| error - ratio * square).collect();
    standard_error(&influences) / variance
}

/// The root of the mean squared error, in the numbers' own unit; 0 of nothing.
pub fn rmse(truth: &[f64], predicted: &[f64]) -> f64 {
    mean(&squared_errors(truth, predicted)).sqrt()
}

/// By the delta method: that of the mean squared error, over twice its root. Infinite of fewer than two rows.
pub fn rmse_standard_error(truth: &[f64], predicted: &[f64]) -> f64 {
    let errors = squared_errors(truth, predicted);
    match (errors.len() < 2, mean(&errors) == 0.0) {
        (true, _) => f64::INFINITY,
        (false, true) => 0.0,
        (false, false) => standard_error(&errors) / (2.0 * mean(&errors).sqrt()),
    }
}

fn squared_errors(truth: &[f64], predicted: &[f64]) -> Vec<f64> {
    truth.iter().zip(predicted).map(|(truth, predicted)| (truth - predicted) * (truth - predicted)).collect()
}

fn squared_deviations(values: &[f64]) -> Vec<f64> {
    let mean = mean(values);
    values.iter().map(|value| (value - mean) * (value - mean)).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Of the mean of two values or more.
fn standard_error(values: &[f64]) -> f64 {
    super::metrics::mean_and_spread(values).1 / (values.len() as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_hand() {
        let (truth, predicted) = ([1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 6.0]);
        // Squared errors 0, 0, 0, 4; squared deviations 2.25, 0.25, 0.25, 2.25.
        assert_eq!((r2(&truth, &predicted), rmse(&truth, &predicted)), (1.0 - 1.0 / 1.25, 1.0));
        assert_eq!((r2(&[2.0, 2.0], &[2.0, 2.0]), r2(&[2.0, 2.0], &[2.0, 3.0])), (1.0, 0.0));
        // Deviation 2 of the squared errors, four rows, root 1.
        assert_eq!(rmse_standard_error(&truth, &predicted), 0.5);
        // Influences -1.8, -0.2, -0.2, 2.2 with mean 0: squares sum to 8.16.
        let expected = (8.16f64 / 3.0 / 4.0).sqrt() / 1.25;
        assert!((r2_standard_error(&truth, &predicted) - expected).abs() < 1e-12);
        assert_eq!(r2_standard_error(&[1.0], &[1.0]), f64::INFINITY);
    }
}
