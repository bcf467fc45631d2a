//! The training worker, engine for the lessons on small data.

use emberlab::engine::host::serve;
use emberlab::lessons::trained::TRAINED;

fn main() {
    if cfg!(target_arch = "wasm32") {
        wasm_bindgen_futures::spawn_local(serve(TRAINED));
    } else {
        eprintln!("This program runs in a browser's worker. In a terminal, use `cargo run --release --bin train`.");
    }
}
