//! Helpers as web workers: the training worker starts more of its own kind, and each knows its job by its name.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use async_channel::Sender;
use burn::tensor::Device;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions};

use super::part::{Part, Task, clock_millis};
use super::{Helper, Reply};
use crate::lesson::{self, Job, Lessons};
use course::settings::Settings;
use data::loader::Batch;
use protocol::Fault;
use worker::{Wire, decode, encode, listen, post, rest, scope};

/// A worker of this worker, from the script that started this one.
pub fn hire(job: &Job) -> Helper {
    let (say, replies) = async_channel::unbounded();
    let running = Running::start(job, &say).map(Rc::new);
    if let Err(error) = &running {
        web_sys::console::warn_1(error);
        say.close();
    }
    let (given, killed) = (running.ok(), Cell::new(None));
    killed.set(given.clone());
    Helper {
        give: Box::new(move |task| {
            if let Some(running) = &given {
                running.send(task);
            }
        }),
        kill: Box::new(move || {
            if let Some(running) = killed.take() {
                running.worker.terminate();
            }
        }),
        replies,
        is_ready: false,
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
        let task = unpack(head, &bulk);
        learner.take_over(&task.weights);
        match task.compute(feed, &*learner).await {
            Ok(part) => {
                let values = [part.logits.as_slice(), &part.gradients].concat();
                post(&Said::Done { serial: task.serial, part }, bytemuck::cast_slice(&values));
            }
            // The leader takes silence for death, and computes the part itself.
            Err(fault) => return web_sys::console::error_1(&fault.to_string().into()),
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

/// Leader to helper (bulk: f32, as many weights, then the images).
#[derive(Serialize, Deserialize)]
struct Head {
    serial: u64,
    weights: usize,
    classes: Vec<i32>,
}

/// Helper to leader.
#[derive(Serialize, Deserialize)]
enum Said {
    Ready,
    /// Bulk: f32, the logits, then the gradients.
    Done {
        serial: u64,
        part: Part,
    },
}

struct Running {
    worker: Worker,
    /// When it has to have answered, while it has anything to do.
    deadline: Rc<Cell<Option<f64>>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Running {
    fn start(job: &Job, say: &Sender<Reply>) -> Result<Self, JsValue> {
        let name = Name { lesson: job.lesson.id.to_owned(), settings: job.settings.clone() };
        let options = WorkerOptions::new();
        options.set_name(&serde_json::to_string(&name).expect("settings are plain JSON values"));
        let worker = Worker::new_with_options(&scope().location().href(), &options)?;
        let deadline = Rc::new(Cell::new(Some(clock_millis() + START_MILLIS)));
        let (answered, sender) = (Rc::clone(&deadline), say.clone());
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            answered.set(None);
            // A leader that has given up on this helper no longer listens; a message that cannot be read is no answer.
            let _ = reply(&message.data()).map(|reply| sender.try_send(reply));
        });
        let closer = say.clone();
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |error: ErrorEvent| {
            error.prevent_default();
            closer.close();
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        spawn_local(watch(Rc::downgrade(&deadline), say.clone()));
        Ok(Self { worker, deadline, _on_message: on_message, _on_error: on_error })
    }

    fn send(&self, task: &Task) {
        self.deadline.set(Some(clock_millis() + task.patience_millis));
        let head = Head { serial: task.serial, weights: task.weights.len(), classes: task.batch.classes.clone() };
        let values = [&*task.weights, &task.batch.images].concat();
        let Wire { message, transfer } = encode(&head, bytemuck::cast_slice(&values));
        if let Err(error) = self.worker.post_message_with_transfer(&message, &transfer) {
            web_sys::console::warn_1(&error);
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

/// Hangs up on a helper that is silent for too long.
async fn watch(deadline: Weak<Cell<Option<f64>>>, say: Sender<Reply>) {
    while let Some(deadline) = deadline.upgrade().map(|deadline| deadline.get()) {
        if deadline.is_some_and(|deadline| clock_millis() > deadline) {
            say.close();
            return;
        }
        rest(WATCH_MILLIS).await;
    }
}

fn reply(message: &JsValue) -> Result<Reply, Fault> {
    Ok(match decode::<Said>(message)? {
        (Said::Ready, _) => Reply::Ready,
        (Said::Done { serial, mut part }, bulk) => {
            part.gradients = bytemuck::pod_collect_to_vec(&bulk);
            let gradients = part.gradients.split_off(part.count * part.classes);
            part.logits = std::mem::replace(&mut part.gradients, gradients);
            Reply::Done { serial, part }
        }
    })
}

fn unpack(Head { serial, weights, classes }: Head, bulk: &[u8]) -> Task {
    let mut values: Vec<f32> = bytemuck::pod_collect_to_vec(bulk);
    let images = values.split_off(weights);
    Task { serial, patience_millis: 0.0, weights: values.into(), batch: Batch { images, classes } }
}
