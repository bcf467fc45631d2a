//! The lesson's live figure: the points, the line, the loss.

use leptos::prelude::*;

use crate::app::kit::*;

const FIT: Text = Text { en: "The line and the points", zh: "直线与数据点" };
const LOSS: Text = Text { en: "Loss", zh: "损失" };
const WEIGHT: Text = Text { en: "Weight", zh: "权重" };

const BOUNDS: Bounds = Bounds { x_min: -1.1, x_max: 1.1, y_min: -2.2, y_max: 2.2 };

const PRESETS: &[Preset] =
    &[preset("Steps far too large: what becomes of the line?", "步子大得过头：直线会怎么样？", &[("lr", "3")])];

const QUESTIONS: &[Question] = &[Question {
    text: Text {
        en: "At the end, is the weight within 0.01 of 2?", zh: "结束时，权重与 2 的差在 0.01 以内吗？"
    },
    options: &[Text { en: "Yes.", zh: "是。" }, Text { en: "No.", zh: "不是。" }],
    decide,
}];

/// What the lesson shows.
pub fn scene() -> Scene {
    let layers = use_run_context().part(|view| layers(&view.picture));
    let numbers = view! {
        <dl class="metrics">
            <Metric name="train-loss" label=word(LOSS) />
            <Metric name="weight" label=word(WEIGHT) />
        </dl>
    };
    let rest = view! {
        <LearningCharts />
        <Presets presets=PRESETS />
    };
    Scene::new(view! { <PlaneView name="fit" title=word(FIT) x_label="x" y_label="y" bounds=BOUNDS layers /> })
        .numbers(numbers)
        .questions(QUESTIONS)
        .rest(rest)
}

fn layers(picture: &Picture) -> Vec<Layer> {
    vec![
        Layer::points(picture.shared("points"), 4.0, ""),
        Layer::line(picture.shared("line"), (0, Dash::Solid), 2.0, ""),
    ]
}

fn decide(view: &RunView) -> Option<usize> {
    let weight = view.metric("weight").filter(|_| view.state == RunState::Done)?;
    Some(usize::from((weight - 2.0).abs() >= 0.01))
}
