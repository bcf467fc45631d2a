//! The experiment: one fold of one candidate a step, then one look at the test rows, then each column's importance.

use std::collections::BTreeMap;

use web_time::Instant;

use super::applying::predictions;
use super::perceptrons::perceptrons;
use super::showing::{note, show_file, show_finished, show_leaderboard, show_table};
use crate::automl::candidates::{candidates, in_turn};
use crate::automl::finished::Finished;
use crate::automl::importance::Importance;
use crate::automl::search::{Options, Saved, Search};
use crate::automl::sheet::{Sheet, Summary};
use crate::engine::experiment::{Experiment, Picture, Plan};
use crate::engine::state::Values;
use crate::lessons::settings::Settings;
use crate::protocol::{Difference, Fault, LayerSummary};

const TITANIC: &[u8] = include_bytes!("../../../static/data/titanic/titanic.csv");
const SURVIVED: &str = "survived";
/// More rows make nearest neighbours too slow for a page.
const MOST_ROWS: usize = 20_000;
const SHUFFLES: usize = 20;

struct AutoMl {
    settings: Settings,
    /// All columns of the file, which may each be the target.
    file_columns: Vec<Summary>,
    stage: Stage,
    /// The search as it was before its end, for the file.
    saved: Saved,
    search_steps: u64,
    columns: u64,
    step: u64,
    spent_seconds: f64,
    /// The step at which the time was up, if it was.
    stopped_at: Option<u64>,
}

/// Boxed: both are large.
enum Stage {
    Searching(Box<Search>),
    Finished(Box<Finished>, Vec<Importance>),
    /// Only while one becomes the other.
    Between,
}

/// # Errors
/// [`Fault::OwnTable`] without the file that the settings ask for; the faults of the table and of the search.
pub fn new(settings: &Settings, own: Option<&[u8]>) -> Result<Box<dyn Experiment>, Fault> {
    let bytes = match settings.choice("data") {
        "own" => own.ok_or(Fault::OwnTable)?,
        _ => TITANIC,
    };
    let seed = settings.integer("seed");
    let sheet = Sheet::read(bytes, MOST_ROWS, seed)?;
    let target = match (settings.choice("target"), settings.choice("data")) {
        ("", "own") => sheet.default_target(),
        ("", _) => SURVIVED,
        (chosen, _) => chosen,
    };
    let table = sheet.table(target, &settings.choice("without").lines().map(str::trim).collect::<Vec<_>>())?;
    let columns = table.features.columns.len() as u64;
    let per_family = settings.integer("candidates") as usize;
    let recipes = in_turn(vec![candidates(per_family, seed), perceptrons(per_family, seed)]);
    let options =
        Options { folds: settings.integer("folds") as usize, test_share: settings.real("test-share") / 100.0, seed };
    let search_steps = (recipes.len() * options.folds) as u64;
    let search = Search::new(table, recipes, options)?;
    Ok(Box::new(AutoMl {
        settings: settings.clone(),
        file_columns: sheet.summaries(),
        saved: search.saved(),
        stage: Stage::Searching(Box::new(search)),
        search_steps,
        columns,
        step: 0,
        spent_seconds: 0.0,
        stopped_at: None,
    }))
}

/// What a file of the reader's own holds, and what is predicted unless the reader chooses another column.
///
/// # Errors
/// [`Fault::Table`] where the file cannot be read.
pub fn describe(bytes: &[u8], seed: u64) -> Result<Picture, Fault> {
    let sheet = Sheet::read(bytes, MOST_ROWS, seed)?;
    let target = sheet.default_target().to_owned();
    Ok(show_file(Picture::default(), &sheet.summaries())
        .with_words("target", [target])
        .with_words("notes", sheet.notes().iter().map(note)))
}

impl AutoMl {
    fn search(&mut self) -> Vec<(&'static str, f64)> {
        let is_over_budget = self.spent_seconds > self.settings.real("budget");
        let Stage::Searching(search) = &mut self.stage else { return Vec::new() };
        // One candidate at least is validated, whatever the budget.
        if is_over_budget && search.leaderboard().first().is_some_and(|best| best.is_complete(search.folds())) {
            self.stopped_at.get_or_insert(self.step);
            return Vec::new();
        }
        let began = Instant::now();
        let step = search.step();
        self.spent_seconds += began.elapsed().as_secs_f64();
        let accuracy = step.and_then(|step| step.accuracy.ok());
        let best = search.leaderboard().first().filter(|best| best.is_complete(search.folds())).map(|best| best.mean);
        [("fold-accuracy", accuracy), ("best-accuracy", best)]
            .into_iter()
            .filter_map(|(metric, value)| Some((metric, value?)))
            .collect()
    }

    fn finish(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let Stage::Searching(search) = std::mem::replace(&mut self.stage, Stage::Between) else {
            return Ok(Vec::new());
        };
        self.saved = search.saved();
        let finished = search.finish()?;
        let mut metrics = vec![("test-accuracy", finished.accuracy)];
        metrics.extend(finished.binary.as_ref().map(|binary| ("roc-area", binary.roc_area)));
        self.stage = Stage::Finished(Box::new(finished), Vec::new());
        Ok(metrics)
    }

    fn judge_next_column(&mut self) {
        if let Stage::Finished(finished, importances) = &mut self.stage {
            let column = importances.len();
            importances.push(finished.importance(column, SHUFFLES, self.settings.integer("seed")));
        }
    }
}

impl Experiment for AutoMl {
    fn plan(&self) -> Plan {
        let rows = match &self.stage {
            Stage::Searching(search) => (search.split().train.len(), search.split().test.len()),
            Stage::Finished(..) | Stage::Between => (0, 0),
        };
        Plan {
            train_examples: rows.0 as u64,
            test_examples: rows.1 as u64,
            steps_per_epoch: self.search_steps + 1 + self.columns,
            epochs: 1,
        }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        Vec::new()
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let metrics = match self.step {
            step if step < self.search_steps => self.search(),
            step if step == self.search_steps => self.finish()?,
            _ => {
                self.judge_next_column();
                Vec::new()
            }
        };
        self.step += 1;
        Ok(metrics)
    }

    fn picture(&mut self) -> Picture {
        let picture = Picture::default()
            .with("spent-millis", &[1], [(1000.0 * self.spent_seconds) as f32])
            .with("stopped-at", &[1], [self.stopped_at.map_or(f32::NAN, |step| step as f32)])
            .with("search-steps", &[1], [self.search_steps as f32]);
        let picture = show_file(picture, &self.file_columns);
        match &self.stage {
            Stage::Searching(search) => {
                let picture = show_table(picture, search.table(), Some(search.split()));
                show_leaderboard(picture, &search.leaderboard(), search.folds())
            }
            Stage::Finished(finished, importances) => {
                let picture = show_table(picture, finished.table(), None);
                let picture = show_leaderboard(picture, &finished.leaderboard, self.settings.integer("folds") as usize);
                show_finished(picture, finished, importances, self.search_steps + 1)
            }
            Stage::Between => picture,
        }
    }

    fn change(&mut self, settings: &Settings) -> Result<(), Fault> {
        self.settings = settings.clone();
        Ok(())
    }

    fn tensors(&self) -> BTreeMap<String, Values> {
        let live;
        let Saved { right, failed, unseen, best_unseen } = match &self.stage {
            Stage::Searching(search) => {
                live = search.saved();
                &live
            }
            Stage::Finished(..) | Stage::Between => &self.saved,
        };
        let folds = self.settings.integer("folds") as usize;
        let padded = |row: &Vec<usize>| {
            let known = row.iter().map(|&count| count as f32);
            known.chain(std::iter::repeat(-1.0)).take(folds).collect::<Vec<_>>()
        };
        let flat = |values: Vec<f32>| Values { shape: vec![values.len()], values };
        let table = Values { shape: vec![right.len(), folds], values: right.iter().flat_map(padded).collect() };
        let spent = [(1000.0 * self.spent_seconds) as f32, self.stopped_at.map_or(-1.0, |step| step as f32)];
        [
            ("right", table),
            ("failed", flat(failed.iter().map(|&candidate| candidate as f32).collect())),
            ("unseen", flat(unseen.clone())),
            ("best-unseen", flat(best_unseen.clone())),
            ("spent-millis", flat(spent.to_vec())),
        ]
        .map(|(name, values)| (format!("search.{name}"), values))
        .into()
    }

    fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        let values = |name: &str| {
            let name = format!("search.{name}");
            tensors.get(&name).map(|values| &values.values[..]).ok_or_else(|| Difference::missing(name))
        };
        let folds = self.settings.integer("folds") as usize;
        let known = |row: &[f32]| row.iter().filter(|&&count| count >= 0.0).map(|&count| count as usize).collect();
        let saved = Saved {
            right: values("right")?.chunks(folds.max(1)).map(known).collect(),
            failed: values("failed")?.iter().map(|&candidate| candidate as usize).collect(),
            unseen: values("unseen")?.to_vec(),
            best_unseen: values("best-unseen")?.to_vec(),
        };
        let spent = values("spent-millis")?;
        let [spent, stopped_at] = spent else {
            return Err(Difference::shape("search.spent-millis", &[spent.len()], &[2]));
        };
        let Stage::Searching(search) = &mut self.stage else { return Err(Vec::new()) };
        search.restore(&saved).map_err(Difference::fault)?;
        self.spent_seconds = f64::from(*spent) / 1000.0;
        self.stopped_at = (*stopped_at >= 0.0).then_some(*stopped_at as u64);
        self.step = step;
        if step > self.search_steps {
            self.finish().map_err(Difference::fault)?;
            (self.search_steps + 1..step).for_each(|_| self.judge_next_column());
        }
        Ok(())
    }

    fn apply_to(&self, csv: &[u8]) -> Result<Vec<u8>, Fault> {
        match &self.stage {
            Stage::Finished(finished, _) => Ok(predictions(finished, csv)?),
            Stage::Searching(_) | Stage::Between => Err(Fault::NoModel),
        }
    }
}
