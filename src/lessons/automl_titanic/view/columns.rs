//! The table as the search reads it: columns with their types, what is missing, what was left out, and what to predict.

use leptos::ev::Event;
use leptos::prelude::*;

use super::use_picture;
use crate::app::desk::use_desk;
use crate::app::language::{Language, say, word};
use crate::lessons::Text;

const TITLE: Text = Text { en: "The table", zh: "表格" };
const TARGET: Text = Text { en: "Column to predict", zh: "要预测的列" };
const CLASSES: Text = Text { en: "Classes", zh: "类别" };
const COLUMN: Text = Text { en: "Column", zh: "列" };
const TYPE: Text = Text { en: "Type", zh: "类型" };
const MISSING: Text = Text { en: "Missing", zh: "缺失" };
const CONTENTS: Text = Text { en: "Values", zh: "取值" };
const NUMBER: Text = Text { en: "number", zh: "数值" };
const CATEGORY: Text = Text { en: "category", zh: "类别" };
const HANDLED: Text = Text {
    en: "In each fold anew, from its training rows alone: a missing number becomes the median, numbers are standardised, each category becomes a column of its own, and so does what is missing.",
    zh: "每一折都只用自己的训练行重新学习：缺失的数值填中位数，数值标准化，每个类别变成单独的一列，缺失也单独成列。",
};

#[component]
pub fn Columns() -> impl IntoView {
    let language: Language = expect_context();
    let desk = use_desk();
    let picture = use_picture();
    let say = move |text| say(language.locale.get(), text);
    let rows = move || {
        let picture = picture.get();
        let (names, contents) = (picture.words("columns"), picture.words("contents"));
        let row = |(column, numbers): (usize, &[f32])| {
            let is_number = numbers[0] == 0.0;
            let kind = if is_number { say(NUMBER) } else { say(CATEGORY) };
            view! {
                <tr>
                    <th scope="row">{names.get(column).cloned()}</th>
                    <td>{kind}</td>
                    <td>{numbers[1].to_string()}</td>
                    <td>{contents.get(column).cloned()}</td>
                </tr>
            }
        };
        picture.values("columns").chunks_exact(3).enumerate().map(row).collect_view()
    };
    let notes = move || {
        let picture = picture.get();
        picture.words("notes").iter().map(|note| view! { <li>{in_words(language, note)}</li> }).collect_view()
    };
    let target = move || picture.with(|picture| picture.words("target").first().cloned().unwrap_or_default());
    let classes =
        move || picture.with(|picture| picture.words("target").iter().skip(1).cloned().collect::<Vec<_>>().join(", "));
    let options = move || {
        let (picture, chosen) = (picture.get(), target());
        let option =
            |name: &String| view! { <option value=name.clone() selected=*name == chosen>{name.clone()}</option> };
        picture.words("file-columns").iter().map(option).collect_view()
    };
    let choose = move |event: Event| {
        if let Err(fault) = desk.set("target", &event_target_value(&event)) {
            desk.report(fault);
        }
    };
    view! {
        <section class="block" data-testid="table">
            <h3>{word(TITLE)}</h3>
            <p>
                <label>
                    {word(TARGET)} ": " <select data-testid="target" on:change=choose>{options}</select>
                </label>
                " " {word(CLASSES)} ": " {classes}
            </p>
            <div class="lab-scroll">
                <table class="lab-table">
                    <thead>
                        <tr>
                            <th scope="col">{word(COLUMN)}</th>
                            <th scope="col">{word(TYPE)}</th>
                            <th scope="col">{word(MISSING)}</th>
                            <th scope="col">{word(CONTENTS)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ul class="note">{notes}</ul>
            <p class="note">{word(HANDLED)}</p>
        </section>
    }
}

/// A note of the engine, a kind and what it is about parted by bars, as a sentence.
fn in_words(language: Language, note: &str) -> String {
    let parts: Vec<&str> = note.split('|').collect();
    let is_chinese = say(language.locale.get(), Text { en: "en", zh: "zh" }) == "zh";
    match (parts.as_slice(), is_chinese) {
        (["rows-left-out", used, left], false) => {
            format!("The file is long: its first {used} rows are used, {left} are left out.")
        }
        (["rows-left-out", used, left], true) => format!("文件很长：只使用前 {used} 行，其余 {left} 行略去。"),
        (["target-missing", rows], false) => {
            format!("{rows} rows do not say what is to be predicted, and are left out.")
        }
        (["target-missing", rows], true) => format!("有 {rows} 行缺少要预测的值，已略去。"),
        (["too-many-values", column, count], false) => {
            format!("{column} has {count} different texts, too many to tell rows apart by, and is left out.")
        }
        (["too-many-values", column, count], true) => format!("{column} 有 {count} 种不同的文字，太多了，已略去。"),
        (["constant", column], false) => format!("{column} is the same in every row, and is left out."),
        (["constant", column], true) => format!("{column} 在每一行都相同，已略去。"),
        _ => note.to_owned(),
    }
}
