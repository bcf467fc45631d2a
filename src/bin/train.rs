//! The native twin: trains a lesson in a terminal, through the same session code as the page.
//!
//! `cargo run --release --bin train -- cnn-mnist --epochs 1 --seed 1 --save net.safetensors`

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match emberlab::engine::terminal::train(&arguments) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
