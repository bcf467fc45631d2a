//! What `www/index.html` asks for, as trunk reads it: style sheets, the data, the modules.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::modules::Module;
use crate::upstream::sha256;
use crate::{place, site};

/// The page and what belongs to it.
pub struct Layout {
    pub path: PathBuf,
    page: String,
    pub modules: Vec<Module>,
}

/// A `<link data-trunk ...>`.
struct Link<'a> {
    text: &'a str,
}

impl Link<'_> {
    /// `name="value"`
    fn attribute(&self, name: &str) -> Option<String> {
        let (_, rest) = self.text.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    }
}

impl Layout {
    pub fn read() -> Result<Self, Failure> {
        let path = place::root().join("www/index.html");
        let page = fs::read_to_string(&path).map_err(Failure::file(&path))?;
        let modules = links(&page).filter(|link| link.attribute("rel").as_deref() == Some("rust"));
        let modules = modules.filter_map(|link| Module::of(|name| link.attribute(name))).collect();
        Ok(Self { path, page, modules })
    }

    /// Writes the page into `folder`, with its style sheets and data; `app` is the name of the page's module.
    pub fn write(&self, folder: &Path, app: &str) -> Result<(), Failure> {
        let www = place::root().join("www");
        let mut page = self.page.clone();
        // The page's code is asked for with the page, not first by the script that starts it.
        let sheet = format!(
            "{}\n  <link rel=\"modulepreload\" href=\"./{app}.js\" crossorigin=\"anonymous\">\n  <link rel=\"preload\" \
             href=\"./{app}_bg.wasm\" crossorigin=\"anonymous\" as=\"fetch\" type=\"application/wasm\">",
            self.write_sheet(folder, &www)?
        );
        for link in links(&self.page) {
            let href = link.attribute("href").unwrap_or_default();
            let in_place = match link.attribute("rel").as_deref() {
                Some("css") if page.contains(&sheet) => String::new(),
                Some("css") => sheet.clone(),
                Some("copy-file") => {
                    let bytes = fs::read(www.join(&href)).map_err(Failure::file(&www.join(&href)))?;
                    let name = href.replace(".js", &format!("-{}.js", site::short(&sha256(&bytes))));
                    fs::write(folder.join(&name), bytes).map_err(Failure::file(&folder.join(&name)))?;
                    page = site::replace(&self.path, &page, &format!("\"./{href}\""), &format!("\"./{name}\""))?;
                    String::new()
                }
                Some("copy-dir") => {
                    let source = www.join(&href);
                    copy(&source, &folder.join(source.file_name().unwrap_or_default()))?;
                    String::new()
                }
                Some("rust") if link.attribute("data-type").is_none() => site::BOOT_MARK.to_owned(),
                _ => String::new(),
            };
            page = site::replace(&self.path, &page, link.text, &in_place)?;
        }
        let lines: Vec<&str> = page.lines().filter(|line| !line.trim().is_empty()).collect();
        let path = folder.join("index.html");
        fs::write(&path, lines.join("\n") + "\n").map_err(Failure::file(&path))
    }
}

impl Layout {
    /// All style sheets as one file, in their order: what a page waits for before it is painted is asked for once.
    fn write_sheet(&self, folder: &Path, www: &Path) -> Result<String, Failure> {
        let mut rules = String::new();
        for link in links(&self.page).filter(|link| link.attribute("rel").as_deref() == Some("css")) {
            let path = www.join(link.attribute("href").unwrap_or_default());
            rules += &fs::read_to_string(&path).map_err(Failure::file(&path))?;
        }
        let name = format!("style-{}.css", site::short(&sha256(rules.as_bytes())));
        fs::write(folder.join(&name), rules).map_err(Failure::file(&folder.join(&name)))?;
        Ok(format!("<link rel=\"stylesheet\" href=\"./{name}\">"))
    }
}

fn links(page: &str) -> impl Iterator<Item = Link<'_>> {
    page.match_indices("<link data-trunk ").filter_map(|(start, _)| {
        let end = page[start..].find('>')?;
        Some(Link { text: &page[start..=start + end] })
    })
}

fn copy(source: &Path, target: &Path) -> Result<(), Failure> {
    for path in site::files(source)? {
        let below = target.join(path.strip_prefix(source).unwrap_or(&path));
        if let Some(folder) = below.parent() {
            fs::create_dir_all(folder).map_err(Failure::file(folder))?;
        }
        fs::copy(&path, &below).map_err(Failure::file(&below))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_its_modules() {
        let modules = Layout::read().unwrap().modules;
        let names: Vec<&str> = modules.iter().map(|module| &*module.name).collect();
        assert_eq!(names, ["app", "engine_cpu", "engine_labs", "engine_gpu", "embedder", "recorder", "tensor_core"]);
        assert!(modules.iter().all(|module| module.is_worker != (module.name == "app")));
        assert_eq!(modules[1].features, "cpu");
    }

    #[test]
    fn the_page_is_written_without_marks_and_with_one_hashed_sheet() {
        let folder = std::env::temp_dir().join(format!("emberlab-layout-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let page = "<head>\n<link data-trunk rel=\"css\" href=\"blobs.css\">\n<link data-trunk rel=\"css\" href=\"home.css\">\n<link data-trunk rel=\"rust\" \
                    data-bin=\"app\">\n<link data-trunk rel=\"rust\" data-type=\"worker\">\n</head>\n";
        let layout = Layout { path: "index.html".into(), page: page.to_owned(), modules: Vec::new() };
        layout.write(&folder, "app-1").unwrap();
        let written = fs::read_to_string(folder.join("index.html")).unwrap();
        let sheets =
            site::files(&folder).unwrap().into_iter().filter(|path| path.extension().is_some_and(|e| e == "css"));
        let sheet = sheets.max().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        fs::remove_dir_all(&folder).unwrap();
        assert!(sheet.starts_with("style-") && written.contains(&format!("href=\"./{sheet}\"")), "{written}");
        assert!(written.contains(site::BOOT_MARK) && written.contains("./app-1_bg.wasm"), "{written}");
        assert!(!written.contains("data-trunk") && !written.contains("\n\n"), "{written}");
    }
}
