//! What workers are told, from the first visit to a worker's death.

use emberlab::app::conduct::{SideEffect, Then};
use emberlab::app::link::{Report, Role};
use emberlab::data::own::{Content, OwnFile};
use emberlab::lessons::softmax_fashion::MANIFEST;
use emberlab::protocol::{
    Answer, Backend, BackendReason, Command, Death, Evaluation, Event, Fault, GpuFault, GpuReport, Grid, MetricPoint,
    NotSaved, PredictEvent, Progress, Request, RunEvent, RunState,
};
use emberlab::torch_file::{How, Matching, Note, Place};

use crate::scripted::{Deed, Page};

fn usable() -> GpuReport {
    GpuReport::Usable { adapter: "NVIDIA".to_owned() }
}

fn progress(step: u64) -> RunEvent {
    let points = vec![MetricPoint::new("train-loss", step, 1.0)];
    RunEvent::Progress { progress: Progress { step, ..Progress::default() }, points }
}

#[test]
fn nothing_is_sent_before_the_worker_is_ready() {
    let mut page = Page::open(&[], Then::Wait);
    assert_eq!(page.told(), ["cpu: spawned"]);
    page.ready(GpuReport::NoWebGpu);
    assert_eq!(page.told(), ["cpu: Prepare 1 from 0 bytes"]);
    assert_eq!(page.view.backend.as_ref().map(|report| report.backend), Some(Backend::Cpu));
}

#[test]
fn asking_for_the_cpu_does_not_wait_for_the_gpu() {
    let page = Page::open(&[("backend", "cpu")], Then::Wait);
    assert_eq!(page.view.backend.map(|report| report.reason), Some(BackendReason::Asked));
}

#[test]
fn a_usable_gpu_takes_over_from_the_probing_worker() {
    let mut page = Page::open(&[], Then::Run);
    page.ready(usable());
    assert_eq!(page.told(), ["cpu: spawned", "gpu: spawned", "cpu: ended"]);
    page.ready(usable());
    page.prepare(1);
    assert_eq!(page.told(), ["gpu: Prepare 1 from 0 bytes", "gpu: Run"]);
}

#[test]
fn a_software_adapter_is_a_gpu_only_where_it_is_asked_for() {
    let software = || GpuReport::Software { adapter: "SwiftShader".to_owned() };
    let mut page = Page::open(&[], Then::Wait);
    page.ready(software());
    assert_eq!(page.told(), ["cpu: spawned", "cpu: Prepare 1 from 0 bytes"]);
    let mut page = Page::open(&[("backend", "gpu")], Then::Wait);
    page.ready(software());
    assert_eq!(page.view.backend.map(|report| report.reason), Some(BackendReason::SoftwareAsked));
}

#[test]
fn run_pause_and_step_reach_the_worker() {
    let mut page = Page::prepared();
    page.conductor.run(&mut page.view, &page.wanted);
    page.state(1, RunState::Running);
    page.conductor.pause();
    page.state(1, RunState::Paused);
    page.conductor.step(&mut page.view, &page.wanted);
    assert_eq!(page.told(), ["cpu: Run", "cpu: Pause", "cpu: Step"]);
}

#[test]
fn run_before_the_data_is_there_runs_once_it_is() {
    let mut page = Page::open(&[], Then::Wait);
    page.ready(GpuReport::NoWebGpu);
    page.conductor.run(&mut page.view, &page.wanted);
    page.told();
    page.prepare(1);
    assert_eq!(page.told(), ["cpu: Run"]);
}

#[test]
fn a_run_that_has_not_begun_takes_up_changed_settings() {
    let mut page = Page::prepared();
    page.wanted.set(emberlab::lessons::cnn_mnist::MANIFEST.settings, "batch", "10").unwrap();
    page.conductor.run(&mut page.view, &page.wanted);
    page.prepare(2);
    assert_eq!(page.told(), ["cpu: Prepare 2 from 0 bytes", "cpu: Run"]);
    assert_eq!(page.view.settings.integer("batch"), 10);
}

#[test]
fn reset_stops_the_run_and_keeps_its_curves() {
    let mut page = Page::prepared();
    page.state(1, RunState::Running);
    page.said(1, progress(4));
    page.conductor.reset(&mut page.view, &page.wanted, Then::Wait);
    assert_eq!((page.view.state, page.view.progress.step), (RunState::Loading, 4));
    page.prepare(2);
    assert_eq!(page.told(), ["cpu: Save", "cpu: Pause", "cpu: Prepare 2 from 0 bytes"]);
    assert_eq!((page.view.state, page.view.progress.step, page.view.past.len()), (RunState::Ready, 0, 1));
}

#[test]
fn the_learning_rate_changes_at_once_and_survives_loading() {
    let mut page = Page::prepared();
    page.conductor.change(&mut page.view, "lr", "0.5");
    assert_eq!(page.view.settings.real("lr"), 0.5);
    assert_eq!(page.told(), ["cpu: Change"]);
    page.conductor.reset(&mut page.view, &page.wanted, Then::Wait);
    page.conductor.change(&mut page.view, "lr", "0.25");
    page.told();
    page.prepare(2);
    assert_eq!(page.told(), ["cpu: Change"]);
}

#[test]
fn a_failed_gpu_hands_over_to_the_cpu_from_the_last_checkpoint() {
    let faults = [
        GpuFault::SelfTest { detail: "zeros".into() },
        GpuFault::Lost { detail: "reset".into(), step: 7 },
        GpuFault::Start { detail: "no".into() },
    ];
    for fault in faults {
        let mut page = Page::open(&[], Then::Wait);
        page.ready(usable());
        page.ready(usable());
        page.prepare(1);
        page.state(1, RunState::Running);
        page.checkpoint(1, 7, &[1, 2, 3]);
        page.told();
        page.said(1, RunEvent::Fault(fault.into()));
        page.ready(GpuReport::NoWebGpu);
        page.prepare_at(1, 7);
        assert_eq!(page.told(), ["cpu: spawned", "gpu: ended", "cpu: Prepare 1 from 3 bytes", "cpu: Run"]);
        assert_eq!(page.view.backend.as_ref().map(|report| report.backend), Some(Backend::Cpu));
        assert_eq!((page.view.progress.step, page.view.faults.len()), (7, 0));
    }
}

#[test]
fn a_gpu_worker_that_dies_while_it_prepares_is_replaced() {
    let mut page = Page::open(&[], Then::Run);
    page.ready(usable());
    page.told();
    page.conductor.hear(&mut page.view, Report::Died(Role::Trainer, Death::Gone));
    page.ready(GpuReport::NoWebGpu);
    page.prepare(1);
    assert_eq!(page.told(), ["gpu: ended", "cpu: spawned", "cpu: Prepare 1 from 0 bytes", "cpu: Run"]);
}

#[test]
fn a_resting_worker_may_be_silent() {
    let mut page = Page::prepared();
    for _ in 0..100 {
        page.conductor.tick(&mut page.view);
    }
    assert_eq!(page.view.state, RunState::Ready);
}

#[test]
fn a_file_that_is_no_checkpoint_changes_nothing() {
    let mut page = Page::prepared();
    page.state(1, RunState::Running);
    let settings = page.conductor.load(&mut page.view, "x.safetensors", vec![1, 2, 3].into(), &page.wanted);
    assert_eq!((settings, page.view.state), (None, RunState::Running));
    // It may hold weights from outside: the engine, which can read them, is asked.
    assert_eq!(page.told(), ["cpu: MatchWeights"]);
    let fault = Fault::NotACheckpoint { file: "x.safetensors".to_owned(), detail: NotSaved::NoHeader };
    page.answer(Err(fault));
    assert_eq!(page.view.faults.iter().map(Fault::code).collect::<Vec<_>>(), ["not-a-checkpoint"]);
    assert_eq!(page.view.state, RunState::Running);
}

#[test]
fn weights_from_outside_begin_a_run_once_each_has_its_place() {
    let mut page = Page::prepared();
    page.conductor.load(&mut page.view, "net.pt", vec![80, 75, 3, 4].into(), &page.wanted);
    assert_eq!(page.told(), ["cpu: MatchWeights"]);
    let matched = |how: How| {
        let place = Place { wanted: "w".to_owned(), shape: vec![2], from: Some("v".to_owned()), how };
        let matching = Matching { places: vec![place], ..Matching::default() };
        Answer::Matched { file: "net.pt".to_owned(), matching, tensors: vec![("v".to_owned(), vec![2])] }
    };
    // A guess waits for the reader's word, a name does not.
    page.answer(Ok(matched(How::Shape)));
    assert!(page.view.matched.is_some() && page.told().is_empty());
    page.conductor.choose_weight(&mut page.view, "w".to_owned(), "v".to_owned());
    assert_eq!(page.told(), ["cpu: MatchWeights"]);
    page.conductor.use_weights(&mut page.view);
    assert_eq!(page.told(), ["cpu: Prepare 2 from 0 bytes"]);
    page.answer(Ok(matched(How::Exact)));
    assert!(page.view.matched.is_none());
}

#[test]
fn an_answer_that_comes_too_late_starts_nothing_in_another_lesson() {
    let mut page = Page::prepared();
    page.conductor.load(&mut page.view, "net.pt", vec![80, 75, 3, 4].into(), &page.wanted);
    page.conductor.use_file("digits.gz".to_owned(), vec![1, 2].into());
    let asked = page.workers.asked.get();
    page.conductor.open(&mut page.view, &MANIFEST, page.wanted.clone(), Then::Wait);
    page.prepare(2);
    page.told();
    let place = Place { wanted: "w".to_owned(), shape: vec![2], from: Some("w".to_owned()), how: How::Exact };
    let matching = Matching { places: vec![place], ..Matching::default() };
    let matched = Answer::Matched { file: "net.pt".to_owned(), matching, tensors: Vec::new() };
    let file = Answer::File { name: "predictions.csv".to_owned() };
    let files = vec![OwnFile { name: "digits.gz".to_owned(), content: Content::Labels { count: 1 } }];
    let own_files = Answer::OwnFiles { answered: "digits.gz".to_owned(), files };
    for answer in [Ok(matched), Ok(file), Ok(own_files), Err(Fault::NoModel)] {
        assert_eq!(page.trainer(Event::Answer(asked, answer)), None);
    }
    assert!(page.view.matched.is_none() && page.view.faults.is_empty() && page.told().is_empty());
    assert_eq!(page.view.own_files.len(), 1, "the worker has it, whatever the lesson");
}

#[test]
fn a_file_with_more_than_the_net_is_shown_before_anything_is_replaced() {
    let mut page = Page::prepared();
    page.conductor.load(&mut page.view, "net.pt", vec![80, 75, 3, 4].into(), &page.wanted);
    page.told();
    let matched = |unused: &[&str], notes: &[&str]| {
        let place = Place { wanted: "w".to_owned(), shape: vec![2], from: Some("w".to_owned()), how: How::Exact };
        let note = |name: &&str| Note { name: (*name).to_owned(), shape: Vec::new(), dtype: "int64".to_owned() };
        let matching = Matching {
            places: vec![place],
            unused: unused.iter().map(|name| (*name).to_owned()).collect(),
            notes: notes.iter().map(note).collect(),
            objects: Vec::new(),
        };
        Answer::Matched { file: "net.pt".to_owned(), matching, tensors: vec![("w".to_owned(), vec![2])] }
    };
    page.answer(Ok(matched(&["bn.weight"], &["bn.num_batches_tracked"])));
    assert!(page.view.matched.as_ref().is_some_and(|matched| !matched.is_taken) && page.told().is_empty());
    // A counter is no layer: the run begins, and the note stays until the reader does something else.
    page.answer(Ok(matched(&[], &["seen"])));
    assert_eq!(page.told(), ["cpu: Prepare 2 from 0 bytes"]);
    assert!(page.view.matched.as_ref().is_some_and(|matched| matched.is_taken));
    page.conductor.reset(&mut page.view, &page.wanted, Then::Wait);
    assert!(page.view.matched.is_none());
}

#[test]
fn weights_are_taken_where_no_run_could_be_prepared() {
    let mut page = Page::open(&[("backend", "cpu")], Then::Wait);
    page.ready(GpuReport::NoWebGpu);
    page.told();
    let fault = Fault::NoSuchData { name: "own".to_owned() };
    page.said(1, RunEvent::Fault(fault));
    page.conductor.load(&mut page.view, "net.pt", vec![80, 75, 3, 4].into(), &page.wanted);
    assert_eq!(page.told(), ["cpu: MatchWeights"]);
    page.conductor.hear(&mut page.view, Report::Died(Role::Trainer, emberlab::protocol::Death::Gone));
    page.conductor.load(&mut page.view, "net.pt", vec![80, 75, 3, 4].into(), &page.wanted);
    page.ready(GpuReport::NoWebGpu);
    assert!(page.told().contains(&"cpu: MatchWeights".to_owned()));
}

#[test]
fn a_saved_run_brings_its_settings() {
    let file = saved("cnn-mnist", "{\"seed\":7,\"batch\":20,\"lr\":0.01,\"optimizer\":\"sgd\",\"backend\":\"gpu\"}");
    let mut page = Page::prepared();
    let settings = page.conductor.load(&mut page.view, "x.safetensors", file.clone().into(), &page.wanted).unwrap();
    assert_eq!((settings.integer("seed"), settings.integer("batch")), (7, 20));
    assert_eq!((settings.choice("optimizer"), settings.choice("backend")), ("sgd", "auto"));
    assert_eq!(page.told(), [format!("cpu: Prepare 2 from {} bytes", file.len())]);
    let other = saved("xor", "{}");
    assert_eq!(page.conductor.load(&mut page.view, "x.safetensors", other.into(), &page.wanted), None);
    assert_eq!(page.view.faults.iter().map(Fault::code).collect::<Vec<_>>(), ["checkpoint-mismatch"]);
}

#[test]
fn saving_asks_for_a_fresh_checkpoint_and_falls_back_on_the_last() {
    let mut page = Page::prepared();
    assert_eq!(page.conductor.save(&page.view), None);
    assert!(matches!(page.checkpoint(1, 0, &[1]), Some(SideEffect::Download(_))));
    assert_eq!(page.checkpoint(1, 0, &[1]), None);
    assert!(matches!(page.checkpoint(1, 3, &[1]), Some(SideEffect::Keep(_))));
    page.conductor.hear(&mut page.view, Report::Died(Role::Trainer, Death::Gone));
    assert!(matches!(page.conductor.save(&page.view), Some(SideEffect::Download(checkpoint)) if checkpoint.step == 3));
}

#[test]
fn digits_are_classified_by_a_worker_of_their_own_one_at_a_time() {
    let mut page = Page::prepared();
    page.checkpoint(1, 0, &[1]);
    page.draw(0.1);
    page.draw(0.2);
    page.draw(0.3);
    assert_eq!(page.told(), ["predictor: spawned"]);
    let hear = |page: &mut Page, event| page.conductor.hear(&mut page.view, Report::Predictor(event, Vec::new()));
    hear(&mut page, PredictEvent::Ready);
    assert_eq!(page.told(), ["predictor: UseWeights", "predictor: Predict"]);
    // Opening the lesson cleared the pad, which used up number 1.
    hear(&mut page, PredictEvent::Prediction { request: Request(2), probabilities: vec![1.0] });
    assert_eq!(page.told(), ["predictor: Predict"]);
    // New weights: the same digit again, with a look inside.
    page.checkpoint(1, 5, &[2]);
    hear(&mut page, PredictEvent::Prediction { request: Request(3), probabilities: vec![0.5] });
    assert_eq!(page.told(), ["predictor: UseWeights", "predictor: Inspect"]);
    assert_eq!(page.view.prediction.as_deref(), Some(&[0.5][..]));
    page.conductor.draw(&mut page.view, None);
    hear(&mut page, PredictEvent::Prediction { request: Request(4), probabilities: vec![0.7] });
    assert_eq!(page.view.prediction, None);
}

#[test]
fn activations_are_cut_into_their_grids() {
    let grid = |name: &str, images| Grid { name: name.to_owned(), images, channels: 1, height_px: 1, width_px: 2 };
    let values: Vec<u8> = [1.0f32, 2.0, 3.0, 4.0, 5.0, 6.0].iter().flat_map(|value| value.to_le_bytes()).collect();
    let mut page = Page::prepared();
    page.checkpoint(1, 0, &[1]);
    page.draw(0.1);
    let grids = vec![grid("conv1.filters", 1), grid("conv1.maps", 2)];
    let event = PredictEvent::Activations { request: Request(2), grids };
    page.conductor.hear(&mut page.view, Report::Predictor(event, values));
    let cut: Vec<_> = page.view.activations.iter().map(|(_, values)| values.to_vec()).collect();
    assert_eq!(cut, [vec![1.0, 2.0], vec![3.0, 4.0, 5.0, 6.0]]);
}

#[test]
fn features_go_to_the_embedder_and_another_run_starts_afresh() {
    let evaluation = Evaluation { feature_rows: 2, feature_columns: 3, ..Evaluation::default() };
    let mut page = Page::prepared();
    page.conductor.pause_embedding(true);
    page.said_with(1, RunEvent::Evaluation(evaluation.clone()), &[0; 24]);
    page.conductor.hear(&mut page.view, Report::Embedder(emberlab::protocol::EmbedEvent::Ready, Vec::new()));
    assert_eq!(page.told(), ["embedder: spawned", "embedder: Pause", "embedder: Features"]);
    page.conductor.reset(&mut page.view, &page.wanted, Then::Wait);
    page.prepare(2);
    page.said_with(2, RunEvent::Evaluation(evaluation), &[0; 24]);
    assert_eq!(page.told()[1..], ["embedder: Reset", "embedder: Features"]);
}

#[test]
fn a_digit_is_placed_in_the_embedding_until_the_pad_is_cleared() {
    let evaluation = Evaluation { feature_rows: 2, feature_columns: 3, ..Evaluation::default() };
    let mut page = Page::prepared();
    page.checkpoint(1, 0, &[1]);
    page.draw(0.1);
    page.conductor.hear(&mut page.view, Report::Predictor(PredictEvent::Ready, Vec::new()));
    let prediction = PredictEvent::Prediction { request: Request(2), probabilities: vec![1.0] };
    page.conductor.hear(&mut page.view, Report::Predictor(prediction, vec![0; 12]));
    page.told();
    // It waits for points to lie among.
    page.said_with(1, RunEvent::Evaluation(evaluation.clone()), &[0; 24]);
    page.conductor.hear(&mut page.view, Report::Embedder(emberlab::protocol::EmbedEvent::Ready, Vec::new()));
    assert_eq!(page.told(), ["embedder: spawned", "embedder: Features", "embedder: Place"]);
    page.said_with(1, RunEvent::Evaluation(evaluation.clone()), &[0; 24]);
    assert_eq!(page.told(), ["embedder: Features"]);
    // What the net of the last run makes of it says nothing in the next one's picture.
    page.conductor.reset(&mut page.view, &page.wanted, Then::Wait);
    page.prepare(2);
    page.told();
    page.said_with(2, RunEvent::Evaluation(evaluation), &[0; 24]);
    assert_eq!(page.told(), ["embedder: Reset", "embedder: Features"]);
    page.conductor.draw(&mut page.view, None);
    assert_eq!(page.told(), ["embedder: Clear"]);
}

/// A safetensors file without tensors.
fn saved(lesson: &str, settings: &str) -> Vec<u8> {
    let run = format!("{{\"version\":1,\"lesson\":\"{lesson}\",\"settings\":{settings},\"step\":3,\"curves\":[]}}");
    let header = format!("{{\"__metadata__\":{{\"emberlab\":{}}}}}", serde_json::Value::from(run));
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.into_bytes());
    bytes
}

#[test]
fn a_trainer_hears_of_another_number_of_free_cores_once() {
    let mut page = Page::prepared();
    page.conductor.limit_workers(1);
    assert!(page.told().is_empty(), "one is what it has");
    page.conductor.limit_workers(4);
    page.conductor.limit_workers(4);
    assert_eq!(page.told(), ["cpu: LimitWorkers 4"]);
    page.conductor.reset(&mut page.view, &page.wanted, Then::Wait);
    let deeds = page.workers.deeds();
    let is_prepared = |deed: &Deed| matches!(deed, Deed::Told(_, Command::Prepare { workers: 4, .. }, _));
    assert!(deeds.iter().any(is_prepared), "so has the next run");
}
