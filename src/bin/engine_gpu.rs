//! The training worker, engine for the GPU.

use emberlab::engine::host::serve;
use emberlab::lessons::trained::TRAINED;
use wasm_bindgen::{JsCast, JsValue};

fn main() {
    if cfg!(target_arch = "wasm32") {
        fill_registries();
        wasm_bindgen_futures::spawn_local(serve(TRAINED));
    } else {
        eprintln!("This program runs in a browser's worker. In a terminal, use `cargo run --release --bin train`.");
    }
}

/// Runs the module's constructors, thousands of entries in cubecl's registries, this once. Only because build/main.rs
/// exports them does the linker leave that to us: else every call from JavaScript would begin with all of them, and a step
/// of many small kernels would spend nearly all of its time there.
fn fill_registries() {
    let constructors = js_sys::Reflect::get(&wasm_bindgen::exports(), &"__wasm_call_ctors".into());
    let constructors: js_sys::Function = constructors.unwrap_or_default().unchecked_into();
    constructors.call0(&JsValue::UNDEFINED).expect("build/main.rs exports the constructors");
}
