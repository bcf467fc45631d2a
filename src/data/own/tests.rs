//! Which files train and which test, whatever their order.
#![cfg(test)]

use super::*;

const GRAY: [u32; 3] = [1, 28, 28];

fn images(name: &str, count: u64) -> OwnFile {
    OwnFile { name: name.to_owned(), content: Content::Images { count, shape: GRAY } }
}

fn labels(name: &str, count: u64) -> OwnFile {
    OwnFile { name: name.to_owned(), content: Content::Labels { count } }
}

fn batch(name: &str) -> OwnFile {
    OwnFile { name: name.to_owned(), content: Content::Batch { count: 5 } }
}

/// Names of the images that train and test, and of what is left aside.
fn arranged(files: &[OwnFile], shape: ImageShape) -> (Vec<&str>, Vec<&str>, Vec<&str>) {
    let plan = arrange(files, shape).unwrap();
    let names = |sources: &[Source]| sources.iter().map(|source| &*files[source.places()[0]].name).collect();
    (names(&plan.train), names(&plan.test), plan.aside.iter().map(|&place| &*files[place].name).collect())
}

#[test]
fn four_files_go_to_their_places_in_any_order() {
    let files = [
        images("train-images-idx3-ubyte.gz", 6),
        labels("train-labels-idx1-ubyte.gz", 6),
        images("t10k-images-idx3-ubyte.gz", 2),
        labels("t10k-labels-idx1-ubyte.gz", 2),
    ];
    let right = (vec!["train-images-idx3-ubyte.gz"], vec!["t10k-images-idx3-ubyte.gz"], vec![]);
    for order in 0..24 {
        let mut left = files.to_vec();
        let chosen: Vec<OwnFile> =
            (1..=4).rev().map(|count| left.remove(order * 5 % 24 / (24 / count) % count)).collect();
        assert_eq!(arranged(&chosen, ImageShape::GRAY), right, "{chosen:?}");
    }
}

#[test]
fn without_a_word_in_their_names_counts_decide() {
    let files = [labels("b", 6), images("c", 2), labels("d", 2), images("a", 6)];
    assert_eq!(arranged(&files, ImageShape::GRAY), (vec!["a"], vec!["c"], vec![]));
    // Equal counts, words only in the labels' names.
    let files = [images("a", 4), labels("test", 4), images("train", 4), labels("train-labels", 4), labels("latest", 9)];
    assert_eq!(arranged(&files, ImageShape::GRAY), (vec!["train"], vec!["a"], vec!["latest"]));
}

#[test]
fn one_pair_alone_trains_whatever_it_is_called_and_the_rest_is_left_aside() {
    let files = [images("t10k-images", 2), labels("t10k-labels", 2), images("train-images", 6)];
    assert_eq!(arranged(&files, ImageShape::GRAY), (vec!["t10k-images"], vec![], vec!["train-images"]));
}

#[test]
fn what_does_not_belong_together_is_said() {
    assert_eq!(arrange(&[images("i", 2)], ImageShape::GRAY), Err(Fault::OwnFiles));
    let fault = arrange(&[images("i", 2), labels("l", 3)], ImageShape::GRAY).unwrap_err();
    assert_eq!(fault.code(), "count-mismatch");
    let names_disagree = arrange(&[images("train-images", 2), labels("test-labels", 2)], ImageShape::GRAY);
    assert_eq!(names_disagree.unwrap_err().code(), "count-mismatch");
    let fault = arrange(&[images("i", 2), labels("l", 2)], ImageShape::COLOUR).unwrap_err();
    assert_eq!(fault.code(), "wrong-image-size");
    assert_eq!(arrange(&[], ImageShape::COLOUR), Err(Fault::OwnFiles));
}

#[test]
fn batches_train_and_the_test_batch_tests() {
    let files = [batch("test_batch.bin"), batch("data_batch_2.bin"), images("i", 2), batch("data_batch_1.bin")];
    let right = (vec!["data_batch_2.bin", "data_batch_1.bin"], vec!["test_batch.bin"], vec!["i"]);
    assert_eq!(arranged(&files, ImageShape::COLOUR), right);
    assert_eq!(arranged(&files[..1], ImageShape::COLOUR), (vec!["test_batch.bin"], vec![], vec![]));
}

#[test]
fn a_file_takes_the_place_of_one_for_the_same_part() {
    let files = [images("train-a", 6), images("test-a", 2), labels("train-b", 6), batch("x.bin")];
    assert_eq!(replaced(&files, &images("train-new", 9)), [0]);
    assert_eq!(replaced(&files, &labels("test-b", 2)), [0; 0]);
    assert_eq!(replaced(&files, &batch("x.bin")), [3]);
    assert_eq!(replaced(&files, &batch("y.bin")), [0; 0]);
    // Of files without a word in their names the last two are kept, and one of each count.
    let plain = [images("a", 6), labels("l", 6), images("b", 2)];
    assert_eq!(replaced(&plain, &images("c", 9)), [0]);
    assert_eq!(replaced(&plain, &images("c", 2)), [2]);
}

#[test]
fn a_part_is_held_out_once_by_the_seed() {
    let whole = Shard { pixels: (0..22).collect(), labels: (100..111).collect() };
    let (train, test) = hold_out("f", &whole, 1).unwrap();
    assert_eq!(((train.labels.len() as u64), (test.labels.len() as u64)), held_out(11));
    assert_eq!((train.labels.len(), test.labels.len()), (9, 2));
    let mut all = [train.labels.clone(), test.labels.clone()].concat();
    all.sort_unstable();
    assert_eq!(all, whole.labels);
    for (row, &label) in test.labels.iter().enumerate() {
        assert_eq!(test.pixels[2 * row..2 * row + 2], [2 * (label - 100), 2 * (label - 100) + 1]);
    }
    assert_eq!(hold_out("f", &whole, 1).unwrap().1, test);
    assert!((2..9).any(|seed| hold_out("f", &whole, seed).unwrap().1 != test));
    let one = Shard { pixels: vec![1], labels: vec![1] };
    assert_eq!(hold_out("f", &one, 1), Err(Fault::TooFewImages { file: "f".to_owned(), found: 1 }));
}
