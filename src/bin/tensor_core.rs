//! The tensors as the interpreter sees them: [`tensor::border`] for JavaScript, numbers in and numbers out.

#[cfg(target_arch = "wasm32")]
mod exports {
    use std::cell::RefCell;

    use tensor::border::{Core, operations};
    use wasm_bindgen::prelude::*;

    thread_local! {
        static CORE: RefCell<Core> = RefCell::default();
    }

    /// The names of all operations, one a line; an operation's number is its line.
    #[wasm_bindgen]
    pub fn names() -> String {
        operations().into_iter().map(|(name, _)| name).collect::<Vec<_>>().join("\n")
    }

    /// Calls an operation. Gives back the first of its results, or 0 where it has none.
    ///
    /// # Errors
    /// The class of Python's exception and its text, a line each.
    #[wasm_bindgen]
    pub fn call(operation: usize, numbers: &[f64]) -> Result<f64, JsError> {
        run(operation, numbers)
    }

    /// The same with one number: no list crosses the border.
    ///
    /// # Errors
    /// Those of [`call`].
    #[wasm_bindgen]
    pub fn call_1(operation: usize, a: f64) -> Result<f64, JsError> {
        run(operation, &[a])
    }

    /// With two.
    ///
    /// # Errors
    /// Those of [`call`].
    #[wasm_bindgen]
    pub fn call_2(operation: usize, a: f64, b: f64) -> Result<f64, JsError> {
        run(operation, &[a, b])
    }

    /// With three.
    ///
    /// # Errors
    /// Those of [`call`].
    #[wasm_bindgen]
    pub fn call_3(operation: usize, a: f64, b: f64, c: f64) -> Result<f64, JsError> {
        run(operation, &[a, b, c])
    }

    fn run(operation: usize, numbers: &[f64]) -> Result<f64, JsError> {
        CORE.with_borrow_mut(|core| {
            core.call(operation, numbers)
                .map_err(|failure| JsError::new(&format!("{}\n{}", failure.kind, failure.text)))?;
            Ok(core.results().first().copied().unwrap_or(0.0))
        })
    }

    /// All results of the last operation.
    #[wasm_bindgen]
    pub fn results() -> Vec<f64> {
        CORE.with_borrow(|core| core.results().to_vec())
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
