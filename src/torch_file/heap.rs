//! What a pickle builds: values that refer to each other by number, so that a cycle is harmless and nothing is nested.

use super::global::{Dtype, Global};

/// The number of a value.
pub type Id = usize;

/// Every value that a pickle made, and the one that it is about.
#[derive(Debug, Default)]
pub struct Heap<'a> {
    pub values: Vec<Value<'a>>,
    pub root: Id,
}

#[derive(Debug)]
pub enum Value<'a> {
    Bool,
    Int(i64),
    Text(&'a str),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    Global(Global),
    Storage(Storage<'a>),
    Tensor(Box<View<'a>>),
    /// None, a floating-point number or an integer beyond 64 bits: never part of a tensor.
    Other,
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
}
