"""Transforms that few programs ask for: blurred, sharpened, turned to the negative, spread over all tones."""

import torch

from . import functional as F
from ._color import _blended
from .chance import _ByChance, _uniform


def gaussian_blur(img, kernel_size, sigma=None):
    sizes = [kernel_size] * 2 if isinstance(kernel_size, int) else list(kernel_size) * (2 // len(kernel_size))
    widths = [0.3 * ((size - 1) * 0.5 - 1) + 0.8 for size in sizes] if sigma is None else sigma if isinstance(sigma, (list, tuple)) else [float(sigma)] * 2
    widths = list(widths) * (2 // len(widths))

    def line(size, width):
        shape = torch.exp(-0.5 * (torch.linspace(-(size - 1) * 0.5, (size - 1) * 0.5, size) / width) ** 2)
        return shape / shape.sum()

    across, down = (line(size, width) for size, width in zip(sizes, widths))

    def run(own):
        planes = own.reshape(-1, 1, *own.shape[-2:])
        planes = planes if own.is_floating_point() else planes.float()
        wide, high = sizes[0] // 2, sizes[1] // 2
        kernel = torch.mm(down.unsqueeze(1), across.unsqueeze(0)).to(planes.dtype)
        out = torch.nn.functional.conv2d(torch.nn.functional.pad(planes, (wide, wide, high, high), "reflect"), kernel.reshape(1, 1, *kernel.shape))
        return (out if own.is_floating_point() else out.round()).to(own.dtype).reshape(own.shape)

    return F.planes(img, run)


class GaussianBlur(torch.nn.Module):
    def __init__(self, kernel_size, sigma=(0.1, 2.0)):
        super().__init__()
        self.kernel_size = (kernel_size, kernel_size) if isinstance(kernel_size, int) else tuple(kernel_size)
        if any(size <= 0 or size % 2 == 0 for size in self.kernel_size):
            raise ValueError("Kernel size value should be an odd and positive number.")
        self.sigma = (sigma, sigma) if isinstance(sigma, (int, float)) else sigma
        if not 0.0 < self.sigma[0] <= self.sigma[1]:
            raise ValueError("If sigma is a single number, it must be positive." if isinstance(sigma, (int, float)) else "sigma values should be positive and of the form (min, max).")

    def forward(self, img):
        return gaussian_blur(img, self.kernel_size, [_uniform(*self.sigma)] * 2)

    def __repr__(self):
        return f"GaussianBlur(kernel_size={self.kernel_size}, sigma={self.sigma})"


def _most(own):
    return 1 if own.is_floating_point() else 255


def invert(img):
    return F.planes(img, lambda own: _most(own) - own)


def solarize(img, threshold):
    return F.planes(img, lambda own: torch.where(own >= threshold, _most(own) - own, own))


def posterize(img, bits):
    return F.planes(img, lambda own: own & (256 - (1 << 8 - bits)))


def autocontrast(img):
    def run(own):
        low, high = own.amin((-2, -1), True).double(), own.amax((-2, -1), True).double()
        scale = torch.where(high > low, _most(own) / (high - low).clamp(min=1e-12), torch.ones_like(high))
        return ((own.double() - torch.where(high > low, low, torch.zeros_like(low))) * scale).clamp(0, _most(own)).to(own.dtype)

    return F.planes(img, run)


def equalize(img):
    def channel(own):
        counts = torch.bincount(own.flatten().long(), minlength=256)
        filled = counts[counts > 0].tolist()
        step = (sum(filled) - filled[-1]) // 255
        if not step:
            return own
        before = counts.cumsum(0) - counts
        return ((step // 2 + before) // step).clamp(max=255).byte()[own.long()]

    return F.planes(img, lambda own: torch.stack([channel(one) for one in own.reshape(-1, *own.shape[-2:])]).reshape(own.shape))


def adjust_sharpness(img, sharpness_factor):
    def smooth(own):
        """The mean of each pixel, five times, and its neighbours; the edge stays as it is."""
        planes = (own.permute(2, 0, 1) if is_picture and own.dim() == 3 else own).float()
        kernel = torch.ones(3, 3)
        kernel[1, 1] = 5
        inner = torch.nn.functional.conv2d(planes.reshape(-1, 1, *planes.shape[-2:]), (kernel / 13).reshape(1, 1, 3, 3))
        out = planes.clone()
        out[..., 1:-1, 1:-1] = (inner if img_is_float else inner.round()).reshape(*planes.shape[:-2], planes.size(-2) - 2, planes.size(-1) - 2)
        return out.permute(1, 2, 0) if is_picture and own.dim() == 3 else out

    is_picture, img_is_float = isinstance(img, F.Image.Image), not isinstance(img, F.Image.Image) and img.is_floating_point()
    return _blended(img, sharpness_factor, smooth)


def adjust_gamma(img, gamma, gain=1):
    if gamma < 0:
        raise ValueError("Gamma should be a non-negative real number")

    def run(own):
        share = own if own.is_floating_point() else own.double() / 255
        bent = gain * share**gamma
        return bent.clamp(0, 1) if own.is_floating_point() else ((255 + 1 - 1e-3) * bent).floor().clamp(0, 255).to(own.dtype)

    return F.planes(img, run)


def ten_crop(img, size, vertical_flip=False):
    return F.five_crop(img, size) + F.five_crop(F.vflip(img) if vertical_flip else F.hflip(img), size)


class TenCrop(torch.nn.Module):
    def __init__(self, size, vertical_flip=False):
        super().__init__()
        self.size, self.vertical_flip = (size, size) if isinstance(size, int) else tuple(size), vertical_flip

    def forward(self, img):
        return ten_crop(img, self.size, self.vertical_flip)

    def __repr__(self):
        return f"TenCrop(size={self.size}, vertical_flip={self.vertical_flip})"


def _changing(name, function, setting=None):
    """By chance, with one setting or none."""

    def change(self, img):
        return function(img) if setting is None else function(img, getattr(self, setting))

    def shown(self):
        return f"{name}(p={self.p})" if setting is None else f"{name}({setting}={getattr(self, setting)},p={self.p})"

    def start(self, *given, **named):
        first = [] if setting is None else [setting]
        values = dict(zip([*first, "p"], given)) | named
        if len(given) > len(first) + 1 or set(values) - {*first, "p"} or not set(first) <= set(values):
            raise TypeError(f"{name}() takes {', '.join([*first, 'p'])}")
        _ByChance.__init__(self, values.pop("p", 0.5))
        self.__dict__.update(values)

    return type(name, (_ByChance,), {"__init__": start, "change": change, "__repr__": shown})


RandomInvert, RandomAutocontrast, RandomEqualize = _changing("RandomInvert", invert), _changing("RandomAutocontrast", autocontrast), _changing("RandomEqualize", equalize)
RandomSolarize, RandomPosterize = _changing("RandomSolarize", solarize, "threshold"), _changing("RandomPosterize", posterize, "bits")
RandomAdjustSharpness = _changing("RandomAdjustSharpness", adjust_sharpness, "sharpness_factor")
