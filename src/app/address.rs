//! The address bar as plain data: which page, which settings, and how both are written down. Pure.

use course::settings::{Setting, Settings};
use protocol::Fault;

/// A page of the course.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    Home,
    /// A lesson by its id, which may be unknown.
    Lesson(String),
    /// Programs of the reader's own.
    Notebook,
    NotFound,
}

/// What an address asks for beside the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Start at once.
    pub run: bool,
    /// `en` or `zh`, if the address names one of them.
    pub language: Option<&'static str>,
    /// Keys of settings that stay as they are, as in the link that a class was given.
    pub locked: Vec<String>,
}

/// Languages that an address may name.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];

impl Route {
    /// The page at `path`, of a site whose folder is `base` (both begin with a slash, `base` ends with one).
    pub fn of(base: &str, path: &str) -> Self {
        let Some(inside) = format!("{}/", path.trim_end_matches('/')).strip_prefix(base).map(str::to_owned) else {
            return Self::NotFound;
        };
        match inside.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>()[..] {
            [] | ["index.html"] => Self::Home,
            ["notebook"] | ["notebook", "index.html"] => Self::Notebook,
            ["lesson", id] | ["lesson", id, "index.html"] if id != "index.html" => Self::Lesson(id.to_owned()),
            _ => Self::NotFound,
        }
    }

    /// The path of this page. It ends with a slash, so that a static host finds the page's folder.
    pub fn path(&self, base: &str) -> String {
        match self {
            Self::Home | Self::NotFound => base.to_owned(),
            Self::Lesson(id) => format!("{base}lesson/{id}/"),
            Self::Notebook => format!("{base}notebook/"),
        }
    }
}

/// Reads the pairs of a query string: settings, faults of those out of range, and the other wishes.
pub fn read<'a>(
    schema: &[Setting],
    pairs: impl IntoIterator<Item = (&'a str, &'a str)> + Clone,
) -> (Settings, Wishes, Vec<Fault>) {
    let named = pairs.clone().into_iter().map(|(key, value)| (name(key), value));
    let (settings, faults) = Settings::from_pairs(schema, named);
    (settings, wishes(pairs), faults)
}

/// Reads what a query string asks for beside settings.
pub fn wishes<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Wishes {
    let mut wishes = Wishes::default();
    for (key, value) in pairs {
        match name(key) {
            "run" => wishes.run = value == "1",
            "lock" => wishes.locked = value.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect(),
            "lang" => wishes.language = LANGUAGES.into_iter().find(|language| value.starts_with(language)),
            _ => {}
        }
    }
    wishes
}

/// The query string, without a question mark: what differs from the defaults, the seed, and the other wishes.
pub fn query(schema: &[Setting], settings: &Settings, wishes: &Wishes) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(settings.to_pairs(schema));
    if wishes.run {
        query.append_pair("run", "1");
    }
    if let Some(language) = wishes.language {
        query.append_pair("lang", language);
    }
    if !wishes.locked.is_empty() {
        query.append_pair("lock", &wishes.locked.join(","));
    }
    query.finish()
}

/// A key without what an address that was copied out of a page's source has before it: there `&` is written `&amp;`.
fn name(key: &str) -> &str {
    key.trim_start_matches("amp;")
}
