//! A notebook and the interpreter that runs it: components read its signals and send it wishes. The interpreter is fetched with the
//! first run.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::notices::{Completions, Consent, Missing, Trouble};
use crate::conduct::worker_queue::WorkerQueue;
use crate::link;
use crate::losses::Losses;
use crate::site::Site;
use notebook::outputs::Stage;
use notebook::session::{Phase, SPACE};
use notebook::{CellId, CellKind, Notebook, Outputs, Session, Wish};
use protocol::{Death, Fault, PythonCommand, PythonEvent, Request};

/// A program that was told to stop has so long to end.
const PATIENCE_MILLIS: u64 = 1_000;

/// Context: one notebook and its interpreter.
#[derive(Clone, Copy)]
pub struct Console {
    pub notebook: RwSignal<Notebook>,
    pub session: RwSignal<Session>,
    pub trouble: RwSignal<Option<Trouble>>,
    pub missing: RwSignal<Option<Missing>>,
    pub completions: RwSignal<Option<Completions>>,
    pub consent: RwSignal<Consent>,
    /// Of the program that runs, a curve for each net that it trains.
    pub losses: RwSignal<Losses>,
    /// Whose completions are asked for.
    asked: StoredValue<Option<(Request, CellId)>>,
    requests: StoredValue<u32>,
    /// The reader's own, by name.
    files: StoredValue<Vec<(String, Arc<[u8]>)>>,
    worker: StoredValue<Option<WorkerQueue<PythonCommand>>, LocalStorage>,
    site: StoredValue<Site>,
}

impl Console {
    /// For this notebook; it goes, with its interpreter, when the component does that makes it.
    pub fn new(notebook: Notebook, losses: RwSignal<Losses>) -> Self {
        let console = Self {
            notebook: RwSignal::new(notebook),
            session: RwSignal::default(),
            trouble: RwSignal::new(None),
            missing: RwSignal::new(None),
            completions: RwSignal::new(None),
            consent: RwSignal::default(),
            losses,
            asked: StoredValue::new(None),
            requests: StoredValue::new(0),
            files: StoredValue::default(),
            worker: StoredValue::new_local(None),
            site: StoredValue::new(expect_context()),
        };
        on_cleanup(move || drop(console.worker.try_update_value(Option::take)));
        console
    }

    /// Runs a cell, after those that wait.
    pub fn run(self, cell: CellId) {
        match self.consent.get_untracked() {
            Consent::Given => self.run_now(cell),
            Consent::Needed => self.consent.set(Consent::Asked(vec![cell])),
            Consent::Asked(mut cells) => {
                cells.push(cell);
                self.consent.set(Consent::Asked(cells));
            }
        }
    }

    /// What is open came from somebody else.
    pub fn doubt(self) {
        self.consent.set(Consent::Needed);
    }

    /// The reader's answer.
    pub fn consent(self, is_given: bool) {
        let before = self.consent.try_update(std::mem::take);
        match before {
            Some(Consent::Asked(cells)) if is_given => cells.into_iter().for_each(|cell| self.run_now(cell)),
            _ if is_given => {}
            _ => self.consent.set(Consent::Needed),
        }
    }

    fn run_now(self, cell: CellId) {
        let name = self.notebook.with_untracked(|notebook| match notebook.place(cell) {
            Some(_) if notebook.cells().len() == 1 => format!("{}.py", notebook.name),
            place => format!("cell {}", place.unwrap_or_default() + 1),
        });
        let found = self.notebook.with_untracked(|notebook| notebook.cell(cell).cloned());
        if let Some(found) = found.filter(|found| found.kind == CellKind::Code) {
            self.wish(move |session| session.run(cell, name, found.source, Vec::new()));
        }
    }

    pub fn run_all(self) {
        self.notebook.with_untracked(Notebook::code).into_iter().for_each(|cell| self.run(cell));
    }

    /// Ends what runs; what does not hear of it is ended with all its variables.
    pub fn stop(self) {
        let run = self.session.with_untracked(Session::run_number);
        self.wish(Session::stop);
        set_timeout(move || self.wish(|session| session.insist(run)), Duration::from_millis(PATIENCE_MILLIS));
    }

    /// A new interpreter, without variables.
    pub fn restart(self) {
        self.wish(Session::end);
        self.trouble.set(None);
    }

    /// Another notebook in place of this one, with an interpreter of its own.
    pub fn open(self, notebook: Notebook) {
        self.restart();
        self.session.set(Session::default());
        self.missing.set(None);
        self.consent.set(Consent::Given);
        self.notebook.set(notebook);
    }

    /// Looks up which of the notebook's names are not here, before anything of it runs; brings the interpreter for that.
    pub fn look_up_names(self) {
        self.wish(Session::start);
        let code = |notebook: &Notebook| {
            let code = notebook.cells().iter().filter(|cell| cell.kind == CellKind::Code);
            code.map(|cell| cell.source.clone()).collect()
        };
        let sources = self.notebook.with_untracked(code);
        self.send(PythonCommand::Names { request: self.request(), sources }, Arc::default());
    }

    /// Asks how the word before this place may go on; `place` counts characters.
    pub fn complete(self, cell: CellId, source: String, place: usize) {
        let request = self.request();
        self.asked.set_value(Some((request, cell)));
        self.send(PythonCommand::Complete { request, source, place, space: SPACE.to_owned() }, Arc::default());
    }

    /// Gives programs a file to open, those of later interpreters too.
    pub fn put(self, name: String, bytes: Arc<[u8]>) {
        self.send(PythonCommand::File { name: name.clone() }, Arc::clone(&bytes));
        self.files.update_value(|files| {
            files.retain(|(other, _)| *other != name);
            files.push((name, bytes));
        });
    }

    pub fn is_ready(self) -> bool {
        self.session.with_untracked(|session| session.phase == Phase::Ready)
    }

    /// A part of a cell, as a signal that changes when the part does.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        cell: CellId,
        part: impl Fn(&notebook::Cell) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        Memo::new(move |_| self.notebook.with(|notebook| notebook.cell(cell).map(&part)))
    }

    /// How far a cell has come.
    pub fn stage(self, cell: CellId) -> Memo<Stage> {
        let ended = self.part(cell, |cell| cell.outputs.stage);
        Memo::new(move |_| {
            self.session.with(|session| match session.running() {
                Some(running) if running == cell => Stage::Running,
                _ if session.waiting().any(|waiting| waiting == cell) => Stage::Waiting,
                _ => ended.get().unwrap_or_default(),
            })
        })
    }

    fn request(self) -> Request {
        self.requests.update_value(|last| *last += 1);
        Request(self.requests.get_value())
    }

    fn wish(self, change: impl FnOnce(&mut Session) -> Vec<Wish>) {
        // The page may have been left meanwhile.
        let Some(running) = self.session.try_with_untracked(Session::running) else { return };
        let Some(wishes) = self.session.try_update(change) else { return };
        self.fulfil(wishes, running);
    }

    /// `running` is the cell that ran when the wishes came up.
    fn fulfil(self, wishes: Vec<Wish>, running: Option<CellId>) {
        for wish in wishes {
            match wish {
                Wish::Start => self.start(),
                Wish::Send(command) => self.tell(command),
                Wish::End => {
                    let worker = self.worker.try_update_value(Option::take).flatten();
                    // Not within a word of its own, whose listener goes with it.
                    wasm_bindgen_futures::spawn_local(async move { drop(worker) });
                    self.end_cell(running, Stage::Stopped);
                }
            }
        }
    }

    fn tell(self, command: PythonCommand) {
        if let PythonCommand::Run { run, .. } = &command {
            drop(self.losses.try_set(Losses::default()));
            let cell = self.session.with_untracked(Session::running);
            self.notebook.update(|notebook| {
                if let Some(cell) = cell.and_then(|cell| notebook.cell_mut(cell)) {
                    cell.count = Some(run.0);
                    cell.outputs = Arc::default();
                }
            });
        }
        self.send(command, Arc::default());
    }

    fn send(self, command: PythonCommand, bulk: Arc<[u8]>) {
        self.worker.update_value(|worker| {
            if let Some(worker) = worker {
                worker.send(command, bulk);
            }
        });
    }

    fn start(self) {
        self.trouble.set(None);
        let hear = move |message| self.hear(message);
        let started = self.site.with_value(|site| link::start_python(site, hear, move |death| self.mourn(death)));
        match started {
            Some(link) => {
                let mut worker = WorkerQueue::new(link);
                self.files.with_value(|files| {
                    for (name, bytes) in files {
                        worker.send(PythonCommand::File { name: name.clone() }, Arc::clone(bytes));
                    }
                });
                self.worker.set_value(Some(worker));
            }
            None => self.fail(Trouble::NotBuilt),
        }
    }

    fn hear(self, message: Result<(PythonEvent, Vec<u8>), Fault>) {
        let (event, bulk) = match message {
            Ok(message) => message,
            Err(Fault::BadMessage { detail }) => return self.fail(Trouble::Died { detail }),
            Err(fault) => return self.fail(Trouble::Died { detail: fault.code().into() }),
        };
        match &event {
            PythonEvent::Missing { total, names, .. } => {
                self.missing.set(Some(Missing { total: *total, names: names.clone() }));
            }
            PythonEvent::Completions { request, start, words } => {
                if let Some((_, cell)) = self.asked.get_value().filter(|(asked, _)| asked == request) {
                    self.completions.set(Some(Completions { cell, start: *start, words: words.clone() }));
                }
            }
            PythonEvent::Ready { .. } => {
                self.worker.update_value(|worker| worker.iter_mut().for_each(WorkerQueue::ready));
            }
            PythonEvent::Losses { run, net, step, values } => {
                if self.session.with_untracked(Session::run_number) == Some(*run) {
                    self.losses.update(|losses| losses.extend(*net, *step, values));
                }
            }
            PythonEvent::Text { .. }
            | PythonEvent::Clear { .. }
            | PythonEvent::Value { .. }
            | PythonEvent::Picture { .. }
            | PythonEvent::Table { .. }
            | PythonEvent::Figure { .. }
            | PythonEvent::Mistake { .. }
            | PythonEvent::Done { .. } => {}
        }
        let running = self.session.with_untracked(Session::running);
        let (owner, wishes) = self.session.try_update(|session| session.hear(&event)).unwrap_or_default();
        // Before the next cell begins, which may be the same.
        self.hear_of(owner, event, bulk);
        self.fulfil(wishes, running);
    }

    fn hear_of(self, cell: Option<CellId>, event: PythonEvent, bulk: Vec<u8>) {
        let Some(cell) = cell else { return };
        self.notebook.update(|notebook| {
            if let Some(cell) = notebook.cell_mut(cell) {
                Arc::make_mut(&mut cell.outputs).hear(event, bulk);
            }
        });
    }

    fn mourn(self, death: Death) {
        let detail = death.into();
        self.fail(Trouble::Died { detail });
    }

    fn fail(self, trouble: Trouble) {
        self.wish(Session::end);
        self.trouble.set(Some(trouble));
    }

    fn end_cell(self, cell: Option<CellId>, stage: Stage) {
        self.notebook.update(|notebook| {
            if let Some(cell) = cell.and_then(|cell| notebook.cell_mut(cell)) {
                let outputs: &mut Outputs = Arc::make_mut(&mut cell.outputs);
                outputs.stage = stage;
            }
        });
    }
}
