//! Files for the reader: hands bytes to the browser's own download.

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Saves these bytes as a file of this MIME type.
pub fn save(file_name: &str, mime: &str, bytes: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    report(
        Blob::new_with_u8_array_sequence_and_options(&parts, &options).and_then(|blob| try_save_blob(file_name, &blob)),
    );
}

/// Saves a table (CSV in UTF-8), with the mark by which spreadsheets know that it is UTF-8.
pub fn save_table(file_name: &str, csv: &[u8]) {
    save(file_name, "text/csv", &[BYTE_ORDER_MARK, csv].concat());
}

/// Saves what a blob holds.
pub fn save_blob(file_name: &str, blob: &Blob) {
    report(try_save_blob(file_name, blob));
}

/// A link that is clicked and forgotten: browsers have no other way to save a file.
fn try_save_blob(file_name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(file_name);
    link.click();
    // The browser reads the address after the click: it must stay valid for a while.
    set_timeout(move || report(Url::revoke_object_url(&address)), std::time::Duration::from_secs(60));
    Ok(())
}

fn report(outcome: Result<(), JsValue>) {
    if let Err(error) = outcome {
        web_sys::console::error_1(&error);
    }
}
