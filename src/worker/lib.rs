//! The wire between page and workers: an enum value as bytes and one transferable buffer. Used by both ends.

use std::cell::RefCell;

use js_sys::{Array, ArrayBuffer, Function, Promise, Reflect, Uint8Array, WebAssembly};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

use fault::Fault;

/// A message ready for `postMessage`: the value, and the list of what is handed over instead of copied.
pub struct Wire {
    pub message: JsValue,
    pub transfer: JsValue,
}

/// Packs `body` and `bulk` as two buffers.
pub fn encode(body: &impl Serialize, bulk: &[u8]) -> Wire {
    let body = postcard::to_allocvec(body).expect("protocol values are numbers, words and lists of known length");
    let buffers = Array::of2(&Uint8Array::from(body.as_slice()).buffer(), &Uint8Array::from(bulk).buffer());
    Wire { message: buffers.clone().into(), transfer: buffers.into() }
}

/// Unpacks what [`encode`] made.
///
/// # Errors
/// [`Fault::BadMessage`] when the value is not such a message.
pub fn decode<T: DeserializeOwned>(message: &JsValue) -> Result<(T, Vec<u8>), Fault> {
    let parts = Array::from(message);
    let bytes = |place: u32| Uint8Array::new(&parts.get(place)).to_vec();
    let body =
        postcard::from_bytes(&bytes(0)).map_err(|error| Fault::BadMessage { detail: error.to_string().into() })?;
    Ok((body, bytes(1)))
}

/// The same with the body as JSON, for a worker that is no Rust.
pub fn encode_json(body: &impl Serialize, bulk: &[u8]) -> Wire {
    let body = serde_json::to_string(body).expect("protocol values are numbers, words and lists, with words as keys");
    let buffer = Uint8Array::from(bulk).buffer();
    Wire { message: Array::of2(&body.into(), &buffer).into(), transfer: Array::of1(&buffer).into() }
}

/// Unpacks what such a worker sends.
///
/// # Errors
/// [`Fault::BadMessage`] when the value is not such a message.
pub fn decode_json<T: DeserializeOwned>(message: &JsValue) -> Result<(T, Vec<u8>), Fault> {
    let parts = Array::from(message);
    let body = serde_json::from_str(&parts.get(0).as_string().unwrap_or_default());
    let body = body.map_err(|error| Fault::BadMessage { detail: error.to_string().into() })?;
    Ok((body, Uint8Array::new(&parts.get(1)).to_vec()))
}

/// What a worker for this job is called, and the lock that it holds as long as it lives.
pub fn name_for(job: &str) -> String {
    // Nothing of a run depends on the number.
    format!("emberlab-{job}-{}", js_sys::Math::random())
}

/// Whether this worker was started for this job.
pub fn is_for(job: &str) -> bool {
    scope().name().starts_with(&format!("emberlab-{job}-"))
}

/// The browser's locks by name; none on pages that are not secure.
fn locks() -> Option<(JsValue, Function)> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}

/// Worker side: takes the lock that this worker is named after and keeps it until it dies, however it dies. To be awaited
/// before the worker says that it is ready.
pub async fn hold_life() {
    let Some((locks, request)) = locks() else { return };
    let held = Promise::new(&mut |resolve, _| {
        let refused = resolve.clone();
        let keep = Closure::once_into_js(move |_lock: JsValue| {
            // A function of the browser's own, which takes any arguments.
            let _ = resolve.call0(&JsValue::UNDEFINED);
            Promise::new(&mut |_, _| {})
        });
        let kept = request.call2(&locks, &scope().name().into(), &keep);
        wasm_bindgen_futures::spawn_local(async move {
            // A browser that refuses its locks leaves the page to count the seconds of silence.
            let outcome = match kept {
                Ok(kept) => wasm_bindgen_futures::JsFuture::from(Promise::resolve(&kept)).await,
                Err(error) => Err(error),
            };
            if let Err(error) = outcome {
                web_sys::console::warn_1(&error);
                let _ = refused.call0(&JsValue::UNDEFINED);
            }
        });
    });
    // The promise is only ever resolved.
    let _ = wasm_bindgen_futures::JsFuture::from(held).await;
}

/// Worker side: takes the lock, then says so.
pub fn announce(ready: impl Serialize + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        hold_life().await;
        post(&ready, &[]);
    });
}

/// Page side: calls `on_death` once the worker of this name, which holds the lock, is no more.
pub fn mourn(name: &str, on_death: impl FnOnce() + 'static) {
    let Some((locks, request)) = locks() else { return };
    let granted = Closure::once_into_js(move |_lock: JsValue| on_death());
    if let Err(error) = request.call2(&locks, &name.into(), &granted) {
        web_sys::console::warn_1(&error);
    }
}

/// Worker side: sends one event to the page.
pub fn post(event: &impl Serialize, bulk: &[u8]) {
    let Wire { message, transfer } = encode(event, bulk);
    if let Err(error) = scope().post_message_with_transfer(&message, &transfer) {
        web_sys::console::error_1(&error);
    }
}

/// Worker side: calls `on_message` with everything the page sends from now on.
pub fn listen<T: DeserializeOwned + 'static>(mut on_message: impl FnMut(Result<(T, Vec<u8>), Fault>) + 'static) {
    let listener =
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| on_message(decode(&event.data())));
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}

/// Lets waiting messages in, then goes on at once: a task of its own without the four milliseconds of `setTimeout`.
pub async fn next_task() {
    thread_local!(static CHANNEL: RefCell<Option<MessageChannel>> = const { RefCell::new(None) });
    let promise = Promise::new(&mut |resolve, _| {
        CHANNEL.with_borrow_mut(|slot| {
            let channel = slot.get_or_insert_with(|| MessageChannel::new().expect("every browser with workers has it"));
            channel.port1().set_onmessage(Some(&resolve));
            if let Err(error) = channel.port2().post_message(&JsValue::NULL) {
                web_sys::console::error_1(&error);
            }
        });
    });
    // The promise is only ever resolved.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Waits without keeping messages out.
pub async fn rest(millis: f64) {
    let promise = Promise::new(&mut |resolve, _| {
        let waits = scope().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis as i32);
        if let Err(error) = waits {
            web_sys::console::error_1(&error);
        }
    });
    // The promise is only ever resolved.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// This worker's WebAssembly memory.
pub fn memory_bytes() -> u64 {
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: ArrayBuffer = memory.buffer().unchecked_into();
    buffer.byte_length().into()
}

/// The global scope of the worker this code runs in.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
