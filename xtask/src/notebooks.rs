//! The course's notebooks: one program with the texts of both languages (`src/notebooks`) becomes a notebook file in each.

use std::fs;
use std::path::Path;

use notebook::{CellKind, Notebook, ipynb, percent};
use serde_json::json;

use crate::failure::Failure;
use crate::place;
use crate::reading::LANGUAGES;

/// In the order in which they are read.
pub const NOTEBOOKS: [&str; 10] = [
    "first_steps",
    "arrays_to_regression",
    "lines_and_clothes",
    "curves_and_clusters",
    "networks_by_hand",
    "autograd_inside",
    "training_loop",
    "what_filters_see",
    "spelling_lstm",
    "saving_and_arrays",
];

/// Writes the page of notebooks, and beside it all of them and a list in each language.
pub fn write(folder: &Path, page: &str) -> Result<(), Failure> {
    for language in LANGUAGES {
        let folder = folder.join(language);
        fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
    }
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(Failure::file(&path))
    };
    write("index.html", page)?;
    for language in LANGUAGES {
        let mut list = Vec::new();
        for id in NOTEBOOKS {
            let notebook = read(id, language)?;
            let file = format!("{language}/{id}.ipynb");
            write(&file, &ipynb::write(&notebook))?;
            list.push(json!({ "title": title(&notebook), "file": format!("notebook/{file}") }));
        }
        write(&format!("{language}.json"), &json!(list).to_string())?;
    }
    Ok(())
}

/// The cells of a notebook that are in this language or in none.
pub fn read(id: &str, language: &str) -> Result<Notebook, Failure> {
    let path = place::root().join("src/notebooks").join(format!("{id}.py"));
    let text = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    Ok(percent::read(id, &in_language(&text, language)))
}

/// What stands before the first cell says what the file is, and is no part of it.
fn in_language(text: &str, language: &str) -> String {
    let mut is_wanted = false;
    let lines = text.lines().filter(|line| {
        if let Some(mark) = line.strip_prefix("# %%") {
            is_wanted = LANGUAGES.iter().all(|other| *other == language || !mark.ends_with(&format!(" {other}")));
        }
        is_wanted
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Its first heading.
fn title(notebook: &Notebook) -> String {
    let texts = notebook.cells().iter().filter(|cell| cell.kind == CellKind::Markdown);
    let heading = texts.flat_map(|cell| cell.source.lines()).find_map(|line| line.strip_prefix("# "));
    heading.unwrap_or(&notebook.name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notebook_has_the_same_code_and_a_title_in_both_languages() {
        for id in NOTEBOOKS {
            let [english, chinese] = ["en", "zh"].map(|language| read(id, language).unwrap());
            let code = |notebook: &Notebook| {
                let code = notebook.cells().iter().filter(|cell| cell.kind == CellKind::Code);
                code.map(|cell| cell.source.clone()).collect::<Vec<_>>()
            };
            assert_eq!(code(&english), code(&chinese), "{id}");
            assert!(code(&english).len() >= 5, "{id}");
            assert!(title(&english) != *id && title(&chinese) != *id && title(&english) != title(&chinese), "{id}");
            let prose =
                |notebook: &Notebook| notebook.cells().iter().filter(|cell| cell.kind == CellKind::Markdown).count();
            assert_eq!(prose(&english), prose(&chinese), "{id}");
        }
    }

    #[test]
    fn a_language_takes_its_own_texts() {
        let text = "# what it is\n# %% [markdown] en\n# Hello\n# %% [markdown] zh\n# 你好\n# %%\nx = 1\n";
        assert_eq!(in_language(text, "en"), "# %% [markdown] en\n# Hello\n# %%\nx = 1");
        assert_eq!(in_language(text, "zh"), "# %% [markdown] zh\n# 你好\n# %%\nx = 1");
    }
}
