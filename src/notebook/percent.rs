//! Programs as cells: a line `# %%` begins one, `# %% [markdown]` one of text, as Jupytext and VS Code have it. A program without
//! such lines is one cell.

use super::{Cell, CellKind, Notebook};

const MARK: &str = "# %%";

pub fn read(name: &str, text: &str) -> Notebook {
    let text = text.replace("\r\n", "\n");
    let mut cells: Vec<(CellKind, Vec<&str>)> = vec![(CellKind::Code, Vec::new())];
    for line in text.split('\n') {
        match line.strip_prefix(MARK) {
            Some(rest) => cells.push((kind(rest), Vec::new())),
            None => cells.last_mut().expect("the first is there from the start").1.push(line),
        }
    }
    let cells = cells.into_iter().map(|(kind, lines)| Cell { kind, source: source(kind, &lines), ..Cell::default() });
    Notebook::new(name, cells.filter(|cell| !cell.source.is_empty()))
}

pub fn write(notebook: &Notebook) -> String {
    let one = notebook.cells().len() == 1;
    let cells = notebook.cells().iter().map(|cell| match cell.kind {
        CellKind::Code if one => format!("{}\n", cell.source),
        CellKind::Code => format!("{MARK}\n{}\n", cell.source),
        CellKind::Markdown => format!("{MARK} [markdown]\n{}\n", commented(&cell.source)),
        CellKind::Raw => format!("{MARK} [raw]\n{}\n", commented(&cell.source)),
    });
    cells.collect::<Vec<_>>().join("\n")
}

fn kind(rest: &str) -> CellKind {
    match rest {
        rest if rest.contains("[markdown]") || rest.contains("[md]") => CellKind::Markdown,
        rest if rest.contains("[raw]") => CellKind::Raw,
        _ => CellKind::Code,
    }
}

/// Without empty lines around it; texts stand behind the signs of comments.
fn source(kind: CellKind, lines: &[&str]) -> String {
    let lines = lines.iter().map(|line| match kind {
        CellKind::Code => line.trim_end(),
        CellKind::Markdown | CellKind::Raw => {
            let text = line.strip_prefix('#').unwrap_or(line);
            text.strip_prefix(' ').unwrap_or(text)
        }
    });
    lines.collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()
}

fn commented(text: &str) -> String {
    text.split('\n').map(|line| format!("# {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
