//! What is in the file: its tensors as a table, its header as text. Looks into other files of the kind too.

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File};

use super::super::header::{self, Header, LENGTH_BYTES, Problem, Tensor};
use crate::app::components::{download, files};
use crate::app::kit::*;

const TITLE: Text = Text { en: "The file", zh: "这个文件" };
const NOT_YET: Text = Text {
    en: "The net has not been saved yet: press Run and wait for the step at which it is saved.",
    zh: "网络还没有保存：请按“运行”，等到保存的那一步。",
};
const OWN: Text = Text {
    en: "The file that the two nets were restored from:", zh: "那两个网络就是由这个文件恢复的："
};
const NAME: Text = Text { en: "Tensor", zh: "张量" };
const SHAPE: Text = Text { en: "Shape", zh: "形状" };
const DTYPE: Text = Text { en: "Numbers", zh: "数的类型" };
const BYTES: Text = Text { en: "Bytes", zh: "字节" };
const PLACE: Text = Text { en: "From byte", zh: "起始字节" };
const TOTAL: Text = Text { en: "Total", zh: "合计" };
const HEADER: Text = Text { en: "The header, as it stands in the file", zh: "文件头原文" };
const KEEP: Text = Text { en: "Save this file", zh: "保存这个文件" };
const OPEN: Text = Text { en: "Look inside another .safetensors file", zh: "看看别的 .safetensors 文件" };
const BACK: Text = Text { en: "Back to the lesson's file", zh: "回到本课的文件" };
const CUT_SHORT: Text =
    Text { en: "This file ends before its header does.", zh: "文件在文件头结束之前就断了。" };
const NO_LENGTH: Text = Text {
    en: "This is not a safetensors file: its first eight bytes are not the length of a header.",
    zh: "这不是 safetensors 文件：开头八个字节不是文件头的长度。",
};
const NO_HEADER: Text = Text {
    en: "This is not a safetensors file: its header cannot be read. ",
    zh: "这不是 safetensors 文件：文件头无法读取。",
};

/// A file that the reader chose: its name, and what is in it.
type Chosen = (String, Result<Header, Problem>);

#[component]
pub fn FileContents(
    /// The lesson's own file; empty before it is saved.
    file: Memo<Vec<u8>>,
) -> impl IntoView {
    let language: Language = expect_context();
    let words = move |text| move || say(language.locale.get(), text);
    let chosen = RwSignal::new(None::<Chosen>);
    let open = move |event: Event| {
        for file in files::chosen(&event) {
            spawn_local(async move { chosen.set(Some((file.name(), look_into(&file).await))) });
        }
    };
    let keep = move |_| {
        file.with_untracked(|file| download::save("emberlab-net.safetensors", "application/octet-stream", file));
    };
    let is_saved = move || file.with(|file| !file.is_empty());
    let contents = move || match (chosen.get(), is_saved()) {
        (Some((name, header)), _) => {
            view! { <p class="note">{name}</p> {show(language.locale.get(), header)} }.into_any()
        }
        (None, false) => view! { <p class="note">{words(NOT_YET)}</p> }.into_any(),
        (None, true) => {
            let header = file.with(|file| header::read(file));
            view! { <p class="note">{words(OWN)}</p> {show(language.locale.get(), header)} }.into_any()
        }
    };
    view! {
        <section class="block file-contents" data-testid="file-contents">
            <h3>{words(TITLE)}</h3>
            {contents}
            <p class="run-buttons">
                <Show when=is_saved>
                    <button class="button" data-testid="file-keep" on:click=keep>
                        {words(KEEP)}
                    </button>
                </Show>
                <label class="button">
                    {words(OPEN)}
                    <input type="file" accept=".safetensors" class="file-input" data-testid="file-open" on:change=open />
                </label>
                <Show when=move || chosen.with(Option::is_some)>
                    <button class="button" on:click=move |_| chosen.set(None)>
                        {words(BACK)}
                    </button>
                </Show>
            </p>
        </section>
    }
}

fn show(locale: Locale, header: Result<Header, Problem>) -> AnyView {
    match header {
        Ok(Header { tensors, text }) => view! {
            <Table tensors locale />
            <details>
                <summary>{say(locale, HEADER)}</summary>
                <pre class="file-header" tabindex="0" data-testid="file-header">{text}</pre>
            </details>
        }
        .into_any(),
        Err(problem) => view! {
            <p role="alert" data-testid="file-problem">{explain(locale, &problem)}</p>
        }
        .into_any(),
    }
}

#[component]
fn Table(tensors: Vec<Tensor>, locale: Locale) -> impl IntoView {
    let total: u64 = tensors.iter().map(|tensor| tensor.bytes.end - tensor.bytes.start).sum();
    let row = |tensor: Tensor| {
        let shape: Vec<_> = tensor.shape.iter().map(usize::to_string).collect();
        view! {
            <tr>
                <th scope="row">{tensor.name}</th>
                <td>{format!("[{}]", shape.join(", "))}</td>
                <td>{tensor.dtype}</td>
                <td class="number">{tensor.bytes.end - tensor.bytes.start}</td>
                <td class="number">{tensor.bytes.start}</td>
            </tr>
        }
    };
    view! {
        <table data-testid="file-table">
            <thead>
                <tr>
                    {[NAME, SHAPE, DTYPE, BYTES, PLACE].map(|text| view! { <th scope="col">{say(locale, text)}</th> })}
                </tr>
            </thead>
            <tbody>
                {tensors.into_iter().map(row).collect::<Vec<_>>()}
                <tr>
                    <th scope="row">{say(locale, TOTAL)}</th>
                    <td></td>
                    <td></td>
                    <td class="number">{total}</td>
                    <td></td>
                </tr>
            </tbody>
        </table>
    }
}

fn explain(locale: Locale, problem: &Problem) -> String {
    match problem {
        Problem::CutShort => say(locale, CUT_SHORT).to_owned(),
        Problem::NoLength => say(locale, NO_LENGTH).to_owned(),
        Problem::NoHeader { detail } => format!("{}“{detail}”", say(locale, NO_HEADER)),
    }
}

/// Reads the header and no more, however large the file is.
async fn look_into(file: &File) -> Result<Header, Problem> {
    let length = header::length(&start(file, LENGTH_BYTES as f64).await)?;
    header::read(&start(file, LENGTH_BYTES as f64 + length as f64).await)
}

/// The first bytes; none where the browser cannot read the file.
async fn start(file: &File, bytes: f64) -> Vec<u8> {
    let buffer = async {
        let part: Blob = file.slice_with_f64_and_f64(0.0, bytes)?;
        JsFuture::from(part.array_buffer()).await
    };
    let buffer: Result<JsValue, JsValue> = buffer.await;
    buffer.map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec()).unwrap_or_default()
}
