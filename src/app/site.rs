//! Where the page lives and which build it is, read from the document once.

use leptos::prelude::{document, window};

use protocol;

/// The folder that holds the finished site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Absolute address, with a slash at its end.
    pub base_url: String,
    /// Its path, beginning and ending with a slash.
    pub base_path: String,
    /// Changes with every build, so that no cache hands out files of an older one.
    pub build: String,
    /// What each worker's files are called in this build, `<module>-<hash>`, with a space between any two.
    pub workers: String,
}

/// Names the build in every page: `xtask/src/site.rs` writes it.
const MARK: &str = "emberlab-build";

impl Site {
    /// The site of the page this code runs in.
    pub fn of_page() -> Self {
        let base = document().base_uri().ok().flatten().unwrap_or_else(|| window().origin());
        let base = base.split(['?', '#']).next().unwrap_or_default();
        let folder = base.rfind('/').map_or(base, |slash| &base[..=slash]);
        let meta = document().query_selector(&format!("meta[name='{MARK}']")).ok().flatten();
        let attribute = |name: &str| meta.as_ref().and_then(|meta| meta.get_attribute(name)).unwrap_or_default();
        Self {
            base_url: folder.to_owned(),
            base_path: folder.strip_prefix(&window().origin()).unwrap_or("/").to_owned(),
            build: attribute("content"),
            workers: attribute("data-workers"),
        }
    }

    /// The build that another copy of the page belongs to; none where the text is no page of this site.
    pub fn build_in(page: &str) -> Option<&str> {
        let (_, rest) = page.split_once(&format!("<meta name=\"{MARK}\" content=\""))?;
        rest.split('"').next().filter(|build| !build.is_empty())
    }

    /// The address of the script that starts a worker of this module.
    pub fn worker(&self, module: &str) -> String {
        let is_this = |name: &&str| name.strip_prefix(module).is_some_and(|hash| hash.starts_with('-'));
        let name = self.workers.split(' ').find(is_this).unwrap_or(module);
        format!("{}{name}_worker.js", self.base_url)
    }

    /// The address of the script that starts Python; none where this build is without it.
    pub fn python(&self) -> Option<String> {
        let folder = self.workers.split(' ').find(|name| name.starts_with("python-"))?;
        Some(format!("{}{folder}/worker.js", self.base_url))
    }

    /// The address of a file of this build.
    pub fn file(&self, name: &str) -> String {
        format!("{}{name}?v={}", self.base_url, self.build)
    }

    /// What workers need to know of it.
    pub fn for_workers(&self) -> protocol::Site {
        protocol::Site { base_url: self.base_url.clone() }
    }
}

/// Tells `www/boot.js` that the reader has what this page is for.
pub fn say_ready() {
    if let Ok(event) = web_sys::Event::new("emberlab-ready") {
        // Nobody cancels it.
        let _ = window().dispatch_event(&event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_starts_from_the_file_of_this_build() {
        let workers = "embedder-1a engine_cpu-2b engine_gpu-3c".to_owned();
        let site = Site { base_url: "https://host/folder/".to_owned(), workers, ..Site::default() };
        assert_eq!(site.worker("engine_cpu"), "https://host/folder/engine_cpu-2b_worker.js");
        assert_eq!(site.python(), None);
        let site = Site { workers: "engine_cpu-2b python-4d".to_owned(), ..site };
        assert_eq!(site.python().unwrap(), "https://host/folder/python-4d/worker.js");
    }

    #[test]
    fn a_page_says_which_build_it_is_of() {
        let page = "<head><meta name=\"emberlab-build\" content=\"0123\" data-profile=\"release\"></head>";
        assert_eq!(Site::build_in(page), Some("0123"));
        assert_eq!(Site::build_in("<title>404</title>"), None);
    }
}
