//! The data sets a worker has: fetched once, shared by its runs, filled in the background.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::own_files::OwnFiles;
use crate::run::SharedDataset;
use course::Manifest;
use course::settings::Settings;
use data::catalog::{self, Listing};
use data::dataset::{Dataset, ImageShape, Split};
use data::gunzip::gunzip;
use data::own::OwnFile;
use data::{fetch, open};
use file_kind::MOST_BYTES;
use protocol::{Event, Fault, Loading, RunEvent, RunId, Site};

/// A file of the reader's as it was before it was packed.
///
/// # Errors
/// Those of [`gunzip`].
pub async fn unpacked(file: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let is_packed = bytes.starts_with(&[0x1f, 0x8b]);
    if is_packed { gunzip(file, &bytes, MOST_BYTES as usize).await } else { Ok(bytes) }
}

/// Told of what becomes of the shards after the first ones.
pub type OnArrival = Rc<dyn Fn(Arrival)>;

/// What became of a shard.
pub enum Arrival {
    Come,
    /// The connection is cut; it is asked for again in so many seconds.
    Delayed {
        file: String,
        retry_seconds: u32,
    },
    /// It cannot be had, and the others are not asked for.
    Failed(Fault),
}

/// All data sets of this worker.
pub struct Store {
    on_arrival: OnArrival,
    sets: HashMap<String, Rc<Entry>>,
    own: OwnFiles,
}

struct Entry {
    base_url: String,
    listing: Listing,
    classes: u8,
    shape: ImageShape,
    data: SharedDataset,
    /// The run that asked last: it is told how much has arrived.
    run: Cell<RunId>,
    arriving: Cell<bool>,
}

/// Trains on the reader's own files.
const OWN: &str = "own";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Train,
    Test,
}

impl Store {
    pub fn new(on_arrival: OnArrival) -> Self {
        Self { on_arrival, sets: HashMap::new(), own: OwnFiles::default() }
    }

    /// The data set with at least its first training and test shard; the others follow in the background, those of a large
    /// set once a step is asked for. The reader's own set is there whole.
    ///
    /// # Errors
    /// The faults of [`fetch`] and [`open`], and those of [`OwnFiles::images`]. A later call tries again what failed.
    pub async fn get(
        &mut self,
        run: RunId,
        site: &Site,
        settings: &Settings,
        lesson: &Manifest,
    ) -> Result<SharedDataset, Fault> {
        let (classes, shape) = (lesson.classes.len() as u8, lesson.image_shape());
        let name = settings.choice("data");
        if name == OWN {
            let own = self.own.images(classes, shape, settings.integer("seed"))?;
            return Ok(Rc::new(RefCell::new(own)));
        }
        if !self.sets.contains_key(name) {
            let listing = fetch::catalog(&site.base_url).await?.set(name)?.clone();
            let sizes = |shards: &[catalog::ShardFiles]| shards.iter().map(|shard| shard.count as usize).collect();
            let data = Dataset {
                train: Split::expecting(sizes(&listing.train), shape),
                test: Split::expecting(sizes(&listing.test), shape),
            };
            let entry = Entry {
                base_url: site.base_url.clone(),
                listing,
                classes,
                shape,
                data: Rc::new(RefCell::new(data)),
                run: Cell::new(run),
                arriving: Cell::new(false),
            };
            self.sets.insert(name.to_owned(), Rc::new(entry));
        }
        let entry = self.sets[name].clone();
        entry.run.set(run);
        let mut done_bytes = 0;
        for half in [Half::Test, Half::Train] {
            if entry.missing(half) == Some(0) {
                entry.bring(half, 0, &mut done_bytes).await?;
            }
        }
        // An evaluation before the first step takes more test images than the first shard has.
        if settings.integer("eval") > 0 || !entry.listing.waits_for_a_step() {
            self.bring_rest(&entry, run);
        }
        Ok(entry.data.clone())
    }

    /// Steps are asked for: brings what this run's set still lacks, also what failed to arrive.
    pub fn bring_all(&self, run: RunId) {
        self.sets.values().filter(|entry| entry.run.get() == run).for_each(|entry| self.bring_rest(entry, run));
    }

    /// Whether shards are on their way.
    pub fn is_arriving(&self) -> bool {
        self.sets.values().any(|entry| entry.arriving.get())
    }

    /// The reader's own CSV file.
    pub fn own_table(&self) -> Option<&[u8]> {
        self.own.table()
    }

    /// The reader's own files, the newest last.
    pub fn own_files(&self) -> Vec<OwnFile> {
        self.own.list()
    }

    /// Takes a file of the reader's own.
    ///
    /// # Errors
    /// Those of [`gunzip`] and [`OwnFiles::take`].
    pub async fn keep_own(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        self.own.take(name, unpacked(name, bytes).await?)
    }

    /// Forgets the reader's own files.
    pub fn forget_own(&mut self) {
        self.own = OwnFiles::default();
    }

    fn bring_rest(&self, entry: &Rc<Entry>, run: RunId) {
        if entry.arriving.replace(true) {
            return;
        }
        entry.run.set(run);
        let entry = entry.clone();
        let on_arrival = self.on_arrival.clone();
        spawn_local(async move {
            let mut done_bytes = entry.present_bytes();
            let mut pause_seconds = FIRST_PAUSE_SECONDS;
            // The training shards first: the run waits for them in this order.
            while let Some((half, index)) = entry.next_missing() {
                match entry.bring(half, index, &mut done_bytes).await {
                    Ok(()) => {
                        pause_seconds = FIRST_PAUSE_SECONDS;
                        on_arrival(Arrival::Come);
                    }
                    Err(Fault::Network { file, .. }) => {
                        for retry_seconds in (1..=pause_seconds).rev() {
                            on_arrival(Arrival::Delayed { file: file.clone(), retry_seconds });
                            worker::rest(1_000.0).await;
                        }
                        pause_seconds = (2 * pause_seconds).min(LONGEST_PAUSE_SECONDS);
                        done_bytes = entry.present_bytes();
                    }
                    Err(fault) => {
                        on_arrival(Arrival::Failed(fault));
                        break;
                    }
                }
            }
            entry.arriving.set(false);
        });
    }
}

/// Between two tries to fetch a shard that does not come: each pause is twice as long as the one before.
const FIRST_PAUSE_SECONDS: u32 = 2;
const LONGEST_PAUSE_SECONDS: u32 = 30;

impl Entry {
    fn missing(&self, half: Half) -> Option<usize> {
        let data = self.data.borrow();
        match half {
            Half::Train => data.train.missing(),
            Half::Test => data.test.missing(),
        }
    }

    fn next_missing(&self) -> Option<(Half, usize)> {
        [Half::Train, Half::Test].into_iter().find_map(|half| Some((half, self.missing(half)?)))
    }

    fn shards(&self, half: Half) -> &[catalog::ShardFiles] {
        match half {
            Half::Train => &self.listing.train,
            Half::Test => &self.listing.test,
        }
    }

    /// Compressed bytes of the shards that are there.
    fn present_bytes(&self) -> u64 {
        [Half::Train, Half::Test]
            .into_iter()
            .flat_map(|half| {
                let shards = self.shards(half);
                &shards[..self.missing(half).unwrap_or(shards.len())]
            })
            .map(catalog::ShardFiles::packed_bytes)
            .sum()
    }

    /// Fetches one shard and puts it in its place.
    async fn bring(&self, half: Half, index: usize, done_bytes: &mut u64) -> Result<(), Fault> {
        let shard = &self.shards(half)[index];
        let is_all_asked_for = self.arriving.get() || !self.listing.waits_for_a_step();
        let total_bytes = if is_all_asked_for { self.listing.packed_bytes() } else { self.listing.first_bytes() };
        let mut unpacked = Vec::with_capacity(2);
        for file in [&shard.images, &shard.labels] {
            let before = *done_bytes;
            let bytes = fetch::file(&self.base_url, file, |arrived| {
                let loading = Loading {
                    file: file.path.clone(),
                    done_bytes: before + arrived.done_bytes,
                    total_bytes,
                    from_cache: arrived.from_cache,
                };
                worker::post(&Event::Run(self.run.get(), RunEvent::Loading(loading)), &[]);
            });
            unpacked.push(bytes.await?);
            *done_bytes += file.packed_bytes;
        }
        let arrived = open::shard(shard, &unpacked[0], &unpacked[1], self.classes, self.shape)?;
        let mut data = self.data.borrow_mut();
        match half {
            Half::Train => data.train.insert(index, &shard.images.path, arrived),
            Half::Test => data.test.insert(index, &shard.images.path, arrived),
        }
    }
}
