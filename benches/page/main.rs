//! The page's speed in headless Chromium, as ratios within one run. `cargo xtask bench` builds the site, then runs this.

#[allow(dead_code)]
#[path = "../../tests/e2e/browser.rs"]
mod browser;
mod clock;
#[allow(dead_code)]
#[path = "../../tests/e2e/curves.rs"]
mod curves;
#[allow(dead_code)]
#[path = "../../tests/e2e/downloads.rs"]
mod downloads;
mod elsewhere;
mod engine;
mod first;
#[allow(dead_code)]
#[path = "../../tests/e2e/host.rs"]
mod host;
#[allow(dead_code)]
#[path = "../../tests/e2e/page.rs"]
mod page;
mod peers;
mod pictures;
mod points;
#[path = "../../tests/prints/mod.rs"]
mod prints;
mod python;
mod ratio;
#[allow(dead_code)]
#[path = "../../tests/e2e/report.rs"]
mod report;
#[allow(dead_code)]
#[path = "../../tests/e2e/slow_line.rs"]
mod slow_line;
mod smooth;
#[allow(dead_code)]
#[path = "../../tests/starter/mod.rs"]
mod starter;
#[allow(dead_code)]
#[path = "../../tests/e2e/cases/workers.rs"]
mod workers;

use std::process::ExitCode;

use browser::{Browser, Kind};
use host::Host;
use page::{LESSON, Page};
use report::{Report, Trouble};
use serde_json::json;
use workers::Measured;

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    // Files are notebooks to compare, and nothing else is measured then.
    let (files, asked): (Vec<String>, Vec<String>) = asked.into_iter().partition(|word| word.ends_with(".ipynb"));
    let wanted =
        |name: &str| asked.is_empty() && files.is_empty() || asked.iter().any(|part| name.contains(part.as_str()));
    let asked_by_name = |name: &str| asked.iter().any(|part| part == name);
    let runtime = tokio::runtime::Runtime::new().expect("a machine that can run a browser can start a few threads");
    let report = Report::default();
    runtime.block_on(async {
        report.setting(on_the_cpu(&report, &wanted, &asked_by_name)).await;
        report.setting(in_python(&report, &wanted, &files)).await;
        if wanted("gpu") {
            report.setting(on_a_software_gpu(&report)).await;
        }
        // What they need is fetched only where somebody asks.
        if asked_by_name("peers") {
            for pair in &peers::MATCHES {
                report.case(pair.name, pair.play()).await;
            }
        }
    });
    report.close()
}

async fn on_the_cpu(
    report: &Report,
    wanted: &impl Fn(&str) -> bool,
    asked_by_name: &impl Fn(&str) -> bool,
) -> Result<(), Trouble> {
    let host = Host::start()?;
    let browser = Browser::start(Kind::Chromium).await?;
    let page = Page::new(&browser, &host);
    if wanted("first") {
        for visit in &first::VISITS {
            report.case(visit.name, first::measure(&page, &host, visit)).await;
        }
    }
    if wanted("step") {
        report.case("step beside a bare burn loop, CPU", ratio::measure(&page, "cpu", 40, 5)).await;
        report.case("step by the wall clock", clock::measure(&page)).await;
    }
    if wanted("smooth") {
        report.case("long tasks while training", smooth::measure(&page)).await;
        report.case("long tasks and frames of each lesson", smooth::lessons(&page)).await;
    }
    if wanted("points") {
        report.case("t-SNE of many images", points::measure(&page)).await;
    }
    if wanted("workers") {
        report.case("two workers beside one", two_workers(&page)).await;
    }
    if wanted("digit") {
        report.case("digit to bars", digit_latency(&page)).await;
    }
    // They are committed: made anew only where somebody asks.
    if asked_by_name("pictures") {
        report.case("pictures", pictures::take(&page)).await;
    }
    if wanted("memory") {
        report.case("memory over 5,000 steps", memory(&page)).await;
    }
    browser.stop().await
}

async fn in_python(report: &Report, wanted: &impl Fn(&str) -> bool, files: &[String]) -> Result<(), Trouble> {
    let host = Host::start()?;
    let browser = Browser::start(Kind::Chromium).await?;
    let page = Page::new(&browser, &host);
    if wanted("python") {
        report.case("first output of Python", python::first_output(&page)).await;
        for pair in &python::PAIRS {
            report.case(pair.name, python::steps(&page, &host, pair)).await;
        }
        report.case("small operations from Python", python::operations(&page, &host)).await;
        report.case("a thousand prints a second", python::prints(&page, &host)).await;
    }
    for file in files {
        report.case(file, elsewhere::compare(&page, &host, file)).await;
    }
    browser.stop().await
}

async fn on_a_software_gpu(report: &Report) -> Result<(), Trouble> {
    let host = Host::start()?;
    let browser = Browser::start(Kind::ChromiumWithSoftwareGpu).await?;
    let page = Page::new(&browser, &host);
    report
        .case("step beside a bare burn loop, WebGPU on a software adapter", ratio::measure(&page, "gpu", 10, 2))
        .await;
    browser.stop().await
}

/// How often the page is asked to measure: how fast a core is differs from minute to minute where others share the machine.
const MEASUREMENTS: usize = 9;
/// Workers who get on like one alone, to a few hundredths, have a core each.
const WHOLE_CORES: f64 = 0.97;

async fn two_workers(page: &Page<'_>) -> Result<String, Trouble> {
    let mut found = Vec::new();
    for _ in 0..MEASUREMENTS {
        found.push(workers::measured(page).await?);
    }
    let each: Vec<String> = found.iter().map(Measured::to_string).collect();
    let (whole, _): (Vec<&Measured>, Vec<_>) = found.iter().partition(|measured| measured.pace >= WHOLE_CORES);
    let on_whole_cores = match &whole[..] {
        [] => "none on two whole cores".to_owned(),
        whole => format!("of the {} on two whole cores {:.2}", whole.len(), middle(whole)),
    };
    Ok(format!("{}: median {:.2}, {on_whole_cores}", each.join(", "), middle(&found.iter().collect::<Vec<_>>())))
}

fn middle(found: &[&Measured]) -> f64 {
    median(found.iter().map(|measured| measured.speed_up()).collect())
}

/// Shows the same digit again and again while the net trains, and waits each time for the bars.
const DIGITS: &str = r#"
    const done = arguments[arguments.length - 1];
    const pad = document.querySelector('[data-testid="digit-pad"]');
    const prediction = document.querySelector('[data-testid="prediction"]');
    // A stroke upright or lying: the bars differ each time, even when the net is sure of both.
    const pixels = turn => Array.from({ length: 784 }, (_, place) => {
        const [x, y] = [place % 28, Math.floor(place / 28)];
        const [across, along] = turn % 2 === 0 ? [x, y] : [y, x];
        return Math.abs(across - 14) < 2 && along > 4 && along < 24 ? 255 : 0;
    });
    const times = [];
    let began = 0;
    const show = () => {
        began = performance.now();
        pad.dispatchEvent(new CustomEvent('emberlab-pixels', { detail: pixels(times.length) }));
    };
    const observer = new MutationObserver(() => {
        if (began === 0) return;
        times.push(performance.now() - began);
        began = 0;
        if (times.length === 60) { observer.disconnect(); done(times); } else setTimeout(show, 100);
    });
    observer.observe(prediction, { attributes: true, childList: true, characterData: true, subtree: true });
    show();
"#;

async fn digit_latency(page: &Page<'_>) -> Result<String, Trouble> {
    page.open(&format!("{LESSON}?backend=cpu&eval=0&epochs=5&run=1")).await?;
    page.until("training", 60, |now| now.steps() > 5).await?;
    let mut times: Vec<f64> = page.ask_later(DIGITS, json!([])).await?;
    // The predictor starts with the first digit.
    times.remove(0);
    let worst = times.iter().copied().fold(0.0, f64::max);
    let middle = median(times);
    Ok(format!("median {middle:.1} ms, worst {worst:.1} ms while training (two frames are 33 ms)"))
}

async fn memory(page: &Page<'_>) -> Result<String, Trouble> {
    page.open(&format!("{LESSON}?backend=cpu&batch=10&eval=500&epochs=10&limit=6000&run=1")).await?;
    let mut lines = Vec::new();
    for step in [500, 2500, 5000] {
        page.until("more steps", 600, |now| now.steps() >= step).await?;
        let engine: Option<String> = page.attribute("examples-per-second", "data-memory-mib").await?;
        let heap: f64 = page.ask("return performance.memory.usedJSHeapSize / 1048576", json!([])).await?;
        lines.push(format!("step {step}: engine {} MiB, page's heap {heap:.0} MiB", engine.unwrap_or_default()));
    }
    Ok(lines.join("; "))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
