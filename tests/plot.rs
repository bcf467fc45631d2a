//! Draws charts and scatter plots as SVG text and counts what is in them; compares the palette with the style sheet.
#![cfg(not(target_arch = "wasm32"))]
#![cfg(feature = "ui")]

use std::sync::Arc;

use emberlab::plot::chart::{Curve, CurveStyle, LineChart, Mark};
use emberlab::plot::csv;
use emberlab::plot::dash::Dash;
use emberlab::plot::motion::Frame;
use emberlab::plot::palette::{Theme, css};
use emberlab::plot::pen::Look;
use emberlab::plot::scale::Unit;
use emberlab::plot::scatter::{Emphasis, Focus, Scatter};
use emberlab::plot::series::Series;
use plotters::prelude::SVGBackend;

const LOOK: Look = Look { theme: Theme::Light, width_px: 600.0, height_px: 240.0, ratio: 1.0 };

fn curve(label: &str, series: Series, style: CurveStyle) -> Curve {
    Curve { label: label.to_owned(), series: Arc::new(series), style }
}

fn svg_of_chart(curves: &[Curve], unit: Unit, crosshair: Option<f64>) -> String {
    svg_with_lit(curves, None, unit, crosshair)
}

fn svg_with_lit(curves: &[Curve], lit: Option<&str>, unit: Unit, crosshair: Option<f64>) -> String {
    let chart = LineChart { curves, lit, x_label: "step", y_label: "loss", unit, mark: None, crosshair };
    let mut svg = String::new();
    chart.draw(&mut SVGBackend::with_string(&mut svg, (600, 240)), &LOOK).expect("strings take all drawing");
    svg
}

fn svg_of_scatter(scatter: &Scatter) -> String {
    let mut svg = String::new();
    scatter.draw(&mut SVGBackend::with_string(&mut svg, (600, 240)), &LOOK).expect("strings take all drawing");
    svg
}

fn falling() -> Series {
    Series::of((0..100).map(|step| (step, 2.0 / (1.0 + step as f64))))
}

fn texts(svg: &str) -> Vec<&str> {
    let text = |part: &'_ str| -> Option<(usize, usize)> { Some((part.find('>')? + 1, part.find("</text")?)) };
    svg.split("<text").skip(1).filter_map(|part| text(part).map(|(from, to)| part[from..to].trim())).collect()
}

#[test]
fn an_empty_chart_has_axes_and_no_curves() {
    let svg = svg_of_chart(&[], Unit::Plain, None);
    assert_eq!(svg.matches("<polyline").count(), 0);
    assert!(texts(&svg).contains(&"step") && texts(&svg).contains(&"loss"));
}

#[test]
fn each_solid_curve_is_one_line_in_its_colour() {
    let train = curve("train", falling(), CurveStyle::default());
    let test = curve("test", falling(), CurveStyle { colour: 1, ..CurveStyle::default() });
    let svg = svg_of_chart(&[train, test], Unit::Plain, None);
    assert_eq!(svg.matches("<polyline").count(), 2);
    for index in 0..2 {
        let colour = css(Theme::Light.palette().curve(index)).to_uppercase();
        assert_eq!(svg.matches(&format!("stroke=\"{colour}\"")).count(), 1);
    }
}

#[test]
fn the_curve_that_is_pointed_at_keeps_its_colour_and_the_others_fade() {
    let curves = [0, 1]
        .map(|colour| curve(["train", "test"][colour], falling(), CurveStyle { colour, ..CurveStyle::default() }));
    let colours = [0, 1].map(|index| css(Theme::Light.palette().curve(index)).to_uppercase());
    let seen = |lit| {
        let svg = svg_with_lit(&curves, lit, Unit::Plain, None);
        colours.each_ref().map(|colour| svg.matches(&format!("stroke=\"{colour}\"")).count())
    };
    assert_eq!(seen(Some("test")), [0, 1]);
    assert_eq!(seen(Some("another figure's")), [1, 1], "what this chart does not have changes nothing here");
}

#[test]
fn a_run_that_diverged_is_marked_where_it_did() {
    let curves = [curve("train", falling(), CurveStyle::default())];
    let mut svg = String::new();
    let chart = LineChart {
        curves: &curves,
        lit: None,
        x_label: "step",
        y_label: "loss",
        unit: Unit::Plain,
        mark: Some(Mark { step: 120, label: "diverged" }),
        crosshair: None,
    };
    chart.draw(&mut SVGBackend::with_string(&mut svg, (600, 240)), &LOOK).expect("strings take all drawing");
    assert!(texts(&svg).contains(&"diverged"));
    assert_eq!(chart.layout(&LOOK).x.data_max, 120.0, "the last curve ends before");
    let colour = css(Theme::Light.palette().positive).to_uppercase();
    let strokes = svg.matches(&format!("stroke=\"{colour}\"")).count();
    // 190 px in dashes of 7.5 px with gaps of 4.5, and the two strokes of the cross.
    assert!((12..=30).contains(&strokes), "{strokes}");
}

#[test]
fn dashes_and_dots_tell_curves_apart_without_colour() {
    let count = |dash| {
        let style = CurveStyle { dash, ..CurveStyle::default() };
        let colour = css(Theme::Light.palette().curve(0)).to_uppercase();
        let svg = svg_of_chart(&[curve("train", falling(), style)], Unit::Plain, None);
        svg.matches(&format!("stroke=\"{colour}\"")).count()
    };
    // The line is between 540 px (straight across) and 730 px (across and down) long; a dash with its gap takes 13 px, a
    // dot with its gap 6 px.
    assert!((41..=57).contains(&count(Dash::Dashed)), "{}", count(Dash::Dashed));
    assert!((90..=122).contains(&count(Dash::Dotted)), "{}", count(Dash::Dotted));
}

#[test]
fn a_smooth_curve_shows_its_raw_values_as_a_faint_band() {
    let style = CurveStyle { smooth: true, ..CurveStyle::default() };
    let svg = svg_of_chart(&[curve("train", falling(), style)], Unit::Plain, None);
    assert_eq!(svg.matches("<polygon").count(), 1);
    assert_eq!(svg.matches("<polyline").count(), 2);
    assert!(svg.contains("opacity=\"0.18\""));
}

#[test]
fn past_runs_are_faint_and_without_band() {
    let style = CurveStyle { smooth: true, pale: true, ..CurveStyle::default() };
    let svg = svg_of_chart(&[curve("run 1", falling(), style)], Unit::Plain, None);
    assert_eq!(svg.matches("<polygon").count(), 0);
    assert_eq!(svg.matches("opacity=\"0.35\"").count(), 1);
}

#[test]
fn a_million_points_are_few_marks() {
    let noise = |step: u64| ((step.wrapping_mul(2_654_435_761) >> 7) % 1000) as f64 / 1000.0;
    let series = Series::of((0..1_000_000).map(|step| (step, noise(step))));
    for dash in [Dash::Solid, Dash::Dashed, Dash::Dotted] {
        let style = CurveStyle { dash, smooth: true, ..CurveStyle::default() };
        let svg = svg_of_chart(&[curve("train", series.clone(), style)], Unit::Plain, None);
        assert!(svg.matches('<').count() < 500, "{dash:?}: {} elements", svg.matches('<').count());
        assert!(svg.len() < 60_000, "{dash:?}: {} bytes", svg.len());
    }
}

#[test]
fn the_cross_hair_marks_every_curve_and_names_the_step() {
    let past = curve("run 1", falling(), CurveStyle { pale: true, ..CurveStyle::default() });
    let curves = [curve("train", falling(), CurveStyle::default()), past];
    let svg = svg_of_chart(&curves, Unit::Plain, Some(40.0));
    assert_eq!(svg.matches("<circle").count(), 2, "a dot on a rim of paper, on the run in hand only");
    assert!(texts(&svg).contains(&"40"));
}

#[test]
fn accuracy_is_in_percent_and_never_above_a_hundred() {
    let series = Series::of((0..100).map(|step| (step, step as f64 / 99.0)));
    let svg = svg_of_chart(&[curve("test", series, CurveStyle::default())], Unit::Percent, None);
    let percents: Vec<_> = texts(&svg).into_iter().filter(|text| text.ends_with('%')).collect();
    assert_eq!(percents, ["0%", "20%", "40%", "60%", "80%", "100%"]);
}

#[test]
fn the_same_curves_give_the_same_csv_in_full_precision() {
    let curves = [curve("train, run \"1\"", Series::of([(1, 0.1), (2, 0.1 + 0.2)]), CurveStyle::default())];
    let lines: Vec<_> = csv::curves(&curves).lines().map(str::to_owned).collect();
    assert_eq!(lines[0], "curve,step,value,min,max,running_mean,points");
    assert!(lines[1].starts_with("\"train, run \"\"1\"\"\",1,0.1,0.1,0.1,0.1"), "{}", lines[1]);
    assert!(lines[2].contains(",2,0.30000000000000004,"), "{}", lines[2]);
    assert_eq!(lines.len(), 3);
}

#[test]
fn digits_are_glyphs_in_their_colours_and_other_classes_dots() {
    let digits = Scatter {
        positions: &[-1.0, 0.0, 1.0, 0.5, 0.0, -1.0],
        frame: Frame { centre: (0.0, 0.0), half_width: 1.0 },
        labels: &[7, 0, 7],
        classes: &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        ..Scatter::default()
    };
    assert_eq!(texts(&svg_of_scatter(&digits)), ["7", "0", "7"]);
    let clothes = Scatter { classes: &["T-shirt", "1", "2", "3", "4", "5", "6", "Sneaker"], ..digits };
    assert_eq!(svg_of_scatter(&clothes).matches("<circle").count(), 3);
    let hidden = Scatter { emphasis: &[Emphasis::Hidden], ..digits };
    assert_eq!(texts(&svg_of_scatter(&hidden)), ["7", "7"]);
}

#[test]
fn very_many_points_are_dots_with_their_classes_names_among_them() {
    let positions: Vec<f32> = (0..2 * 2001).map(|index| (index % 77) as f32 / 77.0).collect();
    let labels: Vec<u8> = (0..2001).map(|index| (index % 2) as u8).collect();
    let many = Scatter { positions: &positions, labels: &labels, classes: &["0", "1"], ..Scatter::default() };
    let svg = svg_of_scatter(&many);
    assert_eq!(svg.matches("<circle").count(), 2001);
    let mut words = texts(&svg);
    words.sort_unstable();
    words.dedup();
    assert_eq!(words, ["0", "1"]);
}

#[test]
fn the_point_in_focus_shows_its_image_in_front() {
    let mut image = vec![0; 28 * 28];
    image[400..410].fill(255);
    let scatter = Scatter {
        positions: &[0.0, 0.0],
        frame: Frame { centre: (0.0, 0.0), half_width: 1.0 },
        labels: &[3],
        classes: &["0", "1", "2", "3"],
        focus: Some(Focus { index: 0, image: &image }),
        ..Scatter::default()
    };
    let svg = svg_of_scatter(&scatter);
    let ink = css(Theme::Light.palette().ink).to_uppercase();
    assert_eq!(svg.matches(&format!("fill=\"{ink}\"")).count(), 10, "one square for each inked pixel");
    let late = Scatter { focus: Some(Focus { index: 5, image: &image }), ..scatter };
    assert_eq!(svg_of_scatter(&late).matches(&ink).count(), 0, "a point that is gone is not in focus");
}

#[test]
fn the_style_sheet_has_the_colours_of_the_palette() {
    let sheet = std::fs::read_to_string("www/style.css").expect("tests run in the repository");
    for theme in [Theme::Light, Theme::Dark] {
        let palette = theme.palette();
        let named = [palette.paper, palette.ink, palette.muted, palette.line, palette.accent];
        for colour in named.into_iter().chain([palette.positive, palette.negative]).chain(palette.classes) {
            assert!(sheet.to_lowercase().contains(&css(colour)), "{theme:?}: {} is missing", css(colour));
        }
    }
}
