//! What the reader does with kept runs: goes on from one, renames, deletes or takes it away, gives the data that it needs.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::keeping::{hand_over, new_id};
use super::kept::{KeptId, Note, OwnData, OwnFile, Record, Wanted};
use super::locks::{self, Lock};
use super::run_context::RunContext;
use super::storage;
use protocol::{RunId, StorageError};

impl RunContext {
    /// The lesson's kept runs, without the one in hand, the newest first.
    pub fn offers(self) -> Memo<Vec<Record>> {
        let in_hand = self.part(|view| view.has_run().then_some(view.run));
        Memo::new(move |_| {
            let lesson = self.lesson.get().map_or("", |lesson| lesson.id);
            self.keeper.state.with(|state| state.offers(lesson, in_hand.get()).cloned().collect())
        })
    }

    /// Goes on from the newest kept run.
    pub fn resume(self) {
        if let Some(id) = self.newest_offer() {
            self.open_kept(id);
        }
    }

    /// Deletes the newest kept run.
    pub fn forget(self) {
        if let Some(id) = self.newest_offer() {
            self.delete_kept(id);
        }
    }

    /// Goes on from a kept run. It stays where it is until that is done.
    pub fn open_kept(self, id: KeptId) {
        spawn_local(async move {
            if let Err(error) = self.try_open(&id).await {
                self.refused_aloud(error);
            }
        });
    }

    pub fn delete_kept(self, id: KeptId) {
        spawn_local(async move {
            if let Err(error) = self.delete(vec![id]).await {
                self.refused_aloud(error);
            }
        });
    }

    /// Gives a kept run a name, or takes it away where there are only spaces.
    pub fn rename_kept(self, id: KeptId, name: &str) {
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        spawn_local(async move {
            if let Err(error) = storage::rename(&id, name.as_deref()).await {
                self.refused_aloud(error);
            }
            self.read_records().await;
        });
    }

    /// Saves a kept run as a file.
    pub fn export_kept(self, id: KeptId) {
        spawn_local(async move {
            match (storage::run(&id).await, self.record(&id)) {
                (Ok(Some(bytes)), Some(record)) => hand_over(&record, &bytes),
                (Ok(_), _) => self.read_records().await,
                (Err(error), _) => self.refused_aloud(error),
            }
        });
    }

    /// Takes a file that a kept run waits for; false when none waits for it.
    pub fn give_wanted(self, name: &str, bytes: &Arc<[u8]>) -> bool {
        if self.keeper.state.with_untracked(|state| state.wanted.is_none()) {
            return false;
        }
        let mut is_taken = false;
        let mut complete = None;
        self.keeper.state.update(|state| {
            let Some(wanted) = &mut state.wanted else { return };
            is_taken = wanted.give(bytes);
            complete = (is_taken && wanted.missing.is_empty()).then(|| wanted.id.clone());
            state.note = (!is_taken).then(|| Note::OtherFile(name.to_owned()));
        });
        if let Some(id) = complete {
            self.open_kept(id);
        }
        is_taken
    }

    /// The reader does not have the file now.
    pub fn leave_wanted(self) {
        self.keeper.state.update(|state| {
            state.wanted = None;
            state.note = None;
        });
    }

    /// The reader has read the note.
    pub fn leave_note(self) {
        self.keeper.state.update(|state| state.note = None);
    }

    /// The run on the page.
    pub(super) fn in_hand(self) -> Option<RunId> {
        self.view.with_untracked(|view| view.has_run().then_some(view.run))
    }

    fn newest_offer(self) -> Option<KeptId> {
        let lesson = self.lesson.get_untracked()?.id;
        self.keeper
            .state
            .with_untracked(|state| state.offers(lesson, self.in_hand()).next().map(|record| record.id.clone()))
    }

    fn record(self, id: &str) -> Option<Record> {
        self.keeper.state.with_untracked(|state| state.record(id).cloned())
    }

    async fn try_open(self, id: &str) -> Result<(), StorageError> {
        let (Some(record), Some(bytes)) = (self.record(id), storage::run(id).await?) else {
            // Another tab has deleted it.
            self.read_records().await;
            return Ok(());
        };
        let Some(data) = self.find_data(&record).await? else { return Ok(()) };
        // One of this tab's own runs, or one that no tab writes; of any other this tab goes on with a copy.
        let (id, held, note) = match self.keeper.take_held(id) {
            Some(held) => (record.id.clone(), Some(held), None),
            None => match locks::hold(id).await {
                Lock::Held(held) => (record.id.clone(), Some(held), None),
                Lock::Taken => self.copy(Some(Note::Copied)).await,
                Lock::Unknown => self.copy(None).await,
            },
        };
        if self.lesson.get_untracked().is_none_or(|open| open.id != record.lesson) {
            return Ok(());
        }
        self.leave_run();
        let wanted = self.settings.get_untracked();
        let files = data.iter().map(|(file, bytes)| (file.name.clone(), Arc::clone(bytes))).collect();
        let name = record.file_name();
        let resumed = self.act(|conductor, view| conductor.resume(view, &name, bytes.into(), files, &wanted));
        let Some((run, settings)) = resumed else { return Ok(()) };
        self.settings.set(settings);
        self.keeper.own.update_value(|own| own.extend(data));
        self.keeper.write(run, id, held);
        self.keeper.state.update(|state| {
            state.wanted = None;
            state.note = note;
        });
        Ok(())
    }

    async fn copy(self, note: Option<Note>) -> (KeptId, Option<locks::Held>, Option<Note>) {
        let id = new_id();
        match locks::hold(&id).await {
            Lock::Held(held) => (id, Some(held), note),
            Lock::Taken | Lock::Unknown => (id, None, note),
        }
    }

    /// The reader's own data that the run learns from; none when some is missing, which is then asked for.
    async fn find_data(self, record: &Record) -> Result<Option<Vec<OwnData>>, StorageError> {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for file in &record.files {
            match self.at_hand(record, file) {
                Some(bytes) => found.push((file.clone(), bytes)),
                None => match storage::file(&file.checksum).await? {
                    Some(bytes) => found.push((file.clone(), bytes.into())),
                    None => missing.push(file.clone()),
                },
            }
        }
        if missing.is_empty() {
            return Ok(Some(found));
        }
        let wanted = Wanted { id: record.id.clone(), missing, found };
        self.keeper.state.update(|state| state.wanted = Some(wanted));
        Ok(None)
    }

    /// What was given on this visit.
    fn at_hand(self, record: &Record, file: &OwnFile) -> Option<Arc<[u8]>> {
        let of = |data: &[OwnData]| {
            let same = |(known, _): &&OwnData| known.bytes == file.bytes && known.checksum == file.checksum;
            data.iter().find(same).map(|(_, bytes)| Arc::clone(bytes))
        };
        self.keeper.own.with_value(|own| of(own)).or_else(|| {
            let wanted = self.keeper.state.with_untracked(|state| state.wanted.clone());
            wanted.filter(|wanted| wanted.id == record.id).and_then(|wanted| of(&wanted.found))
        })
    }
}
