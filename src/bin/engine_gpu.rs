//! The training worker, engine for the GPU.

#[cfg(target_arch = "wasm32")]
fn main() {
    fill_registries();
    wasm_bindgen_futures::spawn_local(emberlab::engine::host::serve(emberlab::lessons::trained::TRAINED));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser's worker. In a terminal, use `cargo run --release --bin train`.");
}

/// Runs the module's constructors, thousands of entries in cubecl's registries, this once. Only because build/main.rs
/// exports them does the linker leave that to us: else every call from JavaScript would begin with all of them, and a step
/// of many small kernels would spend nearly all of its time there.
#[cfg(target_arch = "wasm32")]
fn fill_registries() {
    use wasm_bindgen::JsCast;
    let constructors = js_sys::Reflect::get(&wasm_bindgen::exports(), &"__wasm_call_ctors".into());
    let constructors: js_sys::Function = constructors.unwrap_or_default().unchecked_into();
    constructors.call0(&wasm_bindgen::JsValue::UNDEFINED).expect("build/main.rs exports the constructors");
}
