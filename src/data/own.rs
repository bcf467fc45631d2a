//! The reader's own image files: which ones belong together, which train and which test. Knows names, kinds and counts; the
//! bytes are the worker's.

mod tests;

use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};

use super::dataset::{ImageShape, Shard};
use super::random::stream;
use fault::Fault;

/// A file that was read and found whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFile {
    pub name: String,
    pub content: Content,
}

/// What it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    Images {
        count: u64,
        shape: [u32; 3],
    },
    Labels {
        count: u64,
    },
    /// A batch of CIFAR-10: images with their labels.
    Batch {
        count: u64,
    },
    Table,
}

/// What trains and tests, and what is left aside: places in the list of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub train: Vec<Source>,
    /// Empty where a part of the training images is held out.
    pub test: Vec<Source>,
    pub aside: Vec<usize>,
}

/// Where images and their labels are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Pair { images: usize, labels: usize },
    Batch(usize),
}

/// What a file's name says it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hint {
    Train,
    Test,
    Nothing,
}

/// Files of one kind that are kept without a hint in their names: those of a training and a test set.
const MOST_PLAIN: usize = 2;
/// One in so many images is held out for the test, where no test images were brought.
const HELD_OUT: usize = 5;
/// Set apart from the streams of the epochs.
const HELD_OUT_STREAM: u64 = 0x6865_6c64;

impl OwnFile {
    /// Images or labels in it.
    pub fn count(&self) -> u64 {
        match self.content {
            Content::Images { count, .. } | Content::Labels { count } | Content::Batch { count } => count,
            Content::Table => 0,
        }
    }

    fn hint(&self) -> Hint {
        hint(&self.name)
    }

    fn is_images(&self) -> bool {
        matches!(self.content, Content::Images { .. })
    }

    fn is_labels(&self) -> bool {
        matches!(self.content, Content::Labels { .. })
    }

    /// Whether this newer file stands in the other's place: of the same name, or of the same kind and for the same part.
    fn replaces(&self, older: &Self) -> bool {
        let is_same_kind = std::mem::discriminant(&self.content) == std::mem::discriminant(&older.content);
        let is_same_part = match self.content {
            Content::Images { .. } | Content::Labels { .. } => {
                self.hint() == older.hint() && (self.hint() != Hint::Nothing || self.count() == older.count())
            }
            Content::Batch { .. } => false,
            Content::Table => true,
        };
        self.name == older.name || is_same_kind && is_same_part
    }
}

/// The places of the files whose place a newer one takes.
pub fn replaced(files: &[OwnFile], newer: &OwnFile) -> Vec<usize> {
    let mut places: Vec<usize> = (0..files.len()).filter(|&place| newer.replaces(&files[place])).collect();
    if newer.hint() == Hint::Nothing && (newer.is_images() || newer.is_labels()) {
        let is_alike = |file: &OwnFile| {
            file.hint() == Hint::Nothing
                && file.is_images() == newer.is_images()
                && file.is_labels() == newer.is_labels()
        };
        let others = (0..files.len()).filter(|place| is_alike(&files[*place]) && !places.contains(place));
        let others: Vec<usize> = others.collect();
        places.extend(&others[..others.len().saturating_sub(MOST_PLAIN - 1)]);
    }
    places
}

/// Who trains and who tests, for a lesson on images of this shape. Later files count before earlier ones.
///
/// # Errors
/// [`Fault::OwnFiles`] without images and labels, [`Fault::CountMismatch`] where no two of them have the same number,
/// [`Fault::WrongImageSize`] where all images have another size than the lesson's.
pub fn arrange(files: &[OwnFile], shape: ImageShape) -> Result<Plan, Fault> {
    let batches: Vec<usize> =
        places(files, |file| shape == ImageShape::COLOUR && matches!(file.content, Content::Batch { .. }));
    let mut plan = Plan::default();
    if batches.is_empty() {
        (plan.train, plan.test) = pairs_in_place(files, shape)?;
    } else {
        let (test, train): (Vec<usize>, Vec<usize>) =
            batches.into_iter().partition(|&place| files[place].hint() == Hint::Test);
        // Batches of test images alone are images like any others.
        let (train, test) = if train.is_empty() { (test, train) } else { (train, test) };
        plan.train = train.into_iter().map(Source::Batch).collect();
        plan.test = test.into_iter().map(Source::Batch).collect();
    }
    let used: Vec<usize> = plan.train.iter().chain(&plan.test).flat_map(|source| source.places()).collect();
    plan.aside = places(files, |file| file.content != Content::Table);
    plan.aside.retain(|place| !used.contains(place));
    Ok(plan)
}

/// Training and test images out of one set, drawn by the seed.
///
/// # Errors
/// [`Fault::TooFewImages`] for one image.
pub fn hold_out(file: &str, shard: &Shard, seed: u64) -> Result<(Shard, Shard), Fault> {
    let count = shard.labels.len();
    if count < 2 {
        return Err(Fault::TooFewImages { file: file.to_owned(), found: count as u64 });
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.shuffle(&mut stream(seed, HELD_OUT_STREAM));
    let (test, train) = order.split_at((count / HELD_OUT).max(1));
    let values = shard.pixels.len() / count;
    let part = |places: &[usize]| {
        let mut pixels = Vec::with_capacity(places.len() * values);
        places.iter().for_each(|&place| pixels.extend_from_slice(&shard.pixels[place * values..(place + 1) * values]));
        Shard { pixels, labels: places.iter().map(|&place| shard.labels[place]).collect() }
    };
    Ok((part(train), part(test)))
}

/// Whether a file or folder of this name is for testing.
pub fn is_test_name(name: &str) -> bool {
    hint(name) == Hint::Test
}

/// By the first word that says so.
fn hint(name: &str) -> Hint {
    // The words are plain; a table of all alphabets would be 4 % of the page.
    let name = name.to_ascii_lowercase();
    let hint_of = |word: &str| {
        let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| word.starts_with(beginning));
        if begins(&["train", "训练"]) {
            Some(Hint::Train)
        } else if begins(&["t10k", "test", "valid", "测试", "验证"]) {
            Some(Hint::Test)
        } else {
            None
        }
    };
    name.split(|sign: char| !sign.is_alphanumeric()).find_map(hint_of).unwrap_or(Hint::Nothing)
}

/// How many of so many images train and test where a part is held out.
pub fn held_out(count: u64) -> (u64, u64) {
    let test = (count / HELD_OUT as u64).max(1);
    (count.saturating_sub(test), test)
}

impl Source {
    /// Its images' place first.
    pub fn places(self) -> Vec<usize> {
        match self {
            Self::Pair { images, labels } => vec![images, labels],
            Self::Batch(place) => vec![place],
        }
    }
}

/// The one pair that trains, and the one that tests if there is one.
fn pairs_in_place(files: &[OwnFile], shape: ImageShape) -> Result<(Vec<Source>, Vec<Source>), Fault> {
    let wanted = [shape.channels, shape.side_px, shape.side_px].map(|size| size as u32);
    let images = places(files, OwnFile::is_images);
    let labels = places(files, OwnFile::is_labels);
    let (Some(&last_images), Some(&last_labels)) = (images.last(), labels.last()) else { return Err(Fault::OwnFiles) };
    let fits = |place: &usize| matches!(files[*place].content, Content::Images { shape, .. } if shape == wanted);
    let fitting: Vec<usize> = images.iter().copied().filter(fits).collect();
    if let (true, Content::Images { shape: found, .. }) = (fitting.is_empty(), files[last_images].content) {
        let size = |[channels, height_px, width_px]: [u32; 3]| format!("{channels} x {height_px} x {width_px}");
        let (found, expected) = (size(found), size(wanted));
        return Err(Fault::WrongImageSize { file: files[last_images].name.clone(), found, expected });
    }
    let mut pairs = pair_up(files, &fitting, &labels);
    let take = |pairs: &mut Vec<(Source, Hint, u64)>, hint: Hint| {
        let place = pairs.iter().rposition(|pair| pair.1 == hint)?;
        Some(pairs.remove(place).0)
    };
    // Without a word in their names the larger set trains.
    let take_largest = |pairs: &mut Vec<(Source, Hint, u64)>| {
        let plain = pairs.iter().enumerate().filter(|(_, pair)| pair.1 == Hint::Nothing);
        let place = plain.min_by_key(|(_, pair)| std::cmp::Reverse(pair.2)).map(|(place, _)| place)?;
        Some(pairs.remove(place).0)
    };
    // Images that are called training images wait for test images that are called so.
    let (train, test) = match take(&mut pairs, Hint::Train) {
        Some(train) => (Some(train), take(&mut pairs, Hint::Test)),
        None => {
            let train = take_largest(&mut pairs);
            (train, take(&mut pairs, Hint::Test).or_else(|| take_largest(&mut pairs)))
        }
    };
    match (train, test) {
        (Some(train), test) => Ok((vec![train], test.into_iter().collect())),
        (None, Some(only)) => Ok((vec![only], Vec::new())),
        (None, None) => Err(Fault::CountMismatch {
            images: files[last_images].name.clone(),
            labels: files[last_labels].name.clone(),
            image_count: files[last_images].count(),
            label_count: files[last_labels].count(),
        }),
    }
}

/// Images and labels of equal count, each used once, what their names are for, and the count. Names that agree come first.
fn pair_up(files: &[OwnFile], images: &[usize], labels: &[usize]) -> Vec<(Source, Hint, u64)> {
    let (mut images, mut labels) = (images.to_vec(), labels.to_vec());
    let mut pairs = Vec::new();
    for must_agree in [true, false] {
        images.retain(|&image| {
            let (hint, count) = (files[image].hint(), files[image].count());
            let belongs = |&label: &usize| {
                let other = files[label].hint();
                files[label].count() == count
                    && (hint == other || !must_agree && (hint == Hint::Nothing || other == Hint::Nothing))
            };
            let Some(place) = labels.iter().rposition(belongs) else { return true };
            let label = labels.remove(place);
            let hint = if hint == Hint::Nothing { files[label].hint() } else { hint };
            pairs.push((Source::Pair { images: image, labels: label }, hint, count));
            false
        });
    }
    pairs
}

fn places(files: &[OwnFile], is_wanted: impl Fn(&OwnFile) -> bool) -> Vec<usize> {
    (0..files.len()).filter(|&place| is_wanted(&files[place])).collect()
}
