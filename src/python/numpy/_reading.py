"""Arrays from files and into them: numpy's own format, and text."""

import ast
import io
import os
import struct
import zipfile

import torch

from ._array import of_tensor, tensor_of, torch_kind
from ._scalars import dtype as _dtype

__all__ = ["save", "savez", "savez_compressed", "load", "loadtxt", "genfromtxt", "savetxt", "fromstring"]

_LETTERS = {"bool": "|b1", "uint8": "|u1", "int8": "|i1", "int16": "<i2", "int32": "<i4", "int64": "<i8", "float16": "<f2", "float32": "<f4", "float64": "<f8"}


def _packed(arr):
    array = of_tensor(tensor_of(arr))
    header = f"{{'descr': '{_LETTERS[array.dtype.name]}', 'fortran_order': False, 'shape': {array.shape}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode("latin1") + array.tobytes()


def _unpacked(data):
    if data[:6] != b"\x93NUMPY":
        raise ValueError("this file is no array of numpy's")
    start = 10 if data[6] == 1 else 12
    length = int.from_bytes(data[8:start], "little")
    header = ast.literal_eval(data[start : start + length].decode("latin1"))
    if header["descr"].startswith(">") or header["descr"].lstrip("<|") == "O":
        raise NotImplementedError(f"arrays of {header['descr']} are not here.")
    kind, body = _dtype(header["descr"]).torch, data[start + length :]
    flat = torch.frombuffer(bytearray(body), dtype=kind) if body else torch.empty(0, dtype=kind)
    shape = header["shape"]
    return of_tensor(flat.reshape(shape[::-1]).permute(*range(len(shape) - 1, -1, -1)) if header["fortran_order"] else flat.reshape(shape))


def save(file, arr):
    _write(file, _packed(arr), ".npy")


def _write(file, data, ending):
    if hasattr(file, "write"):
        file.write(data)
        return
    name = os.fspath(file)
    with open(name if name.endswith(ending) else name + ending, "wb") as out:
        out.write(data)


def _savez(compression):
    def run(file, *args, **kwds):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", compression) as out:
            for name, one in {**{f"arr_{place}": one for place, one in enumerate(args)}, **kwds}.items():
                out.writestr(f"{name}.npy", _packed(one))
        _write(file, archive.getvalue(), ".npz")

    return run


savez, savez_compressed = _savez(zipfile.ZIP_STORED), _savez(zipfile.ZIP_DEFLATED)


class _Archive(dict):
    """The arrays of an .npz file by name."""

    files = property(lambda self: list(self))

    def close(self):
        self.clear()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def load(file, allow_pickle=False):
    if allow_pickle:
        raise NotImplementedError("load(allow_pickle=True) is not here: a file holds numbers, not code.")
    data = file.read() if hasattr(file, "read") else open(file, "rb").read()
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Archive((name.removesuffix(".npy"), _unpacked(archive.read(name))) for name in archive.namelist())
    return _unpacked(data)


# Text.


def _lines(fname, encoding=None):
    if isinstance(fname, (str, os.PathLike)):
        import gzip

        opener = gzip.open if os.fspath(fname).endswith(".gz") else open
        with opener(fname, "rt", encoding=encoding) as file:
            return file.read().splitlines()
    return [line.decode() if isinstance(line, bytes) else line.rstrip("\n") for line in fname]


def _rows(fname, delimiter, comments, skip, encoding, max_rows=None):
    rows = []
    for line in _lines(fname, None if encoding == "bytes" else encoding)[skip:]:
        line = line.split(comments)[0] if comments else line
        if line.strip():
            rows.append([part.strip() for part in line.strip("\r\n").split(delimiter)] if delimiter else line.split())
    return rows[:max_rows]


def _table(rows, dtype, unpack, ndmin):
    tensor = torch.tensor(rows, dtype=torch.float64).to(torch_kind(dtype))
    if ndmin < 2 and 1 in tensor.shape:
        tensor = tensor.squeeze()
    while tensor.dim() < ndmin:
        tensor = tensor.unsqueeze(0)
    return of_tensor(tensor.t() if unpack and tensor.dim() == 2 else tensor)


def loadtxt(
    fname, dtype=float, comments="#", delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0, encoding="bytes", max_rows=None
):
    if dtype in (str, object):
        raise NotImplementedError("loadtxt(dtype=str) is not here: arrays hold numbers.")
    columns = None if usecols is None else [usecols] if isinstance(usecols, int) else list(usecols)
    rows = []
    for number, row in enumerate(_rows(fname, delimiter, comments, skiprows, encoding, max_rows), 1):
        chosen = range(len(row)) if columns is None else columns
        read = lambda place, text: (
            converters[place](text) if isinstance(converters, dict) and place in converters else converters(text) if callable(converters) else float(text)
        )
        try:
            rows.append([read(place, row[place]) for place in chosen])
        except ValueError:
            wrong = next(text for text in row if not _is_number(text))
            raise ValueError(f"could not convert string {wrong!r} to float64 at row {number - 1}, column {row.index(wrong) + 1}.") from None
        if len(rows[-1]) != len(rows[0]):
            raise ValueError(
                f"the number of columns changed from {len(rows[0])} to {len(rows[-1])} at row {number}; use `usecols` to select a subset and avoid this error"
            )
    return _table(rows, dtype, unpack, ndmin)


def genfromtxt(
    fname,
    dtype=float,
    comments="#",
    delimiter=None,
    skip_header=0,
    skip_footer=0,
    usecols=None,
    filling_values=None,
    unpack=False,
    encoding="bytes",
    max_rows=None,
    missing_values=None,
    names=None,
):
    """As `loadtxt`, but what is no number is a gap."""
    if names or dtype in (None, str, object):
        raise NotImplementedError("genfromtxt with names or of text is not here: arrays hold numbers.")
    rows = _rows(fname, delimiter, comments, skip_header, encoding, max_rows)
    rows = rows[: len(rows) - skip_footer]
    columns = None if usecols is None else [usecols] if isinstance(usecols, int) else list(usecols)
    if filling_values is None:
        filling_values = -1 if torch_kind(dtype) in (torch.int64, torch.int32, torch.int16, torch.int8) else float("nan")
    gap = lambda text: float(text) if _is_number(text) and text != missing_values else float(filling_values)
    return _table([[gap(row[place]) for place in (range(len(row)) if columns is None else columns)] for row in rows], dtype, unpack, 0)


def _is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def savetxt(fname, X, fmt="%.18e", delimiter=" ", newline="\n", header="", footer="", comments="# "):
    tensor = tensor_of(X)
    rows = tensor.reshape(-1, 1).tolist() if tensor.dim() < 2 else tensor.tolist()
    formats = [fmt] * len(rows[0]) if isinstance(fmt, str) and fmt.count("%") == 1 else fmt if not isinstance(fmt, str) else None
    line = lambda row: fmt % tuple(row) if formats is None else delimiter.join(one % value for one, value in zip(formats, row))
    text = "".join(f"{comments}{part}{newline}" for part in header.split("\n") if header)
    text += "".join(line(row) + newline for row in rows) + "".join(f"{comments}{part}{newline}" for part in footer.split("\n") if footer)
    if hasattr(fname, "write"):
        fname.write(text)
    else:
        with open(fname, "w") as file:
            file.write(text)


def fromstring(string, dtype=float, count=-1, *, sep):
    values = [float(part) for part in (string.split(sep) if sep.strip() else string.split())]
    return of_tensor(torch.tensor(values[:count] if count >= 0 else values, dtype=torch.float64).to(torch_kind(dtype)))
