//! Emberlab: lessons whose nets train in the reader's own browser.
//!
//! Bytes become batches ([`data`]), batches train a burn module ([`lessons`], [`engine`]) inside a worker, the worker
//! speaks plain data ([`protocol`]) to the page's plain state, and the page (`app`) draws it (`plot`). Arrows point one
//! way: the page never sees burn, the engine never sees the page.

pub mod automl;
pub mod course;
pub mod data;
pub mod digit;
pub mod embedding;
pub mod fault;
pub mod file_kind;
pub mod lessons;
pub mod protocol;
#[cfg(feature = "recorder")]
pub mod recorder;
pub mod torch_file;

#[cfg(feature = "ui")]
pub mod app;
#[cfg(feature = "ui")]
pub mod plot;

#[cfg(feature = "engine")]
pub mod engine;

pub mod worker;
