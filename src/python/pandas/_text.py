"""Tables as text and as HTML, in pandas' columns."""

import html

from ._values import is_gap, kind_of

options = {"max_rows": 60, "max_columns": 20, "precision": 6, "width": 80}


def cells(values):
    """A column's values as words of one look."""
    if kind_of(values) in ("bool", "int64"):
        return [str(value) for value in values]
    numbers = [value for value in values if isinstance(value, float) and not is_gap(value)]
    if kind_of(values) == "float64":
        return _floats(values, numbers)
    return ["NaN" if isinstance(value, float) and is_gap(value) else str(value) for value in values]


def _floats(values, numbers):
    precision = options["precision"]
    finite = [value for value in numbers if abs(value) != float("inf")]
    far = any(value and (abs(value) < 10.0**-precision or abs(value) >= 1e15) for value in finite)
    if far and any(float(f"{value:.{precision}f}") != value for value in finite):
        shown = [f"{value:.{precision}e}" for value in finite]
    else:
        shown = [f"{value:.{precision}f}" for value in finite]
        while shown and all(one.endswith("0") for one in shown) and not all(one.endswith(".0") for one in shown):
            shown = [one[:-1] for one in shown]
    words = iter(shown)
    return ["NaN" if is_gap(value) else "inf" if value == float("inf") else "-inf" if value == -float("inf") else next(words) for value in values]


def _cut(count, most):
    """Which rows are shown: all, or the first and last five."""
    return list(range(count)) if most is None or count <= most else [*range(5), None, *range(count - 5, count)]


def frame(table):
    count, names = len(table.index), table.columns.tolist()
    if not names or not count:
        return f"Empty DataFrame\nColumns: {names}\nIndex: {table.index.tolist()}".replace("'", "")
    rows = _cut(count, options["max_rows"])
    columns = [_column([str(label) for label in _kept(table.index.tolist(), rows)], "", str.ljust, rows)]
    # As in pandas, values have a space before them, and names of numbers' columns.
    before = lambda values: "" if kind_of(values) == "object" else " "
    columns += [
        _column([f" {cell}" for cell in cells(_kept(values, rows))], f"{before(values)}{name}", str.rjust, rows) for name, values in table._columns.items()
    ]
    if table.index.name is not None:
        # The rows' own name stands on a line of its own.
        width = max(len(str(table.index.name)), len(columns[0][0]))
        columns = [
            [own.ljust(width) for own in (columns[0][0], str(table.index.name), *columns[0][1:])],
            *([one[0], " " * len(one[0]), *one[1:]] for one in columns[1:]),
        ]
    lines = _wrapped(columns)
    return "\n".join(lines) + (f"\n\n[{count} rows x {len(names)} columns]" if None in rows else "")


def _kept(values, rows):
    return [values[row] for row in rows if row is not None]


def _shown(values, rows):
    return ["..." if row is None else values[row] for row in rows]


def _column(words, name, justified, rows):
    width = max(map(len, [name, *words]))
    if None in rows:
        words = [*words[:5], "..." if width > 3 else "..", *words[5:]]
    return [justified(word, width) for word in (name, *words)]


def _wrapped(columns):
    """Columns beside each other, as many as fit into a line."""
    index, rest, blocks = columns[0], columns[1:], []
    while rest:
        width, count = len(index[0]), 0
        for column in rest:
            if count and width + 1 + len(column[0]) > options["width"] - (2 if len(rest) > count + 1 or blocks else 0):
                break
            width, count = width + 1 + len(column[0]), count + 1
        blocks.append([index, *rest[:count]])
        rest = rest[count:]
    lines = []
    for place, block in enumerate(blocks):
        tail = "  \\" if place < len(blocks) - 1 else ""
        rows = [" ".join(parts) for parts in zip(*block)]
        if len(blocks) > 1:
            rows = [rows[0] + (tail or "  ")] + [row + "   " for row in rows[1:]]
        lines += rows + ([""] if tail else [])
    return lines


def series(values, labels, name):
    rows = _cut(len(values), options["max_rows"])
    left = _column([str(label) for label in _kept(labels.tolist(), rows)], "", str.ljust, rows)[1:] if values else []
    words = _column(cells(_kept(values, rows)), "", str.rjust, rows)[1:] if values else []
    lines = ([] if labels.name is None else [str(labels.name)]) + [f"{label}    {word}" for label, word in zip(left, words)]
    foot = ([f"Name: {name}"] if name is not None else []) + ([f"Length: {len(values)}"] if None in rows else []) + [f"dtype: {kind_of(values)}"]
    return "\n".join(lines + [", ".join(foot)]) if values else f"Series([], {', '.join(foot)})"


def as_cells(table):
    """Headings and rows, for whoever draws tables."""
    rows = _cut(len(table.index), options["max_rows"])
    columns = [_filled(cells(_kept(table._columns[name], rows)), rows) for name in table.columns]
    body = [[str(label), *(str(column[place]) for column in columns)] for place, label in enumerate(_shown(table.index.tolist(), rows))]
    return ["", *map(str, table.columns)], body


def as_html(table):
    rows = _cut(len(table.index), options["max_rows"])
    cell = lambda tag, words: f"<{tag}>{html.escape(str(words))}</{tag}>"
    columns = [_filled(cells(_kept(table._columns[name], rows)), rows) for name in table.columns]
    body = [[cell("th", label), *(cell("td", column[place]) for column in columns)] for place, label in enumerate(_shown(table.index.tolist(), rows))]
    head = [cell("th", ""), *(cell("th", name) for name in table.columns)]
    lines = ["<table>", "<thead>", f"<tr>{''.join(head)}</tr>", "</thead>", "<tbody>", *(f"<tr>{''.join(row)}</tr>" for row in body), "</tbody>", "</table>"]
    return "\n".join(lines) + f"\n<p>{len(table.index)} rows × {len(table.columns)} columns</p>"


def _filled(words, rows):
    return words[:5] + ["..."] + words[5:] if None in rows else words
