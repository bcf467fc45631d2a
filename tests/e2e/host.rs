//! A bare static host: files of `dist/` in a sub-folder, no routes, no special headers. It can be told to serve something
//! else in a file's place. Each has its own port, so its own origin: nothing is cached from one to the next.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tiny_http::{Header, Request, Response, Server};

use crate::report::Trouble;

/// Where the site lives on the host.
const FOLDER: &str = "/some/folder/";
const THREADS: usize = 4;

pub struct Host {
    server: Arc<Server>,
    address: SocketAddr,
    shelf: Arc<Shelf>,
}

/// What the host's threads share.
struct Shelf {
    dist: PathBuf,
    instead: Mutex<HashMap<String, Vec<u8>>>,
    asked: Mutex<Vec<String>>,
}

enum Answer {
    Bytes(Vec<u8>, &'static str),
    /// A folder without its slash.
    Elsewhere(String),
    Nothing,
}

impl Host {
    /// Serves the repository's `dist/`.
    pub fn start() -> Result<Self, Trouble> {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        if !dist.join("index.html").exists() {
            return Err(Trouble("there is no dist/: run `cargo xtask build --release` first".to_owned()));
        }
        let server = Server::http("127.0.0.1:0").map_err(|error| Trouble(error.to_string()))?;
        let address = server.server_addr().to_ip().ok_or_else(|| Trouble("no IP address".to_owned()))?;
        let shelf = Arc::new(Shelf { dist, instead: Mutex::default(), asked: Mutex::default() });
        let host = Self { server: Arc::new(server), address, shelf };
        for _ in 0..THREADS {
            let (server, shelf) = (host.server.clone(), host.shelf.clone());
            std::thread::spawn(move || server.incoming_requests().for_each(|request| shelf.answer(request)));
        }
        Ok(host)
    }

    /// Absolute address of a path inside the site.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{FOLDER}{path}", self.address)
    }

    /// From now on this path holds other bytes.
    pub fn serve_instead(&self, path: &str, bytes: Vec<u8>) {
        self.shelf.instead().insert(path.to_owned(), bytes);
    }

    /// From now on every path holds what it should.
    pub fn mend(&self) {
        self.shelf.instead().clear();
    }

    /// How many of the paths asked for since the last call match.
    pub fn count_asked(&self, matches: impl Fn(&str) -> bool) -> usize {
        let mut asked = self.shelf.asked.lock().expect("no thread panics while noting a path");
        asked.drain(..).filter(|path| matches(path)).count()
    }

    /// A file of the site.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Trouble> {
        std::fs::read(self.shelf.dist.join(path)).map_err(|error| Trouble(format!("dist/{path}: {error}")))
    }

    /// The catalogue of data files.
    pub fn catalog(&self) -> Result<serde_json::Value, Trouble> {
        Ok(serde_json::from_slice(&self.read("data/catalog.json")?)?)
    }

    /// Says what is missing of MNIST, if anything.
    pub fn missing_data(&self) -> Option<String> {
        let count = |split: &str| -> u64 {
            let catalog = self.catalog().unwrap_or_default();
            let shards = catalog["sets"]["mnist"][split].as_array().cloned().unwrap_or_default();
            shards.iter().filter_map(|shard| shard["count"].as_u64()).sum()
        };
        match (count("train"), count("test")) {
            (60_000, 10_000) => None,
            (train, test) => Some(format!(
                "dist/ holds {train} of 60000 training and {test} of 10000 test images of MNIST: run `cargo xtask data`"
            )),
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        (0..THREADS).for_each(|_| self.server.unblock());
    }
}

impl Shelf {
    fn answer(&self, request: Request) {
        let (path, query) = request.url().split_at(request.url().find('?').unwrap_or(request.url().len()));
        let outcome = match self.find(path) {
            Answer::Bytes(bytes, kind) => {
                request.respond(Response::from_data(bytes).with_header(header("Content-Type", kind)))
            }
            Answer::Elsewhere(path) => {
                let location = header("Location", &format!("{path}{query}"));
                request.respond(Response::empty(301).with_header(location))
            }
            Answer::Nothing => {
                let page = Response::from_string("<!doctype html><title>404</title>Not found").with_status_code(404);
                request.respond(page.with_header(header("Content-Type", "text/html")))
            }
        };
        // A browser that has gone away wants no answer.
        let _ = outcome;
    }

    fn find(&self, path: &str) -> Answer {
        let Some(inside) = path.strip_prefix(FOLDER).filter(|inside| !inside.contains("..")) else {
            return Answer::Nothing;
        };
        self.asked.lock().expect("no thread panics while noting a path").push(inside.to_owned());
        if let Some(bytes) = self.instead().get(inside) {
            return Answer::Bytes(bytes.clone(), kind(inside));
        }
        let file = self.dist.join(inside);
        if file.is_dir() && !path.ends_with('/') {
            return Answer::Elsewhere(format!("{path}/"));
        }
        let file = if file.is_dir() { file.join("index.html") } else { file };
        let kind = kind(&file.to_string_lossy());
        std::fs::read(file).map_or(Answer::Nothing, |bytes| Answer::Bytes(bytes, kind))
    }

    fn instead(&self) -> std::sync::MutexGuard<'_, HashMap<String, Vec<u8>>> {
        self.instead.lock().expect("no thread panics while looking")
    }
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("paths and types that we name are ASCII")
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}
