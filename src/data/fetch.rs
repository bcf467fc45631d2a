//! Data files from beside the page, with progress, unpacked by the browser, kept in its cache.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Response};

use super::catalog::{Catalog, DataFile};
use super::gunzip::gunzip;
use super::open;
use super::web::{body, request};
use fault::Fault;
use file_kind::MOST_BYTES;
use worker::scope;

/// Bytes that have arrived of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived {
    pub done_bytes: u64,
    pub from_cache: bool,
}

const CACHE_NAME: &str = "emberlab-data-1";

/// Reads `data/catalog.json`; never from the cache, so that new data is seen.
///
/// # Errors
/// [`Fault::Network`], [`Fault::HtmlInstead`] or [`Fault::Unpack`].
pub async fn catalog(base_url: &str) -> Result<Catalog, Fault> {
    const FILE: &str = "catalog.json";
    let response = request(&format!("{base_url}data/{FILE}"), FILE).await?;
    Catalog::parse(FILE, &body(&response, FILE, |_| ()).await?)
}

/// The unpacked bytes of one file. `progress` is told of packed bytes as they arrive.
///
/// # Errors
/// [`Fault::Network`], [`Fault::HtmlInstead`], [`Fault::Unpack`].
pub async fn file(base_url: &str, file: &DataFile, mut progress: impl FnMut(Arrived)) -> Result<Vec<u8>, Fault> {
    // The checksum in the address keeps files of an earlier deploy apart.
    let address = format!("{base_url}data/{}?sha256={}", file.path, &file.sha256[..16.min(file.sha256.len())]);
    let cache = cache().await;
    if let Some(packed) = kept(cache.as_ref(), &address).await {
        progress(Arrived { done_bytes: packed.len() as u64, from_cache: true });
        if let Ok(unpacked) = unpack(&file.path, &packed).await
            && open::verify(file, &unpacked).is_ok()
        {
            return Ok(unpacked);
        }
    }
    let response = request(&address, &file.path).await?;
    let packed = body(&response, &file.path, |done_bytes| progress(Arrived { done_bytes, from_cache: false })).await?;
    let unpacked = unpack(&file.path, &packed).await?;
    if open::verify(file, &unpacked).is_ok() {
        keep(cache.as_ref(), &address, &packed).await;
    }
    Ok(unpacked)
}

/// Unpacks gzip; bytes that are not gzip are taken as they are.
///
/// # Errors
/// [`Fault::HtmlInstead`] for a web page, and those of [`gunzip`].
async fn unpack(file: &str, packed: &[u8]) -> Result<Vec<u8>, Fault> {
    if packed.trim_ascii_start().first() == Some(&b'<') {
        return Err(Fault::HtmlInstead { file: file.to_owned() });
    }
    if !packed.starts_with(&[0x1f, 0x8b]) {
        return Ok(packed.to_vec());
    }
    gunzip(file, packed, MOST_BYTES as usize).await
}

/// The browser's cache, where the page may have one.
async fn cache() -> Option<Cache> {
    let storage: CacheStorage = scope().caches().ok()?;
    let cache = JsFuture::from(storage.open(CACHE_NAME)).await.ok()?;
    Some(cache.unchecked_into())
}

async fn kept(cache: Option<&Cache>, address: &str) -> Option<Vec<u8>> {
    let found = JsFuture::from(cache?.match_with_str(address)).await.ok()?;
    let response: Response = found.dyn_into().ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Keeping is a courtesy: a full or forbidden cache only means that the next visit downloads again.
async fn keep(cache: Option<&Cache>, address: &str, packed: &[u8]) {
    if let (Some(cache), Ok(response)) = (cache, response_of(packed))
        && let Err(error) = JsFuture::from(cache.put_with_str(address, &response)).await
    {
        web_sys::console::warn_1(&error);
    }
}

fn response_of(bytes: &[u8]) -> Result<Response, JsValue> {
    Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(bytes)))
}
