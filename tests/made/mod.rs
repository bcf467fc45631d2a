//! Files of weights made by the tests: archives and pickles as `torch.save` writes them.
#![allow(dead_code, reason = "each test takes what it needs")]

/// A tensor on its way to a file, row by row.
#[derive(Clone)]
pub struct Stored {
    pub name: String,
    pub shape: Vec<usize>,
    /// PyTorch's class of storage, as `FloatStorage`.
    pub class: &'static str,
    pub bytes: Vec<u8>,
}

pub fn floats(name: &str, shape: &[usize], values: &[f32]) -> Stored {
    let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    Stored { name: name.to_owned(), shape: shape.to_vec(), class: "FloatStorage", bytes }
}

/// A single whole number, as batch normalisation's `num_batches_tracked`.
pub fn counter(name: &str, value: i64) -> Stored {
    Stored { name: name.to_owned(), shape: Vec::new(), class: "LongStorage", bytes: value.to_le_bytes().to_vec() }
}

/// As `torch.save(state_dict, file)` writes it.
pub fn pt(tensors: &[Stored]) -> Vec<u8> {
    let pickle = [b"\x80\x02", state_dict(tensors).as_slice(), b"."].concat();
    let storages = tensors.iter().enumerate();
    let entries: Vec<_> = storages.map(|(key, tensor)| (format!("net/data/{key}"), tensor.bytes.as_slice())).collect();
    let entries = entries.iter().map(|(name, bytes)| (name.as_str(), *bytes));
    zip(&[("net/data.pkl", pickle.as_slice())].into_iter().chain(entries).collect::<Vec<_>>())
}

/// The instructions that build a dictionary of these tensors; tensor `i` is in storage `i`.
pub fn state_dict(tensors: &[Stored]) -> Vec<u8> {
    let entry = |(key, tensor): (usize, &Stored)| {
        let strides: Vec<usize> = (1..=tensor.shape.len()).map(|at| tensor.shape[at..].iter().product()).collect();
        let class = format!("ctorch\n{}\n", tensor.class);
        let place = [text(&key.to_string()), text("cpu"), int(tensor.bytes.len())].concat();
        let storage = [b"((".to_vec(), text("storage"), class.into_bytes(), place, b"tQ".to_vec()].concat();
        let view = [int(0), ints(&tensor.shape), ints(&strides), b"\x89NtRs".to_vec()].concat();
        [text(&tensor.name), b"ctorch._utils\n_rebuild_tensor_v2\n".to_vec(), storage, view].concat()
    };
    [b"}".to_vec(), tensors.iter().enumerate().flat_map(entry).collect()].concat()
}

/// BINUNICODE
pub fn text(text: &str) -> Vec<u8> {
    [b"X", (text.len() as u32).to_le_bytes().as_slice(), text.as_bytes()].concat()
}

fn int(number: usize) -> Vec<u8> {
    [b"\x8a\x08".as_slice(), &(number as u64).to_le_bytes()].concat()
}

fn ints(numbers: &[usize]) -> Vec<u8> {
    [b"(".to_vec(), numbers.iter().flat_map(|&number| int(number)).collect(), b"t".to_vec()].concat()
}

/// A safetensors file of numbers of one kind, named as the format names it (`F16`), and of whole numbers.
pub fn safetensors(dtype: &str, tensors: &[Stored], counters: &[(&str, i64)]) -> Vec<u8> {
    let (mut entries, mut data) = (Vec::new(), Vec::new());
    let counters = counters.iter().map(|(name, value)| ("I64", counter(name, *value)));
    for (dtype, tensor) in tensors.iter().map(|tensor| (dtype, tensor.clone())).chain(counters) {
        let (name, shape, end) = (&tensor.name, &tensor.shape, data.len() + tensor.bytes.len());
        let offsets = [data.len(), end];
        entries.push(format!("{name:?}:{{\"dtype\":\"{dtype}\",\"shape\":{shape:?},\"data_offsets\":{offsets:?}}}"));
        data.extend(tensor.bytes);
    }
    let header = format!("{{{}}}", entries.join(","));
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), &data].concat()
}

/// A zip archive of uncompressed entries, with nothing in it that is not needed.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in entries {
        let offset = archive.len() as u32;
        let (name_length, size) = ((name.len() as u16).to_le_bytes(), (data.len() as u32).to_le_bytes());
        // Version, flags, method, time, date and checksum are 0; then both sizes and the lengths of name and extra.
        let shared = [&[0; 14][..], &size, &size, &name_length, &[0; 2]].concat();
        archive.extend([b"PK\x03\x04", shared.as_slice(), name.as_bytes(), data].concat());
        let place = [&[0; 10][..], &offset.to_le_bytes()].concat();
        directory.extend([b"PK\x01\x02\0\0", shared.as_slice(), &place, name.as_bytes()].concat());
    }
    let (count, size) = ((entries.len() as u16).to_le_bytes(), (directory.len() as u32).to_le_bytes());
    let start = (archive.len() as u32).to_le_bytes();
    [archive, directory, [b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &start, &[0; 2]].concat()].concat()
}
