//! The rules that ARCHITECTURE and CONTRIBUTING state, checked on the source text.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A file this long has more than one job.
const MOST_LINES: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` whose name ends so.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "no {ending} below {folder}");
    found.sort();
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Places, as `file:line`, whose code (not comment) contains one of the words.
fn mentions(folder: &str, words: &[&str]) -> Vec<String> {
    let mut places = Vec::new();
    for path in files(folder, ".rs") {
        for (number, line) in text(&path).lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                places.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    places
}

#[test]
fn every_file_says_its_one_job_first() {
    for folder in ["src", "xtask/src", "tests"] {
        for path in files(folder, ".rs") {
            let text = text(&path);
            assert!(text.starts_with("//! "), "{}: the first line says what lives here", path.display());
            let lines = text.lines().count();
            assert!(lines <= MOST_LINES, "{}: {lines} lines, at most {MOST_LINES}", path.display());
        }
    }
}

#[test]
fn every_style_sheet_says_its_one_job_first() {
    for path in files("www", ".css") {
        let text = text(&path);
        assert!(text.starts_with("/* "), "{}: the first line says what lives here", path.display());
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{}: {lines} lines, at most {MOST_LINES}", path.display());
    }
}

#[test]
fn arrows_point_one_way() {
    let none: [String; 0] = [];
    let page = ["burn::", "crate::engine", "emberlab::engine"];
    assert_eq!(mentions("src/app", &page), none, "the page knows nothing of burn");
    assert_eq!(mentions("src/plot", &page), none, "plots know nothing of burn");
    assert_eq!(mentions("src/plot", &["crate::app"]), none, "plots know nothing of the page");
    let browser = ["leptos", "crate::app", "crate::plot", "web_sys::Window", "web_sys::window", "Document"];
    assert_eq!(mentions("src/engine", &browser), none, "the engine knows nothing of the page");
    assert_eq!(mentions("src/data", &browser), none, "data knows nothing of the page");
    let rest = [&browser[..], &page[..]].concat();
    assert_eq!(mentions("src/embedding", &rest), none, "the embedding knows neither page nor burn");
    assert_eq!(mentions("src/recorder", &rest), none, "the recorder knows neither page nor burn");
    assert_eq!(mentions("src/automl", &rest), none, "tables know neither page nor burn");
    assert_eq!(mentions("src/protocol", &rest), none, "the protocol is plain data");
}

#[test]
fn the_network_has_one_door() {
    let doors = mentions("src", &["fetch_with", "XmlHttpRequest", "WebSocket"]);
    assert!(doors.iter().all(|place| place.contains("data/web.rs")), "{doors:#?}");
}

/// What `POLICY` in `xtask/src/site.rs` forbids: browsers would drop it without a word to the reader.
#[test]
fn pages_have_no_style_attributes_no_evaluated_code_and_no_worker_from_a_blob() {
    let none: [String; 0] = [];
    for folder in ["src/app", "src/lessons", "src/plot"] {
        assert_eq!(mentions(folder, &[" style=", "attr:style", "set_css_text", "js_sys::eval"]), none);
    }
    let workers = mentions("src", &["Worker::new"]);
    assert!(workers.iter().all(|place| place.contains("app/link.rs") || place.contains("crew/web.rs")), "{workers:#?}");
}

#[test]
fn no_unsafe_and_no_unfinished_work() {
    let none: [String; 0] = [];
    for folder in ["src", "xtask/src"] {
        assert_eq!(mentions(folder, &["unsafe ", "todo!(", "unimplemented!(", "dbg!("]), none);
    }
}

#[test]
fn no_file_names_a_package_registrys_host() {
    // In halves, or this file would name them.
    let hosts = [["crates", ".io"], ["npmjs", ".org"], ["pypi", ".org"], ["python", "hosted"], ["deb.", "debian.org"]];
    let named = |folder: &str, ending: &str| {
        let named = files(folder, ending).into_iter().filter(|path| {
            let text = text(path);
            hosts.iter().any(|host| text.contains(&host.concat()))
        });
        named.collect::<Vec<_>>()
    };
    let none: [PathBuf; 0] = [];
    for (folder, ending) in [("src", ".rs"), ("src", ".md"), ("xtask", ".rs"), ("www", ".html"), ("locales", ".json")] {
        assert_eq!(named(folder, ending), none);
    }
}

#[test]
fn both_languages_have_the_same_words() {
    for english in files("locales/en", ".json") {
        let name = english.file_name().unwrap();
        let chinese = root().join("locales/zh").join(name);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        keys(&serde_json::from_str(&text(&english)).unwrap(), "", &mut ours);
        keys(&serde_json::from_str(&text(&chinese)).unwrap(), "", &mut theirs);
        assert_eq!(ours, theirs, "{name:?}");
    }
    let count = |folder: &str| files(folder, ".json").len();
    assert_eq!(count("locales/en"), count("locales/zh"));
}

/// Every path to a string, in order; empty strings are missing words.
fn keys(value: &serde_json::Value, path: &str, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(entries) => {
            let mut names: Vec<_> = entries.iter().collect();
            names.sort_by_key(|(name, _)| name.as_str());
            for (name, value) in names {
                keys(value, &format!("{path}.{name}"), found);
            }
        }
        serde_json::Value::String(words) => {
            assert!(!words.trim().is_empty(), "{path} is empty");
            found.push(path.to_owned());
        }
        other => panic!("{path}: {other} is no string"),
    }
}

#[test]
fn every_dependency_says_why_it_is_there() {
    for manifest in ["Cargo.toml", "xtask/Cargo.toml"] {
        let text = text(&root().join(manifest));
        let mut in_dependencies = false;
        let mut reason = false;
        for line in text.lines() {
            if line.starts_with('[') {
                in_dependencies = line.contains("dependencies");
                reason = false;
            } else if line.starts_with('#') {
                reason = true;
            } else if line.is_empty() {
                reason = false;
            } else if in_dependencies && line.starts_with(char::is_alphabetic) {
                assert!(reason, "{manifest}: {line}: say in one line why it is there");
                let pinned = !line.contains("version") && !line.contains("= \"") || line.contains("\"=");
                assert!(pinned, "{manifest}: {line}: pin the version");
            }
        }
    }
}

/// What each room imports, as the section "Rooms" of ARCHITECTURE lists it.
fn listed_arrows() -> Arrows {
    let page = text(&root().join("ARCHITECTURE.md"));
    let section = page.split("\n## ").find(|section| section.starts_with("Rooms\n")).unwrap();
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")).map(|row| format!("`{row}"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        (names(cells[0]).pop_first().unwrap(), names(cells[2]))
    })
    .collect()
}

type Arrows = BTreeMap<String, BTreeSet<String>>;

/// The same from the source: what a room's files name of the crate's other rooms, tests aside.
fn arrows() -> Arrows {
    let mut arrows = Arrows::new();
    for path in files("src", ".rs") {
        let below = path.strip_prefix(root().join("src")).unwrap();
        let room = below.components().next().unwrap().as_os_str().to_string_lossy().replace(".rs", "");
        let text = text(&path);
        if ["lib", "bin"].contains(&&*room) || path.ends_with("tests.rs") {
            continue;
        }
        let named = arrows.entry(room.clone()).or_default();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for line in code.lines().map(|line| line.split("//").next().unwrap()) {
            assert!(!line.contains("crate::{"), "{}: a line for each room, so that arrows can be read", path.display());
            let words = line.split("crate::").skip(1);
            let rooms = words.map(|word| word.split(|letter: char| !letter.is_alphanumeric() && letter != '_'));
            named.extend(rooms.filter_map(|mut parts| parts.next()).filter(|name| *name != room).map(str::to_owned));
        }
    }
    // Names at the crate's root that are no rooms: macros.
    let rooms: BTreeSet<String> = arrows.keys().cloned().collect();
    arrows.values_mut().for_each(|named| named.retain(|name| rooms.contains(name)));
    arrows
}

#[test]
fn rooms_import_what_architecture_lists_and_never_in_a_circle() {
    let found = arrows();
    assert_eq!(found, listed_arrows(), "left: the source; right: ARCHITECTURE, section Rooms");
    let mut above = found;
    while !above.is_empty() {
        let ground: Vec<String> = above
            .iter()
            .filter(|(_, named)| named.iter().all(|name| !above.contains_key(name)))
            .map(|(room, _)| room.clone())
            .collect();
        assert!(!ground.is_empty(), "these rooms import each other in a circle: {above:#?}");
        ground.iter().for_each(|room| drop(above.remove(room)));
    }
}
