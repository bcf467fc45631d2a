//! The recorder's entry: packs animations as GIF files beside the page, see [`emberlab::recorder`].

fn main() {
    if cfg!(target_arch = "wasm32") {
        emberlab::recorder::worker::run();
    } else {
        println!("The recorder runs as a web worker beside the page; natively it does nothing.");
    }
}
