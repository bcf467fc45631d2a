//! The embedding worker's state: what the page asked for, and the next piece of work. Knows neither clock nor browser.

use std::rc::Rc;

use super::input::{check_options, read_features};
use super::neighbours::Preparation;
use super::pca::principal_components;
use super::tsne::Tsne;
use fault::Fault;
use protocol::{EmbedCommand, EmbedEvent, EmbedOptions, RunId};

/// Iterations after new features or settings; then the picture has settled and the worker rests.
const ITERATIONS: u64 = 1000;
/// Iterations between two frames: enough to see motion, few enough to leave the processor to training.
const ITERATIONS_PER_FRAME: u64 = 10;

/// One embedding that follows a net while it trains.
#[derive(Default)]
pub struct Session {
    options: EmbedOptions,
    paused: bool,
    latest: Option<Rc<Features>>,
    /// Features or perplexity have changed since the last preparation began.
    outdated: bool,
    preparation: Option<(Rc<Features>, Preparation)>,
    picture: Option<Picture>,
}

/// A picture for the page: a `Frame` event and the bulk that goes with it.
pub struct Frame {
    pub event: EmbedEvent,
    /// `[points, 2]`.
    pub positions: Vec<f32>,
}

/// What a `Features` command brought.
struct Features {
    run: RunId,
    step: u64,
    dimensions: usize,
    /// `[points, dimensions]`, row by row.
    values: Vec<f32>,
}

/// The points, and whose features they show.
struct Picture {
    run: RunId,
    step: u64,
    tsne: Tsne,
    /// Iterations on these features, and how many are still to come.
    iteration: u64,
    iterations_left: u64,
}

impl Session {
    /// Takes in one command.
    ///
    /// # Errors
    /// [`Fault::Diverged`] for features that are no numbers, [`Fault::BadMessage`] for another number of them than announced,
    /// [`Fault::BadSetting`] for options out of range. Nothing changes then.
    pub fn apply(&mut self, command: EmbedCommand, bulk: &[u8]) -> Result<(), Fault> {
        match command {
            EmbedCommand::Features { run, step, points, dimensions, options } => {
                check_options(&options)?;
                let values = read_features(bulk, points, dimensions, step)?;
                self.latest = Some(Rc::new(Features { run, step, dimensions, values }));
                self.outdated = true;
                self.tune(options);
            }
            EmbedCommand::Tune { options } => {
                check_options(&options)?;
                self.tune(options);
            }
            EmbedCommand::Pause => self.paused = true,
            EmbedCommand::Resume => self.paused = false,
            EmbedCommand::Reset => *self = Self { options: self.options, paused: self.paused, ..Self::default() },
        }
        Ok(())
    }

    /// True while there is something to do.
    pub fn is_busy(&self) -> bool {
        let moving = self.picture.as_ref().is_some_and(|picture| picture.iterations_left > 0);
        !self.paused && (self.outdated || self.preparation.is_some() || moving)
    }

    /// Works until a frame's iterations are done, nothing is left to do, or `out_of_time` says so, which is asked every few
    /// milliseconds. Returns the new picture, if points have moved.
    pub fn advance(&mut self, mut out_of_time: impl FnMut() -> bool) -> Option<Frame> {
        let mut iterations = 0;
        while self.is_busy() && iterations < ITERATIONS_PER_FRAME {
            self.begin_preparation_when_due();
            if let Some((features, mut preparation)) = self.preparation.take() {
                if preparation.advance() {
                    self.preparation = Some((features, preparation));
                } else {
                    self.end_preparation(&features, preparation);
                }
            } else if let Some(picture) = &mut self.picture {
                picture.iterate();
                iterations += 1;
            }
            if out_of_time() {
                break;
            }
        }
        self.picture.as_ref().filter(|_| iterations > 0).map(Picture::frame)
    }

    fn tune(&mut self, options: EmbedOptions) {
        self.outdated |= self.latest.is_some() && options.perplexity != self.options.perplexity;
        self.options = options;
        if let Some(picture) = &mut self.picture {
            picture.tsne.set_learning_rate(options.learning_rate);
            picture.iterations_left = ITERATIONS;
        }
    }

    /// However fast features come in, each preparation is brought to its end and shown for a frame before the next begins.
    fn begin_preparation_when_due(&mut self) {
        let shown = self.picture.as_ref().is_none_or(|picture| picture.iteration >= ITERATIONS_PER_FRAME);
        if let (true, None, Some(features)) = (self.outdated && shown, &self.preparation, &self.latest) {
            let preparation = Preparation::new(&features.values, features.dimensions, self.options.perplexity);
            self.preparation = Some((Rc::clone(features), preparation));
            self.outdated = false;
        }
    }

    fn end_preparation(&mut self, features: &Features, preparation: Preparation) {
        let affinities = preparation.finish();
        let EmbedOptions { seed, learning_rate, .. } = self.options;
        let tsne = match self.picture.take() {
            Some(Picture { mut tsne, .. }) => {
                tsne.retarget(affinities, seed);
                tsne
            }
            None => {
                Tsne::new(affinities, principal_components(&features.values, features.dimensions, seed), learning_rate)
            }
        };
        let Features { run, step, .. } = *features;
        self.picture = Some(Picture { run, step, tsne, iteration: 0, iterations_left: ITERATIONS });
    }
}

impl Picture {
    fn iterate(&mut self) {
        self.tsne.step();
        self.iteration += 1;
        self.iterations_left = self.iterations_left.saturating_sub(1);
    }

    fn frame(&self) -> Frame {
        let Self { run, step, iteration, tsne, .. } = self;
        let [xs, ys] = tsne.positions();
        Frame {
            event: EmbedEvent::Frame { run: *run, step: *step, iteration: *iteration, kl_nats: tsne.kl_nats() },
            positions: xs.iter().zip(ys).flat_map(|(&x, &y)| [x, y]).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINTS: usize = 30;

    /// Thirty points in the plane, the same for every step.
    fn bulk() -> Vec<u8> {
        let values: Vec<f32> = (0..POINTS * 2).map(|index| ((index * 17) % 29) as f32).collect();
        bytemuck::cast_slice(&values).to_vec()
    }

    fn send(session: &mut Session, step: u64) {
        let options = EmbedOptions { perplexity: 5.0, ..Default::default() };
        let command = EmbedCommand::Features { run: RunId(1), step, points: POINTS, dimensions: 2, options };
        session.apply(command, &bulk()).unwrap();
    }

    fn session() -> Session {
        let mut session = Session::default();
        send(&mut session, 100);
        session
    }

    /// Step, iteration and positions of the next frame.
    fn next(session: &mut Session) -> (u64, u64, Vec<f32>) {
        let Frame { event, positions } = session.advance(|| false).expect("a busy session moves its points");
        let EmbedEvent::Frame { step, iteration, kl_nats, .. } = event else { panic!("{event:?}") };
        assert!(kl_nats.is_finite());
        (step, iteration, positions)
    }

    #[test]
    fn frames_follow_until_the_picture_has_settled() {
        let mut session = Session::default();
        assert!(!session.is_busy() && session.advance(|| false).is_none());
        send(&mut session, 100);
        for frame in 1..=100 {
            let (step, iteration, positions) = next(&mut session);
            assert_eq!((step, iteration, positions.len()), (100, 10 * frame, 2 * POINTS));
        }
        assert!(!session.is_busy() && session.advance(|| false).is_none());
    }

    #[test]
    fn work_is_cut_into_slices() {
        let mut session = session();
        // Four blocks of at most eight points and the start: no picture yet.
        assert!((0..5).all(|_| session.advance(|| true).is_none()));
        assert!(session.advance(|| true).is_some());
    }

    #[test]
    fn new_features_keep_the_positions() {
        let mut session = session();
        let (_, _, before) = (0..60).map(|_| next(&mut session)).last().unwrap();
        send(&mut session, 200);
        let (step, iteration, after) = next(&mut session);
        assert_eq!((step, iteration), (200, 10));
        let longest = before.iter().zip(&after).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        let radius = before.iter().fold(0.0, |radius: f32, x| radius.max(x.abs()));
        assert!(longest < radius, "{longest} of {radius}");
    }

    #[test]
    fn features_that_come_faster_than_they_are_prepared_do_not_stop_the_picture() {
        let mut session = session();
        let frames = (1..=100).filter_map(|step| {
            send(&mut session, step);
            session.advance(|| true)
        });
        assert!(frames.count() > 10);
    }

    #[test]
    fn pause_stops_and_resume_goes_on() {
        let mut session = session();
        next(&mut session);
        session.apply(EmbedCommand::Pause, &[]).unwrap();
        send(&mut session, 300);
        assert!(!session.is_busy() && session.advance(|| false).is_none());
        session.apply(EmbedCommand::Resume, &[]).unwrap();
        assert_eq!(next(&mut session).0, 300);
    }

    #[test]
    fn tuning_wakes_a_settled_picture() {
        let mut session = session();
        while session.is_busy() {
            next(&mut session);
        }
        let options = EmbedOptions { perplexity: 5.0, learning_rate: 50.0, ..Default::default() };
        session.apply(EmbedCommand::Tune { options }, &[]).unwrap();
        assert_eq!(next(&mut session).1, 1010);
        session.apply(EmbedCommand::Tune { options: EmbedOptions { perplexity: 8.0, ..options } }, &[]).unwrap();
        assert_eq!(next(&mut session).1, 10);
    }

    #[test]
    fn reset_forgets_and_the_same_seed_gives_the_same_picture() {
        let mut session = session();
        let first = next(&mut session);
        next(&mut session);
        session.apply(EmbedCommand::Reset, &[]).unwrap();
        assert!(!session.is_busy());
        send(&mut session, 100);
        assert_eq!(next(&mut session), first);
    }

    #[test]
    fn bad_messages_change_nothing() {
        let mut session = session();
        let options = EmbedOptions::default();
        let features = EmbedCommand::Features { run: RunId(1), step: 200, points: POINTS, dimensions: 2, options };
        assert!(matches!(session.apply(features, &bulk()[4..]), Err(Fault::BadMessage { .. })));
        let options = EmbedOptions { perplexity: f64::NAN, ..options };
        assert!(matches!(session.apply(EmbedCommand::Tune { options }, &[]), Err(Fault::BadSetting { .. })));
        assert_eq!(next(&mut session).0, 100);
    }
}
