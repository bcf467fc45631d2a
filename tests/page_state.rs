//! The page without a browser: events change the run's view, wishes and reports become commands to scripted workers.
#![cfg(not(target_arch = "wasm32"))]
#![cfg(feature = "ui")]

#[path = "page_state/address.rs"]
mod address;
#[path = "page_state/alive.rs"]
mod alive;
#[path = "page_state/conductor.rs"]
mod conductor;
#[path = "page_state/files.rs"]
mod files;
#[path = "page_state/kept.rs"]
mod kept;
#[path = "page_state/scripted.rs"]
mod scripted;
#[path = "page_state/texts.rs"]
mod texts;
#[path = "page_state/view.rs"]
mod view;
