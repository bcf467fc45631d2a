//! `cargo xtask data`: brings the full data sets beside the committed starter subset and lists them.

use std::fs;
use std::path::{Path, PathBuf};

use emberlab::data::catalog::{Catalog, DataFile, Listing, ShardFiles};

use crate::failure::Failure;
use crate::place;
use crate::shards::Split;
use crate::upstream::{Pair, UPSTREAMS, Upstream};

/// The folder of the shards that are not committed, inside `static/data`.
pub const FULL: &str = "full";
pub const CATALOG: &str = "catalog.json";

/// Fetches, checks and cuts the full data sets, as far as that is not done already. A set that cannot be had stays listed
/// with its starter subset, and the others go on.
pub fn fetch() -> Result<(), Failure> {
    let data = data_folder();
    let list = data.join(FULL).join(CATALOG);
    let starter = read_catalog(&data.join(CATALOG))?;
    let listed = read_catalog(&list).unwrap_or_default();
    let mut catalog = whole_sets(&listed, &starter, &data)?;
    let missing: Vec<_> = UPSTREAMS.iter().filter(|upstream| !is_whole(&catalog, upstream, &data)).collect();
    if missing.is_empty() {
        println!("data: already there");
        return Ok(());
    }
    let mut failures = Vec::new();
    for upstream in missing {
        match whole_set(upstream, &starter, &data) {
            Ok(set) => {
                catalog.sets.insert(upstream.set.to_owned(), set);
                // After its files, so that a catalogue that is there lists files that are there.
                write_catalog(&list, &catalog)?;
                println!("{}: listed in static/data/{FULL}/{CATALOG}", upstream.set);
            }
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() {
        return Ok(());
    }
    if list.exists() && catalog != listed {
        write_catalog(&list, &catalog)?;
    }
    Err(Failure::Sets { all: UPSTREAMS.len(), failures })
}

/// As [`fetch`], for whoever can do with the starter subset where there is no more.
pub fn fetch_what_there_is() {
    if let Err(failure) = fetch() {
        eprintln!("{failure}\nGoing on with the starter subset of what is missing.");
    }
}

/// Makes the committed files: the first shard of each split, and their catalogue.
pub fn make_starter() -> Result<(), Failure> {
    let data = data_folder();
    let mut catalog = Catalog::default();
    for upstream in UPSTREAMS {
        upstream.fetch()?;
        let first = |split: &str, pair: &Pair| -> Result<Vec<ShardFiles>, Failure> {
            let stem = format!("{}/{split}-0", upstream.set);
            Ok(vec![Split::read(upstream, pair)?.write_shard(0, &data, &stem)?])
        };
        let set = Listing { train: first("train", &upstream.train)?, test: first("test", &upstream.test)? };
        catalog.sets.insert(upstream.set.to_owned(), set);
    }
    write_catalog(&data.join(CATALOG), &catalog)
}

/// Every set as it is listed, where it is whole, and else as in the starter subset.
fn whole_sets(listed: &Catalog, starter: &Catalog, data: &Path) -> Result<Catalog, Failure> {
    let mut catalog = Catalog::default();
    for upstream in UPSTREAMS {
        let source = if is_whole(listed, upstream, data) { listed } else { starter };
        catalog.sets.insert(upstream.set.to_owned(), source.set(upstream.set)?.clone());
    }
    Ok(catalog)
}

/// Fetches a set and cuts it into shards.
fn whole_set(upstream: &Upstream, starter: &Catalog, data: &Path) -> Result<Listing, Failure> {
    upstream.fetch()?;
    println!("{}: cutting into shards", upstream.set);
    let starter = starter.set(upstream.set)?;
    Ok(Listing {
        train: add_shards(&starter.train, upstream, "train", &upstream.train, data)?,
        test: add_shards(&starter.test, upstream, "test", &upstream.test, data)?,
    })
}

/// The starter's shards, and after them the rest of the split.
fn add_shards(
    starter: &[ShardFiles],
    upstream: &Upstream,
    name: &str,
    pair: &Pair,
    data: &Path,
) -> Result<Vec<ShardFiles>, Failure> {
    let split = Split::read(upstream, pair)?;
    let rest = (starter.len()..pair.shards.len())
        .map(|index| split.write_shard(index, data, &format!("{FULL}/{}/{name}-{index}", upstream.set)));
    starter.iter().cloned().map(Ok).chain(rest).collect()
}

/// Whether the catalogue lists all of a set's shards, and they are there.
fn is_whole(catalog: &Catalog, upstream: &Upstream, data: &Path) -> bool {
    let is_there =
        |file: &DataFile| fs::metadata(data.join(&file.path)).is_ok_and(|metadata| metadata.len() == file.packed_bytes);
    let all_there = |shards: &[ShardFiles], pair: &Pair| {
        shards.len() == pair.shards.len()
            && shards.iter().all(|shard| is_there(&shard.images) && is_there(&shard.labels))
    };
    let set = catalog.sets.get(upstream.set);
    set.is_some_and(|set| all_there(&set.train, &upstream.train) && all_there(&set.test, &upstream.test))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_with_files_missing_is_listed_as_its_starter_subset() {
        let data = data_folder();
        let starter = read_catalog(&data.join(CATALOG)).unwrap();
        let mut listed = starter.clone();
        // Ten times the starter's shard: as many as the whole set has, and all of them there.
        let mnist = listed.sets.get_mut("mnist").unwrap();
        mnist.train = vec![mnist.train[0].clone(); 10];
        mnist.test = vec![mnist.test[0].clone(); 10];
        let fashion = listed.sets.get_mut("fashion").unwrap();
        fashion.train = vec![fashion.train[0].clone(); 10];
        fashion.test = vec![fashion.test[0].clone(); 10];
        fashion.test[9].images.path = "fashion/gone.gz".to_owned();

        let catalog = whole_sets(&listed, &starter, &data).unwrap();
        assert_eq!(catalog.sets["mnist"], listed.sets["mnist"]);
        assert_eq!(catalog.sets["fashion"], starter.sets["fashion"]);
        assert_eq!(catalog.sets["cifar10"], starter.sets["cifar10"]);
        let whole: Vec<_> = UPSTREAMS.iter().filter(|upstream| is_whole(&catalog, upstream, &data)).collect();
        assert_eq!(whole.iter().map(|upstream| upstream.set).collect::<Vec<_>>(), ["mnist"]);
    }
}
