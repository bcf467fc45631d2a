//! How much faster so many workers are, on this machine.

use std::cell::RefCell;

use burn::tensor::Device;
use web_time::Instant;

use super::Crew;
use crate::learner::Learner;
use crate::lesson::Job;
use crate::metrics::median;
use crate::read::read;
use crate::schedule::Schedule;
use data::dataset::Dataset;
use protocol::{Fault, WorkersPoint};

/// One worker, two, ... take turns of so many steps, so that a machine that is busy for a while slows all alike. The first
/// turns are not timed: a browser goes on making its code faster for seconds, on the cores that the workers need.
const TURNS: u64 = 10;
const UNTIMED_TURNS: u64 = 3;
const STEPS_PER_TURN: u64 = 10;

/// What so many workers have done.
struct Team {
    workers: usize,
    learner: Box<dyn Learner>,
    losses: Vec<f32>,
    step_millis: Vec<f64>,
    busy: Vec<f64>,
}

/// Takes the run's first hundred steps with one worker, with two, and so on up to `most`, each from the same first weights.
///
/// # Errors
/// Those of reading tensors.
pub async fn measure(job: &Job, data: &RefCell<Dataset>, most: usize) -> Result<Vec<WorkersPoint>, Fault> {
    let (feed, learning_rate) = (job.feed(), job.settings.real("lr"));
    let mut schedule = Schedule::new(&job.settings, &data.borrow());
    let mut crew = Crew::new(job.clone(), most);
    crew.assemble().await;
    let team = |workers: usize| Team {
        workers,
        learner: job.learner(&Device::flex()),
        losses: Vec::new(),
        step_millis: Vec::new(),
        busy: Vec::new(),
    };
    let mut teams: Vec<Team> = (1..=most).map(team).collect();
    for turn in 0..TURNS {
        for team in &mut teams {
            crew.employ(team.workers);
            for step in turn * STEPS_PER_TURN..(turn + 1) * STEPS_PER_TURN {
                let Some(batch) = schedule.batch_after(step, &data.borrow()) else { break };
                let batch = feed.resized(batch);
                let started = Instant::now();
                let (loss, _) = crew.step(&mut *team.learner, learning_rate, &batch).await?;
                team.losses.extend(read(loss).await?);
                if turn >= UNTIMED_TURNS {
                    team.step_millis.push(started.elapsed().as_secs_f64() * 1000.0);
                    team.busy.push(if team.workers == 1 { 1.0 } else { crew.diary.busy(team.workers) });
                }
            }
        }
    }
    let point = |team: &Team| {
        let apart = team.losses.iter().zip(&teams[0].losses).map(|(left, right)| f64::from((left - right).abs()));
        let images = schedule.batch_size as f64;
        WorkersPoint {
            workers: team.workers as u32,
            present: crew.present().min(team.workers) as u32,
            examples_per_second: median(team.step_millis.clone()).map_or(0.0, |millis| images * 1000.0 / millis),
            busy: median(team.busy.clone()).unwrap_or(1.0),
            losses_apart: apart.fold(0.0, f64::max),
        }
    };
    Ok(teams.iter().map(point).collect())
}
