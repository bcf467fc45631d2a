//! Workers that are slow, stuck or dead, and what the reader can do about them.

use emberlab::app::conduct::Then;
use emberlab::app::link::{Report, Role};
use emberlab::app::run_view::Quiet;
use emberlab::protocol::{Death, Fault, GpuReport, Helper, RunState};

use crate::scripted::Page;

#[test]
fn a_dead_worker_is_reported_and_restart_goes_on() {
    let mut page = Page::prepared();
    page.conductor.run(&mut page.view, &page.wanted);
    page.state(1, RunState::Running);
    page.checkpoint(1, 5, &[9; 4]);
    page.conductor.hear(&mut page.view, Report::Died(Role::Trainer, Death::Gone));
    assert_eq!(page.view.state, RunState::Failed);
    assert_eq!(page.view.faults.iter().map(Fault::code).collect::<Vec<_>>(), ["worker-died"]);
    page.told();
    page.conductor.restart(&mut page.view);
    page.ready(GpuReport::NoWebGpu);
    page.prepare_at(1, 5);
    assert_eq!(page.told(), ["cpu: spawned", "cpu: Prepare 1 from 4 bytes", "cpu: Run"]);
    assert!(page.view.faults.is_empty());
}

#[test]
fn a_long_step_is_no_death_and_can_be_stopped() {
    let mut page = Page::prepared();
    page.conductor.run(&mut page.view, &page.wanted);
    page.state(1, RunState::Running);
    page.checkpoint(1, 5, &[9; 4]);
    for _ in 0..9 {
        page.conductor.tick(&mut page.view);
        assert_eq!(page.view.quiet, None);
    }
    for _ in 0..600 {
        page.conductor.tick(&mut page.view);
    }
    assert_eq!((page.view.state, page.view.faults.len()), (RunState::Running, 0));
    assert_eq!(page.view.quiet, Some(Quiet::Working { seconds: 609 }));
    page.told();
    page.conductor.stop(&mut page.view);
    page.ready(GpuReport::NoWebGpu);
    page.prepare_at(1, 5);
    assert_eq!(page.told(), ["cpu: ended", "cpu: spawned", "cpu: Prepare 1 from 4 bytes"]);
    assert_eq!((page.view.state, page.view.quiet), (RunState::Ready, None));
}

#[test]
fn a_worker_that_does_not_come_can_be_started_again() {
    let mut page = Page::open(&[], Then::Run);
    for _ in 0..10 {
        page.conductor.tick(&mut page.view);
    }
    assert_eq!(page.view.quiet, Some(Quiet::Starting { seconds: 10 }));
    page.told();
    page.conductor.stop(&mut page.view);
    page.ready(GpuReport::NoWebGpu);
    assert_eq!(page.told(), ["cpu: ended", "cpu: spawned", "cpu: Prepare 1 from 0 bytes"]);
}

#[test]
fn what_ended_two_workers_is_not_given_to_a_third() {
    let mut page = Page::prepared();
    page.conductor.run(&mut page.view, &page.wanted);
    page.state(1, RunState::Running);
    page.checkpoint(1, 5, &[9; 4]);
    let die = |page: &mut Page| {
        page.conductor.hear(&mut page.view, Report::Died(Role::Trainer, Death::Gone));
        page.conductor.restart(&mut page.view);
        page.ready(GpuReport::NoWebGpu);
        page.prepare_at(1, 5);
        page.state(1, RunState::Running);
        page.told()
    };
    assert_eq!(die(&mut page).last().map(String::as_str), Some("cpu: Run"));
    // The same step again: back to the checkpoint, and a wait there.
    assert_eq!(die(&mut page).last().map(String::as_str), Some("cpu: Prepare 1 from 4 bytes"));
    // Further steps were taken in between: it may have been chance.
    page.checkpoint(1, 9, &[9; 4]);
    assert_eq!(die(&mut page).last().map(String::as_str), Some("cpu: Run"));
}

#[test]
fn a_run_whose_preparation_ends_two_workers_is_given_up_for_the_one_before() {
    let mut page = Page::prepared();
    page.state(1, RunState::Running);
    page.checkpoint(1, 5, &[9; 4]);
    page.conductor.reset(&mut page.view, &page.wanted, Then::Run);
    for prepared in ["cpu: Prepare 2 from 0 bytes", "cpu: Prepare 1 from 4 bytes"] {
        page.conductor.hear(&mut page.view, Report::Died(Role::Trainer, Death::Gone));
        page.conductor.restart(&mut page.view);
        page.ready(GpuReport::NoWebGpu);
        assert_eq!(page.told().last().map(String::as_str), Some(prepared));
    }
}

#[test]
fn a_digit_whose_worker_dies_or_does_not_come_is_not_left_without_a_word() {
    let mut page = Page::prepared();
    page.checkpoint(1, 0, &[1]);
    page.draw(0.1);
    for _ in 0..20 {
        page.conductor.tick(&mut page.view);
    }
    assert_eq!(page.view.faults.iter().map(Fault::code).collect::<Vec<_>>(), ["helper-died"]);
    page.draw(0.2);
    assert_eq!(page.told(), ["predictor: spawned", "predictor: ended", "predictor: spawned"]);
    page.conductor.hear(&mut page.view, Report::Died(Role::Predictor, Death::Gone));
    let death = Fault::HelperDied { helper: Helper::Predictor, death: Death::Gone };
    assert!(page.view.faults.contains(&death));
    // The training has nothing to do with it.
    assert_eq!(page.view.state, RunState::Ready);
}
