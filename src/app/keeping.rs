//! Runs that outlast a visit: kept in the browser's database while training, offered on the next visit.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::desk::{Desk, is_rest};
use super::saved::SavedRun;
use super::state::Checkpoint;
use super::storage;
use crate::lessons::Manifest;
use crate::plot::canvas::now_millis;
use crate::protocol::Fault;

/// Between two runs kept.
const KEEP_MILLIS: f64 = 5_000.0;

/// A kept run that can be resumed.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub step: u64,
    bytes: Arc<[u8]>,
}

/// What was kept last.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kept {
    at_millis: f64,
    epoch: u64,
    has_failed: bool,
}

impl Desk {
    /// Goes on from the run that an earlier visit left behind.
    pub fn resume(self) {
        let offer = self.offer.get_untracked();
        self.offer.set(None);
        if let Some(Offer { bytes, step }) = offer {
            self.load(&format!("step {step}"), bytes);
        }
    }

    /// Forgets the run that an earlier visit left behind.
    pub fn forget(self) {
        self.offer.set(None);
        if let Some(lesson) = self.lesson.get_untracked() {
            spawn_local(async move { self.note_storage(storage::forget(lesson.id).await) });
        }
    }

    /// Keeps a checkpoint, not too often.
    pub(super) fn keep(self, checkpoint: Checkpoint) {
        let kept = self.kept.get_value();
        let state = self.view.with_untracked(|view| view.state);
        let is_due = now_millis() - kept.at_millis > KEEP_MILLIS || kept.epoch != checkpoint.epoch || is_rest(state);
        let Some(lesson) = self.lesson.get_untracked().filter(|_| is_due && !kept.has_failed) else { return };
        self.kept.set_value(Kept { at_millis: now_millis(), epoch: checkpoint.epoch, ..kept });
        spawn_local(async move { self.note_storage(storage::keep(lesson.id, &checkpoint.bytes).await) });
    }

    /// Keeps the run as it was last heard of, however recently it was kept. False where the browser refuses.
    pub(super) async fn keep_now(self) -> bool {
        let checkpoint = self.view.with_untracked(|view| view.checkpoint.clone()).filter(|last| last.step > 0);
        let (Some(lesson), Some(checkpoint)) = (self.lesson.get_untracked(), checkpoint) else { return true };
        let outcome = storage::keep(lesson.id, &checkpoint.bytes).await;
        let is_kept = outcome.is_ok();
        self.note_storage(outcome);
        is_kept
    }

    /// Looks for what an earlier visit left behind.
    pub(super) fn look_for_kept(self, lesson: &'static Manifest) {
        self.offer.set(None);
        spawn_local(async move {
            // A browser that keeps nothing has nothing to offer; saving will report it.
            let bytes: Arc<[u8]> = storage::kept(lesson.id).await.ok().flatten().unwrap_or_default().into();
            let saved = SavedRun::read(lesson.id, &bytes).ok().filter(|saved| saved.settings_for(lesson).is_ok());
            let is_still_open = self.lesson.get_untracked().is_some_and(|open| open.id == lesson.id);
            if let Some(saved) = saved.filter(|saved| is_still_open && saved.step > 0) {
                self.offer.set(Some(Offer { step: saved.step, bytes }));
            }
        });
    }

    fn note_storage(self, outcome: Result<(), Fault>) {
        if let Err(fault) = outcome {
            self.kept.update_value(|kept| kept.has_failed = true);
            self.report(fault);
        }
    }
}
