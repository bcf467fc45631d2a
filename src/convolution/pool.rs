//! The largest of each two by two pixels, where it stands, and what its slope says of it: the pool of most nets.

/// Planes `[height, width]`, one after the other, to `[height / 2, width / 2]`, as [`largest_of_four`] finds them.
pub fn largest(planes: &[f32], height: usize, width: usize) -> Vec<f32> {
    let mut largest = vec![0.0; pooled(planes, height, width)];
    let mut upright = vec![0.0; width];
    let pooled = largest.chunks_exact_mut((height / 2 * (width / 2)).max(1));
    for (plane, pooled) in planes.chunks_exact((height * width).max(1)).zip(pooled) {
        for (rows, pooled) in plane.chunks_exact(2 * width).zip(pooled.chunks_exact_mut(width / 2)) {
            let (upper, lower) = rows.split_at(width);
            for ((best, upper), lower) in upright.iter_mut().zip(upper).zip(lower) {
                *best = if beats(*lower, *upper) { *lower } else { *upper };
            }
            for (best, [left, right]) in pooled.iter_mut().zip(upright.as_chunks::<2>().0) {
                *best = if beats(*right, *left) { *right } else { *left };
            }
        }
    }
    largest
}

/// From the slopes of what [`largest`] found to those of the planes: all of it belongs to the winner.
pub fn slopes(planes: &[f32], height: usize, width: usize, slopes: &[f32]) -> Vec<f32> {
    let mut out = vec![0.0; planes.len()];
    let sizes = ((height * width).max(1), (height / 2 * (width / 2)).max(1));
    let all = planes.chunks_exact(sizes.0).zip(out.chunks_exact_mut(sizes.0)).zip(slopes.chunks_exact(sizes.1));
    for ((plane, out), slopes) in all {
        let rows = plane.chunks_exact(2 * width).zip(out.chunks_exact_mut(2 * width));
        for ((rows, out), slopes) in rows.zip(slopes.chunks_exact(width / 2)) {
            let ((upper, lower), (above, below)) = (rows.split_at(width), out.split_at_mut(width));
            let windows = upper.as_chunks::<2>().0.iter().zip(lower.as_chunks::<2>().0);
            let places = above.as_chunks_mut::<2>().0.iter_mut().zip(below.as_chunks_mut::<2>().0);
            for (((upper, lower), (above, below)), &slope) in windows.zip(places).zip(slopes) {
                let winner = winner([upper[0], upper[1], lower[0], lower[1]]);
                let own = |place| if winner == place { slope } else { 0.0 };
                (*above, *below) = ([own(0), own(1)], [own(2), own(3)]);
            }
        }
    }
    out
}

/// Which of a window's pixels is its largest: the first of equal ones; what is no number wins.
fn winner(window: [f32; 4]) -> usize {
    (1..4).fold(0, |best, place| if beats(window[place], window[best]) { place } else { best })
}

/// Whether this pixel is to stand in place of one before it.
fn beats(later: f32, earlier: f32) -> bool {
    later > earlier || later.is_nan()
}

/// How many windows there are in all planes.
fn pooled(planes: &[f32], height: usize, width: usize) -> usize {
    planes.len() / (height * width).max(1) * (height / 2) * (width / 2)
}

/// Planes `[height, width]`, one after the other, to `[height / 2, width / 2]` and the winners' places within their plane. A
/// last odd row or column is left out; what is no number wins.
pub fn largest_of_four(planes: &[f32], height: usize, width: usize) -> (Vec<f32>, Vec<i64>) {
    let count = pooled(planes, height, width);
    let (mut largest, mut places) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for plane in planes.chunks_exact((height * width).max(1)) {
        for (pair, rows) in plane.chunks_exact(2 * width).enumerate() {
            let (upper, lower) = rows.split_at(width);
            let windows = upper.as_chunks::<2>().0.iter().zip(lower.as_chunks::<2>().0);
            for (column, ([first, second], [third, fourth])) in windows.enumerate() {
                let window = [*first, *second, *third, *fourth];
                let place = winner(window);
                largest.push(window[place]);
                places.push((2 * pair * width + 2 * column + place / 2 * width + place % 2) as i64);
            }
        }
    }
    (largest, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_window_gives_its_largest_the_first_of_equal_ones() {
        let planes = [1.0, 5.0, 2.0, 3.0, 4.0, 9.0, 6.0, 7.0, 7.0, 0.0, -1.0, -2.0, 9.0, -3.0, f32::NAN];
        let (largest, places) = largest_of_four(&planes, 3, 5);
        assert_eq!((&largest, places), (&vec![9.0, 7.0], vec![5, 7]));
        assert_eq!(super::largest(&planes, 3, 5), largest);
        let mut expected = [0.0; 15];
        (expected[5], expected[7]) = (2.0, 3.0);
        assert_eq!(slopes(&planes, 3, 5, &[2.0, 3.0]), expected);
        let planes = [f32::NAN, 3.0, 1.0, 2.0, -1.0, -2.0, -3.0, f32::NAN];
        let (largest, places) = largest_of_four(&planes, 2, 2);
        assert!(largest[0].is_nan() && largest[1].is_nan());
        assert_eq!(places, [0, 3]);
        assert!(super::largest(&planes, 2, 2).iter().all(|value| value.is_nan()));
        assert_eq!(slopes(&planes, 2, 2, &[2.0, 3.0]), [2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0]);
        assert_eq!(largest_of_four(&[], 2, 2), (Vec::new(), Vec::new()));
        assert!(super::largest(&[], 2, 2).is_empty() && slopes(&[], 2, 2, &[]).is_empty());
    }
}
