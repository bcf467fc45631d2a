//! Cuts the page's module: what only the lessons of one chapter draw becomes a file of its own (`app::figure`).

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

use crate::failure::Failure;
use crate::modules::bind;
use crate::site;
use crate::site::Profile;

/// Puts the page's module into `folder` under this name, without endings, and its parts beside it. `linked` is the module as
/// the linker left it, with the relocations that wasm-bindgen would drop.
pub fn cut(folder: &Path, profile: Profile, name: &str, linked: &Path) -> Result<(), Failure> {
    let bytes = fs::read(linked).map_err(Failure::file(linked))?;
    let parts = linked.with_file_name("app-parts");
    let main = parts.join("main.wasm");
    let main_module = format!("./{name}.js");
    let link_name = format!("./{name}_parts.js");
    if parts.exists() {
        fs::remove_dir_all(&parts).map_err(Failure::file(&parts))?;
    }
    let mut options = Options::new(&bytes);
    options.output_dir = &parts;
    options.main_out_path = &main;
    options.main_module = &main_module;
    options.link_name = &link_name;
    let split = transform(options).map_err(|error| Failure::Split { detail: format!("{error:#}") })?;

    let mut bindgen = Bindgen::new();
    bindgen.input_path(&main).out_name(name).keep_lld_exports(true);
    bind(&mut bindgen, true, folder, profile)?;

    let script = parts.join(&link_name);
    let text = fs::read_to_string(&script).map_err(Failure::file(&script))?;
    let parts: Vec<PathBuf> = split.split_modules.iter().map(|part| part.to_path_buf()).collect();
    let text = crate::parts::place(folder, name, &text, &parts)?;
    // Bare static hosts do not know the type that streaming asks for.
    const STREAMED: &str = "WebAssembly.instantiateStreaming(src, imports)";
    const BUFFERED: &str = "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)";
    if !text.contains(STREAMED) {
        return Err(Failure::Page { path: script, lacks: STREAMED.to_owned() });
    }
    let target = folder.join(format!("{name}_parts.js"));
    fs::write(&target, text.replace(STREAMED, BUFFERED)).map_err(Failure::file(&target))
}

/// `app-<hash>`, or `app` where trunk leaves the hash away.
pub fn page_name(folder: &Path) -> Result<String, Failure> {
    let found = site::files(folder)?.into_iter().find_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix("_bg.wasm")?.to_owned();
        (name == "app" || name.starts_with("app-")).then_some(name)
    });
    found.ok_or_else(|| Failure::Page { path: folder.to_owned(), lacks: "app_bg.wasm".to_owned() })
}
