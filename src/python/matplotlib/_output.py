"""A figure as files and bytes, and as what programs ask of its canvas."""

from _ember import pictures, png

from . import _canvas, _svg
from ._rc import rcParams


class Output:
    def png(self, scale=1.0):
        """A PNG file's bytes; what reaches beyond the paper makes the picture larger."""
        return png.written(*self._pixels(scale * self.dpi / 100, "grown"))

    def svg(self):
        """The same as the text of an SVG file."""
        paper = self.draw_list()
        return _svg.written(paper.list, *_window(paper, "grown"), self.dpi / 100)

    def _pixels(self, scale, extent, facecolor=None, pad=0.1):
        paper = self.draw_list(facecolor)
        left, top, width, height = _window(paper, extent, pad)
        return _canvas.pixels([["shift", -left, -top], *paper.list], width, height, scale)

    def savefig(self, fname, *, dpi=None, format=None, bbox_inches=None, pad_inches=None, facecolor=None, transparent=None):
        """Writes a picture: .png in the page, .svg everywhere."""
        dpi = rcParams["savefig.dpi"] if dpi is None else dpi
        dpi = self.dpi if dpi == "figure" else float(dpi)
        kind = (format or _ending(fname) or rcParams["savefig.format"]).lower()
        if kind not in ("png", "svg", "jpg", "jpeg"):
            raise ValueError(f"Format {kind!r} is not written here (supported formats: png, svg)")
        bbox = rcParams["savefig.bbox"] if bbox_inches is None else bbox_inches
        if bbox not in (None, "standard", "tight"):
            raise NotImplementedError("savefig(bbox_inches=...) is here with 'tight'.")
        transparent = rcParams["savefig.transparent"] if transparent is None else transparent
        face = rcParams["savefig.facecolor"] if facecolor is None else facecolor
        face = "none" if transparent else None if face == "auto" else face
        pad, extent = rcParams["savefig.pad_inches"] if pad_inches is None else pad_inches, "tight" if bbox == "tight" else "paper"
        patches = [(axes.patch, axes.patch.look["visible"]) for axes in self.axes]
        if transparent:
            for patch, _ in patches:
                patch.look["visible"] = False
        try:
            data = self._written(kind, dpi / 100, extent, face, pad)
        finally:
            for patch, was in patches:
                patch.look["visible"] = was
        if hasattr(fname, "write"):
            fname.write(data)
            return
        with open(str(fname) if _ending(fname) else f"{fname}.{kind}", "wb") as file:
            file.write(data)

    def _written(self, kind, scale, extent, face, pad):
        if kind == "svg":
            paper = self.draw_list(face)
            return _svg.written(paper.list, *_window(paper, extent, pad), scale).encode()
        made = self._pixels(scale, extent, face, pad)
        if kind == "png":
            return png.written(*made)
        if pictures.can_convert():
            return pictures.jpeg(*made, 75)
        import warnings

        warnings.warn("JPEG files are not written here: the file holds a PNG picture.", UserWarning, 4)
        return png.written(*made)

    def get_size_inches(self):
        import numpy

        return numpy.array(self.size)

    def set_size_inches(self, w, h=None, forward=True):
        w, h = w if h is None else (w, h)
        self.size = [float(w), float(h)]

    def get_figwidth(self):
        return self.size[0]

    def get_figheight(self):
        return self.size[1]

    def set_figwidth(self, val):
        self.size[0] = float(val)

    def set_figheight(self, val):
        self.size[1] = float(val)

    def get_dpi(self):
        return self.dpi

    def set_dpi(self, val):
        self.dpi = float(val)

    def set_facecolor(self, color):
        self.facecolor = color

    def get_facecolor(self):
        from .colors import to_rgba

        return to_rgba(self.facecolor)

    @property
    def patch(self):
        return self

    def get_label(self):
        return self.label

    def show(self):
        from _ember import figures

        figures.show(self, False)

    def _ipython_display_(self):
        self.show()

    def __str__(self):
        return f"Figure({self.size[0] * self.dpi:g}x{self.size[1] * self.dpi:g})"

    def __repr__(self):
        width, height = (side * self.dpi for side in self.size)
        return f"<Figure size {width:g}x{height:g} with {len(self.axes)} Axes>"


def _window(paper, extent, pad=0.1):
    """Left, top, width, height of the part of the paper that is shown: all, all and what reaches beyond, or only what is drawn."""
    left, top, right, bottom = paper.bounds or (0, 0, paper.width, paper.height)
    if extent == "paper":
        return 0, 0, paper.width, paper.height
    if extent == "tight":
        return left - pad * 100, top - pad * 100, right - left + 2 * pad * 100, bottom - top + 2 * pad * 100
    # A hair beyond is no reason for another size.
    left, top = (min(0, side - 5) if side < -2 else 0 for side in (left, top))
    right, bottom = (far + 5 if far > size + 2 else size for far, size in ((right, paper.width), (bottom, paper.height)))
    return left, top, right - left, bottom - top


def _ending(fname):
    name = str(fname) if not hasattr(fname, "write") else ""
    return name.rpartition(".")[2] if "." in name.rpartition("/")[2] else ""


class Canvas:
    """What a program asks of a figure's window."""

    def __init__(self, figure):
        self.figure, self.manager = figure, self

    def draw(self):
        from ._shown import isinteractive

        self.figure.settle()
        if isinteractive():
            self.figure.show()

    draw_idle = flush_events = draw

    def set_window_title(self, title):
        self.figure.label = str(title)

    def get_width_height(self):
        return tuple(round(side * self.figure.dpi) for side in self.figure.size)

    def buffer_rgba(self):
        rgba, _, _ = self.figure._pixels(self.figure.dpi / 100, "paper")
        return memoryview(rgba)

    def tostring_rgb(self):
        from _ember.png import woven_planes

        rgba = bytes(self.buffer_rgba())
        return woven_planes([rgba[0::4], rgba[1::4], rgba[2::4]])

    def print_png(self, filename, **settings):
        self.figure.savefig(filename, format="png", **settings)

    def __getattr__(self, name):
        raise AttributeError(f"FigureCanvas.{name} is not here: a figure here has no window.")
