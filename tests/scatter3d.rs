//! Draws points of space as SVG text and as pixels, and counts what is in them.
#![cfg(not(target_arch = "wasm32"))]
#![cfg(feature = "ui")]

use std::sync::Arc;

use emberlab::plot::bitmap::Bitmap;
use emberlab::plot::camera::Camera;
use emberlab::plot::palette::{Theme, css};
use emberlab::plot::pen::Look;
use emberlab::plot::plane::Bounds;
use emberlab::plot::scatter::Emphasis;
use emberlab::plot::scatter3d::{Frame3d, Mesh, Scatter3d, Show, Slice, csv};
use plotters::prelude::SVGBackend;

const LOOK: Look = Look { theme: Theme::Light, width_px: 400.0, height_px: 300.0, ratio: 1.0 };
const FRONT: Camera = Camera { yaw: 0.0, pitch: 0.2, distance: 5.0 };

/// Three points on the y axis, one behind the other; the last one was taken for class 4.
fn row() -> Scatter3d<'static> {
    Scatter3d {
        positions: &[0.0, 1.0, 0.0, 0.0, -1.0, 0.0, 0.0, 0.0, 0.0],
        classes: &[0, 1, 2],
        predicted: &[0, 1, 4],
        show: Show::Truth,
        emphasis: &[],
        frame: Frame3d { centre: [0.0; 3], half: [1.0; 3] },
        axes: ["x", "y", "z"],
        meshes: &[],
        slice: None,
        camera: FRONT,
    }
}

fn svg(scatter: &Scatter3d) -> String {
    let mut svg = String::new();
    let mut backend = SVGBackend::with_string(&mut svg, (400, 300));
    scatter.draw_marks(&mut backend, &LOOK).expect("strings take all drawing");
    scatter.draw_words(&mut backend, &LOOK).expect("strings take all drawing");
    drop(backend);
    svg
}

/// `(colour, radius)` of each circle, in drawing order.
fn circles(svg: &str) -> Vec<(String, u32)> {
    let value = |part: &str, key: &str| {
        let start = part.find(key)? + key.len();
        Some(part[start..].split('"').next()?.to_owned())
    };
    let circle = |part: &str| Some((value(part, "fill=\"")?, value(part, " r=\"")?.parse().ok()?));
    svg.split("<circle").skip(1).filter_map(circle).collect()
}

fn texts(svg: &str) -> Vec<&str> {
    svg.split("<text").skip(1).filter_map(|part| Some(part[part.find('>')? + 1..part.find("</text")?].trim())).collect()
}

#[test]
fn the_far_points_come_first_and_are_smaller_and_paler() {
    let circles = circles(&svg(&row()));
    let class = |class| css(Theme::Light.palette().class(class)).to_uppercase();
    assert_eq!(circles.len(), 3);
    assert!(circles.is_sorted_by_key(|(_, radius)| *radius), "{circles:?}");
    assert!(circles.iter().all(|(colour, _)| *colour != class(0)), "fog lies on the farthest");
}

#[test]
fn mistakes_wear_the_colour_of_the_guess_as_a_ring() {
    let count = |show| circles(&svg(&Scatter3d { show, ..row() })).len();
    assert_eq!([Show::Truth, Show::Prediction, Show::Both, Show::Mistakes].map(count), [3, 3, 4, 4]);
    let colour_of_last = |show| {
        let only_last = [Emphasis::Hidden, Emphasis::Hidden];
        circles(&svg(&Scatter3d { show, emphasis: &only_last, ..row() }))
    };
    let (truth, guess) = (colour_of_last(Show::Truth), colour_of_last(Show::Prediction));
    let both = colour_of_last(Show::Both);
    assert_eq!((&both[0].0, &both[1].0), (&guess[0].0, &truth[0].0), "the guess around the truth");
    assert!(both[0].1 > both[1].1);
    let faint = css(Theme::Light.palette().line).to_uppercase();
    assert_eq!(circles(&svg(&Scatter3d { show: Show::Mistakes, ..row() })).iter().filter(|c| c.0 == faint).count(), 2);
}

#[test]
fn axes_have_names_and_round_numbers() {
    let svg = svg(&Scatter3d { camera: Camera::default(), ..row() });
    for word in ["x", "y", "z", "-1", "0", "1"] {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
    let above = Camera { pitch: std::f64::consts::FRAC_PI_2, ..FRONT };
    let mut words = String::new();
    let mut backend = SVGBackend::with_string(&mut words, (400, 300));
    Scatter3d { camera: above, ..row() }.draw_words(&mut backend, &LOOK).unwrap();
    drop(backend);
    assert!(!texts(&words).contains(&"z"), "an axis that points at the eye has no words");
}

#[test]
fn a_slice_parts_what_is_behind_it_from_what_is_before() {
    let slice = Slice {
        height: 0.0,
        bounds: Bounds::square(1.0),
        values: Arc::from([0.9, 0.8, 1.7, 1.9, 1.9, 1.9]),
        columns: 3,
    };
    let positions = [0.0, 0.0, 0.5, 0.0, 0.0, -0.5];
    let scatter = Scatter3d { positions: &positions, classes: &[3, 3], slice: Some(&slice), ..row() };
    let marks = |camera| {
        let svg = svg(&Scatter3d { camera, ..scatter });
        let mark = |part: &str| ["circle", "polygon"].into_iter().find(|name| part.starts_with(name));
        svg.split('<').filter_map(mark).collect::<Vec<_>>()
    };
    let expected = ["circle", "polygon", "polygon", "polygon", "circle"];
    assert_eq!(marks(FRONT), expected, "a run of cells of one class is one polygon");
    assert_eq!(marks(Camera { pitch: -0.2, ..FRONT }), expected);
}

#[test]
fn the_pointer_finds_the_point_in_front() {
    let level = Scatter3d { camera: Camera { pitch: 0.0, ..FRONT }, ..row() };
    assert_eq!(level.nearest(&LOOK, (203.0, 150.0), 8.0), Some(1));
    assert_eq!(level.nearest(&LOOK, (230.0, 150.0), 8.0), None);
    let hidden = Scatter3d { emphasis: &[Emphasis::Shown, Emphasis::Hidden], ..level };
    assert_eq!(hidden.nearest(&LOOK, (203.0, 150.0), 8.0), Some(2));
}

#[test]
fn meshes_are_lines_among_the_points() {
    let mesh = Mesh { ends: Arc::from([-1.0, 0.5, 0.0, 1.0, 0.5, 0.0]), class: Some(7) };
    let lines = |scatter: &Scatter3d| svg(scatter).matches("<line").count();
    assert_eq!(lines(&Scatter3d { meshes: &[mesh], ..row() }), lines(&row()) + 1);
}

#[test]
fn values_that_are_no_numbers_are_left_out() {
    let positions = [f32::NAN, 0.0, 0.0, f32::INFINITY, 0.0, 0.0, 0.5, 0.5, 0.5];
    let scatter = Scatter3d { positions: &positions, frame: Frame3d::around(&positions), ..row() };
    assert_eq!(circles(&svg(&scatter)).len(), 1);
}

#[test]
fn the_table_has_truth_and_guess_in_full_precision() {
    let text = csv(&Scatter3d { positions: &[0.1, 2.0, -3.0], classes: &[3], predicted: &[5], ..row() });
    assert_eq!(text, "x,y,z,class,predicted\n0.1,2,-3,3,5\n");
    let unguessed = csv(&Scatter3d { positions: &[0.1, 2.0, -3.0], classes: &[3], predicted: &[], ..row() });
    assert_eq!(unguessed, "x,y,z,class,predicted\n0.1,2,-3,3,\n");
}

#[test]
fn thousands_of_points_are_a_mark_or_two_each() {
    let value = |index: u32| (index.wrapping_mul(2_654_435_761) >> 8) as f32 / 8_388_608.0 - 1.0;
    let positions: Vec<f32> = (0..3 * 6500).map(value).collect();
    let classes: Vec<u8> = (0..6500).map(|index| (index % 10) as u8).collect();
    let predicted: Vec<u8> = (0..6500).map(|index| if index % 5 == 0 { 10 } else { (index % 10) as u8 }).collect();
    let frame = Frame3d::around(&positions);
    let scatter = Scatter3d {
        positions: &positions,
        classes: &classes,
        predicted: &predicted,
        show: Show::Both,
        frame,
        camera: Camera::default(),
        ..row()
    };
    let svg = svg(&scatter);
    assert_eq!(svg.matches("<circle").count(), 6500 + 6500 / 5);
    assert!(svg.matches('<').count() < 8000, "{} elements", svg.matches('<').count());
}

#[test]
fn pixels_and_svg_show_the_same_points() {
    let mut bitmap = Bitmap::default();
    let fine = bitmap.begin(&LOOK);
    let scatter = Scatter3d { camera: Camera::default(), ..row() };
    scatter.draw_marks(&mut bitmap, &fine).expect("memory takes all drawing");
    let image = bitmap.image();
    assert_eq!((image.width_px, image.height_px), (400, 300));
    let projection = Camera::default().projection(400.0, 300.0);
    let paper = Theme::Light.palette().paper;
    for place in [[0.0, 1.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 0.0]] {
        let seen = projection.of(place).expect("it is before the eye");
        let at = 4 * (seen.y_px as usize * image.width_px + seen.x_px as usize);
        assert_ne!(image.rgba[at..at + 3], [paper.0, paper.1, paper.2], "{place:?}");
    }
    assert_eq!(image.rgba[..4], [paper.0, paper.1, paper.2, 255]);
}
