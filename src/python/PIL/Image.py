"""A picture: bytes in rows, grey or with three colours."""

import numpy
import torch

NEAREST, BILINEAR, LANCZOS, BICUBIC = 0, 2, 1, 3


class Image:
    def __init__(self, pixels, mode):
        # Bytes [height, width] or [height, width, 3].
        self._tensor_bytes, self.mode = pixels, mode

    @property
    def size(self):
        return self._tensor_bytes.shape[1], self._tensor_bytes.shape[0]

    width = property(lambda self: self.size[0])
    height = property(lambda self: self.size[1])

    def __array__(self, dtype=None):
        return numpy.array(self._tensor_bytes.numpy(), dtype)

    def _pixels(self):
        return self._tensor_bytes

    def copy(self):
        return Image(self._tensor_bytes.clone(), self.mode)

    def convert(self, mode):
        if mode == self.mode:
            return self
        if (self.mode, mode) == ("L", "RGB"):
            return Image(self._tensor_bytes.unsqueeze(-1).repeat(1, 1, 3), "RGB")
        if (self.mode, mode) == ("RGB", "L"):
            # ITU-R 601, in whole numbers, as PIL rounds it.
            red, green, blue = self._tensor_bytes.int().unbind(-1)
            return Image(((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16).byte(), "L")
        raise NotImplementedError(f"convert({mode!r}) from {self.mode!r} is not here.")

    def resize(self, size, resample=BILINEAR):
        return Image(_resized(self._tensor_bytes, size, resample), self.mode)

    def crop(self, box):
        left, top, right, bottom = (int(side) for side in box)
        return Image(self._tensor_bytes[top:bottom, left:right], self.mode)

    def getpixel(self, xy):
        value = self._tensor_bytes[xy[1], xy[0]].tolist()
        return tuple(value) if isinstance(value, list) else value

    def show(self):
        from matplotlib import pyplot

        pyplot.imshow(self)
        pyplot.show()

    def __repr__(self):
        return f"<PIL.Image.Image image mode={self.mode} size={self.width}x{self.height}>"


def _weights(before, after):
    """PIL's triangle filter: how much of each old pixel a new one gets."""
    scale = before / after
    support = max(1.0, scale)
    rows = []
    for place in range(after):
        center = (place + 0.5) * scale
        low, high = max(0, int(center - support + 0.5)), min(before, int(center + support + 0.5))
        weights = [max(0.0, 1.0 - abs((old + 0.5 - center) / support)) for old in range(low, high)]
        total = sum(weights) or 1.0
        rows.append([0.0] * low + [weight / total for weight in weights] + [0.0] * (before - high))
    return torch.tensor(rows, dtype=torch.float64)


def _resized(pixels, size, resample):
    width, height = size
    if resample == NEAREST:
        rows = ((torch.arange(height) + 0.5) * (pixels.size(0) / height)).long()
        columns = ((torch.arange(width) + 0.5) * (pixels.size(1) / width)).long()
        return pixels[rows][:, columns]
    if resample != BILINEAR:
        raise NotImplementedError("resize is here with NEAREST and BILINEAR.")
    planes = pixels.double() if pixels.dim() == 3 else pixels.double().unsqueeze(-1)
    # Across, rounded to bytes, then down: as PIL does it.
    across = torch.einsum("hwc,vw->hvc", planes, _weights(pixels.size(1), width)).add(0.5).floor().clamp(0, 255)
    down = torch.einsum("hwc,uh->uwc", across, _weights(pixels.size(0), height)).add(0.5).floor().clamp(0, 255).byte()
    return down if pixels.dim() == 3 else down.squeeze(-1)


def fromarray(obj, mode=None):
    pixels = numpy.asarray(obj)._tensor
    if pixels.dtype is not torch.uint8:
        raise TypeError(f"Cannot handle this data type: {tuple(pixels.shape)}, {pixels.dtype}")
    return Image(pixels, mode or ("L" if pixels.dim() == 2 else "RGB"))


def new(mode, size, color=0):
    shape = (size[1], size[0]) if mode == "L" else (size[1], size[0], 3)
    return Image(torch.full(shape, 0, dtype=torch.uint8) + torch.tensor(color, dtype=torch.uint8), mode)


def open(fp, mode="r"):
    raise NotImplementedError("Image.open is not here yet. It would run in PIL.")
