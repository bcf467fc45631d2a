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
    Bad { what: "a table of one class", text: "a,b\n1,x\n2,x\n", query: "target=b", code: "table" },
    Bad { what: "a table with mixed quotes", text: "a,b\n\"1,x\n2,y\n", query: "", code: "table" },
];

/// A table as programs write it: how, its bytes, the class by default, and words of the notes about it.
pub struct Dialect {
    pub what: &'static str,
    bytes: fn() -> Vec<u8>,
    target: &'static str,
    note: &'static str,
}

pub const DIALECTS: [Dialect; 8] = [
    Dialect { what: "the class first", bytes: || rows("kind,x,y\n", "{k},{a},{b}\n"), target: "kind", note: "" },
    Dialect {
        what: "a comma at each end",
        bytes: || rows("x,y,kind,\n", "{a},{b},{k},\n"),
        target: "kind",
        note: "column 4 is empty",
    },
    Dialect {
        what: "a heading with one cell more",
        bytes: || rows("\"x\",\"y\",\"kind\",\n", "{a},{b},{k}\n"),
        target: "kind",
        note: "one more cell than",
    },
    Dialect {
        what: "decimal commas of Excel",
        bytes: || {
            let text = String::from_utf8_lossy(&rows("x;y;kind\r\n", "{a};{b};{k}\r\n")).replace('.', ",");
            format!("\u{feff}{text}").into_bytes()
        },
        target: "kind",
        note: "decimal comma",
    },
    Dialect {
        what: "signs inside quotes",
        bytes: || rows("\"Weight, in g\";y;kind\n", "{a};{b};{k}\n"),
        target: "kind",
        note: "",
    },
    Dialect {
        what: "a line that names the separator",
        bytes: || rows("sep=;\r\nx;y;kind\r\n", "{a};{b};{k}\r\n"),
        target: "kind",
        note: "",
    },
    Dialect { what: "no names", bytes: || rows("", "{a},{b},{k}\n"), target: "column 3", note: "given names" },
    Dialect {
        what: "UTF-16",
        bytes: || {
            let text = String::from_utf8_lossy(&rows("x\ty\t类别\n", "{a}\t{b}\t{k}\n")).into_owned();
            [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        },
        target: "类别",
        note: "utf-16le",
    },
];

/// Eighty rows behind a heading: two measures `{a}` and `{b}`, and the kind `{k}` that they tell.
fn rows(heading: &str, row: &str) -> Vec<u8> {
    let one = |at: u32| {
        let (kind, wobble) = (at % 2, f64::from(at * 7919 % 97) / 100.0);
        let first = format!("{:.2}", 5.0 + 1.2 * f64::from(kind) + wobble);
        let second = format!("{:.2}", 3.0 - f64::from(kind) + wobble / 2.0);
        row.replace("{a}", &first).replace("{b}", &second).replace("{k}", ["x", "y"][kind as usize])
    };
    [heading.to_owned(), (0..80).map(one).collect()].concat().into_bytes()
}

/// Shows the file's own columns at once, takes the right one for the class, and learns it.
pub async fn read(page: &Page<'_>, dialect: &Dialect) -> Result<String, Trouble> {
    let file = written("dialect.csv", &(dialect.bytes)())?;
    page.open(&format!("{LESSON}?data=own&candidates=1&folds=2&pace=100000")).await?;
    page.until_fault("own-table", 60).await?;
    choose(page, "own-input", &file).await?;
    page.until_text("table", dialect.target).await?;
    ensure(chosen(page).await? == dialect.target, || format!("the class is not {}", dialect.target))?;
    page.click("reset").await?;
    page.until("the table to be read", 60, |now| now.is("ready")).await?;
    page.until_text("table-notes", dialect.note).await?;
    page.click("run").await?;
    let end = page.until("the end of the search", 120, |now| now.is("done")).await?;
    let accuracy = end.metric("test-accuracy")?;
    ensure(accuracy >= 0.9, || format!("test accuracy {accuracy}"))?;
    Ok(format!("{} is the class; test accuracy {accuracy:.3}", dialect.target))
}

/// Where what was asked for cannot be the class, another column is chosen from the file's own.
pub async fn choose_class(page: &Page<'_>) -> Result<String, Trouble> {
    let file = written("choose.csv", &rows("kind,x,y,id\n", "{k},{a},{b},1\n"))?;
    page.open(&format!("{LESSON}?data=own&target=id&candidates=1&folds=2&pace=100000")).await?;
    page.until_fault("own-table", 60).await?;
    own(page, &file).await?;
    page.until_fault("table", 60).await?;
    page.until_text("table", "kind").await?;
    page.fill("target", "kind").await?;
    page.click("run").await?;
    let end = page.until("the end of the search", 120, |now| now.is("done")).await?;
    let accuracy = end.metric("test-accuracy")?;
    ensure(accuracy >= 0.9, || format!("test accuracy {accuracy}"))?;
    Ok(format!("chosen after a fault; test accuracy {accuracy:.3}"))
}

/// Chinese names and classes come back in a file that spreadsheets read as UTF-8.
pub async fn chinese(page: &Page<'_>) -> Result<String, Trouble> {
    let (train, new) = (rows("年龄,高度,种类\n", "{a},{b},种{k}\n"), rows("年龄,高度\n", "{a},{b}\n"));
    let (train, new) = (written("chinese.csv", &train)?, written("chinese-new.csv", &new)?);
    page.open(&format!("{LESSON}?data=own&candidates=1&folds=2&pace=100000")).await?;
    page.until_fault("own-table", 60).await?;
    own(page, &train).await?;
    page.until("the table to be read", 60, |now| now.is("ready")).await?;
    page.click("run").await?;
    page.until("the end of the search", 120, |now| now.is("done")).await?;
    page.downloads().clear()?;
    choose(page, "apply-input", &new).await?;
    let bytes = std::fs::read(page.downloads().wait(".csv").await?)?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").map(String::from_utf8_lossy);
    let text = text.ok_or_else(|| Trouble("the predictions do not begin with EF BB BF".to_owned()))?;
    ensure(text.starts_with("row,种类,probability"), || format!("not the heading: {text}"))?;
    ensure(text.lines().count() == 81, || format!("{} lines, not 81", text.lines().count()))?;
    Ok("80 predictions behind EF BB BF".to_owned())
}

/// The column that the page would predict.
async fn chosen(page: &Page<'_>) -> Result<String, Trouble> {
    page.ask("return document.querySelector('[data-testid=target]').value", serde_json::json!([])).await
}

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

    // What is no table is called what it is, and changes nothing.
    choose(page, "apply-input", &written("rows.csv", b"\x89PNG\r\n\x1a\n")?).await?;
    let refused = page.until_fault("wrong-kind", 30).await?;
    ensure(refused.is("done"), || format!("{refused:?}"))?;
    let (best, test) = (end.metric("best-accuracy")?, end.metric("test-accuracy")?);
    Ok(format!("262 predictions; best mean of two folds {best:.3}, test rows {test:.3}"))
}

/// A column of many numbers is predicted as a number, with its own figures.
pub async fn number(page: &Page<'_>) -> Result<String, Trouble> {
    page.open(&format!("{LESSON}?target=fare&candidates=1&folds=2&pace=100000")).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    page.click("run").await?;
    let end = page.until("the end of the search", 120, |now| now.is("done")).await?;
    let (best, test, rmse) = (end.metric("best-r2")?, end.metric("test-r2")?, end.metric("test-rmse")?);
    ensure(best > 0.2 && test < 1.0 && rmse > 0.0, || format!("R2 {best:.3}, test {test:.3}, RMSE {rmse:.1}"))?;
    page.until_text("test-summary", "R²").await?;
    page.until_there("chart-pairs").await?;
    page.until_text("importance", "20").await?;
    Ok(format!("R2 {best:.3} over two folds, {test:.3} on the test rows, off by {rmse:.1}"))
}

/// Pause is answered in the middle of a long step, and the run goes on from there.
pub async fn pause(page: &Page<'_>) -> Result<String, Trouble> {
    let names: Vec<String> = (0..50).map(|column| format!("c{column}")).collect();
    let mut text = format!("{}\n", names.join(","));
    for row in 0..20_000u64 {
        let cell = |column: u64| ((row + 1) * (column + 7) * 7919 % 10_007).to_string();
        let cells: Vec<String> = (0..49).map(cell).collect();
        text += &format!("{},{}\n", cells.join(","), ["low", "high"][(row * 7919 % 3 / 2) as usize]);
    }
    let file = written("wide.csv", text.as_bytes())?;
    page.open(&format!("{LESSON}?data=own&candidates=1&folds=2&budget=5&pace=100000")).await?;
    page.until_fault("own-table", 60).await?;
    own(page, &file).await?;
    page.until("the table to be read", 120, |now| now.is("ready")).await?;
    page.click("run").await?;
    page.until("the search to run", 30, |now| now.is("running")).await?;
    page.click("pause").await?;
    let paused = page.until("the pause", 30, |now| now.is("paused")).await?;
    page.click("step").await?;
    let next = paused.steps() + 1;
    page.until("the step to be finished", 300, |now| now.steps() == next && now.is("paused")).await?;
    Ok(format!("paused after {} steps, went on to step {next}", paused.steps()))
}

/// A hundred thousand rows with another target; 20,000 of them are searched.
pub async fn large(page: &Page<'_>) -> Result<String, Trouble> {
    let mut text = "number,letter,answer\n".to_owned();
    for row in 0..100_000u32 {
        let letter = ["a", "b", "c"][(row % 3) as usize];
        text += &format!("{},{letter},{}\n", row * 7919 % 1000, if row * 7919 % 1000 > 500 { "yes" } else { "no" });
    }
    let file = written("large.csv", text.as_bytes())?;
    page.open(&format!("{LESSON}?data=own&candidates=1&folds=2&budget=5&pace=100000")).await?;
    page.until_fault("own-table", 60).await?;
    own(page, &file).await?;
    page.until("the table to be read", 60, |now| now.is("ready")).await?;
    let said = page.text("table").await?;
    ensure(said.contains("20,000 of 100,000"), || format!("nothing is said of the rows left out: {said}"))?;
    page.click("step").await?;
    let now = page.until("a fold of 20,000 rows", 120, |now| now.steps() == 1).await?;
    Ok(format!("searched after {} step, and says what is left out", now.steps()))
}

pub async fn refuse(page: &Page<'_>, bad: &Bad) -> Result<String, Trouble> {
    let file = written("bad.csv", bad.text.as_bytes())?;
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

fn written(name: &str, bytes: &[u8]) -> Result<PathBuf, Trouble> {
    let file = std::env::temp_dir().join(format!("emberlab-{}-{name}", std::process::id()));
    std::fs::write(&file, bytes)?;
    Ok(file)
}
