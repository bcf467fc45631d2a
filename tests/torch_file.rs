//! PyTorch's files: values as PyTorch has them, a clear error for each bad file, and never a panic.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

use emberlab::torch_file::{How, MOST_VALUES, Overrides, StateDict, Tensor, TorchFileError, apply, match_names, read};
use serde::Deserialize;

/// What `fixtures/torch_file.py` saved, and what PyTorch has in it.
#[derive(Deserialize)]
struct Case {
    file: String,
    path: Vec<String>,
    tensors: Vec<Expected>,
    notes: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    name: String,
    shape: Vec<usize>,
    dtype: String,
    #[serde(default)]
    values: Vec<f32>,
}

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn file(name: &str) -> Vec<u8> {
    fixture(&format!("torch_file/{name}.pt"))
}

#[test]
fn values_are_pytorchs() {
    let cases: Vec<Case> = serde_json::from_slice(&fixture("torch_file.json")).unwrap();
    assert!(cases.len() >= 12);
    for case in cases {
        let dict = read(&file(&case.file)).unwrap_or_else(|error| panic!("{}: {error}", case.file));
        assert_eq!(dict.path, case.path, "{}", case.file);
        assert_eq!((dict.tensors.len(), dict.notes.len()), (case.tensors.len(), case.notes.len()), "{}", case.file);
        for (found, expected) in dict.tensors.iter().zip(&case.tensors) {
            let what = format!("{}: {}", case.file, expected.name);
            assert_eq!((&found.name, &found.shape), (&expected.name, &expected.shape), "{what}");
            assert_eq!(found.dtype.name(), expected.dtype, "{what}");
            let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&found.values), bits(&expected.values), "{what}");
        }
        for (found, expected) in dict.notes.iter().zip(&case.notes) {
            assert_eq!((&found.name, &found.shape), (&expected.name, &expected.shape), "{}", case.file);
            assert_eq!(found.dtype.name(), expected.dtype, "{}", case.file);
        }
    }
}

#[test]
fn a_net_trained_in_pytorch_is_read() {
    let dict = read(&fixture("cnn_mnist.pt")).unwrap();
    let shapes: Vec<_> = dict.tensors.iter().map(|tensor| (tensor.name.as_str(), tensor.shape.as_slice())).collect();
    let conv = [("conv1.weight", &[16, 1, 5, 5][..]), ("conv1.bias", &[16]), ("conv2.weight", &[32, 16, 5, 5])];
    assert_eq!(shapes, [&conv[..], &[("conv2.bias", &[32]), ("fc.weight", &[10, 1568]), ("fc.bias", &[10])]].concat());
    for tensor in &dict.tensors {
        assert_eq!(tensor.values.len(), tensor.shape.iter().product::<usize>());
        assert!(tensor.values.iter().all(|value| value.abs() < 2.0), "{}", tensor.name);
    }
}

#[test]
fn each_bad_file_says_what_to_do() {
    let error = |name: &str| read(&file(name)).unwrap_err();
    let whole = error("whole_module");
    assert_eq!(whole, TorchFileError::WholeModule { class: "__main__.Net".to_owned(), offset: 2 });
    assert!(whole.to_string().contains("save net.state_dict() instead"), "{whole}");
    let class = "torch.nn.modules.container.Sequential".to_owned();
    assert_eq!(error("whole_sequential"), TorchFileError::WholeModule { class, offset: 2 });
    let system = error("os_system");
    assert_eq!(system, TorchFileError::Global { name: "os.system".to_owned(), offset: 2 });
    assert!(system.to_string().contains("os.system at byte 2"), "{system}");
    assert_eq!(error("legacy"), TorchFileError::Legacy);
    assert_eq!(error("torchscript"), TorchFileError::TorchScript);
    let paths = vec!["generator".to_owned(), "discriminator".to_owned()];
    assert_eq!(error("two_networks"), TorchFileError::SeveralStateDicts { paths });
    assert_eq!(error("list"), TorchFileError::NoStateDict);
    assert_eq!(error("optimizer"), TorchFileError::NoStateDict);
    assert_eq!(error("compressed"), TorchFileError::Compressed { entry: "plain/data.pkl".to_owned() });
    for bytes in [&b""[..], b"PK", b"<!doctype html>", b"\x80\x02}.", b"\x93NUMPY"] {
        assert_eq!(read(bytes).unwrap_err(), TorchFileError::NotTorch);
    }
    assert_eq!(read(&zip(&[("a/readme.txt", b"hello")])).unwrap_err(), TorchFileError::NoPickle);
    assert_eq!(read(&zip(&[("a/data.pkl", b"}."), ("a/byteorder", b"big")])).unwrap_err(), TorchFileError::BigEndian);
    assert!(matches!(read(&zip(&[("a/data.pkl", &b"}."[..]); 2])).unwrap_err(), TorchFileError::BadArchive { .. }));
}

#[test]
fn no_truncation_is_read_and_none_panics() {
    for name in ["plain", "views", "checkpoint", "protocol4"] {
        let whole = file(name);
        for length in 0..whole.len() {
            assert!(read(&whole[..length]).is_err(), "{name}, {length} bytes");
        }
        // The pickle alone, too, in an archive that is complete.
        let start = whole.windows(2).position(|pair| matches!(pair, b"\x80\x02" | b"\x80\x04")).unwrap();
        let pickle = &whole[start..];
        let ends = |&length: &usize| run(&pickle[..length]) == TorchFileError::PickleEnds { offset: length as u64 };
        let complete = (0..).find(|length| !ends(length)).unwrap();
        assert!(complete > 200 && matches!(&pickle[..complete], [.., b'u' | b'b', b'.']), "{name}");
    }
}

#[test]
fn no_changed_byte_panics() {
    for name in ["plain", "views", "protocol4"] {
        let mut bytes = file(name);
        for at in 0..bytes.len() {
            let before = bytes[at];
            for after in [0, 0xff, before ^ 1, before ^ 0x80, before.wrapping_add(1), b'R', b'('] {
                bytes[at] = after;
                // Some changes fall into numbers or padding, so either outcome is right.
                let _ = read(&bytes);
            }
            bytes[at] = before;
        }
    }
}

/// Runs a pickle without storages.
fn run(pickle: &[u8]) -> TorchFileError {
    read(&zip(&[("a/data.pkl", pickle)])).unwrap_err()
}

#[test]
fn instructions_that_a_state_dict_does_not_need_are_named() {
    let opcode = |name: &str, offset| TorchFileError::Opcode { name: name.to_owned(), offset };
    assert_eq!(run(b"\x80\x02}0."), opcode("POP (0x30)", 3));
    assert_eq!(run(b"(S'true'\nios\nsystem\n."), opcode("STRING (0x53)", 1));
    assert_eq!(run(b"(ios\nsystem\n."), opcode("INST (0x69)", 1));
    assert_eq!(run(b"N)\x81."), opcode("NEWOBJ (0x81)", 2));
    assert_eq!(run(b"\xfe"), opcode("unknown (0xfe)", 0));
    let global = |name: &str, offset| TorchFileError::Global { name: name.to_owned(), offset };
    assert_eq!(run(b"\x80\x04\x8c\x08builtins\x8c\x04eval\x93."), global("builtins.eval", 18));
    assert_eq!(run(b"cnumpy.core.multiarray\nscalar\n."), global("numpy.core.multiarray.scalar", 0));
    assert_eq!(run(b"ctorch\nload\n."), global("torch.load", 0));
}

#[test]
fn senseless_pickles_are_refused_where_they_stop_making_sense() {
    let bad = |pickle: &[u8], expected: u64| match run(pickle) {
        TorchFileError::BadPickle { offset, .. } => assert_eq!(offset, expected, "{pickle:?}"),
        other => panic!("{pickle:?}: {other}"),
    };
    bad(b".", 0);
    bad(b"\x80\x06.", 0);
    bad(b"N(\x85.", 2); // The tuple would reach below the mark.
    bad(b"t.", 0);
    bad(b"}NNNu.", 4);
    bad(b"}(Nu.", 3);
    bad(b"NNa.", 2);
    bad(b"NNb.", 2);
    bad(b"h\x07.", 0);
    bad(b"NQ.", 1);
    bad(b"N)R.", 2);
    bad(b"ccollections\nOrderedDict\nNR.", 26);
    bad(b"ctorch\nFloatStorage\n)R.", 21);
    bad(b"ctorch._utils\n_rebuild_parameter\nN\x85R.", 35);
    bad(b"X\x01\x00\x00\x00\xff.", 0);
    assert_eq!(run(b"X\xff\xff\xff\xffabc"), TorchFileError::PickleEnds { offset: 8 });
    assert_eq!(run(b"\x8a\xffabc"), TorchFileError::PickleEnds { offset: 5 });
    assert_eq!(run(b"cos"), TorchFileError::PickleEnds { offset: 3 });
}

#[test]
fn cycles_depth_and_length_do_no_harm() {
    // d = {}; d["a"] = d, and a list and a tuple that hold themselves.
    assert_eq!(run(b"}q\x00X\x01\x00\x00\x00ah\x00s."), TorchFileError::NoStateDict);
    assert_eq!(run(b"]q\x00(h\x00\x85h\x00e."), TorchFileError::NoStateDict);
    // Twenty thousand dictionaries, each in the next; as many tuples.
    let key = b"X\x01\x00\x00\x00a";
    let deep = [b"}".to_vec(), [&key[..], b"}"].concat().repeat(20_000), b"s".repeat(20_000), b".".to_vec()].concat();
    assert_eq!(run(&deep), TorchFileError::NoStateDict);
    assert_eq!(run(&[b")".to_vec(), b"\x85".repeat(20_000), b".".to_vec()].concat()), TorchFileError::NoStateDict);
    // A dictionary a thousand times in itself, at each level.
    let wide = [b"}q\x00(".to_vec(), [&key[..], b"h\x00"].concat().repeat(1_000), b"u.".to_vec()].concat();
    assert_eq!(run(&wide), TorchFileError::NoStateDict);
    assert!(matches!(run(&b"N".repeat(1 << 22)), TorchFileError::TooLarge { .. }));
    assert!(matches!(run(&b"N".repeat((1 << 25) + 1)), TorchFileError::TooLarge { .. }));
}

/// A file with one tensor `w` in a storage of four f32.
fn one_tensor(count: i64, offset: i64, shape: &[i64], strides: &[i64], key: &str) -> Vec<u8> {
    let int = |number: i64| [&b"\x8a\x08"[..], &number.to_le_bytes()].concat();
    let ints =
        |numbers: &[i64]| [b"(".to_vec(), numbers.iter().flat_map(|&n| int(n)).collect(), b"t".to_vec()].concat();
    let storage = b"((X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpu".to_vec();
    let head = b"}X\x01\x00\x00\x00wctorch._utils\n_rebuild_tensor_v2\n".to_vec();
    let (shape, strides) = (ints(shape), ints(strides));
    let parts = [head, storage, int(count), b"tQ".to_vec(), int(offset), shape, strides, b"\x89NtRs.".to_vec()];
    let numbers: Vec<u8> = [1.0_f32, 2.0, 3.0, 4.0].iter().flat_map(|number| number.to_le_bytes()).collect();
    zip(&[("a/data.pkl", &parts.concat()), (&format!("a/data/{key}"), &numbers)])
}

#[test]
fn tensors_stay_within_their_bytes() {
    let dict = read(&one_tensor(4, 1, &[2, 2], &[1, 1], "0")).unwrap();
    assert_eq!(dict.tensors[0].values, [2.0, 3.0, 3.0, 4.0]);
    // A dimension of 1 is never stepped along.
    let dict = read(&one_tensor(4, 3, &[1, 1], &[i64::MAX, i64::MAX], "0")).unwrap();
    assert_eq!(dict.tensors[0].values, [4.0]);
    let error = |count, offset, shape: &[i64], strides: &[i64]| {
        read(&one_tensor(count, offset, shape, strides, "0")).unwrap_err()
    };
    let outside = |needed, found| TorchFileError::OutsideStorage { tensor: "w".to_owned(), needed, found };
    assert_eq!(error(4, 0, &[5], &[1]), outside(5, 4));
    assert_eq!(error(4, 3, &[2], &[1]), outside(5, 4));
    assert_eq!(error(2, 0, &[3], &[1]), outside(3, 2));
    assert_eq!(error(100, 0, &[100], &[1]), outside(100, 4));
    assert_eq!(error(4, 0, &[2], &[i64::MAX]), outside(1 << 63, 4));
    assert!(matches!(error(4, i64::MAX, &[3], &[i64::MAX]), TorchFileError::OutsideStorage { .. }));
    // One more than these would be no number.
    let last = error(4, i64::MAX, &[2, 2], &[i64::MAX, 1]);
    assert_eq!(last, outside(u64::MAX, 4));
    assert!(matches!(error(4, 0, &[-1], &[1]), TorchFileError::BadPickle { .. }));
    assert!(matches!(error(4, 0, &[2], &[-1]), TorchFileError::BadPickle { .. }));
    assert!(matches!(error(4, 0, &[2], &[1, 1]), TorchFileError::BadPickle { .. }));
    assert!(matches!(error(4, 0, &[1; 17], &[1; 17]), TorchFileError::BadPickle { .. }));
    // Without steps, four numbers could be any number of them.
    let (found, most) = (MOST_VALUES as u64 + 1, MOST_VALUES as u64);
    let what = "numbers".to_owned();
    assert_eq!(error(4, 0, &[found as i64], &[0]), TorchFileError::TooLarge { what, found, most });
    assert!(matches!(error(4, 0, &[i64::MAX; 4], &[0; 4]), TorchFileError::TooLarge { .. }));
    let (tensor, entry) = ("w".to_owned(), "data/0".to_owned());
    let elsewhere = read(&one_tensor(4, 0, &[4], &[1], "1")).unwrap_err();
    assert_eq!(elsewhere, TorchFileError::NoStorage { tensor, entry });
}

fn dict(tensors: &[(&str, &[usize])]) -> StateDict {
    let plain = read(&file("plain")).unwrap().tensors[0].dtype;
    let tensor = |(at, (name, shape)): (usize, &(&str, &[usize]))| Tensor {
        name: (*name).to_owned(),
        shape: shape.to_vec(),
        values: vec![at as f32; shape.iter().product()],
        dtype: plain,
    };
    StateDict { tensors: tensors.iter().enumerate().map(tensor).collect(), ..StateDict::default() }
}

fn wanted() -> Vec<(String, Vec<usize>)> {
    [("fc1.weight", &[4, 3][..]), ("fc1.bias", &[4]), ("fc2.weight", &[4, 4]), ("fc2.bias", &[4])]
        .map(|(name, shape)| (name.to_owned(), shape.to_vec()))
        .to_vec()
}

#[test]
fn names_match_exactly_by_their_ends_or_by_shape() {
    let hows = |tensors: &[(&str, &[usize])]| {
        let matching = match_names(&dict(tensors), &wanted());
        let from = matching.places.iter().map(|place| place.from.clone().unwrap_or_default()).collect::<Vec<_>>();
        (from.join(" "), matching.places.into_iter().map(|place| place.how).collect::<Vec<_>>(), matching.unused)
    };
    // The order of the file does not matter where the names fit.
    let (from, how, unused) = hows(&[
        ("fc2.bias", &[4]),
        ("fc2.weight", &[4, 4]),
        ("extra", &[9]),
        ("fc1.bias", &[4]),
        ("fc1.weight", &[4, 3]),
    ]);
    assert_eq!((from.as_str(), unused), ("fc1.weight fc1.bias fc2.weight fc2.bias", vec!["extra".to_owned()]));
    assert_eq!(how, vec![How::Exact; 4]);
    let (from, how, _) = hows(&[
        ("module.fc2.bias", &[4]),
        ("module.fc2.weight", &[4, 4]),
        ("fc1.bias", &[4]),
        ("module.fc1.weight", &[4, 3]),
    ]);
    assert_eq!(from, "module.fc1.weight fc1.bias module.fc2.weight module.fc2.bias");
    assert_eq!(how, [How::Affix, How::Exact, How::Affix, How::Affix]);
    // Biases before weights, and two of one shape: kinds first, then the file's order.
    let (from, how, _) = hows(&[("0.bias", &[4]), ("0.weight", &[4, 3]), ("2.bias", &[4]), ("2.weight", &[4, 4])]);
    assert_eq!(from, "0.weight 0.bias 2.weight 2.bias");
    assert_eq!(how, vec![How::Shape; 4]);
    // An exact name of another shape is not given to anybody else.
    let (from, how, unused) = hows(&[("fc1.weight", &[4, 4]), ("a", &[4]), ("b", &[4]), ("c", &[7])]);
    assert_eq!((from.as_str(), unused), ("fc1.weight a  b", vec!["c".to_owned()]));
    assert_eq!(how, [How::ShapeDiffers { found: vec![4, 4] }, How::Shape, How::Missing, How::Shape]);
    // A name without a layer could be anybody's.
    let (_, how, _) = hows(&[("bias", &[4])]);
    assert_eq!(how, [How::Missing, How::Shape, How::Missing, How::Missing]);
}

#[test]
fn the_reader_has_the_last_word() {
    let dict = dict(&[("a", &[4, 3]), ("b", &[4]), ("c", &[4, 4]), ("d", &[4])]);
    let matching = match_names(&dict, &wanted());
    assert!(matching.is_complete());
    let firsts = |matching| apply(&dict, &matching).unwrap().iter().map(|tensor| tensor.values[0]).collect::<Vec<_>>();
    assert_eq!(firsts(matching.clone()), [0.0, 1.0, 2.0, 3.0]);
    let overrides = |pairs: &[(&str, &str)]| -> Overrides {
        pairs.iter().map(|(wanted, from)| ((*wanted).to_owned(), (*from).to_owned())).collect()
    };
    let swapped = matching.clone().with(&dict, &overrides(&[("fc1.bias", "d"), ("fc2.bias", "b")])).unwrap();
    assert_eq!(swapped.places[1].how, How::Chosen);
    assert_eq!(firsts(swapped.clone()), [0.0, 3.0, 2.0, 1.0]);
    assert_eq!(apply(&dict, &swapped).unwrap()[1].name, "fc1.bias");
    let twice = matching.clone().with(&dict, &overrides(&[("fc1.bias", "d")])).unwrap();
    assert_eq!((twice.unused.clone(), firsts(twice)), (vec!["b".to_owned()], vec![0.0, 3.0, 2.0, 3.0]));

    let wrong = matching.clone().with(&dict, &overrides(&[("fc1.bias", "c")])).unwrap();
    assert!(!wrong.is_complete());
    assert!(matches!(apply(&dict, &wrong).unwrap_err(), TorchFileError::WrongShape { .. }));
    for (weight, from) in [("fc1.bias", "nobody"), ("nobody", "d")] {
        let error = matching.clone().with(&dict, &overrides(&[(weight, from)])).unwrap_err();
        assert_eq!(error, TorchFileError::NoSuchTensor { name: "nobody".to_owned() });
    }
    let nothing = StateDict::default();
    let error = apply(&nothing, &match_names(&nothing, &wanted()[..2])).unwrap_err();
    assert_eq!(error, TorchFileError::Unfilled { names: vec!["fc1.weight".to_owned(), "fc1.bias".to_owned()] });
}

/// A zip archive of uncompressed entries, with nothing in it that is not needed.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in entries {
        let offset = archive.len() as u32;
        let (name_length, size) = ((name.len() as u16).to_le_bytes(), (data.len() as u32).to_le_bytes());
        // Version, flags, method, time, date and checksum are 0; then both sizes and the lengths of name and extra.
        let shared = [&[0; 14][..], &size, &size, &name_length, &[0; 2]].concat();
        archive.extend([b"PK\x03\x04", shared.as_slice(), name.as_bytes(), data].concat());
        let place = [&[0; 10][..], &offset.to_le_bytes()].concat();
        directory.extend([b"PK\x01\x02\0\0", shared.as_slice(), &place, name.as_bytes()].concat());
    }
    let (count, size) = ((entries.len() as u16).to_le_bytes(), (directory.len() as u32).to_le_bytes());
    let start = (archive.len() as u32).to_le_bytes();
    [archive, directory, [b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &start, &[0; 2]].concat()].concat()
}
