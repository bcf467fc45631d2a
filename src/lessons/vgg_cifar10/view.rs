//! The lesson's live figure: what the run will cost, curves, the first layer's colours, one photograph through the blocks,
//! and the mistakes.

use leptos::prelude::*;

use crate::app::kit::*;
use estimate::Estimate;

mod estimate;

const FILTERS: Text = Text { en: "The first layer's filters, in colour", zh: "第一层的滤波器（彩色）" };
const FILTERS_NOTE: Text = Text {
    en: "Each has three planes, shown as red, green and blue; grey is zero. Which look for an edge, and which for a colour?",
    zh: "每个有三个平面，用红、绿、蓝显示；灰色为零。哪些在找边缘，哪些在找颜色？",
};
const CLOSELY: Text = Text { en: "One photograph, block by block", zh: "一张照片，逐块来看" };

const PRESETS: &[Preset] = &[
    preset(
        "The whole net, with Xavier's weights and a learning rate of 0.1: minutes on a graphics card, the better part of an hour without.",
        "完整版，Xavier 初始化，学习率 0.1：有显卡要几分钟，没有显卡要大半个小时。",
        &[("width", "1"), ("init", "xavier"), ("lr", "0.1")],
    ),
    preset(
        "The layers' default weights: how long does the loss stay at 2.30?",
        "层的默认权重：损失在 2.30 停多久？",
        &[("init", "default"), ("lr", "0.1")],
    ),
    preset(
        "Kaiming's weights with a learning rate of 0.1 instead of 0.015: does the net survive?",
        "Kaiming 初始化，学习率 0.1 而不是 0.015：网络活得下来吗？",
        &[("lr", "0.1")],
    ),
    preset("Two workers share each step on the CPU.", "在 CPU 上由两个工作线程分担每一步。", &[("workers", "2")]),
];

/// What the lesson shows.
pub fn scene() -> Scene {
    let lead = |classes| {
        view! {
            <section>
                <Estimate />
                <h3>{word(CLOSELY)}</h3>
                <Specimen classes />
            </section>
        }
    };
    classifier::scene(PRESETS, lead, |classes| {
        view! {
            <Inside />
            <WeightsView
                array="conv1.filters"
                columns=16
                channels=3
                side_px=30.0
                heading=word(FILTERS)
                note=word(FILTERS_NOTE)
            />
            <BatchView classes />
            <ByClass classes />
            <Errors classes />
        }
    })
}
