//! The lesson's live figure: points, the fitted line, and the hinges it is made of.

use leptos::prelude::*;

use super::hinges::WINDOW;
use crate::app::kit::*;

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

/// What the lesson shows.
pub fn scene() -> Scene {
    let context = use_run_context();
    let language: Language = expect_context();
    let picture = context.part(|view| view.picture.clone());
    let shows_hinges = Memo::new(move |_| context.settings.with(|settings| settings.choice("hinges") == "shown"));
    let layers = move || layers(&picture.get(), shows_hinges.get(), |text| say(language.locale.get(), text));
    let layers = Signal::derive(layers);
    let rest = view! {
        <LearningCharts />
        <Presets presets=trials::PRESETS />
    };
    let lead = view! {
        <div class="lead lead-pair plane-and-net">
            <PlaneView name="fit" title=word(TITLE) x_label="x" y_label="y" bounds=BOUNDS layers />
            <SmallNet inputs=&["x"] outputs=&["y"] reach=WINDOW.1 />
        </div>
    };
    Scene::new(lead).questions(trials::QUESTIONS).rest(rest)
}

fn layers(picture: &Picture, shows_hinges: bool, say: impl Fn(Text) -> &'static str) -> Vec<Layer> {
    let bends = picture.values("bends");
    let ticks = bends.iter().flat_map(|&x| [x, TICK.0, x, TICK.1, f32::NAN, f32::NAN]);
    let mut layers = Vec::new();
    if shows_hinges {
        layers.push(Layer::line(picture.shared("hinges"), (1, Dash::Solid), 1.0, say(UNITS)));
        layers.push(Layer::line(ticks.collect::<Vec<_>>(), (2, Dash::Solid), 1.5, say(BENDS)));
    }
    layers.push(Layer::points(picture.shared("points"), 2.5, say(POINTS)));
    layers.push(Layer::line(parabola(), (3, Dash::Dotted), 1.5, say(TARGET)));
    layers.push(Layer::line(picture.shared("fit"), (0, Dash::Solid), 3.0, say(FIT)));
    layers
}

/// y = x^2 where there are points.
fn parabola() -> Vec<f32> {
    (-40..=40).map(|index| index as f32 / 40.0).flat_map(|x| [x, x * x]).collect()
}
