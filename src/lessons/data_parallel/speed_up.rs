//! From measured rates to speed-ups, and what Amdahl's law makes of them (Amdahl 1967).

use crate::protocol::WorkersPoint;

/// How many times as fast as one worker each point is.
pub fn speed_ups(points: &[WorkersPoint]) -> Vec<f64> {
    let one = points.first().map_or(f64::NAN, |point| point.examples_per_second);
    points.iter().map(|point| point.examples_per_second / one).collect()
}

/// How fast each worker gets on while it is at work, beside one alone: S = N · (share at work) · pace.
pub fn pace(point: &WorkersPoint, speed_up: f64) -> f64 {
    speed_up / (f64::from(point.workers) * point.busy)
}

/// The share of one worker's time that is not shared out, from how much faster two are: S = 1 / (s + (1 - s) / 2).
pub fn serial_share(speed_up_of_two: f64) -> f64 {
    (2.0 / speed_up_of_two - 1.0).clamp(0.0, 1.0)
}

/// S(N) = 1 / (s + (1 - s) / N)
pub fn amdahl(serial_share: f64, workers: f64) -> f64 {
    1.0 / (serial_share + (1.0 - serial_share) / workers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_workers_tell_the_serial_share_and_amdahl_gives_them_back() {
        let share = serial_share(1.7);
        assert!((share - 0.1765).abs() < 1e-4, "{share}");
        assert!((amdahl(share, 2.0) - 1.7).abs() < 1e-12);
        assert!((amdahl(share, 4.0) - 2.6154).abs() < 1e-4);
        assert_eq!([serial_share(2.5), serial_share(0.5)], [0.0, 1.0]);
        assert!((amdahl(0.0, 8.0) - 8.0).abs() < 1e-12);
    }

    #[test]
    fn speed_ups_are_ratios_to_one_worker_made_of_time_at_work_and_pace() {
        let point = |workers, examples_per_second, busy| WorkersPoint {
            workers,
            present: workers,
            examples_per_second,
            busy,
            losses_apart: 0.0,
        };
        let points = [point(1, 800.0, 1.0), point(2, 1260.0, 0.875)];
        assert_eq!(speed_ups(&points), [1.0, 1.575]);
        assert_eq!([pace(&points[0], 1.0), pace(&points[1], 1.575)], [1.0, 0.9]);
    }
}
