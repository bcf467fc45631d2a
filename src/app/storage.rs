//! Saved runs in the browser's database, one for each lesson, and small choices in its local storage.

use idb::builder::{DatabaseBuilder, ObjectStoreBuilder};
use idb::{Database, Error, Query, TransactionMode};
use js_sys::Uint8Array;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

use crate::protocol::Fault;

const DATABASE: &str = "emberlab";
const RUNS: &str = "runs";

/// Keeps a run for the next visit, in place of the lesson's older one.
///
/// # Errors
/// [`Fault::Storage`] when the browser refuses, as it may in a private window.
pub async fn keep(lesson: &str, bytes: &[u8]) -> Result<(), Fault> {
    let value = Uint8Array::from(bytes);
    let put = async {
        let transaction = open().await?.transaction(&[RUNS], TransactionMode::ReadWrite)?;
        transaction.object_store(RUNS)?.put(&value, Some(&lesson.into()))?.await?;
        transaction.commit()?.await
    };
    put.await.map(|_| ()).map_err(refused)
}

/// The run that an earlier visit left behind.
///
/// # Errors
/// [`Fault::Storage`] when the browser refuses.
pub async fn kept(lesson: &str) -> Result<Option<Vec<u8>>, Fault> {
    let get = async {
        let transaction = open().await?.transaction(&[RUNS], TransactionMode::ReadOnly)?;
        transaction.object_store(RUNS)?.get(Query::Key(lesson.into()))?.await
    };
    let value: Option<JsValue> = get.await.map_err(refused)?;
    Ok(value.and_then(|value| value.dyn_into::<Uint8Array>().ok()).map(|bytes| bytes.to_vec()))
}

/// Forgets the lesson's run.
///
/// # Errors
/// [`Fault::Storage`] when the browser refuses.
pub async fn forget(lesson: &str) -> Result<(), Fault> {
    let delete = async {
        let transaction = open().await?.transaction(&[RUNS], TransactionMode::ReadWrite)?;
        transaction.object_store(RUNS)?.delete(Query::Key(lesson.into()))?.await?;
        transaction.commit()?.await
    };
    delete.await.map(|_| ()).map_err(refused)
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

async fn open() -> Result<Database, Error> {
    DatabaseBuilder::new(DATABASE).version(1).add_object_store(ObjectStoreBuilder::new(RUNS)).build().await
}

fn refused(error: Error) -> Fault {
    Fault::Storage { detail: error.to_string() }
}
