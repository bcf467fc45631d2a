//! The border to Python: one list of operations, called by number with numbers. Tensors cross it as handles.
//!
//! Nothing here knows JavaScript; `src/bin/tensor_core.rs` shows it to the interpreter, tests call it as it is.

mod args;
mod autograd;
mod making;
mod numbers;
mod shapes;
mod training;
mod trees;

use std::collections::BTreeMap;

use args::Args;

use crate::backward::Backward;
use crate::error::{Outcome, runtime};
use crate::print::Options;
use crate::random::Generator;
use crate::tensor::Tensor;

/// What a program has: its tensors, generators and ways back, by handles.
pub struct Core {
    tensors: Vec<Option<Tensor>>,
    free: Vec<usize>,
    generators: BTreeMap<usize, Generator>,
    backwards: Vec<Backward>,
    options: Options,
    /// What the last operation gave back.
    results: Vec<f64>,
    /// Bytes and text on their way to Python, or from it.
    pub bytes: Vec<u8>,
}

/// An operation as the list has it.
type Operation = fn(&mut Core, &mut Args<'_>) -> Outcome<()>;

impl Default for Core {
    fn default() -> Self {
        Self {
            tensors: vec![None],
            free: Vec::new(),
            generators: BTreeMap::from([(0, Generator::new(DEFAULT_SEED))]),
            backwards: Vec::new(),
            options: Options::default(),
            results: Vec::new(),
            bytes: Vec::new(),
        }
    }
}

/// That of a program which sets none; PyTorch's is 67280421310721.
const DEFAULT_SEED: u64 = 67_280_421_310_721;

/// Every operation: its name, and what it does. Python looks the numbers up once.
pub fn operations() -> Vec<(&'static str, Operation)> {
    [
        making::OPERATIONS,
        &numbers::operations(),
        shapes::OPERATIONS,
        training::OPERATIONS,
        autograd::OPERATIONS,
        trees::OPERATIONS,
    ]
    .concat()
}

thread_local! {
    static LIST: Vec<(&'static str, Operation)> = operations();
}

impl Core {
    /// Calls an operation by its number. What it gives back is in [`Self::results`].
    ///
    /// # Errors
    /// The operation's own.
    pub fn call(&mut self, operation: usize, numbers: &[f64]) -> Outcome<()> {
        self.results.clear();
        let Some(run) = LIST.with(|list| list.get(operation).map(|(_, run)| *run)) else {
            return runtime(format!("there is no operation {operation}"));
        };
        run(self, &mut Args::new(numbers))
    }

    pub fn results(&self) -> &[f64] {
        &self.results
    }

    /// Forgets a tensor.
    pub fn forget(&mut self, handle: usize) {
        if let Some(slot) = self.tensors.get_mut(handle).filter(|slot| slot.is_some()) {
            *slot = None;
            self.free.push(handle);
        }
    }

    /// How many tensors Python holds.
    pub fn held(&self) -> usize {
        self.tensors.iter().flatten().count()
    }

    /// Puts a tensor among those that Python holds.
    pub fn hold(&mut self, tensor: Tensor) -> f64 {
        let handle = match self.free.pop() {
            Some(handle) => {
                self.tensors[handle] = Some(tensor);
                handle
            }
            None => {
                self.tensors.push(Some(tensor));
                self.tensors.len() - 1
            }
        };
        handle as f64
    }

    #[cfg(test)]
    pub(crate) fn held_tensor(&self, handle: f64) -> Tensor {
        self.tensor(handle as usize).expect("it was just given")
    }

    fn tensor(&self, handle: usize) -> Outcome<Tensor> {
        match self.tensors.get(handle) {
            Some(Some(tensor)) => Ok(tensor.clone()),
            Some(None) | None => runtime("a tensor that is gone"),
        }
    }

    fn give(&mut self, tensor: Tensor) -> Outcome<()> {
        let handle = self.hold(tensor);
        self.give_number(handle)
    }

    fn give_or_none(&mut self, tensor: Option<Tensor>) -> Outcome<()> {
        match tensor {
            Some(tensor) => self.give(tensor),
            None => self.give_number(0.0),
        }
    }

    fn give_both(&mut self, (first, second): (Tensor, Tensor)) -> Outcome<()> {
        self.give(first)?;
        self.give(second)
    }

    fn give_number(&mut self, number: f64) -> Outcome<()> {
        self.results.push(number);
        Ok(())
    }

    fn give_text(&mut self, text: String) -> Outcome<()> {
        self.bytes = text.into_bytes();
        self.give_number(self.bytes.len() as f64)
    }
}
