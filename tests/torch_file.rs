//! PyTorch's files: values as PyTorch has them, a clear error for each bad file, and never a panic.
#![cfg(not(target_arch = "wasm32"))]

mod made;

use std::fs;
use std::path::Path;

use emberlab::torch_file::{MOST_TENSORS, MOST_VALUES, Quantity, TorchFileError, read};
use made::zip;
use serde::Deserialize;

/// What `fixtures/torch_file.py` saved, and what PyTorch has in it.
#[derive(Deserialize)]
struct Case {
    file: String,
    path: Vec<String>,
    tensors: Vec<Expected>,
    notes: Vec<Expected>,
    objects: Vec<String>,
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
    assert!(cases.len() >= 16);
    for case in cases {
        let dict = read(&file(&case.file)).unwrap_or_else(|error| panic!("{}: {error}", case.file));
        assert_eq!((dict.path, dict.objects), (case.path, case.objects), "{}", case.file);
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
            assert_eq!(found.dtype, expected.dtype, "{}", case.file);
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
    let inside = TorchFileError::WholeModule { class: "__main__.Net".to_owned(), offset: 32 };
    assert_eq!(error("whole_inside"), inside);
    let settings = TorchFileError::Global { name: "argparse.Namespace".to_owned(), offset: 17 };
    assert_eq!(error("settings_alone"), settings);
    assert_eq!(error("torchscript"), TorchFileError::TorchScript);
    let paths = vec!["generator".to_owned(), "discriminator".to_owned()];
    assert_eq!(error("two_networks"), TorchFileError::SeveralStateDicts { paths });
    assert_eq!(error("list"), TorchFileError::NoStateDict);
    assert_eq!(error("optimizer"), TorchFileError::NoStateDict);
    assert_eq!(error("compressed"), TorchFileError::Compressed { entry: "plain/data.pkl".to_owned() });
    for bytes in [&b""[..], b"PK", b"<!doctype html>", b"\x80\x02}.", b"\x93NUMPY"] {
        assert_eq!(read(bytes).unwrap_err(), TorchFileError::NotWeights);
    }
    assert_eq!(read(&zip(&[("a/readme.txt", b"hello")])).unwrap_err(), TorchFileError::NoPickle);
    assert_eq!(read(&zip(&[("a/data.pkl", b"}."), ("a/byteorder", b"big")])).unwrap_err(), TorchFileError::BigEndian);
    assert!(matches!(read(&zip(&[("a/data.pkl", &b"}."[..]); 2])).unwrap_err(), TorchFileError::BadArchive { .. }));
}

#[test]
fn no_truncation_is_read_and_none_panics() {
    for length in 0..file("legacy").len() {
        assert!(read(&file("legacy")[..length]).is_err(), "legacy, {length} bytes");
    }
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
    for name in ["plain", "views", "protocol4", "legacy", "beside2"] {
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

#[test]
fn no_random_program_panics() {
    let parts: Vec<&[u8]> = vec![
        b"(",
        b"N",
        b"K\x02",
        b"X\x01\0\0\0w",
        b"}",
        b"]",
        b")",
        b"t",
        b"\x85",
        b"\x86",
        b"\x87",
        b"l",
        b"d",
        b"0",
        b"1",
        b"2",
        b"a",
        b"e",
        b"s",
        b"u",
        b"\x90",
        b"\x91",
        b"R",
        b"\x81",
        b"\x92",
        b"o",
        b"b",
        b"Q",
        b"q\0",
        b"h\0",
        b"\x94",
        b"ctorch\nFloatStorage\n",
        b"ccollections\nOrderedDict\n",
        b"ctorch._utils\n_rebuild_tensor_v2\n",
        b"cos\nsystem\n",
        b"ios\nsystem\n",
        b"ctorch._utils\n_rebuild_parameter\n",
        b"(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000NK\x04tQ",
        b"K\0K\x02\x85K\x01\x85",
    ];
    // A linear congruential generator, Knuth's constants.
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut finished = 0;
    for _ in 0..20_000 {
        let length = next(24);
        let program: Vec<u8> = (0..length).flat_map(|_| parts[next(parts.len())].to_vec()).chain(*b".").collect();
        let outcome = read(&zip(&[("a/data.pkl", &program), ("a/data/0", &[0; 16])]));
        finished += usize::from(!matches!(outcome, Err(TorchFileError::BadPickle { .. })));
    }
    assert!(finished > 300, "only {finished} programs came to an end");
}

/// Runs a pickle without storages.
fn run(pickle: &[u8]) -> TorchFileError {
    read(&zip(&[("a/data.pkl", pickle)])).unwrap_err()
}

#[test]
fn what_reaches_beyond_the_file_is_named() {
    let opcode = |name: &str, offset| TorchFileError::Opcode { name: name.to_owned(), offset };
    assert_eq!(run(b"\x82\x01."), opcode("EXT1 (0x82)", 0));
    assert_eq!(run(b"NPname\n."), opcode("PERSID (0x50)", 1));
    assert_eq!(run(b"\xfe"), opcode("unknown (0xfe)", 0));
    let global = |name: &str, offset| TorchFileError::Global { name: name.to_owned(), offset };
    assert_eq!(run(b"\x80\x04\x8c\x08builtins\x8c\x04eval\x93."), global("builtins.eval", 18));
    assert_eq!(run(b"cnumpy.core.multiarray\nscalar\n."), global("numpy.core.multiarray.scalar", 0));
    assert_eq!(run(b"ctorch\nload\n."), global("torch.load", 0));
    // In each way in which a pickle can call.
    for call in [&b"cos\nsystem\n(S'true'\ntR"[..], b"(S'true'\nios\nsystem\n", b"cos\nsystem\nN\x85\x81"] {
        let offset = call.iter().position(|&byte| byte == b'c' || byte == b'i').unwrap();
        assert_eq!(run(&[call, b"."].concat()).to_string(), global("os.system", offset as u64).to_string());
        // A call for nothing but what it does is refused, whatever stands beside it.
        let beside = [b"\x80\x02", call, b"0}."].concat();
        assert_eq!(run(&beside), global("os.system", offset as u64 + 2));
    }
    assert_eq!(run(b"(cos\nsystem\nNo."), global("os.system", 1));
    assert_eq!(run(b"cos\nsystem\n)}\x92}b."), global("os.system", 0));
    // The class of a network, as files before torch 1.6 hold it.
    let module = [b"(".to_vec(), made::text("module"), b"c__main__\nNet\nNNtQ)\x81.".to_vec()].concat();
    assert!(matches!(run(&module), TorchFileError::WholeModule { offset: 12, .. }), "{:?}", run(&module));
}

#[test]
fn an_object_beside_the_weights_is_left_alone() {
    let dict = read(&file("os_system_beside")).unwrap();
    assert_eq!(
        (dict.tensors.len(), dict.path, dict.objects),
        (2, vec!["model".to_owned()], vec!["os.system".to_owned()])
    );
    // A weight that such an object would have made is none.
    let tensors = [made::floats("w", &[2], &[1.0, 2.0])];
    let more = [made::text("v"), b"cos\ngetcwd\n)Rs".to_vec()].concat();
    let pickle = [made::state_dict(&tensors), more, b".".to_vec()].concat();
    let dict = read(&zip(&[("a/data.pkl", &pickle), ("a/data/0", &tensors[0].bytes)])).unwrap();
    assert_eq!((dict.tensors.len(), dict.objects), (1, vec!["os.getcwd".to_owned()]));
}

#[test]
fn values_of_every_kind_may_stand_beside_the_weights() {
    let tensors = [made::floats("w", &[2], &[1.0, 2.0])];
    let values: [&[u8]; 26] = [
        b"N",
        b"I7\n",
        b"I01\n",
        b"L-9L\n",
        b"F0.5\n",
        b"G\0\0\0\0\0\0\0\0",
        b"S'a'\n",
        b"U\x01a",
        b"T\x01\0\0\0\xff",
        b"Vab\n",
        b"C\x01\xff",
        b"B\x01\0\0\0\xff",
        b"\x8e\x01\0\0\0\0\0\0\0\xff",
        b"\x96\x01\0\0\0\0\0\0\0\xff",
        b"\x8d\x01\0\0\0\0\0\0\0a",
        b"\x8b\x01\0\0\0\x07",
        b"\x8f(NN\x90",
        b"(NN\x91",
        b"(Nl",
        b"(NNd",
        b"N2\x86",
        b"](N1",
        b"}(0",
        b"Np300\ng300\n\x86",
        b"ccollections\nOrderedDict\n)\x81",
        b"cm\nC\n)\x81}b(NNu(Ne",
    ];
    for value in values {
        let more = [made::text("v"), value.to_vec(), b"s.".to_vec()].concat();
        let pickle = [made::state_dict(&tensors), more].concat();
        let dict = read(&zip(&[("a/data.pkl", &pickle), ("a/data/0", &tensors[0].bytes)]));
        assert_eq!(dict.unwrap_or_else(|error| panic!("{value:?}: {error}")).tensors[0].values, [1.0, 2.0]);
    }
}

#[test]
fn names_that_python_2_wrote_are_read() {
    // OrderedDict([["w", tensor]]), with the name as a string of bytes.
    let tensors = [made::floats("w", &[2], &[1.0, 2.0])];
    let build = made::state_dict(&tensors);
    let tensor = &build[1 + made::text("w").len()..build.len() - 1];
    let pickle = [b"\x80\x02ccollections\nOrderedDict\n](](U\x01w", tensor, b"ee\x85R."].concat();
    let dict = read(&zip(&[("a/data.pkl", &pickle), ("a/data/0", &tensors[0].bytes)])).unwrap();
    assert_eq!((dict.tensors[0].name.as_str(), dict.tensors[0].values.as_slice()), ("w", &[1.0, 2.0][..]));
}

#[test]
fn fifty_thousand_tensors_are_refused() {
    let tensors = vec![made::floats("w", &[1], &[1.0]); 50_000];
    let pickle = [made::state_dict(&tensors), b".".to_vec()].concat();
    assert_eq!(run(&pickle), TorchFileError::TooLarge { what: Quantity::Tensors, most: MOST_TENSORS as u64 });
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
    let (what, most) = (Quantity::Numbers, MOST_VALUES as u64);
    assert_eq!(error(4, 0, &[most as i64 + 1], &[0]), TorchFileError::TooLarge { what, most });
    assert!(matches!(error(4, 0, &[i64::MAX; 4], &[0; 4]), TorchFileError::TooLarge { .. }));
    let (tensor, entry) = ("w".to_owned(), "data/0".to_owned());
    let elsewhere = read(&one_tensor(4, 0, &[4], &[1], "1")).unwrap_err();
    assert_eq!(elsewhere, TorchFileError::NoStorage { tensor, entry });
}
