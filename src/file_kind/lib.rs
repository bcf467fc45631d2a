//! What a file is, by its first bytes and its length: names never decide.
//!
//! Sources: each format's own description; for pictures the WHATWG's "MIME Sniffing" standard.

use serde::{Deserialize, Serialize};

/// So many first bytes tell all kinds apart: three records of CIFAR-10, a label each.
pub const HEAD_BYTES: usize = 8_192;

/// Larger files are not read, nor unpacked further.
pub const MOST_BYTES: u64 = 256_000_000;
/// The same for tables, whose cells take several times their text.
const MOST_TABLE_BYTES: u64 = 100_000_000;

/// What a reader's file turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// `torch.save`'s archive.
    Torch,
    /// What `torch.save` wrote before version 1.6.
    LegacyTorch,
    Safetensors,
    /// Gray images.
    IdxImages,
    /// Images `[count, channels, height, width]`.
    IdxColourImages,
    IdxLabels,
    /// Records of a label and 3 x 32 x 32 values.
    CifarBatch,
    /// The same of CIFAR-100, whose records begin with two labels.
    Cifar100Batch,
    /// A batch of CIFAR as Python's program for its own machine.
    CifarPickle,
    /// Any other such program.
    Pickle,
    /// Text: perhaps a table.
    Text,
    /// Packed bytes: what they are, the unpacked ones say.
    Gzip,
    /// A workbook or document of an office program.
    Office,
    Numpy,
    Zip,
    Tar,
    WebPage,
    /// What Git keeps in place of a large file.
    LfsPointer,
    Picture,
    /// No file at all; bytes never say so.
    Folder,
    Empty,
    Unknown,
}

impl FileKind {
    /// The kind of a file of `bytes` bytes that begins with `head`: its first [`HEAD_BYTES`], or all of a shorter file.
    pub fn of(head: &[u8], bytes: u64) -> Self {
        let starts = |magic: &[u8]| head.starts_with(magic);
        if bytes == 0 || head.is_empty() {
            Self::Empty
        } else if starts(&[0x1f, 0x8b]) {
            Self::Gzip
        } else if starts(b"PK\x03\x04") {
            archive(head)
        } else if starts(b"PK\x05\x06") {
            Self::Zip
        } else if starts(LEGACY_TORCH) {
            Self::LegacyTorch
        } else if is_pickle(head) {
            if holds(head, b"batch_label") { Self::CifarPickle } else { Self::Pickle }
        } else if starts(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
            Self::Office
        } else if starts(b"\x93NUMPY") {
            Self::Numpy
        } else if starts(b"version https://git-lfs.github.com/spec/") {
            Self::LfsPointer
        } else if is_picture(head) {
            Self::Picture
        } else if head.get(257..262) == Some(b"ustar") {
            Self::Tar
        } else if is_safetensors(head, bytes) {
            Self::Safetensors
        } else if let Some(kind) = idx(head) {
            kind
        } else if is_text(head) {
            if is_markup(head) { Self::WebPage } else { Self::Text }
        } else if is_batch(head, bytes, 1, 10) {
            Self::CifarBatch
        } else if is_batch(head, bytes, 2, 100) {
            Self::Cifar100Batch
        } else {
            Self::Unknown
        }
    }

    /// The size up to which such files are read, packed or not.
    pub fn most_bytes(self) -> u64 {
        if self == Self::Text { MOST_TABLE_BYTES } else { MOST_BYTES }
    }

    /// Weights of a net.
    pub fn is_weights(self) -> bool {
        matches!(self, Self::Torch | Self::LegacyTorch | Self::Safetensors)
    }

    /// Images or labels that lessons read.
    pub fn is_images(self) -> bool {
        matches!(self, Self::IdxImages | Self::IdxColourImages | Self::IdxLabels | Self::CifarBatch)
    }
}

/// Such a file begins with this number, 0x1950a86a20f9469cfc6c, as a pickle.
const LEGACY_TORCH: &[u8] = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";

fn holds(head: &[u8], word: &[u8]) -> bool {
    head.windows(word.len()).any(|window| window == word)
}

/// A zip archive by the path of its first entry: the name's length lies at 26, the name at 30.
fn archive(head: &[u8]) -> FileKind {
    let length = head.get(26..28).map_or(0, |word| usize::from(u16::from_le_bytes([word[0], word[1]])));
    let path = head.get(30..).map_or(&[][..], |rest| &rest[..length.min(rest.len())]);
    let below = path.iter().position(|&byte| byte == b'/').map_or(&[][..], |slash| &path[slash + 1..]);
    const OF_TORCH: [&[u8]; 6] =
        [b"data.pkl", b"data/", b"version", b"byteorder", b".format_version", b"constants.pkl"];
    if OF_TORCH.iter().any(|name| below.starts_with(name)) || below.starts_with(b"code/") {
        FileKind::Torch
    } else if [&b"[Content_Types].xml"[..], b"_rels/", b"xl/", b"word/", b"mimetype"]
        .iter()
        .any(|own| path.starts_with(own))
    {
        FileKind::Office
    } else if path.ends_with(b".npy") {
        FileKind::Numpy
    } else {
        FileKind::Zip
    }
}

/// Protocols 2 to 5 begin with their number, and go on with an opcode that makes something.
fn is_pickle(head: &[u8]) -> bool {
    matches!(head, [0x80, 2..=5, opcode, ..] if b"}](cX\x8a\x8c\x95K".contains(opcode))
}

fn is_picture(head: &[u8]) -> bool {
    let starts = |magic: &[u8]| head.starts_with(magic);
    let is_webp = starts(b"RIFF") && head.get(8..12) == Some(b"WEBP");
    // AVIF, HEIC and their kin.
    let is_avif = head.get(4..8) == Some(b"ftyp") && matches!(head.get(8..11), Some(b"avi" | b"hei" | b"mif"));
    let is_bmp = starts(b"BM") && head.get(6..10) == Some(&[0; 4]);
    starts(b"\x89PNG\r\n\x1a\n") || starts(&[0xff, 0xd8, 0xff]) || starts(b"GIF8") || is_webp || is_avif || is_bmp
}

/// The length of a JSON object, and the object.
fn is_safetensors(head: &[u8], bytes: u64) -> bool {
    let Some((length, rest)) = head.split_first_chunk::<8>() else { return false };
    rest.first() == Some(&b'{') && u64::from_le_bytes(*length).checked_add(8).is_some_and(|end| end <= bytes)
}

/// Unsigned bytes (0x08) in one, three or four dimensions.
fn idx(head: &[u8]) -> Option<FileKind> {
    match head {
        [0, 0, 8, 1, ..] => Some(FileKind::IdxLabels),
        [0, 0, 8, 3, ..] => Some(FileKind::IdxImages),
        [0, 0, 8, 4, ..] => Some(FileKind::IdxColourImages),
        _ => None,
    }
}

/// In whatever encoding: no control signs but those that lines, columns and old programs need.
fn is_text(head: &[u8]) -> bool {
    let is_utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    is_utf16 || !head.iter().any(|byte| matches!(byte, 0..=8 | 14..=25 | 28..=31 | 127))
}

/// A tag begins the text.
fn is_markup(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    matches!(text, [b'<', next, ..] if next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'))
}

/// Whether records that begin with so many labels fill the file, as far as can be seen. One that is cut short still is one.
fn is_batch(head: &[u8], bytes: u64, labels: usize, classes: u8) -> bool {
    let record = labels + 3 * 32 * 32;
    let starts: Vec<&u8> = head.iter().skip(labels - 1).step_by(record).collect();
    let is_whole = bytes.is_multiple_of(record as u64);
    // Zeros alone are no photographs.
    let is_varied = head.iter().any(|&byte| byte != head[head.len() - 1]);
    is_varied && (is_whole || starts.len() >= 3) && starts.iter().all(|&&label| label < classes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> FileKind {
        FileKind::of(&bytes[..bytes.len().min(HEAD_BYTES)], bytes.len() as u64)
    }

    /// A zip archive's beginning, up to the name of its first entry.
    fn zip(entry: &str) -> Vec<u8> {
        let length = (entry.len() as u16).to_le_bytes();
        [b"PK\x03\x04".as_slice(), &[0; 22], &length, &[0; 2], entry.as_bytes(), &[1; 40]].concat()
    }

    fn batch(records: usize, labels: &[u8]) -> Vec<u8> {
        let pixels: Vec<u8> = (0..3072u32).map(|value| (value * 7 % 131) as u8 + 120).collect();
        (0..records).flat_map(|_| [labels, &pixels].concat()).collect()
    }

    #[test]
    fn weights_are_known_by_their_first_bytes() {
        for entry in ["archive/data.pkl", "checkpoint.pth/data/0", "net/version", "net/.format_version"] {
            assert_eq!(kind(&zip(entry)), FileKind::Torch, "{entry}");
        }
        assert_eq!(kind(&[LEGACY_TORCH, &[0x2e, 0x80]].concat()), FileKind::LegacyTorch);
        let header = b"{\"__metadata__\":{}}";
        let file = [&(header.len() as u64).to_le_bytes()[..], header].concat();
        assert_eq!(kind(&file), FileKind::Safetensors);
        assert_eq!(FileKind::of(&file, 20), FileKind::Unknown, "its header is longer than the file");
        let fixture = |name: &str| std::fs::read(format!("../../tests/fixtures/{name}")).unwrap();
        assert_eq!(kind(&fixture("cnn_mnist.pt")), FileKind::Torch);
        assert_eq!(kind(&fixture("torch_file/legacy.pt")), FileKind::LegacyTorch);
        assert_eq!(kind(&fixture("torch_file/torchscript.pt")), FileKind::Torch);
    }

    #[test]
    fn other_archives_and_pickles_are_called_what_they_are() {
        assert_eq!(kind(&zip("[Content_Types].xml")), FileKind::Office);
        assert_eq!(kind(&zip("x.npy")), FileKind::Numpy);
        assert_eq!(kind(&zip("photos/1.jpg")), FileKind::Zip);
        assert_eq!(kind(&[0x1f, 0x8b, 8, 0]), FileKind::Gzip);
        let tar = [b"readme.txt".as_slice(), &[0; 247], b"ustar\x0000", &[0; 200]].concat();
        assert_eq!(kind(&tar), FileKind::Tar);
        let pickle = b"\x80\x02}q\x01(U\x0bbatch_labelq\x02U\x15training batch 1 of 5";
        assert_eq!(kind(pickle), FileKind::CifarPickle);
        assert_eq!(kind(b"\x80\x04\x95\x05\x00\x00"), FileKind::Pickle);
    }

    #[test]
    fn images_and_labels_are_known_by_magic_number_or_records() {
        assert_eq!(kind(&[0, 0, 8, 3, 0, 0, 0, 2]), FileKind::IdxImages);
        assert_eq!(kind(&[0, 0, 8, 4, 0, 0, 0, 2]), FileKind::IdxColourImages);
        assert_eq!(kind(&[0, 0, 8, 1, 0, 0, 0, 2]), FileKind::IdxLabels);
        assert_eq!(kind(&batch(4, &[7])), FileKind::CifarBatch);
        assert_eq!(kind(&batch(1, &[9])), FileKind::CifarBatch);
        assert_eq!(kind(&batch(4, &[7])[1..]), FileKind::Unknown);
        assert_eq!(kind(&batch(4, &[4, 70])), FileKind::Cifar100Batch);
        let cut_short = batch(4, &[7]);
        assert_eq!(kind(&cut_short[..cut_short.len() - 1]), FileKind::CifarBatch);
        assert_eq!(kind(&vec![0; 4 * 3073]), FileKind::Unknown, "zeros are no photographs");
    }

    #[test]
    fn text_pages_pointers_and_pictures() {
        for text in ["a,b\n1,2\n", "\u{feff}Länge;Breite\r\n1,5;2\r\n", "年龄,城市\n"] {
            assert_eq!(kind(text.as_bytes()), FileKind::Text, "{text}");
        }
        assert_eq!(kind(b"\xff\xfea\0,\0b\0"), FileKind::Text, "UTF-16");
        assert_eq!(kind(&[0xc4, 0xea, 0xc1, 0xe4, b',', b'x']), FileKind::Text, "GBK");
        assert_eq!(kind(b"< 5 years,12\n"), FileKind::Text);
        for page in ["\u{feff}\n <!doctype html>", "<html>", "<?xml version='1.0'?>"] {
            assert_eq!(kind(page.as_bytes()), FileKind::WebPage, "{page}");
        }
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:01\nsize 117927\n";
        assert_eq!(kind(pointer), FileKind::LfsPointer);
        let pictures: [&[u8]; 5] = [
            b"\x89PNG\r\n\x1a\n\0",
            b"\xff\xd8\xff\xe0",
            b"GIF89a",
            b"RIFF\x01\x02\x03\x04WEBP",
            b"\0\0\0\x20ftypavif",
        ];
        for picture in pictures {
            assert_eq!(kind(picture), FileKind::Picture, "{picture:?}");
        }
        assert_eq!(kind(b""), FileKind::Empty);
        assert_eq!(kind(&[1, 2, 3, 200]), FileKind::Unknown);
    }
}
