"""A picture: bytes in rows, grey or with three colours, perhaps with a fourth for how much covers."""

import math
import os

import numpy
import torch
from _ember import pictures, png

from ._filters import BICUBIC, BILINEAR, BOX, LANCZOS, NEAREST, resized
from ._moves import moved, turned

ANTIALIAS = LANCZOS
FLIP_LEFT_RIGHT, FLIP_TOP_BOTTOM, ROTATE_90, ROTATE_180, ROTATE_270, TRANSPOSE = range(6)
_MODES = ("L", "RGB", "LA", "RGBA")


class Resampling:
    NEAREST, LANCZOS, BILINEAR, BICUBIC, BOX = NEAREST, LANCZOS, BILINEAR, BICUBIC, BOX


class Transpose:
    FLIP_LEFT_RIGHT, FLIP_TOP_BOTTOM, ROTATE_90, ROTATE_180, ROTATE_270, TRANSPOSE = range(6)


class Image:
    format = None

    def __init__(self, pixels, mode):
        # Bytes [height, width] or [height, width, channels].
        self._tensor_bytes, self.mode, self.info = pixels, mode, {}

    @property
    def size(self):
        return self._tensor_bytes.shape[1], self._tensor_bytes.shape[0]

    width = property(lambda self: self.size[0])
    height = property(lambda self: self.size[1])

    def __array__(self, dtype=None):
        return numpy.array(self._tensor_bytes.numpy(), dtype)

    def __eq__(self, other):
        return isinstance(other, Image) and self.mode == other.mode and torch.equal(self._tensor_bytes, other._tensor_bytes)

    __hash__ = object.__hash__

    def _pixels(self):
        return self._tensor_bytes

    def _made(self, pixels):
        return Image(pixels, self.mode)

    def getbands(self):
        return tuple(self.mode)

    def load(self):
        return self

    def close(self):
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def copy(self):
        return self._made(self._tensor_bytes.clone())

    # Colours.

    def convert(self, mode=None):
        if mode in (None, self.mode):
            return self.copy()
        pixels, own = self._tensor_bytes, self.mode
        alpha = pixels[..., -1] if own in ("LA", "RGBA") else torch.full(pixels.shape[:2], 255, dtype=torch.uint8)
        colors = pixels[..., :-1] if own in ("LA", "RGBA") else pixels
        colors = colors.squeeze(-1) if own == "LA" else colors
        if mode in ("L", "LA") and colors.dim() == 3:
            # ITU-R 601, in whole numbers, as PIL rounds it.
            red, green, blue = colors.int().unbind(-1)
            colors = ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16).byte()
        elif mode in ("RGB", "RGBA") and colors.dim() == 2:
            colors = colors.unsqueeze(-1).repeat(1, 1, 3)
        if mode == "L" or mode == "RGB":
            return Image(colors.contiguous(), mode)
        if mode not in _MODES:
            raise NotImplementedError(f"convert({mode!r}) is not here: {', '.join(_MODES)} are.")
        colors = colors.unsqueeze(-1) if colors.dim() == 2 else colors
        return Image(torch.cat([colors, alpha.unsqueeze(-1)], -1), mode)

    def split(self):
        if self.mode == "L":
            return (self.copy(),)
        return tuple(Image(channel.contiguous(), "L") for channel in self._tensor_bytes.unbind(-1))

    def getchannel(self, channel):
        return self.split()[self.mode.index(channel) if isinstance(channel, str) else channel]

    def point(self, lut):
        table = [lut(value) for value in range(256)] if callable(lut) else list(lut)
        table = torch.tensor([min(255, max(0, int(value))) for value in table], dtype=torch.uint8)
        if table.numel() == 256:
            return self._made(table[self._tensor_bytes.long()])
        parts = [table[256 * place : 256 * place + 256][channel.long()] for place, channel in enumerate(self._tensor_bytes.unbind(-1))]
        return self._made(torch.stack(parts, -1))

    # Shapes.

    def resize(self, size, resample=None, box=None):
        pixels = self._tensor_bytes if box is None else self.crop(box)._tensor_bytes
        return self._made(resized(pixels, tuple(int(side) for side in size), BICUBIC if resample is None else resample))

    def thumbnail(self, size, resample=BICUBIC):
        share = min(size[0] / self.width, size[1] / self.height, 1.0)
        self._tensor_bytes = resized(self._tensor_bytes, (max(1, round(self.width * share)), max(1, round(self.height * share))), resample)

    def crop(self, box=None):
        """What lies outside is black."""
        left, top, right, bottom = (0, 0, *self.size) if box is None else (int(round(side)) for side in box)
        sides = (max(0, -left), max(0, right - self.width), max(0, -top), max(0, bottom - self.height))
        pixels = self._tensor_bytes
        if any(sides):
            pixels = _by_planes(pixels, lambda own: torch.nn.functional.pad(own, sides))
            left, top, right, bottom = left + sides[0], top + sides[2], right + sides[0], bottom + sides[2]
        return self._made(pixels[top:bottom, left:right].contiguous())

    def transpose(self, method):
        turns = {FLIP_LEFT_RIGHT: lambda own: own.flip(1), FLIP_TOP_BOTTOM: lambda own: own.flip(0), ROTATE_90: lambda own: own.rot90(1), ROTATE_180: lambda own: own.rot90(2),
                 ROTATE_270: lambda own: own.rot90(3), TRANSPOSE: lambda own: own.transpose(0, 1)}  # fmt: skip
        return self._made(turns[method](self._tensor_bytes).contiguous())

    def rotate(self, angle, resample=NEAREST, expand=0, center=None, translate=None, fillcolor=None):
        """Against the clock, by degrees."""
        angle = angle % 360.0
        if center is None and not translate:
            if angle == 0:
                return self.copy()
            if angle == 180 or angle in (90, 270) and (expand or self.width == self.height):
                return self.transpose({90: ROTATE_90, 180: ROTATE_180, 270: ROTATE_270}[int(angle)])
        if resample != NEAREST:
            raise NotImplementedError("rotate is here with NEAREST.")
        middle = (self.width / 2.0, self.height / 2.0) if center is None else center
        matrix, size = turned(-math.radians(angle), middle, translate or (0, 0)), self.size
        if expand:
            corners = [
                (matrix[0] * x + matrix[1] * y + matrix[2], matrix[3] * x + matrix[4] * y + matrix[5])
                for x, y in ((0, 0), (self.width, 0), (self.width, self.height), (0, self.height))
            ]
            size = tuple(math.ceil(max(side)) - math.floor(min(side)) for side in zip(*corners))
            shift = -(size[0] - self.width) / 2.0, -(size[1] - self.height) / 2.0
            matrix[2] += matrix[0] * shift[0] + matrix[1] * shift[1]
            matrix[5] += matrix[3] * shift[0] + matrix[4] * shift[1]
        return self._made(_by_planes(self._tensor_bytes, lambda own: moved(own, matrix, size, fillcolor or 0)))

    def paste(self, im, box=None, mask=None):
        left, top = (0, 0) if box is None else box[:2]
        if mask is not None:
            raise NotImplementedError("paste(mask=...) is not here.")
        if isinstance(im, Image):
            pixels = im.convert(self.mode)._tensor_bytes
            pixels = pixels[max(0, -top) : self.height - top, max(0, -left) : self.width - left]
            left, top = max(left, 0), max(top, 0)
            self._tensor_bytes[top : top + pixels.size(0), left : left + pixels.size(1)] = pixels
        else:
            right, bottom = box[2:] if box is not None and len(box) == 4 else self.size
            self._tensor_bytes[top:bottom, left:right] = torch.tensor(im, dtype=torch.uint8)

    # Single pixels, and all.

    def getpixel(self, xy):
        value = self._tensor_bytes[xy[1], xy[0]].tolist()
        return tuple(value) if isinstance(value, list) else value

    def putpixel(self, xy, value):
        self._tensor_bytes[xy[1], xy[0]] = torch.tensor(value, dtype=torch.uint8)

    def getdata(self, band=None):
        rows = self._tensor_bytes.reshape(self.width * self.height, -1).tolist()
        return [row[band or 0] for row in rows] if band is not None or self.mode == "L" else [tuple(row) for row in rows]

    def getextrema(self):
        found = [(int(channel.min()), int(channel.max())) for channel in self._tensor_bytes.reshape(self.width * self.height, -1).unbind(-1)]
        return found[0] if self.mode == "L" else tuple(found)

    def histogram(self):
        return [
            count
            for channel in self._tensor_bytes.reshape(self.width * self.height, -1).unbind(-1)
            for count in torch.bincount(channel.long(), minlength=256).tolist()
        ]

    def tobytes(self):
        return self._tensor_bytes.contiguous().numpy().tobytes()

    def save(self, fp, format=None, **settings):
        """As PNG, as JPEG where a browser can wait, or as GIF, to which append_images adds frames."""
        name = os.fspath(fp) if isinstance(fp, (str, os.PathLike)) else ""
        kind = (format or os.path.splitext(name)[1].lstrip(".") or "png").upper()
        if kind == "GIF":
            data = self._gif(**settings)
        elif kind in ("JPG", "JPEG"):
            data = self._jpeg(**settings)
        elif kind != "PNG":
            raise NotImplementedError(f"pictures are saved as PNG, JPEG and GIF here, not as {kind}.")
        elif settings.keys() - {"optimize", "compress_level"}:
            raise NotImplementedError(f"save({', '.join(settings)}) is not here: PNG files hold a picture alone.")
        else:
            data = self._repr_png_()
        if name:
            with _open_file(name, "wb") as file:
                file.write(data)
        else:
            fp.write(data)

    def _jpeg(self, quality=75, optimize=False):
        if self.mode not in ("L", "RGB"):
            raise OSError(f"cannot write mode {self.mode} as JPEG")
        if not pictures.can_convert():
            raise NotImplementedError("JPEG files are written in the page, by a browser that can wait within a program: here are PNG files.")
        return pictures.jpeg(self.convert("RGBA").tobytes(), *self.size, quality)

    def _gif(self, save_all=False, append_images=(), duration=0, loop=None, optimize=True):
        from imageio import _gif

        frames = [(image.convert("RGBA").tobytes(), *image.size) for image in (self, *(append_images if save_all else ()))]
        durations = duration if isinstance(duration, (list, tuple)) else [duration] * len(frames)
        return _gif.written(frames, [millis / 1000 for millis in durations], loop)

    def show(self, title=None):
        from matplotlib import pyplot

        pyplot.imshow(self)
        if title:
            pyplot.title(title)
        pyplot.show()

    def _repr_png_(self):
        return png.written(self.tobytes(), self.width, self.height, len(self.mode))

    def __repr__(self):
        return f"<PIL.Image.Image image mode={self.mode} size={self.width}x{self.height}>"

    def __getattr__(self, name):
        raise AttributeError(f"'Image' object has no attribute '{name}' here.")


def _by_planes(pixels, change):
    return change(pixels) if pixels.dim() == 2 else change(pixels.permute(2, 0, 1)).permute(1, 2, 0).contiguous()


def fromarray(obj, mode=None):
    pixels = numpy.asarray(obj)._tensor
    if pixels.dtype is torch.bool:
        pixels = pixels.byte() * 255
    if pixels.dtype is not torch.uint8 or pixels.dim() not in (2, 3):
        raise TypeError(f"Cannot handle this data type: {tuple(pixels.shape)}, {pixels.dtype}")
    own = "L" if pixels.dim() == 2 else {2: "LA", 3: "RGB", 4: "RGBA"}.get(pixels.size(-1))
    if own is None or mode not in (None, own):
        raise TypeError(f"Cannot handle this data type: {tuple(pixels.shape)}, mode {mode}")
    return Image(pixels, own)


def new(mode, size, color=0):
    if mode not in _MODES:
        raise NotImplementedError(f"Image.new({mode!r}) is not here: {', '.join(_MODES)} are.")
    if isinstance(color, str):
        raise NotImplementedError("colours by name are not here: numbers from 0 to 255 are.")
    shape = (size[1], size[0]) if mode == "L" else (size[1], size[0], len(mode))
    return Image(torch.full(shape, 0, dtype=torch.uint8) + torch.tensor(color, dtype=torch.uint8), mode)


def merge(mode, bands):
    return Image(bands[0]._tensor_bytes.clone() if mode == "L" else torch.stack([one._tensor_bytes for one in bands], -1), mode)


def blend(im1, im2, alpha):
    first, second = im1._tensor_bytes.float(), im2._tensor_bytes.float()
    return Image((first + alpha * (second - first)).clamp(0, 255).byte(), im1.mode)


_open_file = open


def open(fp, mode="r"):
    if mode != "r":
        raise ValueError(f"bad mode {mode!r}")
    if isinstance(fp, (str, os.PathLike)):
        with _open_file(fp, "rb") as file:
            data = file.read()
    else:
        data = fp.read()
    pixels, channels, width, height = pictures.read(data)
    shape = (height, width) if channels == 1 else (height, width, channels)
    mode = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[channels]
    made = Image(torch.frombuffer(bytearray(pixels), dtype=torch.uint8).reshape(*shape), mode)
    made.format, made.filename = pictures.kind_of(data), fp if isinstance(fp, str) else ""
    return made


def __getattr__(name):
    raise AttributeError(f"PIL.Image.{name} is not here. It would run in PIL.")
