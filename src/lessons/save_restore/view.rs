//! The lesson's live figure: three curves over the data, three losses, and the file they came from.

use leptos::prelude::*;

mod contents;
mod questions;

use contents::FileContents;
use questions::QUESTIONS;

use crate::app::kit::*;

const PRESETS: &[Preset] = &[
    preset(
        "Plain SGD remembers nothing. Is there anything to lose?",
        "普通 SGD 什么都不记。还有什么可丢的吗？",
        &[("optimizer", "sgd"), ("lr", "0.2")],
    ),
    preset(
        "Momentum: the net restored from its parameters alone has to gather speed again.",
        "动量法：只凭参数恢复的网络要重新起步加速。",
        &[("optimizer", "momentum"), ("lr", "0.05"), ("save", "20"), ("epochs", "120"), ("pace", "15")],
    ),
    preset(
        "Save late, when the net has settled, and take larger steps: how hard is the kick?",
        "等网络稳定后再保存，步子再大些：这一脚会踢多远？",
        &[("save", "200"), ("epochs", "400"), ("lr", "0.1")],
    ),
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
    Text { en: "Distance from the original, restored whole", zh: "与原曲线的距离，完整恢复" };
const GAP_PARAMETERS: Text =
    Text { en: "Distance from the original, parameters alone", zh: "与原曲线的距离，只恢复参数" };

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

/// What the lesson shows.
pub fn scene() -> Scene {
    let (language, context): (Language, _) = (expect_context(), use_run_context());
    let picture = context.part(|view| view.picture.clone());
    let layers = Memo::new(move |_| layers(&picture.get(), language.locale.get()));
    let curve = |(colour, net): (usize, &Net)| (net.loss, word(net.name), CurveStyle::new(colour, net.dash));
    let curves = use_curves(NETS.iter().enumerate().map(curve));
    let file = Memo::new(move |_| picture.with(|picture| bytes(picture.values("file"))));
    let numbers = view! {
        <dl class="metrics">
            <Metric name="train-loss" label=word(LOSS_ORIGINAL) />
            <Metric name="loss-whole" label=word(LOSS_WHOLE) />
            <Metric name="loss-parameters" label=word(LOSS_PARAMETERS) />
            <Metric name="gap-whole" label=word(GAP_WHOLE) />
            <Metric name="gap-parameters" label=word(GAP_PARAMETERS) />
        </dl>
    };
    let rest = view! {
        <LearningCharts />
        <FileContents file />
        <Presets presets=PRESETS />
    };
    // The curves lie on one another; what was lost shows in the losses.
    let lead = view! {
        <div class="lead lead-pair">
            <PlaneView name="nets" title=word(PLANE) x_label="x" y_label="y" bounds=BOUNDS layers />
            <Chart name="losses" title=word(LOSSES) y_label=word(LOSS) curves />
        </div>
    };
    Scene::new(lead).numbers(numbers).questions(QUESTIONS).rest(rest)
}

fn layers(picture: &Picture, locale: Locale) -> Vec<Layer> {
    let points = Layer::points(picture.shared("points"), 2.0, say(locale, DATA));
    let line = |(colour, net): (usize, &Net)| {
        Layer::line(picture.shared(net.array), (colour, net.dash), net.width_px, say(locale, net.name))
    };
    let is_there = |(_, net): &(usize, &Net)| !picture.values(net.array).is_empty();
    [points].into_iter().chain(NETS.iter().enumerate().filter(is_there).map(line)).collect()
}

/// A picture holds numbers; the file's are its bytes.
fn bytes(values: &[f32]) -> Vec<u8> {
    values.iter().map(|byte| *byte as u8).collect()
}
