//! The page.

use emberlab::app::App;

fn main() {
    emberlab::app::last_words::provide();
    leptos::mount::mount_to_body(App);
}
