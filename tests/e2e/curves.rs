//! The table that a chart saves: `curve,step,value,...`, one line a point.

use std::collections::BTreeMap;

use crate::report::Trouble;

/// Points by curve, each a step and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// The file itself: two runs are the same when it is, byte for byte.
    pub text: String,
    by_name: BTreeMap<String, Vec<(u64, f64)>>,
}

impl Curves {
    pub fn parse(text: &str) -> Result<Self, Trouble> {
        // Saved tables begin with a mark for spreadsheets.
        let text = text.strip_prefix('\u{feff}').ok_or_else(|| Trouble("a saved table has no mark".to_owned()))?;
        let mut by_name: BTreeMap<String, Vec<(u64, f64)>> = BTreeMap::new();
        for line in text.lines().skip(1) {
            // Names of curves hold no commas in the pages that the tests open.
            let cells: Vec<&str> = line.split(',').collect();
            let point = (|| Some((cells.get(1)?.parse().ok()?, cells.get(2)?.parse().ok()?)))();
            let point = point.ok_or_else(|| Trouble(format!("not a point of a curve: {line}")))?;
            by_name.entry(cells[0].to_owned()).or_default().push(point);
        }
        Ok(Self { text: text.to_owned(), by_name })
    }

    /// The curve with the most points: of a chart's curves, the one that training draws.
    pub fn longest(&self) -> &[(u64, f64)] {
        self.by_name.values().max_by_key(|points| points.len()).map_or(&[], Vec::as_slice)
    }

    /// Values of all curves at a step.
    pub fn at(&self, step: u64) -> Vec<f64> {
        let values = self.by_name.values().flatten().filter(|(at, _)| *at == step);
        values.map(|(_, value)| *value).collect()
    }
}
