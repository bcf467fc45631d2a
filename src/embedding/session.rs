//! The embedding worker's state: what the page asked for, and the next piece of work. Knows neither clock nor browser.

use std::rc::Rc;

use super::Positions;
use super::input::{Projection, check_options, read_features, read_row};
use super::neighbours::Preparation;
use super::pca::principal_components;
use super::transform::place;
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
    preparation: Option<Preparing>,
    picture: Option<Picture>,
    drawn: Option<Drawn>,
    /// The drawing has changed since the last frame.
    is_redrawn: bool,
}

/// Features on the way to a picture.
struct Preparing {
    features: Rc<Features>,
    preparation: Preparation,
    /// Where the points of the first picture start.
    start: Option<Positions>,
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
    projection: Option<Projection>,
}

/// What the net of a run makes of the reader's drawing.
struct Drawn {
    run: RunId,
    /// `[dimensions]`.
    values: Vec<f32>,
}

/// The points, and whose features they show.
struct Picture {
    features: Rc<Features>,
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
            EmbedCommand::Features { run, step, points, dimensions, sources, options } => {
                check_options(&options)?;
                let (values, projection) = read_features(bulk, [points, dimensions, sources], step)?;
                self.latest = Some(Rc::new(Features { run, step, dimensions, values, projection }));
                self.outdated = true;
                self.tune(options);
            }
            EmbedCommand::Tune { options } => {
                check_options(&options)?;
                self.tune(options);
            }
            EmbedCommand::Place { run } => {
                if let Some(features) = self.latest.as_ref().filter(|features| features.run == run) {
                    let values = features.row(bulk)?;
                    self.drawn = Some(Drawn { run, values });
                    self.is_redrawn = true;
                }
            }
            EmbedCommand::Clear => self.is_redrawn |= self.drawn.take().is_some(),
            EmbedCommand::Pause => self.paused = true,
            EmbedCommand::Resume => self.paused = false,
            EmbedCommand::Reset => *self = Self { options: self.options, paused: self.paused, ..Self::default() },
        }
        Ok(())
    }

    /// True while there is something to do.
    pub fn is_busy(&self) -> bool {
        self.is_moving() || (self.is_redrawn && self.picture.is_some())
    }

    /// Works until a frame's iterations are done, nothing is left to do, or `out_of_time` says so, which is asked every few
    /// milliseconds. Returns the new picture, if points have moved or the drawing has changed.
    pub fn advance(&mut self, mut out_of_time: impl FnMut() -> bool) -> Option<Frame> {
        let mut iterations = 0;
        while self.is_moving() && iterations < ITERATIONS_PER_FRAME {
            self.begin_preparation_when_due();
            if let Some(mut preparing) = self.preparation.take() {
                if preparing.preparation.advance() {
                    self.preparation = Some(preparing);
                } else {
                    self.end_preparation(preparing);
                }
            } else if let Some(picture) = &mut self.picture {
                picture.iterate();
                iterations += 1;
            }
            if out_of_time() {
                break;
            }
        }
        let Some(picture) = &self.picture else { return self.preparation.as_ref()?.frame() };
        let is_new = std::mem::take(&mut self.is_redrawn) || iterations > 0;
        is_new.then(|| picture.frame(self.drawn.as_ref()))
    }

    /// A picture that is paused, or has settled, still shows where a new drawing belongs.
    fn is_moving(&self) -> bool {
        let unsettled = self.picture.as_ref().is_some_and(|picture| picture.iterations_left > 0);
        !self.paused && (self.outdated || self.preparation.is_some() || unsettled)
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
            let start = || principal_components(&features.values, features.dimensions, self.options.seed);
            let start = self.picture.is_none().then(start);
            self.preparation = Some(Preparing { features: Rc::clone(features), preparation, start });
            self.outdated = false;
        }
    }

    fn end_preparation(&mut self, Preparing { features, preparation, start }: Preparing) {
        let affinities = preparation.finish();
        let EmbedOptions { seed, learning_rate, .. } = self.options;
        let tsne = match (self.picture.take(), start) {
            (Some(Picture { mut tsne, .. }), _) => {
                tsne.retarget(affinities, seed);
                tsne
            }
            (None, start) => {
                let start = start.unwrap_or_else(|| principal_components(&features.values, features.dimensions, seed));
                Tsne::new(affinities, start, learning_rate)
            }
        };
        self.picture = Some(Picture { features, tsne, iteration: 0, iterations_left: ITERATIONS });
    }
}

impl Features {
    /// One more row of features, as the picture has them.
    fn row(&self, bulk: &[u8]) -> Result<Vec<f32>, Fault> {
        match &self.projection {
            Some(projection) => Ok(projection.of(&read_row(bulk, projection.sources(), self.step)?)),
            None => read_row(bulk, self.dimensions, self.step),
        }
    }
}

impl Preparing {
    /// The start of those points that have their neighbours; none before any has.
    fn frame(&self) -> Option<Frame> {
        let count = self.preparation.finished();
        let [xs, ys] = self.start.as_ref().filter(|_| count > 0)?;
        let Features { run, step, .. } = *self.features;
        Some(Frame {
            event: EmbedEvent::Frame { run, step, iteration: 0, kl_nats: 0.0, drawn: None },
            positions: xs.iter().zip(ys).take(count).flat_map(|(&x, &y)| [x, y]).collect(),
        })
    }
}

impl Picture {
    fn iterate(&mut self) {
        self.tsne.step();
        self.iteration += 1;
        self.iterations_left = self.iterations_left.saturating_sub(1);
    }

    fn frame(&self, drawn: Option<&Drawn>) -> Frame {
        let Features { run, step, ref values, .. } = *self.features;
        let positions = self.tsne.positions();
        // A drawing of another length was refused when it came.
        let place = |drawn: &Drawn| place(values, positions, &drawn.values).ok();
        let drawn = drawn.filter(|drawn| drawn.run == run).and_then(place);
        let [xs, ys] = positions;
        let kl_nats = self.tsne.kl_nats();
        Frame {
            event: EmbedEvent::Frame { run, step, iteration: self.iteration, kl_nats, drawn },
            positions: xs.iter().zip(ys).flat_map(|(&x, &y)| [x, y]).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
