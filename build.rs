//! Turns `locales/<language>/<namespace>.json` into the module `i18n`, in builds that hold the page.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    #[cfg(feature = "ui")]
    generate_i18n()?;
    Ok(())
}

/// A file in `locales/en` is a namespace: a new one needs no line here.
#[cfg(feature = "ui")]
fn generate_i18n() -> Result<(), Box<dyn std::error::Error>> {
    use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};
    use std::path::Path;

    let mut namespaces = Vec::new();
    for entry in std::fs::read_dir("locales/en")? {
        if let Some(name) = entry?.path().file_stem().and_then(|stem| stem.to_str()) {
            namespaces.push(name.to_owned());
        }
    }
    namespaces.sort();
    let config = Config::new("en")?
        .add_locale("zh")?
        .add_namespaces(namespaces)?
        .parse_options(ParseOptions::new().interpolate_display(true));
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.generate_i18n_module(Path::new(&std::env::var("OUT_DIR")?).join("i18n"))?;
    Ok(())
}
