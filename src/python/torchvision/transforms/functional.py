"""What transforms do, as functions: of pictures, and of tensors [..., channels, height, width]."""

import enum
import functools
import math

import torch
from PIL import Image

from ._color import adjust_brightness, adjust_contrast, adjust_hue, adjust_saturation  # noqa: F401


class InterpolationMode(enum.Enum):
    NEAREST = "nearest"
    BILINEAR = "bilinear"
    BICUBIC = "bicubic"
    BOX = "box"
    LANCZOS = "lanczos"


FILTERS = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "box": Image.BOX, "lanczos": Image.LANCZOS}


def mode_of(interpolation):
    """An interpolation, by torchvision's name or by PIL's number."""
    if isinstance(interpolation, InterpolationMode):
        return interpolation
    return next(InterpolationMode(name) for name, number in FILTERS.items() if number == interpolation)


def get_dimensions(img):
    if isinstance(img, Image.Image):
        return [len(img.getbands()), img.height, img.width]
    return [1 if img.dim() == 2 else img.shape[-3], *img.shape[-2:]]


def get_image_size(img):
    return get_dimensions(img)[:0:-1]


def planes(img, change):
    """A change of planes [..., height, width], for tensors and pictures."""
    if not isinstance(img, Image.Image):
        return change(img)
    pixels = img._tensor_bytes
    changed = change(pixels) if pixels.dim() == 2 else change(pixels.permute(2, 0, 1)).permute(1, 2, 0)
    return Image.Image(changed.contiguous(), img.mode)


def to_tensor(pic):
    if isinstance(pic, Image.Image):
        pixels = pic._tensor_bytes
    elif hasattr(pic, "_tensor"):
        pixels = pic._tensor
    else:
        raise TypeError(f"pic should be PIL Image or ndarray. Got {type(pic)}")
    if pixels.dim() not in (2, 3):
        raise ValueError(f"pic should be 2/3 dimensional. Got {pixels.dim()} dimensions.")
    stood = pixels.unsqueeze(0) if pixels.dim() == 2 else pixels.permute(2, 0, 1).contiguous()
    return stood.to(torch.get_default_dtype()).div(255) if stood.dtype is torch.uint8 else stood


def pil_to_tensor(pic):
    pixels = pic._tensor_bytes
    return pixels.unsqueeze(0) if pixels.dim() == 2 else pixels.permute(2, 0, 1).contiguous()


def to_pil_image(pic, mode=None):
    stood = pic if isinstance(pic, torch.Tensor) else torch.as_tensor(pic)
    if not isinstance(pic, torch.Tensor) and stood.dim() == 3:
        stood = stood.permute(2, 0, 1)
    stood = stood.unsqueeze(0) if stood.dim() == 2 else stood
    if stood.dim() != 3 or stood.size(0) not in (1, 3, 4):
        raise ValueError(
            f"pic should be 2/3 dimensional. Got {stood.dim()} dimensions."
            if stood.dim() != 3
            else f"pic should not have > 4 channels. Got {stood.size(0)} channels."
        )
    pixels = stood.mul(255).byte() if stood.is_floating_point() else stood.byte()
    own = {1: "L", 3: "RGB", 4: "RGBA"}[pixels.size(0)]
    made = Image.Image(pixels.squeeze(0) if own == "L" else pixels.permute(1, 2, 0).contiguous(), own)
    return made if mode in (None, own) else made.convert(mode)


def convert_image_dtype(image, dtype=torch.float32):
    if image.dtype is dtype:
        return image
    if image.is_floating_point():
        return image.to(dtype) if dtype.is_floating_point else image.mul(torch.iinfo(dtype).max + 1.0 - 1e-3).to(dtype)
    if dtype.is_floating_point:
        return image.to(dtype) / torch.iinfo(image.dtype).max
    raise NotImplementedError("convert_image_dtype between two kinds of whole numbers is not here.")


def _column(values, dtype):
    if isinstance(values, tuple):
        return _column_of_numbers(values, dtype)
    values = torch.as_tensor(values, dtype=dtype)
    return values.reshape(-1, 1, 1) if values.dim() == 1 else values


@functools.lru_cache(16)
def _column_of_numbers(values, dtype):
    return torch.tensor(values, dtype=dtype).reshape(-1, 1, 1)


def normalize(tensor, mean, std, inplace=False):
    if not isinstance(tensor, torch.Tensor):
        raise TypeError(f"img should be Tensor Image. Got {type(tensor)}")
    if not tensor.is_floating_point():
        raise TypeError(f"Input tensor should be a float tensor. Got {tensor.dtype}.")
    mean, std = (_column(tuple(value) if isinstance(value, list) else value, tensor.dtype) for value in (mean, std))
    if (std == 0).any():
        raise ValueError(f"std evaluated to zero after conversion to {tensor.dtype}, leading to division by zero.")
    return tensor.sub_(mean).div_(std) if inplace else (tensor - mean) / std


def resize(img, size, interpolation=InterpolationMode.BILINEAR, max_size=None, antialias=None):
    mode = mode_of(interpolation)
    height, width = wanted_size(*get_image_size(img), size, max_size)
    if isinstance(img, Image.Image):
        return img if (width, height) == img.size else img.resize((width, height), FILTERS[mode.value])
    if antialias:
        raise NotImplementedError("resize(antialias=True) of a tensor is not here: of a picture it is.")
    if mode.value not in ("nearest", "bilinear", "bicubic"):
        raise NotImplementedError(f"resize of a tensor with {mode} is not here.")
    batch = img.reshape(1, -1, *img.shape[-2:]).float()
    made = torch.nn.functional.interpolate(batch, (height, width), mode=mode.value, align_corners=None if mode.value == "nearest" else False)
    made = made.round().clamp(0, 255) if img.dtype is torch.uint8 else made
    return made.reshape(*img.shape[:-2], height, width).to(img.dtype)


def wanted_size(width, height, size, max_size):
    size = size[0] if not isinstance(size, int) and len(size) == 1 else size
    if not isinstance(size, int):
        if max_size is not None:
            raise ValueError(
                "max_size should only be passed if size specifies the length of the smaller edge, i.e. size should be an int or a sequence of length 1 in torchscript mode."
            )
        return tuple(size)
    short, long = min(width, height), max(width, height)
    short, long = size, int(size * long / short)
    if max_size is not None:
        if max_size <= size:
            raise ValueError(f"max_size = {max_size} must be strictly greater than the requested size for the smaller edge size = {size}")
        if long > max_size:
            short, long = int(max_size * short / long), max_size
    return (long, short) if height > width else (short, long)


def crop(img, top, left, height, width):
    """What lies outside is black."""
    rows, columns = get_dimensions(img)[1:]
    sides = (max(0, -left), max(0, left + width - columns), max(0, -top), max(0, top + height - rows))
    if any(sides):
        img = planes(img, lambda own: torch.nn.functional.pad(own, sides))
        top, left = max(top, 0), max(left, 0)
    return planes(img, lambda own: own[..., top : top + height, left : left + width])


def center_crop(img, output_size):
    height, width = (output_size, output_size) if isinstance(output_size, int) else (output_size * 2)[:2] if len(output_size) == 1 else output_size
    rows, columns = get_dimensions(img)[1:]
    if width > columns or height > rows:
        left, top = max(0, (width - columns) // 2), max(0, (height - rows) // 2)
        img = pad(img, [left, top, max(0, (width - columns + 1) // 2), max(0, (height - rows + 1) // 2)])
        rows, columns = get_dimensions(img)[1:]
    return crop(img, int(round((rows - height) / 2.0)), int(round((columns - width) / 2.0)), height, width)


def resized_crop(img, top, left, height, width, size, interpolation=InterpolationMode.BILINEAR, antialias=None):
    return resize(crop(img, top, left, height, width), size, interpolation, antialias=antialias)


def pad(img, padding, fill=0, padding_mode="constant"):
    sides = [padding] * 4 if isinstance(padding, int) else list(padding) * (4 // len(padding))
    modes = {"constant": "constant", "edge": "replicate", "reflect": "reflect"}
    if padding_mode not in modes:
        raise NotImplementedError(f"pad(padding_mode={padding_mode!r}) is not here: {', '.join(modes)} are.")
    left, top, right, bottom = sides

    def run(own):
        if isinstance(fill, (tuple, list)):
            return torch.stack([torch.nn.functional.pad(channel, (left, right, top, bottom), value=value) for channel, value in zip(own, fill)])
        return torch.nn.functional.pad(own, (left, right, top, bottom), modes[padding_mode], fill if padding_mode == "constant" else None)

    return planes(img, run)


def hflip(img):
    return planes(img, lambda own: own.flip(-1))


def vflip(img):
    return planes(img, lambda own: own.flip(-2))


def rgb_to_grayscale(img, num_output_channels=1):
    if isinstance(img, Image.Image):
        grey = img.convert("L")
        return grey if num_output_channels == 1 else grey.convert("RGB")
    red, green, blue = img.unbind(-3)
    grey = (0.2989 * red + 0.587 * green + 0.114 * blue).to(img.dtype).unsqueeze(-3)
    return grey if num_output_channels == 1 else grey.expand(img.shape)


to_grayscale = rgb_to_grayscale


def rotate(img, angle, interpolation=InterpolationMode.NEAREST, expand=False, center=None, fill=None):
    """Against the clock, by degrees."""
    if mode_of(interpolation) is not InterpolationMode.NEAREST:
        raise NotImplementedError("rotate is here with InterpolationMode.NEAREST.")
    picture = img if isinstance(img, Image.Image) else None
    fill = 0 if fill is None else fill
    if picture is not None:
        return picture.rotate(angle, Image.NEAREST, expand, center, fillcolor=fill)
    if expand:
        raise NotImplementedError("rotate(expand=True) of a tensor is not here: of a picture it is.")
    height, width = img.shape[-2:]
    middle = (width / 2, height / 2) if center is None else center
    return Image.moved(img, Image.turned(-math.radians(angle), middle), (width, height), fill)


def affine(img, angle, translate, scale, shear, interpolation=InterpolationMode.NEAREST, fill=None, center=None):
    if mode_of(interpolation) is not InterpolationMode.NEAREST:
        raise NotImplementedError("affine is here with InterpolationMode.NEAREST.")
    shear = [shear, 0.0] if isinstance(shear, (int, float)) else list(shear)
    _, height, width = get_dimensions(img)
    middle = [width * 0.5, height * 0.5] if center is None else center
    matrix = _inverse(middle, angle, translate, scale, shear)
    return planes(img, lambda own: Image.moved(own, matrix, (width, height), 0 if fill is None else fill))


def _inverse(center, angle, translate, scale, shear):
    """From a new place to the old one: turned, sheared, scaled, moved."""
    turn, sx, sy = math.radians(angle), math.radians(shear[0]), math.radians(shear[1])
    a, b = math.cos(turn - sy) / math.cos(sy), -math.cos(turn - sy) * math.tan(sx) / math.cos(sy) - math.sin(turn)
    c, d = math.sin(turn - sy) / math.cos(sy), -math.sin(turn - sy) * math.tan(sx) / math.cos(sy) + math.cos(turn)
    matrix = [value / scale for value in (d, -b, 0.0, -c, a, 0.0)]
    (cx, cy), (tx, ty) = center, translate
    matrix[2] += matrix[0] * (-cx - tx) + matrix[1] * (-cy - ty) + cx
    matrix[5] += matrix[3] * (-cx - tx) + matrix[4] * (-cy - ty) + cy
    return matrix


def erase(img, i, j, h, w, v, inplace=False):
    img = img if inplace else img.clone()
    img[..., i : i + h, j : j + w] = v
    return img


def five_crop(img, size):
    height, width = (size, size) if isinstance(size, int) else size
    rows, columns = get_dimensions(img)[1:]
    if width > columns or height > rows:
        raise ValueError(f"Requested crop size {size} is bigger than input size {(rows, columns)}")
    corners = ((0, 0), (0, columns - width), (rows - height, 0), (rows - height, columns - width))
    return (*(crop(img, top, left, height, width) for top, left in corners), center_crop(img, [height, width]))


def __getattr__(name):
    if name in ("gaussian_blur", "invert", "solarize", "posterize", "autocontrast", "equalize", "adjust_sharpness", "adjust_gamma", "ten_crop"):
        from . import _more

        return getattr(_more, name)
    raise AttributeError(f"torchvision.transforms.functional.{name} is not here. It would run in torchvision.")
