//! Tensors as PyTorch prints them (`torch/_tensor_str.py`).

use crate::dtype::Dtype;
use crate::element::to_vec;
use crate::ops::default_dtype;
use crate::tensor::Tensor;
use crate::view::View;

/// What `torch.set_printoptions` sets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Digits after the point.
    pub precision: usize,
    /// With more numbers than this, only edges are shown.
    pub threshold: usize,
    /// Numbers at each end then.
    pub edge: usize,
    /// Characters of a line.
    pub width: usize,
    /// Powers of ten; none lets the numbers decide.
    pub scientific: Option<bool>,
}

impl Default for Options {
    fn default() -> Self {
        Self { precision: 4, threshold: 1000, edge: 3, width: 80, scientific: None }
    }
}

/// As messages call a tensor of this dtype.
pub fn type_name(dtype: Dtype) -> String {
    format!("torch.{}Tensor", dtype.scalar_name())
}

/// `tensor([1., 2.], requires_grad=True)`.
pub fn text(tensor: &Tensor, options: &Options) -> String {
    const PREFIX: &str = "tensor(";
    let (view, dtype, default) = (tensor.view().clone(), tensor.dtype(), default_dtype());
    let mut suffixes = Vec::new();
    let numbers = if view.count() == 0 {
        if view.rank() != 1 {
            suffixes.push(format!("size={}", tuple(&view.shape)));
        }
        if dtype != default {
            suffixes.push(format!("dtype=torch.{}", dtype.name()));
        }
        "[]".to_owned()
    } else {
        if ![default, Dtype::I64, Dtype::Bool].contains(&dtype) {
            suffixes.push(format!("dtype=torch.{}", dtype.name()));
        }
        numbers(&view, PREFIX.len(), options)
    };
    if let Some((node, _)) = tensor.origin() {
        suffixes.push(format!("grad_fn=<{}>", node.name));
    } else if tensor.requires_grad() {
        suffixes.push("requires_grad=True".to_owned());
    }
    let mut text = format!("{PREFIX}{numbers}");
    // As PyTorch counts it.
    let mut last_line = text.len() + 1 - text.rfind('\n').unwrap_or(0) + usize::from(!text.contains('\n'));
    for suffix in suffixes {
        if last_line + suffix.len() + 2 > options.width {
            text += &format!(",\n{}{suffix}", " ".repeat(PREFIX.len()));
            last_line = PREFIX.len() + suffix.len();
        } else {
            text += &format!(", {suffix}");
            last_line += suffix.len() + 2;
        }
    }
    text + ")"
}

/// As Python prints a tuple of sizes.
pub fn tuple(shape: &[usize]) -> String {
    match shape {
        [only] => format!("({only},)"),
        _ => format!("({})", crate::view::list(shape)),
    }
}

/// The nested list of numbers alone.
pub fn numbers(view: &View, indent: usize, options: &Options) -> String {
    let summarize = view.count() > options.threshold;
    let shown = if summarize { edges(view, options.edge) } else { vec![view.clone()] };
    let format = Format::of(&shown.iter().flat_map(to_vec::<f64>).collect::<Vec<_>>(), view.dtype, options);
    nested(view, indent, summarize, &format, options)
}

/// The parts at the edges of every dimension, on which the format depends.
fn edges(view: &View, edge: usize) -> Vec<View> {
    (0..view.rank()).fold(vec![view.clone()], |parts, dim| {
        let cut = |part: &View| match part.shape[dim] {
            size if size > 2 * edge => vec![part.sliced(dim, 0, edge, 1), part.sliced(dim, size - edge, edge, 1)],
            _ => vec![part.clone()],
        };
        parts.iter().flat_map(cut).collect()
    })
}

fn nested(view: &View, indent: usize, summarize: bool, format: &Format, options: &Options) -> String {
    if view.rank() == 0 {
        return format.write(view);
    }
    let size = view.shape[0];
    let is_cut = summarize && size > 2 * options.edge;
    let places: Vec<Option<usize>> = if is_cut {
        (0..options.edge).map(Some).chain([None]).chain((size - options.edge..size).map(Some)).collect()
    } else {
        (0..size).map(Some).collect()
    };
    let inner = |place: &Option<usize>| match place {
        Some(place) => nested(&view.selected(0, *place), indent + 1, summarize, format, options),
        None if view.rank() == 1 => " ...".to_owned(),
        None => "...".to_owned(),
    };
    let parts: Vec<String> = places.iter().map(inner).collect();
    let between = format!(",\n{}", " ".repeat(indent + 1));
    if view.rank() == 1 {
        let room = options.width.saturating_sub(indent) / (format.width + 2);
        let lines: Vec<String> = parts.chunks(room.max(1)).map(|line| line.join(", ")).collect();
        return format!("[{}]", lines.join(&between));
    }
    let between = format!(",{}{}", "\n".repeat(view.rank() - 1), " ".repeat(indent + 1));
    format!("[{}]", parts.join(&between))
}

/// How all numbers of a tensor are written, so that they stand in columns.
struct Format {
    width: usize,
    precision: usize,
    kind: FormatKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FormatKind {
    Bool,
    Integer,
    /// Floats that are whole: `2.`.
    Whole,
    Fixed,
    Scientific,
}

impl Format {
    fn of(values: &[f64], dtype: Dtype, options: &Options) -> Self {
        let precision = options.precision;
        let widest = |write: &dyn Fn(f64) -> String, values: &[f64]| {
            values.iter().map(|&value| write(value).len()).max().unwrap_or(1).max(1)
        };
        if dtype == Dtype::Bool {
            return Self {
                width: widest(&|value| if value != 0.0 { "True" } else { "False" }.to_owned(), values),
                precision,
                kind: FormatKind::Bool,
            };
        }
        if !dtype.is_float() {
            return Self {
                width: widest(&|value| format!("{value:.0}"), values),
                precision,
                kind: FormatKind::Integer,
            };
        }
        let counted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite() && *value != 0.0).collect();
        if counted.is_empty() {
            let kind = if options.scientific == Some(true) { FormatKind::Scientific } else { FormatKind::Whole };
            return Self { width: 1, precision, kind };
        }
        let sizes = || counted.iter().map(|value| value.abs());
        let (most, least) = (sizes().fold(0.0, f64::max), sizes().fold(f64::INFINITY, f64::min));
        let is_whole = counted.iter().all(|value| value.fract() == 0.0);
        let is_far = most / least > 1000.0 || most > 1e8 || (!is_whole && least < 1e-4);
        let kind = match (is_far, is_whole) {
            (true, _) => FormatKind::Scientific,
            (false, true) => FormatKind::Whole,
            (false, false) => FormatKind::Fixed,
        };
        let width = match kind {
            FormatKind::Scientific => widest(&|value| scientific(value, precision), &counted),
            FormatKind::Whole => widest(&|value| format!("{value:.0}."), &counted),
            FormatKind::Fixed | FormatKind::Bool | FormatKind::Integer => {
                widest(&|value| format!("{value:.precision$}"), &counted)
            }
        };
        let kind = match (options.scientific, is_whole) {
            (Some(true), _) => FormatKind::Scientific,
            (Some(false), true) => FormatKind::Whole,
            (Some(false), false) => FormatKind::Fixed,
            (None, _) => kind,
        };
        Self { width, precision, kind }
    }

    fn write(&self, view: &View) -> String {
        let precision = self.precision;
        let value = to_vec::<f64>(view)[0];
        let text = match self.kind {
            FormatKind::Bool => if value != 0.0 { "True" } else { "False" }.to_owned(),
            FormatKind::Integer => to_vec::<i64>(view)[0].to_string(),
            _ if value.is_nan() => "nan".to_owned(),
            _ if value.is_infinite() => if value > 0.0 { "inf" } else { "-inf" }.to_owned(),
            FormatKind::Whole => format!("{value:.0}."),
            FormatKind::Fixed => format!("{value:.precision$}"),
            FormatKind::Scientific => scientific(value, precision),
        };
        format!("{text:>width$}", width = self.width)
    }
}

/// `1.0000e+05`, as Python writes it.
pub fn scientific(value: f64, precision: usize) -> String {
    let text = format!("{value:.precision$e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, power) = match power.strip_prefix('-') {
        Some(power) => ('-', power),
        None => ('+', power),
    };
    format!("{digits}e{sign}{power:0>2}")
}
