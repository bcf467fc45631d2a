"""Planes made larger or smaller, padded, shuffled, sampled."""

import math

from ... import _creation, _dtype, _functions


def pad(input, pad, mode="constant", value=None):
    pad = [int(side) for side in pad]
    if len(pad) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    if len(pad) > 2 * input.dim():
        raise RuntimeError("Padding length too large")
    if not any(pad):
        return input.clone()
    for place in range(0, len(pad), 2):
        dim, before, after = input.dim() - 1 - place // 2, pad[place], pad[place + 1]
        if mode == "constant":
            input = _padded(input, dim, before, after, 0 if value is None else value)
            continue
        size = input.size(dim)
        if mode == "reflect":
            if max(before, after) >= size:
                raise RuntimeError(
                    f"Argument #{4 + place}: Padding size should be less than the corresponding input dimension, but got: padding ({before}, {after}) at dimension {dim} of input {input.dim()}"
                )
            order = [*range(before, 0, -1), *range(size), *range(size - 2, size - 2 - after, -1)]
        elif mode == "replicate":
            order = [0] * before + [*range(size)] + [size - 1] * after
        elif mode == "circular":
            order = [*range(size - before, size), *range(size), *range(after)]
        else:
            raise NotImplementedError(f"Unrecognised padding mode {mode}")
        input = input.index_select(dim, _creation.tensor(order, dtype=_dtype.int64))
    return input


def _padded(input, dim, before, after, value):
    size = input.size(dim)
    start, end = max(0, -before), size - max(0, -after)
    input = input.narrow(dim, start, max(0, end - start)) if before < 0 or after < 0 else input
    shape = list(input.shape)
    parts = []
    for length in (before, after):
        shape[dim] = max(0, length)
        parts.append(_creation.full(tuple(shape), value, dtype=input.dtype) if length > 0 else None)
    joined = [part for part in (parts[0], input, parts[1]) if part is not None]
    return _functions.cat(joined, dim) if len(joined) > 1 else input


_LINES = {"nearest": 0, "nearest-exact": 0, "area": 0, "linear": 3, "bilinear": 4, "bicubic": 4, "trilinear": 5}


def interpolate(input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None, antialias=False):
    rank = input.dim() - 2
    if mode not in _LINES or rank not in (1, 2, 3):
        modes = "nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact"
        raise NotImplementedError(f"Input Error: Only 3D, 4D and 5D input Tensors supported (got {rank + 2}D) for the modes: {modes} (got {mode})")
    if _LINES[mode] not in (0, input.dim()):
        raise NotImplementedError(f"Got {input.dim()}D input, but {mode} mode needs {_LINES[mode]}D input")
    if antialias:
        raise NotImplementedError("interpolate(antialias=True) is not here.")
    if align_corners is not None and not _LINES[mode]:
        raise ValueError("align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear")
    if (size is None) == (scale_factor is None):
        raise ValueError("either size or scale_factor should be defined" if size is None else "only one of size or scale_factor should be defined")
    if size is None:
        factors = [scale_factor] * rank if not isinstance(scale_factor, (tuple, list)) else list(scale_factor)
        size = [int(math.floor(own * factor)) for own, factor in zip(input.shape[2:], factors)]
        factors = [None] * rank if recompute_scale_factor else factors
    else:
        size = [size] * rank if isinstance(size, int) else list(size)
        if len(size) != rank:
            raise ValueError(
                f"Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of {list(input.shape[2:])} and output size of {tuple(size)}. "
                "Please provide input tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format."
            )
        factors = [None] * rank
    if mode == "area":
        from .pooling import adaptive_avg_pool1d, adaptive_avg_pool2d

        return adaptive_avg_pool1d(input, size) if rank == 1 else adaptive_avg_pool2d(input, size)
    for place, (wanted, factor) in enumerate(zip(size, factors)):
        own = input.size(place + 2)
        step = own / wanted if factor is None else 1 / factor
        if align_corners:
            step = (own - 1) / (wanted - 1) if wanted > 1 else 0.0
        input = _stretched(input, place + 2, wanted, step, mode, align_corners)
    return input


def _stretched(input, dim, wanted, step, mode, align_corners):
    """One dimension made so large; a new number lies `step` old ones after the one before it."""
    own = input.size(dim)
    inside = lambda place: max(0, min(own - 1, place))
    taken = lambda places: input.index_select(dim, _creation.tensor([inside(place) for place in places], dtype=_dtype.int64))
    if mode in ("nearest", "nearest-exact"):
        return taken([int(math.floor((index + 0.5 * (mode == "nearest-exact")) * step)) for index in range(wanted)])
    places = [index * step if align_corners else (index + 0.5) * step - 0.5 for index in range(wanted)]
    places = places if mode == "bicubic" else [max(0.0, place) for place in places]
    low = [int(math.floor(place)) for place in places]
    low = low if mode == "bicubic" else [inside(place) for place in low]
    shape = [-1 if d == dim else 1 for d in range(input.dim())]
    share = _creation.tensor([place - first for place, first in zip(places, low)], dtype=input.dtype).reshape(*shape)
    if mode != "bicubic":
        return taken(low) * (1 - share) + taken([first + 1 for first in low]) * share
    # Keys' cubic with a = -0.75, as PyTorch has it.
    near = lambda x: ((1.25 * x - 2.25) * x) * x + 1
    far = lambda x: ((-0.75 * x + 3.75) * x - 6.0) * x + 3.0
    weights = (far(share + 1), near(share), near(1 - share), far(2 - share))
    return sum(taken([first + offset for first in low]) * weight for offset, weight in zip((-1, 0, 1, 2), weights))


upsample = interpolate


def upsample_nearest(input, size=None, scale_factor=None):
    return interpolate(input, size, scale_factor)


def upsample_bilinear(input, size=None, scale_factor=None):
    return interpolate(input, size, scale_factor, "bilinear", True)


def pixel_shuffle(input, upscale_factor):
    r, (*before, c, h, w) = upscale_factor, input.shape
    if c % r**2:
        raise RuntimeError(
            f"pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)={c} is not divisible by {r**2}"
        )
    return input.reshape(*before, c // r**2, r, r, h, w).movedim((-4, -3), (-3, -1)).reshape(*before, c // r**2, h * r, w * r)


def pixel_unshuffle(input, downscale_factor):
    r, (*before, c, h, w) = downscale_factor, input.shape
    return input.reshape(*before, c, h // r, r, w // r, r).movedim((-3, -1), (-4, -3)).reshape(*before, c * r**2, h // r, w // r)


def channel_shuffle(input, groups):
    return input.unflatten(1, (groups, input.size(1) // groups)).transpose(1, 2).flatten(1, 2)


# Planes seen through a grid of places (Jaderberg et al., 2015).


def affine_grid(theta, size, align_corners=None):
    n, _, height, width = size
    line = lambda count: _creation.linspace(-1, 1, count) if align_corners else (_creation.arange(count) * 2 + 1) / count - 1
    y, x = _functions.meshgrid(line(height), line(width), indexing="ij")
    base = _functions.stack([x, y, _creation.ones_like(x)], -1).reshape(1, -1, 3)
    return (base @ theta.transpose(1, 2)).reshape(n, height, width, 2)


def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
    if mode not in ("bilinear", "nearest") or padding_mode not in ("zeros", "border"):
        raise NotImplementedError(f"grid_sample(mode={mode!r}, padding_mode={padding_mode!r}) is not here: 'bilinear' and 'nearest', 'zeros' and 'border' are.")
    n, c, height, width = input.shape
    scaled = lambda place, size: (place + 1) / 2 * (size - 1) if align_corners else ((place + 1) * size - 1) / 2
    x, y = scaled(grid[..., 0], width), scaled(grid[..., 1], height)
    if padding_mode == "border":
        x, y = x.clamp(0, width - 1), y.clamp(0, height - 1)
    flat = input.reshape(n, c, -1)

    def taken(column, row):
        is_inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        places = (row.clamp(0, height - 1) * width + column.clamp(0, width - 1)).long()
        found = flat.gather(2, places.reshape(n, 1, -1).expand(n, c, -1)).reshape(n, c, *column.shape[1:])
        return found * is_inside.unsqueeze(1).to(input.dtype)

    if mode == "nearest":
        return taken(x.detach().round(), y.detach().round())
    left, top = x.detach().floor(), y.detach().floor()
    right, down = (x - left).unsqueeze(1), (y - top).unsqueeze(1)
    upper = taken(left, top) * (1 - right) + taken(left + 1, top) * right
    lower = taken(left, top + 1) * (1 - right) + taken(left + 1, top + 1) * right
    return upper * (1 - down) + lower * down
