//! Emberlab: lessons whose nets train in the reader's own browser.
//!
//! Bytes become batches ([`data`]), batches train a burn module ([`lessons`], [`engine`]) inside a worker, the worker
//! speaks plain data ([`protocol`]) to the page's plain state, and the page (`app`) draws it (`plot`). Arrows point one
//! way: the page never sees burn, the engine never sees the page.

pub mod lessons;

pub use {automl, course, data, digit, embedding, fault, file_kind, protocol, torch_file, worker};

#[cfg(feature = "cpu")]
pub use engine;
#[cfg(feature = "recorder")]
pub use recorder;
#[cfg(feature = "ui")]
pub use {app, plot};
