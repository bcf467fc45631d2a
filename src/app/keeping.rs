//! Runs that outlast a visit: which checkpoints are kept while training, and what is known of each. What is decided is
//! decided in [`super::kept`] and [`super::pace`]; [`super::writing`] brings it to the database.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::components::download;
use super::kept::{Keeping, KeptId, OwnData, OwnFile, Record};
use super::locks::{self, Held, Lock};
use super::pace::Pace;
use super::run_context::{RunContext, is_rest};
use super::run_view::Checkpoint;
use super::storage;
use crate::figures::canvas::now_millis;
use protocol::{RunId, RunState, StorageError};

/// What the context has of kept runs.
#[derive(Clone, Copy, Default)]
pub struct Keeper {
    pub state: RwSignal<Keeping>,
    pub(super) pace: StoredValue<Pace>,
    /// The locks of the runs that this tab writes.
    held: StoredValue<Vec<(KeptId, Held)>, LocalStorage>,
    /// The reader's own data of this visit, with its checksums.
    pub(super) own: StoredValue<Vec<OwnData>>,
    /// Checksums of the own data that the database holds.
    pub(super) stored: StoredValue<Vec<String>>,
    /// Last words of runs that were left, still to be written.
    pub(super) late: StoredValue<Vec<(Record, Checkpoint)>>,
    pub(super) has_made_room: StoredValue<bool>,
    /// The records could not be read.
    is_unread: StoredValue<bool>,
    has_asked: StoredValue<bool>,
}

impl Keeper {
    /// Asks the browser, once a visit, not to clear what it keeps.
    pub(super) fn ask_to_persist(self) {
        if !self.has_asked.get_value() {
            self.has_asked.set_value(true);
            storage::ask_to_persist();
        }
    }

    /// From now on `run` of this visit writes the kept run, whose lock this is.
    pub(super) fn write(self, run: RunId, id: KeptId, held: Option<Held>) {
        self.state.update(|state| state.ledger.write(run, id.clone()));
        self.held.update_value(|all| {
            all.extend(held.map(|held| (id, held)));
            self.state.with_untracked(|state| all.retain(|(id, _)| state.ledger.ids().any(|own| own == id)));
        });
    }

    /// The lock of a kept run that this tab has already.
    pub(super) fn take_held(self, id: &str) -> Option<Held> {
        let mut found = None;
        self.held.update_value(|all| {
            found = all.iter().position(|(held, _)| held == id).map(|index| all.swap_remove(index).1);
        });
        found
    }
}

impl RunContext {
    /// Keeps runs when the page is hidden or closed, and looks again when the reader comes back to it.
    pub(super) fn watch_leaving(self) {
        let hide = move || {
            self.keeper.pace.update_value(Pace::hurry);
            self.keep_newest();
            self.act(|conductor, view| conductor.hide(view));
        };
        // The page outlives both.
        let _ = window_event_listener_untyped("pagehide", move |_| hide());
        let _ = window_event_listener_untyped("visibilitychange", move |_| match document().hidden() {
            true => hide(),
            false => self.look_again(),
        });
    }

    /// Keeps a checkpoint, not too often; one of a run that was left, in any case.
    pub(super) fn keep(self, checkpoint: Checkpoint) {
        let (state, is_here) =
            self.view.with_untracked(|view| (view.state, view.has_run() && view.run == checkpoint.run));
        let now = now_millis();
        if is_here && !self.keeper.pace.with_value(|pace| pace.is_due(now, &checkpoint, is_rest(state))) {
            return;
        }
        let Some(record) = self.record_of(&checkpoint, is_here) else { return };
        if self.keeper.pace.with_value(|pace| pace.is_free(now)) {
            self.start_writing(record, checkpoint);
        } else {
            self.keeper.late.update_value(|late| late.push((record, checkpoint)));
        }
    }

    /// Keeps the run as it was last heard of, however recently it was kept. False where the browser refuses.
    pub(super) async fn keep_now(self) -> bool {
        let newest = self.view.with_untracked(|view| view.checkpoint.clone()).filter(|at| at.step > 0);
        let Some(checkpoint) = newest else { return true };
        let Some(record) = self.record_of(&checkpoint, true) else { return true };
        match self.write(&record, &checkpoint.bytes).await {
            Ok(()) => {
                self.is_written(record, &checkpoint).await;
                true
            }
            Err(error) => {
                self.refused_aloud(error);
                false
            }
        }
    }

    /// To be called once a second: writes what could not be written before.
    pub(super) fn keep_newest(self) {
        let now = now_millis();
        let pace = self.keeper.pace.get_value();
        if pace.is_stuck(now) {
            return self.refused(StorageError::named("TimeoutError"));
        }
        if self.keeper.is_unread.get_value() && pace.is_free(now) {
            self.look_again();
        }
        let mut late = None;
        self.keeper.late.update_value(|all| late = pace.is_free(now).then(|| all.pop()).flatten());
        if let Some((record, checkpoint)) = late {
            self.start_writing(record, checkpoint);
        } else if let Some(newest) = self.view.with_untracked(|view| view.checkpoint.clone()).filter(|at| at.step > 0) {
            self.keep(newest);
        }
    }

    /// The reader opens another lesson: what is known of the run in hand, for its last checkpoint.
    pub(super) fn leave_run(self) {
        let Some(left) = self.view.with_untracked(|view| {
            let is_running = matches!(view.state, RunState::Running | RunState::Compiling);
            let (run, step, epoch) = (view.run, view.progress.step, view.progress.epoch);
            (view.has_run() && is_running).then(|| Checkpoint { run, step, epoch, bytes: Arc::default() })
        }) else {
            return;
        };
        if let Some(record) = self.record_of(&left, true) {
            self.keeper.state.update(|state| state.ledger.leave(left.run, record));
        }
    }

    /// Looks for what earlier visits and other tabs have left behind.
    pub(super) fn look_for_kept(self) {
        self.keeper.state.update(|state| {
            state.offered = None;
            state.wanted = None;
            state.note = None;
        });
        spawn_local(async move {
            self.read_records().await;
            let Some(lesson) = self.lesson.get_untracked() else { return };
            self.keeper.state.update(|state| {
                let newest = state.offers(lesson.id, self.in_hand()).next();
                state.offered = newest.map(|record| record.id.clone());
            });
        });
    }

    pub(super) async fn read_records(self) {
        match storage::records().await {
            Ok(records) => {
                self.keeper.state.update(|state| state.records = records);
                if self.keeper.is_unread.get_value() {
                    self.keeper.is_unread.set_value(false);
                    self.is_well_again();
                }
            }
            // Where nothing can be kept, nothing is missing; keeping will report it.
            Err(StorageError::Forbidden) => {}
            Err(error) => {
                self.keeper.is_unread.set_value(true);
                self.refused(error);
            }
        }
    }

    fn look_again(self) {
        spawn_local(async move { self.read_records().await });
    }

    /// What is to be known of the run at this checkpoint; none for a run of which nothing is known.
    fn record_of(self, at: &Checkpoint, is_here: bool) -> Option<Record> {
        let now_millis = js_sys::Date::now();
        if !is_here {
            let left = self.keeper.state.with_untracked(|state| state.ledger.left(at.run).cloned());
            return left.map(|record| record.at(at, now_millis));
        }
        let lesson = self.lesson.get_untracked().filter(|_| !self.is_shown_only.get_value())?;
        let known = self.keeper.state.with_untracked(|state| state.ledger.id_of(at.run).cloned());
        let id = known.unwrap_or_else(|| {
            let id = new_id();
            self.keeper.write(at.run, id.clone(), None);
            self.lock(id.clone());
            id
        });
        let files = self.own_data().into_iter().map(|(file, _)| file).collect();
        Some(self.view.with_untracked(|view| Record::of(id, lesson.id, view, at, now_millis, files)))
    }

    /// Nobody else knows the id of a new run: it need not wait for its lock.
    fn lock(self, id: KeptId) {
        spawn_local(async move {
            if let Lock::Held(held) = locks::hold(&id).await {
                self.keeper.held.update_value(|all| all.push((id, held)));
            }
        });
    }

    /// The own data that the run in hand learns from.
    fn own_data(self) -> Vec<OwnData> {
        if self.view.with_untracked(|view| view.settings.choice("data") != "own") {
            return Vec::new();
        }
        self.of_conductor(|conductor| conductor.own_files().to_vec())
            .into_iter()
            .map(|(name, bytes)| self.own_file(&name, &bytes))
            .collect()
    }

    /// With its checksum, which is computed once.
    fn own_file(self, name: &str, bytes: &Arc<[u8]>) -> OwnData {
        let is_it = |(file, known): &&OwnData| file.name == name && Arc::ptr_eq(known, bytes);
        if let Some(known) = self.keeper.own.with_value(|own| own.iter().find(is_it).cloned()) {
            return known;
        }
        let data = (OwnFile::of(name, bytes), Arc::clone(bytes));
        self.keeper.own.update_value(|own| own.push(data.clone()));
        data
    }
}

/// An id that no other tab and no other visit makes. It is no part of what a seed fixes.
pub(super) fn new_id() -> KeptId {
    let random = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("{:x}-{random:08x}", js_sys::Date::now() as u64)
}

/// Hands a kept run to the reader as a file.
pub(super) fn hand_over(record: &Record, bytes: &[u8]) {
    download::save(&record.file_name(), "application/octet-stream", bytes);
}
