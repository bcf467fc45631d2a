//! Starts and stops a browser: its driver on a free port, a session with a fresh profile, a folder for what it saves.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, LoggingPrefsLogLevel};

use crate::downloads::Downloads;
use crate::report::Trouble;

/// Drivers start within a second; a busy machine may take longer.
const TRIES: u32 = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Chromium,
    /// With WebGPU on SwiftShader, a program that plays the GPU.
    ChromiumWithSoftwareGpu,
    Firefox,
}

pub struct Browser {
    pub kind: Kind,
    pub driver: WebDriver,
    pub downloads: Downloads,
    _process: Process,
}

/// The driver's process; it ends with us, and its browser with it.
struct Process(Child);

impl Browser {
    pub async fn start(kind: Kind) -> Result<Self, Trouble> {
        let downloads = Downloads::new(folder())?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = start_driver(kind, port)?;
        let capabilities = match kind {
            Kind::Chromium => chromium(&downloads, &[])?,
            Kind::ChromiumWithSoftwareGpu => {
                chromium(&downloads, &["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"])?
            }
            Kind::Firefox => firefox(&downloads)?,
        };
        let driver = connect(port, capabilities).await?;
        driver.set_script_timeout(Duration::from_secs(300)).await?;
        driver.set_window_rect(0, 0, 1400, 1000).await?;
        Ok(Self { kind, driver, downloads, _process: process })
    }

    pub async fn stop(self) -> Result<(), Trouble> {
        Ok(self.driver.quit().await?)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start_driver(kind: Kind, port: u16) -> Result<Process, Trouble> {
    let (program, arguments) = match kind {
        Kind::Chromium | Kind::ChromiumWithSoftwareGpu => ("chromedriver", vec![format!("--port={port}")]),
        Kind::Firefox => ("geckodriver", vec!["--port".to_owned(), port.to_string()]),
    };
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(Process)
        .map_err(|error| Trouble(format!("{program} cannot be started ({error}): run `cargo xtask setup`")))
}

async fn connect(port: u16, capabilities: Capabilities) -> Result<WebDriver, Trouble> {
    let address = format!("http://127.0.0.1:{port}");
    let mut tries = 0;
    loop {
        let is_up = tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok();
        if is_up {
            let session = WebDriver::builder(address, capabilities).request_timeout(Duration::from_secs(320));
            return Ok(session.connect().await?);
        }
        tries += 1;
        if tries == TRIES {
            return Err(Trouble(format!("no driver answers on port {port}")));
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

fn chromium(downloads: &Downloads, flags: &[&str]) -> Result<Capabilities, Trouble> {
    let mut capabilities = DesiredCapabilities::chrome();
    for flag in ["--headless=new", "--disable-dev-shm-usage"].iter().chain(flags) {
        capabilities.add_arg(flag)?;
    }
    if is_root() {
        capabilities.add_arg("--no-sandbox")?;
    }
    let preferences = serde_json::json!({
        "download.default_directory": downloads.folder(),
        "download.prompt_for_download": false,
        "profile.default_content_setting_values.automatic_downloads": 1,
    });
    capabilities.add_experimental_option("prefs", preferences)?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities.into())
}

fn firefox(downloads: &Downloads) -> Result<Capabilities, Trouble> {
    let mut preferences = FirefoxPreferences::new();
    preferences.set("browser.download.dir", downloads.folder())?;
    preferences.set("browser.download.folderList", 2)?;
    // From the second page on, Firefox 140 mixes AVX with older instructions in a way that some processors run at a hundredth of
    // their speed.
    preferences.set("javascript.options.wasm_simd_avx", false)?;
    preferences.set("browser.helperApps.neverAsk.saveToDisk", "text/csv,application/octet-stream")?;
    let mut capabilities = DesiredCapabilities::firefox();
    capabilities.add_arg("-headless")?;
    capabilities.set_preferences(preferences)?;
    Ok(capabilities.into())
}

/// Chromium's sandbox refuses to work for root.
fn is_root() -> bool {
    #[cfg(target_os = "linux")]
    return std::os::linux::fs::MetadataExt::st_uid(&match std::fs::metadata("/proc/self") {
        Ok(process) => process,
        Err(_) => return false,
    }) == 0;
    #[cfg(not(target_os = "linux"))]
    false
}

/// A folder of its own for each browser.
fn folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("emberlab-e2e-{}-{count}", std::process::id()))
}
