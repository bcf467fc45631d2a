//! Python's pickle machine, cut down to what a state dict and its neighbours need. It calls nothing of Python's.

use std::collections::HashMap;

use super::call::{Outcome, call};
use super::error::{Quantity, TorchFileError};
use super::global::Global;
use super::heap::{Foreign, Heap, Id, Value};
use super::program::Program;
use super::{MOST_TENSORS, literal, opcode, tensor};

/// Instructions of one pickle; a tensor takes about forty. Each makes at most one value.
const MOST_STEPS: u64 = 1 << 21;
const NEWEST_PROTOCOL: u8 = 5;

/// Runs the pickle that `program` begins with. Gives back what it built, and how many bytes it takes.
///
/// # Errors
/// [`TorchFileError::Opcode`], `Global`, `PickleEnds`, `BadPickle` or `TooLarge`.
pub fn run(program: &[u8]) -> Result<(Heap<'_>, usize), TorchFileError> {
    let mut machine = Machine::new(program);
    for _ in 0..MOST_STEPS {
        let code = machine.program.next()?;
        if code == b'.' {
            machine.heap.root = machine.pop()?;
            return Ok((machine.heap, machine.program.length()));
        }
        machine.step(code)?;
    }
    Err(TorchFileError::TooLarge { what: Quantity::PickleSteps, most: MOST_STEPS })
}

struct Machine<'a> {
    program: Program<'a>,
    heap: Heap<'a>,
    tensors: usize,
    stack: Vec<Id>,
    /// Heights of the stack at which a MARK lies.
    marks: Vec<usize>,
    memo: HashMap<u32, Id>,
}

impl<'a> Machine<'a> {
    fn new(program: &'a [u8]) -> Self {
        let (stack, marks, memo) = (Vec::new(), Vec::new(), HashMap::new());
        Self { program: Program::new(program), heap: Heap::default(), tensors: 0, stack, marks, memo }
    }

    fn step(&mut self, code: u8) -> Result<(), TorchFileError> {
        if let Some(value) = literal::value(code, &mut self.program)? {
            self.push(value);
            return Ok(());
        }
        match code {
            // PROTO, FRAME
            0x80 => {
                let [protocol] = self.program.array()?;
                if protocol > NEWEST_PROTOCOL {
                    return Err(self.program.bad(format!("protocol {protocol} is newer than {NEWEST_PROTOCOL}")));
                }
            }
            0x95 => drop(self.program.array::<8>()?),
            // MARK, and what is made of all down to it: TUPLE, LIST, DICT, FROZENSET
            b'(' => self.marks.push(self.stack.len()),
            b't' => {
                let items = self.pop_to_mark()?;
                self.push(Value::Tuple(items));
            }
            b'l' => {
                let items = self.pop_to_mark()?;
                self.push(Value::List(items));
            }
            b'd' => {
                let items = self.pop_to_mark()?;
                self.push(Value::Dict(Vec::new()));
                self.set(&items)?;
            }
            0x91 => {
                self.pop_to_mark()?;
                self.push(Value::Other);
            }
            // TUPLE1, TUPLE2, TUPLE3
            0x85..=0x87 => {
                let mut items = (0x85..=code).map(|_| self.pop()).collect::<Result<Vec<_>, _>>()?;
                items.reverse();
                self.push(Value::Tuple(items));
            }
            // POP, POP_MARK, DUP
            b'0' if self.marks.last() == Some(&self.stack.len()) => drop(self.marks.pop()),
            b'0' => {
                let id = self.pop()?;
                self.discard(&[id])?;
            }
            b'1' => {
                let items = self.pop_to_mark()?;
                self.discard(&items)?;
            }
            b'2' => {
                let top = self.top()?;
                self.stack.push(top);
            }
            // APPEND, APPENDS, SETITEM, SETITEMS, ADDITEMS
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
            0x90 => {
                self.pop_to_mark()?;
                self.top()?;
            }
            // GLOBAL, STACK_GLOBAL
            b'c' => {
                let (module, name) = (self.program.line()?, self.program.line()?);
                self.global(module, name);
            }
            0x93 => {
                let (name, module) = (self.pop_text()?, self.pop_text()?);
                self.global(module.as_bytes(), name.as_bytes());
            }
            // REDUCE, NEWOBJ, NEWOBJ_EX, INST, OBJ
            b'R' | 0x81 => {
                let (arguments, function) = (self.pop()?, self.pop()?);
                self.call(function, arguments)?;
            }
            0x92 => {
                let (_named, arguments, function) = (self.pop()?, self.pop()?, self.pop()?);
                self.call(function, arguments)?;
            }
            b'i' => {
                let (module, name) = (self.program.line()?, self.program.line()?);
                let arguments = self.pop_to_mark()?;
                self.global(module, name);
                self.call_with(arguments)?;
            }
            b'o' => {
                let mut items = self.pop_to_mark()?.into_iter();
                let function = items.next().ok_or_else(|| self.program.bad("there is nothing to call"))?;
                self.stack.push(function);
                self.call_with(items.collect())?;
            }
            // BUILD: attributes of a dictionary, as the versions of its layers, or of something else
            b'b' => {
                self.pop()?;
                self.set(&[])?;
            }
            // BINPERSID
            b'Q' => {
                let id = self.pop()?;
                let storage = tensor::storage(&self.heap, id);
                self.push(storage.ok_or_else(|| self.program.bad("it names no storage"))?);
            }
            // BINPUT, LONG_BINPUT, PUT, MEMOIZE
            b'q' => {
                let [key] = self.program.array()?;
                self.put(key.into())?;
            }
            b'r' => {
                let key = u32::from_le_bytes(self.program.array()?);
                self.put(key)?;
            }
            b'p' => {
                let key = self.program.number()?;
                self.put(key)?;
            }
            // The memo never outgrows the steps, which fit.
            0x94 => self.put(self.memo.len() as u32)?,
            // BINGET, LONG_BINGET, GET
            b'h' => {
                let [key] = self.program.array()?;
                self.get(key.into())?;
            }
            b'j' => {
                let key = u32::from_le_bytes(self.program.array()?);
                self.get(key)?;
            }
            b'g' => {
                let key = self.program.number()?;
                self.get(key)?;
            }
            _ => return Err(TorchFileError::Opcode { name: opcode::name(code), offset: self.program.offset() }),
        }
        Ok(())
    }

    fn global(&mut self, module: &'a [u8], name: &'a [u8]) {
        let known = Global::named(module, name).map(Value::Global);
        let value = known.unwrap_or_else(|| {
            self.heap.foreign.push(Foreign { module, name, offset: self.program.offset() });
            Value::Foreign(self.heap.foreign.len() - 1)
        });
        self.push(value);
    }

    /// The call of what lies on top of the stack.
    fn call_with(&mut self, arguments: Vec<Id>) -> Result<(), TorchFileError> {
        let function = self.pop()?;
        self.push(Value::Tuple(arguments));
        let arguments = self.pop()?;
        self.call(function, arguments)
    }

    fn call(&mut self, function: Id, arguments: Id) -> Result<(), TorchFileError> {
        match call(&mut self.heap, function, arguments).map_err(|detail| self.program.bad(detail))? {
            Outcome::New(value) => {
                self.tensors += usize::from(matches!(value, Value::Tensor(_)));
                self.push(value);
            }
            Outcome::Known(id) => self.stack.push(id),
        }
        if self.tensors > MOST_TENSORS {
            return Err(TorchFileError::TooLarge { what: Quantity::Tensors, most: MOST_TENSORS as u64 });
        }
        Ok(())
    }

    /// Forgets values. A call whose outcome nobody wants was made for what it does: no honest file asks for that.
    fn discard(&self, ids: &[Id]) -> Result<(), TorchFileError> {
        let made = ids.iter().find_map(|&id| match self.heap.values[id] {
            Value::Made(class) => Some(self.heap.foreign[class]),
            _ => None,
        });
        made.map_or(Ok(()), |class| Err(TorchFileError::Global { name: class.title(), offset: class.offset }))
    }

    fn extend(&mut self, items: &[Id]) -> Result<(), TorchFileError> {
        let top = self.top()?;
        match &mut self.heap.values[top] {
            Value::List(list) => list.extend(items),
            Value::Made(_) => {}
            _ => return Err(self.program.bad("it appends to something that is not a list")),
        }
        Ok(())
    }

    /// Sets keys and values, in turn, of a dictionary.
    fn set(&mut self, items: &[Id]) -> Result<(), TorchFileError> {
        let (pairs, rest) = items.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(self.program.bad("a key has no value"));
        }
        let top = self.top()?;
        match &mut self.heap.values[top] {
            Value::Dict(entries) => entries.extend(pairs.iter().map(|&[key, value]| (key, value))),
            Value::Foreign(_) | Value::Made(_) => {}
            _ => return Err(self.program.bad("it changes something that is not a dictionary")),
        }
        Ok(())
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

    /// What lies on top, and stays there.
    fn top(&mut self) -> Result<Id, TorchFileError> {
        let top = self.pop()?;
        self.stack.push(top);
        Ok(top)
    }

    fn pop_text(&mut self) -> Result<&'a str, TorchFileError> {
        let id = self.pop()?;
        self.heap.text(id).ok_or_else(|| self.program.bad("a name is not text"))
    }

    fn pop_to_mark(&mut self) -> Result<Vec<Id>, TorchFileError> {
        let mark = self.marks.pop().ok_or_else(|| self.program.bad("there is no mark"))?;
        // Nothing is popped below the last mark, so it lies within the stack.
        Ok(self.stack.split_off(mark))
    }
}
