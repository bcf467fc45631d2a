//! The lesson's live figure: three curves over the data, three losses, and the file they came from.
#![cfg(feature = "ui")]

use std::sync::Arc;

use leptos::prelude::*;

mod contents;
mod questions;

use contents::FileContents;
use questions::QUESTIONS;

use crate::app::components::chart::{Chart, Curve, CurveStyle, Dash};
use crate::app::components::learning_charts::LearningCharts;
use crate::app::components::metrics::Metric;
use crate::app::components::plane_view::{Bounds, Layer, PlaneView};
use crate::app::components::presets::{Preset, Presets};
use crate::app::components::quiz::Quiz;
use crate::app::desk::use_desk;
use crate::app::i18n::Locale;
use crate::app::language::{Language, say};
use crate::app::run_view::{Picture, RunView};
use crate::course::Text;

const PRESETS: &[Preset] = &[
    Preset {
        text: Text {
            en: "Plain SGD remembers nothing. Is there anything to lose?",
            zh: "普通 SGD 什么都不记。还有什么可丢的吗？",
        },
        settings: &[("optimizer", "sgd"), ("lr", "0.2")],
    },
    Preset {
        text: Text {
            en: "Momentum: the net restored from its parameters has to gather speed again.",
            zh: "动量法：只凭参数恢复的网络要重新起步加速。",
        },
        settings: &[("optimizer", "momentum"), ("lr", "0.05"), ("save", "20"), ("epochs", "120"), ("pace", "15")],
    },
    Preset {
        text: Text {
            en: "Save late, when the net has settled, and take larger steps: how hard is the kick?",
            zh: "等网络稳定后再保存，步子再大些：这一下会偏多远？",
        },
        settings: &[("save", "200"), ("epochs", "400"), ("lr", "0.1")],
    },
];

const ORIGINAL: Text = Text { en: "Original", zh: "原来的网络" };
const WHOLE: Text = Text { en: "Restored whole", zh: "完整恢复" };
const PARAMETERS: Text = Text { en: "Parameters alone", zh: "只恢复参数" };
const DATA: Text = Text { en: "Data", zh: "数据" };
const PLANE: Text = Text { en: "What the three nets draw", zh: "三个网络画出的曲线" };
const LOSSES: Text = Text { en: "Training on after the save", zh: "保存之后继续训练" };
const LOSS: Text = Text { en: "mean squared error", zh: "均方误差" };
const LOSS_ORIGINAL: Text = Text { en: "Loss of the original", zh: "原网络的损失" };
const LOSS_WHOLE: Text = Text { en: "Loss, restored whole", zh: "损失，完整恢复" };
const LOSS_PARAMETERS: Text = Text { en: "Loss, parameters alone", zh: "损失，只恢复参数" };
const GAP_WHOLE: Text =
    Text { en: "Away from the original, restored whole", zh: "与原曲线的距离，完整恢复" };
const GAP_PARAMETERS: Text =
    Text { en: "Away from the original, parameters alone", zh: "与原曲线的距离，只恢复参数" };

/// The data lie in it, with room for the first guesses.
const BOUNDS: Bounds = Bounds { x_min: -1.1, x_max: 1.1, y_min: -0.4, y_max: 1.4 };

/// One of the three nets: its picture array, its loss, its name, and how thick and how dashed its line is. All three show
/// where they lie on one another.
struct Net {
    array: &'static str,
    loss: &'static str,
    name: Text,
    width_px: f64,
    dash: Dash,
}

const NETS: [Net; 3] = [
    Net { array: "original", loss: "train-loss", name: ORIGINAL, width_px: 6.0, dash: Dash::Solid },
    Net { array: "whole", loss: "loss-whole", name: WHOLE, width_px: 3.0, dash: Dash::Dashed },
    Net { array: "parameters", loss: "loss-parameters", name: PARAMETERS, width_px: 2.0, dash: Dash::Dotted },
];

/// The figure.
pub fn figure() -> AnyView {
    let (language, desk): (Language, _) = (expect_context(), use_desk());
    let words = move |text| Signal::derive(move || say(language.locale.get(), text).to_owned());
    let name = move |text| Signal::derive(move || say(language.locale.get(), text));
    let picture = desk.part(|view| view.picture.clone());
    let layers = Memo::new(move |_| layers(&picture.get(), language.locale.get()));
    let curves = desk.part(move |view| losses(view, language.locale.get()));
    let file = Memo::new(move |_| picture.with(|picture| bytes(picture.values("file"))));
    view! {
        <dl class="metrics">
            <Metric name="train-loss" label=name(LOSS_ORIGINAL) />
            <Metric name="loss-whole" label=name(LOSS_WHOLE) />
            <Metric name="loss-parameters" label=name(LOSS_PARAMETERS) />
            <Metric name="gap-whole" label=name(GAP_WHOLE) />
            <Metric name="gap-parameters" label=name(GAP_PARAMETERS) />
        </dl>
        <PlaneView
            name="nets"
            title=words(PLANE)
            x_label=Signal::derive(|| "x".to_owned())
            y_label=Signal::derive(|| "y".to_owned())
            bounds=Signal::stored(BOUNDS)
            layers
        />
        <div class="block charts">
            <Chart name="losses" title=words(LOSSES) y_label=words(LOSS) curves crosshair=RwSignal::new(None) />
        </div>
        <LearningCharts />
        <FileContents file />
        <Quiz questions=QUESTIONS />
        <Presets presets=PRESETS />
    }
    .into_any()
}

fn layers(picture: &Picture, locale: Locale) -> Vec<Layer> {
    let points = Layer::Points {
        positions: picture.values("points").into(),
        classes: Arc::default(),
        radius_px: 2.0,
        hollow: false,
        label: say(locale, DATA).to_owned(),
    };
    let line = |(colour, net): (usize, &Net)| Layer::Line {
        points: picture.values(net.array).into(),
        colour,
        width_px: net.width_px,
        dash: net.dash,
        label: say(locale, net.name).to_owned(),
    };
    let is_there = |(_, net): &(usize, &Net)| !picture.values(net.array).is_empty();
    [points].into_iter().chain(NETS.iter().enumerate().filter(is_there).map(line)).collect()
}

fn losses(view: &RunView, locale: Locale) -> Vec<Curve> {
    let curve = |(colour, net): (usize, &Net)| {
        let style = CurveStyle { colour, dash: net.dash, ..CurveStyle::default() };
        let series = Arc::clone(view.curves.get(net.loss)?);
        Some(Curve { label: say(locale, net.name).to_owned(), series, style })
    };
    NETS.iter().enumerate().filter_map(curve).collect()
}

/// A picture holds numbers; the file's are its bytes.
fn bytes(values: &[f32]) -> Vec<u8> {
    values.iter().map(|byte| *byte as u8).collect()
}
