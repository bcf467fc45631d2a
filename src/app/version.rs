//! Notices that the site has a new build while a page of an older one is open, whose files may be gone by now.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::run_context::{RunContext, use_run_context};
use super::site::Site;
use data::web::{body, request_anew};
use protocol::{Fault, RunState};
use worker::rest;

/// A step that takes longer loses what it has not saved: the checkpoint before it is kept.
const MOST_WAITS: u32 = 50;
const WAIT_MILLIS: f64 = 100.0;

/// Asks for the host's newest page whenever something could not be had or understood. Where that page is of another build,
/// one fault says so in place of those that it explains.
pub fn watch(site: Site) {
    let context = use_run_context();
    let suspects =
        context.part(|view| view.faults.iter().filter(|fault| is_suspect(fault)).cloned().collect::<Vec<_>>());
    Effect::new(move || {
        if suspects.with(|suspects| !suspects.is_empty()) {
            compare(&site, context);
        }
    });
}

/// Keeps the run as it is now, then loads the page anew. Where it could not be kept, a fault says so and the page stays.
pub fn reload(context: RunContext) {
    spawn_local(async move {
        context.pause();
        let is_at_work =
            || context.view.with_untracked(|view| matches!(view.state, RunState::Running | RunState::Compiling));
        for _ in 0..MOST_WAITS {
            if !is_at_work() {
                break;
            }
            rest(WAIT_MILLIS).await;
        }
        if context.keep_now().await
            && let Err(error) = window().location().reload()
        {
            web_sys::console::error_1(&error);
        }
    });
}

/// Could this come of files that are no longer there, or of another build?
fn is_suspect(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Network { .. }
            | Fault::HtmlInstead { .. }
            | Fault::TextMissing { .. }
            | Fault::PartMissing { .. }
            | Fault::WorkerDied { .. }
            | Fault::HelperDied { .. }
            | Fault::BadMessage { .. }
    )
}

fn compare(site: &Site, context: RunContext) {
    const FILE: &str = "index.html";
    let site = site.clone();
    spawn_local(async move {
        let newest = async { body(&request_anew(&site.base_url, FILE).await?, FILE, |_| ()).await };
        // Without network, the faults at hand say all there is to say.
        let page = newest.await.unwrap_or_default();
        if Site::build_in(&String::from_utf8_lossy(&page)).is_some_and(|build| build != site.build) {
            context.view.update(|view| {
                view.faults.retain(|fault| !is_suspect(fault));
                view.report(Fault::NewVersion);
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::Death;

    #[test]
    fn what_the_reader_did_is_no_sign_of_a_new_version() {
        assert!(is_suspect(&Fault::PartMissing { part: "xor".to_owned() }));
        assert!(is_suspect(&Fault::WorkerDied { death: Death::NotStarted, again: false }));
        assert!(!is_suspect(&Fault::NoPoints) && !is_suspect(&Fault::NewVersion));
    }
}
