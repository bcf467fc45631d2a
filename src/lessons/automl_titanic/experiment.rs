//! The experiment: one fold of one candidate a step, then one look at the test rows, then rounds of shuffled columns.

use web_time::Instant;

use super::applying::predictions;
use super::perceptrons::perceptrons;
use super::showing::{note, show_file, show_finished, show_leaderboard, show_table};
use crate::automl::answers::Answers;
use crate::automl::candidates::{candidates, in_turn};
use crate::automl::finished::{Closing, Finished, Look};
use crate::automl::importance::Shuffling;
use crate::automl::search::{Options, Saved, Search, SearchError};
use crate::automl::sheet::{Sheet, Summary};
use crate::automl::table::Table;
use crate::lessons::small_data::*;

const TITANIC: &[u8] = include_bytes!("../../../static/data/titanic/titanic.csv");
const SURVIVED: &str = "survived";
/// More rows make nearest neighbours too slow for a page.
const MOST_ROWS: usize = 20_000;
/// Steps after the look at the test rows: each shuffles every column once.
pub(super) const ROUNDS: u64 = 20;
/// Of the time budget, for the search; the rest is for the winner's importances.
const SEARCH_SHARE: f64 = 0.8;

struct AutoMl {
    settings: Settings,
    /// All columns of the file, which may each be the target.
    file_columns: Vec<Summary>,
    stage: Stage,
    /// The search as it was before its end, for the file.
    saved: Saved,
    search_steps: u64,
    step: u64,
    spent_seconds: f64,
    /// The step at which the time was up, if it was.
    stopped_at: Option<u64>,
}

/// Boxed: both are large.
enum Stage {
    Searching(Box<Search>),
    Closing(Box<Closing>),
    Finished(Box<Finished>, Shuffling),
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
    let target = match (settings.text("target"), settings.choice("data")) {
        ("", "own") => sheet.default_target(),
        ("", _) => SURVIVED,
        (chosen, _) => chosen,
    };
    let table = sheet.table(target, &settings.text("without").lines().map(str::trim).collect::<Vec<_>>())?;
    let per_family = settings.integer("candidates") as usize;
    let recipes = in_turn(vec![candidates(per_family, seed, &table.target.answers), perceptrons(per_family, seed)]);
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
    /// The share of the time budget that is spent.
    fn spent(&self) -> f64 {
        self.spent_seconds / self.settings.real("budget")
    }

    /// A piece of the next step, which knows when the time is up.
    fn work(&mut self) -> Result<bool, Fault> {
        let spent = self.spent();
        match &mut self.stage {
            Stage::Searching(search) if self.step < self.search_steps => {
                // One candidate at least is validated, whatever the budget.
                if self.stopped_at.is_some() || spent > SEARCH_SHARE && best(search).is_some() {
                    search.give_up_fold();
                    self.stopped_at.get_or_insert(self.step);
                    return Ok(false);
                }
                Ok(search.advance())
            }
            Stage::Searching(_) => {
                self.close()?;
                Ok(true)
            }
            Stage::Closing(closing) => Ok(closing.advance().map_err(SearchError::from)?),
            Stage::Finished(finished, shuffling) => Ok(spent < 1.0 && finished.shuffle(shuffling)),
            Stage::Between => Ok(false),
        }
    }

    fn search(&mut self) -> Vec<(&'static str, f64)> {
        let Stage::Searching(search) = &mut self.stage else { return Vec::new() };
        if self.stopped_at.is_some() {
            return Vec::new();
        }
        let names = metric_names(search.table());
        let score = search.step().and_then(|step| step.score.ok());
        [(names.fold, score), (names.best, best(search))]
            .into_iter()
            .filter_map(|(metric, value)| Some((metric, value?)))
            .collect()
    }

    fn close(&mut self) -> Result<(), Fault> {
        if let Stage::Searching(search) = std::mem::replace(&mut self.stage, Stage::Between) {
            self.saved = search.saved();
            self.stage = Stage::Closing(Box::new(search.close()?));
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let Stage::Closing(closing) = std::mem::replace(&mut self.stage, Stage::Between) else {
            return Ok(Vec::new());
        };
        let finished = closing.finish().map_err(SearchError::from)?;
        let mut metrics = vec![(metric_names(finished.table()).test, finished.score)];
        match &finished.look {
            Look::Classes { binary, .. } => metrics.extend(binary.as_ref().map(|binary| ("roc-area", binary.roc_area))),
            Look::Numbers { rmse, .. } => metrics.push(("test-rmse", *rmse)),
        }
        let shuffling = finished.shuffling(self.settings.integer("seed"));
        self.stage = Stage::Finished(Box::new(finished), shuffling);
        Ok(metrics)
    }
}

/// What the score of a fold, the best mean and the test rows' score are called.
struct MetricNames {
    fold: &'static str,
    best: &'static str,
    test: &'static str,
}

fn metric_names(table: &Table) -> MetricNames {
    match table.target.answers {
        Answers::Classes { .. } => MetricNames { fold: "fold-accuracy", best: "best-accuracy", test: "test-accuracy" },
        Answers::Numbers(_) => MetricNames { fold: "fold-r2", best: "best-r2", test: "test-r2" },
    }
}

/// The best mean so far of a candidate that is validated on all folds.
fn best(search: &Search) -> Option<f64> {
    search.leaderboard().first().filter(|best| best.is_complete(search.folds())).map(|best| best.mean)
}

impl Experiment for AutoMl {
    fn plan(&self) -> Plan {
        let rows = match &self.stage {
            Stage::Searching(search) => (search.split().train.len(), search.split().test.len()),
            Stage::Closing(_) | Stage::Finished(..) | Stage::Between => (0, 0),
        };
        Plan {
            train_examples: rows.0 as u64,
            test_examples: rows.1 as u64,
            steps_per_epoch: self.search_steps + 1 + ROUNDS,
            epochs: 1,
        }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        Vec::new()
    }

    fn advance(&mut self) -> Result<bool, Fault> {
        let began = Instant::now();
        let is_under_way = self.work();
        self.spent_seconds += began.elapsed().as_secs_f64();
        is_under_way
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        while self.advance()? {}
        let metrics = match &mut self.stage {
            Stage::Searching(_) => self.search(),
            Stage::Closing(_) => self.finish()?,
            Stage::Finished(_, shuffling) => {
                shuffling.end_round();
                Vec::new()
            }
            Stage::Between => Vec::new(),
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
            Stage::Closing(closing) => {
                let picture = show_table(picture, closing.table(), None);
                show_leaderboard(picture, closing.leaderboard(), self.settings.integer("folds") as usize)
            }
            Stage::Finished(finished, shuffling) => {
                let picture = show_table(picture, finished.table(), None);
                let picture = show_leaderboard(picture, &finished.leaderboard, self.settings.integer("folds") as usize);
                show_finished(picture, finished, shuffling, ROUNDS, self.search_steps + 1)
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
        let Saved { marks, failed, unseen, best_unseen } = match &self.stage {
            Stage::Searching(search) => {
                live = search.saved();
                &live
            }
            Stage::Closing(_) | Stage::Finished(..) | Stage::Between => &self.saved,
        };
        let losses = match &self.stage {
            Stage::Finished(_, shuffling) => shuffling.losses(),
            Stage::Searching(_) | Stage::Closing(_) | Stage::Between => Vec::new(),
        };
        let folds = self.settings.integer("folds") as usize;
        let padded =
            |row: &Vec<f32>| row.iter().copied().chain(std::iter::repeat(-1.0)).take(folds).collect::<Vec<_>>();
        let flat = |values: Vec<f32>| Values { shape: vec![values.len()], values };
        let table = Values { shape: vec![marks.len(), folds], values: marks.iter().flat_map(padded).collect() };
        let spent = [(1000.0 * self.spent_seconds) as f32, self.stopped_at.map_or(-1.0, |step| step as f32)];
        [
            ("right", table),
            ("failed", flat(failed.iter().map(|&candidate| candidate as f32).collect())),
            ("unseen", flat(unseen.clone())),
            ("best-unseen", flat(best_unseen.clone())),
            ("spent-millis", flat(spent.to_vec())),
            ("importance", flat(losses)),
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
        let known = |row: &[f32]| row.iter().copied().filter(|&mark| mark >= 0.0).collect();
        let saved = Saved {
            marks: values("right")?.chunks(folds.max(1)).map(known).collect(),
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
            self.close().and_then(|()| self.finish()).map_err(Difference::fault)?;
        }
        if let Stage::Finished(_, shuffling) = &mut self.stage {
            // Files of earlier versions do not know them.
            shuffling.restore(values("importance").unwrap_or_default());
        }
        Ok(())
    }

    fn apply_to(&self, csv: &[u8]) -> Result<Vec<u8>, Fault> {
        match &self.stage {
            Stage::Finished(finished, _) => Ok(predictions(finished, csv)?),
            Stage::Searching(_) | Stage::Closing(_) | Stage::Between => Err(Fault::NoModel),
        }
    }
}
