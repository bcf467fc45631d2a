//! How a run reaches the database, and what follows when it does not: room is made, it is said once, and tried again.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::kept::{KeptId, MOST_OWN_BYTES, Note, OwnData, Record};
use super::locks;
use super::run_context::RunContext;
use super::run_view::Checkpoint;
use super::storage;
use crate::figures::canvas::now_millis;
use protocol::{Fault, StorageError};

impl RunContext {
    /// Writes a run; there is one write at a time.
    pub(super) fn start_writing(self, record: Record, checkpoint: Checkpoint) {
        self.keeper.pace.update_value(|pace| pace.begins(now_millis()));
        spawn_local(async move {
            match self.write(&record, &checkpoint.bytes).await {
                Ok(()) => self.is_written(record, &checkpoint).await,
                Err(error) => {
                    if Some(checkpoint.run) != self.in_hand() {
                        // Nobody will send it again.
                        self.keeper.late.update_value(|late| late.push((record, checkpoint)));
                    }
                    self.refused(error);
                }
            }
        });
    }

    pub(super) async fn write(self, record: &Record, bytes: &[u8]) -> Result<(), StorageError> {
        let data = self.data_to_store(record);
        let outcome = match storage::keep(record, bytes, &data).await {
            Err(StorageError::Full) => self.make_room(record, bytes, &data).await,
            outcome => outcome,
        };
        if outcome.is_ok() {
            let checksums = data.into_iter().map(|(file, _)| file.checksum);
            self.keeper.stored.update_value(|stored| stored.extend(checksums));
        }
        outcome
    }

    /// As much of the run's own data as may be kept, without what the database holds already.
    fn data_to_store(self, record: &Record) -> Vec<OwnData> {
        let mut room_bytes = MOST_OWN_BYTES;
        let known = self.keeper.own.get_value();
        let mut data = Vec::new();
        for file in &record.files {
            let Some(left_bytes) = room_bytes.checked_sub(file.bytes) else { continue };
            room_bytes = left_bytes;
            let is_stored = self.keeper.stored.with_value(|stored| stored.contains(&file.checksum));
            data.extend(known.iter().find(|(own, _)| own == file).filter(|_| !is_stored).cloned());
        }
        data
    }

    /// The browser is full: old runs of other lessons give way, if that helps; if not, they are put back.
    async fn make_room(self, record: &Record, bytes: &[u8], data: &[OwnData]) -> Result<(), StorageError> {
        if self.keeper.has_made_room.get_value() {
            return Err(StorageError::Full);
        }
        self.keeper.has_made_room.set_value(true);
        let needed_bytes = record.bytes + data.iter().map(|(file, _)| file.bytes).sum::<u64>();
        let held = locks::held().await;
        let going = self.keeper.state.with_untracked(|state| state.room_for(&record.lesson, needed_bytes, &held));
        let mut gone = Vec::new();
        for record in going {
            gone.extend(storage::run(&record.id).await?.map(|bytes| (record, bytes)));
        }
        if gone.is_empty() {
            return Err(StorageError::Full);
        }
        let ids: Vec<_> = gone.iter().map(|(record, _)| record.id.clone()).collect();
        storage::forget(&ids).await?;
        let outcome = storage::keep(record, bytes, data).await;
        if outcome.is_err() {
            // In the place that they have just left there is room for them.
            let mut lost = Vec::new();
            for (record, bytes) in gone {
                if storage::keep(&record, &bytes, &[]).await.is_err() {
                    lost.push((record, bytes));
                }
            }
            gone = lost;
        } else {
            self.keeper.has_made_room.set_value(false);
        }
        let ids: Vec<_> = gone.iter().map(|(record, _)| record.id.clone()).collect();
        let names: Vec<_> = gone.into_iter().map(|(record, _)| (record.lesson, record.step)).collect();
        self.keeper.state.update(|state| {
            state.remove(&ids);
            state.note = (!names.is_empty()).then_some(Note::MadeRoom(names)).or(state.note.take());
        });
        outcome
    }

    pub(super) async fn is_written(self, record: Record, checkpoint: &Checkpoint) {
        self.is_well_again();
        self.keeper.pace.update_value(|pace| pace.is_written(now_millis(), checkpoint));
        let lesson = record.lesson.clone();
        self.keeper.state.update(|state| state.put(record));
        if self.surplus(&lesson).is_empty() {
            return;
        }
        // Another tab may have written since: what it writes stays.
        self.read_records().await;
        let held = locks::held().await;
        let surplus: Vec<_> = self.surplus(&lesson).into_iter().filter(|id| !held.contains(id)).collect();
        if !surplus.is_empty()
            && let Err(error) = self.delete(surplus).await
        {
            self.refused(error);
        }
    }

    fn surplus(self, lesson: &str) -> Vec<KeptId> {
        self.keeper.state.with_untracked(|state| state.surplus(lesson))
    }

    /// Deletes kept runs, in the database first.
    pub(super) async fn delete(self, ids: Vec<KeptId>) -> Result<(), StorageError> {
        let orphans = storage::forget(&ids).await?;
        // Own data that no other run needs is gone with them.
        self.keeper.stored.update_value(|stored| stored.retain(|checksum| !orphans.contains(checksum)));
        self.keeper.state.update(|state| state.remove(&ids));
        Ok(())
    }

    /// What was said is true no more.
    pub(super) fn is_well_again(self) {
        let mut was_said = false;
        self.keeper.pace.update_value(|pace| was_said = pace.is_well_again());
        if was_said {
            self.view.update(|view| view.faults.retain(|fault| !matches!(fault, Fault::Storage(_))));
        }
    }

    /// What the reader asked for was refused, which is said each time.
    pub(super) fn refused_aloud(self, error: StorageError) {
        self.keeper.pace.update_value(|pace| {
            pace.is_refused(now_millis());
        });
        self.report(Fault::KeptRuns(error));
    }

    /// Says it once, until keeping succeeds again.
    pub(super) fn refused(self, error: StorageError) {
        let mut is_new = false;
        self.keeper.pace.update_value(|pace| is_new = pace.is_refused(now_millis()));
        if is_new {
            self.report(Fault::Storage(error));
        }
    }
}
