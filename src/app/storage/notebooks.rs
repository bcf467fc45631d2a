//! The reader's notebooks in the browser's database.

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::IdbTransactionMode;

use super::database::{NOTEBOOKS, transact};
use super::pairs;
use protocol::StorageError;

/// A notebook as it is kept, with its outputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptNotebook {
    pub id: String,
    pub name: String,
    /// When it was last changed, as `Date.now()` counts.
    pub at_millis: f64,
    /// As a notebook file.
    pub text: String,
}

impl KeptNotebook {
    /// A new one, to be kept now.
    pub fn fresh(name: &str, text: String) -> Self {
        Self { id: fresh_id(), name: name.to_owned(), at_millis: js_sys::Date::now(), text }
    }
}

/// Names a notebook of this browser's.
pub fn fresh_id() -> String {
    // Nothing that is computed depends on the number.
    format!("{:.0}-{:.0}", js_sys::Date::now(), js_sys::Math::random() * 1e6)
}

/// All that are kept, the newest first; what cannot be read is left out.
///
/// # Errors
/// [`StorageError`] when the browser refuses.
pub async fn notebooks() -> Result<Vec<KeptNotebook>, StorageError> {
    transact(IdbTransactionMode::Readonly, async |stores| {
        let values = pairs(&stores.store(NOTEBOOKS)?).await?.into_values();
        let texts = values.filter_map(|value| value.as_string());
        let mut kept: Vec<KeptNotebook> = texts.filter_map(|text| serde_json::from_str(&text).ok()).collect();
        kept.sort_by(|a, b| b.at_millis.total_cmp(&a.at_millis));
        Ok(kept)
    })
    .await
}

/// Writes a notebook in place of what it was.
///
/// # Errors
/// [`StorageError`] when the browser refuses.
pub async fn keep_notebook(notebook: &KeptNotebook) -> Result<(), StorageError> {
    let text = serde_json::to_string(notebook).expect("texts and a number are JSON");
    transact(IdbTransactionMode::Readwrite, async |stores| {
        stores.store(NOTEBOOKS)?.put_with_key(&JsValue::from_str(&text), &JsValue::from_str(&notebook.id))?;
        Ok(())
    })
    .await
}

/// Forgets a notebook.
///
/// # Errors
/// [`StorageError`] when the browser refuses.
pub async fn forget_notebook(id: &str) -> Result<(), StorageError> {
    transact(IdbTransactionMode::Readwrite, async |stores| {
        stores.store(NOTEBOOKS)?.delete(&JsValue::from_str(id))?;
        Ok(())
    })
    .await
}
