//! Tables of the reader's own: to search, to predict for, and such as cannot be read.

use std::path::{Path, PathBuf};
use std::time::Duration;

use thirtyfour::prelude::*;

use crate::host::Host;
use crate::page::Page;
use crate::report::{Trouble, ensure};

const LESSON: &str = "lesson/automl-titanic/";

/// A table that cannot be searched: its text, and what the page calls the fault.
pub struct Bad {
    pub what: &'static str,
    text: &'static str,
    query: &'static str,
    code: &'static str,
}

pub const BAD: [Bad; 4] = [
    Bad { what: "an empty table", text: "", query: "", code: "table" },
    Bad { what: "a table without the target", text: "a,b\n1,x\n2,y\n", query: "target=c", code: "table" },
    Bad { what: "a table of one class", text: "a,b\n1,x\n2,x\n", query: "", code: "table" },
    Bad { what: "a table with mixed quotes", text: "a,b\n\"1,x\n2,y\n", query: "", code: "table" },
];

/// The winner of a short search predicts for the unlabelled passengers.
pub async fn predict(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    page.open(&format!("{LESSON}?candidates=1&folds=2&pace=100000")).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    page.click("run").await?;
    let end = page.until("the end of the search", 120, |now| now.is("done")).await?;
    page.downloads().clear()?;
    choose(page, "apply-input", &host.path("data/titanic/titanic_unlabelled.csv")).await?;
    let file = page.downloads().wait(".csv").await?;
    let text = std::fs::read_to_string(file)?;
    ensure(text.lines().count() == 263, || format!("{} lines, not 263", text.lines().count()))?;
    let (best, test) = (end.metric("best-accuracy")?, end.metric("test-accuracy")?);
    Ok(format!("262 predictions; best mean of two folds {best:.3}, test rows {test:.3}"))
}

/// A hundred thousand rows with another target; the first 20,000 are searched.
pub async fn large(page: &Page<'_>) -> Result<String, Trouble> {
    let mut text = "number,letter,answer\n".to_owned();
    for row in 0..100_000u32 {
        let letter = ["a", "b", "c"][(row % 3) as usize];
        text += &format!("{},{letter},{}\n", row * 7919 % 1000, if row * 7919 % 1000 > 500 { "yes" } else { "no" });
    }
    let file = written("large.csv", &text)?;
    page.open(&format!("{LESSON}?data=own&candidates=1&folds=2&budget=5&pace=100000")).await?;
    page.until_fault("own-table", 60).await?;
    own(page, &file).await?;
    page.until("the table to be read", 60, |now| now.is("ready")).await?;
    let said = page.text("table").await?;
    ensure(said.contains("20000"), || format!("nothing is said of the rows left out: {said}"))?;
    page.click("step").await?;
    let now = page.until("a fold of 20,000 rows", 120, |now| now.steps() == 1).await?;
    Ok(format!("searched after {} step, and says what is left out", now.steps()))
}

pub async fn refuse(page: &Page<'_>, bad: &Bad) -> Result<String, Trouble> {
    let file = written("bad.csv", bad.text)?;
    page.open(&format!("{LESSON}?data=own&{}", bad.query)).await?;
    page.until_fault("own-table", 60).await?;
    own(page, &file).await?;
    let now = page.until_fault(bad.code, 60).await?;
    let text = now.fault_text.unwrap_or_default();
    ensure(text.trim().split(' ').count() > 5, || format!("no sentence: {text}"))?;
    Ok(format!("“{}”", text.trim_end_matches('×').trim()))
}

/// Hands the page a file for `data=own` and starts anew.
async fn own(page: &Page<'_>, file: &Path) -> Result<(), Trouble> {
    choose(page, "own-input", file).await?;
    for _ in 0..100 {
        if page.text("own-names").await?.contains(".csv") {
            return page.click("reset").await;
        }
        // What is no table at all is refused at once.
        if page.now().await?.fault.is_some() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(Trouble("the file was not read within 10 s".to_owned()))
}

async fn choose(page: &Page<'_>, id: &str, file: &Path) -> Result<(), Trouble> {
    page.until_there(id).await?;
    let input = page.driver().query(By::Css(format!("[data-testid={id}]"))).first().await?;
    Ok(input.send_keys(file.display().to_string()).await?)
}

fn written(name: &str, text: &str) -> Result<PathBuf, Trouble> {
    let file = std::env::temp_dir().join(format!("emberlab-{}-{name}", std::process::id()));
    std::fs::write(&file, text)?;
    Ok(file)
}
