//! The pickle instructions that only bring a value: numbers, texts, bytes, empty containers.

use super::error::TorchFileError;
use super::heap::Value;
use super::program::Program;

/// The value of instruction `code`, whose operands come next; `None` for an instruction that does something else.
///
/// # Errors
/// [`TorchFileError::PickleEnds`], or `BadPickle` for a text that is not UTF-8.
pub fn value<'a>(code: u8, program: &mut Program<'a>) -> Result<Option<Value<'a>>, TorchFileError> {
    Ok(Some(match code {
        // NONE, NEWTRUE, NEWFALSE
        b'N' => Value::Other,
        0x88 => Value::Bool(true),
        0x89 => Value::Bool(false),
        // EMPTY_DICT, EMPTY_LIST, EMPTY_TUPLE, EMPTY_SET
        b'}' => Value::Dict(Vec::new()),
        b']' => Value::List(Vec::new()),
        b')' => Value::Tuple(Vec::new()),
        0x8f => Value::Other,
        // BININT, BININT1, BININT2, LONG1, LONG4
        b'J' => Value::Int(i32::from_le_bytes(program.array()?).into()),
        b'K' => Value::Int(u8::from_le_bytes(program.array()?).into()),
        b'M' => Value::Int(u16::from_le_bytes(program.array()?).into()),
        0x8a => long(short(program)?),
        0x8b => long(medium(program)?),
        // INT, LONG
        b'I' | b'L' => digits(program.line()?),
        // FLOAT, BINFLOAT
        b'F' => other(program.line()?),
        b'G' => other(&program.array::<8>()?),
        // SHORT_BINUNICODE, BINUNICODE, BINUNICODE8
        0x8c => text(short(program)?, program)?,
        b'X' => text(medium(program)?, program)?,
        0x8d => text(long_bytes(program)?, program)?,
        // SHORT_BINSTRING, BINSTRING, STRING, UNICODE: Python 2's, of which only plain ones can be a name
        b'U' => plain(short(program)?),
        b'T' => plain(medium(program)?),
        b'S' => plain(unquoted(program.line()?)),
        b'V' => plain(program.line()?),
        // SHORT_BINBYTES, BINBYTES, BINBYTES8, BYTEARRAY8
        b'C' => other(short(program)?),
        b'B' => other(medium(program)?),
        0x8e | 0x96 => other(long_bytes(program)?),
        _ => return Ok(None),
    }))
}

/// As many bytes as one byte says.
fn short<'a>(program: &mut Program<'a>) -> Result<&'a [u8], TorchFileError> {
    let [length] = program.array()?;
    program.take(length.into())
}

/// As many as four say.
fn medium<'a>(program: &mut Program<'a>) -> Result<&'a [u8], TorchFileError> {
    let length = u32::from_le_bytes(program.array()?);
    program.take(length as usize)
}

/// As many as eight say.
fn long_bytes<'a>(program: &mut Program<'a>) -> Result<&'a [u8], TorchFileError> {
    let length = u64::from_le_bytes(program.array()?);
    program.take(usize::try_from(length).unwrap_or(usize::MAX))
}

/// Never part of a tensor, so that what it says does not matter.
fn other<'a>(_: &[u8]) -> Value<'a> {
    Value::Other
}

fn text<'a>(bytes: &'a [u8], program: &Program) -> Result<Value<'a>, TorchFileError> {
    Ok(Value::Text(str::from_utf8(bytes).map_err(|_| program.bad("a text is not UTF-8"))?))
}

fn plain(bytes: &[u8]) -> Value<'_> {
    match str::from_utf8(bytes) {
        Ok(text) if !text.contains('\\') => Value::Text(text),
        Ok(_) | Err(_) => Value::Other,
    }
}

fn unquoted(line: &[u8]) -> &[u8] {
    match line {
        [b'\'', text @ .., b'\''] | [b'"', text @ .., b'"'] => text,
        _ => line,
    }
}

/// A signed number of any length, the smallest byte first.
fn long<'a>(bytes: &[u8]) -> Value<'a> {
    let mut wide = [if bytes.last().is_some_and(|byte| byte & 0x80 != 0) { 0xff } else { 0 }; 8];
    match wide.get_mut(..bytes.len()) {
        Some(low) => {
            low.copy_from_slice(bytes);
            Value::Int(i64::from_le_bytes(wide))
        }
        // The seed of a random number generator, say.
        None => Value::Other,
    }
}

fn digits<'a>(line: &[u8]) -> Value<'a> {
    match line {
        // How protocols before 2 write True and False.
        b"01" => Value::Bool(true),
        b"00" => Value::Bool(false),
        _ => {
            let digits = str::from_utf8(line.strip_suffix(b"L").unwrap_or(line));
            digits.ok().and_then(|digits| digits.parse().ok()).map_or(Value::Other, Value::Int)
        }
    }
}
