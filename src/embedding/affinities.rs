//! Who attracts whom: the symmetric, sparse joint probabilities P of t-SNE.

/// Joint probabilities `p_ij`, compressed by row; they sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Affinities {
    /// Row `i` is `row_starts[i]..row_starts[i + 1]` of the other two.
    row_starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
    /// Sum of `p ln p`, the part of the KL divergence that does not depend on the positions.
    negative_entropy_nats: f64,
}

impl Affinities {
    /// `p_ij = (p_j|i + p_i|j) / 2 points` (van der Maaten & Hinton 2008, section 3.1) from each point's neighbours and
    /// their conditional probabilities, both `[points, neighbours]`.
    pub fn symmetrised(points: usize, neighbours: &[u32], conditional: &[f32]) -> Self {
        let each = neighbours.len() / points;
        let picked_by = picked_by(points, neighbours);
        let mut affinities = Self {
            row_starts: Vec::with_capacity(points + 1),
            columns: Vec::with_capacity(neighbours.len() * 3 / 2),
            values: Vec::with_capacity(neighbours.len() * 3 / 2),
            negative_entropy_nats: 0.0,
        };
        affinities.row_starts.push(0);
        let mut row = Vec::new();
        for point in 0..points {
            row.clear();
            let own = point * each..(point + 1) * each;
            row.extend(own.map(|entry| (neighbours[entry], conditional[entry])));
            let others = picked_by.1[picked_by.0[point]..picked_by.0[point + 1]].iter();
            row.extend(others.map(|&entry| (entry / each as u32, conditional[entry as usize])));
            row.sort_unstable_by_key(|&(column, _)| column);
            for same in row.chunk_by(|a, b| a.0 == b.0) {
                let sum: f64 = same.iter().map(|&(_, probability)| f64::from(probability)).sum();
                let joint = sum / (2.0 * points as f64);
                // A neighbour too far to matter: its weight underflowed.
                if joint > 0.0 {
                    affinities.columns.push(same[0].0);
                    affinities.values.push(joint as f32);
                    affinities.negative_entropy_nats += joint * joint.ln();
                }
            }
            affinities.row_starts.push(affinities.columns.len());
        }
        affinities
    }

    pub fn points(&self) -> usize {
        self.row_starts.len() - 1
    }

    /// The points that attract `point`, in order, and how much.
    pub fn row(&self, point: usize) -> (&[u32], &[f32]) {
        let range = self.row_starts[point]..self.row_starts[point + 1];
        (&self.columns[range.clone()], &self.values[range])
    }

    /// Sum of `p ln p` over all pairs.
    pub fn negative_entropy_nats(&self) -> f64 {
        self.negative_entropy_nats
    }

    /// Sum of all joint probabilities: 1, but for rounding.
    pub fn total(&self) -> f64 {
        self.values.iter().copied().map(f64::from).sum()
    }
}

/// The entries of `neighbours` that name each point: where a point's begin, and all of them in order.
fn picked_by(points: usize, neighbours: &[u32]) -> (Vec<usize>, Vec<u32>) {
    let mut starts = vec![0; points + 1];
    neighbours.iter().for_each(|&neighbour| starts[neighbour as usize + 1] += 1);
    (0..points).for_each(|point| starts[point + 1] += starts[point]);
    let (mut next, mut entries) = (starts.clone(), vec![0; neighbours.len()]);
    for (entry, &neighbour) in (0..).zip(neighbours) {
        let place = &mut next[neighbour as usize];
        entries[*place] = entry;
        *place += 1;
    }
    (starts, entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_directions_are_added() {
        // 0 picks 1; 1 picks 2; 2 picks 1.
        let affinities = Affinities::symmetrised(3, &[1, 2, 1], &[1.0, 1.0, 1.0]);
        assert_eq!(affinities.row(0), (&[1][..], &[1.0 / 6.0][..]));
        assert_eq!(affinities.row(1), (&[0, 2][..], &[1.0 / 6.0, 1.0 / 3.0][..]));
        assert_eq!(affinities.row(2), (&[1][..], &[1.0 / 3.0][..]));
        assert!((affinities.total() - 1.0).abs() < 1e-6);
    }
}
