//! The lesson's live figure: curves, embedding, digit pad, what the net gets wrong, and experiments to try.

use leptos::prelude::*;

use crate::app::kit::*;
use crate::protocol::EmbedOptions;

const EMBEDDING: Text = Text { en: "What the last layer sees", zh: "最后一层看到的" };

const NET: Text = Text { en: "The net, from your digit to its answer", zh: "网络：从你的数字到它的回答" };
const NET_NOTE: Text = Text {
    en: "Draw a digit: maps light up along its path, and lines are as strong as both of their ends.",
    zh: "画一个数字：特征图沿着它的路径亮起，线的强弱由两端共同决定。",
};

const PRESETS: &[Preset] = &[
    preset(
        "Take steps ten times as large. Does the net learn any sooner?",
        "步子迈大十倍。网络会更快学好吗？",
        &[("lr", "0.01")],
    ),
    preset(
        "Plain SGD instead of Adam, at the same learning rate: watch the loss crawl.",
        "用普通 SGD 代替 Adam，学习率不变：看损失下降得多慢。",
        &[("optimizer", "sgd")],
    ),
    preset(
        "Only 500 images, ten epochs: training accuracy reaches 100%. And test accuracy?",
        "只用 500 张图片训练十轮：训练准确率达到 100%。测试准确率呢？",
        &[("limit", "500"), ("epochs", "10"), ("eval", "10")],
    ),
    preset(
        "Batches of 500: smoother curves, fewer steps. What do you gain?",
        "每批 500 张：曲线更平滑，步数更少。得到了什么？",
        &[("batch", "500"), ("eval", "10")],
    ),
    preset(
        "All 10,000 test images in the picture when the epoch ends. Which lie in the wrong island?",
        "一轮结束时，图中显示全部 10000 张测试图片。哪些落在了别的岛上？",
        &[("points", "10000")],
    ),
    preset("The same net on pictures of clothes.", "同一个网络，换成衣物图片。", &[("data", "fashion")]),
];

/// What the lesson shows.
pub fn scene() -> Scene {
    let lead = |classes| {
        view! {
            <div class="lead lead-pair embedding-and-pad">
                <Embedding classes />
                <Pad classes />
            </div>
        }
    };
    classifier::scene(PRESETS, lead, |classes| {
        view! {
            <section class="block">
                <h3>{word(NET)}</h3>
                <p class="note">{word(NET_NOTE)}</p>
                <PathDiagram classes />
            </section>
            <Inside />
            <Errors classes />
        }
    })
}

#[component]
fn Embedding(classes: Classes) -> impl IntoView {
    let context = use_run_context();
    let options = EmbedOptions::default();
    let paused = RwSignal::new(false);
    let (perplexity, learning_rate) = (RwSignal::new(options.perplexity), RwSignal::new(options.learning_rate));
    Effect::new(move || context.tune_embedding(perplexity.get(), learning_rate.get()));
    Effect::new(move || context.pause_embedding(paused.get()));
    let labels = context.part(|view| view.examples.labels.clone());
    let images = context.part(|view| view.examples.images.clone());
    view! {
        <section class="lead">
            <h3>{word(EMBEDDING)}</h3>
            <EmbeddingView frame=context.embedding labels images classes paused perplexity learning_rate />
        </section>
    }
}
