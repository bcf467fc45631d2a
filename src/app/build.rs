//! Turns `locales/<language>/<namespace>.json` into the module `i18n`: a file in `locales/en` is a namespace, a new one needs
//! no line here.

use std::fs;
use std::path::Path;

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../locales");

    let mut namespaces = Vec::new();
    for entry in fs::read_dir("../../locales/en")? {
        if let Some(name) = entry?.path().file_stem().and_then(|stem| stem.to_str()) {
            namespaces.push(name.to_owned());
        }
    }
    namespaces.sort();
    let config = Config::new("en")?
        .locales_path("../../locales")
        .add_locale("zh")?
        .add_namespaces(namespaces)?
        .parse_options(ParseOptions::new().interpolate_display(true));
    let locales = parse_locales(None, config)?;
    locales.diag.warnings().iter().for_each(|warning| println!("cargo::warning={warning}"));
    locales.diag.errors().iter().for_each(|error| println!("cargo::error={error}"));
    let code = leptos_i18n_codegen::gen_code(&locales, None, false, None, true)?;
    let folder = Path::new(&std::env::var("OUT_DIR")?).join("i18n");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("mod.rs"), code.to_string())?;
    Ok(())
}
