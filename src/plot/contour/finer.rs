//! A surface between and beyond its samples: cubic interpolation (Catmull and Rom 1974), exact for surfaces of second degree.

/// Values `[rows, columns]` at the middles of cells, as a finer grid of `size` (columns, rows) whose outermost nodes lie on the
/// cells' outer edges. Beside a hole there are holes.
pub fn finer(values: &[f32], columns: usize, size: (usize, usize)) -> Vec<f32> {
    let rows = values.len().checked_div(columns).unwrap_or(0);
    let across = taps(columns, size.0);
    let up = taps(rows, size.1);
    // First along the rows, then from row to row.
    let stretched: Vec<f32> = values
        .chunks_exact(columns.max(1))
        .flat_map(|row| across.iter().map(|tap| tap.iter().map(|&(index, weight)| weight * row[index]).sum::<f32>()))
        .collect();
    let at = |tap: &[(usize, f32)], column: usize| {
        tap.iter().map(|&(row, weight)| weight * stretched[row * size.0 + column]).sum()
    };
    up.iter().flat_map(|tap| (0..size.0).map(move |column| at(tap, column))).collect()
}

/// Which samples a node is made of, and how much of each.
type Tap = Vec<(usize, f32)>;

/// Of `nodes` from edge to edge over the cells of `samples`.
fn taps(samples: usize, nodes: usize) -> Vec<Tap> {
    let tap = |node: usize| {
        let at = node as f64 / (nodes.max(2) - 1) as f64 * samples as f64 - 0.5;
        let mut tap = Tap::new();
        for (sample, weight) in curve(at) {
            for (index, share) in inside(sample, samples) {
                match tap.iter_mut().find(|known| known.0 == index) {
                    Some(known) => known.1 += (weight * share) as f32,
                    None => tap.push((index, (weight * share) as f32)),
                }
            }
        }
        // A hole times nothing would still be a hole.
        tap.retain(|(_, weight)| *weight != 0.0);
        tap
    };
    if samples == 0 { Vec::new() } else { (0..nodes).map(tap).collect() }
}

/// The four samples around a place, and their weights.
fn curve(at: f64) -> [(i64, f64); 4] {
    let before = at.floor();
    let t = at - before;
    let weights = [
        ((2.0 - t) * t - 1.0) * t / 2.0,
        ((3.0 * t - 5.0) * t * t + 2.0) / 2.0,
        ((4.0 - 3.0 * t) * t + 1.0) * t / 2.0,
        (t - 1.0) * t * t / 2.0,
    ];
    let first = before as i64 - 1;
    [0, 1, 2, 3].map(|index| (first + index as i64, weights[index]))
}

/// A sample beyond the first or last as the parabola through the three next to it has it.
fn inside(sample: i64, samples: usize) -> Vec<(usize, f64)> {
    let last = samples as i64 - 1;
    let beyond = if sample < 0 { -sample } else { (sample - last).max(0) };
    if beyond == 0 || last < 2 {
        return vec![(sample.clamp(0, last) as usize, 1.0)];
    }
    let (d, from_end) = (beyond as f64, |index: i64| if sample < 0 { index } else { last - index } as usize);
    vec![(from_end(0), (1.0 + d) * (2.0 + d) / 2.0), (from_end(1), -d * (2.0 + d)), (from_end(2), d * (1.0 + d) / 2.0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paraboloid_is_met_exactly_up_to_the_edges() {
        let height = |x: f32, y: f32| x * x - 2.0 * y * y + x * y;
        let values: Vec<f32> = (0..20).map(|index| height((index % 5) as f32, (index / 5) as f32)).collect();
        let found = finer(&values, 5, (11, 9));
        assert_eq!(found.len(), 99);
        for (index, value) in found.iter().enumerate() {
            let (x, y) = ((index % 11) as f32 * 0.5 - 0.5, (index / 11) as f32 * 0.5 - 0.5);
            assert!((value - height(x, y)).abs() < 1e-4, "{x}, {y}: {value}");
        }
    }

    #[test]
    fn few_samples_and_holes_do_no_harm() {
        assert!(finer(&[], 0, (3, 3)).is_empty());
        assert_eq!(finer(&[7.0], 1, (2, 2)), [7.0; 4]);
        let row = finer(&[0.0, 1.0, 2.0, 3.0, f32::NAN], 5, (11, 1));
        assert!((row[1]).abs() < 1e-6 && row[10].is_nan());
    }
}
