//! Points that the reader placed, as the text of the setting `points`: `x,y,c;x,y,c;...`, so that a link carries them. Pure.

use crate::course::full_width::{narrow, narrowed};
use crate::data::toy::Labelled;
use crate::protocol::Fault;

/// The plane reaches so far to each side of zero.
pub const HALF_WIDTH: f32 = 6.0;
/// Cells of the decision regions, a side.
pub const CELLS: usize = 60;
/// Points are placed in hundredths.
const PLACES: f32 = 100.0;
/// The text of no points at all; the empty text stands for the generated ones.
const NONE: &str = "none";

/// The points of a text; none for the empty text, which asks for the generated ones.
///
/// # Errors
/// [`Fault::BadExpression`] at the first point that is not `x,y,c` with two numbers and a class, 0 or 1.
pub fn read(text: &str) -> Result<Option<Labelled<2>>, Fault> {
    let mut points = Labelled::default();
    match text {
        "" => return Ok(None),
        NONE => return Ok(Some(points)),
        _ => {}
    }
    let mut at = 1;
    for entry in text.split(|c: char| narrow(c) == ';') {
        let Some((position, class)) = point(entry) else {
            return Err(Fault::BadExpression { key: "points".to_owned(), at, found: entry.to_owned() });
        };
        points.push(position, class);
        at += entry.chars().count() as u64 + 1;
    }
    Ok(Some(points))
}

/// The inverse of [`read`], with two decimals.
pub fn write(points: &Labelled<2>) -> String {
    if points.is_empty() {
        return NONE.to_owned();
    }
    // Far outside the plane there are no hundredths, and beyond the largest number no point.
    let round = |value: f32| match value * PLACES {
        scaled if scaled.is_finite() => scaled.round() / PLACES,
        _ => value,
    };
    let entry = |([x, y], class): (&[f32; 2], &u8)| format!("{},{},{class}", round(*x), round(*y));
    points.positions.iter().zip(&points.classes).map(entry).collect::<Vec<_>>().join(";")
}

/// The middles of the cells of the decision regions, row by row from below.
pub fn cell_middles() -> Vec<[f32; 2]> {
    let middle = |cell: usize| (2.0 * (cell as f32 + 0.5) / CELLS as f32 - 1.0) * HALF_WIDTH;
    (0..CELLS * CELLS).map(|cell| [middle(cell % CELLS), middle(cell / CELLS)]).collect()
}

fn point(entry: &str) -> Option<([f32; 2], u8)> {
    let entry = narrowed(entry);
    let mut parts = entry.split(',').map(str::trim);
    let mut number = || parts.next()?.parse().ok().filter(|value: &f32| value.is_finite());
    let position = [number()?, number()?];
    let class = parts.next()?.parse().ok().filter(|class| *class < 2)?;
    parts.next().is_none().then_some((position, class))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> Labelled<2> {
        Labelled { positions: vec![[1.5, -2.0], [-0.25, 3.0]], classes: vec![0, 1] }
    }

    #[test]
    fn texts_and_points_are_each_others_inverse() {
        assert_eq!(write(&two()), "1.5,-2,0;-0.25,3,1");
        assert_eq!(read("1.5,-2,0;-0.25,3,1"), Ok(Some(two())));
        assert_eq!(read(" 1.5, -2,0; -0.25,3 ,1"), Ok(Some(two())));
        assert_eq!(read("１．５，－２，０；　－０。２５，３，１"), Ok(Some(two())));
        let rounded = write(&Labelled { positions: vec![[1.0 / 3.0, -2.0 / 3.0]], classes: vec![1] });
        assert_eq!(rounded, "0.33,-0.67,1");
        let far = Labelled { positions: vec![[3e38, 0.0]], classes: vec![0] };
        assert_eq!(read(&write(&far)), Ok(Some(far)));
    }

    #[test]
    fn no_points_are_something_else_than_the_generated_ones() {
        assert_eq!(read(""), Ok(None));
        assert_eq!(write(&Labelled::default()), "none");
        assert_eq!(read("none"), Ok(Some(Labelled::default())));
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_place() {
        for (text, at, found) in [
            ("hello", 1, "hello"),
            ("1,2,0;3,4", 7, "3,4"),
            ("1,2,0;", 7, ""),
            ("1,2,2", 1, "1,2,2"),
            ("NaN,2,0", 1, "NaN,2,0"),
            ("1,2,0;1e99,2,0", 7, "1e99,2,0"),
            ("1,2,0,5", 1, "1,2,0,5"),
            ("１，２，０；３，４", 7, "３，４"),
        ] {
            let fault = Fault::BadExpression { key: "points".to_owned(), at, found: found.to_owned() };
            assert_eq!(read(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn the_cells_cover_the_plane() {
        let cells = cell_middles();
        assert_eq!((cells.len(), cells[0], cells[1]), (3600, [-5.9, -5.9], [-5.7, -5.9]));
        assert!((cells[3599][0] - 5.9).abs() < 1e-5 && (cells[60][1] + 5.7).abs() < 1e-5);
    }
}
