//! The bytes of a text file to text: UTF-8, UTF-16, GB18030 (which holds GBK) or Windows-1252, told apart by the bytes alone.

use std::borrow::Cow;

use super::table::TableError;

const UTF_16LE: &str = "utf-16le";
const UTF_16BE: &str = "utf-16be";
const GB18030: &str = "gb18030";
const WINDOWS_1252: &str = "windows-1252";
/// So many bytes tell how the zeros of UTF-16 lie.
const LOOKED_AT: usize = 4_096;

/// The text without its byte order mark, and the encoding's label where it is not UTF-8.
///
/// # Errors
/// [`TableError::NotText`] for damaged UTF-8, and for what holds characters that no text has.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<&'static str>), TableError> {
    let (bytes, label) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (rest, None),
        [0xFF, 0xFE, rest @ ..] => (rest, Some(UTF_16LE)),
        [0xFE, 0xFF, rest @ ..] => (rest, Some(UTF_16BE)),
        _ => (bytes, guess(bytes)),
    };
    let text = match label {
        None => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Some(label) => decode_strictly(bytes, label).map(Cow::Owned),
    };
    text.filter(|text| !text.bytes().any(is_no_text)).map(|text| (text, label)).ok_or(TableError::NotText)
}

fn guess(bytes: &[u8]) -> Option<&'static str> {
    let zeros = |parity: usize| bytes.iter().take(LOOKED_AT).skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Digits, separators and line ends have a zero beside them in any language.
    let is_many = 20 * (even + odd) > bytes.len().min(LOOKED_AT);
    if is_many && odd > 8 * even {
        Some(UTF_16LE)
    } else if is_many && even > 8 * odd {
        Some(UTF_16BE)
    } else if is_mostly_utf8(bytes) {
        None
    } else if is_mostly_gb2312(bytes) && decode_strictly(bytes, GB18030).is_some() {
        Some(GB18030)
    } else {
        Some(WINDOWS_1252)
    }
}

/// UTF-8, or UTF-8 with a damaged place: read as anything else, all its other letters would come out wrong.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    invalid == 0 || valid > 9 * invalid
}

/// In Chinese text nearly all high bytes come in pairs; in Western text they stand alone, between letters of ASCII.
fn is_mostly_gb2312(bytes: &[u8]) -> bool {
    let (mut pairs, mut alone) = (0, 0);
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        if first.is_ascii() {
            continue;
        }
        match after {
            [0xA1..=0xFF, after @ ..] => {
                pairs += 1;
                rest = after;
            }
            _ => alone += 1,
        }
    }
    pairs > alone
}

/// Control characters, but for tabs, line ends, form feeds and the mark at the end of old files.
fn is_no_text(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | 0x0B | 0x0C | b'\r' | 0x1A)
}

/// `None` where a byte has no meaning in the encoding. The browser has all tables of the Encoding Standard.
#[cfg(target_arch = "wasm32")]
fn decode_strictly(bytes: &[u8], label: &str) -> Option<String> {
    let options = web_sys::TextDecoderOptions::new();
    options.set_fatal(true);
    web_sys::TextDecoder::new_with_label_and_options(label, &options).ok()?.decode_with_u8_array(bytes).ok()
}

#[cfg(not(target_arch = "wasm32"))]
fn decode_strictly(bytes: &[u8], label: &str) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}
