//! The tensors as the interpreter sees them: [`tensor::border`] for JavaScript, numbers in and numbers out.

#[cfg(target_arch = "wasm32")]
mod exports {
    use std::cell::RefCell;

    use tensor::border::{Core, operations};
    use wasm_bindgen::prelude::*;

    thread_local! {
        static CORE: RefCell<Core> = RefCell::default();
        static FAILURE: RefCell<String> = RefCell::default();
    }

    /// The names of all operations, one a line; an operation's number is its line.
    #[wasm_bindgen]
    pub fn names() -> String {
        operations().into_iter().map(|(name, _)| name).collect::<Vec<_>>().join("\n")
    }

    /// Calls an operation. Gives back the first of its results, or 0 where it has none; not a number where it failed: [`failure`].
    /// (A `Result` would cost more at the border than a small operation does.)
    #[wasm_bindgen]
    pub fn call(operation: usize, numbers: &[f64]) -> f64 {
        run(operation, numbers)
    }

    /// The same with up to six numbers: no list crosses the border. What an operation does not read may be anything.
    #[wasm_bindgen]
    pub fn call_6(operation: usize, a: f64, b: f64, c: f64, d: f64, e: f64, f: f64) -> f64 {
        run(operation, &[a, b, c, d, e, f])
    }

    fn run(operation: usize, numbers: &[f64]) -> f64 {
        CORE.with_borrow_mut(|core| match core.call(operation, numbers) {
            Ok(()) => core.results().first().copied().unwrap_or(0.0),
            Err(failure) => {
                FAILURE.set(format!("{}\n{}", failure.kind, failure.text));
                f64::NAN
            }
        })
    }

    /// The class of Python's exception and its text, a line each, where the last operation failed; said once.
    #[wasm_bindgen]
    pub fn failure() -> String {
        FAILURE.take()
    }

    /// How many results the last operation had.
    #[wasm_bindgen]
    pub fn count() -> usize {
        CORE.with_borrow(|core| core.results().len())
    }

    /// One result of the last operation.
    #[wasm_bindgen]
    pub fn result(place: usize) -> f64 {
        CORE.with_borrow(|core| core.results().get(place).copied().unwrap_or(0.0))
    }

    /// Bytes for the next operation.
    #[wasm_bindgen]
    pub fn put(bytes: Vec<u8>) {
        CORE.with_borrow_mut(|core| core.bytes = bytes);
    }

    /// Bytes of the last operation.
    #[wasm_bindgen]
    pub fn take() -> Vec<u8> {
        CORE.with_borrow_mut(|core| std::mem::take(&mut core.bytes))
    }

    /// The same as text.
    #[wasm_bindgen]
    pub fn text() -> String {
        String::from_utf8_lossy(&take()).into_owned()
    }

    /// Forgets a tensor.
    #[wasm_bindgen]
    pub fn forget(handle: usize) {
        CORE.with_borrow_mut(|core| core.forget(handle));
    }
}

fn main() {
    if !cfg!(target_arch = "wasm32") {
        println!("The tensors run beside the interpreter, see `cargo xtask python`; natively they do nothing.");
    }
}
