//! Helpers as threads: the native twin of the browser's workers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use burn::tensor::Device;

use super::part::Task;
use super::{Helper, Reply};
use crate::lesson::Job;

/// A thread with a net of its own.
pub fn hire(job: &Job) -> Helper {
    let (tasks, given) = async_channel::unbounded::<Task>();
    let (say, replies) = async_channel::unbounded();
    let is_dead = Arc::new(AtomicBool::new(false));
    let kill = Arc::clone(&is_dead);
    let job = job.clone();
    std::thread::spawn(move || {
        let (mut learner, feed) = (job.learner(&Device::flex()), job.feed());
        let mut reply = Reply::Ready;
        // The leader hangs up when it needs no helper any more, and takes the end of `say` for a death.
        while say.send_blocking(reply).is_ok()
            && let Ok(task) = given.recv_blocking()
        {
            learner.take_over(&task.weights);
            let part = pollster::block_on(task.compute(feed, &*learner));
            let (Ok(part), false) = (part, is_dead.load(Ordering::Relaxed)) else { return };
            reply = Reply::Done { serial: task.serial, part };
        }
    });
    Helper {
        // Sending fails only when the thread is gone, which the leader hears of.
        give: Box::new(move |task| drop(tasks.send_blocking(task.clone()))),
        kill: Box::new(move || kill.store(true, Ordering::Relaxed)),
        replies,
        is_ready: false,
    }
}
