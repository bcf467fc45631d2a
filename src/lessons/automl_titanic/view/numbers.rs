//! Where a number is predicted: what was said of each test row, over what is true.

use leptos::prelude::*;

use super::use_picture;
use crate::app::kit::*;

const PAIRS: Text = Text { en: "Predicted and true", zh: "预测与真实" };
const TRUE_NUMBER: Text = Text { en: "true", zh: "真实值" };
const PREDICTED: Text = Text { en: "predicted", zh: "预测值" };
const PERFECT: Text = Text { en: "perfect", zh: "完美预测" };
const WINNER: Text = Text { en: "the winner", zh: "优胜者" };

#[component]
pub fn Numbers() -> impl IntoView {
    let language: Language = expect_context();
    let picture = use_picture();
    let pairs = Memo::new(move |_| picture.with(|picture| picture.shared("pairs")));
    let range = move || {
        let pairs = pairs.get();
        let (least, most) = pairs
            .iter()
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(least, most), &value| (least.min(value), most.max(value)));
        if least < most { (least, most) } else { (least - 1.0, least + 1.0) }
    };
    let bounds = Signal::derive(move || {
        let (least, most) = range();
        Bounds { x_min: least.into(), x_max: most.into(), y_min: least.into(), y_max: most.into() }
    });
    let say = move |text| say(language.locale.get(), text);
    let layers = move || {
        let (least, most) = range();
        vec![
            Layer::rings(pairs.get(), 3.0, say(WINNER)),
            Layer::line([least, least, most, most], (3, Dash::Dotted), 2.0, say(PERFECT)),
        ]
    };
    view! {
        <PlaneView
            name="pairs"
            title=word(PAIRS)
            x_label=word(TRUE_NUMBER)
            y_label=word(PREDICTED)
            bounds=bounds
            layers=Signal::derive(layers)
        />
    }
}
