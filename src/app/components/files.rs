//! Saving and loading a net, data files of the reader's own: buttons, and the one door for chosen and dropped files.

use std::sync::Arc;

use js_sys::Uint8Array;
use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, FileList, HtmlInputElement};

use super::pictures::{self, Given};
use crate::door::{self, Way};
use crate::file_text;
use crate::i18n::*;
use crate::language::Language;
use crate::run_context::{RunContext, use_run_context};
use crate::saved::SavedRun;
use course::Manifest;
use data::gunzip;
use file_kind::{FileKind, HEAD_BYTES};
use protocol::{Cause, Fault};

/// So many packed bytes hold the head of what is packed.
const PACKED_HEAD_BYTES: f64 = 65_536.0;

#[component]
pub fn FileButtons() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    view! {
        <button
            class="button"
            data-testid="save"
            title=move || t_string!(i18n, run.save_help)
            on:click=move |_| context.save()
        >
            {t!(i18n, run.save)}
        </button>
        <label class="button" data-testid="load" title=move || t_string!(i18n, run.load_help)>
            {t!(i18n, run.load)}
            <input type="file" class="file-input" data-testid="load-input" on:change=move |event| take(context, chosen(&event)) />
        </label>
    }
}

/// Where the lesson's data can be the reader's own.
#[component]
pub fn OwnFiles(lesson: &'static Manifest) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let language: Language = expect_context();
    let is_table = !lesson.program.is_images();
    let files = context.part(|view| Arc::clone(&view.own_files));
    let lines = move || {
        let lines = files.with(|files| file_text::of_own_files(language.locale.get(), context.course, files, lesson));
        lines.into_iter().map(|line| view! { <span class="own-line">{line} " "</span> }).collect::<Vec<_>>()
    };
    let folder = (!is_table).then(|| {
        view! {
            <label class="button">
                {t!(i18n, files.choose_folder)}
                <input
                    type="file"
                    prop:webkitdirectory=true
                    class="file-input"
                    data-testid="own-folder"
                    on:change=move |event| pictures::take(context, Given::Chosen(chosen(&event)))
                />
            </label>
        }
    });
    let forget = move || {
        files.with(|files| !files.is_empty()).then(|| {
            view! {
                <button class="button button-quiet" data-testid="own-forget" on:click=move |_| context.forget_files()>
                    {t!(i18n, files.forget)}
                </button>
            }
        })
    };
    view! {
        <div class="setting">
            <span>
                {move || if is_table { t_string!(i18n, run.own_table_title) } else { t_string!(i18n, run.own_title) }}
            </span>
            <div class="setting-value">
                <label class="button">
                    {t!(i18n, run.own_choose)}
                    <input
                        type="file"
                        multiple
                        class="file-input"
                        data-testid="own-input"
                        on:change=move |event| take(context, chosen(&event))
                    />
                </label>
                {folder}
                {forget}
            </div>
            <p class="setting-help">
                {move || if is_table { t_string!(i18n, run.own_table_help) } else { t_string!(i18n, run.own_help) }} " "
                <span translate="no" data-testid="own-names">{lines}</span>
            </p>
        </div>
    }
}

/// Takes files one after the other: a saved run or weights are loaded, data of the reader's own is kept for runs with
/// `data=own`; what the lesson does not read is said, and changes nothing.
pub fn take(context: RunContext, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    context.clear_faults();
    spawn_local(take_all(context, files));
}

pub(super) async fn take_all(context: RunContext, files: Vec<File>) {
    for file in files {
        if let Err(fault) = take_one(context, &file).await {
            context.report(fault);
        }
    }
}

/// The files that the reader chose; the same can be chosen again.
pub fn chosen(event: &Event) -> Vec<File> {
    let input: HtmlInputElement = event_target(event);
    let files = input.files().map(listed).unwrap_or_default();
    input.set_value("");
    files
}

/// A browser's list.
pub fn listed(files: FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

async fn take_one(context: RunContext, file: &File) -> Result<(), Fault> {
    let Some(lesson) = context.lesson.get_untracked() else { return Ok(()) };
    let name = file.name();
    let kind = kind_of(file, &name).await?;
    let way = door::way(context.course, lesson, &name, kind, file.size() as u64)?;
    let bytes = bytes_of(file).await?;
    // The reader may have left the lesson meanwhile.
    if context.lesson.get_untracked().is_none_or(|open| open.id != lesson.id) {
        return Ok(());
    }
    match way {
        Way::Load if !lesson.program.is_images() && SavedRun::read(&name, &bytes).is_err() => {
            return Err(door::wrong_kind(context.course, &name, kind));
        }
        Way::Load => context.load(&name, bytes),
        Way::Own => context.use_file(name, bytes),
    }
    Ok(())
}

/// A table that is no data of the run's own, such as rows to predict for.
///
/// # Errors
/// Those of [`door::way`], and [`Fault::UnreadFile`].
pub async fn read_table(context: RunContext, file: &File) -> Result<Arc<[u8]>, Fault> {
    let name = file.name();
    let kind = kind_of(file, &name).await?;
    let lesson = context.lesson.get_untracked();
    match lesson.map(|lesson| door::way(context.course, lesson, &name, kind, file.size() as u64)).transpose()? {
        Some(Way::Own) => bytes_of(file).await,
        Some(Way::Load) | None => Err(door::wrong_kind(context.course, &name, kind)),
    }
}

/// All that is in the file.
pub(crate) async fn bytes_of(file: &File) -> Result<Arc<[u8]>, Fault> {
    read(file).await.map_err(|error| {
        web_sys::console::warn_1(&error);
        Fault::UnreadFile { file: file.name() }
    })
}

/// What the file is, or what is packed in it. Only its beginning is read.
pub(super) async fn kind_of(file: &File, name: &str) -> Result<FileKind, Fault> {
    let unread = |_: JsValue| Fault::UnreadFile { file: name.to_owned() };
    let beginning = file.slice_with_f64_and_f64(0.0, PACKED_HEAD_BYTES).map_err(unread)?;
    let beginning = read(&beginning).await.map_err(unread)?;
    let kind = FileKind::of(&beginning[..beginning.len().min(HEAD_BYTES)], file.size() as u64);
    if kind != FileKind::Gzip {
        return Ok(kind);
    }
    let head = gunzip::first_bytes(&beginning, HEAD_BYTES).await;
    // How long the unpacked file is, only a short one tells.
    let bytes = if head.len() < HEAD_BYTES { head.len() as u64 } else { u64::MAX };
    match FileKind::of(&head, bytes) {
        // It is the packed file that would be loaded.
        inside if inside.is_weights() => Ok(FileKind::Gzip),
        FileKind::Empty => Err(Fault::Unpack { file: name.to_owned(), detail: Cause::Damaged }),
        inside => Ok(inside),
    }
}

/// All bytes, copied once.
async fn read(blob: &Blob) -> Result<Arc<[u8]>, JsValue> {
    let buffer = Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?);
    let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, buffer.length() as usize).collect();
    if let Some(place) = Arc::get_mut(&mut bytes) {
        buffer.copy_to(place);
    }
    Ok(bytes)
}
