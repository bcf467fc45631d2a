//! A data set in memory, shard by shard as it arrives.

use fault::Fault;

/// Square images: one plane where they are gray; red, green and blue where they have colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImageShape {
    pub channels: usize,
    pub side_px: usize,
}

/// Images `[n, channels, side, side]`, one byte a value, and their labels `[n]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    pub pixels: Vec<u8>,
    pub labels: Vec<u8>,
}

/// Training or test images; shards that have not arrived yet are empty places.
#[derive(Clone, Debug, Default)]
pub struct Split {
    shape: ImageShape,
    sizes: Vec<usize>,
    shards: Vec<Option<Shard>>,
}

/// Both splits.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    pub train: Split,
    pub test: Split,
}

impl ImageShape {
    /// Of MNIST and Fashion-MNIST.
    pub const GRAY: Self = Self { channels: 1, side_px: 28 };
    /// Of CIFAR-10.
    pub const COLOUR: Self = Self { channels: 3, side_px: 32 };

    /// Numbers that make an image.
    pub const fn values(self) -> usize {
        self.channels * self.side_px * self.side_px
    }
}

impl Split {
    /// A split whose shards will hold this many images each.
    pub fn expecting(sizes: Vec<usize>, shape: ImageShape) -> Self {
        Self { shape, shards: vec![None; sizes.len()], sizes }
    }

    pub fn shape(&self) -> ImageShape {
        self.shape
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
        if shard.labels.len() != expected || shard.pixels.len() != expected * self.shape.values() {
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

    /// Values and label of image `index`, if its shard is there.
    pub fn example(&self, index: usize) -> Option<(&[u8], u8)> {
        let (mut offset, values) = (index, self.shape.values());
        for (shard, &size) in self.shards.iter().zip(&self.sizes) {
            if offset < size {
                let shard = shard.as_ref()?;
                let pixels = &shard.pixels[offset * values..(offset + 1) * values];
                return Some((pixels, shard.labels[offset]));
            }
            offset -= size;
        }
        None
    }
}
