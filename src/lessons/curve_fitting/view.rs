//! The lesson's live figure: points, the fitted line, and the hinges it is made of.
#![cfg(feature = "ui")]

use std::sync::Arc;

use leptos::prelude::*;

use super::hinges::WINDOW;
use crate::app::components::learning_charts::LearningCharts;
use crate::app::components::metrics::Metrics;
use crate::app::components::plane_view::{Bounds, Dash, Layer, PlaneView};
use crate::app::components::presets::Presets;
use crate::app::components::quiz::Quiz;
use crate::app::desk::use_desk;
use crate::app::language::{Language, say};
use crate::app::run_view::Picture;
use crate::course::Text;

mod trials;

const BOUNDS: Bounds = Bounds { x_min: WINDOW.0 as f64, x_max: WINDOW.1 as f64, y_min: -0.8, y_max: 1.6 };
/// A bend is marked at the lower edge.
const TICK: (f32, f32) = (BOUNDS.y_min as f32, BOUNDS.y_min as f32 + 0.1);

const TITLE: Text = Text { en: "The line and its hinges", zh: "曲线和组成它的铰链" };
const POINTS: Text = Text { en: "points", zh: "数据点" };
const FIT: Text = Text { en: "the net", zh: "网络" };
const TARGET: Text = Text { en: "without noise", zh: "无噪声的曲线" };
const UNITS: Text = Text { en: "hidden units", zh: "隐藏单元" };
const BENDS: Text = Text { en: "bends", zh: "弯折处" };

/// The figure.
pub fn figure() -> AnyView {
    let desk = use_desk();
    let language: Language = expect_context();
    let words = move |text| Signal::derive(move || say(language.locale.get(), text).to_owned());
    let picture = desk.part(|view| view.picture.clone());
    let shows_hinges = Memo::new(move |_| desk.settings.with(|settings| settings.choice("hinges") == "shown"));
    let layers = move || layers(&picture.get(), shows_hinges.get(), |text| say(language.locale.get(), text).to_owned());
    view! {
        <Metrics />
        <PlaneView
            name="fit"
            title=words(TITLE)
            x_label=Signal::stored("x".to_owned())
            y_label=Signal::stored("y".to_owned())
            bounds=Signal::stored(BOUNDS)
            layers=Signal::derive(layers)
        />
        <LearningCharts />
        <Quiz questions=trials::QUESTIONS />
        <Presets presets=trials::PRESETS />
    }
    .into_any()
}

fn layers(picture: &Picture, shows_hinges: bool, word: impl Fn(Text) -> String) -> Vec<Layer> {
    let line = |points: Vec<f32>, colour, width_px, dash, text| Layer::Line {
        points: points.into(),
        colour,
        width_px,
        dash,
        label: word(text),
    };
    let bends = picture.values("bends");
    let ticks = bends.iter().flat_map(|&x| [x, TICK.0, x, TICK.1, f32::NAN, f32::NAN]);
    let mut layers = Vec::new();
    if shows_hinges {
        layers.push(line(picture.values("hinges").to_vec(), 1, 1.0, Dash::Solid, UNITS));
        layers.push(line(ticks.collect(), 2, 1.5, Dash::Solid, BENDS));
    }
    layers.push(Layer::Points {
        positions: picture.values("points").into(),
        classes: Arc::default(),
        radius_px: 2.5,
        hollow: false,
        label: word(POINTS),
    });
    layers.push(line(parabola(), 3, 1.5, Dash::Dotted, TARGET));
    layers.push(line(picture.values("fit").to_vec(), 0, 3.0, Dash::Solid, FIT));
    layers
}

/// y = x^2 where there are points.
fn parabola() -> Vec<f32> {
    (-40..=40).map(|index| index as f32 / 40.0).flat_map(|x| [x, x * x]).collect()
}
