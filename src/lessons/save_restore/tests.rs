//! What the lesson's text claims: the same curve after the save, the same losses after the whole restore, and the file.

use std::collections::BTreeMap;

use safetensors::SafeTensors;

use super::MANIFEST;
use super::experiment::new;
use super::header;
use crate::course::settings::Settings;
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::{Rehearsal, rehearse, rehearse_for};
use crate::protocol::Difference;

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

fn losses<'a>(rehearsal: &'a Rehearsal, metric: &str) -> &'a [(u64, f64)] {
    &rehearsal.curves[metric]
}

fn file(rehearsal: &Rehearsal) -> Vec<u8> {
    rehearsal.picture.values("file").iter().map(|byte| *byte as u8).collect()
}

#[test]
fn after_the_save_all_three_nets_draw_the_same_curve() {
    for optimizer in ["adam", "momentum", "sgd"] {
        let saved = rehearse_for(&LESSON, &[("optimizer", optimizer)], 100).unwrap();
        let curve = |name| saved.picture.values(name);
        assert_eq!(curve("original").len(), 202);
        assert_eq!(curve("original"), curve("whole"), "{optimizer}");
        assert_eq!(curve("original"), curve("parameters"), "{optimizer}");
        assert_eq!((saved.last("gap-whole"), saved.last("gap-parameters")), (0.0, 0.0));
    }
}

#[test]
fn a_net_restored_whole_goes_on_as_the_original_does() {
    for optimizer in ["adam", "momentum", "sgd"] {
        let run = rehearse(&LESSON, &[("optimizer", optimizer), ("lr", "0.05")]).unwrap();
        assert_eq!(losses(&run, "train-loss")[100..], *losses(&run, "loss-whole"), "{optimizer}");
        assert!(losses(&run, "gap-whole").iter().all(|(_, gap)| *gap == 0.0), "{optimizer}");
    }
}

#[test]
fn without_the_optimizers_memory_the_net_goes_its_own_way_unless_there_is_none() {
    for (optimizer, departs) in [("adam", true), ("momentum", true), ("sgd", false)] {
        let run = rehearse_for(&LESSON, &[("optimizer", optimizer)], 120).unwrap();
        let gap = losses(&run, "gap-parameters").iter().fold(0.0f64, |most, (_, gap)| most.max(*gap));
        assert_eq!(gap > 0.01, departs, "{optimizer}: {gap}");
        assert_eq!(gap == 0.0, !departs, "{optimizer}: {gap}");
    }
}

#[test]
fn the_net_learns_the_parabola() {
    let run = rehearse(&LESSON, &[]).unwrap();
    for metric in ["train-loss", "loss-whole", "loss-parameters"] {
        assert!(run.last(metric) < 0.02, "{metric}: {}", run.last(metric));
    }
}

#[test]
fn the_file_holds_each_parameter_three_times_with_adam() {
    let file = file(&rehearse_for(&LESSON, &[], 100).unwrap());
    let header = header::read(&file).unwrap();
    let shapes: BTreeMap<_, _> = header.tensors.iter().map(|tensor| (&tensor.name[..], &tensor.shape[..])).collect();
    for prefix in ["", "optimizer.first.", "optimizer.second."] {
        let layers = [
            ("layers.0.weight", &[10, 1][..]),
            ("layers.0.bias", &[10]),
            ("layers.1.weight", &[1, 10]),
            ("layers.1.bias", &[1]),
        ];
        for (name, shape) in layers {
            assert_eq!(shapes[&format!("{prefix}{name}")[..]], shape);
        }
    }
    assert_eq!(shapes.len(), 12);
    let bytes: u64 = header.tensors.iter().map(|tensor| tensor.bytes.end - tensor.bytes.start).sum();
    assert_eq!(bytes, 3 * 31 * 4, "31 parameters of four bytes");
    assert_eq!(8 + header::length(&file).unwrap() + bytes, file.len() as u64, "and nothing else");
}

#[test]
fn the_header_is_read_as_the_formats_own_library_reads_it() {
    let file = file(&rehearse_for(&LESSON, &[("optimizer", "momentum")], 100).unwrap());
    let ours = header::read(&file).unwrap().tensors;
    let theirs = SafeTensors::deserialize(&file).unwrap();
    assert_eq!(ours.len(), theirs.len());
    for tensor in ours {
        let view = theirs.tensor(&tensor.name).unwrap();
        assert_eq!((view.shape(), view.dtype().to_string()), (&tensor.shape[..], tensor.dtype));
        assert_eq!(view.data().len() as u64, tensor.bytes.end - tensor.bytes.start);
    }
}

#[test]
fn the_run_itself_can_be_saved_before_and_after_its_own_save() {
    for half in [50, 150] {
        let mut settings = Settings::defaults(MANIFEST.settings);
        settings.set(MANIFEST.settings, "lr", "0.05").unwrap();
        let mut unbroken = new(&settings).unwrap();
        let mut resumed = new(&settings).unwrap();
        for _ in 0..half {
            unbroken.step().unwrap();
        }
        resumed.restore(&unbroken.tensors(), half).unwrap();
        for _ in 0..60 {
            assert_eq!(unbroken.step().unwrap(), resumed.step().unwrap());
        }
        assert_eq!(unbroken.picture(), resumed.picture());
    }
}

#[test]
fn a_file_of_another_run_is_refused() {
    let settings = Settings::defaults(MANIFEST.settings);
    let mut run = new(&settings).unwrap();
    let mut tensors = run.tensors();
    assert_eq!(run.restore(&tensors, 100).unwrap_err(), Difference::missing("file"));
    tensors.remove("original.layers.1.bias");
    assert_eq!(run.restore(&tensors, 1).unwrap_err(), Difference::missing("original.layers.1.bias"));
}
