//! Which tensor of a file becomes which weight of a net, and what of the file is left.
#![cfg(not(target_arch = "wasm32"))]

mod made;

use emberlab::torch_file::{
    Dtype, How, Overrides, StateDict, Tensor, TorchFileError, apply, by_numbers, match_names, read,
};
use made::{counter, floats, pt};

fn dict(tensors: &[(&str, &[usize])]) -> StateDict {
    let tensor = |(at, (name, shape)): (usize, &(&str, &[usize]))| Tensor {
        name: (*name).to_owned(),
        shape: shape.to_vec(),
        values: vec![at as f32; shape.iter().product()],
        dtype: Dtype::Float32,
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

#[test]
fn layers_that_the_net_lacks_are_told_from_counters() {
    let weights = [
        floats("fc1.weight", &[4, 3], &[0.5; 12]),
        floats("fc1.bias", &[4], &[0.5; 4]),
        floats("fc2.weight", &[4, 4], &[0.5; 16]),
        floats("fc2.bias", &[4], &[0.5; 4]),
    ];
    let matching = |more: &[made::Stored]| {
        let file = pt(&[&weights[..], more].concat());
        match_names(&read(&file).unwrap(), &wanted())
    };
    assert!(matching(&[]).is_clear());
    let counted = matching(&[counter("seen", 7)]);
    assert!(counted.is_clear());
    assert_eq!((counted.notes[0].name.as_str(), counted.notes[0].dtype.as_str()), ("seen", "int64"));
    let normed = matching(&[floats("bn.running_var", &[4], &[1.0; 4]), counter("bn.num_batches_tracked", 7)]);
    assert!(normed.is_complete() && !normed.is_clear());
    assert_eq!((normed.unused, normed.notes.len()), (vec!["bn.running_var".to_owned()], 1));
}

#[test]
fn weights_that_are_no_numbers_are_refused_by_name_and_count() {
    let mut dict = dict(&[("fc1.weight", &[4, 3]), ("fc1.bias", &[4]), ("fc2.weight", &[4, 4]), ("fc2.bias", &[4])]);
    dict.tensors[1].values[2] = f32::NAN;
    dict.tensors[2].values[..3].fill(f32::NEG_INFINITY);
    // A mask of infinities beside the weights harms nobody.
    dict.tensors.push(Tensor { name: "mask".to_owned(), values: vec![f32::INFINITY; 4], ..dict.tensors[1].clone() });
    let error = apply(&dict, &match_names(&dict, &wanted())).unwrap_err();
    let tensors = vec![("fc1.bias".to_owned(), 1), ("fc2.weight".to_owned(), 3)];
    assert_eq!(error, TorchFileError::NotFinite { tensors });
    assert!(error.to_string().contains("fc1.bias (1), fc2.weight (3)"), "{error}");
}

#[test]
fn numbers_in_names_count_as_numbers() {
    let sorted =
        ["conv", "conv1.b", "conv2", "conv10", "layers.2.bias", "layers.02.w", "layers.10.w", "layers.x", "z9"];
    for (at, left) in sorted.iter().enumerate() {
        for (other, right) in sorted.iter().enumerate() {
            let expected = at.cmp(&other);
            // `02` is the same number as `2`, and what follows decides.
            assert_eq!(by_numbers(left, right), expected, "{left} {right}");
        }
    }
    let long = ["w.99999999999999999999999", "w.100000000000000000000000"];
    assert!(by_numbers(long[0], long[1]).is_lt());
    assert!(by_numbers("a.1", "a.01").is_ne() && by_numbers("é1", "é2").is_lt());
}
