"""Transforms that are the same each time. `_whole` does to many pictures at once what is done to each."""

import torch
from PIL._filters import resized

from . import functional as F


class Compose:
    def __init__(self, transforms):
        self.transforms = transforms

    def __call__(self, img):
        for transform in self.transforms:
            img = transform(img)
        return img

    def _whole(self, pixels):
        for transform in self.transforms:
            pixels = None if pixels is None else whole(transform, pixels)
        return pixels

    def __repr__(self):
        return "Compose(\n" + "".join(f"    {transform}\n" for transform in self.transforms) + ")"


class ToTensor:
    def __call__(self, pic):
        return F.to_tensor(pic)

    def _whole(self, pixels):
        stood = pixels.unsqueeze(1) if pixels.dim() == 3 else pixels.permute(0, 3, 1, 2).contiguous()
        return stood.to(torch.get_default_dtype()).div(255) if stood.dtype is torch.uint8 else None

    def __repr__(self):
        return "ToTensor()"


class PILToTensor:
    def __call__(self, pic):
        return F.pil_to_tensor(pic)

    def __repr__(self):
        return "PILToTensor()"


class ConvertImageDtype(torch.nn.Module):
    def __init__(self, dtype):
        super().__init__()
        self.dtype = dtype

    def forward(self, image):
        return F.convert_image_dtype(image, self.dtype)


class ToPILImage:
    def __init__(self, mode=None):
        self.mode = mode

    def __call__(self, pic):
        return F.to_pil_image(pic, self.mode)

    def __repr__(self):
        return "ToPILImage(" + ("" if self.mode is None else f"mode={self.mode}") + ")"


class Lambda:
    def __init__(self, lambd):
        if not callable(lambd):
            raise TypeError(f"Argument lambd should be callable, got {type(lambd).__name__!r}")
        self.lambd = lambd

    def __call__(self, img):
        return self.lambd(img)

    def __repr__(self):
        return "Lambda()"


class Normalize(torch.nn.Module):
    def __init__(self, mean, std, inplace=False):
        super().__init__()
        self.mean, self.std, self.inplace = mean, std, inplace

    def forward(self, tensor):
        return F.normalize(tensor, self.mean, self.std, self.inplace)

    def _whole(self, pixels):
        return self.forward(pixels) if pixels.is_floating_point() else None

    def __repr__(self):
        return f"Normalize(mean={self.mean}, std={self.std})"


class Resize(torch.nn.Module):
    def __init__(self, size, interpolation=F.InterpolationMode.BILINEAR, max_size=None, antialias=None):
        super().__init__()
        self.size, self.interpolation, self.max_size, self.antialias = size, F.mode_of(interpolation), max_size, antialias

    def forward(self, img):
        return F.resize(img, self.size, self.interpolation, self.max_size, self.antialias)

    def _whole(self, pixels):
        if pixels.dtype is not torch.uint8:
            return None
        # Pictures beside each other as one with many channels.
        count, rows, columns = pixels.shape[:3]
        height, width = F.wanted_size(columns, rows, self.size, self.max_size)
        wide = pixels.permute(1, 2, 0) if pixels.dim() == 3 else pixels.permute(1, 2, 0, 3).flatten(2)
        found = resized(wide, (width, height), F.FILTERS[self.interpolation.value])
        return found.permute(2, 0, 1) if pixels.dim() == 3 else found.unflatten(2, (count, -1)).permute(2, 0, 1, 3)

    def __repr__(self):
        return f"Resize(size={self.size}, interpolation={self.interpolation.value}, max_size={self.max_size}, antialias={self.antialias})"


class CenterCrop(torch.nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = (size, size) if isinstance(size, int) else tuple(size)

    def forward(self, img):
        return F.center_crop(img, self.size)

    def __repr__(self):
        return f"CenterCrop(size={self.size})"


class FiveCrop(torch.nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = (size, size) if isinstance(size, int) else tuple(size)

    def forward(self, img):
        return F.five_crop(img, self.size)

    def __repr__(self):
        return f"FiveCrop(size={self.size})"


class Pad(torch.nn.Module):
    def __init__(self, padding, fill=0, padding_mode="constant"):
        super().__init__()
        self.padding, self.fill, self.padding_mode = padding, fill, padding_mode

    def forward(self, img):
        return F.pad(img, self.padding, self.fill, self.padding_mode)

    def __repr__(self):
        return f"Pad(padding={self.padding}, fill={self.fill}, padding_mode={self.padding_mode})"


class Grayscale(torch.nn.Module):
    def __init__(self, num_output_channels=1):
        super().__init__()
        self.num_output_channels = num_output_channels

    def forward(self, img):
        return F.rgb_to_grayscale(img, self.num_output_channels)

    def __repr__(self):
        return f"Grayscale(num_output_channels={self.num_output_channels})"


class LinearTransformation(torch.nn.Module):
    def __init__(self, transformation_matrix, mean_vector):
        super().__init__()
        self.transformation_matrix, self.mean_vector = transformation_matrix, mean_vector

    def forward(self, tensor):
        return ((tensor.flatten() - self.mean_vector) @ self.transformation_matrix).view(tensor.shape)


def whole(transform, pixels):
    """Many pictures at once, by a transform that is of one of these very kinds; none by any other."""
    return transform._whole(pixels) if type(transform) in (Compose, ToTensor, Normalize, Resize) else None
