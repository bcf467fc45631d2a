"""Pictures side by side, and into files."""

import math

import torch


def make_grid(tensor, nrow=8, padding=2, normalize=False, value_range=None, scale_each=False, pad_value=0.0, *, range=None):
    value_range = range if value_range is None else value_range
    if isinstance(tensor, (list, tuple)):
        tensor = torch.stack(list(tensor))
    if tensor.dim() == 2:
        tensor = tensor.unsqueeze(0)
    if tensor.dim() == 3:
        tensor = (torch.cat((tensor, tensor, tensor), 0) if tensor.size(0) == 1 else tensor).unsqueeze(0)
    if tensor.size(1) == 1:
        tensor = torch.cat((tensor, tensor, tensor), 1)
    if normalize:
        stretched = lambda own: _stretched(own, *(value_range or (float(own.min()), float(own.max()))))
        tensor = torch.stack([stretched(own) for own in tensor]) if scale_each else stretched(tensor)
    if tensor.size(0) == 1:
        return tensor.squeeze(0)
    count, (height, width) = tensor.size(0), (tensor.size(2) + padding, tensor.size(3) + padding)
    columns = min(nrow, count)
    rows = math.ceil(count / columns)
    grid = tensor.new_full((tensor.size(1), height * rows + padding, width * columns + padding), pad_value)
    for place, own in enumerate(tensor):
        top, left = place // columns * height + padding, place % columns * width + padding
        grid[:, top : top + height - padding, left : left + width - padding] = own
    return grid


def _stretched(tensor, low, high):
    return (tensor.clamp(low, high) - low) / max(high - low, 1e-5)


def save_image(tensor, fp, format=None, **settings):
    """As PNG; the settings are `make_grid`'s."""
    from PIL import Image

    grid = make_grid(tensor, **settings)
    pixels = grid.mul(255).add_(0.5).clamp_(0, 255).permute(1, 2, 0).to(torch.uint8).contiguous()
    Image.Image(pixels, "RGB").save(fp, format)


def __getattr__(name):
    raise AttributeError(f"torchvision.utils.{name} is not here. It would run in torchvision.")
