//! The recorder's entry: packs animations as GIF files beside the page, see [`emberlab::recorder`].

fn main() {
    #[cfg(target_arch = "wasm32")]
    emberlab::recorder::worker::run();
    #[cfg(not(target_arch = "wasm32"))]
    println!("The recorder runs as a web worker beside the page; natively it does nothing.");
}
