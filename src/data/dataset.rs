//! A data set in memory, shard by shard as it arrives.

use crate::protocol::Fault;

/// Pixels of one image, `IMAGE_SIDE_PX` squared.
pub const IMAGE_PIXELS: usize = IMAGE_SIDE_PX * IMAGE_SIDE_PX;
pub const IMAGE_SIDE_PX: usize = 28;

/// Images `[n, 28, 28]`, one byte a pixel, and their labels `[n]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    pub pixels: Vec<u8>,
    pub labels: Vec<u8>,
}

/// Training or test images; shards that have not arrived yet are empty places.
#[derive(Clone, Debug, Default)]
pub struct Split {
    sizes: Vec<usize>,
    shards: Vec<Option<Shard>>,
}

/// Both splits.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    pub train: Split,
    pub test: Split,
}

impl Split {
    /// A split whose shards will hold this many images each.
    pub fn expecting(sizes: Vec<usize>) -> Self {
        Self { shards: vec![None; sizes.len()], sizes }
    }

    /// Images in all shards, there or not.
    pub fn len(&self) -> usize {
        self.sizes.iter().sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The first shard that has not arrived.
    pub fn missing(&self) -> Option<usize> {
        self.shards.iter().position(Option::is_none)
    }

    /// Puts an arrived shard into its place.
    ///
    /// # Errors
    /// [`Fault::CountMismatch`] when it holds another number of images than expected.
    pub fn insert(&mut self, index: usize, file: &str, shard: Shard) -> Result<(), Fault> {
        let expected = self.sizes.get(index).copied().unwrap_or_default();
        if shard.labels.len() != expected || shard.pixels.len() != expected * IMAGE_PIXELS {
            return Err(Fault::CountMismatch {
                images: file.to_owned(),
                labels: "the catalogue".to_owned(),
                image_count: shard.labels.len() as u64,
                label_count: expected as u64,
            });
        }
        self.shards[index] = Some(shard);
        Ok(())
    }

    /// Pixels and label of image `index`, if its shard is there.
    pub fn example(&self, index: usize) -> Option<(&[u8], u8)> {
        let mut offset = index;
        for (shard, &size) in self.shards.iter().zip(&self.sizes) {
            if offset < size {
                let shard = shard.as_ref()?;
                let pixels = &shard.pixels[offset * IMAGE_PIXELS..(offset + 1) * IMAGE_PIXELS];
                return Some((pixels, shard.labels[offset]));
            }
            offset -= size;
        }
        None
    }
}
