//! What a lesson on small data runs: a net or none, one step at a time, and the numbers behind its live figure.

use std::collections::BTreeMap;

use super::checkpoint::{Values, is_weight};
use course::settings::Settings;
use protocol::{Difference, Fault, LayerSummary};
pub use protocol::{Picture, Plan};

/// A lesson's own program, driven by [`super::run::lab`]. It runs on burn's CPU backend and may read tensors at any time.
///
/// What a step does depends on the settings and the number of steps before it alone, so that a restored run goes on
/// exactly.
pub trait Experiment {
    /// How long the run is.
    fn plan(&self) -> Plan;

    /// The model's summary; empty where there is no net.
    fn layers(&self) -> Vec<LayerSummary>;

    /// Does a piece of the next step's work ahead of it; false where nothing but [`Self::step`] is left. Steps that take
    /// long are cut so, for messages to get in between. It is no step by halves: what is saved is the last whole one.
    ///
    /// # Errors
    /// Those of [`Self::step`].
    fn advance(&mut self) -> Result<bool, Fault> {
        Ok(false)
    }

    /// Takes one step, with whatever [`Self::advance`] has left of its work. Gives back metrics and their values after it: `train-loss`, `train-accuracy`, `test-loss`,
    /// `test-accuracy`, or the lesson's own. Values that are no numbers are left out of the curves.
    ///
    /// # Errors
    /// The lesson's own; losses and weights that are no numbers are found by the lab.
    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault>;

    /// The numbers behind the live figure, as they are now.
    fn picture(&mut self) -> Picture;

    /// A live setting has changed.
    ///
    /// # Errors
    /// The lesson's own; the run goes on as it was.
    fn change(&mut self, settings: &Settings) -> Result<(), Fault>;

    /// All that a restored run needs, by name, in PyTorch's shapes.
    fn tensors(&self) -> BTreeMap<String, Values>;

    /// Whether the run has diverged once the tensor of this name holds what is no number. Not so for what a lesson lets run
    /// into infinity beside its own net, nor for what the reader wrote.
    fn must_be_finite(&self, name: &str) -> bool {
        is_weight(name)
    }

    /// The inverse of [`Self::tensors`], for a run that has taken `step` steps.
    ///
    /// # Errors
    /// What does not fit, one line each.
    fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>>;

    /// What the model that the run has found says of a CSV file, as another one.
    ///
    /// # Errors
    /// [`Fault::NoModel`] where there is none, or none yet; the faults of the file.
    fn apply_to(&self, _csv: &[u8]) -> Result<Vec<u8>, Fault> {
        Err(Fault::NoModel)
    }
}

/// What a lesson's manifest names.
pub type NewLab = fn(&Settings) -> Result<Box<dyn Experiment>, Fault>;
/// The same on a table; it gets the reader's own CSV file, if there is one.
pub type NewTableLab = fn(&Settings, Option<&[u8]>) -> Result<Box<dyn Experiment>, Fault>;
/// What a CSV file holds, with the seed that draws rows of a long one.
pub type DescribeTable = fn(&[u8], u64) -> Result<Picture, Fault>;
