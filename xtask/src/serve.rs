//! `cargo xtask serve`: builds the site if needed and serves `dist/` on this machine, as any static host would.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::failure::Failure;
use crate::{data, place, site};

pub struct Options {
    port: Option<u16>,
    /// Build even when `dist/` is newer than the sources.
    fresh: bool,
}

impl Options {
    pub fn parse(mut words: &[&str]) -> Result<Self, Failure> {
        let mut options = Self { port: None, fresh: false };
        loop {
            words = match words {
                [] => return Ok(options),
                ["--fresh", rest @ ..] => {
                    options.fresh = true;
                    rest
                }
                ["--port", port, rest @ ..] => {
                    let bad = || Failure::BadPort { found: (*port).to_owned() };
                    options.port = Some(port.parse().ok().filter(|&port| port > 0).ok_or_else(bad)?);
                    rest
                }
                [other, ..] => return Err(Failure::BadOption { found: (*other).to_owned() }),
            }
        }
    }
}

/// Serves until it is interrupted.
pub fn serve(options: Options) -> Result<(), Failure> {
    if let Err(failure) = data::fetch() {
        eprintln!("{failure}\nGoing on with the starter subset: 6,000 training and 1,000 test images of each set.");
    }
    let dist = place::root().join("dist");
    match options.fresh || !is_up_to_date(&dist)? {
        true => site::build(site::Profile::Release)?,
        false => println!("dist/ is newer than the sources: no build needed (--fresh builds anyway)"),
    }
    let (server, port) = listen(options.port)?;
    println!("Emberlab is at http://127.0.0.1:{port}/ (stop with Ctrl-C)");
    let server = Arc::new(server);
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let (server, dist) = (Arc::clone(&server), dist.clone());
            std::thread::spawn(move || server.incoming_requests().for_each(|request| answer(request, &dist)))
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap_or_default());
    Ok(())
}

const THREADS: usize = 4;
const FIRST_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 20;
const NOT_FOUND: &str = "<!doctype html><title>Not found</title><h1>404: there is no such page</h1>";

/// On this port and no other, or on the first free one from 8080 on.
fn listen(port: Option<u16>) -> Result<(Server, u16), Failure> {
    let (first, last) = port.map_or((FIRST_PORT, FIRST_PORT + PORTS_TRIED), |port| (port, port));
    (first..=last)
        .find_map(|port| Server::http(("127.0.0.1", port)).ok().map(|server| (server, port)))
        .ok_or(Failure::NoPort { first, last })
}

fn answer(request: Request, dist: &Path) {
    let is_read = matches!(request.method(), Method::Get | Method::Head);
    let sent = match find(dist, request.url()).filter(|_| is_read) {
        Some(Found::File(path)) => match fs::File::open(&path) {
            Ok(file) => {
                let response = Response::from_file(file)
                    // With its length, never in chunks: browsers show progress by it.
                    .with_chunked_threshold(usize::MAX)
                    .with_header(header("Content-Type", content_type(&path)))
                    // Trunk keeps the workers' file names from build to build.
                    .with_header(header("Cache-Control", "no-cache"));
                request.respond(response)
            }
            Err(_) => refuse(request),
        },
        Some(Found::Elsewhere(address)) => {
            let response = Response::empty(301);
            // An address that is no plain ASCII never came from a browser.
            match Header::from_bytes("Location", address) {
                Ok(location) => request.respond(response.with_header(location)),
                Err(()) => refuse(request),
            }
        }
        None => refuse(request),
    };
    // A browser that goes away in the middle of an answer is not our failure.
    sent.unwrap_or_default();
}

fn refuse(request: Request) -> std::io::Result<()> {
    let response = Response::from_string(NOT_FOUND).with_status_code(404);
    request.respond(response.with_header(header("Content-Type", "text/html; charset=utf-8")))
}

/// What an address means.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    File(PathBuf),
    /// A folder's address has a slash at its end, or the page's relative addresses would start from the wrong folder.
    Elsewhere(String),
}

/// The file itself, or the `index.html` of a folder. Nothing outside `dist`.
fn find(dist: &Path, address: &str) -> Option<Found> {
    let (path, query) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    let relative = Path::new(path.trim_start_matches('/'));
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = dist.join(relative);
    match (file.is_dir(), path.ends_with('/')) {
        (true, true) => Some(Found::File(file.join("index.html"))),
        (true, false) => Some(Found::Elsewhere(format!("{path}/{query}"))),
        (false, _) => Some(Found::File(file)),
    }
}

/// Never a content encoding: the page unpacks `.gz` files itself.
fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("gz") => "application/gzip",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some(_) | None => "application/octet-stream",
    }
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("our header names and values are plain ASCII")
}

/// Is there a release build, and is it newer than everything it is made of?
fn is_up_to_date(dist: &Path) -> Result<bool, Failure> {
    let page = dist.join("index.html");
    let Ok(built) = modified(&page) else { return Ok(false) };
    if !fs::read_to_string(&page).is_ok_and(|page| site::is_release(&page)) {
        return Ok(false);
    }
    let root = place::root();
    let mut sources: Vec<PathBuf> = [
        "Cargo.toml",
        "Cargo.lock",
        "Trunk.toml",
        "build.rs",
        ".cargo/config.toml",
        "rust-toolchain.toml",
        "xtask/src/site.rs",
    ]
    .map(|file| root.join(file))
    .into();
    for folder in ["src", "www", "static", "locales"] {
        sources.extend(site::files(&root.join(folder))?);
    }
    for source in sources {
        if modified(&source)? > built {
            return Ok(false);
        }
    }
    Ok(true)
}

fn modified(path: &Path) -> Result<SystemTime, Failure> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).map_err(Failure::file(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_never_leaves_the_site() {
        let dist = Path::new("dist");
        assert_eq!(find(dist, "/app.js?v=1"), Some(Found::File(dist.join("app.js"))));
        assert_eq!(find(dist, "/../Cargo.toml"), None);
        assert_eq!(find(dist, "//etc/passwd"), Some(Found::File(dist.join("etc/passwd"))));
    }

    #[test]
    fn a_folder_without_a_slash_is_sent_to_the_one_with_it() {
        let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(find(xtask, "/src?seed=1"), Some(Found::Elsewhere("/src/?seed=1".to_owned())));
        assert_eq!(find(xtask, "/src/?seed=1"), Some(Found::File(xtask.join("src/index.html"))));
    }

    #[test]
    fn options_are_read_in_any_order() {
        let options = Options::parse(&["--fresh", "--port", "9000"]).unwrap();
        assert!(options.fresh && options.port == Some(9000));
        assert!(Options::parse(&["--port", "0"]).is_err());
        assert!(Options::parse(&["--prot"]).is_err());
    }
}
