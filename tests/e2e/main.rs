//! The finished site in real browsers, driven as a teacher's script would drive it: by the page's test ids.
//!
//! `cargo test --workspace --test e2e [-- part of a group's name]` needs `dist/`, Chromium, Firefox and their drivers on
//! the PATH (`cargo xtask setup` and `cargo xtask build --release` bring them). Each case prints what it measured.

mod browser;
mod curves;
mod downloads;
mod host;
mod page;
mod report;
mod slow_line;
mod cases {
    pub mod alive;
    pub mod digits;
    pub mod faults;
    pub mod figures;
    pub mod files;
    pub mod gpu;
    pub mod hands;
    pub mod home;
    pub mod kept;
    pub mod languages;
    pub mod learning;
    pub mod lessons;
    pub mod links;
    pub mod map;
    pub mod offline;
    pub mod outside;
    pub mod own;
    pub mod own_files;
    pub mod python;
    pub mod restart;
    pub mod seeds;
    pub mod stage;
    pub mod storage;
    pub mod tables;
    pub mod typing;
    pub mod walk;
    pub mod workers;
    pub mod wrong;
}
#[path = "../made/mod.rs"]
mod made;
#[path = "../prints/mod.rs"]
mod prints;
#[path = "../starter/mod.rs"]
mod starter;

use std::process::ExitCode;

use browser::{Browser, Kind};
use cases::{
    alive, digits, faults, figures, files, gpu, hands, home, kept, languages, learning, lessons, links, map, offline,
    outside, own, own_files, python, restart, seeds, stage, storage, tables, typing, walk, workers, wrong,
};
use emberlab::course::{Manifest, Program};
use emberlab::lessons::LESSONS;
use host::Host;
use page::Page;
use report::{Report, Trouble};

fn main() -> ExitCode {
    let groups: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a machine that can run a browser can start a few threads");
    let report = Report::default();
    runtime.block_on(async {
        let wanted = |group: &str| groups.is_empty() || groups.iter().any(|part| group.contains(part.as_str()));
        // Much of the time of both is spent waiting for pages.
        tokio::join!(
            async {
                if wanted("one") {
                    report.setting(one_browser(&report)).await;
                }
            },
            async {
                if wanted("labs") {
                    report.setting(small_data(&report)).await;
                }
            },
        );
        if wanted("one") {
            report.setting(workers_compared(&report)).await;
        }
        if wanted("stage") {
            report.setting(first_screens(&report)).await;
        }
        // The same is true of these.
        tokio::join!(
            async {
                // All 306 ways take as long as all of this together: only who asks for them by name gets them.
                let is_all = groups.iter().any(|group| group == "all-ways");
                if is_all || wanted("walk") {
                    report.setting(every_way(&report, is_all)).await;
                }
            },
            async {
                if wanted("offline") {
                    report.setting(without_network(&report)).await;
                }
                if wanted("kept") {
                    report.setting(kept_runs(&report)).await;
                }
            },
        );
        // A software adapter spends much of its time compiling on one core.
        tokio::join!(
            async {
                if wanted("real") {
                    report.setting(real_data(&report)).await;
                }
            },
            async {
                if wanted("gpu") {
                    report.setting(software_gpu(&report)).await;
                }
            },
        );
        if wanted("python") {
            report.setting(programs(&report)).await;
        }
        if wanted("two") {
            report.setting(two_browsers(&report)).await;
        }
    });
    report.close()
}

/// What one Chromium shows of the page's manners.
async fn one_browser(report: &Report) -> Result<(), Trouble> {
    let host = Host::start()?;
    let browser = Browser::start(Kind::Chromium).await?;
    let page = Page::new(&browser, &host);
    report.case("links, reload and back work in a sub-folder", links::check(&page, &host)).await;
    report.case("every string is translated", languages::check(&page)).await;
    report.case("a seed fixes the run", seeds::check(&page)).await;
    for fault in &faults::ALL {
        report.case(&format!("fault {}", fault.code), faults::check(&browser, fault)).await;
    }
    report.case("a second finger does not draw", typing::fingers(&page)).await;
    report.case("the reader's own data trains the net", own::check(&page, &host)).await;
    report.case("own images go to their places", own_files::pairs(&page)).await;
    report.case("gzip of several members is read", own_files::members(&page)).await;
    report.case("a folder of pictures trains the net", own_files::pictures(&page)).await;
    report.case("weights are known by their bytes", own_files::weights(&page, &host)).await;
    report.case("other files are called what they are", own_files::refused(&page)).await;
    report.case("huge files are refused", own_files::huge(&page)).await;
    report.case("weights from PyTorch are taken, programs are not", own::weights(&page, &host)).await;
    report.case("weights of any precision begin a run", outside::precisions(&page, &host)).await;
    report.case("weights of another net wait for the reader's word", outside::other_nets(&page, &host)).await;
    report.case("a killed worker is replaced", restart::check(&page)).await;
    report.case("a digit's worker that is killed is replaced", alive::dead_predictor(&page)).await;
    report.case("a long step is shown, and stopped", alive::long_step(&page)).await;
    report.case("code that does not come is waited for", alive::stalled_code(&browser)).await;
    report.case("a cut connection is waited for", alive::cut_connection(&browser)).await;
    report.case("two hundred clicks", alive::impatience(&page)).await;
    report.case("a hidden tab trains", alive::hidden(&page)).await;
    report.case("nothing but the site's own files", async { host.check_policy() }).await;
    browser.stop().await
}

/// The front page, and the first screen of every lesson.
async fn first_screens(report: &Report) -> Result<(), Trouble> {
    let host = Host::start()?;
    let browser = Browser::start(Kind::Chromium).await?;
    let page = Page::new(&browser, &host);
    // While nothing of the site is kept.
    report.case("a slow line brings the stage first", stage::slow(&page, &host)).await;
    report.case("the front page learns, and reads what is drawn", home::check(&page)).await;
    report.case("a drawn digit finds its place", home::places(&page)).await;
    page.inject(stage::SHIFTS).await?;
    for lesson in LESSONS {
        report.case(&format!("the stage of {}", lesson.id), stage::check(&page, lesson)).await;
    }
    report.case("a finger finds what it presses", stage::touch(&page)).await;
    report.case("Tab and Enter run a lesson", stage::keys(&page)).await;
    report.case("nothing but the site's own files", async { host.check_policy() }).await;
    browser.stop().await
}

/// Where nothing else wants a core.
async fn workers_compared(report: &Report) -> Result<(), Trouble> {
    let host = Host::start()?;
    let browser = Browser::start(Kind::Chromium).await?;
    report.case("one worker and two", workers::measure(&Page::new(&browser, &host))).await;
    browser.stop().await
}

/// From every lesson to others, or to all, in two browsers beside each other.
async fn every_way(report: &Report, is_all: bool) -> Result<(), Trouble> {
    let strides: Vec<usize> = if is_all { (1..LESSONS.len()).collect() } else { walk::SOME.to_vec() };
    let host = Host::start()?;
    let (chromium, firefox) = tokio::join!(Browser::start(Kind::Chromium), Browser::start(Kind::Firefox));
    let (chromium, firefox) = (chromium?, firefox?);
    let (left, right) = (Page::new(&chromium, &host), Page::new(&firefox, &host));
    tokio::join!(
        report.case("from lesson to lesson during a run, in Chromium", walk::everywhere(&left, &strides)),
        report.case("from lesson to lesson after a run, in Firefox", walk::neighbours(&right)),
    );
    report.case("back and forward through all lessons", walk::history(&left)).await;
    chromium.stop().await?;
    firefox.stop().await
}

/// No network, another build, files that are gone: each case has a host of its own.
async fn without_network(report: &Report) -> Result<(), Trouble> {
    for kind in [Kind::Chromium, Kind::Firefox] {
        let browser = Browser::start(kind).await?;
        report.case(&format!("a second visit without network in {kind:?}"), offline::second_visit(&browser)).await;
        report.case(&format!("a new build in {kind:?}"), offline::new_build(&browser)).await;
        report.case(&format!("the page's code is missing in {kind:?}"), offline::missing_page(&browser)).await;
        if kind == Kind::Chromium {
            report.case("a figure's code is missing", offline::missing_part(&browser)).await;
        }
        browser.stop().await?;
    }
    Ok(())
}

/// The lessons on small data: each one, what it reaches, what hands do to it, and bad input.
async fn small_data(report: &Report) -> Result<(), Trouble> {
    let host = Host::start()?;
    let browser = Browser::start(Kind::Chromium).await?;
    let page = Page::new(&browser, &host);
    for lesson in LESSONS.iter().filter(|lesson| matches!(lesson.program, Program::Lab)) {
        report.case(&format!("lesson {}", lesson.id), lessons::check(&page, lesson)).await;
    }
    for figure in &figures::FIGURES {
        report.case(&format!("figures of {} {}", figure.lesson, figure.query), figures::check(&page, figure)).await;
    }
    report.case("wider nets fit better", figures::widths(&page)).await;
    report.case("SGD is the slowest", figures::race(&page)).await;
    report.case("a program is differentiated", hands::autograd(&page)).await;
    report.case("a tensor is sliced", hands::tensors(&page)).await;
    report.case("points are placed by hand", hands::points(&page)).await;
    report.case("a weight is set by hand", hands::weights(&page)).await;
    report.case("a cloud of points turns", hands::cloud(&page)).await;
    report.case("an animation is recorded", hands::recording(&page)).await;
    report.case("very many points are zoomed and caught", map::check(&page)).await;
    report.case("guesses, experiments, comparison", hands::trying(&page)).await;
    report.case("numbers are typed in many ways", typing::numbers(&page)).await;
    report.case("a run that diverges says where", typing::divergence(&page)).await;
    report.case("live text is not for translation", typing::translation(&page)).await;
    for wrong in &wrong::ALL {
        report.case(&format!("{} is explained", wrong.what), wrong::check(&page, wrong)).await;
    }
    report.case("nothing but the site's own files", async { host.check_policy() }).await;
    browser.stop().await
}

/// Kept runs in both browsers: what is never lost, and what is said where nothing can be kept.
async fn kept_runs(report: &Report) -> Result<(), Trouble> {
    for kind in [Kind::Chromium, Kind::Firefox] {
        let browser = Browser::start(kind).await?;
        report.case(&format!("two tabs never write one run, {kind:?}"), kept::two_tabs(&browser)).await;
        report.case(&format!("a link beside an offer, {kind:?}"), kept::link_beside_offer(&browser)).await;
        report.case(&format!("reload, back and another lesson, {kind:?}"), kept::ways_out(&browser)).await;
        report.case(&format!("names, files and five runs, {kind:?}"), kept::shelf(&browser)).await;
        report.case(&format!("own data is kept, {kind:?}"), kept::own_data(&browser)).await;
        report.case(&format!("databases of other versions, {kind:?}"), storage::other_versions(&browser)).await;
        report.case(&format!("a run of the first version, {kind:?}"), storage::first_version(&browser)).await;
        if kind == Kind::Chromium {
            report.case("a full disk", storage::full(&browser)).await;
            // The last one, because its browser stays changed.
            report.case("a browser that keeps nothing", storage::refused(&browser)).await;
        }
        browser.stop().await?;
    }
    Ok(())
}

/// The lessons on real data in both browsers, and tables of the reader's own.
async fn real_data(report: &Report) -> Result<(), Trouble> {
    let host = Host::start()?;
    let (chromium, firefox) = tokio::join!(Browser::start(Kind::Chromium), Browser::start(Kind::Firefox));
    let (chromium, firefox) = (chromium?, firefox?);
    let (left, right) = (Page::new(&chromium, &host), Page::new(&firefox, &host));
    let is_here = |lesson: &&&Manifest| !matches!(lesson.program, Program::Lab) && lesson.id != "cnn-mnist";
    for lesson in LESSONS.iter().filter(is_here) {
        let names = ["Chromium", "Firefox"].map(|browser| format!("lesson {} in {browser}", lesson.id));
        tokio::join!(
            report.case(&names[0], lessons::check(&left, lesson)),
            report.case(&names[1], lessons::check(&right, lesson)),
        );
    }
    for figure in &figures::REAL {
        let name = format!("figures of {} {}", figure.lesson, figure.query);
        match host.missing_data() {
            Some(missing) => report.skip(&name, &missing),
            None => drop(report.case(&name, figures::check(&left, figure)).await),
        }
    }
    if let Some(missing) = host.missing_data() {
        report.skip("several workers", &missing);
    } else {
        report.case("several workers in Chromium", workers::check(&left)).await;
        report.case("several workers in Firefox", workers::check(&right)).await;
        report.case("workers that nobody asked for", workers::unasked(&left)).await;
    }
    report.case("photographs of the reader's own", own::photographs(&left, &host)).await;
    report.case("the winner predicts", tables::predict(&left, &host)).await;
    report.case("a number is predicted", tables::number(&left)).await;
    report.case("a pause within a long step", tables::pause(&left)).await;
    report.case("a hundred thousand rows", tables::large(&left)).await;
    for dialect in &tables::DIALECTS {
        report.case(&format!("a table with {} is read", dialect.what), tables::read(&left, dialect)).await;
    }
    report.case("the class is chosen from the file's columns", tables::choose_class(&left)).await;
    report.case("Chinese predictions open in a spreadsheet", tables::chinese(&left)).await;
    for bad in &tables::BAD {
        report.case(&format!("{} is explained", bad.what), tables::refuse(&left, bad)).await;
    }
    report.case("nothing but the site's own files", async { host.check_policy() }).await;
    chromium.stop().await?;
    firefox.stop().await
}

/// Programs of Python's in both browsers: the course's notebooks, what goes wrong, and what no program may reach.
async fn programs(report: &Report) -> Result<(), Trouble> {
    let host = Host::start()?;
    let (chromium, firefox) = tokio::join!(Browser::start(Kind::Chromium), Browser::start(Kind::Firefox));
    let (chromium, firefox) = (chromium?, firefox?);
    let (left, right) = (Page::new(&chromium, &host), Page::new(&firefox, &host));
    report.case("no Python before the first run", python::lazy(&left, &host)).await;
    report.case("a lesson's program runs in PyTorch's words", python::lesson(&left)).await;
    report.case("a lesson and its program go together", python::beside(&left)).await;
    for page in [&left, &right] {
        let browser = page.kind();
        report.case(&format!("an endless loop is stopped, {browser:?}"), python::stop(page, &host)).await;
        report.case(&format!("mistakes end in a sentence, {browser:?}"), python::mistakes(page, &host)).await;
        report.case(&format!("no program leaves the page, {browser:?}"), python::locked(page, &host)).await;
        report.case(&format!("files that are no notebooks, {browser:?}"), python::files(page, &host)).await;
        report.case(&format!("a notebook is kept, {browser:?}"), python::kept(page, &host)).await;
    }
    for id in &python::ids(&host)? {
        let names = ["Chromium", "Firefox"].map(|browser| format!("notebook {id} in {browser}"));
        tokio::join!(
            report.case(&names[0], python::notebook(&left, id)),
            report.case(&names[1], python::notebook(&right, id)),
        );
    }
    report.case("nothing but the site's own files", async { host.check_policy() }).await;
    chromium.stop().await?;
    firefox.stop().await
}

/// WebGPU on a software adapter follows the CPU.
async fn software_gpu(report: &Report) -> Result<(), Trouble> {
    let host = Host::start()?;
    let browser = Browser::start(Kind::ChromiumWithSoftwareGpu).await?;
    let page = Page::new(&browser, &host);
    for case in &gpu::ALL {
        report.case(&format!("the GPU's losses follow the CPU's on {}", case.lesson), gpu::check(&page, case)).await;
    }
    report.case("nothing but the site's own files", async { host.check_policy() }).await;
    browser.stop().await
}

/// The same run in Chromium and Firefox at the same time, and what only a trained net can show.
async fn two_browsers(report: &Report) -> Result<(), Trouble> {
    let host = Host::start()?;
    let (chromium, firefox) = tokio::join!(Browser::start(Kind::Chromium), Browser::start(Kind::Firefox));
    let (chromium, firefox) = (chromium?, firefox?);
    let (left, right) = (Page::new(&chromium, &host), Page::new(&firefox, &host));
    if let Some(missing) = host.missing_data() {
        report.skip("it learns", &missing);
    } else {
        let (left_run, right_run) = tokio::join!(
            report.case("it learns in Chromium", learning::check(&left)),
            report.case("it learns in Firefox", learning::check(&right)),
        );
        if let (Some(left_run), Some(right_run)) = (left_run, right_run) {
            report.case("both browsers compute the same", learning::compare(&left_run, &right_run)).await;
            report.case("it reads drawn digits", digits::replay(&left)).await;
            report.case("it reads a 7 drawn with the pen", digits::draw_seven(&left)).await;
        }
    }
    report.case("a run saved in one browser goes on in the other", files::check(&left, &right)).await;
    report.case("nothing but the site's own files", async { host.check_policy() }).await;
    chromium.stop().await?;
    firefox.stop().await
}
