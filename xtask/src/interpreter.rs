//! The interpreter of Python programs: fetched once, and put into the site with its library, the tensors and our packages.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::packages::Package;
use crate::upstream::sha256;
use crate::{place, shell, site};

/// CPython for WebAssembly.
const PACKAGE: Package = Package {
    name: "pyodide@314.0.7",
    size: "6 MB",
    files: &[
        ("pyodide.mjs", "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109"),
        ("pyodide.asm.mjs", "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635"),
        ("pyodide.asm.wasm", "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6"),
        ("pyodide-lock.json", "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010"),
        ("python_stdlib.zip", "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a"),
    ],
};

/// The scripts of the site's folder, its own and ours.
const SCRIPTS: ([&str; 2], [&str; 6]) =
    (["pyodide", "pyodide.asm"], ["worker", "interpreter", "lock", "paint", "pixels", "contours"]);

/// The folder with the interpreter's files, in the cache.
pub fn interpreter() -> Result<PathBuf, Failure> {
    PACKAGE.fetch()
}

/// Puts all that Python programs need into one folder of the site, whose name changes with what is in it. None where the tensors
/// have not been built.
pub fn install(site: &Path) -> Result<Option<String>, Failure> {
    let (script, module) = (site.join("tensor_core.js"), site.join("tensor_core_bg.wasm"));
    if !script.is_file() {
        return Ok(None);
    }
    let folder = site.join("python");
    fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
    for (from, to) in [(&script, "tensor_core.js"), (&module, "tensor_core.wasm")] {
        fs::rename(from, folder.join(to)).map_err(Failure::file(from))?;
    }
    let (interpreter, packages) = (interpreter()?, place::root().join("src/python"));
    SCRIPTS.0.iter().try_for_each(|name| copy_script(&interpreter, name, &folder))?;
    SCRIPTS.1.iter().try_for_each(|name| copy_script(&packages, name, &folder))?;
    let (from, to) = (interpreter.join("pyodide.asm.wasm"), folder.join("pyodide.asm.wasm"));
    fs::copy(&from, &to).map_err(Failure::file(&from))?;
    write_lock(&interpreter, &folder)?;
    let mut node = shell::command("node");
    node.arg(packages.join("library.mjs")).args([&interpreter, &packages, &folder.join("library.zip")]);
    shell::run_quietly(&mut node)?;
    let name = format!("python-{}", site::short(&sum(&folder)?));
    let named = site.join(&name);
    fs::rename(&folder, &named).map_err(Failure::file(&named))?;
    Ok(Some(name))
}

/// Under the ending that every host knows to be a script's.
fn copy_script(from: &Path, name: &str, to: &Path) -> Result<(), Failure> {
    let (from, to) = (from.join(format!("{name}.mjs")), to.join(format!("{name}.js")));
    let script = fs::read_to_string(&from).map_err(Failure::file(&from))?;
    let script = script.replace(".mjs\"", ".js\"").replace(".mjs`", ".js`");
    fs::write(&to, script).map_err(Failure::file(&to))
}

/// The list of packages that the interpreter could fetch: none.
fn write_lock(interpreter: &Path, folder: &Path) -> Result<(), Failure> {
    let path = interpreter.join("pyodide-lock.json");
    let text = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    let lacks = || Failure::Page { path: path.clone(), lacks: "\"info\"".to_owned() };
    let lock: serde_json::Value = serde_json::from_str(&text).map_err(|_| lacks())?;
    let lock = serde_json::json!({ "info": lock.get("info").ok_or_else(lacks)?, "packages": {} });
    let path = folder.join("lock.json");
    fs::write(&path, lock.to_string()).map_err(Failure::file(&path))
}

/// Changes with every file of a folder.
fn sum(folder: &Path) -> Result<String, Failure> {
    let mut sums = Vec::new();
    for path in site::files(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        sums.push(format!("{} {name}\n", sha256(&fs::read(&path).map_err(Failure::file(&path))?)));
    }
    sums.sort();
    Ok(sha256(sums.concat().as_bytes()))
}
