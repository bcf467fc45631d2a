//! Helpers as threads: the native twin of the browser's workers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_channel::{Receiver, Sender};
use burn::tensor::Device;

use super::helper::{Helper, News, Reply};
use super::part::{Part, Task};
use crate::lesson::Job;

/// A thread with a net of its own.
pub fn hire(job: &Job, id: u64, say: &Sender<News>) -> Helper {
    let (tasks, given) = async_channel::unbounded();
    let is_dead = Arc::new(AtomicBool::new(false));
    let kill = Arc::clone(&is_dead);
    let (job, say) = (job.clone(), say.clone());
    std::thread::spawn(move || {
        // Saying fails only when the leader is gone, which needs nothing any more.
        serve(&job, &given, &is_dead, |reply| drop(say.try_send((id, reply))));
        drop(say.try_send((id, Reply::Gone)));
    });
    Helper {
        id,
        // Sending fails only when the thread is gone, which the leader hears of.
        give: Box::new(move |task| drop(tasks.try_send(task))),
        kill: Box::new(move || kill.store(true, Ordering::Relaxed)),
        is_ready: false,
        part_millis: None,
    }
}

/// Computes parts until the leader hangs up, or somebody kills it.
fn serve(job: &Job, given: &Receiver<Task>, is_dead: &AtomicBool, say: impl Fn(Reply)) {
    let (mut learner, feed) = (job.learner(&Device::flex()), job.feed());
    say(Reply::Ready);
    while let Ok(task) = pollster::block_on(given.recv()) {
        learner.take_over(&task.weights);
        for (place, batch) in &task.parts {
            // The leader has gone on without the rest.
            if !given.is_empty() {
                break;
            }
            let part = pollster::block_on(Part::of(batch, feed, &*learner));
            let (Ok(part), false) = (part, is_dead.load(Ordering::Relaxed)) else { return };
            say(Reply::Done { serial: task.serial, place: *place, part });
        }
    }
}
