//! Notebooks of Python as plain data: cells in an order, what a reader does to them, what came of running them. Knows neither page
//! nor interpreter.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub mod editing;
pub mod file;
pub mod from_lesson;
pub mod ipynb;
pub mod keys;
pub mod link;
pub mod markdown;
pub mod outputs;
pub mod percent;
pub mod screen;
pub mod session;
mod tests;

pub use outputs::{Output, Outputs};
pub use session::{Session, Wish};

/// Names a cell for as long as its notebook is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellId(pub u32);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellKind {
    #[default]
    Code,
    Markdown,
    /// Text for other programs; kept as it is.
    Raw,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    pub id: CellId,
    pub kind: CellKind,
    pub source: String,
    /// Its turn in the order of running, as Jupyter counts it.
    pub count: Option<u32>,
    pub outputs: Arc<Outputs>,
}

/// Cells from top to bottom; never none.
#[derive(Clone, Debug, PartialEq)]
pub struct Notebook {
    /// The file's name without its ending.
    pub name: String,
    cells: Vec<Cell>,
    next_id: u32,
    /// The last cell that was taken away, and its place.
    deleted: Option<(usize, Cell)>,
}

impl Default for Notebook {
    fn default() -> Self {
        Self::new("notebook", [])
    }
}

impl Notebook {
    /// Of these cells, or one empty cell of code.
    pub fn new(name: &str, cells: impl IntoIterator<Item = Cell>) -> Self {
        let mut notebook = Self { name: name.to_owned(), cells: Vec::new(), next_id: 1, deleted: None };
        for cell in cells {
            let id = notebook.fresh_id();
            notebook.cells.push(Cell { id, ..cell });
        }
        if notebook.cells.is_empty() {
            notebook.insert(0);
        }
        notebook
    }

    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    pub fn cell(&self, id: CellId) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.id == id)
    }

    pub fn cell_mut(&mut self, id: CellId) -> Option<&mut Cell> {
        self.cells.iter_mut().find(|cell| cell.id == id)
    }

    pub fn place(&self, id: CellId) -> Option<usize> {
        self.cells.iter().position(|cell| cell.id == id)
    }

    pub fn ids(&self) -> Vec<CellId> {
        self.cells.iter().map(|cell| cell.id).collect()
    }

    /// Those that can be run, from top to bottom.
    pub fn code(&self) -> Vec<CellId> {
        self.cells.iter().filter(|cell| cell.kind == CellKind::Code).map(|cell| cell.id).collect()
    }

    /// A new, empty cell of code before or after this one.
    pub fn insert_beside(&mut self, id: CellId, is_after: bool) -> CellId {
        let place = self.place(id).map_or(self.cells.len(), |place| place + usize::from(is_after));
        self.insert(place)
    }

    /// The cell after this one, a new one if it is the last.
    pub fn next(&mut self, id: CellId) -> CellId {
        let place = self.place(id).map_or(self.cells.len(), |place| place + 1);
        match self.cells.get(place) {
            Some(cell) => cell.id,
            None => self.insert(place),
        }
    }

    /// Takes a cell away. Gives back the one that is in its place, or nearest to it.
    pub fn delete(&mut self, id: CellId) -> CellId {
        if let Some(place) = self.place(id) {
            self.deleted = Some((place, self.cells.remove(place)));
            if self.cells.is_empty() {
                self.insert(0);
            }
            return self.cells[place.min(self.cells.len() - 1)].id;
        }
        self.cells[0].id
    }

    /// Brings back the cell that was last taken away.
    pub fn restore(&mut self) -> Option<CellId> {
        let (place, cell) = self.deleted.take()?;
        let id = cell.id;
        self.cells.insert(place.min(self.cells.len()), cell);
        Some(id)
    }

    /// Moves a cell one place up or down.
    pub fn shift(&mut self, id: CellId, is_down: bool) {
        let Some(place) = self.place(id) else { return };
        let other = if is_down { Some(place + 1) } else { place.checked_sub(1) };
        if let Some(other) = other.filter(|other| *other < self.cells.len()) {
            self.cells.swap(place, other);
        }
    }

    pub fn turn_into(&mut self, id: CellId, kind: CellKind) {
        if let Some(cell) = self.cell_mut(id) {
            cell.kind = kind;
            cell.count = None;
            cell.outputs = Arc::default();
        }
    }

    /// Forgets what was printed and shown.
    pub fn clear_outputs(&mut self) {
        for cell in &mut self.cells {
            cell.count = None;
            cell.outputs = Arc::default();
        }
    }

    fn insert(&mut self, place: usize) -> CellId {
        let id = self.fresh_id();
        self.cells.insert(place, Cell { id, ..Cell::default() });
        id
    }

    fn fresh_id(&mut self) -> CellId {
        self.next_id += 1;
        CellId(self.next_id - 1)
    }
}
