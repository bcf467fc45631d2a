//! Every way against sliding the filter in double precision.

use super::*;

/// Numbers between -1 and 1 that follow no pattern.
fn numbers(count: usize, seed: u64) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1 << 23) as f32 - 1.0
    };
    std::iter::repeat_with(next).take(count).collect()
}

/// Each pair of an image's pixel and a filter's weight that meet: their places, and that of the answer.
fn meetings(sizes: &Sizes, mut meet: impl FnMut(usize, usize, usize)) {
    let Sizes { images, maps_in, maps_out, height, width, side, padding } = *sizes;
    let (height_out, width_out) = (sizes.height_out(), sizes.width_out());
    for (image, map_out, map_in) in
        (0..images * maps_out * maps_in).map(|at| (at / maps_in / maps_out, at / maps_in % maps_out, at % maps_in))
    {
        for place in 0..height_out * width_out * side * side {
            let (answer, weight) = (place / (side * side), place % (side * side));
            let (y, x) = (answer / width_out + weight / side, answer % width_out + weight % side);
            let (Some(y), Some(x)) = (y.checked_sub(padding), x.checked_sub(padding)) else { continue };
            if y < height && x < width {
                let pixel = ((image * maps_in + map_in) * height + y) * width + x;
                let weight = (map_out * maps_in + map_in) * side * side + weight;
                meet(pixel, weight, (image * maps_out + map_out) * height_out * width_out + answer);
            }
        }
    }
}

fn assert_near(found: &[f32], expected: &[f64], what: &str, sizes: &Sizes) {
    assert_eq!(found.len(), expected.len(), "{what} of {sizes:?}");
    let largest = expected.iter().fold(1.0f64, |most, value| most.max(value.abs()));
    for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
        let off = (f64::from(*found) - expected).abs() / largest;
        assert!(off < 1e-5, "{what} {place} of {sizes:?}: {found} for {expected}");
    }
}

/// Of so many slopes all but one become 0.
fn leave_one_in(count: usize, slopes: &mut [f32]) {
    slopes.iter_mut().enumerate().filter(|(at, _)| at % count != 0).for_each(|(_, slope)| *slope = 0.0);
}

/// With slopes of all answers, or one of so many.
fn check(sizes: Sizes, one_in: usize) {
    let images = numbers(sizes.images * sizes.values_in(), 1);
    let filters = numbers(sizes.maps_out * sizes.maps_in * sizes.filter(), 2);
    let biases = numbers(sizes.maps_out, 3);
    let mut slopes = numbers(sizes.images * sizes.values_out(), 4);
    leave_one_in(one_in, &mut slopes);
    let map = sizes.height_out() * sizes.width_out();
    let mut answers: Vec<f64> = (0..slopes.len()).map(|at| f64::from(biases[at / map % sizes.maps_out])).collect();
    let (mut of_images, mut of_filters) = (vec![0.0; images.len()], vec![0.0; filters.len()]);
    meetings(&sizes, |pixel, weight, answer| {
        let [image, filter, slope] = [images[pixel], filters[weight], slopes[answer]].map(f64::from);
        answers[answer] += image * filter;
        of_images[pixel] += filter * slope;
        of_filters[weight] += image * slope;
    });
    let mut of_biases = vec![0.0; sizes.maps_out];
    slopes.iter().enumerate().for_each(|(at, slope)| of_biases[at / map % sizes.maps_out] += f64::from(*slope));

    assert!(sizes.are_served(false), "{sizes:?}");
    assert_near(&forward(&sizes, &images, &filters, Some(&biases)), &answers, "answer", &sizes);
    let wants_images = sizes.are_served(true);
    let found = backward(&sizes, &images, &filters, &slopes, wants_images);
    assert_near(&found.filters, &of_filters, "filter", &sizes);
    assert_near(&found.biases, &of_biases, "bias", &sizes);
    match found.images {
        Some(found) => assert_near(&found, &of_images, "pixel", &sizes),
        None => assert!(!wants_images),
    }
}

const DIGITS: Sizes = Sizes { images: 5, maps_in: 16, maps_out: 32, height: 14, width: 14, side: 5, padding: 2 };

#[test]
fn the_convolutions_of_the_lessons_and_odd_ones_are_those_of_the_textbook() {
    for (images, maps_in, maps_out, height, width, side, padding) in [
        (5, 16, 32, 14, 14, 5, 2),
        (3, 1, 16, 28, 28, 5, 2),
        (2, 3, 8, 32, 32, 3, 1),
        (2, 8, 16, 16, 16, 3, 1),
        (130, 4, 4, 4, 4, 3, 1),
        (1, 4, 1, 2, 2, 5, 2),
        (2, 5, 3, 7, 9, 5, 0),
        (3, 7, 6, 9, 6, 3, 0),
        (2, 4, 5, 11, 13, 3, 2),
        (1, 4, 2, 5, 6, 5, 4),
        (2, 2, 3, 6, 7, 1, 0),
        (1, 3, 5, 9, 8, 7, 3),
    ] {
        for one_in in [1, 7] {
            check(Sizes { images, maps_in, maps_out, height, width, side, padding }, one_in);
        }
    }
}

#[test]
fn a_weight_that_met_nothing_has_no_slope() {
    // One bright pixel and one slope: a single weight of each filter brings them together.
    let sizes = Sizes { images: 1, ..DIGITS };
    let mut images = vec![0.0; sizes.values_in()];
    let mut slopes = vec![0.0; sizes.values_out()];
    (images[7 * 14 + 7], slopes[8 * 14 + 6]) = (0.3, 0.7);
    let found = backward(&sizes, &images, &numbers(32 * 16 * 25, 2), &slopes, true).filters;
    assert_eq!(found.iter().filter(|slope| **slope != 0.0).count(), 1);
}

#[test]
fn few_slopes_go_back_without_tiles() {
    let (filters, mut slopes) = (numbers(32 * 16 * 25, 2), numbers(5 * DIGITS.values_out(), 3));
    assert!(sparse::images(&DIGITS, &filters, &slopes).is_none());
    leave_one_in(9, &mut slopes);
    assert!(sparse::images(&DIGITS, &filters, &slopes).is_some());
}

#[test]
fn what_is_not_served_is_said() {
    assert!(DIGITS.are_served(true));
    assert!(!Sizes { side: 7, padding: 3, ..DIGITS }.are_served(false), "seven by seven over many maps");
    assert!(!Sizes { maps_in: 1, ..DIGITS }.are_served(true), "the slopes of images of one map");
    assert!(Sizes { maps_in: 1, ..DIGITS }.are_served(false));
    assert!(!Sizes { side: 3, padding: 1, height: 3, ..DIGITS }.are_served(false), "tiles that are mostly empty");
    assert!(!Sizes { images: 0, ..DIGITS }.are_served(false), "nothing");
    assert!(!Sizes { height: 2, width: 2, padding: 0, ..DIGITS }.are_served(false), "smaller than the filter");
}

#[test]
fn the_same_images_in_another_batch_have_the_same_answers() {
    let two = Sizes { images: 2, ..DIGITS };
    let (images, filters) = (numbers(5 * DIGITS.values_in(), 1), numbers(32 * 16 * 25, 2));
    let whole = forward(&DIGITS, &images, &filters, None);
    let part = forward(&two, &images[..2 * DIGITS.values_in()], &filters, None);
    assert_eq!(part, whole[..part.len()]);
}
