//! The digit pad's normalisation: by hand on tiny drawings, and on MNIST itself, which must come back as it went in.
#![cfg(not(target_arch = "wasm32"))]

mod starter;

use emberlab::digit::{BOX_PX, Drawing, FIELD_PX, Hand, Normalised, Point, STROKE_PX};

#[test]
fn paper_gives_no_digit() {
    assert_eq!(Normalised::from_strokes(&[], 20.0), None);
    assert_eq!(Normalised::from_strokes(&[vec![]], 20.0), None);
    assert_eq!(Normalised::from_strokes(&[vec![Point { x_px: f32::NAN, y_px: 3.0 }]], 20.0), None);
    assert_eq!(Normalised::from_pixels(4, &[0; 16]), None);
    assert_eq!(Normalised::from_pixels(0, &[]), None);
    assert_eq!(Normalised::from_pixels(4, &[255; 15]), None, "an incomplete row");
}

#[test]
fn a_square_fills_the_box_and_stands_in_the_middle() {
    let mut pixels = [0; 8 * 8];
    for (x, y) in [(5, 2), (6, 2), (5, 3), (6, 3)] {
        pixels[y * 8 + x] = 255;
    }
    let digit = Normalised::from_pixels(8, &pixels).expect("there is ink");
    assert_eq!((digit.ink.width_px, digit.ink.height_px), (2, 2));
    assert_eq!((digit.boxed.width_px, digit.boxed.height_px), (BOX_PX, BOX_PX));
    assert_eq!(inked_rows(&digit.centred).len(), BOX_PX);
    assert!((digit.centred[14 * FIELD_PX + 14] - 1.0).abs() < 1e-6);
}

#[test]
fn the_aspect_ratio_is_kept() {
    let digit = Normalised::from_pixels(1, &[255; 4]).expect("there is ink");
    assert_eq!((digit.boxed.width_px, digit.boxed.height_px), (5, BOX_PX));
}

#[test]
fn shrinking_averages_areas() {
    // 40 x 40 with every second row inked: each pixel of the box covers one inked and one empty row.
    let pixels: Vec<u8> = (0..40 * 40).map(|at| if at / 40 % 2 == 0 { 255 } else { 0 }).collect();
    let digit = Normalised::from_pixels(40, &pixels).expect("there is ink");
    // The last row is paper and cropped away: 39 rows on the scale of 40.
    assert_eq!((digit.boxed.width_px, digit.boxed.height_px), (20, 20));
    let mean = digit.boxed.ink.iter().sum::<f32>() / 400.0;
    assert!((mean - 0.5).abs() < 1e-3, "{mean}");
    assert!((digit.boxed.ink[10 * 20 + 10] - 0.5).abs() < 1e-3, "{}", digit.boxed.ink[10 * 20 + 10]);
}

#[test]
fn the_centre_of_mass_decides_not_the_frame() {
    // An L: its frame alone would stand at (9, 4); the stem pulls the mass to the left, the foot down.
    let mut pixels = [0; 20 * 20];
    for at in 0..20 {
        pixels[at * 20] = 255;
        pixels[19 * 20 + at / 2] = 255;
    }
    let digit = Normalised::from_pixels(20, &pixels).expect("there is ink");
    // The mass is at x = 45 / 29 and y = 361 / 29 of the box, so the box goes to 14 - 1.55 and 14 - 12.45.
    assert_eq!(inked_rows(&digit.centred), 2..22);
    assert_eq!(digit.centred[2 * FIELD_PX + 12], 1.0);
    assert_eq!(digit.centred[2 * FIELD_PX + 11], 0.0);
}

#[test]
fn strokes_are_equally_thick_whatever_their_size() {
    for height_px in [40.0, 140.0, 260.0] {
        let line = vec![Point { x_px: 30.0, y_px: 5.0 }, Point { x_px: 30.0, y_px: 5.0 + height_px }];
        let digit = Normalised::from_strokes(&[line], 20.0).expect("there is ink");
        assert_eq!(digit.boxed.height_px, BOX_PX);
        let width_px: f32 = digit.centred[14 * FIELD_PX..15 * FIELD_PX].iter().sum();
        assert!((width_px - STROKE_PX).abs() < 0.05, "{height_px}: {width_px}");
    }
}

#[test]
fn strokes_and_their_picture_agree() {
    let seven = vec![at(60.0, 60.0), at(200.0, 60.0), at(110.0, 240.0)];
    let digit = Normalised::from_strokes(&[seven], 20.0).expect("there is ink");
    let pixels: Vec<u8> = digit.ink.ink.iter().map(|ink| (ink * 255.0).round() as u8).collect();
    let again = Normalised::from_pixels(digit.ink.width_px, &pixels).expect("there is ink");
    assert!(mean_difference(&digit.centred, &again.centred) < 0.01);
}

#[test]
fn a_dot_stays_a_dot() {
    let digit = Normalised::from_strokes(&[vec![at(100.0, 100.0)]], 20.0).expect("a dot is ink");
    let mass: f32 = digit.centred.iter().sum();
    let disc = std::f32::consts::PI * STROKE_PX * STROKE_PX / 4.0;
    assert!((mass - disc).abs() < 0.3, "{mass} instead of {disc}");
}

#[test]
fn the_pen_leaves_ink_only_while_it_is_down() {
    let mut drawing = Drawing::default();
    drawing.extend(FINGER, at(10.0, 10.0));
    assert!(drawing.is_empty() && drawing.normalised().is_none());
    drawing.begin(FINGER, at(10.0, 10.0));
    drawing.extend(FINGER, at(10.2, 10.0));
    drawing.extend(FINGER, at(10.0, 90.0));
    drawing.end(FINGER);
    drawing.extend(FINGER, at(90.0, 90.0));
    // From two points: the ends and, after rounding twice, six points between.
    assert_eq!(drawing.lines(), [[10.0, 15.0, 25.0, 40.0, 60.0, 75.0, 85.0, 90.0].map(|y| at(10.0, y)).to_vec()]);
}

#[test]
fn only_the_hand_that_began_a_stroke_draws_and_ends_it() {
    let (palm, mut drawing) = (Hand::Pointer(2), Drawing::default());
    drawing.begin(FINGER, at(10.0, 10.0));
    drawing.begin(palm, at(90.0, 90.0));
    drawing.extend(palm, at(95.0, 90.0));
    drawing.begin(Hand::Keys, at(50.0, 50.0));
    drawing.end(palm);
    assert!(drawing.is_drawn_by(FINGER), "a palm that goes does not lift the finger");
    drawing.extend(FINGER, at(10.0, 90.0));
    drawing.end(FINGER);
    drawing.extend(palm, at(95.0, 95.0));
    let mut alone = Drawing::default();
    alone.begin(FINGER, at(10.0, 10.0));
    alone.extend(FINGER, at(10.0, 90.0));
    alone.end(FINGER);
    assert_eq!(drawing, alone);
    // Now the pad is free for any hand.
    drawing.begin(palm, at(50.0, 50.0));
    assert!(drawing.is_drawn_by(palm));
}

#[test]
fn strokes_and_images_are_taken_back_one_by_one() {
    let mut drawing = Drawing::default();
    drawing.begin(FINGER, at(10.0, 10.0));
    drawing.begin(FINGER, at(20.0, 20.0));
    drawing.undo();
    assert!(!drawing.is_pen_down());
    assert_eq!(drawing.lines(), [[at(10.0, 10.0)]]);
    drawing.show(vec![255; 5]);
    assert_eq!(drawing.image(), None, "five pixels are no square");
    drawing.show(vec![255; 4]);
    assert!(drawing.lines().is_empty() && drawing.image().is_some_and(|image| image.side_px == 2));
    drawing.begin(FINGER, at(30.0, 30.0));
    assert_eq!(drawing.image(), None);
    drawing.undo();
    drawing.undo();
    assert!(drawing.is_empty());
    drawing.begin(FINGER, at(30.0, 30.0));
    drawing.show(vec![0; 4]);
    assert!(drawing.is_empty(), "white paper clears the pad");
}

/// MNIST's own files are the oracle: normalising a digit that was moved must give the digit back, and scaling it in
/// between may cost no more than was measured: 0.0005, 0.060 and 0.040 for 1, 1/2 and 3/2 of the size.
#[test]
fn mnist_digits_come_back() {
    let (pixels, _) = starter::test_digits(200);
    for (size_px, bound) in [(28, 0.001), (14, 0.065), (42, 0.045)] {
        let mut difference = 0.0;
        for (index, digit) in pixels.chunks_exact(784).enumerate() {
            let moved = starter::moved_and_scaled(digit, size_px, index);
            let normalised = Normalised::from_pixels(starter::PAD_PX, &moved).expect("there is ink");
            let original: Vec<f32> = digit.iter().map(|&ink| f32::from(ink) / 255.0).collect();
            difference += mean_difference(&normalised.centred, &original) / 200.0;
        }
        println!("{size_px} px: mean absolute difference {difference:.4}");
        assert!(difference < bound, "{size_px} px: {difference}");
    }
}

const FINGER: Hand = Hand::Pointer(1);

fn at(x_px: f32, y_px: f32) -> Point {
    Point { x_px, y_px }
}

fn inked_rows(field: &[f32]) -> std::ops::Range<usize> {
    let inked = |row: &usize| field[row * FIELD_PX..(row + 1) * FIELD_PX].iter().any(|&ink| ink > 0.0);
    let rows: Vec<usize> = (0..FIELD_PX).filter(inked).collect();
    rows[0]..rows[rows.len() - 1] + 1
}

fn mean_difference(left: &[f32], right: &[f32]) -> f32 {
    left.iter().zip(right).map(|(a, b)| (a - b).abs()).sum::<f32>() / left.len() as f32
}
