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
    pub fn symmetrised(points: usize, neighbours: &[u32], conditional: &[f64]) -> Self {
        let mut rows = vec![Vec::new(); points];
        let neighbours_each = neighbours.len() / points;
        for (index, (&neighbour, &probability)) in neighbours.iter().zip(conditional).enumerate() {
            let point = index / neighbours_each;
            rows[point].push((neighbour, probability));
            rows[neighbour as usize].push((point as u32, probability));
        }
        let mut affinities =
            Self { row_starts: vec![0], columns: Vec::new(), values: Vec::new(), negative_entropy_nats: 0.0 };
        for mut row in rows {
            row.sort_unstable_by_key(|&(column, _)| column);
            for same in row.chunk_by(|a, b| a.0 == b.0) {
                let joint = same.iter().map(|&(_, probability)| probability).sum::<f64>() / (2.0 * points as f64);
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
