//! What this machine's browser says of its GPU.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use protocol::GpuReport;

/// burn measures time on the GPU and panics where it cannot.
const NEEDED_FEATURES: &[&str] = &["timestamp-query"];

/// Asks the browser for an adapter, in the worker that would use it. Touches nothing of burn.
pub async fn probe() -> GpuReport {
    let global = js_sys::global();
    if Reflect::get(&global, &"isSecureContext".into()).is_ok_and(|secure| secure.is_falsy()) {
        return GpuReport::InsecureContext;
    }
    let gpu = property(&global, "navigator").and_then(|navigator| property(&navigator, "gpu"));
    let Some(gpu) = gpu else {
        return GpuReport::NoWebGpu;
    };
    let adapter = match request_adapter(&gpu).await {
        Answer::Adapter(adapter) => adapter,
        Answer::None => return GpuReport::NoAdapter,
        Answer::Silence => return GpuReport::NoAnswer,
    };
    let info = property(&adapter, "info").unwrap_or_else(|| Object::new().into());
    let name = adapter_name(&info);
    let has = |feature: &str| {
        let features = property(&adapter, "features")?;
        let has: Function = property(&features, "has")?.dyn_into().ok()?;
        Some(has.call1(&features, &feature.into()).ok()?.is_truthy())
    };
    if let Some(missing) = NEEDED_FEATURES.iter().find(|feature| !has(feature).unwrap_or(false)) {
        return GpuReport::MissingFeature { adapter: name, feature: (*missing).to_owned() };
    }
    // Older browsers have the flag on the adapter itself.
    let software = [&info, &adapter]
        .iter()
        .any(|place| property(place, "isFallbackAdapter").is_some_and(|fallback| fallback.is_truthy()));
    if software || name.to_lowercase().contains("swiftshader") || name.to_lowercase().contains("llvmpipe") {
        return GpuReport::Software { adapter: name };
    }
    GpuReport::Usable { adapter: name }
}

/// A browser that has not answered by then is not waited for.
const ANSWER_MILLIS: f64 = 5_000.0;

/// What the browser says to a request for an adapter.
enum Answer {
    Adapter(JsValue),
    None,
    Silence,
}

async fn request_adapter(gpu: &JsValue) -> Answer {
    let ask = || -> Option<Promise> {
        let request: Function = property(gpu, "requestAdapter")?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"powerPreference".into(), &"high-performance".into()).ok()?;
        request.call1(gpu, &options).ok()?.dyn_into().ok()
    };
    let Some(asked) = ask() else { return Answer::None };
    let silence = wasm_bindgen_futures::future_to_promise(async {
        worker::rest(ANSWER_MILLIS).await;
        Ok(JsValue::FALSE)
    });
    match JsFuture::from(Promise::race(&js_sys::Array::of2(&asked, &silence))).await {
        Ok(adapter) if adapter.is_object() => Answer::Adapter(adapter),
        Ok(silence) if silence == JsValue::FALSE => Answer::Silence,
        Ok(_) | Err(_) => Answer::None,
    }
}

/// Vendor, architecture and description, as far as the browser tells them; empty where it tells nothing.
fn adapter_name(info: &JsValue) -> String {
    let parts: Vec<String> = ["vendor", "architecture", "device", "description"]
        .iter()
        .filter_map(|key| property(info, key)?.as_string())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

fn property(object: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(object, &key.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
