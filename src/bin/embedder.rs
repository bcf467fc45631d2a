//! The embedding worker's entry: t-SNE beside the page, see [`emberlab::embedding`].

fn main() {
    if cfg!(target_arch = "wasm32") {
        emberlab::embedding::worker::run();
    } else {
        println!("The embedder runs as a web worker beside the page; natively it does nothing.");
    }
}
