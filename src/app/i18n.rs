//! The page's words in both languages, from `locales/`; `build/main.rs` makes them into code.

mod words {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}
pub use words::i18n::*;
