//! One worker and what waits for it: nothing is sent before the worker has said that it is ready.

use std::sync::Arc;

use crate::link::Link;

/// A worker with its queue.
pub struct WorkerQueue<C> {
    link: Box<dyn Link<C>>,
    /// None once the worker is ready.
    waiting: Option<Vec<(C, Arc<[u8]>)>>,
}

impl<C> WorkerQueue<C> {
    pub fn new(link: Box<dyn Link<C>>) -> Self {
        Self { link, waiting: Some(Vec::new()) }
    }

    /// Sends now, or as soon as the worker is ready.
    pub fn send(&mut self, command: C, bulk: Arc<[u8]>) {
        match &mut self.waiting {
            Some(waiting) => waiting.push((command, bulk)),
            None => self.link.send(&command, &bulk),
        }
    }

    /// Sends a command without bulk.
    pub fn tell(&mut self, command: C) {
        self.send(command, Arc::default());
    }

    /// The worker is ready: sends what has been waiting.
    pub fn ready(&mut self) {
        for (command, bulk) in self.waiting.take().unwrap_or_default() {
            self.link.send(&command, &bulk);
        }
    }

    pub fn is_ready(&self) -> bool {
        self.waiting.is_none()
    }
}
