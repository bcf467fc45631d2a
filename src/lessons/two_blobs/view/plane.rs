//! The plane: decision regions, points, and tools to place, drag and rub out points.

use leptos::prelude::*;

use crate::app::kit::*;
use crate::data::toy::Labelled;
use crate::lessons::two_blobs::hand::{Hand, Tool};
use crate::lessons::two_blobs::points::{self, CELLS, HALF_WIDTH};

const BOUNDS: Bounds = Bounds::square(HALF_WIDTH as f64);

const TITLE: Text = Text { en: "What the net says about each place", zh: "网络对平面各处的判断" };
const CLASSES: [Text; 2] = [Text { en: "class 0", zh: "0 类" }, Text { en: "class 1", zh: "1 类" }];
const CHOSEN: Text = Text { en: "touched last", zh: "最近碰到的点" };
const TOUCH: Text = Text { en: "A tap places", zh: "点一下放置" };
const ERASE: Text = Text { en: "erases", zh: "擦除" };
const GENERATED: Text = Text { en: "Generated points", zh: "恢复生成的点" };
const CLEAR: Text = Text { en: "Remove all", zh: "全部清除" };
const HOW: Text = Text {
    en: "Tap an empty place to add a point; drag a point to move it. The net keeps learning meanwhile.",
    zh: "在空白处点一下放置新点，拖动已有的点可以移动它。网络会同时继续学习。",
};
const OVER: Text = Text {
    en: "The run is over. Press Run, and the net learns from the points as they are now.",
    zh: "这次训练已经结束。按“运行”，网络就会从现在的这些点开始学习。",
};
const FULL: Text = Text {
    en: "No more points fit into the link. Erase some first.",
    zh: "链接里放不下更多的点了，请先擦掉一些。",
};

#[component]
pub fn PointPlane(hand: RwSignal<Hand>) -> impl IntoView {
    let context = use_run_context();
    let language: Language = expect_context();
    let say = move |text| say(language.locale.get(), text);
    let tool = RwSignal::new(Tool::Place(0));
    let is_full = RwSignal::new(false);
    let is_over = context.part(|view| view.state == RunState::Done);
    let picture = context.part(|view| view.picture.clone());
    // What the reader has just placed is drawn before the engine has heard of it.
    let placed = Memo::new(move |_| context.settings.with(|settings| placed(settings.text("points"))));
    let points = Memo::new(move |_| placed.get().unwrap_or_else(|| picture.with(|picture| pictured(picture))));
    let layers = move || points.with(|points| layers(&picture.get(), points, hand.get().chosen, say));
    let set = move |points: &Labelled<2>| is_full.set(context.set("points", &points::write(points)).is_err());
    let on_touch = Callback::new(move |touch| {
        let mut points = points.get_untracked();
        let mut is_changed = false;
        hand.update(|hand| is_changed = apply(hand, &mut points, tool.get_untracked(), touch));
        if is_changed {
            set(&points);
        }
    });
    let empty_hand = move || hand.set(Hand::default());
    let generated = move |_| {
        empty_hand();
        // The empty text is in range.
        is_full.set(context.set("points", "").is_err());
    };
    let clear = move |_| {
        empty_hand();
        set(&Labelled::default());
    };
    let choice = move |name: &'static str, choice: Tool, text: Text| {
        view! {
            <label class="point-tool">
                <input
                    type="radio"
                    name="point-tool"
                    data-testid=format!("tool-{name}")
                    prop:checked=move || tool.get() == choice
                    on:change=move |_| tool.set(choice)
                />
                <span class=format!("point-tool-{name}")>{word(text)}</span>
            </label>
        }
    };

    view! {
        <section class="lead" data-points=move || points.with(Labelled::len).to_string()>
            <PlaneView
                name="regions"
                title=word(TITLE)
                x_label="x"
                y_label="y"
                bounds=BOUNDS
                layers=Signal::derive(layers)
                on_touch
            />
            <div class="point-tools" role="group" aria-label=word(TOUCH)>
                <span>{word(TOUCH)}</span>
                {choice("0", Tool::Place(0), CLASSES[0])}
                {choice("1", Tool::Place(1), CLASSES[1])}
                {choice("erase", Tool::Erase, ERASE)}
                <button class="button" data-testid="points-clear" on:click=clear>
                    {word(CLEAR)}
                </button>
                <button
                    class="button"
                    data-testid="points-generated"
                    disabled=move || placed.with(Option::is_none)
                    on:click=generated
                >
                    {word(GENERATED)}
                </button>
            </div>
            <p class="note" role="status">
                {move || say(if is_full.get() { FULL } else if is_over.get() { OVER } else { HOW })}
            </p>
        </section>
    }
}

/// Placed points that can be read; those that cannot are the engine's to report.
fn placed(text: &str) -> Option<Labelled<2>> {
    points::read(text).ok().flatten()
}

/// The points that the engine learns from.
fn pictured(picture: &Picture) -> Labelled<2> {
    Labelled {
        positions: picture.values("points").as_chunks().0.to_vec(),
        classes: picture.values("classes").iter().map(|&class| class as u8).collect(),
    }
}

/// True when the touch has changed the points.
fn apply(hand: &mut Hand, points: &mut Labelled<2>, tool: Tool, touch: Touch) -> bool {
    match touch {
        Touch::Down { x, y } => hand.down(points, tool, [x as f32, y as f32]),
        Touch::Move { x, y } => hand.drag(points, tool, [x as f32, y as f32]),
        Touch::Up { .. } => {
            hand.up();
            false
        }
    }
}

fn layers(
    picture: &Picture,
    points: &Labelled<2>,
    chosen: Option<usize>,
    say: impl Fn(Text) -> &'static str,
) -> Vec<Layer> {
    let field = picture.values("regions").iter().map(|&of_one| Tone::of_two(of_one)).collect();
    let mut layers = vec![Layer::Field { values: field, columns: CELLS, tone: Tone::Classes }];
    let dots = |positions: Vec<[f32; 2]>, class: u8, radius_px, hollow, text| Layer::Points {
        classes: vec![class; positions.len()].into(),
        positions: positions.as_flattened().into(),
        radius_px,
        hollow,
        label: say(text).to_owned(),
    };
    for class in 0..2 {
        let positions = points.positions.iter().zip(&points.classes).filter(|(_, found)| **found == class);
        let positions = positions.map(|(position, _)| *position).collect();
        layers.push(dots(positions, class, 4.0, false, CLASSES[usize::from(class)]));
    }
    if let Some(index) = chosen.filter(|&index| index < points.len()) {
        layers.push(dots(vec![points.positions[index]], points.classes[index], 8.0, true, CHOSEN));
        layers.push(dots(vec![points.positions[index]], points.classes[index], 4.0, false, CHOSEN));
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_has_a_layer_and_the_chosen_point_a_ring() {
        let points = Labelled { positions: vec![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], classes: vec![1, 0, 1] };
        let layers = layers(&Picture::default(), &points, Some(1), |text| text.en);
        let positions = |layer: &Layer| match layer {
            Layer::Points { positions, .. } => positions.to_vec(),
            Layer::Field { .. } | Layer::Contours { .. } | Layer::Line { .. } | Layer::Dots { .. } => Vec::new(),
        };
        let expected = [vec![], vec![3.0, 4.0], vec![1.0, 2.0, 5.0, 6.0], vec![3.0, 4.0], vec![3.0, 4.0]];
        assert_eq!(layers.iter().map(positions).collect::<Vec<_>>(), expected);
    }
}
