//! Curves as a message carries them: neither more points than can be seen, nor one left out.

use std::collections::BTreeMap;

use protocol::MetricPoint;

/// Points of one metric in one message; more are merged to means.
const POINTS_PER_MESSAGE: usize = 32;

/// At most [`POINTS_PER_MESSAGE`] points of each metric: means of neighbours, at the last one's step.
pub fn merge(points: Vec<MetricPoint>) -> Vec<MetricPoint> {
    let mut curves: BTreeMap<String, Vec<MetricPoint>> = BTreeMap::new();
    for point in points {
        curves.entry(point.metric.clone()).or_default().push(point);
    }
    let mut merged: Vec<MetricPoint> = Vec::new();
    for (metric, points) in curves {
        for group in points.chunks(points.len().div_ceil(POINTS_PER_MESSAGE)) {
            let mean = group.iter().map(|point| point.value).sum::<f64>() / group.len() as f64;
            merged.extend(group.last().map(|last| MetricPoint::new(&metric, last.step, mean)));
        }
    }
    merged
}
