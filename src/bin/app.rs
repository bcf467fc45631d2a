//! The page.

use emberlab::app::App;

fn main() {
    leptos::mount::mount_to_body(App);
}
