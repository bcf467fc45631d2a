"""Small images at points of an axes."""

from ._rc import rcParams
from ._type import PX
from .image import AxesImage, pixels
from .patches import Patch
from .text import Annotation


class OffsetImage:
    def __init__(self, arr, zoom=1, cmap=None, norm=None, interpolation=None, **settings):
        if settings:
            raise NotImplementedError(f"OffsetImage({', '.join(settings)}) is not here.")
        self.image, self.zoom = AxesImage(arr, norm, cmap, interpolation=interpolation), zoom

    def size(self):
        rows, columns = self.image.array.shape[:2]
        return columns * self.zoom * PX, rows * self.zoom * PX

    def draw(self, paper, x, y):
        (width, height), (rows, columns) = self.size(), self.image.array.shape[:2]
        rgba = pixels(self.image.array, self.image.norm, self.image.cmap)
        paper.image(x - width / 2, y - height / 2, width, height, columns, rows, rgba, self.image.look["interpolation"] != "nearest" and width < 3 * columns)


class AnnotationBbox(Annotation):
    def __init__(self, offsetbox, xy, xybox=None, xycoords="data", boxcoords=None, frameon=True, pad=0.4, bboxprops=None, arrowprops=None, **look):
        super().__init__("", xy, xybox, xycoords, boxcoords, **look)
        if arrowprops is not None:
            raise NotImplementedError("AnnotationBbox(arrowprops=...) is not here.")
        self.box, self.is_framed, self.pad, self.frame = offsetbox, frameon, pad, dict(bboxprops or {})

    def draw(self, paper):
        x, y = self._point()
        if self.is_framed:
            (width, height), gap = self.box.size(), self.pad * rcParams["font.size"] * PX
            self.frame.pop("boxstyle", None)
            frame = Patch(**{"facecolor": "white", "edgecolor": "black", **self.frame})
            left, top, right, bottom = x - width / 2 - gap, y - height / 2 - gap, x + width / 2 + gap, y + height / 2 + gap
            frame.ink(paper, [left, right, right, left, left], [top, top, bottom, bottom, top])
        self.box.draw(paper, x, y)


def __getattr__(name):
    raise AttributeError(f"matplotlib.offsetbox.{name} is not here. It would run in matplotlib.")
