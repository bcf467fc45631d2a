//! Where the class with the highest score changes: the decision surfaces as a mesh of short lines. Pure.

use super::cuboid::Cuboid;

/// Two ends of a line.
pub type Line = [[f32; 3]; 2];

/// Lines on the decision surfaces inside the box, from the scores `[side^3, classes]` at its [`Cuboid::lattice`]: cuts along
/// the surfaces at every `stride`th level of z and of x. Exact where scores are linear.
pub fn borders(cuboid: &Cuboid, side: usize, scores: &[f32], classes: usize, stride: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if side < 2 || classes == 0 || scores.len() < side.pow(3) * classes {
        return lines;
    }
    let best: Vec<usize> = scores.chunks_exact(classes).map(best).collect();
    let share = |place: f32| place / (side - 1) as f32;
    // The sheet's axis, and the two axes within it.
    for [fixed, across, along] in [[2, 0, 1], [0, 1, 2]] {
        for level in (stride / 2..side).step_by(stride.max(1)) {
            for (row, column) in (0..side - 1).flat_map(|row| (0..side - 1).map(move |column| (row, column))) {
                let index = |(column, row): (usize, usize)| {
                    let mut place = [0; 3];
                    (place[fixed], place[across], place[along]) = (level, column, row);
                    (place[2] * side + place[1]) * side + place[0]
                };
                let corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
                let crossings = crossings(corners.map(|corner| (corner, index(corner))), scores, &best, classes);
                let place = |[column, row]: [f32; 2]| {
                    let mut place = [0.0; 3];
                    place[fixed] = cuboid.along(fixed, share(level as f32));
                    place[across] = cuboid.along(across, share(column));
                    place[along] = cuboid.along(along, share(row));
                    place
                };
                match crossings[..] {
                    [] => {}
                    [from, to] => lines.push([place(from), place(to)]),
                    // Where three classes meet, or more, their borders run together.
                    ref crossings => {
                        let middle = [0, 1]
                            .map(|axis| crossings.iter().map(|at| at[axis]).sum::<f32>() / crossings.len() as f32);
                        lines.extend(crossings.iter().map(|&from| [place(from), place(middle)]));
                    }
                }
            }
        }
    }
    lines
}

/// Where, along the sides of a cell, the best class changes. Corners as column and row, and as place in `best`.
fn crossings(corners: [((usize, usize), usize); 4], scores: &[f32], best: &[usize], classes: usize) -> Vec<[f32; 2]> {
    let crossing = |side: usize| {
        let ((from, a), (to, b)) = (corners[side], corners[(side + 1) % 4]);
        let lead = |at: usize| scores[at * classes + best[a]] - scores[at * classes + best[b]];
        let (before, after) = (lead(a), lead(b));
        let share = if before > after { before / (before - after) } else { 0.5 };
        let mix = |from: usize, to: usize| from as f32 + share * (to as f32 - from as f32);
        (best[a] != best[b]).then(|| [mix(from.0, to.0), mix(from.1, to.1)])
    };
    (0..4).filter_map(crossing).collect()
}

fn best(scores: &[f32]) -> usize {
    let best = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    best.map_or(0, |(class, _)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Cuboid = Cuboid { low: [0.0; 3], high: [4.0; 3] };

    fn lines(scores: impl Fn([f32; 3]) -> Vec<f32>) -> Vec<Line> {
        let scores: Vec<Vec<f32>> = BOX.lattice(5).into_iter().map(scores).collect();
        borders(&BOX, 5, &scores.concat(), scores[0].len(), 2)
    }

    #[test]
    fn a_linear_border_is_found_exactly() {
        // Class 1 wins where x is larger than 1.3.
        let lines = lines(|[x, _, _]| vec![1.3, x]);
        assert!(lines.iter().flatten().all(|end| (end[0] - 1.3).abs() < 1e-6), "{lines:?}");
        // Level sheets at z = 1 and z = 3, four cells each; the sheets of x do not cut the border.
        assert_eq!(lines.len(), 8);
        assert!(lines.iter().flatten().all(|end| end[2] == 1.0 || end[2] == 3.0));
    }

    #[test]
    fn three_borders_meet_in_one_point() {
        let lines = lines(|[x, y, _]| vec![0.0, x - 1.4, y - 1.6]);
        let at = |end: &[f32; 3]| lines.iter().flatten().filter(|other| *other == end).count();
        // Elsewhere ends meet in twos, or in fours where sheets of z and x cross.
        let meets: Vec<_> = lines.iter().flatten().filter(|end| at(end) == 3).collect();
        assert_eq!(meets.len(), 2 * 3, "one on each level sheet: {meets:?}");
    }

    #[test]
    fn one_class_everywhere_has_no_borders() {
        assert!(lines(|_| vec![1.0, 0.0]).is_empty());
        assert!(lines(|_| vec![f32::NAN, f32::NAN]).is_empty());
        assert!(borders(&BOX, 5, &[], 3, 2).is_empty());
    }
}
