//! In builds that hold the page: turns `locales/<language>/<namespace>.json` into the module `i18n`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build");
    #[cfg(feature = "ui")]
    generate_i18n()?;
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        // What xtask/src/split.rs cuts the module by.
        #[cfg(feature = "ui")]
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
        // What src/bin/engine_gpu.rs calls once.
        #[cfg(feature = "gpu")]
        println!("cargo::rustc-link-arg-bin=engine_gpu=--export=__wasm_call_ctors");
    }
    Ok(())
}

/// A file in `locales/en` is a namespace: a new one needs no line here.
#[cfg(feature = "ui")]
fn generate_i18n() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=locales");
    use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
    use leptos_i18n_parser::parse_locales::parse_locales;
    use std::fs;
    use std::path::Path;

    let mut namespaces = Vec::new();
    for entry in fs::read_dir("locales/en")? {
        if let Some(name) = entry?.path().file_stem().and_then(|stem| stem.to_str()) {
            namespaces.push(name.to_owned());
        }
    }
    namespaces.sort();
    let config = Config::new("en")?
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
