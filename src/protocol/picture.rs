//! The numbers behind a live figure: arrays and words by name, filled by the engine and read by the page.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Arrays and words by name, as they are after `step` steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    pub step: u64,
    pub arrays: Vec<Array>,
    pub words: Vec<Words>,
    /// The arrays' values, one array after the other; beside a message, not in it.
    #[serde(skip)]
    pub values: Vec<f32>,
}

/// One array inside a buffer of f32 values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Array {
    pub name: String,
    pub shape: Vec<usize>,
}

/// Words of one kind: names, ids. Sentences are the page's business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub name: String,
    pub words: Vec<String>,
}

impl Picture {
    /// Adds an array of this shape in row order.
    #[must_use]
    pub fn with(mut self, name: &str, shape: &[usize], values: impl IntoIterator<Item = f32>) -> Self {
        let before = self.values.len();
        self.values.extend(values);
        debug_assert_eq!(self.values.len() - before, shape.iter().product::<usize>(), "{name}");
        self.arrays.push(Array { name: name.to_owned(), shape: shape.to_vec() });
        self
    }

    /// Adds words.
    #[must_use]
    pub fn with_words(mut self, name: &str, words: impl IntoIterator<Item = String>) -> Self {
        self.words.push(Words { name: name.to_owned(), words: words.into_iter().collect() });
        self
    }

    /// The values of one array in row order; empty when there is none of this name.
    pub fn values(&self, name: &str) -> &[f32] {
        let mut start = 0;
        for array in &self.arrays {
            let count = array.shape.iter().product::<usize>();
            if array.name == name {
                return self.values.get(start..start + count).unwrap_or_default();
            }
            start += count;
        }
        &[]
    }

    /// The same, for the layers of a figure.
    pub fn shared(&self, name: &str) -> Arc<[f32]> {
        self.values(name).into()
    }

    /// The words of this name; none when there are none.
    pub fn words(&self, name: &str) -> &[String] {
        self.words.iter().find(|words| words.name == name).map_or(&[], |words| &words.words)
    }

    /// The shape of one array; empty when there is none of this name.
    pub fn shape(&self, name: &str) -> &[usize] {
        self.arrays.iter().find(|array| array.name == name).map_or(&[], |array| &array.shape)
    }

    /// What travels beside it.
    pub fn bulk(&self) -> Vec<u8> {
        bytemuck::cast_slice(&self.values).to_vec()
    }

    /// The picture again, with what has travelled beside it.
    pub fn with_bulk(self, bulk: &[u8]) -> Self {
        Self { values: bytemuck::pod_collect_to_vec(bulk), ..self }
    }
}
