//! `cargo xtask data`: brings the full data sets beside the committed starter subset and lists them.

use std::fs;
use std::path::{Path, PathBuf};

use emberlab::data::catalog::{Catalog, DataFile, DataSet, Shard};

use crate::failure::Failure;
use crate::place;
use crate::shards::Split;
use crate::upstream::{Pair, UPSTREAMS, Upstream};

/// The folder of the shards that are not committed, inside `static/data`.
pub const FULL: &str = "full";
pub const CATALOG: &str = "catalog.json";

/// Fetches, checks and cuts the full data sets, unless that is done already.
pub fn fetch() -> Result<(), Failure> {
    let data = data_folder();
    let list = data.join(FULL).join(CATALOG);
    if read_catalog(&list).is_ok_and(|catalog| is_complete(&catalog, &data)) {
        println!("data: already there");
        return Ok(());
    }
    let starter = read_catalog(&data.join(CATALOG))?;
    let mut catalog = Catalog::default();
    for upstream in UPSTREAMS {
        upstream.fetch()?;
        println!("{}: cutting into shards", upstream.set);
        let starter = starter.set(upstream.set)?;
        let set = DataSet {
            train: add_shards(&starter.train, upstream, "train", &upstream.train, &data)?,
            test: add_shards(&starter.test, upstream, "test", &upstream.test, &data)?,
        };
        catalog.sets.insert(upstream.set.to_owned(), set);
    }
    // Last, so that a catalogue that is there lists files that are there.
    write_catalog(&list, &catalog)?;
    println!("data: listed in static/data/{FULL}/{CATALOG}");
    Ok(())
}

/// Makes the committed files: the first shard of each split, and their catalogue.
pub fn make_starter() -> Result<(), Failure> {
    let data = data_folder();
    let mut catalog = Catalog::default();
    for upstream in UPSTREAMS {
        upstream.fetch()?;
        let first = |split: &str, pair: &Pair| -> Result<Vec<Shard>, Failure> {
            let stem = format!("{}/{split}-0", upstream.set);
            Ok(vec![Split::read(upstream, pair)?.write_shard(0, &data, &stem)?])
        };
        let set = DataSet { train: first("train", &upstream.train)?, test: first("test", &upstream.test)? };
        catalog.sets.insert(upstream.set.to_owned(), set);
    }
    write_catalog(&data.join(CATALOG), &catalog)
}

/// The starter's shards, and after them the rest of the split.
fn add_shards(
    starter: &[Shard],
    upstream: &Upstream,
    name: &str,
    pair: &Pair,
    data: &Path,
) -> Result<Vec<Shard>, Failure> {
    let split = Split::read(upstream, pair)?;
    let rest = (starter.len()..pair.shards.len())
        .map(|index| split.write_shard(index, data, &format!("{FULL}/{}/{name}-{index}", upstream.set)));
    starter.iter().cloned().map(Ok).chain(rest).collect()
}

fn is_complete(catalog: &Catalog, data: &Path) -> bool {
    let shards = |set: &DataSet| set.train.iter().chain(&set.test).cloned().collect::<Vec<_>>();
    let is_there =
        |file: &DataFile| fs::metadata(data.join(&file.path)).is_ok_and(|metadata| metadata.len() == file.packed_bytes);
    UPSTREAMS.iter().all(|upstream| catalog.sets.contains_key(upstream.set))
        && catalog.sets.values().flat_map(shards).all(|shard| is_there(&shard.images) && is_there(&shard.labels))
}

fn read_catalog(path: &Path) -> Result<Catalog, Failure> {
    let bytes = fs::read(path).map_err(Failure::file(path))?;
    Ok(Catalog::parse(&path.to_string_lossy(), &bytes)?)
}

fn write_catalog(path: &Path, catalog: &Catalog) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(catalog).expect("plain data with text keys always becomes JSON");
    text.push('\n');
    fs::write(path, text).map_err(Failure::file(path))
}

fn data_folder() -> PathBuf {
    place::root().join("static/data")
}
