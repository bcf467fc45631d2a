//! Kept runs: which are offered, which give way, what a tab writes, when it writes, and the last word of a run that is left.

use std::sync::Arc;

use emberlab::app::conduct::{SideEffect, Then};
use emberlab::app::kept::{Keeping, Ledger, MOST_UNNAMED, OwnFile, Record, Wanted, checksum, orphans, sparkline};
use emberlab::app::pace::Pace;
use emberlab::app::run_view::Checkpoint;
use emberlab::app::saved::SavedRun;
use emberlab::course::settings::Settings;
use emberlab::lessons::{cnn_mnist, xor};
use emberlab::protocol::{GpuReport, MetricPoint, Progress, RunEvent, RunId, RunState, StorageError};

use crate::scripted::Page;

fn record(id: &str, lesson: &str, bytes: u64) -> Record {
    let saved = SavedRun { lesson: lesson.to_owned(), settings: Settings::default(), step: 7 };
    Record::of_file(id.to_owned(), saved, bytes, 0.0)
}

/// Kept in the order of these ids, the last one newest.
fn keeping(ids: &[&str], lesson: &str) -> Keeping {
    let mut keeping = Keeping::default();
    ids.iter().for_each(|id| keeping.put(record(id, lesson, 10)));
    keeping
}

fn ids<'a>(records: impl IntoIterator<Item = &'a Record>) -> Vec<&'a str> {
    records.into_iter().map(|record| record.id.as_str()).collect()
}

fn checkpoint(run: u32, step: u64, epoch: u64) -> Checkpoint {
    Checkpoint { run: RunId(run), step, epoch, bytes: Arc::from([1, 2, 3]) }
}

#[test]
fn the_lessons_runs_are_offered_without_the_one_in_hand() {
    let mut keeping = keeping(&["a", "b"], "xor");
    keeping.put(record("c", "cnn-mnist", 10));
    assert_eq!(ids(keeping.offers("xor", None)), ["b", "a"]);
    keeping.ledger.write(RunId(3), "b".to_owned());
    assert_eq!(ids(keeping.offers("xor", Some(RunId(3)))), ["a"]);
    // Until the run that goes on from it is prepared, it is still offered.
    assert_eq!(ids(keeping.offers("xor", Some(RunId(2)))), ["b", "a"]);
}

#[test]
fn the_last_five_without_a_name_stay() {
    let all = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let mut keeping = keeping(&all, "xor");
    keeping.put(record("other", "cnn-mnist", 10));
    assert_eq!(keeping.surplus("xor"), ["c", "b", "a"]);
    assert_eq!(all.len() - keeping.surplus("xor").len(), MOST_UNNAMED);
    // What has a name is not counted.
    keeping.records.iter_mut().filter(|record| record.id == "a" || record.id == "h").for_each(|record| {
        record.name = Some("mine".to_owned());
    });
    assert_eq!(keeping.surplus("xor"), ["b"]);
    // What is offered or written stays.
    keeping.offered = Some("b".to_owned());
    assert!(keeping.surplus("xor").is_empty());
}

#[test]
fn a_run_that_is_written_again_is_the_newest_and_keeps_its_name() {
    let mut keeping = keeping(&["a", "b"], "xor");
    keeping.records[1].name = Some("mine".to_owned());
    keeping.put(Record { step: 90, ..record("a", "xor", 10) });
    assert_eq!(ids(&keeping.records), ["a", "b"]);
    assert_eq!((keeping.records[0].step, keeping.records[0].name.as_deref()), (90, Some("mine")));
}

#[test]
fn old_runs_of_other_lessons_give_way_where_that_helps() {
    let mut keeping = keeping(&["old", "middle", "new"], "cnn-mnist");
    keeping.put(record("own", "xor", 1000));
    let room = |keeping: &Keeping, bytes, held: &[String]| {
        keeping.room_for("xor", bytes, held).into_iter().map(|record| record.id).collect::<Vec<_>>()
    };
    assert_eq!(room(&keeping, 15, &[]), ["old", "middle"]);
    assert_eq!(room(&keeping, 10, &["old".to_owned()]), ["middle"]);
    assert!(room(&keeping, 31, &[]).is_empty(), "thirty bytes are all there is");
    keeping.records.iter_mut().for_each(|record| record.name = Some("mine".to_owned()));
    assert!(room(&keeping, 1, &[]).is_empty());
}

#[test]
fn a_tab_writes_one_kept_run_for_each_of_its_own() {
    let mut ledger = Ledger::default();
    ledger.write(RunId(1), "a".to_owned());
    ledger.write(RunId(2), "b".to_owned());
    assert_eq!(ledger.id_of(RunId(1)).map(String::as_str), Some("a"));
    // Going on from it again: the earlier run of the visit writes it no more.
    ledger.write(RunId(3), "a".to_owned());
    assert_eq!((ledger.id_of(RunId(1)), ledger.ids().count()), (None, 2));
    // Of older runs no word will come.
    ledger.write(RunId(4), "c".to_owned());
    assert_eq!(ledger.ids().collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(ledger.left(RunId(4)), None);
    ledger.leave(RunId(4), record("c", "xor", 10));
    assert_eq!(ledger.left(RunId(4)).map(|left| left.id.as_str()), Some("c"));
}

#[test]
fn a_run_is_written_every_five_seconds_at_each_epoch_and_at_rest() {
    let mut pace = Pace::default();
    assert!(pace.is_due(0.0, &checkpoint(1, 5, 0), false), "a new run");
    pace.begins(0.0);
    assert!(!pace.is_due(9e3, &checkpoint(1, 9, 0), true), "one write at a time");
    pace.is_written(1e3, &checkpoint(1, 5, 0));
    assert!(!pace.is_due(2e3, &checkpoint(1, 6, 0), false));
    assert!(pace.is_due(2e3, &checkpoint(1, 6, 0), true));
    assert!(pace.is_due(2e3, &checkpoint(1, 6, 1), false));
    assert!(pace.is_due(2e3, &checkpoint(2, 6, 0), false));
    assert!(pace.is_due(7e3, &checkpoint(1, 6, 0), false));
    assert!(!pace.is_due(7e3, &checkpoint(1, 5, 0), true), "it is written already");
    pace.hurry();
    assert!(pace.is_due(2e3, &checkpoint(1, 6, 0), false));
}

#[test]
fn a_refusal_is_said_once_and_tried_again_later_and_later() {
    let (mut pace, at) = (Pace::default(), checkpoint(1, 5, 0));
    let mut now = 0.0;
    let mut waits = Vec::new();
    for attempt in 0..9 {
        pace.begins(now);
        assert_eq!(pace.is_refused(now), attempt == 0, "said at the first only");
        let refused = now;
        while !pace.is_due(now, &at, true) {
            now += 1e3;
        }
        waits.push((now - refused) / 1e3);
    }
    assert_eq!(waits, [5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0, 300.0, 300.0]);
    assert!(pace.is_well_again() && !pace.is_well_again());
    pace.is_written(now, &at);
    pace.begins(now);
    assert!(pace.is_refused(now), "after a success it is said again");
    pace.begins(now);
    assert!(!pace.is_stuck(now + 30e3) && pace.is_stuck(now + 31e3));
}

#[test]
fn the_browsers_exceptions_have_causes() {
    assert_eq!(StorageError::named("QuotaExceededError"), StorageError::Full);
    assert_eq!(StorageError::named("VersionError"), StorageError::Newer);
    assert_eq!(StorageError::named("SecurityError"), StorageError::Forbidden);
    assert_eq!(StorageError::named("UnknownError"), StorageError::Broken { name: "UnknownError".to_owned() });
}

#[test]
fn checksums_are_fnv_1a() {
    // The test vectors of its authors.
    assert_eq!(checksum(b""), "cbf29ce484222325");
    assert_eq!(checksum(b"a"), "af63dc4c8601ec8c");
    assert_eq!(checksum(b"foobar"), "85944171f73967e8");
}

#[test]
fn a_wanted_file_is_known_by_its_content() {
    let (images, labels) = (OwnFile::of("images", b"foo"), OwnFile::of("labels", b"bar"));
    let mut wanted = Wanted { id: "a".to_owned(), missing: vec![images.clone(), labels.clone()], found: Vec::new() };
    assert!(!wanted.give(&Arc::from(*b"baz")));
    assert!(wanted.give(&Arc::from(*b"bar")) && !wanted.give(&Arc::from(*b"bar")));
    assert_eq!((wanted.missing.as_slice(), wanted.found.len()), (&[images][..], 1));
    assert_eq!(wanted.found[0].0, labels);
}

#[test]
fn own_data_that_no_run_needs_is_deleted() {
    let mut keeping = keeping(&["a"], "xor");
    keeping.records[0].files.push(OwnFile::of("x.csv", b"foobar"));
    let stored = ["85944171f73967e8", "0000000000000000"].map(str::to_owned).to_vec();
    assert_eq!(orphans(&keeping.records, stored), ["0000000000000000"]);
}

#[test]
fn a_small_picture_spans_its_box() {
    assert_eq!(sparkline(&[(0, 1.0), (5, 3.0), (10, 2.0)], 10.0, 4.0), "0.0,4.0 5.0,0.0 10.0,2.0");
    assert_eq!(sparkline(&[(0, 1.0), (4, 1.0)], 8.0, 4.0), "0.0,2.0 8.0,2.0");
    assert_eq!(sparkline(&[(3, 1.0)], 8.0, 4.0), "");
}

#[test]
fn a_record_says_what_the_page_shows() {
    let mut page = Page::prepared();
    let points: Vec<_> = (1..=200).map(|step| MetricPoint::new("train-loss", step, 1.0 / step as f64)).collect();
    let progress = Progress { step: 200, epoch: 1, ..Progress::default() };
    page.said(1, RunEvent::Progress { progress, points });
    let files = vec![OwnFile::of("x.csv", b"foobar")];
    let record = Record::of("a".to_owned(), "cnn-mnist", &page.view, &checkpoint(1, 200, 1), 5.0, files);
    assert_eq!((record.loss, record.accuracy, record.step, record.epoch), (Some(1.0 / 200.0), None, 200, 1));
    assert_eq!((record.curve.len(), record.curve.last()), (60, Some(&(200, 1.0 / 200.0))));
    assert_eq!(record.file_name(), "emberlab-cnn-mnist-200.safetensors");
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
}

#[test]
fn the_last_checkpoint_of_a_run_that_is_left_is_kept() {
    let mut page = Page::prepared();
    page.state(1, RunState::Running);
    page.conductor.open(&mut page.view, &xor::MANIFEST, Settings::defaults(xor::MANIFEST.settings), Then::Wait);
    // The images' worker stays for it, though another kind of worker takes over.
    assert_eq!(page.told(), ["cpu: Save", "cpu: Pause", "labs: spawned"]);
    let effect = page.checkpoint(1, 33, b"bytes");
    assert!(matches!(&effect, Some(SideEffect::Keep(left)) if left.run == RunId(1) && left.step == 33), "{effect:?}");
    assert_eq!(page.told(), ["cpu: ended"]);
    assert_eq!(page.view.checkpoint, None);
}

#[test]
fn a_worker_that_sends_no_last_checkpoint_is_not_waited_for_long() {
    let mut page = Page::prepared();
    page.state(1, RunState::Running);
    page.conductor.open(&mut page.view, &xor::MANIFEST, Settings::defaults(xor::MANIFEST.settings), Then::Wait);
    page.told();
    (0..10).for_each(|_| page.conductor.tick(&mut page.view));
    assert!(page.told().is_empty());
    page.conductor.tick(&mut page.view);
    assert_eq!(page.told(), ["cpu: ended"]);
}

#[test]
fn a_hidden_page_asks_for_the_run_as_it_is() {
    let mut page = Page::prepared();
    page.conductor.hide(&page.view);
    assert!(page.told().is_empty());
    page.state(1, RunState::Running);
    page.conductor.hide(&page.view);
    assert_eq!(page.told(), ["cpu: Save"]);
}

/// A file as the engine saves it, without tensors.
fn saved(settings: &[(&str, &str)]) -> Arc<[u8]> {
    let (settings, faults) = Settings::from_pairs(cnn_mnist::MANIFEST.settings, settings.iter().copied());
    assert_eq!(faults, []);
    let run = serde_json::json!({ "lesson": "cnn-mnist", "settings": settings, "step": 40 }).to_string();
    let header = serde_json::json!({ "__metadata__": { "emberlab": run } }).to_string();
    [&(header.len() as u64).to_le_bytes(), header.as_bytes()].concat().into()
}

#[test]
fn a_kept_run_goes_on_with_its_own_data_and_no_other() {
    let mut page = Page::prepared();
    page.conductor.use_file("other".to_owned(), Arc::from([9]));
    page.told();
    let data = vec![("images".to_owned(), Arc::from([1])), ("labels".to_owned(), Arc::from([2]))];
    let bytes = saved(&[("data", "own"), ("batch", "25")]);
    let resumed = page.conductor.resume(&mut page.view, "kept", Arc::clone(&bytes), data.clone(), &page.wanted);
    let (run, settings) = resumed.unwrap();
    assert_eq!((run, settings.integer("batch"), settings.choice("data")), (RunId(2), 25, "own"));
    assert_eq!(page.conductor.own_files(), data);
    page.ready(GpuReport::NoWebGpu);
    let prepare = format!("cpu: Prepare 2 from {} bytes", bytes.len());
    assert_eq!(page.told(), ["cpu: ended", "cpu: spawned", "cpu: UseFile", "cpu: UseFile", &prepare]);
    // The same data again needs no other worker.
    page.prepare(2);
    page.conductor.resume(&mut page.view, "kept", Arc::clone(&bytes), data, &page.wanted).unwrap();
    assert_eq!(page.told(), [format!("cpu: Prepare 3 from {} bytes", bytes.len())]);
}

#[test]
fn what_is_no_run_of_the_lesson_changes_nothing() {
    let mut page = Page::prepared();
    let data = vec![("images".to_owned(), Arc::from([1]))];
    assert_eq!(page.conductor.resume(&mut page.view, "kept", Arc::from([1, 2]), data, &page.wanted), None);
    assert_eq!(page.view.faults[0].code(), "not-a-checkpoint");
    assert!(page.told().is_empty() && page.conductor.own_files().is_empty());
}
