//! How one cell comes to be, written out with its numbers: `c[0, 1] = 0 × 1 + 1 × 5 + 2 × 9 = 23`.

use super::program::Program;
use super::shape::{Fold, Operation, index_of};

/// Longer sums are cut in the middle.
const MOST_TERMS: usize = 9;

/// Cell `cell` of the tensor at `place`, with the values of all tensors in row order. The same in every language.
pub fn formula(program: &Program, place: usize, cell: usize, values: &[&[f32]]) -> String {
    let Some(tensor) = program.tensors.get(place) else { return String::new() };
    let value_of = |place: usize, cell: usize| values.get(place).and_then(|values| values.get(cell)).copied();
    let part = program.part(place, cell);
    // One text for each cell that takes part, by operand.
    let written = |as_factor: bool| {
        let texts = part.iter().zip(&tensor.operands).map(|(cells, operand)| {
            let text = |cell: &usize| bracketed(&short(value_of(*operand, *cell).unwrap_or(f32::NAN)), as_factor);
            cells.iter().map(text).collect::<Vec<_>>()
        });
        texts.collect::<Vec<_>>()
    };
    let origin = || match (&tensor.operands[..], &part[..]) {
        ([operand, ..], [cells, ..]) => cells.first().map_or(String::new(), |cell| cell_name(program, *operand, *cell)),
        _ => String::new(),
    };
    let middle = match &tensor.operation {
        Operation::Made(_) => String::new(),
        Operation::Add => between(&written(false), " + "),
        Operation::Subtract => between(&written(true), " − "),
        Operation::Multiply => between(&written(true), " × "),
        Operation::Divide => between(&written(true), " ÷ "),
        Operation::Power => between(&written(true), " ^ "),
        Operation::Function(function) => format!("{}({})", function.name(), between(&written(false), "")),
        Operation::Negate => format!("−{}", between(&written(true), "")),
        Operation::ToFloat => format!("float({})", origin()),
        Operation::ToInt => format!("int({})", origin()),
        Operation::Reshape | Operation::Permute { .. } | Operation::Index { .. } => origin(),
        Operation::Reduce { fold, .. } => folded(*fold, written(false).into_iter().next().unwrap_or_default()),
        Operation::Matmul => match &written(true)[..] {
            [row, column] => shortened(row.iter().zip(column).map(|(a, b)| format!("{a} × {b}")).collect(), " + "),
            _ => String::new(),
        },
    };
    let value = value_of(place, cell).map(short);
    let parts = [Some(cell_name(program, place, cell)), Some(middle).filter(|text| !text.is_empty()), value];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" = ")
}

/// At most four significant digits, for a cell.
pub fn short(value: f32) -> String {
    if !value.is_finite() {
        return if value.is_nan() { "nan".to_owned() } else { format!("{}∞", if value < 0.0 { "−" } else { "" }) };
    }
    let magnitude = value.abs();
    let text = match magnitude {
        _ if magnitude == magnitude.trunc() && magnitude < 1e5 => format!("{magnitude}"),
        _ if !(1e-3..1e5).contains(&magnitude) => format!("{magnitude:.2e}"),
        _ => trimmed(&format!("{magnitude:.*}", 3usize.saturating_sub(magnitude.log10().floor().max(0.0) as usize))),
    };
    // A true minus sign is as wide as a digit.
    if value < 0.0 { format!("−{text}") } else { text }
}

/// `a[0, 1]`, or `a` alone for a single number.
fn cell_name(program: &Program, place: usize, cell: usize) -> String {
    let Some(tensor) = program.tensors.get(place) else { return String::new() };
    let index: Vec<String> = index_of(cell, &tensor.shape).iter().map(ToString::to_string).collect();
    let label = tensor.names.last().cloned().unwrap_or_else(|| bracketed_source(&tensor.source));
    if index.is_empty() { label } else { format!("{label}[{}]", index.join(", ")) }
}

/// An index behind `a @ b` would belong to `b` alone.
fn bracketed_source(source: &str) -> String {
    let mut depth = 0;
    let has_open_sign = source.chars().any(|letter| {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        depth == 0 && "+-*/@^".contains(letter)
    });
    if has_open_sign { format!("({source})") } else { source.to_owned() }
}

fn bracketed(number: &str, as_factor: bool) -> String {
    if as_factor && number.starts_with('−') { format!("({number})") } else { number.to_owned() }
}

fn between(operands: &[Vec<String>], sign: &str) -> String {
    operands.iter().filter_map(|cells| cells.first()).cloned().collect::<Vec<_>>().join(sign)
}

fn folded(fold: Fold, terms: Vec<String>) -> String {
    let count = terms.len();
    match fold {
        Fold::Sum => shortened(terms, " + "),
        Fold::Mean => format!("({}) ÷ {count}", shortened(terms, " + ")),
        Fold::Max => format!("max({})", shortened(terms, ", ")),
        Fold::Min => format!("min({})", shortened(terms, ", ")),
    }
}

fn shortened(mut terms: Vec<String>, sign: &str) -> String {
    if terms.len() > MOST_TERMS {
        let last = terms.split_off(terms.len() - 1);
        terms.truncate(MOST_TERMS - 2);
        terms.push("…".to_owned());
        terms.extend(last);
    }
    terms.join(sign)
}

fn trimmed(decimal: &str) -> String {
    match decimal.contains('.') {
        true => decimal.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => decimal.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fit_a_cell() {
        let shown =
            [0.0, -3.0, 0.5, 1.0 / 3.0, 12.345, 99999.0, 123456.0, 1e-5, f32::NAN, f32::NEG_INFINITY].map(short);
        assert_eq!(shown, ["0", "−3", "0.5", "0.333", "12.35", "99999", "1.23e5", "1.00e-5", "nan", "−∞"]);
    }

    #[test]
    fn a_cell_is_written_out_with_its_numbers() {
        let read = |text: &str, cell: usize, values: &[&[f32]]| {
            let program = Program::read(text);
            assert_eq!(program.mistake, None, "{text}");
            formula(&program, program.result, cell, values)
        };
        let pair: &[f32] = &[1.0, -2.0];
        assert_eq!(read("a = [1, -2]; a @ a", 0, &[pair, &[5.0]]), "(a @ a) = 1 × 1 + (−2) × (−2) = 5");
        assert_eq!(read("a = [1, -2]; b = a.sum()", 0, &[pair, &[-1.0]]), "b = 1 + −2 = −1");
        assert_eq!(read("a = [1, -2]; a[1:]", 0, &[pair, &[-2.0]]), "a[1:][0] = a[1] = −2");
        let mean = read("a = [1., -2.]; a.mean(dim=0, keepdim=True)", 0, &[pair, &[-0.5]]);
        assert_eq!(mean, "a.mean(dim=0, keepdim=True)[0] = (1 + −2) ÷ 2 = −0.5");
        assert_eq!(read("b = arange(3)", 2, &[&[0.0, 1.0, 2.0]]), "b[2] = 2");
    }
}
