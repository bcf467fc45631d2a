//! `cargo xtask serve`: builds the site if needed and serves `dist/` on this machine, as any static host would.

use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
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
    // First, because it fails at once and the rest takes minutes.
    let (listeners, port) = listen(options.port)?;
    data::fetch_what_there_is();
    let dist = place::root().join("dist");
    let is_needed = options.fresh || !is_up_to_date(&dist)?;
    match is_needed {
        true => site::build(site::Profile::Release, site::Extent::Cpu)?,
        false => println!("dist/ is newer than the sources: no build needed (--fresh builds anyway)"),
    }
    println!("Emberlab is at http://localhost:{port}/ (stop with Ctrl-C)");
    if is_needed {
        // Meanwhile the page trains on the CPU.
        std::thread::spawn(|| match site::build(site::Profile::Release, site::Extent::Whole) {
            Ok(()) => println!("The module for the GPU is there, too: load the page again"),
            Err(failure) => eprintln!("error: {failure}"),
        });
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::Server)?;
    runtime.block_on(host(listeners, &dist)).map_err(Failure::Server)
}

const FIRST_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 20;
/// `no-cache` means: ask whether it has changed. Pages keep their names from build to build.
const CACHE_CONTROL: HeaderValue = HeaderValue::from_static("no-cache");

/// On this port and no other, or on the first free one from 8080 on.
fn listen(port: Option<u16>) -> Result<(Vec<TcpListener>, u16), Failure> {
    if let Some(port) = port {
        return bind(port).map(|listeners| (listeners, port)).map_err(|cause| Failure::Port { port, cause });
    }
    let (first, last) = (FIRST_PORT, FIRST_PORT + PORTS_TRIED);
    let mut cause = io::ErrorKind::AddrInUse.into();
    for port in first..=last {
        match bind(port) {
            Ok(listeners) => return Ok((listeners, port)),
            Err(error) => cause = error,
        }
    }
    Err(Failure::NoPort { first, last, cause })
}

/// On both of this machine's own addresses, because browsers take `localhost` for either.
fn bind(port: u16) -> io::Result<Vec<TcpListener>> {
    let mut listeners = vec![TcpListener::bind((Ipv4Addr::LOCALHOST, port))?];
    match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
        Ok(listener) => listeners.push(listener),
        // Another program there would answer half of the requests.
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
        // A machine without IPv6.
        Err(_) => {}
    }
    Ok(listeners)
}

/// Files and the `index.html` of folders; `.gz` files as they are, for the page unpacks them itself.
async fn host(listeners: Vec<TcpListener>, dist: &Path) -> io::Result<()> {
    let service = Router::new()
        .fallback_service(ServeDir::new(dist).precompressed_br())
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, CACHE_CONTROL));
    let mut hosts = tokio::task::JoinSet::new();
    for listener in listeners {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        hosts.spawn(axum::serve(listener, service.clone()).into_future());
    }
    // Each serves for ever: the first that ends has failed.
    hosts.join_next().await.map_or(Ok(()), |ended| ended.map_err(io::Error::other)?)
}

/// Is there a release build, and is it newer than everything it is made of?
fn is_up_to_date(dist: &Path) -> Result<bool, Failure> {
    let page = dist.join("index.html");
    let Ok(built) = modified(&page) else { return Ok(false) };
    // A build that was stopped half way has no module for the GPU.
    if !fs::read_to_string(&page).is_ok_and(|page| site::is_release(&page) && page.contains(" engine_gpu-")) {
        return Ok(false);
    }
    let root = place::root();
    let files = ["Cargo.toml", "Cargo.lock", "Trunk.toml", ".cargo/config.toml", "rust-toolchain.toml"];
    let mut sources: Vec<PathBuf> = files.map(|file| root.join(file)).into();
    sources.extend(
        ["compress", "early", "layout", "markdown", "modules", "offline", "reading", "site", "split", "workers"]
            .map(|name| root.join(format!("xtask/src/{name}.rs"))),
    );
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
    use std::net::IpAddr;

    use super::*;

    #[test]
    fn options_are_read_in_any_order() {
        let options = Options::parse(&["--fresh", "--port", "9000"]).unwrap();
        assert!(options.fresh && options.port == Some(9000));
        assert!(Options::parse(&["--port", "0"]).is_err());
        assert!(Options::parse(&["--prot"]).is_err());
    }

    #[test]
    fn a_port_in_use_is_said_so_at_either_address() {
        for address in [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)] {
            // A machine may have no IPv6.
            let Ok(other) = TcpListener::bind((address, 0)) else { continue };
            let port = other.local_addr().unwrap().port();
            let sentence = listen(Some(port)).unwrap_err().to_string();
            assert_eq!(
                sentence,
                format!("port {port} cannot be listened to: another program uses it. Try another --port")
            );
        }
    }

    #[test]
    fn both_addresses_serve_the_same_files() {
        let dist = std::env::temp_dir().join(format!("emberlab-serve-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), "hello").unwrap();
        let (listeners, _) = listen(None).unwrap();
        let addresses: Vec<_> = listeners.iter().map(|listener| listener.local_addr().unwrap()).collect();
        let folder = dist.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(host(listeners, &folder))
        });
        for address in addresses {
            use std::io::{Read, Write};
            let mut stream = std::net::TcpStream::connect(address).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("hello"), "{address}: {answer}");
        }
        fs::remove_dir_all(dist).unwrap();
    }
}
