//! The state dict among what a file holds: the thing itself, or an entry of a checkpoint.

use std::collections::HashSet;

use super::error::{TorchFileError, shown};
use super::heap::{Foreign, Heap, Id, Value, View};

/// A dictionary of names and tensors, and the keys that lead to it.
pub struct Found<'heap, 'a> {
    pub path: Vec<String>,
    pub entries: Vec<(&'a str, &'heap View<'a>)>,
}

/// Names under which checkpoints hold the weights, the surest first.
const USUAL_NAMES: [&str; 9] =
    ["state_dict", "model_state_dict", "net_state_dict", "model_state", "model", "net", "network", "module", "weights"];
/// Dictionaries within dictionaries.
const MOST_LEVELS: usize = 4;

/// Why there is no state dict: an object of Python's that stands in its place, if one does.
pub fn instead(heap: &Heap) -> TorchFileError {
    let (mut level, mut seen) = (vec![heap.root], HashSet::new());
    for _ in 0..=MOST_LEVELS {
        if let Some(class) = level.iter().find_map(|&id| heap.class(id)).map(|class| heap.foreign[class]) {
            let (name, offset) = (class.title(), class.offset);
            // A network of a library's own class has PyTorch's layers in it.
            return match class.is_layer() || heap.foreign.iter().any(Foreign::is_layer) {
                true => TorchFileError::WholeModule { class: name, offset },
                false => TorchFileError::Global { name, offset },
            };
        }
        level.retain(|&id| seen.insert(id));
        level = level.into_iter().flat_map(|id| heap.children(id)).collect();
    }
    TorchFileError::NoStateDict
}

/// Finds the state dict: the value of a usual name, else the only dictionary that has floating-point tensors itself, not
/// counting the optimizer's.
///
/// # Errors
/// [`TorchFileError::NoStateDict`] or `SeveralStateDicts`.
pub fn state_dict<'heap, 'a>(heap: &'heap Heap<'a>) -> Result<Found<'heap, 'a>, TorchFileError> {
    let mut candidates = Search { heap, seen: HashSet::new() }.within(heap.root, &[]);
    match (candidates.pop(), candidates.len()) {
        (Some(found), 0) => Ok(found),
        (None, _) => Err(TorchFileError::NoStateDict),
        (Some(found), _) => {
            const MOST_SHOWN: usize = 10;
            candidates.push(found);
            let shown = |found: &Found| if found.path.is_empty() { "the top".to_owned() } else { found.path.join(".") };
            let paths = candidates.iter().take(MOST_SHOWN).map(shown);
            Err(TorchFileError::SeveralStateDicts { paths: paths.collect() })
        }
    }
}

struct Search<'heap, 'a> {
    heap: &'heap Heap<'a>,
    /// Dictionaries may hold one another in a circle.
    seen: HashSet<Id>,
}

impl<'heap, 'a> Search<'heap, 'a> {
    fn within(&mut self, id: Id, path: &[String]) -> Vec<Found<'heap, 'a>> {
        let Value::Dict(pairs) = &self.heap.values[id] else { return Vec::new() };
        if path.len() > MOST_LEVELS || !self.seen.insert(id) {
            return Vec::new();
        }
        let named: Vec<(&'a str, Id)> =
            pairs.iter().filter_map(|&(key, value)| Some((self.heap.text(key)?, value))).collect();
        // An optimizer's state has the shapes of weights, but is none.
        if named.iter().any(|&(name, _)| name == "param_groups") {
            return Vec::new();
        }
        for usual in USUAL_NAMES {
            for &(name, value) in named.iter().filter(|&&(name, _)| name == usual) {
                let found = self.within(value, &below(path, name));
                if !found.is_empty() {
                    return found;
                }
            }
        }
        let entries: Vec<_> = named.iter().filter_map(|&(name, value)| Some((name, self.tensor(value)?))).collect();
        let weights = || entries.iter().filter(|(_, view)| view.storage.dtype.is_weight());
        let mut found: Vec<_> =
            named.iter().flat_map(|&(name, value)| self.within(value, &below(path, name))).collect();
        // Beside a network, single numbers are losses and temperatures.
        let is_network = weights().any(|(_, view)| found.is_empty() || !view.shape.is_empty());
        if is_network {
            found.push(Found { path: path.to_vec(), entries });
        }
        found
    }

    fn tensor(&self, id: Id) -> Option<&'heap View<'a>> {
        match &self.heap.values[id] {
            Value::Tensor(view) => Some(view),
            _ => None,
        }
    }
}

fn below(path: &[String], name: &str) -> Vec<String> {
    [path, &[shown(name.as_bytes())]].concat()
}
