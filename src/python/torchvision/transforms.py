"""Pictures and tensors made into others, one by one or in a row."""


import torch
from PIL import Image


class Compose:
    def __init__(self, transforms):
        self.transforms = transforms

    def __call__(self, img):
        for transform in self.transforms:
            img = transform(img)
        return img

    def __repr__(self):
        return "Compose(\n" + "".join(f"    {transform}\n" for transform in self.transforms) + ")"


class ToTensor:
    def __call__(self, pic):
        if isinstance(pic, Image.Image):
            pixels = pic._tensor_bytes
        elif hasattr(pic, "_tensor"):
            pixels = pic._tensor
        else:
            raise TypeError(f"pic should be PIL Image or ndarray. Got {type(pic)}")
        planes = pixels.unsqueeze(0) if pixels.dim() == 2 else pixels.permute(2, 0, 1).contiguous()
        return planes.float().div(255) if planes.dtype is torch.uint8 else planes

    def __repr__(self):
        return "ToTensor()"


class PILToTensor:
    def __call__(self, pic):
        pixels = pic._tensor_bytes
        return pixels.unsqueeze(0) if pixels.dim() == 2 else pixels.permute(2, 0, 1).contiguous()

    def __repr__(self):
        return "PILToTensor()"


class ToPILImage:
    def __init__(self, mode=None):
        self.mode = mode

    def __call__(self, pic):
        planes = pic if isinstance(pic, torch.Tensor) else torch.as_tensor(pic).permute(2, 0, 1)
        planes = planes.unsqueeze(0) if planes.dim() == 2 else planes
        pixels = planes.mul(255).byte() if planes.is_floating_point() else planes
        return Image.Image(pixels.squeeze(0) if pixels.size(0) == 1 else pixels.permute(1, 2, 0).contiguous(), "L" if pixels.size(0) == 1 else "RGB")

    def __repr__(self):
        return "ToPILImage()"


class Normalize:
    def __init__(self, mean, std, inplace=False):
        self.mean, self.std, self.inplace = mean, std, inplace

    def __call__(self, tensor):
        if not tensor.is_floating_point():
            raise TypeError(f"Input tensor should be a float tensor. Got {tensor.dtype}.")
        mean, std = (torch.tensor(value, dtype=tensor.dtype).reshape(-1, 1, 1) for value in (self.mean, self.std))
        out = (tensor - mean) / std
        return tensor.copy_(out) if self.inplace else out

    def __repr__(self):
        return f"Normalize(mean={self.mean}, std={self.std})"


class Resize:
    def __init__(self, size, interpolation=Image.BILINEAR, max_size=None, antialias=None):
        self.size, self.interpolation = size, interpolation

    def __call__(self, img):
        if isinstance(img, torch.Tensor):
            height, width = self._wanted(img.shape[-1], img.shape[-2])
            planes = img.reshape(1, -1, *img.shape[-2:])
            return torch.nn.functional.interpolate(planes.float(), (height, width), mode="bilinear", align_corners=False).reshape(*img.shape[:-2], height, width).to(img.dtype)
        height, width = self._wanted(*img.size)
        return img if (width, height) == img.size else img.resize((width, height), self.interpolation)

    def _wanted(self, width, height):
        size = self.size[0] if not isinstance(self.size, int) and len(self.size) == 1 else self.size
        if not isinstance(size, int):
            return tuple(size)
        short, long = min(width, height), max(width, height)
        grown = int(size * long / short)
        return (grown, size) if height > width else (size, grown)

    def __repr__(self):
        return f"Resize(size={self.size}, interpolation=bilinear, max_size=None, antialias=None)"


class CenterCrop:
    def __init__(self, size):
        self.size = (size, size) if isinstance(size, int) else tuple(size)

    def __call__(self, img):
        (height, width), (rows, columns) = self.size, _extent(img)
        top, left = round((rows - height) / 2), round((columns - width) / 2)
        return _cut(img, top, left, height, width)

    def __repr__(self):
        return f"CenterCrop(size={self.size})"


class RandomCrop:
    def __init__(self, size, padding=None, pad_if_needed=False, fill=0, padding_mode="constant"):
        self.size, self.padding = (size, size) if isinstance(size, int) else tuple(size), padding
        if padding_mode != "constant" or pad_if_needed:
            raise NotImplementedError("RandomCrop is here with constant padding.")

    def __call__(self, img):
        if self.padding:
            img = _padded(img, self.padding)
        (height, width), (rows, columns) = self.size, _extent(img)
        if rows < height or columns < width:
            raise ValueError(f"Required crop size {(height, width)} is larger than input image size {(rows, columns)}")
        if (rows, columns) == (height, width):
            return img
        top = int(torch.randint(0, rows - height + 1, size=(1,)))
        left = int(torch.randint(0, columns - width + 1, size=(1,)))
        return _cut(img, top, left, height, width)

    def __repr__(self):
        return f"RandomCrop(size={self.size}, padding={self.padding})"


class Pad:
    def __init__(self, padding, fill=0, padding_mode="constant"):
        self.padding, self.fill, self.padding_mode = padding, fill, padding_mode

    def __call__(self, img):
        return _padded(img, self.padding)

    def __repr__(self):
        return f"Pad(padding={self.padding}, fill={self.fill}, padding_mode={self.padding_mode})"


class _Flip:
    dim = -1

    def __init__(self, p=0.5):
        self.p = p

    def __call__(self, img):
        return _planes(img, lambda planes: planes.flip(self.dim)) if torch.rand(1) < self.p else img

    def __repr__(self):
        return f"{type(self).__name__}(p={self.p})"


class RandomHorizontalFlip(_Flip):
    pass


class RandomVerticalFlip(_Flip):
    dim = -2


class Grayscale:
    def __init__(self, num_output_channels=1):
        self.num_output_channels = num_output_channels

    def __call__(self, img):
        grey = img.convert("L")
        return grey if self.num_output_channels == 1 else grey.convert("RGB")

    def __repr__(self):
        return f"Grayscale(num_output_channels={self.num_output_channels})"


class Lambda:
    def __init__(self, lambd):
        self.lambd = lambd

    def __call__(self, img):
        return self.lambd(img)

    def __repr__(self):
        return "Lambda()"


def _extent(img):
    return (img.height, img.width) if isinstance(img, Image.Image) else tuple(img.shape[-2:])


def _planes(img, change):
    """A change of planes [..., height, width], for tensors and pictures."""
    if not isinstance(img, Image.Image):
        return change(img)
    pixels = img._tensor_bytes
    changed = change(pixels) if pixels.dim() == 2 else change(pixels.permute(2, 0, 1)).permute(1, 2, 0)
    return Image.Image(changed.contiguous(), img.mode)


def _cut(img, top, left, height, width):
    return _planes(img, lambda planes: planes[..., top : top + height, left : left + width])


def _padded(img, padding):
    sides = [padding] * 4 if isinstance(padding, int) else list(padding) * (4 // len(padding))
    left, top, right, bottom = sides
    return _planes(img, lambda planes: torch.nn.functional.pad(planes, (left, right, top, bottom)))


def __getattr__(name):
    raise AttributeError(f"torchvision.transforms.{name} is not here. It would run in torchvision.")
