//! What a call in a pickle means: one of the known functions, done here, or nothing at all.

use super::global::Global;
use super::heap::{Heap, Id, Value};
use super::tensor;

/// What a call leaves on the stack.
pub enum Outcome<'a> {
    New(Value<'a>),
    /// A value that is there already.
    Known(Id),
}

/// More than any known function takes; a long tuple may be handed over again and again.
const MOST_ARGUMENTS: usize = 16;

/// The call of `function`. Of a function that is not known nothing is run and nothing known: its outcome is
/// [`Value::Made`], and so is that of a known function that is given such a thing.
///
/// # Errors
/// Why the call makes no sense.
pub fn call<'a>(heap: &mut Heap<'a>, function: Id, arguments: Id) -> Result<Outcome<'a>, String> {
    let function = match heap.values[function] {
        Value::Foreign(class) | Value::Made(class) => return Ok(Outcome::New(Value::Made(class))),
        Value::Global(function) => function,
        _ => return Err("it calls something that is not a function".to_owned()),
    };
    let Value::Tuple(arguments) = &heap.values[arguments] else {
        return Err("it calls without a tuple of arguments".to_owned());
    };
    let arguments: Vec<Id> = arguments.iter().copied().take(MOST_ARGUMENTS).collect();
    let class = arguments.iter().find_map(|&id| heap.class(id));
    let outcome = match (function, arguments.as_slice()) {
        (Global::OrderedDict, []) => Some(Outcome::New(Value::Dict(Vec::new()))),
        (Global::OrderedDict, &[items]) => pairs(heap, items).map(|pairs| Outcome::New(Value::Dict(pairs))),
        (Global::RebuildTensor, &[storage, offset, shape, strides, ..]) => {
            tensor::view(heap, storage, offset, shape, strides).map(|view| Outcome::New(Value::Tensor(Box::new(view))))
        }
        (Global::RebuildParameter, &[tensor, ..]) if matches!(heap.values[tensor], Value::Tensor(_)) => {
            Some(Outcome::Known(tensor))
        }
        (Global::OrderedDict | Global::RebuildTensor | Global::RebuildParameter | Global::Storage(_), _) => None,
    };
    outcome
        .or_else(|| Some(Outcome::New(Value::Made(class?))))
        .ok_or_else(|| format!("{function:?} cannot be called with these arguments"))
}

/// What Python 2 gives an ordered dictionary at once: a list of lists of a key and a value. It is made for this call, so it
/// is emptied: copies of a long one would be without end.
fn pairs(heap: &mut Heap, items: Id) -> Option<Vec<(Id, Id)>> {
    let Value::List(items) = &mut heap.values[items] else { return None };
    let items = std::mem::take(items);
    let pair = |item: Id| match &heap.values[item] {
        Value::List(pair) | Value::Tuple(pair) => Some((*pair.first()?, *pair.get(1)?)),
        _ => None,
    };
    items.into_iter().map(pair).collect()
}
