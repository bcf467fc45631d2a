//! The page.

use emberlab::app::App;
use emberlab::lessons::LESSONS;
use emberlab::lessons::figures::FIGURES;
use leptos::prelude::*;

fn main() {
    emberlab::app::last_words::provide();
    leptos::mount::mount_to_body(|| view! { <App course=LESSONS figures=FIGURES /> });
}
