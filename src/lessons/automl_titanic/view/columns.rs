//! The table's own columns, as soon as the file is there: what each holds, which one to predict, and which to leave out.

use leptos::ev::Event;
use leptos::prelude::*;

use super::notes::in_words;
use crate::app::kit::*;

const TITLE: Text = Text { en: "The table", zh: "表格" };
const TARGET: Text = Text { en: "Column to predict", zh: "要预测的列" };
const CLASSES: Text = Text { en: "Classes", zh: "类别" };
const USED: Text = Text { en: "Used", zh: "使用" };
const COLUMN: Text = Text { en: "Column", zh: "列" };
const TYPE: Text = Text { en: "Type", zh: "类型" };
const MISSING: Text = Text { en: "Missing", zh: "缺失" };
const DIFFERENT: Text = Text { en: "Different", zh: "不同值" };
const BARS: Text = Text { en: "Distribution", zh: "分布" };
const CONTENTS: Text = Text { en: "Values", zh: "取值" };
const HANDLED: Text = Text {
    en: "Done afresh in each fold, from its training rows alone: missing numbers are replaced by the median, numbers are standardised, and each category becomes a column of its own, as does “missing”.",
    zh: "每一折都只用自己的训练行重新学习：缺失的数值填中位数，数值标准化，每个类别变成单独的一列，缺失也单独成列。",
};
const NEXT: Text = Text {
    en: "This is the file that you chose. Choose the column to predict, then press Reset.",
    zh: "这是你选择的文件。请选择要预测的列，再按“重置”。",
};
const KINDS: [(&str, Text); 6] = [
    ("number", Text { en: "number", zh: "数值" }),
    ("date", Text { en: "date, in days", zh: "日期（天）" }),
    ("category", Text { en: "category", zh: "类别" }),
    ("text", Text { en: "text", zh: "文字" }),
    ("row-number", Text { en: "row number", zh: "行号" }),
    ("constant", Text { en: "all the same", zh: "全部相同" }),
];

/// One column of the file.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    kind: String,
    missing: f32,
    different: f32,
    bars: Vec<f32>,
    contents: String,
}

#[component]
pub fn Columns() -> impl IntoView {
    let language: Language = expect_context();
    let context = use_run_context();
    // The reader's file until a run is prepared with it, then the run's own table.
    let picture = context.part(|view| view.table.clone().unwrap_or_else(|| view.picture.clone()));
    let is_waiting = context.part(|view| view.table.is_some());
    let rows = Memo::new(move |_| picture.with(|picture| rows_of(picture)));
    let setting = move |key: &'static str| context.settings.with(|settings| settings.choice(key).to_owned());
    let target = move || {
        let of_picture = || picture.with(|picture| picture.words("target").first().cloned().unwrap_or_default());
        Some(setting("target")).filter(|chosen| !chosen.is_empty()).unwrap_or_else(of_picture)
    };
    let classes =
        move || picture.with(|picture| picture.words("target").iter().skip(1).cloned().collect::<Vec<_>>().join(", "));
    let options = move || {
        let chosen = target();
        let mut names: Vec<String> = rows.get().into_iter().map(|row| row.name).collect();
        // A column that the file does not have is shown as chosen, so that any other can be chosen instead.
        if !names.contains(&chosen) {
            names.insert(0, chosen.clone());
        }
        let option = |name: String| {
            let (value, is_chosen) = (name.clone(), name == chosen);
            view! { <option value=value selected=is_chosen>{name}</option> }
        };
        names.into_iter().map(option).collect_view()
    };
    let set = move |key: &str, text: &str| {
        if let Err(fault) = context.set(key, text) {
            context.report(fault);
        }
    };
    let use_column = move |name: String, is_used: bool| {
        let without = setting("without");
        let others = without.lines().filter(|line| *line != name);
        let left_out = others.chain((!is_used).then_some(name.as_str())).collect::<Vec<_>>().join("\n");
        set("without", &left_out);
    };
    let lines = move || {
        let (target, without) = (target(), setting("without"));
        let line = |row: Row| {
            let is_used = !without.lines().any(|line| line == row.name);
            let is_target = row.name == target;
            view! { <Line row is_used is_target use_column /> }
        };
        rows.get().into_iter().map(line).collect_view()
    };
    let notes = move || {
        let picture = picture.get();
        picture.words("notes").iter().map(|note| view! { <li>{in_words(language, note)}</li> }).collect_view()
    };
    view! {
        <section class="block" data-testid="table">
            <h3>{word(TITLE)}</h3>
            <Show when=move || is_waiting.get()>
                <p class="note" role="status">{word(NEXT)}</p>
            </Show>
            <Show when=move || rows.with(|rows| !rows.is_empty())>
                <p>
                    <label>
                        {word(TARGET)} ": "
                        <select data-testid="target" on:change=move |event| set("target", &event_target_value(&event))>
                            {options}
                        </select>
                    </label>
                    <Show when=move || !classes().is_empty()>" " {word(CLASSES)} ": " {classes}</Show>
                </p>
            </Show>
            <ul class="note" data-testid="table-notes">{notes}</ul>
            <LabTable headings=&[USED, COLUMN, TYPE, MISSING, DIFFERENT, BARS, CONTENTS]>{lines}</LabTable>
            <p class="note">{word(HANDLED)}</p>
        </section>
    }
}

#[component]
fn Line(row: Row, is_used: bool, is_target: bool, use_column: impl Fn(String, bool) + Copy + 'static) -> impl IntoView {
    let language: Language = expect_context();
    let kind = move |kind: &str| {
        let text = KINDS.iter().find(|(id, _)| *id == kind);
        text.map_or(kind.to_owned(), |(_, text)| say(language.locale.get(), *text).to_owned())
    };
    let Row { name, kind: kind_id, missing, different, bars, contents } = row;
    let (id, label, heading, data_kind) = (name.clone(), name.clone(), name.clone(), kind_id.clone());
    view! {
        <tr data-column=id data-kind=data_kind class:is-target=is_target>
            <td>
                <input
                    type="checkbox"
                    aria-label=move || format!("{}: {label}", say(language.locale.get(), USED))
                    prop:checked=is_used && !is_target
                    disabled=is_target
                    on:change=move |event: Event| use_column(name.clone(), event_target_checked(&event))
                />
            </td>
            <th scope="row">{heading}</th>
            <td>{move || kind(&kind_id)}</td>
            <td>{missing.to_string()}</td>
            <td>{different.to_string()}</td>
            <td>
                <svg class="column-bars" viewBox="0 0 60 20" aria-hidden="true">
                    <path d=bars_path(&bars) />
                </svg>
            </td>
            <td>{contents}</td>
        </tr>
    }
}

fn rows_of(picture: &Picture) -> Vec<Row> {
    let bars_per_column = picture.shape("file-bars").last().copied().unwrap_or(1).max(1);
    let text = |name: &str, at: usize| picture.words(name).get(at).cloned().unwrap_or_default();
    let bars = picture.values("file-bars").chunks_exact(bars_per_column);
    let numbers = picture.values("file-columns").chunks_exact(2).zip(bars).enumerate();
    let row = |(at, (numbers, bars)): (usize, (&[f32], &[f32]))| Row {
        name: text("file-columns", at),
        kind: text("file-kinds", at),
        missing: numbers[0],
        different: numbers[1],
        bars: bars.iter().copied().filter(|bar| bar.is_finite()).collect(),
        contents: text("file-contents", at),
    };
    numbers.map(row).collect()
}

/// Bars of 4 by at most 20 px, the tallest as high as there is room.
fn bars_path(bars: &[f32]) -> String {
    let most = bars.iter().copied().fold(1.0, f32::max);
    let bar = |(place, rows): (usize, &f32)| format!("M{} 20v{:.1}h4V20z", 5 * place, -20.0 * rows / most);
    bars.iter().enumerate().map(bar).collect()
}
