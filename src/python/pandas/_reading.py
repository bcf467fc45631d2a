"""Tables from text with separators, and into it."""

import csv
import gzip
import io
import os

from ._frame import DataFrame
from ._values import GAP, is_gap, listed

_GAPS = {
    "",
    "NA",
    "N/A",
    "NaN",
    "nan",
    "NULL",
    "null",
    "None",
    "n/a",
    "<NA>",
    "#N/A",
    "#NA",
    "-NaN",
    "-nan",
    "1.#IND",
    "1.#QNAN",
    "-1.#IND",
    "-1.#QNAN",
    "#N/A N/A",
}


def read_csv(filepath_or_buffer, sep=",", delimiter=None, header="infer", names=None, index_col=None, usecols=None, dtype=None, skiprows=0, nrows=None, na_values=None, encoding="utf-8",
             keep_default_na=True, skipinitialspace=False, comment=None, thousands=None, decimal=".", parse_dates=False):  # fmt: skip
    sep = sep if delimiter is None else delimiter
    text = _text(filepath_or_buffer, encoding)
    lines = text.splitlines()[skiprows:] if isinstance(skiprows, int) else [line for place, line in enumerate(text.splitlines()) if place not in skiprows]
    lines = [line.split(comment)[0] for line in lines] if comment else lines
    lines = [line for line in lines if line.strip()]
    rows = [line.split() for line in lines] if sep in (r"\s+", "whitespace") else list(csv.reader(lines, delimiter=sep, skipinitialspace=skipinitialspace))
    if header == "infer":
        header = 0 if names is None else None
    if header is not None and not rows:
        raise ValueError("No columns to parse from file")
    found = rows[header] if header is not None else list(range(len(rows[0]) if rows else 0))
    rows = rows[header + 1 :] if header is not None else rows
    found = list(names) if names is not None else [name if name != "" else f"Unnamed: {place}" for place, name in enumerate(found)]
    rows = rows[:nrows]
    gaps = (_GAPS if keep_default_na else set()) | {
        str(one) for one in (na_values if isinstance(na_values, (list, tuple, set)) else [] if na_values is None else [na_values])
    }
    plain = lambda word: (word.replace(thousands, "") if thousands else word).replace(decimal, ".") if decimal != "." or thousands else word
    columns = {name: _read([row[place] if place < len(row) else "" for row in rows], gaps, plain) for place, name in enumerate(found)}
    if usecols is not None:
        wanted = [found[one] if isinstance(one, int) else one for one in listed(usecols)]
        columns = {name: columns[name] for name in found if name in wanted}
    frame = DataFrame(columns)
    if dtype is not None:
        frame = frame.astype(dtype)
    dated = listed(parse_dates) if isinstance(parse_dates, (list, str)) else [index_col if index_col is not None else 0] if parse_dates else []
    for one in dated:
        from ._dates import to_datetime

        name = found[one] if isinstance(one, int) and one not in frame else one
        frame[name] = to_datetime(frame[name])
    if index_col is not None and index_col is not False:
        frame = frame.set_index(found[index_col] if isinstance(index_col, int) else index_col)
    return frame


def _text(source, encoding):
    if hasattr(source, "read"):
        data = source.read()
    else:
        name = os.fspath(source)
        if "://" in name:
            raise OSError(f"{name} is not here: a program has no network.")
        with open(name, "rb") as file:
            data = file.read()
    data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    return data.decode(encoding) if isinstance(data, bytes) else data


def _read(words, gaps, plain):
    """Whole numbers, numbers, truths or words: whatever all of a column are."""
    there = [word for word in words if word.strip() not in gaps]
    if there and all(word.strip() in ("True", "False", "TRUE", "FALSE") for word in there) and len(there) == len(words):
        return [word.strip().lower() == "true" for word in words]
    for make in (int, float):
        try:
            numbers = [GAP if word.strip() in gaps else make(plain(word)) for word in words]
        except ValueError:
            continue
        return numbers
    return [GAP if word.strip() in gaps else word for word in words]


def written(frame, target, sep, index, header, na_rep):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sep, lineterminator="\n")
    if header:
        writer.writerow(([frame.index.name or ""] if index else []) + list(frame._columns))
    for label, row in zip(frame.index, frame._rows()):
        writer.writerow(([label] if index else []) + [na_rep if is_gap(value) else value for value in row])
    if target is None:
        return out.getvalue()
    if hasattr(target, "write"):
        target.write(out.getvalue())
    else:
        with open(target, "w") as file:
            file.write(out.getvalue())
    return None
