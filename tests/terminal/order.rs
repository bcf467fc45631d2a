//! The command line of `train`, read without running it.

use std::collections::BTreeMap;

use emberlab::course::settings::Settings;
use emberlab::engine::checkpoint::{self, Checkpoint};
use emberlab::engine::lesson;
use emberlab::engine::terminal::order::Order;
use emberlab::lessons::trained::TRAINED;

fn parse(line: &str) -> Result<Order, String> {
    Order::parse(TRAINED, &line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
}

fn refused(line: &str) -> String {
    parse(line).err().unwrap_or_else(|| panic!("{line} is carried out"))
}

#[test]
fn settings_are_read_in_both_spellings_and_the_last_counts() {
    let Ok(Order::Train(task)) = parse("cnn-mnist --lr 0.5 --seed=7 --lr=0.25") else { panic!() };
    assert_eq!((task.settings.real("lr"), task.settings.integer("seed")), (0.25, 7));
    assert!(task.notes.is_empty() && task.save.is_none() && task.checkpoint.is_none());
}

#[test]
fn each_wrong_word_gets_a_sentence() {
    assert!(refused("").starts_with("Usage"));
    assert!(refused("cnn-minst").starts_with("There is no lesson called cnn-minst."));
    assert!(refused("cnn-mnist lr 1").starts_with("lr is not a setting: settings begin with --."));
    assert!(refused("cnn-mnist --rate 1").starts_with("cnn-mnist has no setting --rate."));
    assert!(refused("cnn-mnist --lr").starts_with("--lr needs a value."));
    assert_eq!(refused("cnn-mnist --epochs 0"), "--epochs 0 is not a whole number from 1 to 100.");
    assert!(refused("cnn-mnist --backend gpu").contains("built without one"));
    assert!(refused("cnn-mnist --data own").contains("chosen on the page"));
    assert!(refused("cnn-mnist --load none.safetensors").starts_with("--load none.safetensors cannot be read"));
}

#[test]
fn help_is_no_mistake() {
    for (line, word) in [("--help", "cnn-mnist"), ("help", "xor"), ("xor --lr x -h", "--lr a number")] {
        let Ok(Order::Help(text)) = parse(line) else { panic!("{line}") };
        assert!(text.contains(word), "{line}: {text}");
    }
}

#[test]
fn a_file_brings_its_settings_and_what_is_given_comes_first() {
    let lesson = lesson::find(TRAINED, "xor").unwrap();
    let mut settings = Settings::defaults(lesson.settings);
    settings.set(lesson.settings, "seed", "9").unwrap();
    settings.set(lesson.settings, "lr", "0.5").unwrap();
    let meta = checkpoint::Meta {
        version: checkpoint::VERSION,
        lesson: "xor".to_owned(),
        settings,
        step: 12,
        optimizer_time: 12,
    };
    let file = Checkpoint { meta, tensors: BTreeMap::new(), curves: Vec::new() }.to_bytes();
    let path = std::env::temp_dir().join(format!("emberlab-order-{}.safetensors", std::process::id()));
    std::fs::write(&path, file).unwrap();
    let path = path.to_str().unwrap();

    let Ok(Order::Train(task)) = parse(&format!("xor --lr 0.25 --load {path}")) else { panic!() };
    assert_eq!((task.settings.real("lr"), task.settings.integer("seed")), (0.25, 9));
    assert_eq!(task.notes[0], format!("{path}: from step 12 with --seed 9 --lr 0.5."));
    assert_eq!(task.notes[1..], ["--lr 0.25 in place of the file's 0.5."]);
    assert!(refused(&format!("cnn-mnist --load {path}")).contains("was saved from xor"));
    std::fs::remove_file(path).unwrap();
}
