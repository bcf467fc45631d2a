//! Several workers take the steps that one takes, whoever of them dies.

use std::cell::RefCell;
use std::rc::Rc;

use burn::tensor::{Device, Tolerance};

use super::MANIFEST;
use crate::course::settings::Settings;
use crate::data::dataset::Dataset;
use crate::data::disk;
use crate::engine::crew::{Crew, measure};
use crate::engine::lesson::{Job, Lesson};
use crate::engine::run::frame::Frame;
use crate::engine::run::{Run, Tick};
use crate::engine::schedule::Schedule;
use crate::engine::terminal::DATA_FOLDER;
use crate::lessons::trained;
use crate::protocol::{BackendChoice, BackendReport, GpuReport, RunEvent, RunId};

fn lesson() -> &'static Lesson {
    trained::find(MANIFEST.id).expect("it is registered")
}

fn data() -> Rc<RefCell<Dataset>> {
    let data = disk::load(DATA_FOLDER.as_ref(), "mnist", 10);
    Rc::new(RefCell::new(data.expect("the starter subset lies in the repository")))
}

fn settings(pairs: &[(&str, &str)]) -> Settings {
    let (settings, faults) = Settings::from_pairs(MANIFEST.settings, pairs.iter().copied());
    assert_eq!(faults, []);
    settings
}

fn job(settings: Settings) -> Job {
    Job::new(lesson(), settings).unwrap()
}

/// Losses of forty steps in two epochs, and how many shared the last one, of at most `at_most` where the settings leave it open.
fn losses(workers: &str, at_most: u32) -> (Vec<f64>, u32) {
    let settings = settings(&[("workers", workers), ("limit", "1280"), ("epochs", "2"), ("eval", "0")]);
    let backend = BackendReport::choose(BackendChoice::Cpu, &GpuReport::NoWebGpu);
    let frame = Frame::new(RunId(1), lesson(), settings, backend);
    let mut run = Run::on_images(frame, &Device::flex(), data(), None).unwrap();
    run.limit_workers(at_most);
    run.begin();
    run.run();
    while pollster::block_on(run.tick()).unwrap() == Tick::Worked {}
    let (mut losses, mut last) = (Vec::new(), 0);
    for (event, _) in run.said() {
        if let RunEvent::Progress { points, progress } = event {
            losses.extend(points.iter().filter(|point| point.metric == "train-loss").map(|point| point.value));
            last = progress.workers;
        }
    }
    (losses, last)
}

/// Losses of so many steps of three workers, of whom one is killed in the middle of step 3, if any; then helpers replaced.
fn losses_with_a_death(steps: u64, dies: bool) -> (Vec<f32>, u32) {
    let job = job(settings(&[("workers", "3"), ("batch", "24")]));
    let feed = job.feed();
    let data = data();
    let mut schedule = Schedule::new(&job.settings, &data.borrow());
    let mut learner = job.learner(&Device::flex());
    let mut crew = Crew::new(job, 3);
    pollster::block_on(crew.assemble());
    assert_eq!(crew.present(), 3);
    let mut losses = Vec::new();
    for step in 0..steps {
        let batch = feed.resized(schedule.batch_after(step, &data.borrow()).unwrap());
        if dies && step == 3 {
            crew.kill_one();
        }
        let (loss, logits) = pollster::block_on(crew.step(&mut *learner, 0.001, &batch)).unwrap();
        assert_eq!(logits.dims(), [24, 10]);
        losses.push(loss.into_scalar::<f32>());
        assert_eq!(crew.diary.parts.len(), 3, "each part once");
    }
    (losses, crew.replaced)
}

#[test]
fn as_many_workers_as_may_be_lose_the_same_to_the_last_digit() {
    let (one, alone) = losses("1", 4);
    assert_eq!((one.len(), alone), (40, 1));
    assert_eq!(losses("2", 1), (one.clone(), 2));
    assert_eq!(losses("5", 1), (one.clone(), 5));
    let (any, found) = losses("0", 4);
    assert_eq!(any, one);
    assert!((1..=3).contains(&found), "{found}");
}

#[test]
fn a_cut_batch_says_what_a_whole_one_says() {
    let job = job(settings(&[("batch", "50")]));
    let (feed, data) = (job.feed(), data());
    let batch = feed.resized(Schedule::new(&job.settings, &data.borrow()).batch_after(0, &data.borrow()).unwrap());
    let (images, classes) = feed.tensors(&batch, &Device::flex());
    let (mut cut, mut whole) = (job.learner(&Device::flex()), job.learner(&Device::flex()));
    let (one_loss, one_logits) = whole.train(0, 0.001, images, classes);
    let (loss, logits) = pollster::block_on(Crew::new(job, 1).step(&mut *cut, 0.001, &batch)).unwrap();
    assert!((loss.into_scalar::<f32>() - one_loss.into_scalar::<f32>()).abs() < 1e-6);
    logits.into_data().assert_approx_eq::<f32>(&one_logits.into_data(), Tolerance::absolute(1e-5));
    for (cut, whole) in cut.weights().into_iter().zip(whole.weights()) {
        cut.into_data().assert_approx_eq::<f32>(&whole.into_data(), Tolerance::absolute(1e-5));
    }
}

#[test]
fn a_killed_worker_changes_nothing() {
    let (unharmed, replaced) = losses_with_a_death(8, false);
    assert_eq!(replaced, 0);
    assert_eq!(losses_with_a_death(8, true), (unharmed, 1));
}

#[test]
fn a_batch_smaller_than_the_crew_is_a_batch() {
    let job = job(settings(&[("batch", "2"), ("limit", "3")]));
    let mut schedule = Schedule::new(&job.settings, &data().borrow());
    let mut learner = job.learner(&Device::flex());
    let mut crew = Crew::new(job, 4);
    pollster::block_on(crew.assemble());
    for step in 0..2 {
        let batch = schedule.batch_after(step, &data().borrow()).unwrap();
        let (loss, _) = pollster::block_on(crew.step(&mut *learner, 0.001, &batch)).unwrap();
        assert!(loss.into_scalar::<f32>().is_finite());
    }
}

#[test]
fn a_measurement_takes_the_same_steps_with_each_number_of_workers() {
    let job = job(settings(&[("batch", "4")]));
    let points = pollster::block_on(measure(&job, &data(), 2)).unwrap();
    assert_eq!(points.iter().map(|point| (point.workers, point.present)).collect::<Vec<_>>(), [(1, 1), (2, 2)]);
    assert!(points.iter().all(|point| point.losses_apart == 0.0), "{points:?}");
    assert!(points.iter().all(|point| point.examples_per_second > 0.0));
    assert!(points[0].busy == 1.0 && (0.0..=1.0).contains(&points[1].busy), "{points:?}");
}
