//! Python in the page: the console that runs cells, the editor they are written in, what comes of them, a lesson's program.

pub mod console;
pub mod editor;
pub mod notices;
pub mod output_view;
pub mod program;
