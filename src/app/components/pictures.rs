//! Folders of pictures, dropped or chosen. What reads them is fetched with the first.

mod reading;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DataTransfer, File};

use crate::figure::Figure;
use crate::run_context::RunContext;
use protocol::Fault;

#[wasm_bindgen]
extern "C" {
    /// A file or a folder that was dropped.
    pub type Entry;

    #[wasm_bindgen(method, getter, js_name = isDirectory)]
    fn is_folder(this: &Entry) -> bool;

    /// From the top of what was dropped, with a slash before it.
    #[wasm_bindgen(method, getter, js_name = fullPath)]
    fn full_path(this: &Entry) -> String;

    #[wasm_bindgen(method, js_name = file)]
    fn ask_file(this: &Entry, on_file: &Function, on_error: &Function);

    #[wasm_bindgen(method, js_name = createReader)]
    fn reader(this: &Entry) -> Reader;

    type Reader;

    #[wasm_bindgen(method, js_name = readEntries)]
    fn ask_entries(this: &Reader, on_entries: &Function, on_error: &Function);

    type Item;

    #[wasm_bindgen(method, js_name = webkitGetAsEntry)]
    fn entry(this: &Item) -> Option<Entry>;
}

/// A folder, or several, as the browser hands them over.
pub enum Given {
    Dropped(Vec<Entry>),
    Chosen(Vec<File>),
}

/// Reads what was given.
type Read = fn(RunContext, Given);

/// What was dropped, where a folder is among it; can be asked only while the event lasts.
pub fn dropped(transfer: &DataTransfer) -> Vec<Entry> {
    let items = Reflect::get(transfer, &"items".into()).unwrap_or_default();
    let items = Array::from(&items).into_iter();
    let entries: Vec<Entry> = items.filter_map(|item| item.unchecked_into::<Item>().entry()).collect();
    if entries.iter().any(Entry::is_folder) { entries } else { Vec::new() }
}

/// Takes folders as the reader's own images.
pub fn take(context: RunContext, given: Given) {
    context.clear_faults();
    let reading: Figure<Read> = crate::figure!(own_pictures, reading::reader, Read);
    spawn_local(async move {
        match reading().await {
            Ok(read) => read(context, given),
            Err(_) => context.report(Fault::PartMissing { part: "folders of pictures".to_owned() }),
        }
    });
}
