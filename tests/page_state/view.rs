//! What events do to a run's view.

use emberlab::app::run_view::{KEPT_RUNS, RunView};
use emberlab::course::settings::Settings;
use emberlab::lessons::cnn_mnist::MANIFEST;
use emberlab::protocol::{
    Cause, Diverging, Fault, Loading, MetricPoint, Progress, RunEvent, RunId, RunState, StorageError,
};

use crate::scripted::summary;

const RUN: RunId = RunId(1);

/// A view whose run `number` is prepared with learning rate `lr`.
fn begin(view: &mut RunView, number: u32, lr: &str) {
    let (settings, _) = Settings::from_pairs(MANIFEST.settings, [("lr", lr)]);
    view.ask(RunId(number), settings);
    view.apply(RunId(number), RunEvent::Prepared { summary: summary(), step: 0 }, &[]);
}

fn view() -> RunView {
    let mut view = RunView::new(MANIFEST.settings);
    begin(&mut view, RUN.0, "0.001");
    view
}

fn progress(step: u64, loss_nats: f64) -> RunEvent {
    let points = vec![MetricPoint::new("train-loss", step, loss_nats)];
    RunEvent::Progress { progress: Progress { step, ..Progress::default() }, points }
}

/// So many of ten bytes have arrived.
fn loading(done_bytes: u64) -> RunEvent {
    let file = "mnist/train-0".to_owned();
    RunEvent::Loading(Loading { file, done_bytes, total_bytes: 10, from_cache: false })
}

#[test]
fn a_run_goes_from_asked_to_ready() {
    let mut view = RunView::new(MANIFEST.settings);
    assert_eq!(view.state, RunState::Idle);
    view.ask(RUN, Settings::defaults(MANIFEST.settings));
    assert_eq!((view.state, view.has_run()), (RunState::Loading, false));
    view.apply(RUN, loading(4), &[]);
    assert_eq!(view.loading.as_ref().map(|rest| rest.done_bytes), Some(4));
    view.apply(RUN, loading(10), &[]);
    assert_eq!(view.loading, None);
    view.apply(RUN, RunEvent::Prepared { summary: summary(), step: 0 }, &[]);
    assert_eq!((view.state, view.has_run(), view.total_steps()), (RunState::Ready, true, 240));
}

#[test]
fn curves_metrics_and_time_left_follow_progress() {
    let mut view = view();
    view.apply(RUN, progress(1, 2.3), &[]);
    view.apply(RUN, progress(2, 2.1), &[]);
    assert_eq!(view.metric("train-loss"), Some(2.1));
    assert_eq!(view.curves["train-loss"].points().len(), 2);
    assert_eq!(view.seconds_left(), None);
    view.progress.step_millis = Some(50.0);
    assert_eq!(view.seconds_left(), Some(238.0 * 0.05));
}

#[test]
fn events_of_other_runs_change_nothing() {
    let mut view = view();
    begin(&mut view, 2, "0.01");
    let before = view.clone();
    view.apply(RUN, progress(7, 0.1), &[]);
    view.apply(RUN, RunEvent::State(RunState::Done), &[]);
    view.apply(RUN, RunEvent::Checkpoint { step: 7, epoch: 0 }, &[1]);
    view.apply(RunId(3), RunEvent::Prepared { summary: summary(), step: 0 }, &[]);
    assert_eq!(view, before);
}

#[test]
fn the_last_runs_stay_with_their_names_and_curves() {
    let mut view = view();
    for run in 2..10 {
        view.apply(RunId(run - 1), progress(1, f64::from(run)), &[]);
        begin(&mut view, run, "0.01");
    }
    assert_eq!(view.past.len(), KEPT_RUNS);
    assert_eq!(view.past.iter().map(|past| past.run.0).collect::<Vec<_>>(), [8, 7, 6, 5, 4]);
    assert_eq!(view.past[0].name, "seed 1, lr 0.01");
    assert_eq!(view.past[0].curves["train-loss"].value_at(1.0), Some(9.0));
    assert!(view.curves.is_empty());
}

#[test]
fn a_run_without_steps_is_not_worth_keeping() {
    let mut view = view();
    begin(&mut view, 2, "0.01");
    assert!(view.past.is_empty());
}

#[test]
fn a_run_that_cannot_be_had_leaves_the_present_one() {
    let mut view = view();
    view.apply(RUN, RunEvent::State(RunState::Running), &[]);
    view.apply(RUN, progress(5, 1.0), &[]);
    view.ask(RunId(2), Settings::defaults(MANIFEST.settings));
    let fault = Fault::Network { file: "mnist/train-0".to_owned(), detail: Cause::Status { status: 404 } };
    view.apply(RunId(2), RunEvent::Fault(fault.clone()), &[]);
    assert_eq!((view.run, view.state, view.progress.step), (RUN, RunState::Paused, 5));
    assert_eq!(view.faults, [fault]);
    view.apply(RUN, progress(6, 0.9), &[]);
    assert_eq!(view.metric("train-loss"), Some(0.9));
}

#[test]
fn without_a_present_run_a_failed_one_leaves_nothing() {
    let mut view = RunView::new(MANIFEST.settings);
    view.ask(RUN, Settings::defaults(MANIFEST.settings));
    let fault = Fault::HtmlInstead { file: "catalog.json".to_owned() };
    view.apply(RUN, RunEvent::Fault(fault), &[]);
    assert_eq!((view.state, view.has_run()), (RunState::Failed, false));
}

#[test]
fn data_is_no_longer_on_its_way_after_a_fault_or_for_the_next_run() {
    let mut view = view();
    view.apply(RUN, loading(4), &[]);
    let fault = Fault::Network { file: "mnist/train-1".to_owned(), detail: Cause::Status { status: 404 } };
    view.apply(RUN, RunEvent::Fault(fault), &[]);
    assert_eq!((view.state, view.loading.clone()), (RunState::Ready, None));
    view.apply(RUN, loading(6), &[]);
    assert_eq!(view.loading.as_ref().map(|rest| rest.done_bytes), Some(6));
    begin(&mut view, 2, "0.01");
    assert_eq!(view.loading, None);
}

#[test]
fn the_same_fault_is_shown_once() {
    let mut view = view();
    let fault = Fault::Storage(StorageError::Full);
    view.report(fault.clone());
    view.report(fault.clone());
    assert_eq!(view.faults, [fault]);
}

#[test]
fn going_on_with_the_same_run_keeps_its_curves() {
    let mut view = view();
    for step in 1..=5 {
        view.apply(RUN, progress(step, step as f64), &[]);
    }
    view.ask(RUN, view.settings.clone());
    view.apply(RUN, RunEvent::Prepared { summary: summary(), step: 3 }, &[]);
    assert_eq!(view.progress.step, 3);
    view.apply(RUN, progress(4, 40.0), &[]);
    let values: Vec<_> = view.curves["train-loss"].points().map(|point| point.mean).collect();
    assert_eq!(values, [1.0, 2.0, 3.0, 40.0]);
    assert!(view.past.is_empty());
}

#[test]
fn where_a_run_diverged_is_known_until_the_next_one_is_there() {
    let mut view = view();
    begin(&mut view, 1, "10");
    let fault = Fault::diverged(12, Diverging::Features, f32::NAN);
    view.apply(RUN, RunEvent::Fault(fault.clone()), &[]);
    view.faults.clear();
    assert_eq!(view.diverged_at, Some(12), "a fault that was dismissed happened nevertheless");
    view.ask(RunId(2), Settings::default());
    assert_eq!(view.diverged_at, Some(12), "its curves are still on the page");
    begin(&mut view, 2, "0.01");
    assert_eq!(view.diverged_at, None);
    view.apply(RUN, RunEvent::Fault(fault), &[]);
    assert_eq!(view.diverged_at, None, "of a run that is gone");
}
