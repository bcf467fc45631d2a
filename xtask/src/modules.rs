//! The site's modules: cargo builds them, wasm-bindgen's library writes the JavaScript around them. Which there are,
//! `www/index.html` says; `trunk serve` reads the same page.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::cache::Shelf;
use crate::failure::Failure;
use crate::site::Profile;
use crate::{place, shell};

/// A program of `src/bin` as a module of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    pub name: String,
    pub features: String,
    /// Cargo's profile for release builds.
    profile: String,
    pub is_worker: bool,
    /// Most workers' scripts are none.
    is_es_module: bool,
}

impl Module {
    /// From the attributes of the page's `<link data-trunk rel="rust">`.
    pub fn of(attribute: impl Fn(&str) -> Option<String>) -> Option<Self> {
        Some(Self {
            name: attribute("data-bin")?,
            features: attribute("data-cargo-features")?,
            profile: attribute("data-cargo-profile-release").unwrap_or_else(|| "release".to_owned()),
            is_worker: attribute("data-type").as_deref() == Some("worker"),
            is_es_module: attribute("data-bindgen-target").as_deref() != Some("no-modules"),
        })
    }

    fn profile(&self, profile: Profile) -> &str {
        match profile {
            Profile::Debug => "dev",
            Profile::Release => &self.profile,
        }
    }

    /// The module as the linker leaves it.
    pub fn linked(&self, profile: Profile) -> PathBuf {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| place::root().join("target"), PathBuf::from);
        let folder = match self.profile(profile) {
            "dev" => "debug",
            folder => folder,
        };
        target.join("wasm32-unknown-unknown").join(folder).join(format!("{}.wasm", self.name))
    }

    /// Writes `<name>.js` and `<name>_bg.wasm` into `folder`.
    pub fn bind(&self, folder: &Path, profile: Profile) -> Result<(), Failure> {
        let mut bindgen = Bindgen::new();
        bindgen.input_path(self.linked(profile)).out_name(&self.name);
        bind(&mut bindgen, self.is_es_module, folder, profile)
    }
}

/// Small programs beside a large one: with its features they share its dependencies and one call of cargo.
const SHARED: (&str, [&str; 3]) = ("labs,embedder,recorder", ["labs", "embedder", "recorder"]);

/// Builds modules with as few calls of cargo as there are sets of features among them. The linker works on one core for
/// minutes, so profiles, each of which has a folder of its own, are built side by side.
pub fn build(modules: &[Module], profile: Profile) -> Result<(), Failure> {
    let mut calls: Vec<Call> = Vec::new();
    // Debug builds are made again line by line, where cargo knows best what is old.
    let shelf = (profile == Profile::Release).then(Shelf::of_sources).transpose()?;
    let mut missing = Vec::new();
    for module in modules {
        let built = [(module.profile(profile), module.linked(profile))];
        match &shelf {
            Some(shelf) if shelf.give(&built)? => println!("-- {}: built before, from the cache", module.name),
            Some(_) | None => missing.push(module),
        }
    }
    for module in &missing {
        let features = if SHARED.1.contains(&&*module.features) { SHARED.0 } else { &module.features };
        let profile = module.profile(profile);
        match calls.iter_mut().find(|call| (call.profile, call.features) == (profile, features)) {
            Some(call) => call.names.push(&module.name),
            None => calls.push(Call { profile, features, names: vec![&module.name] }),
        }
    }
    let mut profiles: Vec<_> = calls.iter().map(|call| call.profile).collect();
    profiles.sort_unstable();
    profiles.dedup();
    let one_after_the_other = |profile| calls.iter().filter(|call| call.profile == profile).try_for_each(Call::run);
    std::thread::scope(|scope| {
        let started: Vec<_> = profiles.iter().map(|profile| scope.spawn(|| one_after_the_other(*profile))).collect();
        started.into_iter().try_for_each(|build| build.join().expect("starting cargo does not panic"))
    })?;
    let built: Vec<_> = missing.iter().map(|module| (module.profile(profile), module.linked(profile))).collect();
    match shelf {
        // Nobody has edited them meanwhile.
        Some(shelf) if Shelf::of_sources()? == shelf => shelf.take(&built),
        Some(_) | None => Ok(()),
    }
}

/// One call of cargo.
struct Call<'a> {
    profile: &'a str,
    features: &'a str,
    names: Vec<&'a str>,
}

impl Call<'_> {
    fn run(&self) -> Result<(), Failure> {
        let Self { profile, features, names } = self;
        let usual = match *features {
            "ui" | "cpu" | "python" => "4 min",
            "gpu" => "10 min",
            _ => "5 min",
        };
        println!("-- {} ({usual} on two cores, from nothing)", names.join(", "));
        let mut cargo = shell::command("cargo");
        cargo.args(["build", "--target", "wasm32-unknown-unknown", "--no-default-features"]);
        cargo.args(["--features", features, "--profile", profile]);
        for name in names {
            cargo.args(["--bin", name]);
        }
        shell::run(&mut cargo)
    }
}

/// As `wasm-bindgen --target web` (or `no-modules`) does it.
pub fn bind(bindgen: &mut Bindgen, is_web: bool, folder: &Path, profile: Profile) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    let bindgen = if is_web { bindgen.web(true) } else { bindgen.no_modules(true) };
    let outcome = bindgen.and_then(|bindgen| {
        let is_release = profile == Profile::Release;
        bindgen
            .typescript(false)
            .omit_default_module_path(false)
            .remove_name_section(is_release)
            .remove_producers_section(is_release)
            .generate(folder)
    });
    outcome.map_err(|error| Failure::Bindgen { detail: format!("{error:#}") })
}
