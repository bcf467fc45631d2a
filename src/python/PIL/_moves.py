"""Pictures turned and moved."""

import functools
import math

import torch


def turned(angle, center, translate=(0, 0)):
    """From a new place to the old one, turned about a center."""
    sine, cosine = round(math.sin(angle), 15), round(math.cos(angle), 15)
    matrix = [cosine, sine, 0.0, -sine, cosine, 0.0]
    x, y = -center[0] - translate[0], -center[1] - translate[1]
    matrix[2], matrix[5] = cosine * x + sine * y + center[0], -sine * x + cosine * y + center[1]
    return matrix


@functools.lru_cache(8)
def _grid(size):
    return torch.arange(size[1], dtype=torch.float64).unsqueeze(1) + 0.5, torch.arange(size[0], dtype=torch.float64) + 0.5


def moved(planes, matrix, size, fill):
    """Planes [..., height, width] seen through a matrix, the nearest pixel each time."""
    rows, columns = _grid(size)
    x = (matrix[0] * columns + (matrix[1] * rows + matrix[2])).floor_()
    y = (matrix[3] * columns + (matrix[4] * rows + matrix[5])).floor_()
    height, width = planes.shape[-2:]
    inner_x, inner_y = x.clamp(0, width - 1), y.clamp(0, height - 1)
    is_inside = (inner_x == x) & (inner_y == y)
    places = (inner_y * width + inner_x).long().flatten()
    found = planes.flatten(-2).index_select(-1, places).unflatten(-1, (size[1], size[0]))
    around = torch.tensor(fill, dtype=planes.dtype)
    return torch.where(is_inside, found, around.reshape(-1, 1, 1) if around.numel() > 1 else around.reshape(()))
