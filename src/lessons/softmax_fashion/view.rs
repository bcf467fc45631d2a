//! The lesson's live figure: curves, the ten templates, the data loader at work, one image closely, and the mistakes.

use leptos::prelude::*;

use crate::app::kit::*;

const TEMPLATES: Text = Text { en: "The ten templates", zh: "十张模板" };
const TEMPLATES_NOTE: Text = Text {
    en: "Ink on orange raises the score of the class, ink on blue lowers it.",
    zh: "落在橙色上的墨迹提高该类的得分，落在蓝色上的降低得分。",
};
const CLOSELY: Text = Text { en: "One image, close up", zh: "仔细看一张图片" };
const AGREEMENT: Text = Text {
    en: "Image times template, pixel by pixel. The sum of each, plus its bias, is the score of the class.",
    zh: "图片与模板逐像素相乘。每张图的总和加上偏置，就是该类的得分。",
};

const PRESETS: &[Preset] = &[
    preset("The same program on handwritten digits.", "同一个程序，换成手写数字。", &[("data", "mnist")]),
    preset(
        "Steps ten times as large: the loss leaps. And the accuracy?",
        "步子迈大十倍：损失上蹿下跳。准确率呢？",
        &[("lr", "1")],
    ),
    preset(
        "Only 1,000 images, a hundred times: learning by heart does not help.",
        "只用 1000 张图片看一百遍：背下来的东西帮不上忙。",
        &[("limit", "1000"), ("epochs", "100"), ("batch", "50")],
    ),
    preset(
        "With layers instead of formulas: is the curve the same?",
        "用层代替公式：曲线一样吗？",
        &[("program", "layers")],
    ),
    preset(
        "Images of 64 by 64: five times the numbers. What do you gain, and what does it cost?",
        "64 × 64 的图片：数的个数是原来的五倍。得到了什么，代价是什么？",
        &[("resize", "64"), ("lr", "0.02")],
    ),
];

/// What the lesson shows.
pub fn scene() -> Scene {
    let names = |classes: Classes| Signal::stored(classes.iter().map(ToString::to_string).collect::<Vec<_>>());
    let lead = move |classes| {
        view! {
            <WeightsView
                array="class.filters"
                columns=5
                side_px=112.0
                heading=word(TEMPLATES)
                note=word(TEMPLATES_NOTE)
                labels=names(classes)
            />
        }
    };
    classifier::scene(PRESETS, lead, move |classes| {
        view! {
            <section class="block">
                <h3>{word(CLOSELY)}</h3>
                <Specimen classes />
                <Agreement names=names(classes) />
            </section>
            <BatchView classes />
            <ByClass classes />
            <Errors classes />
        }
    })
}

#[component]
fn Agreement(names: Signal<Vec<String>>) -> impl IntoView {
    let grids = use_run_context().part(|view| view.activations.clone());
    let grid = move || grids.with(|grids| grids.iter().find(|(grid, _)| grid.name == "class.agreement").cloned());
    let side = Memo::new(move |_| grid().map_or(28, |(grid, _)| grid.width_px));
    let images = Signal::derive(move || grid().map(|(_, values)| values).unwrap_or_default());
    view! {
        <p class="note">{word(AGREEMENT)}</p>
        {move || {
            let side = side.get();
            view! {
                <ImageGrid
                    images
                    shape=(side, side)
                    columns=10
                    zoom=48.0 / side as f64
                    signed=true
                    name=word(AGREEMENT)
                    labels=names
                />
            }
        }}
    }
}
