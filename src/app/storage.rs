//! Kept runs in the browser's database, and small choices in its local storage. Nothing else of the page touches either.

use std::collections::BTreeMap;

use js_sys::{Array, Promise, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbObjectStore, IdbTransactionMode};

use super::kept::{KeptId, OwnData, Record, orphans};
use super::saved::SavedRun;
use protocol::StorageError;

mod database;
mod notebooks;

pub use notebooks::{KeptNotebook, forget_notebook, fresh_id, keep_notebook, notebooks};

use database::{DATABASE, FILES, NAMES, RECORDS, RUNS, Stores, done, transact};

/// What is known of all kept runs, the newest first.
///
/// # Errors
/// [`StorageError`] when the browser refuses.
pub async fn records() -> Result<Vec<Record>, StorageError> {
    transact(IdbTransactionMode::Readwrite, async |stores| {
        adopt(stores).await?;
        let mut records = all_records(stores).await?;
        let names = pairs(&stores.store(NAMES)?).await?;
        for record in &mut records {
            record.name = names.get(&record.id).and_then(JsValue::as_string);
        }
        records.sort_by(|a, b| b.at_millis.total_cmp(&a.at_millis));
        Ok(records)
    })
    .await
}

/// A kept run's bytes; none when another tab has deleted it.
///
/// # Errors
/// [`StorageError`] when the browser refuses.
pub async fn run(id: &str) -> Result<Option<Vec<u8>>, StorageError> {
    get_bytes(RUNS, id).await
}

/// A data file of the reader's own; none when it was too large to keep.
///
/// # Errors
/// [`StorageError`] when the browser refuses.
pub async fn file(checksum: &str) -> Result<Option<Vec<u8>>, StorageError> {
    get_bytes(FILES, checksum).await
}

/// Writes a run, all of it or nothing; of its own data what is not yet kept.
///
/// # Errors
/// [`StorageError`] when the browser refuses.
pub async fn keep(record: &Record, bytes: &[u8], data: &[OwnData]) -> Result<(), StorageError> {
    transact(IdbTransactionMode::Readwrite, async |stores| {
        let id = JsValue::from_str(&record.id);
        stores.store(RUNS)?.put_with_key(&Uint8Array::from(bytes), &id)?;
        put_record(stores, record)?;
        for (file, bytes) in data {
            stores.store(FILES)?.put_with_key(&Uint8Array::from(&bytes[..]), &JsValue::from_str(&file.checksum))?;
        }
        Ok(())
    })
    .await
}

/// Gives a run the reader's own name, or takes it away.
///
/// # Errors
/// [`StorageError`] when the browser refuses.
pub async fn rename(id: &str, name: Option<&str>) -> Result<(), StorageError> {
    transact(IdbTransactionMode::Readwrite, async |stores| {
        let (names, id) = (stores.store(NAMES)?, JsValue::from_str(id));
        match name {
            Some(name) => names.put_with_key(&JsValue::from_str(name), &id)?,
            None => names.delete(&id)?,
        };
        Ok(())
    })
    .await
}

/// Deletes runs, and the own data that no other run needs, whose checksums are returned.
///
/// # Errors
/// [`StorageError`] when the browser refuses.
pub async fn forget(ids: &[KeptId]) -> Result<Vec<String>, StorageError> {
    transact(IdbTransactionMode::Readwrite, async |stores| {
        for id in ids {
            for name in [RUNS, RECORDS, NAMES] {
                stores.store(name)?.delete(&JsValue::from_str(id))?;
            }
        }
        let files = stores.store(FILES)?;
        let unneeded = orphans(&all_records(stores).await?, keys(&files).await?);
        for checksum in &unneeded {
            files.delete(&JsValue::from_str(checksum))?;
        }
        Ok(unneeded)
    })
    .await
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "storage"])]
    fn persist() -> Result<Promise, JsValue>;
}

/// Asks the browser not to clear what is kept when it runs short of room. Some ask the reader.
pub fn ask_to_persist() {
    // A wish: whatever the answer, or where there is none, runs are kept as well as the browser does.
    if let Ok(answer) = persist() {
        wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(answer).await) });
    }
}

/// A small choice of an earlier visit, such as the language; none where the browser keeps nothing.
pub fn choice(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(&format!("{DATABASE}-{key}")).ok()?
}

/// Remembers a small choice. Where the browser keeps nothing, it lasts as long as the page.
pub fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(&format!("{DATABASE}-{key}"), value);
    }
}

/// A run that version 1 has kept gets its record; its id is the lesson's.
async fn adopt(stores: &Stores) -> Result<(), JsValue> {
    let (runs, records) = (stores.store(RUNS)?, keys(&stores.store(RECORDS)?).await?);
    for id in keys(&runs).await?.into_iter().filter(|id| !records.contains(id)) {
        let bytes = bytes_of(done(&runs.get(&JsValue::from_str(&id))?).await?).unwrap_or_default();
        // What is no run cannot be offered.
        if let Ok(saved) = SavedRun::read(&id, &bytes) {
            put_record(stores, &Record::of_file(id, saved, bytes.len() as u64, js_sys::Date::now()))?;
        }
    }
    Ok(())
}

fn put_record(stores: &Stores, record: &Record) -> Result<(), JsValue> {
    let json = serde_json::to_string(record).expect("a record is plain JSON values");
    stores.store(RECORDS)?.put_with_key(&JsValue::from_str(&json), &JsValue::from_str(&record.id))?;
    Ok(())
}

/// Records of a later layout are left alone.
async fn all_records(stores: &Stores) -> Result<Vec<Record>, JsValue> {
    let values = pairs(&stores.store(RECORDS)?).await?;
    Ok(values.values().filter_map(|json| serde_json::from_str(&json.as_string()?).ok()).collect())
}

async fn get_bytes(store: &str, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
    transact(IdbTransactionMode::Readonly, async |stores| {
        Ok(bytes_of(done(&stores.store(store)?.get(&JsValue::from_str(key))?).await?))
    })
    .await
}

async fn pairs(store: &IdbObjectStore) -> Result<BTreeMap<String, JsValue>, JsValue> {
    let (keys, values) = (keys(store).await?, done(&store.get_all()?).await?);
    let mut pairs = BTreeMap::new();
    pairs.extend(keys.into_iter().zip(Array::from(&values)));
    Ok(pairs)
}

async fn keys(store: &IdbObjectStore) -> Result<Vec<String>, JsValue> {
    let keys = done(&store.get_all_keys()?).await?;
    Ok(Array::from(&keys).iter().filter_map(|key| key.as_string()).collect())
}

fn bytes_of(value: JsValue) -> Option<Vec<u8>> {
    value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
}
