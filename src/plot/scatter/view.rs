//! What is seen of a picture in the plane: all of it, or a part that was dragged and zoomed to.

use crate::grip::Gesture;
use crate::motion::Frame;

/// A part of the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// How many times as large things appear, 1 to [`MOST_ZOOM`].
    zoom: f64,
    /// Its middle, in half widths of the whole from the whole's middle; up is positive.
    middle: (f64, f64),
}

const MOST_ZOOM: f64 = 50.0;
const ZOOM_PER_KEY: f64 = 1.25;
/// A notch of a mouse wheel is about 100 pixels.
const ZOOM_PER_WHEEL_PX: f64 = 0.002;

impl Default for View {
    fn default() -> Self {
        Self { zoom: 1.0, middle: (0.0, 0.0) }
    }
}

impl View {
    /// The part of `whole` that is seen.
    pub fn of(&self, whole: Frame) -> Frame {
        let (x, y) = self.middle;
        let centre = (whole.centre.0 + x * whole.half_width, whole.centre.1 + y * whole.half_width);
        Frame { centre, half_width: whole.half_width / self.zoom }
    }

    pub fn is_whole(&self) -> bool {
        self.zoom == 1.0
    }

    pub fn zoom(&self) -> f64 {
        self.zoom
    }

    /// A hand has moved; places in pixels from the picture's middle, of which `half_px` are a half width.
    pub fn gripped(&self, gesture: &Gesture, half_px: f64) -> Self {
        let (x_px, y_px) = gesture.by_px;
        let scale = 1.0 / (half_px * self.zoom);
        let middle = (self.middle.0 - x_px * scale, self.middle.1 + y_px * scale);
        Self { middle, ..*self }.zoomed(gesture.factor, gesture.middle_px, half_px)
    }

    /// A mouse wheel turned so far; what is under the pointer stays there.
    pub fn wheeled(&self, delta_px: f64, at_px: (f64, f64), half_px: f64) -> Self {
        self.zoomed((-delta_px * ZOOM_PER_WHEEL_PX).exp(), at_px, half_px)
    }

    /// `+` and `-` zoom, `Home` shows all; no answer for keys that do nothing here.
    pub fn keyed(&self, key: &str) -> Option<Self> {
        match key {
            "+" | "=" => Some(self.zoomed(ZOOM_PER_KEY, (0.0, 0.0), 1.0)),
            "-" | "_" => Some(self.zoomed(1.0 / ZOOM_PER_KEY, (0.0, 0.0), 1.0)),
            "Home" => Some(Self::default()),
            _ => None,
        }
    }

    fn zoomed(&self, factor: f64, (x_px, y_px): (f64, f64), half_px: f64) -> Self {
        let zoom = (self.zoom * factor).clamp(1.0, MOST_ZOOM);
        if !zoom.is_finite() {
            return *self;
        }
        // What lies there keeps its place on the picture.
        let moved = (1.0 / self.zoom - 1.0 / zoom) / half_px;
        let middle = (self.middle.0 + x_px * moved, self.middle.1 - y_px * moved);
        // No farther than to the whole's edge.
        let most = 1.0 - 1.0 / zoom;
        Self { zoom, middle: (middle.0.clamp(-most, most), middle.1.clamp(-most, most)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Frame = Frame { centre: (5.0, -5.0), half_width: 10.0 };

    #[test]
    fn a_wheel_keeps_what_is_under_the_pointer() {
        // 50 of 100 pixels to the right and 20 down: at (10, -7).
        let at_px = (50.0, 20.0);
        let place = |view: View| {
            let Frame { centre, half_width } = view.of(WHOLE);
            (centre.0 + at_px.0 / 100.0 * half_width, centre.1 - at_px.1 / 100.0 * half_width)
        };
        let view = View::default().wheeled(-300.0, at_px, 100.0);
        assert!(view.zoom() > 1.5 && !view.is_whole());
        let (x, y) = place(view);
        assert!((x - 10.0).abs() < 1e-9 && (y + 7.0).abs() < 1e-9, "{x} {y}");
        assert_eq!(view.wheeled(1e9, at_px, 100.0), View::default());
    }

    #[test]
    fn a_drag_takes_the_picture_along_as_far_as_its_edge() {
        let gesture = Gesture { by_px: (20.0, 10.0), factor: 1.0, middle_px: (0.0, 0.0) };
        assert_eq!(View::default().gripped(&gesture, 100.0), View::default(), "the whole stays");
        let near = View { zoom: 2.0, middle: (0.0, 0.0) };
        assert_eq!(near.gripped(&gesture, 100.0).of(WHOLE).centre, (4.0, -4.5));
        let far = Gesture { by_px: (-1e6, 0.0), ..gesture };
        assert_eq!(near.gripped(&far, 100.0).of(WHOLE), Frame { centre: (10.0, -5.0), half_width: 5.0 });
        let pinch = Gesture { by_px: (0.0, 0.0), factor: 3.0, middle_px: (0.0, 0.0) };
        assert_eq!(View::default().gripped(&pinch, 100.0).zoom(), 3.0);
    }

    #[test]
    fn keys_zoom_and_go_back() {
        let near = View::default().keyed("+").unwrap();
        assert!(near.zoom() > 1.0);
        assert_eq!(near.keyed("Home"), Some(View::default()));
        assert!(near.keyed("-").unwrap().is_whole());
        assert_eq!(near.keyed("a"), None);
    }
}
