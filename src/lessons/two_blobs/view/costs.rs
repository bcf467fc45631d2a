//! What single points cost: logits, softmax and cross-entropy of the point touched last and of the most costly ones.

use leptos::prelude::*;

use crate::app::kit::*;

const TITLE: Text = Text { en: "The costliest points", zh: "代价最高的点" };
const CAPTION: Text = Text {
    en: "Softmax turns the two outputs z of the net into probabilities p. A point costs the cross-entropy -ln p of its own class; the loss is the mean over all points.",
    zh: "softmax 把网络的两个输出 z 变成概率 p。每个点的代价是它自己那一类的交叉熵 -ln p；损失是所有点的平均。",
};
const POINT: Text = Text { en: "point", zh: "点" };
const CLASS: Text = Text { en: "class", zh: "类别" };
const COST: Text = Text { en: "-ln p", zh: "-ln p" };
const TOUCHED: Text = Text { en: "touched last", zh: "最近碰到的点" };

/// Rows for the most costly points.
const ROWS: usize = 4;

#[component]
pub fn Costs(chosen: Signal<Option<usize>>) -> impl IntoView {
    let language: Language = expect_context();
    let word = move |text| say(language.locale.get(), text);
    let picture = use_run_context().part(|view| view.picture.clone());
    // Cells stay, their numbers change: sixty times a second is too often for new elements.
    let costs = Memo::new(move |_| (0..=ROWS).map(|row| cost_of_row(&picture.get(), chosen.get(), row)).collect());
    let rows: Vec<_> = (0..=ROWS).map(|row| view! { <CostRow costs row /> }).collect();
    let column = move |text| view! { <th scope="col">{move || word(text)}</th> };
    view! {
        <section class="block costs" data-testid="softmax">
            <h3>{move || word(TITLE)}</h3>
            <p class="note">{move || word(CAPTION)}</p>
            <div class="costs-scroll" tabindex="0">
                <table>
                    <thead>
                        <tr>
                            {column(POINT)} {column(CLASS)} <th scope="col">"z₀"</th> <th scope="col">"z₁"</th>
                            <th scope="col">"p₀"</th> <th scope="col">"p₁"</th> {column(COST)}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn CostRow(costs: Memo<Vec<Option<Cost>>>, row: usize) -> impl IntoView {
    let language: Language = expect_context();
    let cost = Memo::new(move |_| costs.with(|costs| costs.get(row).copied().flatten()));
    let cell = move |read: fn(&Cost) -> f32, decimals: usize| {
        view! { <td>{move || cost.get().map(|cost| format!("{:.decimals$}", read(&cost)))}</td> }
    };
    let place = move || cost.get().map(|cost| format!("({:.2}, {:.2})", cost.at[0], cost.at[1]));
    view! {
        <tr hidden=move || cost.with(Option::is_none) class:is-chosen=row == 0>
            <th scope="row" title=move || (row == 0).then(|| say(language.locale.get(), TOUCHED))>
                {place}
            </th>
            <td>
                <span class=move || {
                    cost.get().map(|cost| format!("point-tool-{}", cost.class))
                }>{move || cost.get().map(|cost| cost.class)}</span>
            </td>
            {cell(|cost| cost.logits[0], 2)}
            {cell(|cost| cost.logits[1], 2)}
            {cell(|cost| cost.probabilities[0], 3)}
            {cell(|cost| cost.probabilities[1], 3)}
            {cell(|cost| cost.nats, 3)}
        </tr>
    }
}

/// One point and what the net says of it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cost {
    at: [f32; 2],
    class: u8,
    logits: [f32; 2],
    probabilities: [f32; 2],
    nats: f32,
}

/// Row 0 is the chosen point; the others the most costly ones, the worst first.
fn cost_of_row(picture: &Picture, chosen: Option<usize>, row: usize) -> Option<Cost> {
    let index = match row {
        0 => chosen?,
        row => *most_costly(picture.values("costs")).get(row - 1)?,
    };
    let pair = |name: &str| picture.values(name).as_chunks().0.get(index).copied();
    Some(Cost {
        at: pair("points")?,
        class: *picture.values("classes").get(index)? as u8,
        logits: pair("logits")?,
        probabilities: pair("probabilities")?,
        nats: *picture.values("costs").get(index)?,
    })
}

/// The places of the [`ROWS`] largest costs, the largest first.
fn most_costly(costs: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..costs.len()).collect();
    order.sort_by(|&a, &b| costs[b].total_cmp(&costs[a]));
    order.truncate(ROWS);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_costly_points_come_first() {
        assert_eq!(most_costly(&[0.1, 3.0, 0.2, 0.0, 1.0, 0.3]), [1, 4, 5, 2]);
        assert_eq!(most_costly(&[0.1]), [0]);
        assert!(most_costly(&[]).is_empty());
    }

    #[test]
    fn without_a_picture_there_are_no_rows() {
        assert_eq!(cost_of_row(&Picture::default(), Some(3), 0), None);
        assert_eq!(cost_of_row(&Picture::default(), None, 1), None);
    }
}
