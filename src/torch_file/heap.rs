//! What a pickle builds: values that refer to each other by number, so that a cycle is harmless and nothing is nested.

use std::collections::HashSet;

use super::error::shown;
use super::global::{Dtype, Global};

/// The number of a value.
pub type Id = usize;

/// Every value that a pickle made, and the one that it is about.
#[derive(Debug, Default)]
pub struct Heap<'a> {
    pub values: Vec<Value<'a>>,
    pub root: Id,
    /// What the pickle names of Python beyond the known functions, in its order.
    pub foreign: Vec<Foreign<'a>>,
}

#[derive(Debug)]
pub enum Value<'a> {
    Bool(bool),
    Int(i64),
    Text(&'a str),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    Global(Global),
    Storage(Storage<'a>),
    Tensor(Box<View<'a>>),
    /// A function or class that a state dict does not need, by its place in [`Heap::foreign`]. It is never called.
    Foreign(usize),
    /// Where Python would have called that one: something else, of which nothing is known.
    Made(usize),
    /// None, a floating-point number, bytes, a set or an integer beyond 64 bits: never part of a tensor.
    Other,
}

/// A function or class of Python's by its name.
#[derive(Clone, Copy, Debug)]
pub struct Foreign<'a> {
    pub module: &'a [u8],
    pub name: &'a [u8],
    /// Where the pickle names it.
    pub offset: u64,
}

/// Numbers in an entry of the archive.
#[derive(Clone, Copy, Debug)]
pub struct Storage<'a> {
    pub dtype: Dtype,
    /// The entry is `data/<key>`.
    pub key: &'a str,
    pub count: usize,
}

/// How a tensor looks at its storage. `shape` and `strides` are of one length; all count in numbers, not bytes.
#[derive(Debug)]
pub struct View<'a> {
    pub storage: Storage<'a>,
    pub offset: usize,
    pub shape: Vec<usize>,
    pub strides: Vec<usize>,
}

impl<'a> Heap<'a> {
    pub fn text(&self, id: Id) -> Option<&'a str> {
        match self.values[id] {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number that counts something.
    pub fn count(&self, id: Id) -> Option<usize> {
        match self.values[id] {
            Value::Int(number) => usize::try_from(number).ok(),
            _ => None,
        }
    }

    /// Sizes or strides: a tuple of at most as many dimensions as any layer's weights have.
    pub fn counts(&self, id: Id) -> Option<Vec<usize>> {
        const MOST_DIMENSIONS: usize = 16;
        match &self.values[id] {
            Value::Tuple(ids) if ids.len() <= MOST_DIMENSIONS => ids.iter().map(|&id| self.count(id)).collect(),
            _ => None,
        }
    }

    /// What a dictionary, a list or a tuple holds.
    pub fn children(&self, id: Id) -> Vec<Id> {
        match &self.values[id] {
            Value::Dict(pairs) => pairs.iter().map(|&(_, value)| value).collect(),
            Value::List(items) | Value::Tuple(items) => items.clone(),
            _ => Vec::new(),
        }
    }

    /// The place in [`Self::foreign`] of a class, or of the class of a thing.
    pub fn class(&self, id: Id) -> Option<usize> {
        match self.values[id] {
            Value::Foreign(class) | Value::Made(class) => Some(class),
            _ => None,
        }
    }

    /// The first classes of things, each once.
    pub fn classes_made(&self) -> Vec<String> {
        const MOST_CLASSES: usize = 100;
        let mut is_made = vec![false; self.foreign.len()];
        for value in &self.values {
            if let Value::Made(class) = value {
                is_made[*class] = true;
            }
        }
        let made = self.foreign.iter().zip(is_made).filter(|(_, is_made)| *is_made).map(|(class, _)| class.title());
        // A pickle may name a class as often as it needs it.
        let mut seen = HashSet::new();
        made.filter(|name| seen.insert(name.clone())).take(MOST_CLASSES).collect()
    }
}

impl Foreign<'_> {
    /// `module.name`
    pub fn title(&self) -> String {
        format!("{}.{}", shown(self.module), shown(self.name))
    }

    /// Whether it is a class of the saving program itself, or one of PyTorch's layers: nobody means that but a network.
    pub fn is_layer(&self) -> bool {
        self.module == b"__main__" || self.module.starts_with(b"torch.nn.modules.")
    }
}
