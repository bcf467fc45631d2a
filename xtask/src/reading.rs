//! What there is to read in a lesson, from its folder: the text, rendered, and the programs as they are.

use std::fs;
use std::path::{Path, PathBuf};

use emberlab::course::Manifest;
use emberlab::course::reading::Reading;

use crate::failure::Failure;
use crate::{markdown, place};

/// The languages of the course.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];

/// The lesson's text and sources in this language.
pub fn of(lesson: &Manifest, language: &str) -> Result<Reading, Failure> {
    let folder = place::root().join("src/lessons").join(lesson.folder());
    let read = |path: PathBuf| fs::read_to_string(&path).map_err(Failure::file(&path));
    let text = folder.join(format!("lesson.{language}.md"));
    let html = markdown::to_html(&read(text.clone())?).map_err(|cause| Failure::Text { path: text, cause })?;
    let sources = lesson.sources.iter().map(|source| Ok((name(source), read(folder.join(source))?)));
    Ok(Reading { html, sources: sources.collect::<Result<_, Failure>>()? })
}

/// What a source is called on the page: a module's own file has the module's name.
fn name(source: &str) -> String {
    let path = Path::new(source);
    let last = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match path.parent().filter(|_| path.ends_with("mod.rs")) {
        Some(module) => format!("{}.rs", last(module)),
        None => last(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use emberlab::course::reading::FIGURE;
    use emberlab::lessons::LESSONS;

    #[test]
    fn every_lesson_can_be_read_in_both_languages() {
        for (lesson, language) in LESSONS.iter().flat_map(|lesson| LANGUAGES.map(|language| (lesson, language))) {
            let Reading { html, sources } = of(lesson, language).unwrap();
            assert_eq!(html.matches(FIGURE).count(), 1, "{}: one figure", lesson.id);
            assert!(html.contains("<math") && !html.contains('$'), "{}: formulas", lesson.id);
            for (name, text) in sources {
                let says_its_job = text.starts_with(if name.ends_with(".py") { "\"\"\"" } else { "//!" });
                assert!(says_its_job, "{} {name}", lesson.id);
            }
        }
    }

    #[test]
    fn a_module_is_called_by_its_folder() {
        let called = ["rival.rs", "../../engine/mlp.rs", "../../engine/crew/mod.rs"].map(name);
        assert_eq!(called, ["rival.rs", "mlp.rs", "crew.rs"]);
    }
}
