//! Which notebook is open, where it came from, and how it is kept: one tab writes a notebook, in the browser's database.

use leptos::ev;
use leptos::prelude::*;
use leptos_use::use_debounce_fn;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File};

use super::note::Note;
use crate::address_bar::pairs;
use crate::components::files;
use crate::language::{Language, locale_name};
use crate::locks::{self, Held, Lock};
use crate::python::console::Console;
use crate::site::Site;
use crate::storage::{self, KeptNotebook, fresh_id};
use data::web::{body, request};
use notebook::file::FileError;
use notebook::{Notebook, file, ipynb, link};
use protocol::Fault;

/// A notebook that has changed is written after so long without another change.
const QUIET_MILLIS: f64 = 500.0;

/// A kept notebook, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: String,
    pub name: String,
}

/// A notebook of the course.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Ready {
    pub title: String,
    pub file: String,
}

/// Context: the open notebook's place among the others.
#[derive(Clone, Copy)]
pub struct Shelf {
    console: Console,
    pub entries: RwSignal<Vec<Entry>>,
    pub course: RwSignal<Vec<Ready>>,
    pub note: RwSignal<Option<Note>>,
    open: RwSignal<String>,
    lock: StoredValue<Option<Held>, LocalStorage>,
    site: StoredValue<Site>,
    language: Language,
}

impl Shelf {
    pub fn new(console: Console) -> Self {
        let shelf = Self {
            console,
            entries: RwSignal::default(),
            course: RwSignal::default(),
            note: RwSignal::new(None),
            open: RwSignal::new(fresh_id()),
            lock: StoredValue::new_local(None),
            site: StoredValue::new(expect_context()),
            language: expect_context(),
        };
        shelf.keep_what_changes();
        shelf.bring_course();
        shelf
    }

    /// What the address asks for, else the notebook that was open last, else one of the course's.
    pub fn open_as_asked(self) {
        let location = window().location();
        let end = location.hash().unwrap_or_default();
        let asked = pairs(&location.search().unwrap_or_default()).into_iter().find(|(key, _)| key == "open");
        if let Some(notebook) = link::read("shared", &end) {
            self.show(fresh_id(), notebook);
            self.console.doubt();
        } else if let Some((_, address)) = asked {
            self.fetch(address);
        } else {
            spawn_local(async move {
                match storage::notebooks().await {
                    Ok(kept) => {
                        self.list(&kept);
                        if let Some(newest) = kept.into_iter().next() {
                            self.open_kept(newest).await;
                        }
                    }
                    Err(error) => self.note.set(Some(Note::NotKept(error))),
                }
            });
        }
    }

    /// A new, empty notebook.
    pub fn begin(self) {
        self.show(fresh_id(), Notebook::default());
    }

    /// What the list of notebooks was asked for.
    pub fn choose(self, value: &str) {
        if let Some(file) = value.strip_prefix("course:") {
            self.fetch(file.to_owned());
        } else if let Some(id) = value.strip_prefix("kept:").map(str::to_owned) {
            spawn_local(async move {
                match storage::notebooks().await {
                    Ok(kept) => {
                        if let Some(kept) = kept.into_iter().find(|kept| kept.id == id) {
                            self.open_kept(kept).await;
                        }
                    }
                    Err(error) => self.note.set(Some(Note::NotKept(error))),
                }
            });
        }
    }

    /// A file of the reader's: a notebook is opened, anything else is there for programs to read.
    pub fn take(self, file: File) {
        spawn_local(async move {
            let name = file.name();
            if file.size() > file::MOST_BYTES as f64 {
                return self.note.set(Some(Note::File(FileError::TooLarge { file: name })));
            }
            match files::bytes_of(&file).await {
                Ok(bytes) if file::is_notebook(&name) => self.open_file(&name, &bytes),
                Ok(bytes) => {
                    self.console.put(name.clone(), bytes);
                    self.note.set(Some(Note::Taken { file: name }));
                }
                Err(_) => self.note.set(Some(Note::Unread { file: name })),
            }
        });
    }

    pub fn take_dropped(self, event: &DragEvent) {
        event.prevent_default();
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        files.map(files::listed).unwrap_or_default().into_iter().for_each(|file| self.take(file));
    }

    fn open_file(self, name: &str, bytes: &[u8]) {
        match file::open(name, bytes) {
            Ok(notebook) => {
                self.show(fresh_id(), notebook);
                // It is the reader's own wish: what is not here is said before anything runs.
                self.console.look_up_names();
            }
            Err(error) => self.note.set(Some(Note::File(error))),
        }
    }

    /// The end of an address that carries the notebook, or a word on why not.
    pub fn link(self) -> Option<String> {
        let end = self.console.notebook.with_untracked(link::write);
        if end.is_none() {
            self.note.set(Some(Note::TooLong));
        }
        end.map(|end| self.site.with_value(|site| format!("{}notebook/#{end}", site.base_url)))
    }

    fn show(self, id: String, notebook: Notebook) {
        self.note.set(None);
        self.lock.set_value(None);
        self.open.set(id.clone());
        self.console.open(notebook);
        spawn_local(async move {
            if let Lock::Held(held) = locks::hold(&lock_name(&id)).await
                && self.open.try_get_untracked() == Some(id)
            {
                self.lock.set_value(Some(held));
            }
        });
    }

    /// What another tab writes is opened as a copy.
    async fn open_kept(self, kept: KeptNotebook) {
        let Ok(notebook) = ipynb::read(&kept.name, &kept.name, &kept.text) else { return };
        match locks::hold(&lock_name(&kept.id)).await {
            Lock::Taken => {
                self.show(fresh_id(), notebook);
                self.note.set(Some(Note::Copy));
            }
            Lock::Held(held) => {
                // Given back first: it is asked for again under the same name.
                drop(held);
                self.show(kept.id, notebook);
            }
            Lock::Unknown => self.show(kept.id, notebook),
        }
    }

    fn list(self, kept: &[KeptNotebook]) {
        let entry = |kept: &KeptNotebook| Entry { id: kept.id.clone(), name: kept.name.clone() };
        drop(self.entries.try_set(kept.iter().map(entry).collect()));
    }

    fn keep_what_changes(self) {
        let write = use_debounce_fn(move || self.keep(), QUIET_MILLIS);
        let shown = StoredValue::new(String::new());
        Effect::new(move || {
            let id = self.open.get();
            self.console.notebook.track();
            // As it was opened, there is nothing to write yet.
            if shown.get_value() == id {
                write();
            } else {
                shown.set_value(id);
            }
        });
        let at_end = window_event_listener(ev::pagehide, move |_| self.keep());
        on_cleanup(move || {
            at_end.remove();
            self.keep();
        });
    }

    fn keep(self) {
        let (Some(id), Some(text)) =
            (self.open.try_get_untracked(), self.console.notebook.try_with_untracked(ipynb::write))
        else {
            return;
        };
        let name = self.console.notebook.with_untracked(|notebook| notebook.name.clone());
        let is_empty = self.console.notebook.with_untracked(|notebook| {
            notebook.cells().iter().all(|cell| cell.source.is_empty() && cell.outputs.is_empty())
        });
        if is_empty {
            return;
        }
        let kept = KeptNotebook { id, name, at_millis: js_sys::Date::now(), text };
        spawn_local(async move {
            let entry = Entry { id: kept.id.clone(), name: kept.name.clone() };
            match storage::keep_notebook(&kept).await {
                Ok(()) => drop(self.entries.try_update(|entries| {
                    entries.retain(|other| other.id != entry.id);
                    entries.insert(0, entry);
                })),
                Err(error) => drop(self.note.try_set(Some(Note::NotKept(error)))),
            }
        });
    }

    /// The course's own notebooks, in the page's language.
    fn bring_course(self) {
        Effect::new(move || {
            let language = locale_name(self.language.locale.get());
            spawn_local(async move {
                let list = fetched(self, format!("notebook/{language}.json")).await;
                let list = list.ok().and_then(|list| serde_json::from_slice(&list).ok());
                drop(self.course.try_set(list.unwrap_or_default()));
            });
        });
    }

    /// A notebook of this site.
    fn fetch(self, address: String) {
        spawn_local(async move {
            let name = address.rsplit('/').next().unwrap_or_default().to_owned();
            match fetched(self, address).await {
                Ok(bytes) => self.open_file(&name, &bytes),
                Err(Fault::Network { file, detail }) => self.note.set(Some(Note::NotFetched { file, detail })),
                Err(fault) => {
                    self.note.set(Some(Note::NotFetched { file: name, detail: fault.code().into() }));
                }
            }
        });
    }
}

fn lock_name(id: &str) -> String {
    format!("notebook-{id}")
}

/// A file of this site and no other.
async fn fetched(shelf: Shelf, address: String) -> Result<Vec<u8>, Fault> {
    let site = shelf.site.get_value();
    let outside = || Fault::Network { file: address.clone(), detail: "not of this site".into() };
    let absolute = web_sys::Url::new_with_base(&address, &site.base_url).map_err(|_| outside())?.href();
    if !absolute.starts_with(&format!("{}/", window().origin())) {
        return Err(outside());
    }
    body(&request(&absolute, &address).await?, &address, |_| ()).await
}
