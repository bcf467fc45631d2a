//! The training worker, engine for image classifiers on the CPU.

fn main() {
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_futures::spawn_local(emberlab::engine::host::serve(emberlab::lessons::trained::TRAINED));
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("This program runs in a browser's worker. In a terminal, use `cargo run --release --bin train`.");
}
