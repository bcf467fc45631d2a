"""Pictures turned and moved."""

import math

import torch


def turned(angle, center, translate=(0, 0)):
    """From a new place to the old one, turned about a center."""
    sine, cosine = round(math.sin(angle), 15), round(math.cos(angle), 15)
    matrix = [cosine, sine, 0.0, -sine, cosine, 0.0]
    x, y = -center[0] - translate[0], -center[1] - translate[1]
    matrix[2], matrix[5] = cosine * x + sine * y + center[0], -sine * x + cosine * y + center[1]
    return matrix


def moved(planes, matrix, size, fill):
    """Planes [..., height, width] seen through a matrix, the nearest pixel each time."""
    rows, columns = torch.meshgrid(torch.arange(size[1], dtype=torch.float64) + 0.5, torch.arange(size[0], dtype=torch.float64) + 0.5, indexing="ij")
    x = (matrix[0] * columns + matrix[1] * rows + matrix[2]).floor().long()
    y = (matrix[3] * columns + matrix[4] * rows + matrix[5]).floor().long()
    height, width = planes.shape[-2:]
    is_inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    found = planes[..., y.clamp(0, height - 1), x.clamp(0, width - 1)]
    around = torch.tensor(fill, dtype=planes.dtype)
    return torch.where(is_inside, found, around.reshape(-1, 1, 1) if around.numel() > 1 else around.reshape(()))
