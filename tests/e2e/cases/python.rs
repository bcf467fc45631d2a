//! Programs of Python's: the course's notebooks print what PyTorch prints, a loop is stopped, mistakes end in a sentence, nothing
//! leaves the page, and what was written is kept.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::host::Host;
use crate::page::Page;
use crate::prints::difference;
use crate::report::{Trouble, ensure};

const FOLDER: &str = "notebook/en";
/// Where a test's own program stands on the host.
const PROGRAM: &str = "notebook/en/test.py";

/// What the site's own list of notebooks names.
pub fn ids(host: &Host) -> Result<Vec<String>, Trouble> {
    let list: Vec<serde_json::Value> = serde_json::from_slice(&host.read("notebook/en.json")?)
        .map_err(|error| Trouble(format!("notebook/en.json: {error}")))?;
    let id = |entry: &serde_json::Value| {
        Some(entry["file"].as_str()?.rsplit('/').next()?.strip_suffix(".ipynb")?.to_owned())
    };
    let ids: Vec<String> = list.iter().filter_map(id).collect();
    ensure(ids.len() >= 10, || format!("the list of notebooks holds {ids:?}"))?;
    Ok(ids)
}

/// All cells of a notebook of the course, and what real PyTorch printed for it (the `.txt` beside it).
pub async fn notebook(page: &Page<'_>, id: &str) -> Result<String, Trouble> {
    open(page, &format!("{FOLDER}/{id}.ipynb")).await?;
    let start = Instant::now();
    page.click("notebook-run-all").await?;
    until_state(page, &["done", "failed"], 240).await?;
    let printed: String = page.ask(PRINTED, json!([])).await?;
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/notebooks").join(format!("{id}.txt"));
    if let Some(difference) = difference(&std::fs::read_to_string(expected)?, &printed) {
        return Err(Trouble(format!("{id}: {difference}")));
    }
    let figures: usize =
        page.ask("return document.querySelectorAll('[data-testid$=\"-figure\"]').length", json!([])).await?;
    ensure(figures > 0, || "no figure is shown".to_owned())?;
    Ok(format!(
        "{} lines as PyTorch has them, {figures} figures, in {:.0} s",
        printed.lines().count(),
        start.elapsed().as_secs_f64()
    ))
}

/// What all cells printed, and their values, a line each.
const PRINTED: &str = r#"
    const parts = [...document.querySelectorAll('.notebook-cell .outputs pre')].map(part => part.textContent);
    return parts.map(part => part.endsWith("\n") ? part : part + "\n").join("");
"#;

/// A lesson and the notebook page fetch nothing of Python; its first run does.
pub async fn lazy(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    let asked = || host.count_asked(|path| path.contains("python-") && !path.ends_with(".css"));
    page.open("lesson/linear-regression/").await?;
    page.until_there("program-run").await?;
    page.open("notebook/").await?;
    page.until_there("notebook-run-all").await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before = asked();
    ensure(before == 0, || format!("{before} files of Python are fetched before anything runs"))?;
    run(page, host, "print(1 + 1)").await?;
    page.until_text("cell-1-text", "2").await?;
    let with_it = asked();
    ensure(with_it > 5, || "Python runs without its files".to_owned())?;
    Ok(format!("{with_it} files with the first run"))
}

/// The program beside the figure.
pub async fn lesson(page: &Page<'_>) -> Result<String, Trouble> {
    page.open("lesson/linear-regression/").await?;
    page.until_there("program-run").await?;
    page.click("program-run").await?;
    until_state(page, &["done", "failed"], 60).await?;
    let text = page.text("program-text").await?;
    // As PyTorch 1.13 prints it for this seed.
    let is_right = text.contains("by hand: epoch 3, loss 0.000104") && text.contains("layers: epoch 3, loss 0.000104");
    ensure(is_right, || format!("the program prints {text}"))?;
    Ok(text.lines().last().unwrap_or_default().to_owned())
}

/// The lesson's settings are its program's, both draw their losses into one chart, and program and weights open as a notebook.
pub async fn beside(page: &Page<'_>) -> Result<String, Trouble> {
    page.open("lesson/xor/?seed=5&hidden=16&epochs=1&lr=0.2&pace=100000&backend=cpu").await?;
    page.until_there("program-source").await?;
    let source: String =
        page.ask("return document.querySelector('[data-testid=\"program-source\"]').value", json!([])).await?;
    ensure(source.contains("\nseed, hidden, learning_rate, batch_size, epochs = 5, 16, 0.2, 32, 1\n"), || source)?;
    page.click("run").await?;
    page.until("the lesson's run", 120, |now| now.is("done")).await?;
    page.click("program-run").await?;
    until_state(page, &["done", "failed"], 120).await?;
    let labels: Vec<String> = page.ask(LEGEND, json!([])).await?;
    ensure(labels.iter().filter(|label| label.starts_with("PyTorch ")).count() == 2, || format!("{labels:?}"))?;
    page.click("program-open").await?;
    if let Err(trouble) = page.until_there("cell-5-source").await {
        let seen: String = page.ask("return document.querySelector('main').innerText", json!([])).await?;
        return Err(Trouble(format!("{trouble}: {seen}")));
    }
    page.click("notebook-run-all").await?;
    until_state(page, &["done", "failed"], 120).await?;
    page.until_text("cell-4-text", "mlp.layers.0.weight [16, 3]").await?;
    page.until_text("cell-5-text", "the trained weights are in mlp").await?;
    Ok(format!("{} curves, and a notebook with the weights", labels.len()))
}

const LEGEND: &str =
    "return [...document.querySelectorAll('[data-testid=\"chart-loss\"] .chart-curve')].map(b => b.textContent.trim())";

/// The loop ends as by Ctrl-C, and the variables are still there; where the browser cannot suspend Python, they are gone.
pub async fn stop(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    begin(page, host, "n = 0\nwhile True:\n    n += 1\n# %%\nprint(\"turns:\", n > 1000)").await?;
    page.click("notebook-run-all").await?;
    until_state(page, &["running"], 60).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let script = "
        const [done] = arguments, start = performance.now();
        document.querySelector('[data-testid=\"notebook-stop\"]').click();
        const status = document.querySelector('[data-testid=\"notebook-status\"]');
        const look = () => status.dataset.state === 'running' ? setTimeout(look, 5) : done(performance.now() - start);
        look();
    ";
    let millis: f64 = page.ask_later(script, json!([])).await?;
    until_state(page, &["stopped"], 10).await?;
    let is_stopped = page.attribute("cell-1", "data-state").await?;
    ensure(is_stopped.as_deref() == Some("stopped"), || format!("the cell is {is_stopped:?}"))?;
    page.ask::<()>("document.querySelectorAll('.notebook-cell')[1].querySelector('.cell-button').click()", json!([]))
        .await?;
    if !page.ask::<bool>("return 'Suspending' in WebAssembly", json!([])).await? {
        page.until_there("cell-2-mistake").await?;
        let kind = page.attribute("cell-2-mistake", "data-kind").await?;
        ensure(kind.as_deref() == Some("NameError"), || format!("the second cell ends with {kind:?}"))?;
        return Ok(format!("stopped after {millis:.0} ms, its variables are gone: this browser cannot suspend Python"));
    }
    page.until_text("cell-2-text", "turns: True").await?;
    Ok(format!("stopped after {millis:.0} ms, its variables are there"))
}

/// Programs that cannot go on, and the kind of mistake each ends with.
const MISTAKES: [(&str, &str, &str); 8] = [
    ("def f(n):\n    return f(n + 1)\nf(0)", "RecursionError", "maximum recursion depth"),
    ("import torch\ntorch.zeros(10 ** 9)", "RuntimeError", "can't allocate memory"),
    ("input()", "RuntimeError", "input() is not here"),
    ("open(\"nothing.txt\")", "FileNotFoundError", "No such file"),
    ("import urllib.request\nurllib.request.urlopen(\"http://example.com\")", "URLError", "urlopen"),
    ("import torch\ntorch.ones(2, 3) @ torch.ones(2, 3)", "RuntimeError", "shapes cannot be multiplied (2x3 and 2x3)"),
    ("import torch\ntorch.no_such_name", "AttributeError", "is not here"),
    ("x = (1,\n", "SyntaxError", "never closed"),
];

/// Each ends in a sentence with its line marked, and the page goes on.
pub async fn mistakes(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    for (program, kind, words) in MISTAKES {
        run(page, host, program).await?;
        let found = page.attribute("cell-1-mistake", "data-kind").await?;
        let text = page.text("cell-1-mistake").await.unwrap_or_default();
        ensure(found.as_deref() == Some(kind) && text.contains(words), || format!("{program}: {found:?}, {text}"))?;
        let line = page.attribute("cell-1-mistake", "data-line").await?;
        ensure(line.is_some(), || format!("{program}: no line"))?;
        ensure(!text.contains("/lib/python"), || format!("{program}: not the reader's lines: {text}"))?;
    }
    run(page, host, "def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nprint(f(600))").await?;
    page.until_text("cell-1-text", "600").await?;
    Ok(format!("{} mistakes, and a recursion of 600", MISTAKES.len()))
}

/// Ways out of the worker that a program may try; each raises.
const WAYS_OUT: [&str; 8] = [
    "import js\njs.fetch(\"https://example.com\")",
    "import js\njs.XMLHttpRequest.new()",
    "import js\njs.indexedDB.open(\"emberlab\")",
    "from pyodide.code import run_js\nrun_js(\"1\")",
    "from pyodide.ffi import to_js\nto_js([]).constructor.constructor(\"return self\")()",
    "import ember_page\nfrom pyodide.ffi import run_sync\nrun_sync(ember_page.data(\"//example.com/x\", \"\"))",
    "import ember_page\nfrom pyodide.ffi import run_sync\nrun_sync(ember_page.data(\"../index.html\", \"\"))",
    "import ember_page\nember_page.dataAtOnce(\"../index.html\", \"\")",
];

pub async fn locked(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    for program in WAYS_OUT {
        run(page, host, program).await?;
        let kind = page.attribute("cell-1-mistake", "data-kind").await?;
        ensure(kind.is_some(), || format!("{program} did not fail"))?;
    }
    Ok(format!("{} ways out are closed", WAYS_OUT.len()))
}

/// A sentence each, and the notebook that is open stays.
pub async fn files(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    run(page, host, "print(\"still here\")").await?;
    // The name, the bytes as signs, how often they are repeated, and what is said.
    let bad = [
        ("bad.ipynb", "<html>", 1, "not a notebook"),
        ("old.ipynb", "{\"nbformat\": 3, \"worksheets\": []}", 1, "format 3"),
        // Two characters in GBK.
        ("letters.py", "# \u{c4}\u{e3}\u{ba}\u{c3}", 1, "UTF-8"),
        ("large.ipynb", " ", 50_000_000, "20 MB"),
    ];
    for (name, signs, times, words) in bad {
        page.ask::<()>(DROP, json!([name, signs, times])).await?;
        page.until_there("notebook-note").await?;
        page.until_text("notebook-note", words).await?;
        page.until_text("cell-1-text", "still here").await?;
    }
    begin(page, host, "print(open(\"numbers.csv\").read())").await?;
    page.ask::<()>(DROP, json!(["numbers.csv", "4,2", 1])).await?;
    page.until_there("notebook-note").await?;
    page.click("notebook-run-all").await?;
    page.until_text("cell-1-text", "4,2").await?;
    Ok(format!("{} files, the notebook stays; a table is there for programs", bad.len()))
}

/// Gives the page a file as one that the reader chose.
const DROP: &str = r#"
    const [name, signs, times] = arguments;
    const data = new DataTransfer();
    const bytes = new Uint8Array(signs.length * times).map((_, place) => signs.charCodeAt(place % signs.length));
    data.items.add(new File([bytes], name));
    const input = document.querySelector('[data-testid="notebook-open"]');
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
"#;

/// After a reload text and outputs are as they were.
pub async fn kept(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    run(page, host, "kept = 6 * 7\nprint(kept)").await?;
    page.until_text("cell-1-text", "42").await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    page.open("notebook/").await?;
    page.until_there("cell-1-source").await?;
    page.until_text("cell-1-text", "42").await?;
    let source: String =
        page.ask("return document.querySelector('[data-testid=\"cell-1-source\"]').value", json!([])).await?;
    ensure(source.starts_with("kept = 6 * 7"), || format!("the source is {source}"))?;
    Ok("text and outputs are there after a reload".to_owned())
}

/// A program of one cell, run to its end.
async fn run(page: &Page<'_>, host: &Host, program: &str) -> Result<(), Trouble> {
    begin(page, host, program).await?;
    page.click("notebook-run-all").await?;
    until_state(page, &["done", "failed"], 60).await
}

async fn begin(page: &Page<'_>, host: &Host, program: &str) -> Result<(), Trouble> {
    host.serve_instead(PROGRAM, program.as_bytes().to_vec());
    open(page, PROGRAM).await
}

/// Opens a file of the site; its names are looked up before anything runs.
async fn open(page: &Page<'_>, file: &str) -> Result<(), Trouble> {
    page.open(&format!("notebook/?open={file}")).await?;
    page.until_there("cell-1-source").await?;
    let name = file.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
    let script = "return document.querySelector('[data-testid=\"notebook-name\"]').value";
    for _ in 0..100 {
        if page.ask::<String>(script, json!([])).await? == name {
            return until_state(page, &["idle"], 60).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(Trouble(format!("{file} is not opened")))
}

async fn until_state(page: &Page<'_>, states: &[&str], seconds: u64) -> Result<(), Trouble> {
    let start = Instant::now();
    loop {
        let state = page.attribute("notebook-status", "data-state").await?.unwrap_or_default();
        if states.contains(&state.as_str()) {
            return Ok(());
        }
        ensure(start.elapsed().as_secs() < seconds, || format!("{state}, not {states:?}, after {seconds} s"))?;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
