//! What work on images does between the training steps: the evaluation, and what is shown beside the curves.

use super::Tick;
use super::evaluation::EvaluationRun;
use super::frame::{Frame, Wanted};
use super::images::Images;
use crate::read::read;
use protocol::{Fault, Picture, RunEvent};

/// Test images of the evaluations between the epochs' ends.
const QUICK_EVALUATION_EXAMPLES: usize = 1000;
/// Of more points there are features at the ends of epochs only, as they take as long as training does; of these few before the
/// first epoch's end.
const MOST_QUICK_POINTS: usize = 2000;
const FIRST_POINTS: usize = 500;
/// Test images that the page gets at least.
const SHOWN_EXAMPLES: usize = 100;
/// Images of a batch that are shown.
const SHOWN: usize = 40;

impl Images {
    /// Earlier curves, test images, and how good the net is so far.
    pub(super) fn begin(&mut self, frame: &mut Frame) {
        let points = frame.ledger.history.points();
        self.say_progress(frame, points);
        self.say_examples(frame);
        if frame.settings.integer("eval") > 0 {
            // A run restored at the end of an epoch shows the figure it was saved with.
            self.start_evaluation(frame, frame.step > 0 && frame.plan.ends_epoch(frame.step));
        }
    }

    /// From the next tick on the net is tried on test images: on all of them, or on as many as a quick look takes.
    pub(super) fn start_evaluation(&mut self, frame: &Frame, whole: bool) {
        let (all, others) = (self.data.borrow().test.len(), self.data.borrow().train.len());
        let wanted = frame.settings.integer("points") as usize;
        // Training images are looked at where all test images are.
        let points = match (whole, wanted) {
            (true, _) => wanted.min(all + others),
            (false, ..=MOST_QUICK_POINTS) => wanted.min(all),
            (false, _) if frame.step < frame.plan.steps_per_epoch => FIRST_POINTS.min(all),
            (false, _) => 0,
        };
        let examples = if whole { all } else { QUICK_EVALUATION_EXAMPLES.max(points).min(all) };
        let (classes, seed) = (frame.lesson.classes.len(), frame.settings.integer("seed"));
        self.evaluation = Some(EvaluationRun::new(frame.step, examples, points, whole, classes, seed));
    }

    pub(super) fn is_evaluating(&self) -> bool {
        self.evaluation.is_some()
    }

    /// One batch of the evaluation that goes on.
    pub(super) async fn evaluate(&mut self, frame: &mut Frame) -> Result<Tick, Fault> {
        let Some(mut evaluation) = self.evaluation.take() else { return Ok(Tick::Idle) };
        match evaluation.advance(self, frame.backend.backend).await? {
            Tick::Worked => {
                self.evaluation = Some(evaluation);
                // A sign of life: on a slow device a whole evaluation takes minutes.
                self.say_progress(frame, Vec::new());
            }
            Tick::WaitingForData | Tick::Resting { .. } => {
                self.evaluation = Some(evaluation);
                return Ok(Tick::WaitingForData);
            }
            Tick::Idle => {
                frame.is_picture_due = true;
                // At the start not all images were there.
                if evaluation.points() > self.said_examples {
                    self.say_examples(frame);
                }
                let points = evaluation.send(&self.data.borrow(), &mut frame.out)?;
                frame.ledger.record(&points);
                self.say_progress(frame, points);
                if frame.is_finished() {
                    frame.wanted = Wanted::None;
                }
            }
        }
        Ok(Tick::Worked)
    }

    /// Sends what the lesson shows of the batch that comes next and of the present weights: arrays `batch`
    /// `[shown, channels, side, side]`, their classes `batch-classes` `[shown]`, `batch-shape` `[4]`, `read-millis` `[1]` (how long
    /// a batch took to be read and resized), and each of the learner's filters `[images, channels, height, width]`. Where steps
    /// are cut, also the last one's diary.
    ///
    /// # Errors
    /// [`Fault::Gpu`] when the device no longer answers.
    pub(super) async fn show(&mut self, frame: &mut Frame) -> Result<Tick, Fault> {
        frame.is_picture_due = false;
        let Some(batch) = self.next_batch(frame.step) else { return Ok(Tick::Worked) };
        let (side, channels, count) = (self.feed.side_px, self.feed.channels(), batch.classes.len());
        let shown = count.min(SHOWN);
        let images = batch.images[..self.feed.image_values() * shown].iter().copied();
        let mut picture = Picture::default()
            .with("batch", &[shown, channels, side, side], images)
            .with("batch-classes", &[shown], batch.classes[..shown].iter().map(|&class| class as f32))
            .with("batch-shape", &[4], [count, channels, side, side].map(|size| size as f32))
            .with("read-millis", &[1], [self.reading.mean_millis().unwrap_or(f64::NAN) as f32]);
        for filter in self.learner.filters() {
            let shape = filter.images.dims();
            picture = picture.with(filter.name, &shape, read(filter.images).await?);
        }
        frame.say_picture(match &self.crew {
            Some(crew) => crew.show(picture),
            None => picture,
        });
        Ok(Tick::Worked)
    }

    /// The first test images that are there, and where more are wanted, the first training images.
    fn say_examples(&mut self, frame: &mut Frame) {
        let data = self.data.borrow();
        let (test, train) = (&data.test, &data.train);
        let count = (frame.settings.integer("points") as usize).max(SHOWN_EXAMPLES);
        let (mut labels, mut pixels) = (Vec::with_capacity(count), Vec::new());
        let tried = (0..test.len().min(count)).map(|index| test.example(index));
        let learned = (0..train.len().min(count - tried.len())).map(|index| train.example(index));
        for (image, label) in tried.chain(learned).map_while(|example| example) {
            pixels.extend_from_slice(image);
            labels.push(label);
        }
        self.said_examples = labels.len();
        frame.out.push((RunEvent::Examples { labels }, pixels));
    }
}
