//! One curve in bounded memory: min-max thinning, a running mean, the value under a cross-hair.

/// Most buckets a series holds. When they are all full, neighbours merge in pairs.
pub const MAX_BUCKETS: usize = 2048;

/// Decay of the running mean of [`Series::default`]: it looks back over about twenty points.
pub const DEFAULT_DECAY: f64 = 0.95;

/// The values of one metric in step order. A million points take the memory of [`MAX_BUCKETS`].
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    buckets: Vec<Bucket>,
    points_per_bucket: u64,
    decay: f64,
    average: RunningMean,
}

/// Neighbouring points as they are drawn. Of a short series each point stands for itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The last step that the point stands for.
    pub step: u64,
    /// How many values it stands for.
    pub count: u64,
    pub min: f64,
    pub max: f64,
    pub mean: f64,
    /// The bias-corrected exponential mean of all values up to `step`.
    pub running_mean: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Bucket {
    last_step: u64,
    count: u64,
    min: f64,
    max: f64,
    sum: f64,
    running_mean: f64,
}

/// Exponential mean before its bias is corrected (Kingma and Ba 2015, section 3).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct RunningMean {
    average: f64,
    weight: f64,
}

impl Default for Series {
    fn default() -> Self {
        Self::new(DEFAULT_DECAY)
    }
}

impl Series {
    /// An empty series whose running mean keeps the share `decay` (0 to 1) of itself at each point; 0 is no smoothing.
    pub fn new(decay: f64) -> Self {
        Self { buckets: Vec::new(), points_per_bucket: 1, decay, average: RunningMean::default() }
    }

    /// A series of these points, smoothed as by default.
    pub fn of(points: impl IntoIterator<Item = (u64, f64)>) -> Self {
        let mut series = Self::default();
        for (step, value) in points {
            series.push(step, value);
        }
        series
    }

    /// Adds a value. A step that is not after the last one takes the curve back to there first, as a run does that goes
    /// on from an earlier checkpoint. Values that are no numbers cannot be drawn and are left out.
    pub fn push(&mut self, step: u64, value: f64) {
        if !value.is_finite() {
            return;
        }
        self.rewind(step);
        let running_mean = self.average.add(value, self.decay);
        let point = Bucket { last_step: step, count: 1, min: value, max: value, sum: value, running_mean };
        match self.buckets.last_mut().filter(|last| last.count < self.points_per_bucket) {
            Some(last) => *last = last.merged(&point),
            None => {
                if self.buckets.len() == MAX_BUCKETS {
                    self.halve();
                }
                self.buckets.push(point);
            }
        }
    }

    /// The points in step order, at most [`MAX_BUCKETS`].
    pub fn points(&self) -> impl DoubleEndedIterator<Item = Point> + ExactSizeIterator + '_ {
        self.buckets.iter().map(Bucket::point)
    }

    /// True before the first value.
    pub fn is_empty(&self) -> bool {
        self.buckets.is_empty()
    }

    /// The newest point.
    pub fn last(&self) -> Option<Point> {
        self.buckets.last().map(Bucket::point)
    }

    /// First and last step that are drawn.
    pub fn step_range(&self) -> Option<(u64, u64)> {
        Some((self.buckets.first()?.last_step, self.buckets.last()?.last_step))
    }

    /// The point nearest to `step`; none where the curve has not begun or has ended.
    pub fn point_at(&self, step: f64) -> Option<Point> {
        let (first, last) = self.step_range()?;
        if step < first as f64 || step > last as f64 {
            return None;
        }
        let after = self.buckets.partition_point(|bucket| (bucket.last_step as f64) < step);
        let candidates = after.saturating_sub(1)..=after.min(self.buckets.len() - 1);
        let distance = |bucket: &Bucket| (bucket.last_step as f64 - step).abs();
        let nearest = self.buckets[candidates].iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        nearest.map(Bucket::point)
    }

    /// The value nearest to `step`; see [`Series::point_at`].
    pub fn value_at(&self, step: f64) -> Option<f64> {
        self.point_at(step).map(|point| point.mean)
    }

    fn rewind(&mut self, step: u64) {
        if self.buckets.last().is_none_or(|last| last.last_step < step) {
            return;
        }
        self.buckets.truncate(self.buckets.partition_point(|bucket| bucket.last_step < step));
        let count: u64 = self.buckets.iter().map(|bucket| bucket.count).sum();
        let running_mean = self.buckets.last().map_or(0.0, |bucket| bucket.running_mean);
        self.average = RunningMean::after(count, running_mean, self.decay);
    }

    fn halve(&mut self) {
        self.buckets = self.buckets.chunks_exact(2).map(|pair| pair[0].merged(&pair[1])).collect();
        self.points_per_bucket *= 2;
    }
}

impl Bucket {
    fn merged(&self, later: &Self) -> Self {
        Self {
            last_step: later.last_step,
            count: self.count + later.count,
            min: self.min.min(later.min),
            max: self.max.max(later.max),
            sum: self.sum + later.sum,
            running_mean: later.running_mean,
        }
    }

    fn point(&self) -> Point {
        Point {
            step: self.last_step,
            count: self.count,
            min: self.min,
            max: self.max,
            mean: self.sum / self.count as f64,
            running_mean: self.running_mean,
        }
    }
}

impl RunningMean {
    fn after(count: u64, running_mean: f64, decay: f64) -> Self {
        let weight = 1.0 - decay.powf(count as f64);
        Self { average: running_mean * weight, weight }
    }

    fn add(&mut self, value: f64, decay: f64) -> f64 {
        self.average = decay * self.average + (1.0 - decay) * value;
        self.weight = decay * self.weight + (1.0 - decay);
        self.average / self.weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_series_keeps_every_point() {
        let series = Series::of([(1, 2.0), (2, 4.0), (5, 3.0)]);
        let points: Vec<_> = series.points().map(|point| (point.step, point.mean)).collect();
        assert_eq!(points, [(1, 2.0), (2, 4.0), (5, 3.0)]);
        assert_eq!(series.last().map(|point| point.mean), Some(3.0));
    }

    #[test]
    fn a_million_points_stay_bounded_and_keep_their_extremes() {
        let mut series = Series::default();
        for step in 0..1_000_000 {
            let value = if step == 123_456 { 9.0 } else { (step % 7) as f64 };
            series.push(step, value);
        }
        assert!(series.points().len() <= MAX_BUCKETS);
        assert!(series.buckets.capacity() <= 2 * MAX_BUCKETS);
        assert_eq!(series.points().map(|point| point.count).sum::<u64>(), 1_000_000);
        assert_eq!(series.points().map(|point| point.max).fold(0.0, f64::max), 9.0);
        assert_eq!(series.points().map(|point| point.min).fold(9.0, f64::min), 0.0);
        assert!(series.points().is_sorted_by_key(|point| point.step));
        assert_eq!(series.last().map(|point| point.step), Some(999_999));
    }

    #[test]
    fn the_running_mean_is_unbiased_from_the_start() {
        let series = Series::of((0..50).map(|step| (step, 3.0)));
        assert!(series.points().all(|point| (point.running_mean - 3.0).abs() < 1e-12));
        let mut series = Series::new(0.5);
        series.push(1, 0.0);
        series.push(2, 3.0);
        // Weights 1/4 and 1/2 of three quarters: (0 * 1/4 + 3 * 1/2) / (3/4).
        assert_eq!(series.last().map(|point| point.running_mean), Some(2.0));
    }

    #[test]
    fn going_back_to_an_earlier_step_replaces_what_came_after() {
        let mut series = Series::of([(1, 1.0), (2, 2.0), (3, 3.0)]);
        series.push(2, 5.0);
        assert_eq!(series, Series::of([(1, 1.0), (2, 5.0)]));
    }

    #[test]
    fn the_cross_hair_reads_the_nearest_point_of_the_curve() {
        let series = Series::of([(10, 1.0), (20, 2.0), (30, 3.0)]);
        assert_eq!(series.value_at(14.0), Some(1.0));
        assert_eq!(series.value_at(16.0), Some(2.0));
        assert_eq!(series.value_at(30.0), Some(3.0));
        assert_eq!(series.value_at(9.0), None);
        assert_eq!(series.value_at(31.0), None);
        assert_eq!(Series::default().value_at(0.0), None);
    }

    #[test]
    fn values_that_are_no_numbers_are_left_out() {
        let mut series = Series::of([(1, 1.0)]);
        series.push(2, f64::NAN);
        series.push(3, f64::INFINITY);
        assert_eq!(series, Series::of([(1, 1.0)]));
    }
}
