//! Which parts of a lesson go into which modules: a lesson's `mod.rs` says so once, with these words.

/// For the page.
macro_rules! in_page {
    ($($part:item)*) => { $(#[cfg(feature = "ui")] $part)* };
}

/// For every engine, the one among them that most visitors load first: it stays small.
macro_rules! in_every_engine {
    ($($part:item)*) => { $(#[cfg(feature = "cpu")] $part)* };
}

/// For the engines of all lessons.
macro_rules! in_engine {
    ($($part:item)*) => { $(#[cfg(feature = "labs")] $part)* };
}

/// For tests alone.
macro_rules! in_tests {
    ($($part:item)*) => { $(#[cfg(all(test, feature = "labs"))] $part)* };
}
