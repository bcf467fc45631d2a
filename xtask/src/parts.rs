//! How the page's parts are fetched: the smallest of them in one file, and those that a page needs first together with the
//! page, not after it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::site;

/// Modules up to this size share a file: dozens of them, which would otherwise wait for each other on a slow line.
const SMALL_BYTES: u64 = 4 * 1024;

/// Puts the page's parts into `folder` under names that begin with the page's own, and gives back the script that fetches them:
/// `script` with the new names.
pub fn place(folder: &Path, page: &str, script: &str, parts: &[PathBuf]) -> Result<String, Failure> {
    let small_name = format!("{page}_small.wasm");
    let (mut script, mut small) = (format!("{}{script}", SMALL.replace("small.wasm", &small_name)), Vec::new());
    for part in parts {
        let old = part.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let asked = |name: &str| format!("fetch(new URL(\"./{name}\", import.meta.url))");
        let bytes = fs::read(part).map_err(Failure::file(part))?;
        let new = if old.starts_with("chunk_") && bytes.len() as u64 <= SMALL_BYTES {
            let from = small.len();
            small.extend_from_slice(&bytes);
            format!("small({from}, {})", small.len())
        } else {
            // The page's name has the build's hash in it: a host's cache never mixes two builds.
            let new = format!("{page}_{old}");
            fs::write(folder.join(&new), bytes).map_err(Failure::file(&folder.join(&new)))?;
            asked(&new)
        };
        script = site::replace(part, &script, &asked(&old), &new)?;
    }
    let path = folder.join(&small_name);
    fs::write(&path, small).map_err(Failure::file(&path))?;
    Ok(script)
}

/// One of the small modules, as the browser answers for a file of its own.
const SMALL: &str = r#"let smalls;
function small(from, to) {
    smalls ??= fetch(new URL("./small.wasm", import.meta.url)).then(answer => answer.ok ? answer.arrayBuffer() : Promise.reject(answer.status));
    smalls.catch(() => { smalls = undefined; });
    return smalls.then(bytes => new Response(bytes.slice(from, to)));
}
"#;

/// Lines for the head of a page that needs this part at once. They wait for what is painted.
pub fn preloads(folder: &Path, page: &str, part: &str) -> Result<String, Failure> {
    let line = |file: String| {
        format!(
            "  <link rel=\"preload\" href=\"./{file}\" crossorigin=\"anonymous\" as=\"fetch\" fetchpriority=\"low\">\n"
        )
    };
    Ok(files(folder, page, part)?.into_iter().map(line).collect())
}

/// Names of the files that hold a part of the page.
pub fn files(folder: &Path, page: &str, part: &str) -> Result<Vec<String>, Failure> {
    let path = folder.join(format!("{page}_parts.js"));
    let script = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    let lacks = || Failure::Page { path: path.clone(), lacks: format!("the part {part}") };
    let mut files = needed(&script, part).ok_or_else(lacks)?;
    files.push(format!("{page}_small.wasm"));
    Ok(files)
}

/// The files of a part, its own first; those of small modules are one for all.
fn needed(script: &str, part: &str) -> Option<Vec<String>> {
    let block = |name: &str| script.split_once(&format!("const {name} = "))?.1.split_once("\n, [");
    let file = |name: &str| {
        let (_, rest) = block(name)?.0.split_once("new URL(\"./")?;
        rest.split_once('"').map(|(file, _)| file.to_owned())
    };
    let name = format!("__wasm_split_load_{part}");
    let (chunks, _) = block(&name)?.1.split_once(']')?;
    Some([Some(file(&name)?)].into_iter().chain(chunks.split(", ").map(file)).flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = r#"/* nets, steps */
const __chunk_1 = makeLoad(() => {
    const src = fetch(new URL("./chunk_1.wasm", import.meta.url));
    return src;
}
, []);
/* nets */
const __chunk_2 = makeLoad(() => {
    const src = fetch(new URL("./chunk_2.wasm", import.meta.url));
    return src;
}
, []);
export const __wasm_split_load_nets = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_nets.wasm", import.meta.url));
    return src;
}
, [__chunk_1, __chunk_2]));
"#;

    #[test]
    fn small_modules_share_a_file_and_a_page_asks_for_all_it_needs() {
        let folder = std::env::temp_dir().join(format!("emberlab-parts-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let part = |name: &str, bytes: usize| {
            let path = folder.join(name);
            fs::write(&path, vec![7; bytes]).unwrap();
            path
        };
        let parts = [part("chunk_1.wasm", 3), part("chunk_2.wasm", 5000), part("split_nets.wasm", 2)];
        let script = place(&folder, "app-1", SCRIPT, &parts).unwrap();
        fs::write(folder.join("app-1_parts.js"), &script).unwrap();
        let lines = preloads(&folder, "app-1", "nets").unwrap();
        let unknown = preloads(&folder, "app-1", "steps").is_err();
        let small_bytes = fs::metadata(folder.join("app-1_small.wasm")).unwrap().len();
        fs::remove_dir_all(&folder).unwrap();
        assert!(script.contains("const src = small(0, 3);"), "{script}");
        assert_eq!((small_bytes, unknown), (3, true));
        let files: Vec<&str> = lines.split("href=\"./").skip(1).filter_map(|line| line.split('"').next()).collect();
        assert_eq!(files, ["app-1_split_nets.wasm", "app-1_chunk_2.wasm", "app-1_small.wasm"]);
    }
}
