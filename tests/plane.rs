//! Draws planes and histograms as SVG text and counts what is in them.
#![cfg(not(target_arch = "wasm32"))]
#![cfg(feature = "ui")]

use std::sync::Arc;

use emberlab::plot::dash::Dash;
use emberlab::plot::histograms::{self, HistogramRow};
use emberlab::plot::palette::{Theme, css};
use emberlab::plot::pen::Look;
use emberlab::plot::plane::{self, Bounds, Kept, Layer, Plane, Tone, rects};
use plotters::prelude::SVGBackend;

const LOOK: Look = Look { theme: Theme::Light, width_px: 460.0, height_px: 350.0, ratio: 1.0 };

fn svg_of(layers: &[Layer], crosshair: Option<(f64, f64)>) -> String {
    let spacing = Default::default();
    let plane =
        Plane { bounds: Bounds::square(2.0), spacing, layers, lit: None, x_label: "w", y_label: "b", crosshair };
    let mut svg = String::new();
    plane
        .draw(&mut SVGBackend::with_string(&mut svg, (460, 350)), &LOOK, rects, &mut Kept::default())
        .expect("strings take all drawing");
    svg
}

fn texts(svg: &str) -> Vec<&str> {
    let text = |part: &'_ str| -> Option<(usize, usize)> { Some((part.find('>')? + 1, part.find("</text")?)) };
    svg.split("<text").skip(1).filter_map(|part| text(part).map(|(from, to)| part[from..to].trim())).collect()
}

fn line(points: &[f32], dash: Dash) -> Layer {
    Layer::Line { points: points.into(), colour: 1, width_px: 2.0, dash, label: "path".to_owned() }
}

fn bowl(side: usize) -> Arc<[f32]> {
    let at = |cell: usize| (cell as f32 + 0.5) / side as f32 * 4.0 - 2.0;
    (0..side * side).map(|index| at(index % side).powi(2) + at(index / side).powi(2)).collect()
}

fn of_colour(svg: &str, attribute: &str, colour: plotters::style::RGBColor) -> usize {
    svg.matches(&format!("{attribute}=\"{}\"", css(colour).to_uppercase())).count()
}

#[test]
fn an_empty_plane_has_axes_with_round_numbers() {
    let svg = svg_of(&[], None);
    for expected in ["-2", "-1", "0", "1", "w", "b"] {
        assert!(texts(&svg).contains(&expected), "{expected}: {:?}", texts(&svg));
    }
    assert_eq!(svg.matches("<circle").count(), 0);
}

#[test]
fn a_field_is_one_rectangle_a_run_of_equal_cells() {
    let palette = Theme::Light.palette();
    let field = Layer::Field { values: [1.0, 1.0, -1.0, -1.0].into(), columns: 2, tone: Tone::Signed };
    let svg = svg_of(&[field], None);
    assert_eq!(of_colour(&svg, "fill", palette.positive), 1);
    assert_eq!(of_colour(&svg, "fill", palette.negative), 1);
    // The plane's inside is 400 x 300 pixels; the first row of the field is its lower half.
    assert!(svg.contains("<rect x=\"48\" y=\"176\" width=\"400\" height=\"150\""), "{svg}");
}

#[test]
fn a_large_field_with_contours_is_drawn_with_few_strokes() {
    let field = Layer::Field { values: bowl(100), columns: 100, tone: Tone::Depth };
    let svg = svg_of(&[field, Layer::Contours { values: bowl(100), columns: 100, levels: 10 }], None);
    let strokes = svg.matches("<polyline").count();
    assert!((10..=40).contains(&strokes), "{strokes} strokes for ten lines");
}

#[test]
fn lines_are_cut_at_the_frame_and_broken_at_holes() {
    let svg = svg_of(&[line(&[-1.0, 0.0, 0.0, 1.0, 9.0, 1.0], Dash::Solid)], None);
    let palette = Theme::Light.palette();
    assert_eq!(of_colour(&svg, "stroke", palette.curve(1)), 1);
    assert!(svg.contains("448,"), "up to the right edge: {svg}");
    let broken = line(&[-1.0, 0.0, 0.0, 1.0, f32::NAN, 0.0, 1.0, 1.0, 1.5, 0.0], Dash::Solid);
    assert_eq!(of_colour(&svg_of(&[broken], None), "stroke", palette.curve(1)), 2);
    let dashed = of_colour(&svg_of(&[line(&[-2.0, 0.0, 2.0, 0.0], Dash::Dashed)], None), "stroke", palette.curve(1));
    assert!((28..=32).contains(&dashed), "13 px for a dash with its gap on 400 px: {dashed}");
}

#[test]
fn points_have_the_colours_of_their_classes_and_stay_inside() {
    let palette = Theme::Light.palette();
    let points = |classes: &[u8], hollow| Layer::Points {
        positions: [0.0, 0.0, 1.0, 1.0, 5.0, 0.0, f32::NAN, 0.0].into(),
        classes: classes.into(),
        radius_px: 4.0,
        hollow,
        label: String::new(),
    };
    let svg = svg_of(&[points(&[3, 7, 3, 3], false)], None);
    assert_eq!(of_colour(&svg, "fill", palette.class(3)), 1);
    assert_eq!(of_colour(&svg, "fill", palette.class(7)), 1);
    assert_eq!(svg.matches("<circle").count(), 4, "two points with their rims of paper");
    assert_eq!(of_colour(&svg_of(&[points(&[], true)], None), "fill", palette.ink), 2 + texts_in_ink(&svg));
}

fn texts_in_ink(svg: &str) -> usize {
    let ink = css(Theme::Light.palette().ink).to_uppercase();
    svg.split("<text").skip(1).filter(|part| part.contains(&ink)).count()
}

#[test]
fn the_cross_hair_reads_both_coordinates_and_stays_inside() {
    assert!(texts(&svg_of(&[], Some((0.5, -1.25)))).contains(&"0.5000, -1.250"));
    assert!(texts(&svg_of(&[], Some((9.0, f64::NAN)))).contains(&"2.000, -2.000"));
}

#[test]
fn the_numbers_behind_a_plane_are_complete() {
    let layers = [
        Layer::Field { values: [1.0, 2.0].into(), columns: 2, tone: Tone::Depth },
        line(&[0.0, 1.0, 2.0, 3.0], Dash::Solid),
        Layer::Points {
            positions: [0.5, 0.25].into(),
            classes: [4].into(),
            radius_px: 3.0,
            hollow: false,
            label: "a, b".to_owned(),
        },
    ];
    let csv = plane::csv(&Bounds::square(2.0), &layers);
    let expected = "layer,label,x,y,value\n0 field,,-1,0,1\n0 field,,1,0,2\n1 line,path,0,1,\n1 line,path,2,3,\n2 points,\"a, b\",0.5,0.25,4\n";
    assert_eq!(csv, expected);
}

#[test]
fn every_histogram_row_is_one_area_with_its_own_range() {
    let row = |label: &str, low: f64, high: f64| HistogramRow {
        label: label.to_owned(),
        counts: [1.0, 4.0, 2.0, f32::NAN].into(),
        low,
        high,
    };
    let rows = [row("layer 1", -1.0, 1.0), row("layer 2", 0.0, 250.0)];
    let mut svg = String::new();
    histograms::draw(&rows, &mut SVGBackend::with_string(&mut svg, (460, 350)), &LOOK)
        .expect("strings take all drawing");
    assert_eq!(svg.matches("<polygon").count(), 2);
    for expected in ["layer 1", "-1.000", "layer 2", "250.0"] {
        assert!(texts(&svg).contains(&expected), "{expected}: {:?}", texts(&svg));
    }
    assert_eq!(histograms::csv(&rows).lines().nth(2), Some("layer 1,-0.5,0,4"));
    let empty = [HistogramRow { counts: [].into(), ..row("nothing", 0.0, 0.0) }];
    histograms::draw(&empty, &mut SVGBackend::with_string(&mut svg, (460, 350)), &LOOK)
        .expect("strings take all drawing");
}
