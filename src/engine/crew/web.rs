//! Helpers as web workers: the training worker starts more of its own kind, and each knows its job by its name.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use async_channel::Sender;
use burn::tensor::Device;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions};

use super::helper::{Helper, News, Reply};
use super::part::{Part, Task, clock_millis};
use crate::batch_tensors::Feed;
use crate::lesson::{self, Job, Lessons};
use course::settings::Settings;
use data::loader::Batch;
use protocol::Fault;
use worker::{Wire, decode, encode, listen, next_task, post, rest, scope};

/// A worker of this worker, from the script that started this one.
pub fn hire(job: &Job, id: u64, say: &Sender<News>) -> Helper {
    let running = Running::start(job, id, say).map(Rc::new);
    if let Err(error) = &running {
        web_sys::console::warn_1(error);
        tell(say, id, Reply::Gone);
    }
    let (given, killed) = (running.ok(), Cell::new(None));
    killed.set(given.clone());
    Helper {
        id,
        give: Box::new(move |task| {
            if let Some(running) = &given {
                running.send(&task);
            }
        }),
        kill: Box::new(move || {
            if let Some(running) = killed.take() {
                running.worker.terminate();
            }
        }),
        is_ready: false,
        part_millis: None,
    }
}

/// Whether this worker is somebody's helper, and for what.
pub fn own_job(lessons: Lessons) -> Option<Job> {
    let name: Name = serde_json::from_str(&scope().name()).ok()?;
    Job::new(lesson::find(lessons, &name.lesson).ok()?, name.settings).ok()
}

/// Computes parts for the leader for as long as the worker lives.
pub async fn serve(job: Job) {
    let (sender, tasks) = async_channel::unbounded();
    // Sending fails only when the receiver is gone, and it lives as long as the worker.
    listen(move |task| drop(sender.try_send(task)));
    let (mut learner, feed) = (job.learner(&Device::flex()), job.feed());
    post(&Said::Ready, &[]);
    while let Ok(Ok((head, bulk))) = tasks.recv().await {
        let task = unpack(head, &bulk, feed);
        learner.take_over(&task.weights);
        for (place, batch) in &task.parts {
            match Part::of(batch, feed, &*learner).await {
                Ok(part) => {
                    let values = [part.logits.as_slice(), &part.gradients].concat();
                    post(&Said::Done { serial: task.serial, place: *place, part }, bytemuck::cast_slice(&values));
                }
                // The leader takes silence for death, and computes the part itself.
                Err(fault) => return web_sys::console::error_1(&fault.to_string().into()),
            }
            next_task().await;
            // The leader has gone on without the rest.
            if !tasks.is_empty() {
                break;
            }
        }
    }
}

/// A worker that does not come up by then never will.
const START_MILLIS: f64 = 60_000.0;
const WATCH_MILLIS: f64 = 500.0;

/// What a helper is called, as JSON.
#[derive(Serialize, Deserialize)]
struct Name {
    lesson: String,
    settings: Settings,
}

/// Leader to helper (bulk: f32, as many weights, then the images of all parts).
#[derive(Serialize, Deserialize)]
struct Head {
    serial: u64,
    weights: usize,
    /// Each part's place, and its classes.
    parts: Vec<(usize, Vec<i32>)>,
}

/// Helper to leader.
#[derive(Serialize, Deserialize)]
enum Said {
    Ready,
    /// Bulk: f32, the logits, then the gradients.
    Done {
        serial: u64,
        place: usize,
        part: Part,
    },
}

struct Running {
    worker: Worker,
    watched: Rc<Watched>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

/// What a helper owes.
struct Watched {
    answers: Cell<usize>,
    /// When all of them have to be there.
    deadline: Cell<Option<f64>>,
}

impl Running {
    fn start(job: &Job, id: u64, say: &Sender<News>) -> Result<Self, JsValue> {
        let name = Name { lesson: job.lesson.id.to_owned(), settings: job.settings.clone() };
        let options = WorkerOptions::new();
        options.set_name(&serde_json::to_string(&name).expect("settings are plain JSON values"));
        let worker = Worker::new_with_options(&scope().location().href(), &options)?;
        let deadline = Cell::new(Some(clock_millis() + START_MILLIS));
        let watched = Rc::new(Watched { answers: Cell::new(1), deadline });
        let (answered, listener) = (Rc::clone(&watched), say.clone());
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            answered.note_answer();
            // A message that cannot be read is no answer.
            if let Ok(reply) = reply(&message.data()) {
                tell(&listener, id, reply);
            }
        });
        let mourner = say.clone();
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |error: ErrorEvent| {
            error.prevent_default();
            tell(&mourner, id, Reply::Gone);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let mourner = say.clone();
        spawn_local(watch(Rc::downgrade(&watched), move || tell(&mourner, id, Reply::Gone)));
        Ok(Self { worker, watched, _on_message: on_message, _on_error: on_error })
    }

    fn send(&self, task: &Task) {
        self.watched.answers.set(task.parts.len());
        self.watched.deadline.set(Some(clock_millis() + task.patience_millis));
        let parts = task.parts.iter().map(|(place, batch)| (*place, batch.classes.clone())).collect();
        let head = Head { serial: task.serial, weights: task.weights.len(), parts };
        let images = task.parts.iter().map(|(_, batch)| batch.images.as_slice());
        let values = std::iter::once(&*task.weights).chain(images).collect::<Vec<_>>().concat();
        let Wire { message, transfer } = encode(&head, bytemuck::cast_slice(&values));
        if let Err(error) = self.worker.post_message_with_transfer(&message, &transfer) {
            web_sys::console::warn_1(&error);
        }
    }
}

impl Watched {
    fn note_answer(&self) {
        self.answers.set(self.answers.get().saturating_sub(1));
        if self.answers.get() == 0 {
            self.deadline.set(None);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The leader is gone only when it needs no news any more.
fn tell(leader: &Sender<News>, id: u64, reply: Reply) {
    drop(leader.try_send((id, reply)));
}

/// Gives up a helper that is silent for too long.
async fn watch(watched: Weak<Watched>, give_up: impl FnOnce()) {
    while let Some(deadline) = watched.upgrade().map(|watched| watched.deadline.get()) {
        if deadline.is_some_and(|deadline| clock_millis() > deadline) {
            return give_up();
        }
        rest(WATCH_MILLIS).await;
    }
}

fn reply(message: &JsValue) -> Result<Reply, Fault> {
    Ok(match decode::<Said>(message)? {
        (Said::Ready, _) => Reply::Ready,
        (Said::Done { serial, place, mut part }, bulk) => {
            part.gradients = bytemuck::pod_collect_to_vec(&bulk);
            let gradients = part.gradients.split_off(part.count * part.classes);
            part.logits = std::mem::replace(&mut part.gradients, gradients);
            Reply::Done { serial, place, part }
        }
    })
}

fn unpack(Head { serial, weights, parts }: Head, bulk: &[u8], feed: Feed) -> Task {
    let mut values: Vec<f32> = bytemuck::pod_collect_to_vec(bulk);
    let pixels = values.split_off(weights);
    let mut rest = pixels.as_slice();
    let parts = parts.into_iter().map(|(place, classes)| {
        let (images, others) = rest.split_at(classes.len() * feed.image_values());
        rest = others;
        (place, Batch { images: images.to_vec(), classes })
    });
    Task { serial, patience_millis: 0.0, weights: values.into(), parts: parts.collect() }
}
