"""Brightness, contrast, saturation, hue: between a picture and its plainest."""

import torch
from PIL import Image


def adjust_brightness(img, brightness_factor):
    return _blended(img, brightness_factor, lambda own: own * 0)


def adjust_contrast(img, contrast_factor):
    def plain(own):
        if isinstance(img, Image.Image):
            return torch.full_like(own, int(_grey(img).double().mean().item() + 0.5))
        return (_grey(own) if own.size(-3) == 3 else own).mean((-3, -2, -1), True)

    return _blended(img, contrast_factor, plain)


def adjust_saturation(img, saturation_factor):
    if (img.mode if isinstance(img, Image.Image) else img.size(-3)) in ("L", 1):
        return img
    return _blended(
        img, saturation_factor, lambda own: _grey(img).float().unsqueeze(-1).expand(own.shape) if isinstance(img, Image.Image) else _grey(own).expand(own.shape)
    )


def _grey(img):
    if isinstance(img, Image.Image):
        return img.convert("L")._tensor_bytes
    red, green, blue = img.unbind(-3)
    return (0.2989 * red + 0.587 * green + 0.114 * blue).to(img.dtype).unsqueeze(-3).to(img.dtype)


def _blended(img, factor, plain):
    if factor < 0:
        raise ValueError(f"factor ({factor}) is not non-negative.")
    if isinstance(img, Image.Image):
        own = img._tensor_bytes.float()
        base = plain(own).float()
        return Image.Image((base + factor * (own - base)).clamp(0, 255).byte(), img.mode)
    base = plain(img)
    return (factor * img + (1.0 - factor) * base).clamp(0, 1.0 if img.is_floating_point() else 255).to(img.dtype)


def adjust_hue(img, hue_factor):
    """Through hue, saturation and value in bytes, as PIL keeps them."""
    if not -0.5 <= hue_factor <= 0.5:
        raise ValueError(f"hue_factor ({hue_factor}) is not in [-0.5, 0.5].")
    if not isinstance(img, Image.Image):
        raise NotImplementedError("adjust_hue of a tensor is not here: of a picture it is.")
    if img.mode == "L":
        return img
    red, green, blue = img._tensor_bytes.float().unbind(-1)
    most, least = img._tensor_bytes.amax(-1).float(), img._tensor_bytes.amin(-1).float()
    width = (most - least).clamp(min=1)
    r, g, b = ((most - one) / width for one in (red, green, blue))
    hue = torch.where(red == most, b - g, torch.where(green == most, 2 + r - b, 4 + g - r)) / 6 + 1
    hue = torch.where(most == least, 0.0, ((hue - hue.floor()) * 255).floor())
    strength = torch.where(most == least, 0.0, ((most - least) / most.clamp(min=1) * 255).floor())
    hue = (hue + int(hue_factor * 255) % 256) % 256
    sector = hue * 6 / 255
    whole, share = sector.floor(), strength / 255
    part = sector - whole
    p, q, t = (most * (1 - share * one) for one in (torch.ones_like(part), part, 1 - part))
    p, q, t = ((one + 0.5).floor() for one in (p, q, t))
    order = (whole.long() % 6).unsqueeze(-1)
    rows = torch.stack([torch.stack(one, -1) for one in ((most, t, p), (q, most, p), (p, most, t), (p, q, most), (t, p, most), (most, p, q))], -2)
    chosen = rows.gather(-2, order.unsqueeze(-1).expand(*order.shape[:-1], 1, 3)).squeeze(-2)
    return Image.Image(torch.where((strength == 0).unsqueeze(-1), most.unsqueeze(-1), chosen).byte(), img.mode)
