//! The address bar as plain data: which page, which settings, and how both are written down. Pure.

use crate::course::settings::{Setting, Settings};
use crate::protocol::Fault;

/// A page of the course.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    Home,
    /// A lesson by its id, which may be unknown.
    Lesson(String),
    NotFound,
}

/// What an address asks for beside the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Start at once.
    pub run: bool,
    /// `en` or `zh`, if the address names one of them.
    pub language: Option<&'static str>,
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
            ["lesson", id] | ["lesson", id, "index.html"] if id != "index.html" => Self::Lesson(id.to_owned()),
            _ => Self::NotFound,
        }
    }

    /// The path of this page. It ends with a slash, so that a static host finds the page's folder.
    pub fn path(&self, base: &str) -> String {
        match self {
            Self::Home | Self::NotFound => base.to_owned(),
            Self::Lesson(id) => format!("{base}lesson/{id}/"),
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
    query.finish()
}

/// A key without what an address that was copied out of a page's source has before it: there `&` is written `&amp;`.
fn name(key: &str) -> &str {
    key.trim_start_matches("amp;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::cnn_mnist::MANIFEST;

    #[test]
    fn routes_are_found_under_any_base_and_with_any_ending() {
        let lesson = Route::Lesson("cnn-mnist".to_owned());
        for (base, path, route) in [
            ("/", "/", Route::Home),
            ("/", "/index.html", Route::Home),
            ("/some/folder/", "/some/folder/", Route::Home),
            ("/some/folder/", "/some/folder", Route::Home),
            ("/", "/lesson/cnn-mnist", lesson.clone()),
            ("/", "/lesson/cnn-mnist/", lesson.clone()),
            ("/some/folder/", "/some/folder/lesson/cnn-mnist/index.html", lesson.clone()),
            // Found by the fuzzer.
            ("/", "/lesson/xorindex.html/index.html", Route::Lesson("xorindex.html".to_owned())),
            ("/", "/lesson", Route::NotFound),
            ("/", "/lesson/index.html", Route::NotFound),
            ("/", "/elsewhere/", Route::NotFound),
            ("/some/", "/other/", Route::NotFound),
        ] {
            assert_eq!(Route::of(base, path), route, "{path} under {base}");
        }
        assert_eq!(Route::of("/a/", &lesson.path("/a/")), lesson);
    }

    #[test]
    fn a_query_holds_only_what_differs_and_the_seed() {
        let pairs = [("batch", "50"), ("lr", "0.01"), ("run", "1"), ("lang", "zh-CN"), ("unknown", "x")];
        let (settings, wishes, faults) = read(MANIFEST.settings, pairs);
        assert_eq!(faults, []);
        assert_eq!(query(MANIFEST.settings, &settings, &wishes), "seed=1&lr=0.01&run=1&lang=zh");
    }

    #[test]
    fn numbers_are_read_as_readers_type_them() {
        for way in ["0,01", "0。01", "０.０１", ",01", "0.01", "+1e-2", "１e-2"] {
            let (settings, _, faults) = read(MANIFEST.settings, [("lr", way), ("batch", "１ ００"), ("epochs", "+2")]);
            assert_eq!(faults, [], "{way}");
            assert_eq!((settings.real("lr"), settings.integer("batch"), settings.integer("epochs")), (0.01, 100, 2));
            assert_eq!(query(MANIFEST.settings, &settings, &Wishes::default()), "seed=1&epochs=2&batch=100&lr=0.01");
        }
    }

    #[test]
    fn an_address_out_of_a_pages_source_is_understood() {
        let pairs = [("seed", "4"), ("amp;epochs", "2"), ("amp;amp;run", "1"), ("amp;lang", "zh")];
        let (settings, wishes, faults) = read(MANIFEST.settings, pairs);
        assert_eq!((settings.integer("seed"), settings.integer("epochs"), faults), (4, 2, Vec::new()));
        assert_eq!(wishes, Wishes { run: true, language: Some("zh") });
    }

    #[test]
    fn values_out_of_range_are_reported_and_the_default_is_kept() {
        let (settings, wishes, faults) = read(MANIFEST.settings, [("batch", "0"), ("lang", "fr"), ("run", "yes")]);
        assert_eq!(faults.iter().map(Fault::code).collect::<Vec<_>>(), ["bad-setting"]);
        assert_eq!(settings, Settings::defaults(MANIFEST.settings));
        assert_eq!(wishes, Wishes::default());
    }
}
