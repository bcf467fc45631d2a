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
    for (library, only) in [("burn", "engine"), ("leptos", "app")] {
        let has = |path: &PathBuf| text(path).contains(&format!("\n{library}.workspace"));
        let having: Vec<_> = files("src", "Cargo.toml").into_iter().filter(has).collect();
        assert_eq!(having, [root().join("src").join(only).join("Cargo.toml")], "{library}");
    }
    let none: [String; 0] = [];
    // What all rooms could reach for is the browser's own page.
    let page = ["leptos", "web_sys::Window", "web_sys::window", "Document"];
    for room in
        ["engine", "forest", "tensor", "data", "embedding", "recorder", "automl", "protocol", "course", "fault", "plot"]
    {
        assert_eq!(mentions(&format!("src/{room}"), &page), none, "{room} knows nothing of the page");
    }
}

#[test]
fn a_kind_of_figure_has_one_name_in_both_rooms() {
    // What all kinds share.
    let shared = ["mod.rs", "canvas.rs", "gif_tool.rs", "head.rs", "legend.rs", "pointer.rs"];
    for entry in fs::read_dir(root().join("src/app/figures")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_drawn = root().join("src/plot").join(&name).is_file();
        assert!(is_drawn || !name.ends_with(".rs") || shared.contains(&&*name), "{name} is not in src/plot");
    }
}

#[test]
fn a_lessons_words_stand_beside_its_code() {
    let foreign = mentions("src/lessons", &["i18n::*", "t_string!(", "td_string!("]);
    // Two lessons whose sentences have names, places and shapes in their middle, and what the two share.
    let known = ["lessons/tensors/", "lessons/autograd/", "lessons/notation/"];
    let foreign: Vec<_> = foreign.iter().filter(|place| !known.iter().any(|lesson| place.contains(lesson))).collect();
    assert!(foreign.is_empty(), "{foreign:#?}");
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
    let rooms = files("src", "Cargo.toml");
    for manifest in [root().join("Cargo.toml"), root().join("xtask/Cargo.toml")].iter().chain(&rooms) {
        let (manifest, text) = (manifest.display(), text(manifest));
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
            } else if in_dependencies && line.starts_with(char::is_alphabetic) && !line.contains("workspace = true") {
                assert!(reason, "{manifest}: {line}: say in one line why it is there");
                let is_room = line.contains("{ path = \"src/");
                let pinned = is_room || !line.contains("version") && !line.contains("= \"") || line.contains("\"=");
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

/// The same from the rooms' Cargo.toml, without which an arrow does not compile; that it is used, from the source.
fn arrows() -> Arrows {
    let rooms: BTreeMap<String, PathBuf> =
        files("src", "Cargo.toml").into_iter().map(|path| (name_of(path.parent().unwrap()), path)).collect();
    let mut arrows = Arrows::new();
    for (room, manifest) in &rooms {
        let text = text(manifest);
        let named = text.lines().filter_map(|line| line.strip_suffix(".workspace = true"));
        let named: BTreeSet<String> = named.filter(|name| rooms.contains_key(*name)).map(str::to_owned).collect();
        for name in &named {
            let used = mentions(&format!("src/{room}"), &[&format!("{name}::"), &format!("{name};")]);
            assert!(!used.is_empty(), "{room} lists {name}, and does not use it");
        }
        arrows.insert(room.clone(), named);
    }
    // The lessons are in the package that has all rooms.
    let used = |room: &&String| !mentions("src/lessons", &[&format!("crate::{room}::")]).is_empty();
    arrows.insert("lessons".to_owned(), rooms.keys().filter(used).cloned().collect());
    arrows
}

fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn rooms_import_what_architecture_lists() {
    assert_eq!(arrows(), listed_arrows(), "left: the source; right: ARCHITECTURE, section Rooms");
}
