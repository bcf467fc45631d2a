//! The native twin: trains a lesson in a terminal, through the same session code as the page.
//!
//! `cargo run --release --bin train -- cnn-mnist --epochs 1 --seed 1 --save net.safetensors`

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use std::sync::atomic::{AtomicBool, Ordering};

    use emberlab::engine::terminal;
    use emberlab::lessons::trained::TRAINED;

    static IS_INTERRUPTED: AtomicBool = AtomicBool::new(false);
    let handled = ctrlc::set_handler(|| {
        if IS_INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(terminal::INTERRUPTED.into());
        }
        eprintln!("Stopping after this step; once more ends at once.");
    });
    if let Err(error) = handled {
        eprintln!("Ctrl-C will end the run without saving it ({error}).");
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match terminal::train(TRAINED, &arguments, &|| IS_INTERRUPTED.load(Ordering::Relaxed)) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(ending) => {
            eprintln!("{}", ending.sentence());
            ending.exit_code().into()
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
