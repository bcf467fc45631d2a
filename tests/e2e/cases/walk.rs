//! From every lesson to every other by the menu, and by Back and Forward: in the middle of a run, and after one.

use emberlab::lessons::LESSONS;
use serde_json::json;

use crate::page::{Page, Snapshot};
use crate::report::{Trouble, ensure};

/// What the run on a lesson does when the reader leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    DuringTheRun,
    AfterIt,
}

/// How many lessons further on the ways lead: from each lesson to five others, near and far, on and back.
pub const SOME: [usize; 5] = [1, 5, 7, 11, 17];

/// From every lesson to those that lie so much further on, counted in a ring.
pub async fn everywhere(page: &Page<'_>, strides: &[usize]) -> Result<String, Trouble> {
    walk(page, &tour(LESSONS.len(), strides), Leaving::DuringTheRun).await
}

/// From each lesson to the next and back again.
pub async fn neighbours(page: &Page<'_>) -> Result<String, Trouble> {
    let there = 0..LESSONS.len();
    let ring: Vec<usize> = there.clone().chain(there.rev().skip(1)).collect();
    walk(page, &ring, Leaving::AfterIt).await
}

async fn walk(page: &Page<'_>, way: &[usize], leaving: Leaving) -> Result<String, Trouble> {
    page.open(&address(way[0])).await?;
    arrive(page, LESSONS[way[0]].id).await?;
    for pair in way.windows(2) {
        let (from, to) = (LESSONS[pair[0]].id, LESSONS[pair[1]].id);
        begin(page, leaving).await.map_err(|trouble| Trouble(format!("on {from}: {}", trouble.0)))?;
        page.click(&format!("lesson-link-{to}")).await?;
        arrive(page, to).await.map_err(|trouble| Trouble(format!("from {from} to {to}: {}", trouble.0)))?;
    }
    Ok(format!("{} ways from lesson to lesson", way.len() - 1))
}

/// There and back through the browser's history, from every lesson in the middle of a run.
pub async fn history(page: &Page<'_>) -> Result<String, Trouble> {
    page.open(&address(0)).await?;
    arrive(page, LESSONS[0].id).await?;
    for lesson in &LESSONS[1..] {
        begin(page, Leaving::DuringTheRun).await?;
        page.click(&format!("lesson-link-{}", lesson.id)).await?;
        arrive(page, lesson.id).await?;
    }
    for lesson in LESSONS[..LESSONS.len() - 1].iter().rev() {
        begin(page, Leaving::DuringTheRun).await?;
        page.driver().back().await?;
        arrive(page, lesson.id).await.map_err(|trouble| Trouble(format!("back to {}: {}", lesson.id, trouble.0)))?;
    }
    for lesson in &LESSONS[1..] {
        begin(page, Leaving::DuringTheRun).await?;
        page.driver().forward().await?;
        arrive(page, lesson.id).await.map_err(|trouble| Trouble(format!("on to {}: {}", lesson.id, trouble.0)))?;
    }
    Ok(format!("{} lessons there, back and there again", LESSONS.len()))
}

/// A walk that takes every way between `count` places once: there are as many ways in as out of each, so that one walk takes
/// all (Hierholzer 1873).
fn tour(count: usize, strides: &[usize]) -> Vec<usize> {
    let mut open: Vec<Vec<usize>> =
        (0..count).map(|from| strides.iter().map(|stride| (from + stride) % count).collect()).collect();
    let (mut way, mut tour) = (vec![0], Vec::new());
    while let Some(&here) = way.last() {
        match open[here].pop() {
            Some(next) => way.push(next),
            None => tour.extend(way.pop()),
        }
    }
    tour.reverse();
    tour
}

fn address(lesson: usize) -> String {
    format!("lesson/{}/", LESSONS[lesson].id)
}

async fn begin(page: &Page<'_>, leaving: Leaving) -> Result<(), Trouble> {
    page.click("run").await?;
    let works = |now: &Snapshot| now.is("running") || now.is("compiling") || now.is("done");
    page.until("the run", 60, works).await?;
    if leaving == Leaving::AfterIt {
        page.click("pause").await?;
        page.until("the pause", 60, |now| now.is("paused") || now.is("done")).await?;
    }
    Ok(())
}

/// The lesson's own page, ready to run, and nothing in the console that says otherwise.
async fn arrive(page: &Page<'_>, lesson: &str) -> Result<(), Trouble> {
    let is_there = "return document.querySelector(`[data-testid=\"lesson-link-${arguments[0]}\"]`)
        ?.getAttribute('aria-current') === 'page' && document.querySelector('section.figure')?.childElementCount > 0";
    for _ in 0..600 {
        if page.ask(is_there, json!([lesson])).await? {
            let now = page.until("the lesson to be ready", 120, |now| now.is("ready")).await?;
            return ensure(now.steps() == 0, || format!("it begins at step {}", now.steps()));
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err(Trouble(format!("{lesson} does not come: {:?}", page.now().await?)))
}
