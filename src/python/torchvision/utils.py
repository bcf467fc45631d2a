"""Pictures side by side."""

import math

import torch


def make_grid(tensor, nrow=8, padding=2, normalize=False, value_range=None, scale_each=False, pad_value=0.0, **kwargs):
    if isinstance(tensor, (list, tuple)):
        tensor = torch.stack(list(tensor))
    while tensor.dim() < 4:
        tensor = tensor.unsqueeze(0)
    if tensor.size(1) == 1:
        tensor = torch.cat((tensor, tensor, tensor), 1)
    if normalize:
        low, high = value_range or (float(tensor.min()), float(tensor.max()))
        tensor = (tensor.clamp(low, high) - low) / max(high - low, 1e-5)
    if tensor.size(0) == 1:
        return tensor.squeeze(0)
    count, (height, width) = tensor.size(0), (tensor.size(2) + padding, tensor.size(3) + padding)
    columns = min(nrow, count)
    rows = math.ceil(count / columns)
    grid = tensor.new_full((tensor.size(1), height * rows + padding, width * columns + padding), pad_value)
    for place in range(count):
        top, left = place // columns * height + padding, place % columns * width + padding
        grid[:, top : top + height - padding, left : left + width - padding] = tensor[place]
    return grid


def __getattr__(name):
    raise AttributeError(f"torchvision.utils.{name} is not here. It would run in torchvision.")
