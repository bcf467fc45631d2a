"""Tables as text and as HTML, in pandas' columns."""

import html

from ._values import is_gap, kind_of

options = {"max_rows": 60, "max_columns": 20, "precision": 6, "width": 80, "max_colwidth": 50, "float_format": None}


def cells(values):
    """A column's values as words of one look."""
    if kind_of(values) in ("bool", "int64"):
        return [str(value) for value in values]
    numbers = [value for value in values if isinstance(value, float) and not is_gap(value)]
    if kind_of(values) == "float64":
        return _floats(values, numbers)
    if kind_of(values).startswith("datetime"):
        # Whole days are shown without their times.
        form = "%Y-%m-%d" if all(is_gap(value) or not (value.hour or value.minute or value.second) for value in values) else "%Y-%m-%d %H:%M:%S"
        return ["NaT" if is_gap(value) else value.strftime(form) for value in values]
    # A float among words keeps what a column of floats would show.
    most, shown = (
        options["max_colwidth"],
        ["NaN" if isinstance(value, float) and is_gap(value) else _floats([value], [value])[0] if isinstance(value, float) else str(value) for value in values],
    )
    return shown if most is None else [word if len(word) <= most else word[: most - 4] + "..." for word in shown]


def _floats(values, numbers):
    if options["float_format"] is not None:
        return ["NaN" if is_gap(value) else options["float_format"](value) for value in values]
    precision = options["precision"]
    finite = [value for value in numbers if abs(value) != float("inf")]
    small = any(value and abs(value) < 10.0**-precision for value in finite)
    large = any(abs(value) >= 1e6 for value in finite)
    longest = max((len(f"{value:.{precision}f}") for value in finite), default=0)
    if (
        (small and large)
        or (longest > precision + 6 + 1 + (min(finite, default=0) < 0) and (large and any(value % 1 for value in finite) and longest > 13))
        or (small and any(float(f"{value:.{precision}f}") != value for value in finite))
        or any(abs(value) >= 1e15 for value in finite)
    ):
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


def frame(table, with_index=True):
    count, names = len(table.index), table.columns.tolist()
    if not names or not count:
        return f"Empty DataFrame\nColumns: {names}\nIndex: {table.index.tolist()}".replace("'", "")
    rows = _cut(count, options["max_rows"])
    if options["max_columns"] and len(names) > options["max_columns"]:
        return _narrow(table, names, rows)
    # As in pandas, names of numbers' columns have a space before them.
    before = lambda values: "" if kind_of(values) == "object" or kind_of(values).startswith("datetime") or levels > 1 else " "
    head = lambda name: [str(one) for one in name] if isinstance(name, tuple) else [str(name)]
    levels = max(len(head(name)) for name in names)
    columns, last = [], None
    for name, values in table._columns.items():
        above = head(name)
        above = ["" if last is not None and place < len(above) - 1 and above[: place + 1] == last[: place + 1] else one for place, one in enumerate(above)]
        last = head(name)
        columns.append(_column(_signed(_kept(values, rows)), [f"{before(values)}{one}" for one in above], str.rjust, rows, levels))
    if not with_index:
        return "\n".join(" ".join(parts)[1:] if all(part.startswith(" ") for part in parts[:1]) else " ".join(parts) for parts in zip(*columns))
    left = _labels(table.index, rows)
    named = any(one is not None for one in table.index.names)
    own = ["" if one is None else str(one) for one in table.index.names]
    above = "" if table._columns_name is None else str(table._columns_name)
    # The rows' own names stand on a line of their own.
    widths = [max([len(one), *map(len, column)]) for one, column in zip(own, left)]
    widths[0] = max(widths[0], len(above)) if len(widths) == 1 else widths[0]
    tops = [above.ljust(sum(widths) + len(widths) - 1)] + [" " * (sum(widths) + len(widths) - 1)] * (levels - 1)
    tops += [" ".join(one.ljust(width) for one, width in zip(own, widths))] if named else []
    body = [" ".join(one.ljust(width) for one, width in zip(parts, widths)) for parts in zip(*left)]
    if named:
        columns = [[*one[:levels], " " * len(one[0]), *one[levels:]] for one in columns]
    lines = _wrapped([tops + body, *columns])
    return "\n".join(lines) + (f"\n\n[{count} rows x {len(names)} columns]" if None in rows else "")


def _signed(values):
    """Where a sign could stand there is a space; dates have none."""
    if kind_of(values).startswith("datetime"):
        return cells(values)
    is_number = kind_of(values) in ("int64", "float64")
    return [cell if is_number and cell.startswith("-") else f" {cell}" for cell in cells(values)]


def _narrow(table, names, rows):
    """The first columns and the last, dots between them."""
    half = options["max_columns"] // 2
    kept = type(table)({name: table._columns[name] for name in names[:half]}, table.index)
    end = type(table)({name: table._columns[name] for name in names[-half:]}, table.index)
    before, options["width"] = options["width"], 10**6
    left, right = (frame(one).split("\n") for one in (kept, end))
    options["width"] = before
    width = len(_labels(table.index, rows)[0][0])
    dots = [list(left), [" ..."] * len(left), [line[width + 1 :] for line in right]]
    return "\n".join(" ".join(parts) for parts in zip(*dots)) + f"\n\n[{len(table.index)} rows x {len(names)} columns]"


def _labels(index, rows):
    """The rows' names, a column for each level; what is the same as above is left out."""
    shown = [None if row is None else index[row] for row in rows]
    if not index.is_nested:
        there = [one for one in shown if one is not None]
        words = _column(
            cells(there) if kind_of(there).startswith("datetime") else ["NaN" if isinstance(one, float) and is_gap(one) else str(one) for one in there],
            [""],
            str.ljust,
            rows,
        )[1:]
        return [words]
    columns = []
    for level in range(index.nlevels):
        words = []
        for place, one in enumerate(shown):
            again = (
                place and one is not None and shown[place - 1] is not None and level < index.nlevels - 1 and one[: level + 1] == shown[place - 1][: level + 1]
            )
            words.append("..." if one is None else "" if again else str(one[level]))
        columns.append(words)
    return columns


def info(table):
    labels, count = table.index.tolist(), len(table.index)
    kind = "RangeIndex" if repr(table.index).startswith("RangeIndex") else repr(table.index).partition("(")[0]
    lines = [
        "<class 'pandas.core.frame.DataFrame'>",
        f"{kind}: {count} entries"
        + (
            f", {' to '.join(cells([labels[0], labels[-1]]) if kind_of(labels).startswith('datetime') else (str(labels[0]), str(labels[-1])))}"
            if labels
            else ""
        ),
        f"Data columns (total {len(table._columns)} columns):",
    ]
    rows = [
        (str(place), str(name), f"{sum(not is_gap(value) for value in values)} non-null", kind_of(values))
        for place, (name, values) in enumerate(table._columns.items())
    ]
    heads = ("#", "Column", "Non-Null Count", "Dtype")
    widths = [max(len(head), *(len(row[place]) for row in rows)) for place, head in enumerate(heads)]
    widths[0] = max(widths[0], 2)
    shown = lambda parts: " " + "  ".join(part.ljust(width) for part, width in zip(parts, widths))
    kinds = {}
    for row in rows:
        kinds[row[3]] = kinds.get(row[3], 0) + 1
    lines += [shown(heads), "  ".join(("-" * len(head) if place else "---").ljust(width) for place, (head, width) in enumerate(zip(heads, widths)))]
    lines += [shown(row) for row in rows] + ["dtypes: " + ", ".join(f"{kind}({number})" for kind, number in sorted(kinds.items()))]
    # What pandas counts: eight bytes a value, one of a truth.
    size = sum(len(values) * (1 if kind_of(values) == "bool" else 8) for values in table._columns.values()) + (132 if kind == "RangeIndex" else 8 * count)
    more = "+" if "object" in kinds else ""
    return "\n".join(lines + [f"memory usage: {size}.0{more} bytes" if size < 1024 else f"memory usage: {size / 1024:.1f}{more} KB"])


def _kept(values, rows):
    return [values[row] for row in rows if row is not None]


def _shown(values, rows):
    return ["..." if row is None else values[row] for row in rows]


def _column(words, names, justified, rows, levels=1):
    names = [*names, *[""] * (levels - len(names))]
    width = max(map(len, [*names, *words]))
    if None in rows:
        words = [*words[:5], "..." if width > 3 else "..", *words[5:]]
    return [justified(word, width) for word in (*names, *words)]


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
    foot = (
        ([f"Freq: {labels.freq}"] if getattr(labels, "freq", None) else [])
        + ([f"Name: {name}"] if name is not None else [])
        + ([f"Length: {len(values)}"] if None in rows else [])
        + [f"dtype: {kind_of(values)}"]
    )
    if not values:
        return f"Series([], {', '.join(foot)})"
    columns = _labels(labels, rows)
    own = ["" if one is None else str(one) for one in labels.names]
    widths = [max(map(len, [*column, *([one] if labels.is_nested else [])])) for one, column in zip(own, columns)]
    left = ["  ".join(one.ljust(width) for one, width in zip(parts, widths)) for parts in zip(*columns)]
    words = _signed(_kept(values, rows))
    width = max(map(len, words))
    words = [word.rjust(width) for word in words]
    if None in rows:
        left[5] = " " * len(left[5])
        words.insert(5, ("..." if len(words[4].strip()) + 1 > 3 else "..").center(width))
    lines = own if any(own) else []
    if labels.is_nested:
        lines = ["  ".join(one.ljust(width) for one, width in zip(own, widths))] * any(own)
    return "\n".join(lines + [f"{label}   {word}" for label, word in zip(left, words)] + [", ".join(foot)])


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
