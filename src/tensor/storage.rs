//! The bytes behind tensors and arrays. Views share them: what one writes, all read.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use burn_backend::Bytes;

use crate::error::{Kind, Outcome, TensorError};

/// More than this a page does not get; PyTorch's allocator says the same in its own words.
const MOST_BYTES: usize = 1 << 31;

/// Shared bytes of one dtype.
#[derive(Debug)]
pub struct Storage {
    bytes: RefCell<Arc<Bytes>>,
    /// How many bytes; they never become more.
    size: usize,
}

thread_local! {
    static ALIVE_BYTES: Cell<usize> = const { Cell::new(0) };
}

/// What all storages hold together, in bytes.
pub fn alive_bytes() -> usize {
    ALIVE_BYTES.get()
}

/// Whether so many numbers of a size can be held at all.
///
/// # Errors
/// PyTorch's sentence about memory.
pub fn check_room(count: usize, size: usize) -> Outcome<()> {
    match count.checked_mul(size) {
        Some(bytes) if bytes <= MOST_BYTES.saturating_sub(alive_bytes()) => Ok(()),
        bytes => Err(TensorError::new(
            Kind::Runtime,
            format!(
                "[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried to allocate {} bytes. Error code 12 (Cannot allocate memory)",
                bytes.map_or_else(|| "more than 9223372036854775807".to_owned(), |bytes| bytes.to_string())
            ),
        )),
    }
}

impl Storage {
    pub fn new<T: bytemuck::Pod + Send + Sync>(values: Vec<T>) -> Rc<Self> {
        Self::of(Bytes::from_elems(values))
    }

    pub fn of(bytes: Bytes) -> Rc<Self> {
        Self::shared(Arc::new(bytes))
    }

    pub fn shared(bytes: Arc<Bytes>) -> Rc<Self> {
        let size = bytes.len();
        ALIVE_BYTES.set(ALIVE_BYTES.get() + size);
        Rc::new(Self { bytes: RefCell::new(bytes), size })
    }

    /// The bytes as they are now.
    pub fn bytes(&self) -> Arc<Bytes> {
        self.bytes.borrow().clone()
    }

    /// Writes. What others hold of [`Self::bytes`] stays as it was.
    pub fn write<R>(&self, write: impl FnOnce(&mut [u8]) -> R) -> R {
        let mut shared = self.bytes.borrow_mut();
        let bytes: &mut Bytes = Arc::make_mut(&mut shared);
        write(bytes)
    }

    pub fn len_bytes(&self) -> usize {
        self.size
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        ALIVE_BYTES.set(ALIVE_BYTES.get().saturating_sub(self.size));
    }
}
