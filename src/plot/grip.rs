//! Pointers that touch a picture: one drags it, two pinch it.

/// Which pointers touch, and where.
#[derive(Clone, Debug, Default)]
pub struct Grip {
    pointers: Vec<(i32, (f64, f64))>,
}

/// What a hand has done since it was last looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gesture {
    pub by_px: (f64, f64),
    /// How much farther apart two pointers are.
    pub factor: f64,
    /// Between the pointers.
    pub middle_px: (f64, f64),
}

impl Grip {
    /// True while nothing touches the picture.
    pub fn is_empty(&self) -> bool {
        self.pointers.is_empty()
    }

    /// A pointer touches the picture; a third one is ignored.
    pub fn down(&mut self, id: i32, at_px: (f64, f64)) {
        self.up(id);
        if self.pointers.len() < 2 {
            self.pointers.push((id, at_px));
        }
    }

    /// A pointer has moved; nothing for one that does not touch the picture.
    pub fn moved(&mut self, id: i32, at_px: (f64, f64)) -> Option<Gesture> {
        let (before, span_before) = (self.middle(), self.span());
        let (_, place) = self.pointers.iter_mut().find(|(known, _)| *known == id)?;
        *place = at_px;
        let (middle_px, span) = (self.middle(), self.span());
        let factor = if span_before > 0.0 && span > 0.0 { span / span_before } else { 1.0 };
        Some(Gesture { by_px: (middle_px.0 - before.0, middle_px.1 - before.1), factor, middle_px })
    }

    /// A pointer lets go.
    pub fn up(&mut self, id: i32) {
        self.pointers.retain(|(known, _)| *known != id);
    }

    fn middle(&self) -> (f64, f64) {
        let count = self.pointers.len().max(1) as f64;
        let sum = self.pointers.iter().fold((0.0, 0.0), |sum, (_, at)| (sum.0 + at.0, sum.1 + at.1));
        (sum.0 / count, sum.1 / count)
    }

    /// Between two pointers; 0 for fewer.
    fn span(&self) -> f64 {
        match self.pointers[..] {
            [(_, first), (_, second)] => (first.0 - second.0).hypot(first.1 - second.1),
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pointer_drags_and_two_pinch() {
        let mut grip = Grip::default();
        assert_eq!(grip.moved(1, (9.0, 9.0)), None, "hovering is no touch");
        grip.down(1, (0.0, 0.0));
        let dragged = Gesture { by_px: (-50.0, 0.0), factor: 1.0, middle_px: (-50.0, 0.0) };
        assert_eq!(grip.moved(1, (-50.0, 0.0)), Some(dragged));
        grip.down(2, (50.0, 0.0));
        grip.down(3, (70.0, 70.0));
        let pinched = Gesture { by_px: (50.0, 0.0), factor: 2.0, middle_px: (50.0, 0.0) };
        assert_eq!(grip.moved(2, (150.0, 0.0)), Some(pinched), "from 100 to 200 pixels apart");
        grip.up(1);
        assert_eq!(grip.moved(2, (150.0, 10.0)).map(|gesture| gesture.by_px), Some((0.0, 10.0)));
        grip.up(2);
        assert!(grip.is_empty());
    }
}
