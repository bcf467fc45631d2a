//! Unpacks gzip with the browser's own decompression, piece by piece: a few bytes can unpack to more than any memory holds.

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use super::gzip::possible_ends;
use fault::{Cause, Fault};

#[wasm_bindgen]
extern "C" {
    /// The browser's own; a pair of a readable and a writable stream.
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;

    /// What a stream's source fills.
    type ReadableStreamDefaultController;

    #[wasm_bindgen(method, catch)]
    fn enqueue(this: &ReadableStreamDefaultController, piece: &Uint8Array) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn close(this: &ReadableStreamDefaultController) -> Result<(), JsValue>;
}

/// How the unpacking ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Whole,
    /// More than the limit; the rest stays packed.
    Limit,
    Damaged,
}

/// Handed to the browser at a time: it unpacks a piece as a whole, to a thousand times its size at most.
const PIECE_BYTES: u32 = 16_384;
/// Places that look like a member's end and are none; an honest file has hardly one.
const MOST_MISTAKES: usize = 16;

/// All members of a gzip file, one after the other.
///
/// # Errors
/// [`Fault::Unpack`] for a damaged file, [`Fault::FileTooLarge`] for one that unpacks to more than `most_bytes`.
pub async fn gunzip(file: &str, packed: &[u8], most_bytes: usize) -> Result<Vec<u8>, Fault> {
    let too_large = || Fault::FileTooLarge { file: file.to_owned(), most_bytes: most_bytes as u64, is_unpacked: true };
    // What browsers say of damaged gzip ("Failed to fetch") would send the reader looking for the network.
    let damaged = || Fault::Unpack { file: file.to_owned(), detail: Cause::Damaged };
    match unpack(packed, most_bytes).await {
        (unpacked, End::Whole) => return Ok(unpacked),
        (_, End::Limit) => return Err(too_large()),
        (_, End::Damaged) => {}
    }
    // Or a file of several members: browsers take what follows the first one for damage.
    let (mut unpacked, mut start, mut mistakes) = (Vec::new(), 0, 0);
    for end in possible_ends(packed) {
        match unpack(&packed[start..end], most_bytes - unpacked.len()).await {
            (member, End::Whole) => {
                unpacked.extend(member);
                start = end;
            }
            (_, End::Limit) => return Err(too_large()),
            (_, End::Damaged) => mistakes += 1,
        }
        if mistakes > MOST_MISTAKES {
            break;
        }
    }
    if start == packed.len() { Ok(unpacked) } else { Err(damaged()) }
}

/// The first `most_bytes` unpacked bytes of a file's beginning; none where that is damaged.
pub async fn first_bytes(packed: &[u8], most_bytes: usize) -> Vec<u8> {
    unpack(packed, most_bytes).await.0
}

/// Unpacks one member as far as it goes, and not beyond `most_bytes`.
async fn unpack(packed: &[u8], most_bytes: usize) -> (Vec<u8>, End) {
    let packed = Uint8Array::from(packed);
    let mut start = 0;
    let pull = Closure::<dyn FnMut(ReadableStreamDefaultController) -> Result<(), JsValue>>::new(
        move |controller: ReadableStreamDefaultController| {
            let end = (start + PIECE_BYTES).min(packed.length());
            let piece = packed.subarray(start, end);
            start = end;
            if piece.length() == 0 { controller.close() } else { controller.enqueue(&piece) }
        },
    );
    let mut unpacked = Vec::new();
    let end = drain(pull.as_ref(), &mut unpacked, most_bytes).await.unwrap_or(End::Damaged);
    unpacked.truncate(most_bytes);
    (unpacked, end)
}

/// Fills `unpacked` with what comes out when `pull` is asked for what goes in.
async fn drain(pull: &JsValue, unpacked: &mut Vec<u8>, most_bytes: usize) -> Result<End, JsValue> {
    let source = Object::new();
    Reflect::set(&source, &"pull".into(), pull)?;
    let packed = ReadableStream::new_with_underlying_source(&source)?;
    let stream = packed.pipe_through(DecompressionStream::new("gzip")?.unchecked_ref());
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        if Reflect::get(&piece, &"done".into())?.is_truthy() {
            return Ok(End::Whole);
        }
        let piece: Uint8Array = Reflect::get(&piece, &"value".into())?.unchecked_into();
        let start = unpacked.len();
        unpacked.resize(start + piece.length() as usize, 0);
        piece.copy_to(&mut unpacked[start..]);
        if unpacked.len() > most_bytes {
            JsFuture::from(reader.cancel()).await?;
            return Ok(End::Limit);
        }
    }
}
