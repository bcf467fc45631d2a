//! The lesson to copy is complete, learns, and would pass as a lesson of the course; it is not one of them.
#![cfg(all(feature = "labs", feature = "ui", not(target_arch = "wasm32")))]

use std::fs;
use std::path::Path;

use emberlab::course::settings::Settings;
use emberlab::engine::lesson::Lesson;
use emberlab::engine::rehearsal::{rehearse, rehearse_for};
use emberlab::lessons::_template::{MANIFEST, experiment};
use emberlab::lessons::{self, LESSONS};

const LESSON: Lesson = Lesson::lab(&MANIFEST, experiment::new);

#[test]
fn it_learns_and_its_seed_fixes_the_run() {
    let run = |seed| rehearse(&LESSON, &[("seed", seed)]).unwrap();
    let first = run("1");
    assert!((first.last("weight") - 2.0).abs() < 0.01, "{}", first.last("weight"));
    assert_eq!(first.curves, run("1").curves);
    assert_ne!(first.curves, run("2").curves);
}

#[test]
fn a_restored_run_goes_on() {
    let settings = Settings::defaults(MANIFEST.settings);
    let half = rehearse_for(&LESSON, &[], 30).unwrap();
    let mut resumed = experiment::new(&settings).unwrap();
    resumed.restore(&half.tensors, 30).unwrap();
    for _ in 30..60 {
        resumed.step().unwrap();
    }
    assert_eq!(resumed.tensors(), rehearse(&LESSON, &[]).unwrap().tensors);
    assert!(resumed.restore(&Default::default(), 0).is_err());
}

#[test]
fn every_file_that_contributing_names_is_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lessons/_template");
    for name in ["mod.rs", "experiment.rs", "view.rs", "tests.rs", "program.py", "lesson.en.md", "lesson.zh.md"] {
        assert!(fs::metadata(folder.join(name)).is_ok_and(|file| file.len() > 0), "{name}");
    }
    // The copy is renamed in one file.
    for name in ["experiment.rs", "view.rs", "tests.rs"] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        assert!(!text.contains("_template"), "{name} knows its folder");
    }
}

#[test]
fn it_is_no_lesson_of_the_course() {
    assert!(LESSONS.iter().all(|lesson| lesson.id != MANIFEST.id));
    assert!(lessons::find(MANIFEST.id).is_none());
}
