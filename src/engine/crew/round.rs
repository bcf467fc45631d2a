//! Which parts of one step are whose, and which have come.

use super::part::Part;

/// One step's parts, from the first that is given out to the last that comes back.
#[derive(Default)]
pub struct Round {
    seats: Vec<Seat>,
    /// Who found it, and what, in the order of the batch.
    found: Vec<Option<(usize, Part)>>,
}

/// Who takes part: the leader in the first seat, then the helpers.
struct Seat {
    worker: u64,
    /// Parts that are its own and have not come, the one that it begins with first.
    left: Vec<usize>,
}

/// The leader, among the workers.
pub const LEADER: u64 = 0;

impl Round {
    /// `parts` of one size among workers that take so many milliseconds for each, the leader first: each part goes to whoever
    /// would be done with it first.
    pub fn new(parts: usize, workers: &[(u64, f64)]) -> Self {
        let mut counts = vec![0_usize; workers.len()];
        for _ in 0..parts {
            let end = |seat: usize| (counts[seat] + 1) as f64 * workers[seat].1;
            if let Some(first) = (0..workers.len()).min_by(|left, right| end(*left).total_cmp(&end(*right))) {
                counts[first] += 1;
            }
        }
        let mut places = 0..parts;
        let seats = workers.iter().zip(counts);
        let seats =
            seats.map(|((worker, _), count)| Seat { worker: *worker, left: places.by_ref().take(count).collect() });
        Self { seats: seats.collect(), found: (0..parts).map(|_| None).collect() }
    }

    /// What this worker still has to do.
    pub fn left(&self, worker: u64) -> &[usize] {
        self.seats.iter().find(|seat| seat.worker == worker).map_or(&[], |seat| &seat.left)
    }

    /// What the leader does next: its own, then what a helper has not begun with, of whoever has most left. Nothing where all
    /// is done or begun.
    pub fn next(&mut self) -> Option<usize> {
        if let Some(own) = self.left(LEADER).first() {
            return Some(*own);
        }
        let slowest = self.seats.iter_mut().max_by_key(|seat| seat.left.len()).filter(|seat| seat.left.len() > 1)?;
        let place = slowest.left.pop()?;
        self.seats.first_mut()?.left.push(place);
        Some(place)
    }

    /// A part has come; the second time it is the same, and changes nothing.
    pub fn arrive(&mut self, worker: u64, place: usize, part: Part) {
        let Some(seat) = self.seats.iter().position(|seat| seat.worker == worker) else { return };
        self.seats.iter_mut().for_each(|seat| seat.left.retain(|other| *other != place));
        if let Some(found @ None) = self.found.get_mut(place) {
            *found = Some((seat, part));
        }
    }

    /// This worker is gone; what it had is the leader's.
    pub fn lose(&mut self, worker: u64) {
        let Some(lost) = self.seats.iter_mut().find(|seat| seat.worker == worker) else { return };
        let left = std::mem::take(&mut lost.left);
        if let Some(leader) = self.seats.first_mut() {
            leader.left.extend(left);
        }
    }

    pub fn is_complete(&self) -> bool {
        self.found.iter().all(Option::is_some)
    }

    /// Who found it (0 is the leader), and what, in the order of the batch.
    pub fn parts(&self) -> impl Iterator<Item = (usize, &Part)> + Clone {
        self.found.iter().flatten().map(|(seat, part)| (*seat, part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(loss_nats: f32) -> Part {
        Part { loss_nats, ..Part::default() }
    }

    #[test]
    fn parts_go_to_whoever_is_done_first() {
        let equal = Round::new(8, &[(LEADER, 2.0), (5, 2.0)]);
        assert_eq!((equal.left(LEADER), equal.left(5)), (&[0, 1, 2, 3][..], &[4, 5, 6, 7][..]));
        let slow = Round::new(8, &[(LEADER, 1.0), (5, 3.0)]);
        assert_eq!((slow.left(LEADER).len(), slow.left(5).len()), (6, 2));
        let many = Round::new(2, &[(LEADER, 1.0), (5, 1.0), (6, 1.0)]);
        assert!(many.left(6).is_empty());
    }

    #[test]
    fn the_leader_takes_what_a_slow_helper_has_not_begun_with() {
        let mut round = Round::new(5, &[(LEADER, 1.0), (7, 1.0)]);
        for place in 0..3 {
            assert_eq!(round.next(), Some(place));
            round.arrive(LEADER, place, part(0.0));
        }
        assert_eq!(round.next(), Some(4), "the helper is at its first part");
        round.arrive(LEADER, 4, part(4.0));
        assert_eq!(round.next(), None, "which it will be done with sooner than the leader");
        assert!(!round.is_complete());
        round.arrive(7, 3, part(3.0));
        round.arrive(7, 4, part(4.5));
        assert!(round.is_complete());
        let found: Vec<(usize, f32)> = round.parts().map(|(seat, part)| (seat, part.loss_nats)).collect();
        assert_eq!(found[3..], [(1, 3.0), (0, 4.0)], "what came first counts");
    }

    #[test]
    fn what_a_dead_helper_had_is_the_leaders() {
        let mut round = Round::new(4, &[(LEADER, 1.0), (7, 1.0)]);
        round.arrive(7, 2, part(1.0));
        round.lose(7);
        assert_eq!(round.left(LEADER), [0, 1, 3]);
        round.arrive(9, 3, part(1.0));
        assert_eq!(round.left(LEADER), [0, 1, 3], "nobody knows worker 9");
    }
}
