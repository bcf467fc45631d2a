//! What the front page shows of each lesson beside its words: a small picture that moves, and how much there is to fetch.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use emberlab::course::reading::{CARDS, Card};
use emberlab::course::settings::Settings;
use emberlab::course::{Manifest, Program};
use emberlab::data::catalog::Catalog;
use emberlab::lessons::LESSONS;

use crate::failure::Failure;
use crate::{compress, parts, place, site};

/// Writes the cards of all lessons into the finished site in `folder`, whose page has this name.
pub fn write(folder: &Path, page: &str) -> Result<(), Failure> {
    let catalog = read_catalog(folder)?;
    let card = |lesson: &&Manifest| {
        Ok((lesson.id, Card { picture: picture(lesson)?, bytes: bytes(folder, page, &catalog, lesson)? }))
    };
    let cards: BTreeMap<&str, Card> = LESSONS.iter().map(card).collect::<Result<_, Failure>>()?;
    let path = folder.join(CARDS);
    fs::write(&path, serde_json::to_vec(&cards).expect("pictures are plain JSON strings")).map_err(Failure::file(&path))
}

/// The pictures of all lessons, one after the other.
pub fn pictures() -> Result<String, Failure> {
    LESSONS.iter().map(|lesson| picture(lesson)).collect()
}

fn read_catalog(folder: &Path) -> Result<Catalog, Failure> {
    let path = folder.join("data/catalog.json");
    let bytes = fs::read(&path).map_err(Failure::file(&path))?;
    serde_json::from_slice(&bytes).map_err(|error| Failure::Page { path, lacks: format!("a catalogue: {error}") })
}

fn picture(lesson: &Manifest) -> Result<String, Failure> {
    let path = place::root().join("src/lessons").join(lesson.folder()).join("card.svg");
    fs::read_to_string(&path).map(|svg| svg.trim().to_owned()).map_err(Failure::file(&path))
}

/// The page, the lesson's figures, its engine on the CPU and its own data, as a host that compresses sends them.
fn bytes(folder: &Path, page: &str, catalog: &Catalog, lesson: &Manifest) -> Result<u64, Failure> {
    let engine = match lesson.program {
        Program::Images { in_labs: false } => "engine_cpu-",
        Program::Images { in_labs: true } | Program::Lab | Program::Table => "engine_labs-",
    };
    let mut wanted = parts::files(folder, page, lesson.chapter.part())?;
    wanted.extend([format!("{page}.js"), format!("{page}_bg.wasm")]);
    let mut bytes = 0;
    for path in site::files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_engine = name.starts_with(engine) && !name.ends_with(".br") && path.parent() == Some(folder);
        if is_engine || wanted.contains(&name) {
            let twin = compress::twin(&path);
            let sent = if twin.exists() { twin } else { path };
            bytes += fs::metadata(&sent).map_err(Failure::file(&sent))?.len();
        }
    }
    Ok(bytes + data_bytes(catalog, lesson))
}

fn data_bytes(catalog: &Catalog, lesson: &Manifest) -> u64 {
    let settings = Settings::defaults(lesson.settings);
    let Some(listing) = catalog.sets.get(settings.choice("data")) else { return 0 };
    let mut left = settings.integer("limit");
    let train = listing.train.iter().take_while(|shard| {
        let is_wanted = left > 0;
        left = left.saturating_sub(u64::from(shard.count));
        is_wanted
    });
    train.chain(&listing.test).map(|shard| shard.images.packed_bytes + shard.labels.packed_bytes).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lesson_has_a_picture_that_the_policy_allows() {
        for lesson in LESSONS {
            let picture = picture(lesson).unwrap();
            assert!(picture.starts_with("<svg viewBox=\"0 0 120 72\"") && picture.ends_with("</svg>"), "{}", lesson.id);
            assert!(!picture.contains("style") && !picture.contains("<script"), "{}", lesson.id);
            assert!(picture.contains("card-"), "{}: something moves", lesson.id);
        }
    }

    #[test]
    fn a_lesson_fetches_the_shards_that_its_defaults_ask_for() {
        let path = place::root().join("static/data/catalog.json");
        let catalog: Catalog = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let of = |id: &str| data_bytes(&catalog, LESSONS.iter().find(|lesson| lesson.id == id).unwrap());
        assert_eq!(of("xor"), 0);
        assert!(of("cnn-mnist") > 100_000, "{}", of("cnn-mnist"));
    }
}
