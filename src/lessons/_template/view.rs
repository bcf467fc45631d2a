//! The lesson's live figure: the points, the line, the loss.
#![cfg(feature = "ui")]

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::learning_charts::LearningCharts;
use crate::app::components::metrics::Metric;
use crate::app::components::plane_view::{Bounds, Dash, Layer, PlaneView};
use crate::app::components::presets::{Preset, Presets};
use crate::app::components::quiz::{Question, Quiz};
use crate::app::desk::use_desk;
use crate::app::language::{Language, say};
use crate::app::run_view::{Picture, RunView};
use crate::course::Text;
use crate::protocol::RunState;

const FIT: Text = Text { en: "The line and the points", zh: "直线与数据点" };
const LOSS: Text = Text { en: "Loss", zh: "损失" };
const WEIGHT: Text = Text { en: "Weight", zh: "权重" };

const BOUNDS: Bounds = Bounds { x_min: -1.1, x_max: 1.1, y_min: -2.2, y_max: 2.2 };

const PRESETS: &[Preset] = &[Preset {
    text: Text {
        en: "Steps far too large: what becomes of the line?", zh: "步子大得过头：直线会怎么样？"
    },
    settings: &[("lr", "3")],
}];

const QUESTIONS: &[Question] = &[Question {
    text: Text {
        en: "At the end, is the weight within 0.01 of 2?", zh: "结束时，权重与 2 的差在 0.01 以内吗？"
    },
    options: &[Text { en: "Yes.", zh: "是。" }, Text { en: "No.", zh: "不是。" }],
    decide,
}];

/// The figure.
pub fn figure() -> AnyView {
    let (language, desk): (Language, _) = (expect_context(), use_desk());
    let words = move |text| Signal::derive(move || say(language.locale.get(), text));
    let title = Signal::derive(move || say(language.locale.get(), FIT).to_owned());
    let layers = desk.part(|view| layers(&view.picture));
    view! {
        <dl class="metrics">
            <Metric name="train-loss" label=words(LOSS) />
            <Metric name="weight" label=words(WEIGHT) />
        </dl>
        <PlaneView
            name="fit"
            title
            x_label=Signal::derive(|| "x".to_owned())
            y_label=Signal::derive(|| "y".to_owned())
            bounds=Signal::stored(BOUNDS)
            layers
        />
        <LearningCharts />
        <Quiz questions=QUESTIONS />
        <Presets presets=PRESETS />
    }
    .into_any()
}

fn layers(picture: &Picture) -> Vec<Layer> {
    vec![
        Layer::Points {
            positions: picture.values("points").into(),
            classes: Arc::default(),
            radius_px: 4.0,
            hollow: false,
            label: String::new(),
        },
        Layer::Line {
            points: picture.values("line").into(),
            colour: 0,
            width_px: 2.0,
            dash: Dash::Solid,
            label: String::new(),
        },
    ]
}

fn decide(view: &RunView) -> Option<usize> {
    let weight = view.metric("weight").filter(|_| view.state == RunState::Done)?;
    Some(usize::from((weight - 2.0).abs() >= 0.01))
}
