//! An eye on an orbit around a box: where a point of space falls on the picture, and what hands and keys do to it.

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use super::grip::Gesture;

/// Looks at the middle of the cube from -1 to 1 on all axes; z is up.
///
/// A pinhole camera (Hughes et al., Computer Graphics: Principles and Practice, 3rd ed., chapter 13) on a sphere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Radians around the z axis. At 0 the eye stands before the side of smallest y, and x runs to the right.
    pub yaw: f64,
    /// Radians above the ground, from -π/2 to π/2.
    pub pitch: f64,
    /// From the eye to the cube's middle, in half sides of the cube.
    pub distance: f64,
}

/// The camera made ready for many points.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    right: [f64; 3],
    up: [f64; 3],
    ahead: [f64; 3],
    distance: f64,
    middle_px: (f64, f64),
    focal_px: f64,
}

/// A point on the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projected {
    pub x_px: f64,
    pub y_px: f64,
    /// Distance from the eye's plane, in half sides of the cube.
    pub depth: f64,
    /// How large things appear there, against the cube's middle at the home distance.
    pub magnification: f64,
}

/// Corners of the cube stay in front of the eye: they are at most √3 from its middle.
const LEAST_DISTANCE: f64 = 2.0;
const MOST_DISTANCE: f64 = 12.0;

/// Fills the picture with the cube, seen from home.
const FOCAL: f64 = 2.8;

/// Nearer points would be larger than the picture.
const NEAR: f64 = 0.1;

/// Half a turn for a drag across the smaller side of the picture.
const RADIANS_PER_SIDE: f64 = PI;
const RADIANS_PER_KEY: f64 = PI / 36.0;
const ZOOM_PER_KEY: f64 = 1.12;

/// A notch of a mouse wheel is about 100 pixels.
const ZOOM_PER_WHEEL_PX: f64 = 0.0012;

/// Once around in a minute and a half.
const DRIFT_RADIANS_PER_MILLI: f64 = TAU / 90_000.0;

impl Default for Camera {
    /// Home: from a corner, a little above.
    fn default() -> Self {
        Self { yaw: 0.55, pitch: 0.4, distance: 5.0 }
    }
}

impl Camera {
    /// For a picture of this size.
    pub fn projection(&self, width_px: f64, height_px: f64) -> Projection {
        let (sin_yaw, cos_yaw) = self.yaw.sin_cos();
        let (sin_pitch, cos_pitch) = self.pitch.sin_cos();
        Projection {
            right: [cos_yaw, sin_yaw, 0.0],
            up: [-sin_yaw * sin_pitch, cos_yaw * sin_pitch, cos_pitch],
            ahead: [-sin_yaw * cos_pitch, cos_yaw * cos_pitch, -sin_pitch],
            distance: self.distance,
            middle_px: (width_px / 2.0, height_px / 2.0),
            focal_px: FOCAL * width_px.min(height_px) / 2.0,
        }
    }

    /// The picture was dragged by so many pixels; what is in front follows the hand.
    pub fn dragged(&self, (x_px, y_px): (f64, f64), side_px: f64) -> Self {
        let radians_per_px = RADIANS_PER_SIDE / side_px.max(1.0);
        self.turned(-x_px * radians_per_px, y_px * radians_per_px)
    }

    /// A hand has moved on a picture whose smaller side is `side_px`.
    pub fn gripped(&self, gesture: &Gesture, side_px: f64) -> Self {
        self.dragged(gesture.by_px, side_px).zoomed(gesture.factor)
    }

    /// Things appear `factor` times as large.
    pub fn zoomed(&self, factor: f64) -> Self {
        let distance = (self.distance / factor).clamp(LEAST_DISTANCE, MOST_DISTANCE);
        Self { distance: if distance.is_finite() { distance } else { self.distance }, ..*self }
    }

    /// A mouse wheel turned so far; towards the reader is away from the cube.
    pub fn wheeled(&self, delta_px: f64) -> Self {
        self.zoomed((-delta_px * ZOOM_PER_WHEEL_PX).exp())
    }

    /// Arrow keys turn, `+` and `-` zoom, `Home` goes back; no answer for keys that do nothing here.
    pub fn keyed(&self, key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(self.turned(RADIANS_PER_KEY, 0.0)),
            "ArrowRight" => Some(self.turned(-RADIANS_PER_KEY, 0.0)),
            "ArrowUp" => Some(self.turned(0.0, -RADIANS_PER_KEY)),
            "ArrowDown" => Some(self.turned(0.0, RADIANS_PER_KEY)),
            "+" | "=" => Some(self.zoomed(ZOOM_PER_KEY)),
            "-" | "_" => Some(self.zoomed(1.0 / ZOOM_PER_KEY)),
            "Home" => Some(Self::default()),
            _ => None,
        }
    }

    /// The slow turn of a picture that nobody has touched.
    pub fn drifted(&self, elapsed_millis: f64) -> Self {
        self.turned(elapsed_millis * DRIFT_RADIANS_PER_MILLI, 0.0)
    }

    fn turned(&self, yaw: f64, pitch: f64) -> Self {
        let pitch = (self.pitch + pitch).clamp(-FRAC_PI_2, FRAC_PI_2);
        Self { yaw: (self.yaw + yaw).rem_euclid(TAU), pitch, ..*self }
    }
}

impl Projection {
    /// Where a point of space is seen; none when it is at the eye or behind it.
    pub fn of(&self, point: [f64; 3]) -> Option<Projected> {
        let depth = self.distance + dot(self.ahead, point);
        // Also false for values that are no numbers.
        let is_seen = depth > NEAR;
        is_seen.then(|| {
            let px_per_unit = self.focal_px / depth;
            Projected {
                x_px: self.middle_px.0 + dot(self.right, point) * px_per_unit,
                y_px: self.middle_px.1 - dot(self.up, point) * px_per_unit,
                depth,
                magnification: Camera::default().distance / depth,
            }
        })
    }

    /// True when a plane through `point` shows its upper side, the side that `normal` points to.
    pub fn faces(&self, point: [f64; 3], normal: [f64; 3]) -> bool {
        let eye = self.ahead.map(|part| -part * self.distance);
        dot(normal, std::array::from_fn(|axis| eye[axis] - point[axis])) > 0.0
    }
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRONT: Camera = Camera { yaw: 0.0, pitch: 0.0, distance: 4.0 };

    /// On a picture of 200 by 100 pixels, where the focal length is 2.8 * 50 = 140 pixels.
    fn seen(camera: Camera, point: [f64; 3]) -> (f64, f64, f64) {
        let Projected { x_px, y_px, depth, .. } = camera.projection(200.0, 100.0).of(point).unwrap();
        let rounded = |value: f64| (value * 1e9).round() / 1e9;
        (rounded(x_px), rounded(y_px), rounded(depth))
    }

    #[test]
    fn from_the_front_x_is_right_z_is_up_and_y_is_away() {
        assert_eq!(seen(FRONT, [0.0; 3]), (100.0, 50.0, 4.0));
        assert_eq!(seen(FRONT, [1.0, 0.0, 0.0]), (135.0, 50.0, 4.0));
        assert_eq!(seen(FRONT, [0.0, 0.0, 1.0]), (100.0, 15.0, 4.0));
        assert_eq!(seen(FRONT, [0.0, 1.0, 0.0]), (100.0, 50.0, 5.0));
        assert_eq!(seen(FRONT, [1.0, 1.0, 0.0]), (128.0, 50.0, 5.0), "farther is smaller");
    }

    #[test]
    fn a_quarter_turn_and_the_view_from_above() {
        let side = Camera { yaw: FRAC_PI_2, ..FRONT };
        assert_eq!(seen(side, [0.0, 1.0, 0.0]), (135.0, 50.0, 4.0));
        assert_eq!(seen(side, [1.0, 0.0, 0.0]), (100.0, 50.0, 3.0), "the eye stands where x is large");
        let above = Camera { pitch: FRAC_PI_2, ..FRONT };
        assert_eq!(seen(above, [0.0, 1.0, 0.0]), (100.0, 15.0, 4.0));
        assert_eq!(seen(above, [0.0, 0.0, 1.0]), (100.0, 50.0, 3.0));
    }

    #[test]
    fn what_is_behind_the_eye_or_no_number_is_not_seen() {
        let projection = FRONT.projection(200.0, 100.0);
        assert_eq!(projection.of([0.0, -4.0, 0.0]), None);
        assert_eq!(projection.of([f64::NAN, 0.0, 0.0]), None);
        assert_eq!(projection.of([0.0, -3.5, 0.0]).map(|point| point.magnification), Some(10.0));
    }

    #[test]
    fn the_front_follows_the_hand() {
        let near = [0.0, -1.0, 0.0];
        let (x_px, y_px, _) = seen(FRONT.dragged((10.0, 5.0), 100.0), near);
        assert!(x_px > 100.0 && y_px > 50.0, "{x_px} {y_px}");
        let half_turn = FRONT.dragged((-100.0, 0.0), 100.0);
        assert!((half_turn.yaw - PI).abs() < 1e-12);
        assert_eq!(FRONT.dragged((0.0, 1e6), 100.0).pitch, FRAC_PI_2, "never head over heels");
    }

    #[test]
    fn zoom_stays_outside_of_the_cube() {
        assert_eq!(FRONT.zoomed(1.6).distance, 2.5);
        assert_eq!(FRONT.zoomed(100.0).distance, LEAST_DISTANCE);
        assert_eq!(FRONT.zoomed(0.0).distance, MOST_DISTANCE);
        assert!(FRONT.wheeled(100.0).distance > 4.0 && FRONT.wheeled(-100.0).distance < 4.0);
        let corner = Camera { distance: LEAST_DISTANCE, ..Camera::default() };
        assert!(corner.projection(200.0, 100.0).of([1.0, -1.0, 1.0]).is_some());
    }

    #[test]
    fn keys_turn_zoom_and_go_home() {
        assert_eq!(FRONT.keyed("ArrowLeft").and_then(|camera| camera.keyed("ArrowRight")), Some(FRONT));
        assert!(FRONT.keyed("ArrowDown").unwrap().pitch > 0.0);
        assert!(FRONT.keyed("+").unwrap().distance < 4.0 && FRONT.keyed("-").unwrap().distance > 4.0);
        assert_eq!(FRONT.keyed("Home"), Some(Camera::default()));
        assert_eq!(FRONT.keyed("Tab"), None);
    }

    #[test]
    fn one_finger_turns_and_two_zoom() {
        let gesture = Gesture { by_px: (-50.0, 0.0), factor: 1.0, middle_px: (0.0, 0.0) };
        assert!((FRONT.gripped(&gesture, 100.0).yaw - FRAC_PI_2).abs() < 1e-12);
        let pinch = Gesture { by_px: (0.0, 0.0), factor: 2.0, ..gesture };
        assert_eq!(FRONT.gripped(&pinch, 100.0).distance, 2.0, "twice as near");
    }

    #[test]
    fn a_plane_shows_the_side_the_eye_is_on() {
        let above = Camera { pitch: 0.5, ..FRONT }.projection(200.0, 100.0);
        assert!(above.faces([0.0; 3], [0.0, 0.0, 1.0]));
        assert!(!above.faces([0.0; 3], [0.0, 0.0, -1.0]));
        assert!(!above.faces([0.0, 0.0, 3.0], [0.0, 0.0, 1.0]));
    }
}
