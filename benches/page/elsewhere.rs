//! Notebooks that were run elsewhere: which cells print and draw the same here, and in what time. A cell's metadata may say how long
//! it took there (`seconds`) and what its figures hold (`figures`: lines and images of each).

use std::path::Path;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::host::Host;
use crate::page::Page;
use crate::prints::difference;
use crate::report::Trouble;

const PLACE: &str = "notebook/en/elsewhere.ipynb";
/// A cell that takes longer has failed.
const MOST_SECONDS: u64 = 300;

#[derive(Deserialize)]
struct Notebook {
    cells: Vec<Cell>,
}

#[derive(Deserialize)]
struct Cell {
    cell_type: String,
    #[serde(default)]
    metadata: Metadata,
    #[serde(default)]
    outputs: Vec<Value>,
}

#[derive(Default, Deserialize)]
struct Metadata {
    seconds: Option<f64>,
    figures: Option<Vec<[usize; 2]>>,
}

/// What a cell came to in the page.
#[derive(Deserialize)]
struct Found {
    state: String,
    text: String,
    mistake: String,
    figures: Vec<[usize; 2]>,
}

/// All cells from top to bottom, on the starter data.
pub async fn compare(page: &Page<'_>, host: &Host, file: &str) -> Result<String, Trouble> {
    let text = std::fs::read_to_string(file)?;
    let notebook: Notebook = serde_json::from_str(&text)?;
    host.serve_instead(PLACE, text.into_bytes());
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/data/catalog.json");
    host.serve_instead("data/catalog.json", std::fs::read(starter)?);
    page.open(&format!("notebook/?open={PLACE}")).await?;
    page.until_there(&format!("cell-{}", notebook.cells.len())).await?;
    let (mut same, mut asked, mut here, mut there) = (0, 0, 0.0, 0.0);
    for (place, cell) in notebook.cells.iter().enumerate().filter(|(_, cell)| cell.cell_type == "code") {
        let start = Instant::now();
        let found = run(page, place).await?;
        let seconds = start.elapsed().as_secs_f64();
        let Some(seconds_there) = cell.metadata.seconds else { continue };
        (asked, here, there) = (asked + 1, here + seconds, there + seconds_there);
        let expected_figures = cell.metadata.figures.clone().unwrap_or_else(|| found.figures.clone());
        let trouble = match difference(&printed(&cell.outputs), &found.text) {
            _ if found.state != "done" => Some(format!("{}: {}", found.state, found.mistake)),
            None if expected_figures != found.figures => {
                Some(format!("figures {:?}, not {expected_figures:?}", found.figures))
            }
            difference => difference,
        };
        match trouble {
            None => same += 1,
            Some(trouble) => println!("  cell {} ({seconds:.1} s, there {seconds_there:.1} s): {trouble}", place + 1),
        }
    }
    host.mend();
    Ok(format!("{same} of {asked} cells the same, {here:.1} s, there {there:.1} s: {:.2} times", here / there))
}

async fn run(page: &Page<'_>, place: usize) -> Result<Found, Trouble> {
    page.ask::<()>(
        "document.querySelectorAll('.notebook-cell')[arguments[0]].querySelector('.cell-button').click()",
        json!([place]),
    )
    .await?;
    let start = Instant::now();
    loop {
        let found: Found = page.ask(FOUND, json!([place])).await?;
        let is_over = ["done", "failed", "stopped"].contains(&found.state.as_str());
        if is_over {
            return Ok(found);
        }
        if start.elapsed().as_secs() > MOST_SECONDS {
            page.click("notebook-stop").await?;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

const FOUND: &str = r#"
    const cell = document.querySelectorAll('.notebook-cell')[arguments[0]], id = `cell-${arguments[0] + 1}`;
    const texts = [...cell.querySelectorAll('pre.output-print, pre.output-value')];
    const text = texts.map(pre => pre.textContent.replace(/\n?$/, "\n")).join("");
    const figures = [...cell.querySelectorAll(`[data-testid="${id}-figure"]`)];
    return {
        state: cell.dataset.state ?? "", text, mistake: cell.querySelector(`[data-testid="${id}-mistake"]`)?.textContent ?? "",
        figures: figures.map(({ dataset }) => [dataset.lines, dataset.images].map(Number)),
    };
"#;

/// What the saved outputs hold of text and values.
fn printed(outputs: &[Value]) -> String {
    let joined = |value: &Value| match value {
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect::<String>(),
        other => other.as_str().unwrap_or_default().to_owned(),
    };
    let text = |output: &Value| match output["output_type"].as_str() {
        Some("stream") if output["name"] == "stdout" => joined(&output["text"]),
        Some("execute_result") => joined(&output["data"]["text/plain"]) + "\n",
        _ => String::new(),
    };
    outputs.iter().map(text).collect()
}
