//! The lesson's live figure: curves, and one image read row by row, with gates, memory, answers and gradient.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::kit::*;
use crate::protocol::Grid;

const ROW_BY_ROW: Text = Text { en: "One image, row by row", zh: "逐行读一张图片" };
const ROWS_NOTE: Text = Text {
    en: "Each line of these pictures is one row of the image, from the top down; each column is one number of the hidden state.",
    zh: "这些图的每一行对应图片的一行，从上到下；每一列是隐状态中的一个数。",
};
const GRADIENT: Text = Text { en: "How much each row counts (gradient)", zh: "每一行有多重要（梯度）" };
const ANSWERS: Text = Text { en: "Answer after each row", zh: "每读一行后的回答" };

/// A row's height on the page, and how many of one answer have room for its name.
const ROW_PX: usize = 4;
const NAMED_ROWS: usize = 4;

/// The layers' names, whether their values have signs, and what they are called.
const STATES: [(&str, bool, Text); 5] = [
    ("rows.input", false, Text { en: "Input gate: what is written", zh: "输入门：写入什么" }),
    ("rows.forget", false, Text { en: "Forget gate: what is kept", zh: "遗忘门：保留什么" }),
    ("rows.output", false, Text { en: "Output gate: what is shown", zh: "输出门：展示什么" }),
    ("rows.memory", true, Text { en: "Memory", zh: "记忆" }),
    ("rows.hidden", true, Text { en: "Hidden state", zh: "隐状态" }),
];

const PRESETS: &[Preset] = &[
    preset(
        "A plain recurrent net instead of the LSTM: how far does it get?",
        "用普通的循环网络代替 LSTM：它能走多远？",
        &[("cell", "rnn")],
    ),
    preset(
        "The plain net with steps a tenth as long: was it short of memory, or in a hurry?",
        "普通网络，步长缩到十分之一：它是记性不好，还是太着急？",
        &[("cell", "rnn"), ("lr", "0.001")],
    ),
    preset("A hidden state of eight numbers.", "只有八个数的隐状态。", &[("hidden", "8")]),
    preset("Clothes, row by row.", "逐行读衣物。", &[("data", "fashion")]),
];

/// What the lesson shows.
pub fn scene() -> Scene {
    let lead = |classes| {
        view! {
            <section data-testid="rows">
                <h3>{word(ROW_BY_ROW)}</h3>
                <Specimen classes />
                <p class="note">{word(ROWS_NOTE)}</p>
                <div class="row-figures">
                    <Answers classes />
                    <Gradient />
                    {STATES.map(|(layer, signed, text)| view! { <State layer signed text /> }).collect_view()}
                </div>
            </section>
        }
    };
    classifier::scene(PRESETS, lead, |classes| {
        view! {
            <Pad classes />
            <Errors classes />
        }
    })
}

/// One layer of the net's insides, if it is there.
fn use_layer(layer: &'static str) -> Memo<Option<(Grid, Arc<[f32]>)>> {
    use_run_context().part(move |view| view.activations.iter().find(|(grid, _)| grid.name == layer).cloned())
}

/// What the net would answer after each row; rows with the same answer are one block.
#[component]
fn Answers(classes: Classes) -> impl IntoView {
    let layer = use_layer("rows.probabilities");
    let blocks = move || {
        let (grid, values) = layer.get()?;
        let answers = values.chunks_exact(grid.width_px).filter_map(|row| largest(row).map(|(class, _)| class));
        let block = |(class, first, rows): (usize, usize, usize)| {
            let name = classes.get(class).copied().unwrap_or("?");
            let label = format!("{} – {}: {name}", first + 1, first + rows);
            view! {
                <li style:height=format!("{}px", ROW_PX * rows) title=label.clone() aria-label=label>
                    {(rows >= NAMED_ROWS).then_some(name)}
                </li>
            }
        };
        Some(runs(answers).into_iter().map(block).collect_view())
    };
    view! {
        <figure class="row-figure">
            <figcaption>{word(ANSWERS)}</figcaption>
            <ol class="row-lines row-answers" data-testid="row-answers">{blocks}</ol>
        </figure>
    }
}

/// Equal neighbours: the value, where it begins, how often it follows.
fn runs(values: impl Iterator<Item = usize>) -> Vec<(usize, usize, usize)> {
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for (place, value) in values.enumerate() {
        match runs.last_mut() {
            Some((last, _, count)) if *last == value => *count += 1,
            Some(_) | None => runs.push((value, place, 1)),
        }
    }
    runs
}

/// A bar for each row on a logarithmic scale of six powers of ten.
#[component]
fn Gradient() -> impl IntoView {
    let layer = use_layer("rows.gradient");
    let lines = move || {
        let (_, norms) = layer.get()?;
        let largest = norms.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let line = |&norm: &f32| {
            let share = (1.0 + (norm / largest).max(f32::MIN_POSITIVE).log10() / 6.0).clamp(0.0, 1.0);
            view! {
                <li title=format!("{norm:.1e}")>
                    <span class="row-bar" style:width=format!("{:.1}%", 100.0 * share)></span>
                </li>
            }
        };
        Some(norms.iter().map(line).collect_view())
    };
    view! {
        <figure class="row-figure row-gradient">
            <figcaption>{word(GRADIENT)}</figcaption>
            <ol class="row-lines" data-testid="row-gradient">{lines}</ol>
        </figure>
    }
}

#[component]
fn State(layer: &'static str, signed: bool, text: Text) -> impl IntoView {
    let layer = use_layer(layer);
    let shape = Memo::new(move |_| layer.with(|layer| layer.as_ref().map(|(grid, _)| (grid.height_px, grid.width_px))));
    let images = Signal::derive(move || layer.get().map(|(_, values)| values).unwrap_or_default());
    move || {
        let shape = shape.get()?;
        Some(view! {
            <figure class="row-figure">
                <figcaption>{word(text)}</figcaption>
                <ImageGrid images shape=shape columns=1 zoom=ROW_PX as f64 signed name=word(text) />
            </figure>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn rows_with_one_answer_are_one_block() {
        assert_eq!(runs([7, 7, 9, 7].into_iter()), [(7, 0, 2), (9, 2, 1), (7, 3, 1)]);
        assert_eq!(runs([].into_iter()), []);
    }
}
