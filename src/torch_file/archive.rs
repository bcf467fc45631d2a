//! The zip archive of `torch.save`: which bytes are the pickle, and which are a tensor's.

use std::collections::HashMap;

use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::error::{Quantity, TorchFileError, shown};

/// An archive whose entries lie in `bytes`, all below one folder.
pub struct Archive<'a> {
    zip: ZipSliceArchive<&'a [u8]>,
    entries: HashMap<Vec<u8>, Entry>,
    /// The name of the folder, with its slash.
    folder: Vec<u8>,
}

struct Entry {
    place: ZipArchiveEntryWayfinder,
    is_stored: bool,
}

const PICKLE: &str = "data.pkl";
/// The longest pickle that is read: some hundred thousand tensors' worth.
const MOST_PICKLE_BYTES: usize = 1 << 25;
/// What every such archive begins with.
pub const MAGIC: &[u8] = b"PK\x03\x04";

impl<'a> Archive<'a> {
    /// # Errors
    /// [`TorchFileError::TorchScript`], `BadArchive`, `NoPickle` or `BigEndian`.
    pub fn open(bytes: &'a [u8]) -> Result<Self, TorchFileError> {
        let zip = ZipArchive::from_slice(bytes).map_err(damaged)?;
        let entries = entries(&zip)?;
        let folder = folder(&entries).ok_or(TorchFileError::NoPickle)?;
        let archive = Self { zip, entries, folder };
        archive.check_kind()?;
        Ok(archive)
    }

    /// # Errors
    /// [`TorchFileError::BadArchive`], `Compressed` or `TooLarge`.
    pub fn pickle(&self) -> Result<&'a [u8], TorchFileError> {
        let pickle = self.entry(PICKLE)?.ok_or(TorchFileError::NoPickle)?;
        if pickle.len() > MOST_PICKLE_BYTES {
            return Err(TorchFileError::TooLarge { what: Quantity::PickleBytes, most: MOST_PICKLE_BYTES as u64 });
        }
        Ok(pickle)
    }

    /// The bytes of storage `key`, if it is there.
    ///
    /// # Errors
    /// [`TorchFileError::BadArchive`] or `Compressed`.
    pub fn storage(&self, key: &str) -> Result<Option<&'a [u8]>, TorchFileError> {
        self.entry(&format!("data/{key}"))
    }

    fn entry(&self, name: &str) -> Result<Option<&'a [u8]>, TorchFileError> {
        let path = [&self.folder, name.as_bytes()].concat();
        let Some(entry) = self.entries.get(path.as_slice()) else { return Ok(None) };
        if !entry.is_stored {
            return Err(TorchFileError::Compressed { entry: shown(&path) });
        }
        // The checksum is not compared: torch.load does not either, and torch.save can be told to leave it out.
        let (start, end) = self.zip.get_entry(entry.place).map_err(damaged)?.compressed_data_range();
        let range = usize::try_from(start).ok().zip(usize::try_from(end).ok()).map(|(start, end)| start..end);
        let bytes: &'a [u8] = self.zip.get_ref();
        let data = range.and_then(|range| bytes.get(range));
        data.map(Some).ok_or_else(|| TorchFileError::BadArchive { detail: format!("{} is incomplete", shown(&path)) })
    }

    fn check_kind(&self) -> Result<(), TorchFileError> {
        let code = [&self.folder, b"code/".as_slice()].concat();
        let constants = [&self.folder, b"constants.pkl".as_slice()].concat();
        if self.entries.keys().any(|path| path.starts_with(&code) || *path == constants) {
            return Err(TorchFileError::TorchScript);
        }
        match self.entry("byteorder")? {
            Some(b"big") => Err(TorchFileError::BigEndian),
            Some(_) | None => Ok(()),
        }
    }
}

fn entries(zip: &ZipSliceArchive<&[u8]>) -> Result<HashMap<Vec<u8>, Entry>, TorchFileError> {
    let mut found = HashMap::new();
    let mut listed = zip.entries();
    while let Some(record) = listed.next_entry().map_err(damaged)? {
        let path = record.file_path().as_bytes().to_vec();
        let is_stored = record.compression_method() == CompressionMethod::STORE;
        if found.contains_key(&path) {
            return Err(TorchFileError::BadArchive { detail: format!("it holds {} twice", shown(&path)) });
        }
        found.insert(path, Entry { place: record.wayfinder(), is_stored });
    }
    let (count, promised) = (found.len() as u64, zip.entries_hint());
    if count != promised {
        return Err(TorchFileError::BadArchive { detail: format!("it lists {count} entries instead of {promised}") });
    }
    Ok(found)
}

/// The one folder that holds a pickle, as torch.load looks for it: right below the top.
fn folder(entries: &HashMap<Vec<u8>, Entry>) -> Option<Vec<u8>> {
    let mut folders = entries.keys().filter_map(|path| {
        let slash = path.iter().position(|&byte| byte == b'/')?;
        (&path[slash + 1..] == PICKLE.as_bytes()).then(|| path[..=slash].to_vec())
    });
    let folder = folders.next()?;
    folders.next().is_none().then_some(folder)
}

fn damaged(error: rawzip::Error) -> TorchFileError {
    TorchFileError::BadArchive { detail: error.to_string() }
}
