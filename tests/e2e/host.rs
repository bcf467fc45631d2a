//! A bare static host: files of `dist/` in a sub-folder, no routes, and there the page's own policy as its one special header. It can be
//! told to serve something else in a file's place, or nothing at all. Each has its own port, so its own origin: nothing is
//! cached from one to the next.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use tokio::runtime::Runtime;
use tower_http::services::ServeDir;

use crate::report::{Trouble, ensure};
use crate::slow_line::SlowLine;

/// Where the site lives on the host, whose root is the repository.
pub const FOLDER: &str = "/dist/";

/// Where browsers tell what the policy has forbidden.
const REPORTS: &str = "/forbidden";

pub struct Host {
    address: SocketAddr,
    shelf: Arc<Shelf>,
    /// A runtime of its own: with it end the connections that browsers keep open.
    serving: Option<Runtime>,
}

/// What a path is answered with in place of its file.
#[derive(Clone)]
enum Instead {
    Bytes(Vec<u8>),
    /// There is no such file.
    Gone,
    /// As by a server that is out of order.
    Nothing,
    /// No answer at all.
    Silence,
}

/// What the host and its requests share.
struct Shelf {
    dist: PathBuf,
    policy: HeaderValue,
    instead: Mutex<HashMap<String, Instead>>,
    asked: Mutex<Vec<String>>,
    forbidden: Mutex<Vec<String>>,
    line: Mutex<Option<Arc<SlowLine>>>,
}

impl Host {
    /// Serves the repository's `dist/`.
    pub fn start() -> Result<Self, Trouble> {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        let page = std::fs::read_to_string(dist.join("index.html"))
            .map_err(|_| Trouble("there is no dist/: run `cargo xtask build --release` first".to_owned()))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let shelf = Shelf {
            dist,
            policy: policy(&page)?,
            instead: Mutex::default(),
            asked: Mutex::default(),
            forbidden: Mutex::default(),
            line: Mutex::default(),
        };
        let mut host = Self { address: listener.local_addr()?, shelf: Arc::new(shelf), serving: None };
        host.serve(listener)?;
        Ok(host)
    }

    /// As if there were no network: nobody listens, and no connection stays open.
    pub fn stop(&mut self) {
        if let Some(serving) = self.serving.take() {
            serving.shutdown_background();
        }
    }

    /// The network is back.
    pub fn go_on(&mut self) -> Result<(), Trouble> {
        self.stop();
        self.serve(TcpListener::bind(self.address)?)
    }

    fn serve(&mut self, listener: TcpListener) -> Result<(), Trouble> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        listener.set_nonblocking(true)?;
        let shelf = Arc::clone(&self.shelf);
        let service = Router::new()
            .fallback_service(ServeDir::new(env!("CARGO_MANIFEST_DIR")).precompressed_br())
            .layer(middleware::from_fn_with_state(shelf.clone(), answer))
            .route(REPORTS, post(note_forbidden).with_state(shelf));
        runtime.spawn(async move { axum::serve(tokio::net::TcpListener::from_std(listener)?, service).await });
        self.serving = Some(runtime);
        Ok(())
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

    /// From now on there is no such file.
    pub fn take_away(&self, path: &str) {
        self.shelf.instead().insert(path.to_owned(), Instead::Gone);
    }

    /// From now on this path holds what it should.
    pub fn give_back(&self, path: &str) {
        self.shelf.instead().remove(path);
    }

    /// From now on every path holds what it should.
    pub fn mend(&self) {
        self.shelf.instead().clear();
    }

    /// From now on all that it says comes over this line; without one, at once.
    pub fn set_line(&self, line: Option<SlowLine>) {
        *self.shelf.line.lock().expect("no thread panics while changing the line") = line.map(Arc::new);
    }

    /// How many of the paths asked for since the last call match.
    pub fn count_asked(&self, matches: impl Fn(&str) -> bool) -> usize {
        let mut asked = self.shelf.asked.lock().expect("no thread panics while noting a path");
        asked.drain(..).filter(|path| matches(path)).count()
    }

    /// Fails if any page or worker has wanted what the policy forbids: scripts and styles inside pages, evaluated code, and
    /// every request that would leave the origin.
    pub fn check_policy(&self) -> Result<String, Trouble> {
        let forbidden =
            std::mem::take(&mut *self.shelf.forbidden.lock().expect("no thread panics while noting a report"));
        ensure(forbidden.is_empty(), || format!("forbidden by the policy: {}", forbidden.join("; ")))?;
        Ok(self.shelf.policy.to_str().unwrap_or_default().to_owned())
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
        self.stop();
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
    let is_site = request.uri().path().starts_with(FOLDER);
    let instead = shelf.instead().get(&inside).cloned();
    shelf.asked.lock().expect("no thread panics while noting a path").push(inside.clone());
    let mut response = match instead {
        Some(Instead::Bytes(bytes)) => ([(header::CONTENT_TYPE, media_type(&inside))], bytes).into_response(),
        Some(Instead::Nothing) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(Instead::Gone) => StatusCode::NOT_FOUND.into_response(),
        Some(Instead::Silence) => std::future::pending().await,
        None => next.run(request).await,
    };
    if is_site {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, shelf.policy.clone());
    }
    let line = shelf.line.lock().expect("no thread panics while changing the line").clone();
    match line {
        Some(line) => SlowLine::carry(line, response).await,
        None => response,
    }
}

/// What a browser says that it was forbidden.
async fn note_forbidden(State(shelf): State<Arc<Shelf>>, report: String) {
    shelf.forbidden.lock().expect("no thread panics while noting a report").push(report);
}

/// The policy that the finished page has, with a place for reports.
fn policy(page: &str) -> Result<HeaderValue, Trouble> {
    let (_, rest) = page
        .split_once("http-equiv=\"Content-Security-Policy\" content=\"")
        .ok_or_else(|| Trouble("dist/ is no release build: run `cargo xtask build --release` first".to_owned()))?;
    let policy = rest.split('"').next().unwrap_or_default();
    HeaderValue::from_str(&format!("{policy}; report-uri {REPORTS}")).map_err(|error| Trouble(error.to_string()))
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("gz") => "application/gzip",
        _ => "text/html",
    }
}
