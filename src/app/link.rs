//! How the page reaches its workers: traits for those who send, and web workers behind them.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Reflect;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::{Event as DomEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::site::Site;
use course::{Manifest, Program};
use protocol::{
    Command, Death, EmbedCommand, EmbedEvent, Event, Fault, PREDICTOR, PredictCommand, PredictEvent, PythonCommand,
    PythonEvent,
};
use worker::{Wire, decode, decode_json, encode, encode_json, mourn, name_for};

/// One worker, as those see it who give it commands. Dropping it ends the worker.
pub trait Link<C> {
    /// Sends a command and its bulk; see [`protocol`].
    fn send(&self, command: &C, bulk: &[u8]);
}

/// The module of a training worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The convolutional net on the CPU: the least that a visitor needs.
    Cpu,
    /// All lessons on the CPU.
    Labs,
    /// Both, with a GPU.
    Gpu,
}

impl Engine {
    /// What runs this lesson without a GPU.
    pub fn on_the_cpu(lesson: &Manifest) -> Self {
        match lesson.program {
            Program::Images { in_labs: false } => Self::Cpu,
            Program::Images { in_labs: true } | Program::Lab | Program::Table => Self::Labs,
        }
    }

    /// Its file's name, without the ending.
    pub fn module(self) -> &'static str {
        match self {
            Self::Cpu => "engine_cpu",
            Self::Labs => "engine_labs",
            Self::Gpu => "engine_gpu",
        }
    }
}

/// Makes workers. Whatever they report goes to whoever made the factory.
pub trait WorkerFactory {
    /// Trains; there is one at a time.
    fn trainer(&self, engine: Engine) -> Box<dyn Link<Command>>;
    /// Classifies the reader's digits, so that they never wait for a training step.
    fn predictor(&self, engine: Engine) -> Box<dyn Link<PredictCommand>>;
    fn embedder(&self) -> Box<dyn Link<EmbedCommand>>;
}

/// What a worker reports.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    Trainer(Event, Vec<u8>),
    Predictor(PredictEvent, Vec<u8>),
    Embedder(EmbedEvent, Vec<u8>),
    /// The worker is no more.
    Died(Role, Death),
}

/// What a worker is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Trainer,
    Predictor,
    Embedder,
}

/// Makes web workers.
pub struct WebWorkers {
    pub site: Site,
    pub on_report: Rc<dyn Fn(Report)>,
}

impl WorkerFactory for WebWorkers {
    fn trainer(&self, engine: Engine) -> Box<dyn Link<Command>> {
        self.start((engine.module(), "trainer"), Role::Trainer, Report::Trainer, Event::Fault)
    }

    fn predictor(&self, engine: Engine) -> Box<dyn Link<PredictCommand>> {
        self.start((engine.module(), PREDICTOR), Role::Predictor, Report::Predictor, PredictEvent::Fault)
    }

    fn embedder(&self) -> Box<dyn Link<EmbedCommand>> {
        self.start(("embedder", "embedder"), Role::Embedder, Report::Embedder, EmbedEvent::Fault)
    }
}

impl WebWorkers {
    fn start<C: Serialize + 'static, E: DeserializeOwned + 'static>(
        &self,
        what: (&str, &str),
        role: Role,
        report: fn(E, Vec<u8>) -> Report,
        misread: fn(Fault) -> E,
    ) -> Box<dyn Link<C>> {
        let (hear, report_death) = (Rc::clone(&self.on_report), Rc::clone(&self.on_report));
        let on_message = move |message: Result<(E, Vec<u8>), Fault>| {
            let (event, bulk) = message.unwrap_or_else(|fault| (misread(fault), Vec::new()));
            hear(report(event, bulk));
        };
        start(&self.site, what, on_message, move |death| report_death(Report::Died(role, death)))
    }
}

/// Starts a worker of this module for this job. `on_message` hears all that it says, `on_death` how it ended, if not by being dropped.
pub fn start<C: Serialize + 'static, E: DeserializeOwned + 'static>(
    site: &Site,
    (module, job): (&str, &str),
    on_message: impl Fn(Result<(E, Vec<u8>), Fault>) + 'static,
    on_death: impl Fn(Death) + 'static,
) -> Box<dyn Link<C>> {
    let options = WorkerOptions::new();
    let speech = Speech { encode: |command: &C, bulk| encode(command, bulk), decode: |message| decode(message) };
    start_script(&site.worker(module), name_for(job), &options, speech, on_message, on_death)
}

/// Starts Python; none where this build of the site has none.
pub fn start_python(
    site: &Site,
    on_message: impl Fn(Result<(PythonEvent, Vec<u8>), Fault>) + 'static,
    on_death: impl Fn(Death) + 'static,
) -> Option<Box<dyn Link<PythonCommand>>> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let speech = Speech {
        encode: |command: &PythonCommand, bulk| encode_json(command, bulk),
        decode: |message| decode_json(message),
    };
    Some(start_script(&site.python()?, name_for("python"), &options, speech, on_message, on_death))
}

/// An event and its bulk.
type Heard<E> = Result<(E, Vec<u8>), Fault>;

/// How messages to a worker and from it are written.
struct Speech<C, E> {
    encode: fn(&C, &[u8]) -> Wire,
    decode: fn(&JsValue) -> Heard<E>,
}

/// From the file at this address: the page's policy lets none start from a blob.
fn start_script<C: 'static, E: 'static>(
    address: &str,
    name: String,
    options: &WorkerOptions,
    Speech { encode, decode }: Speech<C, E>,
    on_message: impl Fn(Result<(E, Vec<u8>), Fault>) + 'static,
    on_death: impl Fn(Death) + 'static,
) -> Box<dyn Link<C>> {
    options.set_name(&name);
    let worker = match Worker::new_with_options(address, options) {
        Ok(worker) => worker,
        Err(error) => {
            web_sys::console::error_1(&error);
            // Reported like any other death, after whoever asked for the worker has it.
            wasm_bindgen_futures::spawn_local(async move { on_death(Death::NotStarted) });
            return Box::new(NoWorker);
        }
    };
    let (mourner, on_death) = (Rc::new(Cell::new(true)), Rc::new(on_death));
    let is_mourned = Rc::downgrade(&mourner);
    let at_end = Rc::clone(&on_death);
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        // Its first word: by now it holds the lock of its name, and loses it with its life.
        if let Some(is_waiting) = is_mourned.upgrade().filter(|is_waiting| is_waiting.take()) {
            let (is_mourned, at_end) = (Rc::downgrade(&is_waiting), Rc::clone(&at_end));
            mourn(&name, move || {
                // A worker that was dropped is missed by nobody.
                if is_mourned.strong_count() > 0 {
                    at_end(Death::Gone);
                }
            });
        }
        on_message(decode(&message.data()));
    });
    let on_error = Closure::<dyn FnMut(DomEvent)>::new(move |error: DomEvent| {
        error.prevent_default();
        // Where the script itself did not come, the event has no words.
        let detail = Reflect::get(&error, &"message".into()).ok().and_then(|message| message.as_string());
        on_death(detail.map_or(Death::NotStarted, |detail| Death::Error { detail }));
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    Box::new(WorkerLink { worker, encode, _on_message: on_message, _on_error: on_error, _mourner: mourner })
}

/// A running web worker.
struct WorkerLink<C> {
    worker: Worker,
    encode: fn(&C, &[u8]) -> Wire,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(DomEvent)>,
    /// As long as this is there, the worker's end is news. True until its first word.
    _mourner: Rc<Cell<bool>>,
}

impl<C> Link<C> for WorkerLink<C> {
    fn send(&self, command: &C, bulk: &[u8]) {
        let Wire { message, transfer } = (self.encode)(command, bulk);
        if let Err(error) = self.worker.post_message_with_transfer(&message, &transfer) {
            web_sys::console::error_1(&error);
        }
    }
}

impl<C> Drop for WorkerLink<C> {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// In place of a worker that the browser refused to start.
struct NoWorker;

impl<C> Link<C> for NoWorker {
    fn send(&self, _command: &C, _bulk: &[u8]) {}
}
