//! The losses of a lesson's PyTorch program, which stand over those of the lesson's own run.

use std::sync::Arc;

use plot::chart::{Curve, CurveStyle};
use plot::dash::Dash;
use plot::series::Series;

/// The first colours and dashes are the run's own.
const FIRST_COLOUR: usize = 2;

/// A curve for each net that the program trains, in the order of their first losses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Losses(Vec<Arc<Series>>);

impl Losses {
    /// Takes in values of consecutive steps.
    pub fn extend(&mut self, net: usize, first_step: u64, values: &[Option<f64>]) {
        self.0.resize_with(self.0.len().max(net + 1), Arc::default);
        let series = Arc::make_mut(&mut self.0[net]);
        for (step, value) in (first_step..).zip(values) {
            series.push(step, value.unwrap_or(f64::NAN));
        }
    }

    /// As a chart of losses draws them beside its own.
    pub fn curves(&self) -> impl Iterator<Item = Curve> {
        let is_alone = self.0.len() == 1;
        self.0.iter().enumerate().map(move |(net, series)| Curve {
            label: if is_alone { "PyTorch".to_owned() } else { format!("PyTorch {}", net + 1) },
            series: Arc::clone(series),
            style: CurveStyle { colour: FIRST_COLOUR + net, dash: Dash::Dotted, pale: false, smooth: true },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_net_has_a_curve_and_a_name() {
        let mut losses = Losses::default();
        losses.extend(0, 1, &[Some(2.0), None, Some(1.0)]);
        let names = |losses: &Losses| losses.curves().map(|curve| curve.label).collect::<Vec<_>>();
        assert_eq!(names(&losses), ["PyTorch"]);
        losses.extend(1, 1, &[Some(5.0)]);
        losses.extend(0, 4, &[Some(0.5)]);
        assert_eq!(names(&losses), ["PyTorch 1", "PyTorch 2"]);
        let last = losses.curves().next().and_then(|curve| curve.series.last()).map(|point| (point.step, point.mean));
        assert_eq!(last, Some((4, 0.5)));
    }
}
