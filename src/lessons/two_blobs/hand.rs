//! The reader's hand on the plane: places, drags and rubs out points. Pure.

use crate::data::toy::Labelled;

/// What a touch does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Places a point of this class, unless there is one to take hold of.
    Place(u8),
    /// Rubs out the points it passes over.
    Erase,
}

/// The point in the hand, and the one looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hand {
    held: Option<usize>,
    /// The point that was touched last.
    pub chosen: Option<usize>,
}

/// So near a touch means the point: about the width of a fingertip on a small screen.
const REACH: f32 = 0.4;

impl Hand {
    /// A touch begins at a place. True when it has changed the points.
    pub fn down(&mut self, points: &mut Labelled<2>, tool: Tool, at: [f32; 2]) -> bool {
        match (tool, nearest(points, at)) {
            (Tool::Erase, found) => self.erase(points, found),
            (Tool::Place(_), Some(found)) => {
                *self = Self { held: Some(found), chosen: Some(found) };
                false
            }
            (Tool::Place(class), None) => {
                points.push(at, class);
                let newest = Some(points.len() - 1);
                *self = Self { held: newest, chosen: newest };
                true
            }
        }
    }

    /// The touch moves on. True when it has changed the points.
    pub fn drag(&mut self, points: &mut Labelled<2>, tool: Tool, at: [f32; 2]) -> bool {
        match tool {
            Tool::Erase => self.erase(points, nearest(points, at)),
            Tool::Place(_) => match self.held.and_then(|held| points.positions.get_mut(held)) {
                Some(position) => {
                    *position = at;
                    true
                }
                None => false,
            },
        }
    }

    /// The touch ends.
    pub fn up(&mut self) {
        self.held = None;
    }

    fn erase(&mut self, points: &mut Labelled<2>, found: Option<usize>) -> bool {
        if let Some(found) = found {
            points.remove(found);
            *self = Self::default();
        }
        found.is_some()
    }
}

/// The point nearest to a place, within [`REACH`].
fn nearest(points: &Labelled<2>, [x, y]: [f32; 2]) -> Option<usize> {
    let distances = points.positions.iter().map(|position| (position[0] - x).hypot(position[1] - y));
    let nearest = distances.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
    nearest.filter(|(_, distance)| *distance <= REACH).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Labelled<2> {
        Labelled { positions: vec![[0.0, 0.0], [0.3, 0.0], [4.0, 4.0]], classes: vec![0, 1, 0] }
    }

    #[test]
    fn a_touch_where_there_is_nothing_places_a_point_that_can_be_dragged_on() {
        let (mut points, mut hand) = (three(), Hand::default());
        assert!(hand.down(&mut points, Tool::Place(1), [-2.0, 1.0]));
        assert!(hand.drag(&mut points, Tool::Place(1), [-2.5, 1.5]));
        hand.up();
        assert!(!hand.drag(&mut points, Tool::Place(1), [0.0, 0.0]), "nothing is held any more");
        assert_eq!((points.positions[3], points.classes[3], points.len()), ([-2.5, 1.5], 1, 4));
        assert_eq!(hand.chosen, Some(3));
    }

    #[test]
    fn a_touch_near_a_point_takes_the_nearest_and_keeps_its_class() {
        let (mut points, mut hand) = (three(), Hand::default());
        assert!(!hand.down(&mut points, Tool::Place(0), [0.2, 0.1]), "to look at a point changes nothing");
        assert_eq!((hand.chosen, points.len()), (Some(1), 3));
        assert!(hand.drag(&mut points, Tool::Place(0), [1.0, 1.0]));
        assert_eq!((points.positions[1], points.classes[1]), ([1.0, 1.0], 1));
    }

    #[test]
    fn the_eraser_takes_what_it_passes_over() {
        let (mut points, mut hand) = (three(), Hand { held: None, chosen: Some(2) });
        assert!(!hand.down(&mut points, Tool::Erase, [2.0, 2.0]));
        assert!(hand.drag(&mut points, Tool::Erase, [3.8, 4.1]));
        assert_eq!(hand.chosen, None, "numbers of points have shifted");
        assert!(hand.drag(&mut points, Tool::Erase, [0.0, 0.1]) && hand.drag(&mut points, Tool::Erase, [0.0, 0.1]));
        assert!(points.is_empty() && !hand.drag(&mut points, Tool::Erase, [0.0, 0.1]));
    }
}
