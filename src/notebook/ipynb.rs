//! Jupyter's files, nbformat 4: cells with their outputs, read and written so that Jupyter opens what was saved here.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use protocol::{PythonFigure, PythonMistake};
use serde_json::{Value, json};

use super::file::FileError;
use super::outputs::{Figure, Output, Stage, png_size_px};
use super::screen::Screen;
use super::{Cell, CellKind, Notebook, Outputs};

/// Reads a notebook.
///
/// # Errors
/// [`FileError::Json`] for what is no notebook, [`FileError::Format`] for one of another format than 4.
pub fn read(file: &str, name: &str, text: &str) -> Result<Notebook, FileError> {
    let wrong = |detail: String| FileError::Json { file: file.to_owned(), detail };
    let root: Value = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
    let major = root["nbformat"].as_u64().ok_or_else(|| wrong("it says no format".to_owned()))?;
    if major != 4 {
        return Err(FileError::Format { file: file.to_owned(), major });
    }
    let cells = root["cells"].as_array().ok_or_else(|| wrong("it has no cells".to_owned()))?;
    Ok(Notebook::new(name, cells.iter().map(cell)))
}

/// The notebook as a file.
pub fn write(notebook: &Notebook) -> String {
    let cells: Vec<Value> = notebook.cells().iter().map(written_cell).collect();
    let root = json!({
        "cells": cells,
        "metadata": {
            "kernelspec": { "display_name": "Python 3", "language": "python", "name": "python3" },
            "language_info": { "name": "python", "file_extension": ".py", "mimetype": "text/x-python" },
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    });
    serde_json::to_string_pretty(&root).expect("texts, numbers and lists are JSON") + "\n"
}

fn cell(value: &Value) -> Cell {
    let kind = match value["cell_type"].as_str() {
        Some("markdown") => CellKind::Markdown,
        Some("raw") => CellKind::Raw,
        _ => CellKind::Code,
    };
    let outputs = || value["outputs"].as_array().into_iter().flatten();
    let is_beside = |value: &&Value| value["name"] == "stderr";
    let list = outputs().filter(|value| !is_beside(value)).filter_map(output).collect::<Vec<_>>();
    let beside = Screen::of(&outputs().filter(is_beside).map(|value| joined(&value["text"])).collect::<String>());
    let stage = if list.is_empty() { Stage::Idle } else { Stage::Done };
    let count = value["execution_count"].as_u64().and_then(|count| u32::try_from(count).ok());
    let outputs = Outputs { list, beside, ..Outputs::of(stage) };
    Cell { kind, source: joined(&value["source"]), count, outputs: Arc::new(outputs), ..Cell::default() }
}

/// A text that may be a list of lines.
fn joined(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => String::new(),
    }
}

/// What of an output can be shown here: text, pictures, mistakes. Pages and scripts within it are left out.
fn output(value: &Value) -> Option<Output> {
    match value["output_type"].as_str()? {
        "stream" => Some(Output::Text(Screen::of(&joined(&value["text"])))),
        "execute_result" | "display_data" => {
            let data = &value["data"];
            let png = joined(&data["image/png"]).replace('\n', "");
            match BASE64.decode(png) {
                Ok(png) if !png.is_empty() => Some(Output::Figure(figure(png, joined(&data["text/plain"])))),
                _ => Some(Output::Value(joined(&data["text/plain"]))).filter(|_| !data["text/plain"].is_null()),
            }
        }
        "error" => {
            let trace = value["traceback"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let text = Screen::of(&trace.collect::<Vec<_>>().join("\n")).text();
            let error = value["ename"].as_str().unwrap_or("Error").to_owned();
            Some(Output::Mistake(PythonMistake { error, line: None, text }))
        }
        _ => None,
    }
}

fn figure(png: Vec<u8>, alt: String) -> Figure {
    let (width, height) = png_size_px(&png);
    // Of another program's, twice as fine as it is shown where it says nothing.
    let scale = if width > 1000.0 { 0.5 } else { 1.0 };
    let (width_px, height_px) = (width * scale, height * scale);
    let shows = PythonFigure { number: 0, is_final: true, alt, width_px, height_px, lines: 0, points: 0, images: 0 };
    Figure { png: png.into(), shows }
}

fn written_cell(cell: &Cell) -> Value {
    // The format's ids: letters, digits and hyphens.
    let id = format!("cell-{}", cell.id.0);
    let source = lines(&cell.source);
    match cell.kind {
        CellKind::Markdown => json!({ "cell_type": "markdown", "id": id, "metadata": {}, "source": source }),
        CellKind::Raw => json!({ "cell_type": "raw", "id": id, "metadata": {}, "source": source }),
        CellKind::Code => {
            let beside = Some(cell.outputs.beside.text()).filter(|text| !text.is_empty());
            let beside = beside.map(|text| json!({ "output_type": "stream", "name": "stderr", "text": lines(&text) }));
            let outputs = cell.outputs.list.iter().map(|output| written_output(output, cell.count));
            let outputs: Vec<Value> = beside.into_iter().chain(outputs).collect();
            json!({
                "cell_type": "code", "execution_count": cell.count, "id": id, "metadata": {}, "outputs": outputs,
                "source": source,
            })
        }
    }
}

fn written_output(output: &Output, count: Option<u32>) -> Value {
    match output {
        Output::Text(screen) => json!({ "output_type": "stream", "name": "stdout", "text": lines(&screen.text()) }),
        Output::Value(text) => json!({
            "output_type": "execute_result", "execution_count": count, "metadata": {},
            "data": { "text/plain": lines(text) },
        }),
        Output::Figure(figure) => json!({
            "output_type": "display_data", "metadata": {},
            "data": { "image/png": BASE64.encode(&figure.png), "text/plain": lines(&figure.shows.alt) },
        }),
        Output::Table { columns, rows } => {
            let row = |cells: &Vec<String>| cells.join("\t");
            let text = std::iter::once(columns).chain(rows).map(row).collect::<Vec<_>>().join("\n");
            json!({ "output_type": "display_data", "metadata": {}, "data": { "text/plain": lines(&text) } })
        }
        Output::Mistake(PythonMistake { error, text, .. }) => json!({
            "output_type": "error", "ename": error, "evalue": text.lines().last().unwrap_or_default(),
            "traceback": text.lines().collect::<Vec<_>>(),
        }),
    }
}

/// As Jupyter writes texts: a list of lines with their ends.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}
