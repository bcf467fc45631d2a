//! What the reader should know about the table, in sentences.

use leptos::prelude::*;

use crate::app::kit::*;

/// By the engine's name for each kind; `{1}`, `{2}` and `{3}` are what it is about.
const NOTES: [(&str, Text); 18] = [
    (
        "encoding",
        Text {
            en: "The file is not UTF-8. It is read as {1}: check that the characters are right.",
            zh: "文件不是 UTF-8，按 {1} 读取：请看看文字是否正确。",
        },
    ),
    (
        "no-heading",
        Text {
            en: "The first line is an example like the others, so the columns were given names.",
            zh: "第一行和其他行一样是样本，所以列名是自动起的。",
        },
    ),
    (
        "heading-longer",
        Text {
            en: "The first line has one more cell than the others, an empty one. It is left out.",
            zh: "第一行比其他行多一个空格子，已略去。",
        },
    ),
    (
        "row-names",
        Text {
            en: "The first line has one cell fewer than the others, so the first column is taken as the names of the rows.",
            zh: "第一行比其他行少一格，所以把第一列当作行的名字。",
        },
    ),
    (
        "rows-drawn",
        Text {
            en: "{1} of {2} rows are used, drawn at random from the whole file. The seed decides which.",
            zh: "使用 {2} 行中的 {1} 行，从整个文件中随机抽取，由种子决定抽哪些。",
        },
    ),
    (
        "target-missing",
        Text {
            en: "{1} rows do not say what is to be predicted, and are left out.",
            zh: "有 {1} 行缺少要预测的值，已略去。",
        },
    ),
    ("empty", Text { en: "{1} is empty in every row, and is left out.", zh: "{1} 在每一行都是空的，已略去。" }),
    ("constant", Text { en: "{1} is the same in every row, and is left out.", zh: "{1} 在每一行都相同，已略去。" }),
    (
        "row-numbers",
        Text {
            en: "{1} only numbers or names the rows, and is left out: it says nothing about new ones.",
            zh: "{1} 只是给行编号或命名，已略去：它对新的行说明不了什么。",
        },
    ),
    (
        "unique",
        Text {
            en: "{1} is a different text in every row, and is left out: nothing can be learned from it.",
            zh: "{1} 在每一行都是不同的文字，已略去：从中学不到东西。",
        },
    ),
    (
        "too-many-values",
        Text {
            en: "{1} has {2} different texts, too many to learn from, and is left out.",
            zh: "{1} 有 {2} 种不同的文字，太多了，已略去。",
        },
    ),
    (
        "decimal-comma",
        Text {
            en: "{1} is read with a decimal comma: 1,5 is one and a half.",
            zh: "{1} 按小数逗号读取：1,5 是一又二分之一。",
        },
    ),
    (
        "dates-year-first",
        Text { en: "{1} is read as dates, year first, in days.", zh: "{1} 按日期读取，年在前，以天计。" },
    ),
    (
        "dates-day-first",
        Text { en: "{1} is read as dates, day first, in days.", zh: "{1} 按日期读取，日在前，以天计。" },
    ),
    (
        "dates-month-first",
        Text {
            en: "{1} is read as dates, month first, in days.", zh: "{1} 按日期读取，月在前，以天计。"
        },
    ),
    (
        "not-numbers",
        Text {
            en: "{1} is a column of numbers with {2} cells that are not numbers (such as {3}). These count as missing.",
            zh: "{1} 是数值列，其中有 {2} 格不是数字（例如 {3}），按缺失处理。",
        },
    ),
    ("left-out", Text { en: "{1} is left out, as you wished.", zh: "按你的要求，不使用 {1}。" }),
    (
        "leak",
        Text {
            en: "{1} alone gives away the class of {2}% of the rows, and no other column more than {3}%. That is often a leak: if {1} is only known once the class is known, untick it below.",
            zh: "单凭 {1} 就能说出 {2}% 的行的类别，其他列都不超过 {3}%。这往往是泄漏：如果要先知道类别才会有 {1}，请在下面取消它的勾选。",
        },
    ),
];

/// A note of the engine, a kind and what it is about.
pub fn in_words(language: Language, note: &str) -> String {
    let parts: Vec<&str> = note.split('\u{1f}').collect();
    let Some((_, text)) = NOTES.iter().find(|(kind, _)| Some(kind) == parts.first()) else { return note.to_owned() };
    let numbered = parts.iter().enumerate().skip(1);
    numbered.fold(say(language.locale.get(), *text).to_owned(), |words, (place, part)| {
        words.replace(&format!("{{{place}}}"), part)
    })
}
