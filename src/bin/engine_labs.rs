//! The training worker, engine for the lessons on small data.

fn main() {
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_futures::spawn_local(emberlab::engine::host::serve(emberlab::lessons::trained::TRAINED));
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("This program runs in a browser's worker. In a terminal, use `cargo run --release --bin train`.");
}
