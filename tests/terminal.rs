//! `train` as its users have it: what it refuses, prints, saves and gives back as its exit code.
#![cfg(all(not(target_arch = "wasm32"), feature = "labs"))]

#[path = "terminal/order.rs"]
mod order;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use emberlab::engine::checkpoint::Checkpoint;

fn train(line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_train"));
    command.args(line.split_whitespace());
    command
}

fn output(line: &str) -> (i32, String, String) {
    parts(train(line).output().unwrap())
}

/// Exit code, standard output, standard error.
fn parts(output: Output) -> (i32, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("terminal-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn saved(path: &Path) -> Checkpoint {
    let checkpoint = Checkpoint::from_bytes("f", &fs::read(path).unwrap()).unwrap();
    assert!(checkpoint.tensors.values().all(|tensor| tensor.values.iter().all(|value| value.is_finite())));
    checkpoint
}

#[test]
fn what_cannot_be_done_is_refused_in_a_sentence_before_anything_is_trained() {
    let folder = folder("refused");
    let nowhere = format!("xor --save {}", folder.join("none/net").display());
    let itself = format!("xor --save {}", folder.display());
    fs::write(folder.join("net"), "no checkpoint").unwrap();
    let other = format!("xor --load {}", folder.join("net").display());
    for (line, sentence) in [
        ("", "Usage: train LESSON"),
        ("nothing", "There is no lesson called nothing."),
        ("xor --speed 3", "xor has no setting --speed."),
        ("xor --seed", "--seed needs a value."),
        ("xor --epochs many", "--epochs many is not a whole number from"),
        ("cnn-mnist --backend gpu", "--backend gpu: this program was built without one."),
        (&nowhere, "there is no folder"),
        (&itself, "is a folder: add a file name"),
        (&other, "cannot be opened as a saved run"),
    ] {
        let (code, shown, error) = output(line);
        assert!(code == 2 && shown.is_empty() && error.contains(sentence), "{line}: {code} {shown} {error}");
        assert!(!error.contains("panicked"), "{line}: {error}");
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
}

#[test]
fn help_is_shown_and_is_no_mistake() {
    let (code, shown, error) = output("--help");
    assert!(code == 0 && error.is_empty() && shown.contains("automl-titanic"), "{shown}{error}");
    let (code, shown, _) = output("xor --help");
    assert!(code == 0 && shown.contains("--lr a number from") && shown.contains("--save FILE"), "{shown}");
}

#[test]
fn without_a_terminal_a_run_prints_lines_and_a_loaded_file_goes_on() {
    let folder = folder("lines");
    let file = folder.join("net.safetensors");
    let (code, shown, error) = output(&format!("curve-fitting --epochs 40 --seed 3 --save {}", file.display()));
    assert_eq!((code, error.as_str()), (0, ""));
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[0].ends_with("test examples"), "{shown}");
    assert!(lines[1].starts_with("step ") && lines[1].contains(" of 40: loss "), "{shown}");
    assert_eq!(lines.last(), Some(&format!("Saved {} at step 40.", file.display()).as_str()));
    assert!(!shown.contains('\r') && !shown.contains('\x1b'), "{shown:?}");
    let halfway = saved(&file);

    let (code, shown, _) = output(&format!("curve-fitting --load {0} --epochs 60 --save {0}", file.display()));
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("from step 40 with --seed 3"), "{shown}");
    assert!(shown.contains("--epochs 60 in place of the file's 40."), "{shown}");
    let resumed = saved(&file);
    assert_eq!((halfway.meta.step, resumed.meta.step), (40, 60));

    // As if it had never been interrupted.
    let whole = folder.join("whole.safetensors");
    assert_eq!(output(&format!("curve-fitting --epochs 60 --seed 3 --save {}", whole.display())).0, 0);
    assert_eq!(saved(&whole).tensors, resumed.tensors);
    // Nothing is left beside the files.
    assert_eq!(fs::read_dir(folder).unwrap().count(), 2);
}

#[test]
fn a_run_that_diverges_is_saved_as_it_was_before() {
    let file = folder("diverges").join("net.safetensors");
    let (code, _, error) = output(&format!("curve-fitting --lr 1000 --save {}", file.display()));
    assert_eq!(code, 1, "{error}");
    assert!(error.contains("the run diverged") && error.contains("Saved"), "{error}");
    assert_eq!(saved(&file).meta.lesson, "curve-fitting");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_is_saved() {
    use std::io::{BufRead, BufReader};

    let folder = folder("interrupted");
    for (signal, name) in [("-INT", "int"), ("-TERM", "term"), ("", "closed")] {
        let file = folder.join(name);
        let line = format!("curve-fitting --epochs 100000 --save {}", file.display());
        let mut child = train(&line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // It has begun.
        lines.find(|line| line.as_ref().unwrap().starts_with("step ")).unwrap().unwrap();
        let lines = match signal {
            // Nobody reads on.
            "" => {
                drop(lines);
                None
            }
            signal => {
                let id = child.id().to_string();
                assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
                Some(lines)
            }
        };
        let (code, _, error) = parts(child.wait_with_output().unwrap());
        drop(lines);
        assert_eq!(code, 130, "{signal}: {error}");
        assert!(error.contains("Stopped at step") && error.contains("Saved"), "{signal}: {error}");
        let step = saved(&file).meta.step;
        assert!(step > 0 && step < 100_000, "{signal}: {step}");
    }
}
