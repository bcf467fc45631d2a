//! Gives the workers' files names that change with their content, so that no cache mixes two builds, and writes the file
//! that starts each.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::upstream::sha256;
use crate::{place, site};

/// Renames `<module>.js` and `<module>_bg.wasm` in `folder`, for all modules but the page's own. Returns the new names,
/// `<module>-<hash>`, with a space between any two: what `src/app/site.rs` reads.
pub fn name(folder: &Path, app: &str) -> Result<String, Failure> {
    let mut names = Vec::new();
    for path in site::files(folder)? {
        let module = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix("_bg.wasm"));
        if let Some(module) = module.filter(|module| *module != app) {
            names.push(name_one(folder, module)?);
        }
    }
    names.sort();
    Ok(names.join(" "))
}

fn name_one(folder: &Path, module: &str) -> Result<String, Failure> {
    let [script, wasm] = [".js", "_bg.wasm"].map(|ending| folder.join(format!("{module}{ending}")));
    let mut bytes = fs::read(&script).map_err(Failure::file(&script))?;
    bytes.extend(fs::read(&wasm).map_err(Failure::file(&wasm))?);
    let name = format!("{module}-{}", site::short(&sha256(&bytes)));
    for (path, ending) in [(&script, ".js"), (&wasm, "_bg.wasm")] {
        fs::rename(path, folder.join(format!("{name}{ending}"))).map_err(Failure::file(path))?;
    }
    let source = place::root().join("www/worker.js");
    let starter = fs::read_to_string(&source).map_err(Failure::file(&source))?;
    let starter = site::replace(&source, &starter, "\"./module.js\"", &format!("\"./{name}.js\""))?;
    let starter = site::replace(&source, &starter, "\"./module_bg.wasm\"", &format!("\"./{name}_bg.wasm\""))?;
    let path = folder.join(format!("{name}_worker.js"));
    fs::write(&path, starter).map_err(Failure::file(&path))?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workers_files_are_named_after_their_content() {
        let folder = std::env::temp_dir().join(format!("emberlab-workers-{}", std::process::id()));
        let named = |script: &str| {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("engine_cpu.js"), script).unwrap();
            fs::write(folder.join("engine_cpu_bg.wasm"), b"\0asm").unwrap();
            fs::write(folder.join("app-1_bg.wasm"), b"\0asm").unwrap();
            let name = name(&folder, "app-1").unwrap();
            let starter = fs::read_to_string(folder.join(format!("{name}_worker.js"))).unwrap();
            assert!(starter.contains(&format!("importScripts(\"./{name}.js\")")), "{starter}");
            assert!(starter.contains(&format!("\"./{name}_bg.wasm\"")), "{starter}");
            assert_eq!(fs::read_to_string(folder.join(format!("{name}.js"))).unwrap(), script);
            assert!(folder.join(format!("{name}_bg.wasm")).exists() && !folder.join("engine_cpu.js").exists());
            assert!(folder.join("app-1_bg.wasm").exists());
            fs::remove_dir_all(&folder).unwrap();
            name
        };
        let (one, other) = (named("1"), named("2"));
        assert!(one.starts_with("engine_cpu-") && one != other && one == named("1"), "{one} {other}");
    }
}
