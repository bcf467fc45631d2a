//! Python's pickle machine, cut down to the instructions that a state dict needs. It calls nothing.

use std::collections::HashMap;

use super::error::TorchFileError;
use super::global::Global;
use super::heap::{Heap, Id, Value};
use super::opcode;
use super::program::Program;
use super::tensor;

/// Instructions of one pickle; a tensor takes about forty. Each makes at most one value.
const MOST_STEPS: u64 = 1 << 21;
const NEWEST_PROTOCOL: u8 = 5;

/// Runs a pickle to its end.
///
/// # Errors
/// [`TorchFileError::Opcode`], `Global`, `WholeModule`, `PickleEnds`, `BadPickle` or `TooLarge`.
pub fn run(program: &[u8]) -> Result<Heap<'_>, TorchFileError> {
    let mut machine = Machine::new(program);
    for _ in 0..MOST_STEPS {
        let code = machine.program.next()?;
        if code == b'.' {
            machine.heap.root = machine.pop()?;
            return Ok(machine.heap);
        }
        machine.step(code)?;
    }
    Err(TorchFileError::TooLarge { what: "pickle instructions".to_owned(), found: MOST_STEPS + 1, most: MOST_STEPS })
}

struct Machine<'a> {
    program: Program<'a>,
    heap: Heap<'a>,
    stack: Vec<Id>,
    /// Heights of the stack at which a MARK lies.
    marks: Vec<usize>,
    memo: HashMap<u32, Id>,
}

impl<'a> Machine<'a> {
    fn new(program: &'a [u8]) -> Self {
        let (stack, marks, memo) = (Vec::new(), Vec::new(), HashMap::new());
        Self { program: Program::new(program), heap: Heap::default(), stack, marks, memo }
    }

    fn step(&mut self, code: u8) -> Result<(), TorchFileError> {
        match code {
            // PROTO, FRAME
            0x80 => {
                let [protocol] = self.program.array()?;
                if protocol > NEWEST_PROTOCOL {
                    return Err(self.program.bad(format!("protocol {protocol} is newer than {NEWEST_PROTOCOL}")));
                }
            }
            0x95 => drop(self.program.array::<8>()?),
            // NONE, NEWTRUE, NEWFALSE, BINFLOAT
            b'N' => self.push(Value::Other),
            0x88 | 0x89 => self.push(Value::Bool),
            b'G' => {
                self.program.array::<8>()?;
                self.push(Value::Other);
            }
            // BININT, BININT1, BININT2, LONG1
            b'J' => self.int(|machine| Ok(i32::from_le_bytes(machine.program.array()?).into()))?,
            b'K' => self.int(|machine| Ok(u8::from_le_bytes(machine.program.array()?).into()))?,
            b'M' => self.int(|machine| Ok(u16::from_le_bytes(machine.program.array()?).into()))?,
            0x8a => self.long()?,
            // BINUNICODE, SHORT_BINUNICODE
            b'X' => {
                let length = u32::from_le_bytes(self.program.array()?);
                self.text(length)?;
            }
            0x8c => {
                let [length] = self.program.array()?;
                self.text(length.into())?;
            }
            // EMPTY_DICT, EMPTY_LIST, EMPTY_TUPLE
            b'}' => self.push(Value::Dict(Vec::new())),
            b']' => self.push(Value::List(Vec::new())),
            b')' => self.push(Value::Tuple(Vec::new())),
            // MARK, TUPLE, TUPLE1, TUPLE2, TUPLE3
            b'(' => self.marks.push(self.stack.len()),
            b't' => {
                let items = self.pop_to_mark()?;
                self.push(Value::Tuple(items));
            }
            0x85..=0x87 => {
                let mut items = (0x85..=code).map(|_| self.pop()).collect::<Result<Vec<_>, _>>()?;
                items.reverse();
                self.push(Value::Tuple(items));
            }
            // APPEND, APPENDS, SETITEM, SETITEMS
            b'a' => {
                let item = self.pop()?;
                self.extend(&[item])?;
            }
            b'e' => {
                let items = self.pop_to_mark()?;
                self.extend(&items)?;
            }
            b's' => {
                let (value, key) = (self.pop()?, self.pop()?);
                self.set(&[key, value])?;
            }
            b'u' => {
                let items = self.pop_to_mark()?;
                self.set(&items)?;
            }
            // GLOBAL, STACK_GLOBAL
            b'c' => {
                let (module, name) = (self.program.line()?, self.program.line()?);
                self.global(module, name)?;
            }
            0x93 => {
                let (name, module) = (self.pop_text()?, self.pop_text()?);
                self.global(module.as_bytes(), name.as_bytes())?;
            }
            b'R' => self.reduce()?,
            // BUILD: attributes of the dictionary, as the versions of its layers
            b'b' => {
                self.pop()?;
                self.top_dict()?;
            }
            // BINPERSID
            b'Q' => {
                let id = self.pop()?;
                let storage = tensor::storage(&self.heap, id);
                self.push(Value::Storage(storage.ok_or_else(|| self.program.bad("it names no storage"))?));
            }
            // BINPUT, LONG_BINPUT, MEMOIZE
            b'q' => {
                let [key] = self.program.array()?;
                self.put(key.into())?;
            }
            b'r' => {
                let key = u32::from_le_bytes(self.program.array()?);
                self.put(key)?;
            }
            // The memo never outgrows the steps, which fit.
            0x94 => self.put(self.memo.len() as u32)?,
            // BINGET, LONG_BINGET
            b'h' => {
                let [key] = self.program.array()?;
                self.get(key.into())?;
            }
            b'j' => {
                let key = u32::from_le_bytes(self.program.array()?);
                self.get(key)?;
            }
            _ => return Err(TorchFileError::Opcode { name: opcode::name(code), offset: self.program.offset() }),
        }
        Ok(())
    }

    /// REDUCE: the call of one of the known functions.
    fn reduce(&mut self) -> Result<(), TorchFileError> {
        let (arguments, function) = (self.pop()?, self.pop()?);
        let Value::Global(function) = self.heap.values[function] else {
            return Err(self.program.bad("it calls what is no function"));
        };
        let Value::Tuple(arguments) = &self.heap.values[arguments] else {
            return Err(self.program.bad("it calls without a tuple of arguments"));
        };
        match (function, arguments.as_slice()) {
            (Global::OrderedDict, []) => self.push(Value::Dict(Vec::new())),
            (Global::RebuildTensor, [storage, offset, shape, strides, ..]) => {
                let view = tensor::view(&self.heap, *storage, *offset, *shape, *strides);
                self.push(Value::Tensor(view.map(Box::new).ok_or_else(|| self.program.bad("it describes no tensor"))?));
            }
            (Global::RebuildParameter, &[tensor, ..]) if matches!(self.heap.values[tensor], Value::Tensor(_)) => {
                self.stack.push(tensor);
            }
            (Global::OrderedDict | Global::RebuildTensor | Global::RebuildParameter | Global::Storage(_), _) => {
                return Err(self.program.bad(format!("{function:?} cannot be called with these arguments")));
            }
        }
        Ok(())
    }

    fn global(&mut self, module: &[u8], name: &[u8]) -> Result<(), TorchFileError> {
        let global = Global::named(module, name, self.program.offset())?;
        self.push(Value::Global(global));
        Ok(())
    }

    fn int(&mut self, read: impl FnOnce(&mut Self) -> Result<i64, TorchFileError>) -> Result<(), TorchFileError> {
        let number = read(self)?;
        self.push(Value::Int(number));
        Ok(())
    }

    /// LONG1: a signed number of any length, the smallest byte first.
    fn long(&mut self) -> Result<(), TorchFileError> {
        let [length] = self.program.array()?;
        let bytes = self.program.take(length.into())?;
        let mut wide = [if bytes.last().is_some_and(|byte| byte & 0x80 != 0) { 0xff } else { 0 }; 8];
        self.push(match wide.get_mut(..bytes.len()) {
            Some(low) => {
                low.copy_from_slice(bytes);
                Value::Int(i64::from_le_bytes(wide))
            }
            // The seed of a random number generator, say.
            None => Value::Other,
        });
        Ok(())
    }

    fn text(&mut self, length: u32) -> Result<(), TorchFileError> {
        let bytes = self.program.take(length as usize)?;
        let text = str::from_utf8(bytes).map_err(|_| self.program.bad("a text is not UTF-8"))?;
        self.push(Value::Text(text));
        Ok(())
    }

    fn extend(&mut self, items: &[Id]) -> Result<(), TorchFileError> {
        match self.stack.last().and_then(|&top| self.heap.values.get_mut(top)) {
            Some(Value::List(list)) => list.extend(items),
            _ => return Err(self.program.bad("it appends to what is no list")),
        }
        Ok(())
    }

    fn set(&mut self, items: &[Id]) -> Result<(), TorchFileError> {
        let (pairs, rest) = items.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(self.program.bad("a key has no value"));
        }
        self.top_dict()?.extend(pairs.iter().map(|&[key, value]| (key, value)));
        Ok(())
    }

    fn top_dict(&mut self) -> Result<&mut Vec<(Id, Id)>, TorchFileError> {
        match self.stack.last().and_then(|&top| self.heap.values.get_mut(top)) {
            Some(Value::Dict(pairs)) => Ok(pairs),
            _ => Err(self.program.bad("it changes what is no dictionary")),
        }
    }

    fn put(&mut self, key: u32) -> Result<(), TorchFileError> {
        let &top = self.stack.last().ok_or_else(|| self.program.bad("there is nothing to remember"))?;
        self.memo.insert(key, top);
        Ok(())
    }

    fn get(&mut self, key: u32) -> Result<(), TorchFileError> {
        let &id = self.memo.get(&key).ok_or_else(|| self.program.bad(format!("nothing is remembered as {key}")))?;
        self.stack.push(id);
        Ok(())
    }

    fn push(&mut self, value: Value<'a>) {
        self.stack.push(self.heap.values.len());
        self.heap.values.push(value);
    }

    fn pop(&mut self) -> Result<Id, TorchFileError> {
        let floor = self.marks.last().copied().unwrap_or(0);
        let top = if self.stack.len() > floor { self.stack.pop() } else { None };
        top.ok_or_else(|| self.program.bad("the stack is empty"))
    }

    fn pop_text(&mut self) -> Result<&'a str, TorchFileError> {
        let id = self.pop()?;
        self.heap.text(id).ok_or_else(|| self.program.bad("a name is no text"))
    }

    fn pop_to_mark(&mut self) -> Result<Vec<Id>, TorchFileError> {
        let mark = self.marks.pop().ok_or_else(|| self.program.bad("there is no mark"))?;
        // Nothing is popped below the last mark, so it lies within the stack.
        Ok(self.stack.split_off(mark))
    }
}
