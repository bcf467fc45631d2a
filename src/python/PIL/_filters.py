"""Pictures made larger or smaller, as PIL does it: across, rounded to bytes, then down."""

import functools
import math

import torch

NEAREST, LANCZOS, BILINEAR, BICUBIC, BOX = 0, 1, 2, 3, 4


def _triangle(x):
    return max(0.0, 1.0 - abs(x))


def _cubic(x):
    x = abs(x)
    if x < 1.0:
        return (1.5 * x - 2.5) * x * x + 1
    return ((x - 5) * x + 8) * x * -0.5 + 2 if x < 2.0 else 0.0


def _sinc(x):
    return 1.0 if x == 0 else math.sin(math.pi * x) / (math.pi * x)


_FILTERS = {
    BILINEAR: (_triangle, 1.0), BICUBIC: (_cubic, 2.0), LANCZOS: (lambda x: _sinc(x) * _sinc(x / 3) if -3.0 <= x < 3.0 else 0.0, 3.0),
    BOX: (lambda x: 1.0 if -0.5 < x <= 0.5 else 0.0, 0.5),
}  # fmt: skip


@functools.lru_cache(64)
def _weights(before, after, resample):
    """How much of each old pixel a new one gets."""
    shape, reach = _FILTERS[resample]
    scale = before / after
    wide = max(1.0, scale)
    support, rows = reach * wide, []
    for place in range(after):
        center = (place + 0.5) * scale
        low, high = max(0, int(center - support + 0.5)), min(before, int(center + support + 0.5))
        weights = [shape((old + 0.5 - center) / wide) for old in range(low, high)]
        total = sum(weights) or 1.0
        rows.append([0.0] * low + [weight / total for weight in weights] + [0.0] * (before - high))
    return torch.tensor(rows, dtype=torch.float64)


def resized(pixels, size, resample):
    width, height = size
    if resample == NEAREST:
        rows = ((torch.arange(height) + 0.5) * (pixels.size(0) / height)).long()
        columns = ((torch.arange(width) + 0.5) * (pixels.size(1) / width)).long()
        return pixels[rows][:, columns]
    if resample not in _FILTERS:
        raise NotImplementedError(f"resize with filter {resample} is not here: NEAREST, BOX, BILINEAR, BICUBIC and LANCZOS are.")
    whole = lambda numbers: numbers.add(0.5).floor().clamp(0, 255)
    planes = pixels.double() if pixels.dim() == 3 else pixels.double().unsqueeze(-1)
    if width != pixels.size(1):
        planes = whole(torch.einsum("hwc,vw->hvc", planes, _weights(pixels.size(1), width, resample)))
    if height != pixels.size(0):
        planes = whole(torch.einsum("hwc,uh->uwc", planes, _weights(pixels.size(0), height, resample)))
    planes = planes.byte()
    return planes if pixels.dim() == 3 else planes.squeeze(-1)
