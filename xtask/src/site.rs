//! `cargo xtask build`: the modules, the page, and every route as a file of its own. `cargo xtask finish`, trunk's last hook, does
//! what trunk does not.

use std::fs;
use std::path::{Path, PathBuf};

use emberlab::course::Manifest;
use emberlab::course::reading::{CARDS, file_name};
use emberlab::lessons::LESSONS;

use crate::failure::Failure;
use crate::layout::Layout;
use crate::modules::Module;
use crate::upstream::sha256;
use crate::{
    cards, compress, data, early, interpreter, modules, notebooks, offline, parts, place, reading, setup, split,
    workers,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Debug,
    Release,
}

impl Profile {
    /// As the finished page bears it.
    fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

/// How much of the site is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All but what takes long and few first visits need: the module for the GPU, and Python.
    Cpu,
    Whole,
}

/// Builds the site into `dist/`, with the set-up that needs.
pub fn build(profile: Profile, extent: Extent) -> Result<(), Failure> {
    setup::set_up(setup::Tier::Build)?;
    let stage = place::root().join("target/site");
    if stage.exists() {
        fs::remove_dir_all(&stage).map_err(Failure::file(&stage))?;
    }
    let layout = Layout::read()?;
    let is_wanted = |module: &&Module| extent == Extent::Whole || !["gpu", "python"].contains(&&*module.features);
    let modules: Vec<Module> = layout.modules.iter().filter(is_wanted).cloned().collect();
    modules::build(&modules, profile)?;
    assemble(&stage, &layout, &modules, profile)?;
    put_in_place(&stage, &place::root().join("dist"))
}

/// Makes the site of what cargo has built.
fn assemble(folder: &Path, layout: &Layout, modules: &[Module], profile: Profile) -> Result<(), Failure> {
    let (workers, page): (Vec<&Module>, Vec<&Module>) = modules.iter().partition(|module| module.is_worker);
    let lacks = || Failure::Page { path: layout.path.clone(), lacks: "a module for the page".to_owned() };
    let page = page.first().ok_or_else(lacks)?;
    let linked = page.linked(profile);
    let sum = sha256(&fs::read(&linked).map_err(Failure::file(&linked))?);
    let app = format!("{}-{}", page.name, short(&sum));
    split::cut(folder, profile, &app, &linked)?;
    workers.iter().try_for_each(|module| module.bind(folder, profile))?;
    layout.write(folder, &app)?;
    finish(folder, profile, &app)
}

/// The last step of a build by trunk: what [`build`] does by itself.
pub fn finish_trunk() -> Result<(), Failure> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR").map_or_else(|| place::root().join("dist"), PathBuf::from);
    let profile = match std::env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => Profile::Release,
        Ok(_) | Err(_) => Profile::Debug,
    };
    let app = split::page_name(&folder)?;
    let layout = Layout::read()?;
    if let Some(page) = layout.modules.iter().find(|module| !module.is_worker) {
        split::cut(&folder, profile, &app, &page.linked(profile))?;
    }
    finish(&folder, profile, &app)
}

/// Turns what has been built so far into the site: full catalogue, names that change with their files, build id, one page
/// per lesson; in a release build a strict policy and the service worker.
fn finish(folder: &Path, profile: Profile, app: &str) -> Result<(), Failure> {
    install_full_catalog(&folder.join("data"))?;
    let python = interpreter::install(folder)?;
    let workers = [Some(workers::name(folder, app)?), python].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let boot = write_boot(folder, app)?;
    LESSONS.iter().try_for_each(|lesson| write_readings(folder, lesson))?;
    let build = build_id(folder)?;
    let path = folder.join("index.html");
    let page = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    let page =
        finished(&path, &page, &Names { build: &build, profile: profile.name(), workers: &workers, boot: &boot })?;
    let home = replace(&path, &page, early::MARK, &early::home()?)?;
    let home = with_part(folder, &path, &home, app, "home_lab")?;
    fs::write(&path, &home).map_err(Failure::file(&path))?;
    for lesson in LESSONS {
        let page = with_part(folder, &path, &page, app, lesson.chapter.part())?;
        write_lesson(folder, &path, &page, lesson)?;
    }
    notebooks::write(&folder.join("notebook"), &below(&path, &page, "notebook/", "../")?)?;
    match profile {
        Profile::Release => {
            compress::write(folder)?;
            cards::write(folder, app)?;
            offline::write(folder, &build)?;
            [CARDS, offline::FILE].into_iter().try_for_each(|name| compress::write_one(&folder.join(name)))
        }
        Profile::Debug => cards::write(folder, app),
    }
}

/// A site is whole or not there: whoever serves `dist` never sees half of one.
fn put_in_place(stage: &Path, dist: &Path) -> Result<(), Failure> {
    let old = stage.with_file_name("site-before");
    if old.exists() {
        fs::remove_dir_all(&old).map_err(Failure::file(&old))?;
    }
    if dist.exists() {
        fs::rename(dist, &old).map_err(Failure::file(dist))?;
    }
    fs::rename(stage, dist).map_err(Failure::file(stage))
}

/// Is this finished page part of a release build?
pub fn is_release(page: &str) -> bool {
    page.contains("data-profile=\"release\"")
}

/// What the pages, and whoever sets the same as a header, allow themselves: nothing but the site's own files. WebAssembly
/// counts as evaluated code; `data:` is the icon and drawings that become pictures.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
                      object-src 'none'; base-uri 'self'; form-action 'none'; connect-src 'self'; img-src 'self' data: blob:";
const CHARSET: &str = "<meta charset=\"utf-8\">";
const BUILD_MARK: &str = "<meta name=\"emberlab-build\" content=\"\">";
/// Written by trunk, see Trunk.toml.
pub const BOOT_MARK: &str = "<script type=\"module\" src=\"./boot.js\"></script>";
const BASE: &str = "<base href=\"./\">";
const TITLE: &str = "<title>Emberlab</title>";
const DESCRIPTION: &str = "<meta name=\"description\" content=\"Deep learning that runs in this browser tab.\">";

/// Where `cargo xtask data` has run, its catalogue takes the place of the starter subset's.
fn install_full_catalog(data: &Path) -> Result<(), Failure> {
    let full = data.join(data::FULL).join(data::CATALOG);
    match full.is_file() {
        true => fs::rename(&full, data.join(data::CATALOG)).map_err(Failure::file(&full)),
        false => Ok(()),
    }
}

/// What differs from build to build.
struct Names<'a> {
    build: &'a str,
    profile: &'a str,
    workers: &'a str,
    boot: &'a str,
}

/// The page with its build's names in it. Only in a release build has it a policy: it would forbid the inline script by which
/// `trunk serve` reloads the page.
fn finished(path: &Path, page: &str, names: &Names) -> Result<String, Failure> {
    let Names { build, profile, workers, boot } = names;
    let mark = format!(
        "<meta name=\"emberlab-build\" content=\"{build}\" data-profile=\"{profile}\" data-workers=\"{workers}\">"
    );
    let page = replace(path, page, BUILD_MARK, &mark)?;
    let page = replace(path, &page, BOOT_MARK, &BOOT_MARK.replace("boot.js", boot))?;
    match is_release(&page) {
        true => {
            let policy = format!("{CHARSET}\n  <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
            replace(path, &page, CHARSET, &policy)
        }
        false => Ok(page),
    }
}

/// The page with what it shows first asked for at once, before the script that nothing goes past.
fn with_part(folder: &Path, source: &Path, page: &str, app: &str, part: &str) -> Result<String, Failure> {
    const FIRST: &str = "  <script src=\"./first";
    replace(source, page, FIRST, &format!("{}{FIRST}", parts::preloads(folder, app, part)?))
}

/// The script that starts the page's module `app`, under a name that changes with it.
fn write_boot(folder: &Path, app: &str) -> Result<String, Failure> {
    let source = place::root().join("www/boot.js");
    let script = fs::read_to_string(&source).map_err(Failure::file(&source))?;
    let script = replace(&source, &script, "\"./app.js\"", &format!("\"./{app}.js\""))?;
    let name = format!("boot-{}.js", short(&sha256(script.as_bytes())));
    let path = folder.join(&name);
    fs::write(&path, script).map_err(Failure::file(&path))?;
    Ok(name)
}

/// As much of a checksum as a name needs.
pub fn short(sum: &str) -> &str {
    &sum[..12]
}

/// Changes with every file of the site. Texts keep their names from build to build: the id in their addresses tells browsers
/// that they have changed.
fn build_id(folder: &Path) -> Result<String, Failure> {
    let mut sums = Vec::new();
    for path in files(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        // The catalogue has the checksums of all data.
        if !name.ends_with(".gz") {
            let bytes = fs::read(&path).map_err(Failure::file(&path))?;
            sums.push(format!("{} {name}\n", sha256(&bytes)));
        }
    }
    // Written later: with them stand sizes, which are not known yet.
    sums.push(cards::pictures()?);
    sums.sort();
    Ok(short(&sha256(sums.concat().as_bytes())).to_owned())
}

/// The same page, two folders down, with the lesson's title and summary for search engines and link previews.
fn write_lesson(folder: &Path, source: &Path, page: &str, lesson: &Manifest) -> Result<(), Failure> {
    let title = format!("<title>{} · Emberlab</title>", escape(lesson.title.en));
    let description = format!("<meta name=\"description\" content=\"{}\">", escape(lesson.summary.en));
    let page = below(source, page, &format!("lesson/{}/", lesson.id), "../../")?;
    let page = replace(source, &page, TITLE, &title)?;
    let page = replace(source, &page, DESCRIPTION, &description)?;
    let page = replace(source, &page, early::MARK, &early::lesson(lesson)?)?;
    let folder = folder.join("lesson").join(lesson.id);
    fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
    let path = folder.join("index.html");
    fs::write(&path, page).map_err(Failure::file(&path))
}

/// What there is to read in a lesson: before the build's id is made, which changes with it.
fn write_readings(folder: &Path, lesson: &Manifest) -> Result<(), Failure> {
    let folder = folder.join("lesson").join(lesson.id);
    fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
    for language in reading::LANGUAGES {
        let path = folder.join(file_name(language));
        let json = serde_json::to_vec(&reading::of(lesson, language)?).expect("texts are plain JSON strings");
        fs::write(&path, json).map_err(Failure::file(&path))?;
    }
    Ok(())
}

/// The same page for a folder further down, at `address` below the site's, from which `base` leads back.
fn below(source: &Path, page: &str, address: &str, base: &str) -> Result<String, Failure> {
    let page = replace(source, page, BASE, &format!("<base href=\"{base}\">"))?;
    Ok(page.replace("<a href=\"./\">", &format!("<a href=\"{address}\">")))
}

/// A text must hold the mark, word for word.
pub fn replace(path: &Path, page: &str, mark: &str, by: &str) -> Result<String, Failure> {
    match page.contains(mark) {
        true => Ok(page.replacen(mark, by, 1)),
        false => Err(Failure::Page { path: path.to_owned(), lacks: mark.to_owned() }),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// All files below `folder`.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(Failure::file(folder))? {
        let path = entry.map_err(Failure::file(folder))?.path();
        match path.is_dir() {
            true => found.extend(files(&path)?),
            false => found.push(path),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_page_lies_two_folders_down_and_has_its_own_title() {
        let folder = std::env::temp_dir().join(format!("emberlab-site-{}", std::process::id()));
        let page = format!("<head>{BASE}{TITLE}{DESCRIPTION}</head><body>{}</body>", early::MARK);
        let lesson = LESSONS[0];
        write_lesson(&folder, Path::new("index.html"), &page, lesson).unwrap();
        let written = fs::read_to_string(folder.join("lesson").join(lesson.id).join("index.html")).unwrap();
        assert!(written.contains("<base href=\"../../\">") && written.contains(lesson.title.en));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_release_page_forbids_what_is_not_the_sites_own_and_has_no_script_or_style_inside() {
        let source = Path::new("../www/index.html");
        let (before, module) =
            (fs::read_to_string(source).unwrap(), "<link data-trunk rel=\"rust\" href=\"../Cargo.toml\"");
        assert!(before.contains(module));
        // As trunk leaves it.
        let page = before.replacen(module, BOOT_MARK, 1);
        let names = |profile| Names { build: "0123456789ab", profile, workers: "recorder-1", boot: "boot-1.js" };
        let debug = finished(source, &page, &names("debug")).unwrap();
        assert!(!debug.contains("Content-Security-Policy") && debug.contains("data-workers=\"recorder-1\""));
        let release = finished(source, &page, &names("release")).unwrap();
        assert!(is_release(&release) && release.contains("src=\"./boot-1.js\"></script>"));
        assert!(release.find("Content-Security-Policy") < release.find("<base"), "what comes first is not bound by it");
        for inside in ["unsafe-inline", "'unsafe-eval'", "<style", "style=", "onclick=", "onload=", "<script>"] {
            assert!(!release.contains(inside), "{inside}");
        }
        assert_eq!(
            release.matches("<script src=\"./").count() + release.matches("<script type=\"module\" src").count(),
            2
        );
        assert_eq!(release.matches("<script").count(), 2);
    }

    #[test]
    fn a_page_without_a_mark_is_refused() {
        let error = replace(Path::new("index.html"), "<head></head>", BASE, "").unwrap_err();
        assert!(error.to_string().contains("base href"));
    }
}
