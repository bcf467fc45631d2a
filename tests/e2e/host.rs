//! A bare static host: files of `dist/` in a sub-folder, no routes, no special headers. It can be told to serve something
//! else in a file's place. Each has its own port, so its own origin: nothing is cached from one to the next.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tokio::task::AbortHandle;
use tower_http::services::ServeDir;

use crate::report::Trouble;

/// Where the site lives on the host, whose root is the repository.
pub const FOLDER: &str = "/dist/";

pub struct Host {
    address: SocketAddr,
    shelf: Arc<Shelf>,
    serving: AbortHandle,
}

/// What a path is answered with in place of its file.
#[derive(Clone)]
enum Instead {
    Bytes(Vec<u8>),
    /// As by a server that is out of order.
    Nothing,
    /// No answer at all.
    Silence,
}

/// What the host and its requests share.
struct Shelf {
    dist: PathBuf,
    instead: Mutex<HashMap<String, Instead>>,
    asked: Mutex<Vec<String>>,
}

impl Host {
    /// Serves the repository's `dist/`, within a tokio runtime.
    pub fn start() -> Result<Self, Trouble> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let dist = root.join("dist");
        if !dist.join("index.html").exists() {
            return Err(Trouble("there is no dist/: run `cargo xtask build --release` first".to_owned()));
        }
        let listener = TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let shelf = Arc::new(Shelf { dist, instead: Mutex::default(), asked: Mutex::default() });
        let service = Router::new()
            .fallback_service(ServeDir::new(root))
            .layer(middleware::from_fn_with_state(shelf.clone(), answer));
        let serving = tokio::spawn(async { axum::serve(listener, service).await }).abort_handle();
        Ok(Self { address, shelf, serving })
    }

    /// Absolute address of a path inside the site.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{FOLDER}{path}", self.address)
    }

    /// From now on this path holds other bytes.
    pub fn serve_instead(&self, path: &str, bytes: Vec<u8>) {
        self.shelf.instead().insert(path.to_owned(), Instead::Bytes(bytes));
    }

    /// From now on this path cannot be had.
    pub fn refuse(&self, path: &str) {
        self.shelf.instead().insert(path.to_owned(), Instead::Nothing);
    }

    /// From now on whoever asks for this path waits.
    pub fn hold(&self, path: &str) {
        self.shelf.instead().insert(path.to_owned(), Instead::Silence);
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

    /// Where a file of the tests' fixtures lies on this machine.
    pub fn fixture(&self, file: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(file)
    }

    /// Where a file of the site lies on this machine.
    pub fn path(&self, path: &str) -> PathBuf {
        self.shelf.dist.join(path)
    }

    /// A file of the site.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Trouble> {
        std::fs::read(self.path(path)).map_err(|error| Trouble(format!("dist/{path}: {error}")))
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
        self.serving.abort();
    }
}

impl Shelf {
    fn instead(&self) -> MutexGuard<'_, HashMap<String, Instead>> {
        self.instead.lock().expect("no thread panics while looking")
    }
}

/// Notes what is asked for, and serves what stands in its place, if anything.
async fn answer(State(shelf): State<Arc<Shelf>>, request: Request, next: Next) -> Response {
    let inside = request.uri().path().strip_prefix(FOLDER).unwrap_or_default().to_owned();
    let instead = shelf.instead().get(&inside).cloned();
    shelf.asked.lock().expect("no thread panics while noting a path").push(inside);
    match instead {
        Some(Instead::Bytes(bytes)) => bytes.into_response(),
        Some(Instead::Nothing) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(Instead::Silence) => std::future::pending().await,
        None => next.run(request).await,
    }
}
