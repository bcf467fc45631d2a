//! The embedding worker: started when there is something to embed, fed with each evaluation's features and the drawing's.

use std::sync::Arc;

use super::worker_queue::WorkerQueue;
use crate::link::WorkerFactory;
use protocol::{EmbedCommand, EmbedOptions, Evaluation, RunId};

/// What the embedding worker was told last.
#[derive(Default)]
pub struct Embedding {
    queue: Option<WorkerQueue<EmbedCommand>>,
    run: Option<RunId>,
    /// What the net of a run makes of the reader's drawing.
    drawn: Option<(RunId, Arc<[u8]>)>,
    options: EmbedOptions,
    is_paused: bool,
}

impl Embedding {
    /// Hands over the features of an evaluation. Those of another run start from scratch.
    pub fn features(
        &mut self,
        factory: &dyn WorkerFactory,
        run: RunId,
        seed: u64,
        evaluation: &Evaluation,
        bulk: &[u8],
    ) {
        let (points, dimensions) = (evaluation.feature_rows, evaluation.feature_columns);
        if points == 0 || dimensions == 0 {
            return;
        }
        let (is_paused, is_new) = (self.is_paused, self.queue.is_none() || self.run != Some(run));
        let queue = self.queue.get_or_insert_with(|| {
            let mut queue = WorkerQueue::new(factory.embedder());
            if is_paused {
                queue.tell(EmbedCommand::Pause);
            }
            queue
        });
        if self.run.replace(run).is_some_and(|last| last != run) {
            queue.tell(EmbedCommand::Reset);
        }
        self.options.seed = seed;
        let options = self.options;
        let (step, sources) = (evaluation.step, evaluation.feature_sources);
        let features = EmbedCommand::Features { run, step, points, dimensions, sources, options };
        queue.send(features, bulk.into());
        if is_new {
            self.send_drawn();
        }
    }

    /// Has the reader's drawing placed among the points: these are its features, f32, in the net of this run.
    pub fn place(&mut self, run: RunId, features: Arc<[u8]>) {
        self.drawn = Some((run, features));
        self.send_drawn();
    }

    /// The pad was cleared.
    pub fn clear(&mut self) {
        if self.drawn.take().is_some() {
            self.tell(EmbedCommand::Clear);
        }
    }

    /// Changes how points are embedded from now on.
    pub fn tune(&mut self, perplexity: f64, learning_rate: f64) {
        let options = EmbedOptions { perplexity, learning_rate, ..self.options };
        if options != self.options {
            self.options = options;
            self.tell(EmbedCommand::Tune { options });
        }
    }

    pub fn pause(&mut self, is_paused: bool) {
        if is_paused != self.is_paused {
            self.is_paused = is_paused;
            self.tell(if is_paused { EmbedCommand::Pause } else { EmbedCommand::Resume });
        }
    }

    pub fn ready(&mut self) {
        if let Some(queue) = &mut self.queue {
            queue.ready();
        }
    }

    /// The worker is gone; the next features start another one.
    pub fn died(&mut self) {
        self.queue = None;
        self.run = None;
    }

    /// To a worker that has points of the same run.
    fn send_drawn(&mut self) {
        if let (Some(queue), Some((run, features))) = (&mut self.queue, &self.drawn)
            && self.run == Some(*run)
        {
            queue.send(EmbedCommand::Place { run: *run }, Arc::clone(features));
        }
    }

    fn tell(&mut self, command: EmbedCommand) {
        if let Some(queue) = &mut self.queue {
            queue.send(command, Arc::default());
        }
    }
}
