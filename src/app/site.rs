//! Where the page lives and which build it is, read from the document once.

use leptos::prelude::{document, window};

use crate::protocol;

/// The folder that holds the finished site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Absolute address, with a slash at its end.
    pub base_url: String,
    /// Its path, beginning and ending with a slash.
    pub base_path: String,
    /// Changes with every build, so that no cache hands out files of an older one.
    pub build: String,
}

impl Site {
    /// The site of the page this code runs in.
    pub fn of_page() -> Self {
        let base = document().base_uri().ok().flatten().unwrap_or_else(|| window().origin());
        let base = base.split(['?', '#']).next().unwrap_or_default();
        let folder = base.rfind('/').map_or(base, |slash| &base[..=slash]);
        let meta = document().query_selector("meta[name='emberlab-build']").ok().flatten();
        Self {
            base_url: folder.to_owned(),
            base_path: folder.strip_prefix(&window().origin()).unwrap_or("/").to_owned(),
            build: meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default(),
        }
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
