//! The only network code: files from beside the page, as they arrive.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, RequestCache, RequestInit, Response};

use fault::{Cause, Fault};
use worker::{rest, scope};

/// Asks for an address; `file` is what faults call it.
///
/// # Errors
/// [`Fault::Network`].
pub async fn request(address: &str, file: &str) -> Result<Response, Fault> {
    answer(scope().fetch_with_str(address), file).await
}

/// The same, past every cache: what the host has now.
///
/// # Errors
/// [`Fault::Network`].
pub async fn request_anew(address: &str, file: &str) -> Result<Response, Fault> {
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoStore);
    answer(scope().fetch_with_str_and_init(address, &options), file).await
}

/// The body's bytes; `progress` is told how many have arrived.
///
/// # Errors
/// [`Fault::Network`].
pub async fn body(response: &Response, file: &str, mut progress: impl FnMut(u64)) -> Result<Vec<u8>, Fault> {
    let failed = |error: JsValue| Fault::Network { file: file.to_owned(), detail: describe(&error).into() };
    let Some(stream) = response.body() else {
        return Ok(Vec::new());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = in_time(reader.read()).await.map_err(|detail| Fault::Network { file: file.to_owned(), detail })?;
        if Reflect::get(&piece, &"done".into()).map_err(failed)?.is_truthy() {
            return Ok(bytes);
        }
        let piece = Uint8Array::new(&Reflect::get(&piece, &"value".into()).map_err(failed)?);
        bytes.extend(piece.to_vec());
        progress(bytes.len() as u64);
    }
}

/// A connection that is silent for so long is taken for cut.
const PATIENCE_SECONDS: u32 = 30;

/// The promise's value, or why there is none, once it has been waited for in vain too.
async fn in_time(promise: Promise) -> Result<JsValue, Cause> {
    let silence = wasm_bindgen_futures::future_to_promise(async {
        rest(f64::from(PATIENCE_SECONDS) * 1000.0).await;
        Err(JsValue::UNDEFINED)
    });
    JsFuture::from(Promise::race(&Array::of2(&promise, &silence))).await.map_err(|error| match error.is_undefined() {
        true => Cause::NoAnswer { seconds: PATIENCE_SECONDS },
        false => describe(&error).into(),
    })
}

async fn answer(asked: Promise, file: &str) -> Result<Response, Fault> {
    let failed = |detail: Cause| Fault::Network { file: file.to_owned(), detail };
    let response: Response = in_time(asked).await.map_err(failed)?.unchecked_into();
    if !response.ok() {
        return Err(failed(Cause::Status { status: response.status() }));
    }
    Ok(response)
}

fn describe(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"))
}
