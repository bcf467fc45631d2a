"""Images on axes, and image files."""

import functools
import math

from _ember import pictures, png

from . import _data
from .artist import Artist
from .cm import ScalarMappable
from .colors import LogNorm

SMOOTH = ("bilinear", "bicubic", "spline16", "spline36", "hanning", "hamming", "hermite", "kaiser", "quadric", "catrom", "gaussian", "bessel", "mitchell", "sinc", "lanczos")


class AxesImage(ScalarMappable, Artist):
    kind = "images"
    LOOK = {"interpolation": "antialiased"}

    def __init__(self, X, norm=None, cmap=None, extent=None, origin="upper", **look):
        ScalarMappable.__init__(self, norm, cmap)
        self.origin, self.extent = origin, extent
        Artist.__init__(self, **look)
        self.set_data(X)

    def _check_interpolation(self, value):
        value = "antialiased" if value is None else value
        if value not in ("nearest", "none", "antialiased", *SMOOTH):
            raise ValueError(f"{value!r} is not a valid value for interpolation; supported values are 'antialiased', 'none', 'nearest', {', '.join(map(repr, SMOOTH))}")
        return value

    def set_data(self, A):
        if hasattr(A, "_pixels"):
            A = A._pixels()
        array = _data.array(A)
        if array.ndim == 3 and array.shape[-1] == 1:
            array = array.squeeze(-1)
        if array.ndim not in (2, 3) or array.ndim == 3 and array.shape[-1] not in (3, 4):
            raise TypeError(f"Invalid shape {tuple(array.shape)} for image data")
        self.array = array
        if array.ndim == 2:
            ends = [float(array.min()), float(array.max())] if array.size else []
            # Numbers that are none, or have no logarithm, have no part in the range of colours.
            is_plain = all(map(math.isfinite, ends)) and not (isinstance(self.norm, LogNorm) and min(ends, default=0) <= 0)
            self.norm.autoscale_None(ends if is_plain else _data.finite(_data.flat(array)))

    set_array = set_data

    def get_size(self):
        return self.array.shape[:2]

    def get_extent(self):
        if self.extent is not None:
            return self.extent
        rows, columns = self.array.shape[:2]
        return (-0.5, columns - 0.5, rows - 0.5, -0.5) if self.origin == "upper" else (-0.5, columns - 0.5, -0.5, rows - 0.5)

    def set_extent(self, extent):
        self.extent = tuple(map(float, extent))

    def seen(self, side):
        return list(self.get_extent()[:2] if side.name == "x" else self.get_extent()[2:])

    def draw(self, paper):
        left, right, bottom, top = self.get_extent()
        xs, ys = self.px([left, right], [bottom, top])
        rows, columns = self.array.shape[:2]
        if not rows or not columns:
            return
        rgba = pixels(self.array, self.norm, self.cmap, self.look["alpha"])
        first, last = (ys[1], ys[0]) if self.origin == "upper" else ys
        if first > last:
            rgba = _upside_down(rgba, columns)
        if xs[1] < xs[0]:
            # All pixels backwards, then the rows back in their order.
            rgba = _upside_down(_upside_down(rgba, 1), columns)
        x, y, w, h = min(xs), min(ys), abs(xs[1] - xs[0]), abs(ys[1] - ys[0])
        kind = self.look["interpolation"]
        # As matplotlib: shown smaller, or a little larger by no whole number, an image is smoothed.
        is_smooth = kind in SMOOTH or kind == "antialiased" and (w < 3 * columns and w not in (columns, 2 * columns) or h < 3 * rows and h not in (rows, 2 * rows))
        paper.image(x, y, w, h, columns, rows, rgba, is_smooth)


def _upside_down(rgba, columns):
    stride = columns * 4
    return b"".join(rgba[place : place + stride] for place in range(len(rgba) - stride, -1, -stride))


def pixels(array, norm, cmap, alpha=None):
    """Red, green, blue, alpha of each number or colour, row by row."""
    import numpy

    if array.ndim == 3:
        if str(array.dtype) != "uint8":
            array = (numpy.clip(array, 0, 1) * 255).astype(numpy.uint8) if "float" in str(array.dtype) else numpy.clip(array, 0, 255).astype(numpy.uint8)
        data, channels = array.tobytes(), array.shape[-1]
        planes = [data[place::channels] for place in range(3)]
        opaque = bytes([255]) * len(planes[0]) if channels == 3 else data[3::4]
        return png.woven_planes([*planes, opaque if alpha is None else bytes([round(255 * alpha)]) * len(planes[0])])
    places, colours = _places(array, norm, cmap)
    return png.woven_planes([places.translate(plane) for plane in _planes(tuple(colours), alpha)])


@functools.lru_cache(50)
def _planes(colours, alpha):
    """Red, green, blue, alpha of each place in a table of colours."""
    table = [[round(part * 255) for part in (colour if alpha is None or colour[3] == 0 else (*colour[:3], alpha))] for colour in colours]
    return [bytes(row[plane] for row in table).ljust(256, b"\0") for plane in range(4)]


def _places(array, norm, cmap):
    """Each number's place in a table of colours, as bytes, and that table."""
    import numpy

    shares = norm.shares(array.astype(numpy.float64))
    if not shares.size:
        return b"", cmap.colours
    colours, top = list(cmap.colours), cmap.N - 1
    found = numpy.isnan(shares)
    if cmap.N > 256:
        colours, top = [cmap.at(place / 255) for place in range(256)], 255
    places = numpy.clip(numpy.floor(numpy.where(found, 0.0, numpy.clip(shares, 0.0, 1.0)) * (top + 1)), 0, top)
    has_gaps, is_plain = bool(found.any()), cmap.under == cmap.colours[0] and cmap.over == cmap.colours[-1]
    if not has_gaps and is_plain:
        return places.astype(numpy.uint8).tobytes(), colours
    # Room for the colours of what lies outside, or is no number.
    top = min(top, 252)
    places = numpy.clip(places, 0, top)
    places = numpy.where(shares < 0, 253.0, numpy.where(shares > 1, 254.0, places))
    places = numpy.where(found, 255.0, places)
    colours = [*colours[: top + 1], *[cmap.bad] * (252 - top), cmap.under, cmap.over, cmap.bad]
    return places.astype(numpy.uint8).tobytes(), colours


def imread(fname):
    """A PNG file as numbers between 0 and 1, another as bytes."""
    import numpy

    array, kind = bytes_of(fname, True)
    return array if kind != "PNG" else array.astype(numpy.float32) / 255


def bytes_of(source, with_kind=False):
    """A picture file as an array of bytes."""
    import numpy

    data = source.read() if hasattr(source, "read") else open(source, "rb").read()
    flat, channels, width, height = pictures.read(data)
    shape = (height, width) if channels == 1 else (height, width, channels)
    array = numpy.frombuffer(flat, dtype=numpy.uint8).reshape(shape)
    return (array, pictures.kind_of(data)) if with_kind else array


def imsave(fname, arr, vmin=None, vmax=None, cmap=None, format=None, origin=None):
    """Writes an array as a PNG file, a pixel for each number."""
    image = AxesImage(arr, None, cmap)
    image.norm.vmin, image.norm.vmax = (image.norm.vmin if vmin is None else vmin), (image.norm.vmax if vmax is None else vmax)
    rows, columns = image.array.shape[:2]
    rgba = pixels(image.array, image.norm, image.cmap)
    data = png.written(_upside_down(rgba, columns) if origin == "lower" else rgba, columns, rows)
    if hasattr(fname, "write"):
        fname.write(data)
        return
    if format not in (None, "png") or not str(fname).endswith(".png"):
        raise ValueError(f"imsave({fname!r}) is not here: images are written as .png")
    with open(fname, "wb") as file:
        file.write(data)


def __getattr__(name):
    raise AttributeError(f"matplotlib.image.{name} is not here. It would run in matplotlib.")
