//! The browser's database: its stores, its connection, and transactions that are awaited to their real end. A put that
//! succeeded is lost when its transaction is aborted, as happens on a full disk.

use std::cell::RefCell;

use js_sys::{Array, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

use protocol::StorageError;

pub const DATABASE: &str = "emberlab";
/// 1: one run a lesson, in [`RUNS`] under the lesson's id. 2: the other stores of runs. 3: notebooks.
const VERSION: u32 = 3;
/// Saved runs by id: their bytes.
pub const RUNS: &str = "runs";
/// What is known of each, by id: JSON.
pub const RECORDS: &str = "records";
/// The reader's own names, by id; apart, so that a run that is written never takes its name back.
pub const NAMES: &str = "names";
/// The reader's own data by checksum.
pub const FILES: &str = "files";
/// The reader's notebooks by id: JSON.
pub const NOTEBOOKS: &str = "notebooks";
const STORES: [&str; 5] = [RUNS, RECORDS, NAMES, FILES, NOTEBOOKS];

thread_local! {
    /// The open database; closed when another tab wants to change it.
    static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

/// The stores within a transaction.
pub struct Stores(IdbTransaction);

impl Stores {
    pub fn store(&self, name: &str) -> Result<IdbObjectStore, JsValue> {
        self.0.object_store(name)
    }
}

/// Does all of this or nothing. Between two requests `work` may await nothing but requests, or the transaction ends.
pub async fn transact<T>(
    mode: IdbTransactionMode,
    work: impl AsyncFnOnce(&Stores) -> Result<T, JsValue>,
) -> Result<T, StorageError> {
    let database = open().await?;
    let names: Array = STORES.iter().map(|name| JsValue::from_str(name)).collect();
    let begun = database.transaction_with_str_sequence_and_mode(&names, mode);
    // A connection that the browser has closed by itself: the next try opens another.
    let transaction = begun.inspect_err(|_| OPEN.set(None)).map_err(|error| cause(&error))?;
    let end = JsFuture::from(Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    }));
    let stores = Stores(transaction);
    let outcome = work(&stores).await;
    if outcome.is_ok() {
        // Else it ends after a turn of the event loop, which a page that is being closed does not take.
        #[allow(deprecated, reason = "it is in version 3 of the specification, and in every browser")]
        let committed = stores.0.commit();
        // Refused only when it has ended already, which `end` tells.
        drop(committed);
    } else {
        // The same.
        drop(stores.0.abort());
    }
    let end = end.await;
    let value = outcome.map_err(|error| cause(&error))?;
    match end {
        Ok(_) => Ok(value),
        Err(_) => Err(stores.0.error().map_or_else(|| StorageError::named("AbortError"), |error| cause(&error))),
    }
}

async fn open() -> Result<IdbDatabase, StorageError> {
    if let Some(database) = OPEN.with_borrow(Clone::clone) {
        return Ok(database);
    }
    let factory = window().indexed_db().map_err(|error| cause(&error))?.ok_or(StorageError::Forbidden)?;
    let request = factory.open_with_u32(DATABASE, VERSION).map_err(|error| cause(&error))?;
    let upgraded = request.clone();
    let upgrade = Closure::once_into_js(move || add_stores(&upgraded));
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let end = Promise::new(&mut |resolve, reject| {
        let opened = request.clone();
        // A blocked request may still succeed later: its connection must not stay open unseen.
        let on_success = Closure::once_into_js(move || {
            if let Ok(database) = opened.result() {
                take_connection(database.unchecked_into());
            }
            resolve.call0(&JsValue::UNDEFINED)
        });
        request.set_onsuccess(Some(on_success.unchecked_ref()));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    let is_answered = JsFuture::from(end).await.is_ok();
    if let Some(database) = OPEN.with_borrow(Clone::clone).filter(|_| is_answered) {
        return Ok(database);
    }
    // A request that is blocked has neither result nor error yet.
    Err(request.error().ok().flatten().map_or(StorageError::Blocked, |error| cause(&error)))
}

/// Keeps the connection until the browser, or a newer page in another tab, takes it away.
fn take_connection(database: IdbDatabase) {
    let changed = database.clone();
    let on_change = Closure::once_into_js(move || {
        changed.close();
        OPEN.set(None);
    });
    database.set_onversionchange(Some(on_change.unchecked_ref()));
    let on_close = Closure::once_into_js(|| OPEN.set(None));
    database.set_onclose(Some(on_close.unchecked_ref()));
    OPEN.set(Some(database));
}

/// A store that cannot be made aborts the upgrade, which is then reported.
fn add_stores(request: &IdbOpenDbRequest) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    for name in STORES {
        if !database.object_store_names().contains(name) {
            database.create_object_store(name)?;
        }
    }
    Ok(())
}

/// What a request brings.
pub async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let end = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(end).await {
        Ok(_) => request.result(),
        Err(_) => Err(request.error()?.map_or(JsValue::NULL, JsValue::from)),
    }
}

/// By the name of the browser's exception.
fn cause(error: &JsValue) -> StorageError {
    let name = match error.dyn_ref::<DomException>() {
        Some(exception) => exception.name(),
        None => Reflect::get(error, &"name".into())
            .ok()
            .and_then(|name| name.as_string())
            .unwrap_or_else(|| "Error".to_owned()),
    };
    StorageError::named(&name)
}
