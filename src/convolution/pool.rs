//! The largest of each two by two pixels, and where it stands: the pool of most nets.

/// Planes `[height, width]`, one after the other, to `[height / 2, width / 2]` and the winners' places within their plane. A
/// last odd row or column is left out; what is no number wins.
pub fn largest_of_four(planes: &[f32], height: usize, width: usize) -> (Vec<f32>, Vec<i64>) {
    let count = planes.len() / (height * width).max(1) * (height / 2) * (width / 2);
    let (mut largest, mut places) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for plane in planes.chunks_exact((height * width).max(1)) {
        for (pair, rows) in plane.chunks_exact(2 * width).enumerate() {
            let (upper, lower) = rows.split_at(width);
            let windows = upper.as_chunks::<2>().0.iter().zip(lower.as_chunks::<2>().0);
            for (column, ([first, second], [third, fourth])) in windows.enumerate() {
                let start = (2 * pair * width + 2 * column) as i64;
                let (mut best, mut place) = (*first, start);
                for (value, at) in
                    [(*second, start + 1), (*third, start + width as i64), (*fourth, start + width as i64 + 1)]
                {
                    let is_better = value > best || value.is_nan();
                    best = if is_better { value } else { best };
                    place = if is_better { at } else { place };
                }
                largest.push(best);
                places.push(place);
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
        assert_eq!((largest, places), (vec![9.0, 7.0], vec![5, 7]));
        let (largest, places) = largest_of_four(&[f32::NAN, 3.0, 1.0, 2.0, -1.0, -2.0, -3.0, f32::NAN], 2, 2);
        assert!(largest[0].is_nan() && largest[1].is_nan());
        assert_eq!(places, [0, 3]);
        assert_eq!(largest_of_four(&[], 2, 2), (Vec::new(), Vec::new()));
    }
}
