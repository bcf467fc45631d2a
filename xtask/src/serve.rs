//! `cargo xtask serve`: builds the site if needed and serves `dist/` on this machine, as any static host would.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use axum::Router;
use axum::http::{HeaderValue, header};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

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
    let (listener, port) = listen(options.port)?;
    println!("Emberlab is at http://127.0.0.1:{port}/ (stop with Ctrl-C)");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::Server)?;
    runtime.block_on(host(listener, &dist)).map_err(Failure::Server)
}

const FIRST_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 20;
/// `no-cache` means: ask whether it has changed. Pages keep their names from build to build.
const CACHE_CONTROL: HeaderValue = HeaderValue::from_static("no-cache");

/// On this port and no other, or on the first free one from 8080 on.
fn listen(port: Option<u16>) -> Result<(TcpListener, u16), Failure> {
    let (first, last) = port.map_or((FIRST_PORT, FIRST_PORT + PORTS_TRIED), |port| (port, port));
    (first..=last)
        .find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok().map(|listener| (listener, port)))
        .ok_or(Failure::NoPort { first, last })
}

/// Files and the `index.html` of folders; `.gz` files as they are, for the page unpacks them itself.
async fn host(listener: TcpListener, dist: &Path) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let service = Router::new()
        .fallback_service(ServeDir::new(dist))
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, CACHE_CONTROL));
    axum::serve(tokio::net::TcpListener::from_std(listener)?, service).await
}

/// Is there a release build, and is it newer than everything it is made of?
fn is_up_to_date(dist: &Path) -> Result<bool, Failure> {
    let page = dist.join("index.html");
    let Ok(built) = modified(&page) else { return Ok(false) };
    if !fs::read_to_string(&page).is_ok_and(|page| site::is_release(&page)) {
        return Ok(false);
    }
    let root = place::root();
    let files = ["Cargo.toml", "Cargo.lock", "Trunk.toml", ".cargo/config.toml", "rust-toolchain.toml"];
    let mut sources: Vec<PathBuf> = files.map(|file| root.join(file)).into();
    sources.extend(["offline", "site", "split", "workers"].map(|name| root.join(format!("xtask/src/{name}.rs"))));
    for folder in ["build", "src", "www", "static", "locales"] {
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
    fn options_are_read_in_any_order() {
        let options = Options::parse(&["--fresh", "--port", "9000"]).unwrap();
        assert!(options.fresh && options.port == Some(9000));
        assert!(Options::parse(&["--port", "0"]).is_err());
        assert!(Options::parse(&["--prot"]).is_err());
    }
}
