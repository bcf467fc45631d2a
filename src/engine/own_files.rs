//! The reader's own files in the worker: taken when they are whole, and made into training and test images when a run asks.

use data::dataset::{Dataset, ImageShape, Shard, Split};
use data::own::{Content, OwnFile, Source, arrange, hold_out, replaced};
use data::{cifar, idx, open};
use file_kind::{FileKind, HEAD_BYTES};
use protocol::Fault;

/// All that were taken and not replaced, the newest last, with their unpacked bytes.
#[derive(Default)]
pub struct OwnFiles(Vec<(OwnFile, Vec<u8>)>);

impl OwnFiles {
    /// Takes a file, unpacked, for what its bytes say it is.
    ///
    /// # Errors
    /// [`Fault::WrongKind`], [`Fault::FileTooLarge`], the faults of [`idx`] and [`cifar`], and [`Fault::TooFewImages`] for a
    /// file without images; nothing changes then.
    pub fn take(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        let (file, kind) = (name.to_owned(), FileKind::of(&bytes[..bytes.len().min(HEAD_BYTES)], bytes.len() as u64));
        if bytes.len() as u64 > kind.most_bytes() {
            return Err(Fault::FileTooLarge { file, most_bytes: kind.most_bytes(), is_unpacked: true });
        }
        let content = match kind {
            FileKind::IdxImages | FileKind::IdxColourImages => {
                let ([count, shape @ ..], _) = idx::split_images(name, &bytes)?;
                Content::Images { count: u64::from(count), shape }
            }
            FileKind::IdxLabels => Content::Labels { count: idx::parse_labels(name, &bytes, u8::MAX)?.len() as u64 },
            FileKind::CifarBatch => Content::Batch { count: cifar::count(name, bytes.len())? as u64 },
            FileKind::Text => Content::Table,
            FileKind::Torch
            | FileKind::LegacyTorch
            | FileKind::Safetensors
            | FileKind::Cifar100Batch
            | FileKind::CifarPickle
            | FileKind::Pickle
            | FileKind::Gzip
            | FileKind::Office
            | FileKind::Numpy
            | FileKind::Zip
            | FileKind::Tar
            | FileKind::WebPage
            | FileKind::LfsPointer
            | FileKind::Picture
            | FileKind::Folder
            | FileKind::Empty
            | FileKind::Unknown => return Err(Fault::WrongKind { file, kind, lesson: String::new() }),
        };
        let newer = OwnFile { name: file, content };
        if content != Content::Table && newer.count() == 0 {
            return Err(Fault::TooFewImages { file: newer.name, found: 0 });
        }
        for place in replaced(&self.list(), &newer).into_iter().rev() {
            self.0.remove(place);
        }
        self.0.push((newer, bytes));
        Ok(())
    }

    /// What they are, the newest last.
    pub fn list(&self) -> Vec<OwnFile> {
        self.0.iter().map(|(file, _)| file.clone()).collect()
    }

    /// The table.
    pub fn table(&self) -> Option<&[u8]> {
        self.0.iter().find(|(file, _)| file.content == Content::Table).map(|(_, bytes)| bytes.as_slice())
    }

    /// Training and test images. Without test images of their own a part of the training images, drawn by the seed, tests.
    ///
    /// # Errors
    /// Those of [`arrange`] and [`hold_out`], and [`Fault::LabelOutOfRange`].
    pub fn images(&self, classes: u8, shape: ImageShape, seed: u64) -> Result<Dataset, Fault> {
        let plan = arrange(&self.list(), shape)?;
        let read = |sources: &[Source]| {
            let shards = sources.iter().map(|&source| self.shard(source, classes, shape));
            shards.collect::<Result<Vec<_>, Fault>>()
        };
        let (train, test) = (read(&plan.train)?, read(&plan.test)?);
        let (train, test) = if test.is_empty() {
            let halves = train.iter().map(|(name, shard)| {
                let (train, test) = hold_out(name, shard, seed)?;
                Ok(((name.clone(), train), (name.clone(), test)))
            });
            halves.collect::<Result<(Vec<_>, Vec<_>), Fault>>()?
        } else {
            (train, test)
        };
        Ok(Dataset { train: split(train, shape)?, test: split(test, shape)? })
    }

    fn shard(&self, source: Source, classes: u8, shape: ImageShape) -> Result<(String, Shard), Fault> {
        let at = |place: usize| (self.0[place].0.name.as_str(), self.0[place].1.as_slice());
        match source {
            Source::Pair { images, labels } => {
                Ok((at(images).0.to_owned(), open::pair(at(images), at(labels), classes, shape)?))
            }
            Source::Batch(place) => {
                let (name, bytes) = at(place);
                Ok((name.to_owned(), cifar::parse(name, bytes, classes)?))
            }
        }
    }
}

fn split(shards: Vec<(String, Shard)>, shape: ImageShape) -> Result<Split, Fault> {
    let mut split = Split::expecting(shards.iter().map(|(_, shard)| shard.labels.len()).collect(), shape);
    for (index, (name, shard)) in shards.into_iter().enumerate() {
        split.insert(index, &name, shard)?;
    }
    Ok(split)
}

#[cfg(test)]
mod tests {
    use super::*;
    use data::idx::{Images, write_images, write_labels};

    /// So many gray images; the first pixel of each is its place.
    fn images(count: usize) -> Vec<u8> {
        let pixels = (0..count).flat_map(|place| [vec![place as u8], vec![0; 783]].concat()).collect();
        write_images(&Images { count, channels: 1, height_px: 28, width_px: 28, pixels })
    }

    fn labels(count: usize) -> Vec<u8> {
        write_labels(&(0..count).map(|place| place as u8 % 10).collect::<Vec<_>>())
    }

    fn taken(files: &[(&str, Vec<u8>)]) -> OwnFiles {
        let mut own = OwnFiles::default();
        files.iter().for_each(|(name, bytes)| own.take(name, bytes.clone()).unwrap());
        own
    }

    #[test]
    fn the_test_pair_tests() {
        let own = taken(&[
            ("t10k-labels", labels(3)),
            ("train-images", images(9)),
            ("t10k-images", images(3)),
            ("train-labels", labels(9)),
        ]);
        let data = own.images(10, ImageShape::GRAY, 1).unwrap();
        assert_eq!((data.train.len(), data.test.len()), (9, 3));
        assert_eq!(data.train.example(8).map(|(pixels, label)| (pixels[0], label)), Some((8, 8)));
    }

    #[test]
    fn without_one_a_part_of_the_own_images_tests() {
        let own = taken(&[("a", images(20)), ("b", labels(20))]);
        let data = own.images(10, ImageShape::GRAY, 1).unwrap();
        assert_eq!((data.train.len(), data.test.len()), (16, 4));
        let places =
            |split: &Split| (0..split.len()).map(|place| split.example(place).unwrap().0[0]).collect::<Vec<_>>();
        let mut all = [places(&data.train), places(&data.test)].concat();
        all.sort_unstable();
        assert_eq!(all, (0..20).collect::<Vec<_>>(), "each image once");
        for split in [&data.train, &data.test] {
            assert!(
                (0..split.len())
                    .all(|place| split.example(place).unwrap().0[0] % 10 == split.example(place).unwrap().1)
            );
        }
    }

    #[test]
    fn batches_are_known_without_their_names() {
        let record = |label: u8| [vec![label], (0..3072u32).map(|value| (value % 250) as u8).collect()].concat();
        let batch = |labels: &[u8]| labels.iter().flat_map(|&label| record(label)).collect::<Vec<u8>>();
        let own = taken(&[("first", batch(&[1, 2, 3])), ("test_batch", batch(&[4]))]);
        let data = own.images(10, ImageShape::COLOUR, 1).unwrap();
        assert_eq!((data.train.len(), data.test.len(), data.test.example(0).unwrap().1), (3, 1, 4));
        let cut_short = OwnFiles::default().take("b", batch(&[1, 2, 3, 4])[..4 * 3073 - 1].to_vec()).unwrap_err();
        assert_eq!(cut_short.code(), "wrong-length");
    }

    #[test]
    fn what_is_refused_leaves_no_trace() {
        let mut own = taken(&[("table", b"a,b\n1,2\n".to_vec())]);
        for (bytes, code) in [
            (images(0), "too-few-images"),
            (images(3)[..100].to_vec(), "wrong-length"),
            (b"\x89PNG\r\n\x1a\n".to_vec(), "wrong-kind"),
            (Vec::new(), "wrong-kind"),
        ] {
            assert_eq!(own.take("x", bytes).unwrap_err().code(), code);
        }
        assert_eq!((own.list().len(), own.table()), (1, Some(b"a,b\n1,2\n".as_slice())));
        assert_eq!(own.images(10, ImageShape::GRAY, 1).unwrap_err(), Fault::OwnFiles);
        own.take("other", b"c\n1\n".to_vec()).unwrap();
        assert_eq!((own.list().len(), own.table()), (1, Some(b"c\n1\n".as_slice())));
    }
}
