"""Transforms by chance, with PyTorch's random numbers in torchvision's order."""

import math
import random

import torch

from . import functional as F


def _uniform(low, high):
    return torch.empty(1).uniform_(low, high).item()


class _ByChance(torch.nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p

    def forward(self, img):
        return self.change(img) if torch.rand(1) < self.p else img

    def __repr__(self):
        return f"{type(self).__name__}(p={self.p})"


class RandomHorizontalFlip(_ByChance):
    change = staticmethod(F.hflip)


class RandomVerticalFlip(_ByChance):
    change = staticmethod(F.vflip)


class RandomGrayscale(_ByChance):
    def __init__(self, p=0.1):
        super().__init__(p)

    def change(self, img):
        return F.rgb_to_grayscale(img, F.get_dimensions(img)[0])


class RandomApply(torch.nn.Module):
    def __init__(self, transforms, p=0.5):
        super().__init__()
        self.transforms, self.p = transforms, p

    def forward(self, img):
        if self.p < torch.rand(1):
            return img
        for transform in self.transforms:
            img = transform(img)
        return img

    def __repr__(self):
        return f"RandomApply(\n    p={self.p}\n" + "".join(f"    {transform}\n" for transform in self.transforms) + ")"


class RandomChoice:
    def __init__(self, transforms, p=None):
        self.transforms, self.p = transforms, p

    def __call__(self, img):
        return random.choices(self.transforms, weights=self.p)[0](img)

    def __repr__(self):
        return "RandomChoice(\n" + "".join(f"    {transform}\n" for transform in self.transforms) + f")(p={self.p})"


class RandomOrder:
    def __init__(self, transforms):
        self.transforms = transforms

    def __repr__(self):
        return "RandomOrder(\n" + "".join(f"    {transform}\n" for transform in self.transforms) + ")"

    def __call__(self, img):
        order = list(range(len(self.transforms)))
        random.shuffle(order)
        for place in order:
            img = self.transforms[place](img)
        return img


class RandomCrop(torch.nn.Module):
    def __init__(self, size, padding=None, pad_if_needed=False, fill=0, padding_mode="constant"):
        super().__init__()
        self.size, self.padding = (size, size) if isinstance(size, int) else tuple(size), padding
        self.pad_if_needed, self.fill, self.padding_mode = pad_if_needed, fill, padding_mode

    def forward(self, img):
        if self.padding is not None:
            img = F.pad(img, self.padding, self.fill, self.padding_mode)
        (height, width), (rows, columns) = self.size, F.get_dimensions(img)[1:]
        if self.pad_if_needed and columns < width:
            img = F.pad(img, [width - columns, 0], self.fill, self.padding_mode)
        if self.pad_if_needed and rows < height:
            img = F.pad(img, [0, height - rows], self.fill, self.padding_mode)
        rows, columns = F.get_dimensions(img)[1:]
        if rows < height or columns < width:
            raise ValueError(f"Required crop size {(height, width)} is larger than input image size {(rows, columns)}")
        if (rows, columns) == (height, width):
            return img
        top = torch.randint(0, rows - height + 1, size=(1,)).item()
        left = torch.randint(0, columns - width + 1, size=(1,)).item()
        return F.crop(img, top, left, height, width)

    def __repr__(self):
        return f"RandomCrop(size={self.size}, padding={self.padding})"


class RandomResizedCrop(torch.nn.Module):
    def __init__(self, size, scale=(0.08, 1.0), ratio=(3.0 / 4.0, 4.0 / 3.0), interpolation=F.InterpolationMode.BILINEAR, antialias=None):
        super().__init__()
        self.size = (size, size) if isinstance(size, int) else (tuple(size) * 2)[:2] if len(size) == 1 else tuple(size)
        self.scale, self.ratio, self.interpolation, self.antialias = scale, ratio, F.mode_of(interpolation), antialias

    @staticmethod
    def get_params(img, scale, ratio):
        rows, columns = F.get_dimensions(img)[1:]
        low, high = torch.log(torch.tensor(ratio)).tolist()
        for _ in range(10):
            area = rows * columns * _uniform(scale[0], scale[1])
            shape = torch.exp(torch.empty(1).uniform_(low, high)).item()
            width, height = int(round(math.sqrt(area * shape))), int(round(math.sqrt(area / shape)))
            if 0 < width <= columns and 0 < height <= rows:
                top = torch.randint(0, rows - height + 1, size=(1,)).item()
                return top, torch.randint(0, columns - width + 1, size=(1,)).item(), height, width
        own, height, width = columns / rows, rows, columns
        if own < min(ratio):
            height = int(round(columns / min(ratio)))
        elif own > max(ratio):
            width = int(round(rows * max(ratio)))
        return (rows - height) // 2, (columns - width) // 2, height, width

    def forward(self, img):
        return F.resized_crop(img, *self.get_params(img, self.scale, self.ratio), self.size, self.interpolation, self.antialias)

    def __repr__(self):
        rounded = lambda pair: tuple(round(value, 4) for value in pair)
        return f"RandomResizedCrop(size={self.size}, scale={rounded(self.scale)}, ratio={rounded(self.ratio)}, interpolation={self.interpolation.value}), antialias={self.antialias})"


class RandomRotation(torch.nn.Module):
    def __init__(self, degrees, interpolation=F.InterpolationMode.NEAREST, expand=False, center=None, fill=0):
        super().__init__()
        self.degrees = [-float(degrees), float(degrees)] if isinstance(degrees, (int, float)) else [float(degree) for degree in degrees]
        self.interpolation, self.expand, self.center, self.fill = F.mode_of(interpolation), expand, center, fill

    def forward(self, img):
        return F.rotate(img, _uniform(*self.degrees), self.interpolation, self.expand, self.center, self.fill)

    def __repr__(self):
        return f"RandomRotation(degrees={self.degrees}, interpolation={self.interpolation.value}, expand={self.expand}, fill={self.fill})"


class RandomAffine(torch.nn.Module):
    def __init__(self, degrees, translate=None, scale=None, shear=None, interpolation=F.InterpolationMode.NEAREST, fill=0, center=None):
        super().__init__()
        pair = lambda value: [-float(value), float(value)] if isinstance(value, (int, float)) else [float(one) for one in value]
        self.degrees, self.translate, self.scale, self.shear = pair(degrees), translate, scale, None if shear is None else pair(shear)
        self.interpolation, self.fill, self.center = F.mode_of(interpolation), fill, center

    def forward(self, img):
        _, rows, columns = F.get_dimensions(img)
        angle, moved, scale, shear = _uniform(*self.degrees), (0, 0), 1.0, (0.0, 0.0)
        if self.translate is not None:
            most = float(self.translate[0] * columns), float(self.translate[1] * rows)
            moved = tuple(int(round(_uniform(-one, one))) for one in most)
        if self.scale is not None:
            scale = _uniform(*self.scale)
        if self.shear is not None:
            shear = _uniform(*self.shear[:2]), _uniform(*self.shear[2:]) if len(self.shear) == 4 else 0.0
        return F.affine(img, angle, moved, scale, shear, self.interpolation, self.fill, self.center)

    def __repr__(self):
        text = f"RandomAffine(degrees={self.degrees}"
        for name in ("translate", "scale", "shear"):
            text += "" if getattr(self, name) is None else f", {name}={getattr(self, name)}"
        return text + ")"


class ColorJitter(torch.nn.Module):
    def __init__(self, brightness=0, contrast=0, saturation=0, hue=0):
        super().__init__()
        self.brightness, self.contrast, self.saturation = (_around(one, 1.0) for one in (brightness, contrast, saturation))
        self.hue = _around(hue, 0.0, (-0.5, 0.5))

    def forward(self, img):
        order = torch.randperm(4).tolist()
        factors = [None if one is None else _uniform(*one) for one in (self.brightness, self.contrast, self.saturation, self.hue)]
        changes = (F.adjust_brightness, F.adjust_contrast, F.adjust_saturation, F.adjust_hue)
        for place in order:
            if factors[place] is not None:
                img = changes[place](img, factors[place])
        return img

    def __repr__(self):
        return f"ColorJitter(brightness={self.brightness}, contrast={self.contrast}, saturation={self.saturation}, hue={self.hue})"


def _around(value, center, bound=(0.0, math.inf)):
    if isinstance(value, (int, float)):
        if value < 0:
            raise ValueError("If this is a single number, it must be non negative.")
        value = [max(center - value, bound[0]), center + value]
    if not bound[0] <= value[0] <= value[1] <= bound[1]:
        raise ValueError(f"values should be between {bound}")
    return None if value[0] == value[1] == center else list(value)


class RandomErasing(torch.nn.Module):
    def __init__(self, p=0.5, scale=(0.02, 0.33), ratio=(0.3, 3.3), value=0, inplace=False):
        super().__init__()
        self.p, self.scale, self.ratio, self.value, self.inplace = p, scale, ratio, value, inplace

    def forward(self, img):
        if not torch.rand(1) < self.p:
            return img
        channels, rows, columns = img.shape[-3:]
        low, high = torch.log(torch.tensor(self.ratio)).tolist()
        for _ in range(10):
            area = rows * columns * _uniform(*self.scale)
            shape = torch.exp(torch.empty(1).uniform_(low, high)).item()
            height, width = int(round(math.sqrt(area * shape))), int(round(math.sqrt(area / shape)))
            if not (height < rows and width < columns):
                continue
            value = (
                torch.empty([channels, height, width]).normal_()
                if self.value == "random"
                else torch.tensor([self.value] if isinstance(self.value, (int, float)) else self.value)[:, None, None]
            )
            top = torch.randint(0, rows - height + 1, size=(1,)).item()
            left = torch.randint(0, columns - width + 1, size=(1,)).item()
            return F.erase(img, top, left, height, width, value, self.inplace)
        return img

    def __repr__(self):
        return f"RandomErasing(p={self.p}, scale={self.scale}, ratio={self.ratio}, value={self.value}, inplace={self.inplace})"
