//! The training worker, engine for image classifiers on the CPU: the one that most visitors load first.

use emberlab::engine::host::serve;
use emberlab::lessons::cnn_mnist;

fn main() {
    if cfg!(target_arch = "wasm32") {
        wasm_bindgen_futures::spawn_local(serve(&[cnn_mnist::model::LESSON]));
    } else {
        eprintln!("This program runs in a browser's worker. In a terminal, use `cargo run --release --bin train`.");
    }
}
