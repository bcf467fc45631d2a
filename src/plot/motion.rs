//! Points that move: from one embedding to the next without jumps, inside a frame that follows them.

use std::sync::Arc;

/// How long points are on their way: smooth when frames come ten times a second, yet hardly behind.
pub const TRAVEL_MILLIS: f64 = 80.0;

/// How fast the frame shrinks around points that draw together.
const SHRINK_MILLIS: f64 = 400.0;

/// The square of data that is shown: equal scales on both axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub centre: (f64, f64),
    /// From the centre to each side.
    pub half_width: f64,
}

/// Where points are on their way to where they should be.
#[derive(Clone, Debug)]
pub struct Motion {
    from: Vec<f32>,
    now: Vec<f32>,
    target: Arc<[f32]>,
    start_millis: f64,
    last_millis: f64,
    frame: Frame,
}

impl Default for Frame {
    fn default() -> Self {
        Self { centre: (0.0, 0.0), half_width: 1.0 }
    }
}

impl Default for Motion {
    fn default() -> Self {
        let frame = Frame::default();
        let (from, now, target) = (Vec::new(), Vec::new(), Arc::default());
        Self { from, now, target, start_millis: 0.0, last_millis: 0.0, frame }
    }
}

impl Motion {
    /// Sends the points to `target` (`x0, y0, x1, y1, ...`). Without `animate`, and when their number changes, they are
    /// there at once. The same target again changes nothing.
    pub fn retarget(&mut self, target: &Arc<[f32]>, now_millis: f64, animate: bool) {
        if Arc::ptr_eq(target, &self.target) {
            return;
        }
        self.target = target.clone();
        let jumps = !animate || target.len() != self.now.len();
        if jumps {
            self.now = target.to_vec();
            self.frame = around(&self.now);
        }
        self.from.clone_from(&self.now);
        // Points on their way do not stop for a new target: a target for every picture would hold them still.
        let is_on_way = self.last_millis < self.start_millis + TRAVEL_MILLIS;
        self.start_millis = match (jumps, is_on_way) {
            (true, _) => now_millis - TRAVEL_MILLIS,
            (false, true) => self.last_millis,
            (false, false) => now_millis,
        };
    }

    /// Moves the points on to `now_millis`; true while they are still on their way.
    pub fn advance(&mut self, now_millis: f64) -> bool {
        let share = ((now_millis - self.start_millis) / TRAVEL_MILLIS).clamp(0.0, 1.0) as f32;
        for ((now, from), to) in self.now.iter_mut().zip(&self.from).zip(self.target.iter()) {
            *now = from + share * (to - from);
        }
        let elapsed_millis = (now_millis - self.last_millis).max(0.0);
        self.last_millis = now_millis;
        let fitting = around(&self.now);
        self.frame = self.frame.towards(&fitting, 1.0 - (-elapsed_millis / SHRINK_MILLIS).exp());
        share < 1.0 || (self.frame.half_width / fitting.half_width - 1.0).abs() > 0.005
    }

    /// Where the points are, `x0, y0, x1, y1, ...`.
    pub fn positions(&self) -> &[f32] {
        &self.now
    }

    pub fn frame(&self) -> Frame {
        self.frame
    }
}

impl Frame {
    /// A step of `share` (0 to 1) towards `goal`, but never so small that points of the goal are cut off.
    fn towards(&self, goal: &Self, share: f64) -> Self {
        let mix = |from: f64, to: f64| from + share * (to - from);
        let centre = (mix(self.centre.0, goal.centre.0), mix(self.centre.1, goal.centre.1));
        let offset = (goal.centre.0 - centre.0).abs().max((goal.centre.1 - centre.1).abs());
        Self { centre, half_width: mix(self.half_width, goal.half_width).max(goal.half_width + offset) }
    }
}

/// The smallest frame that holds all points.
fn around(positions: &[f32]) -> Frame {
    let (mut low, mut high) = ([f32::INFINITY; 2], [f32::NEG_INFINITY; 2]);
    for point in positions.chunks_exact(2).filter(|point| point.iter().all(|value| value.is_finite())) {
        for axis in 0..2 {
            low[axis] = low[axis].min(point[axis]);
            high[axis] = high[axis].max(point[axis]);
        }
    }
    if low[0] > high[0] {
        return Frame::default();
    }
    let middle = |axis: usize| f64::from(low[axis] + high[axis]) / 2.0;
    let half_width = f64::from((high[0] - low[0]).max(high[1] - low[1])) / 2.0;
    Frame { centre: (middle(0), middle(1)), half_width: half_width.max(1e-9) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arc(values: &[f32]) -> Arc<[f32]> {
        values.into()
    }

    #[test]
    fn points_travel_in_a_straight_line_and_arrive() {
        let mut motion = Motion::default();
        motion.retarget(&arc(&[0.0, 0.0, 2.0, 2.0]), 0.0, true);
        motion.advance(0.0);
        assert_eq!(motion.positions(), [0.0, 0.0, 2.0, 2.0]);
        let target = arc(&[4.0, 0.0, 2.0, 6.0]);
        motion.retarget(&target, 1000.0, true);
        assert!(motion.advance(1000.0 + TRAVEL_MILLIS / 2.0));
        assert_eq!(motion.positions(), [2.0, 0.0, 2.0, 4.0]);
        motion.retarget(&target, 1060.0, true);
        motion.advance(1000.0 + TRAVEL_MILLIS);
        assert_eq!(motion.positions(), &target[..]);
        assert!(!motion.advance(10_000.0));
    }

    #[test]
    fn a_new_target_for_every_picture_does_not_hold_the_points_still() {
        let mut motion = Motion::default();
        motion.retarget(&arc(&[0.0, 0.0]), 0.0, true);
        for picture in 1..=20 {
            let now_millis = 1000.0 + f64::from(picture) * 33.0;
            motion.retarget(&arc(&[1.0, 2.0]), now_millis, true);
            motion.advance(now_millis);
        }
        assert!((motion.positions()[1] - 2.0).abs() < 0.01, "{:?}", motion.positions());
    }

    #[test]
    fn with_reduced_motion_points_are_there_at_once() {
        let mut motion = Motion::default();
        motion.retarget(&arc(&[0.0, 0.0]), 0.0, false);
        motion.retarget(&arc(&[3.0, 1.0]), 10.0, false);
        assert!(!motion.advance(10.0));
        assert_eq!(motion.positions(), [3.0, 1.0]);
    }

    #[test]
    fn the_frame_holds_every_point_at_once_and_shrinks_slowly() {
        let mut motion = Motion::default();
        motion.retarget(&arc(&[-1.0, 0.0, 1.0, 0.0]), 0.0, true);
        motion.retarget(&arc(&[-10.0, 0.0, 10.0, 0.0]), 0.0, true);
        motion.advance(TRAVEL_MILLIS);
        assert_eq!(motion.frame(), Frame { centre: (0.0, 0.0), half_width: 10.0 });
        motion.retarget(&arc(&[-1.0, 0.0, 1.0, 0.0]), 100.0, true);
        motion.advance(180.0);
        assert!(motion.frame().half_width > 5.0);
        motion.advance(10_000.0);
        assert!(motion.frame().half_width < 1.01);
    }

    #[test]
    fn values_that_are_no_numbers_do_not_spoil_the_frame() {
        assert_eq!(around(&[f32::NAN, 0.0, 1.0, 1.0, 3.0, 1.0]).centre, (2.0, 1.0));
        assert_eq!(around(&[]).half_width, 1.0);
    }
}
