"""Pictures and tensors made into others, one by one or in a row."""

import sys

from . import functional  # noqa: F401
from .chance import (  # noqa: F401
    ColorJitter,
    RandomAffine,
    RandomApply,
    RandomChoice,
    RandomCrop,
    RandomErasing,
    RandomGrayscale,
    RandomHorizontalFlip,
    RandomOrder,
    RandomResizedCrop,
    RandomRotation,
    RandomVerticalFlip,
)
from .functional import InterpolationMode  # noqa: F401
from .plain import (  # noqa: F401
    CenterCrop,
    Compose,
    ConvertImageDtype,
    FiveCrop,
    Grayscale,
    Lambda,
    LinearTransformation,
    Normalize,
    Pad,
    PILToTensor,
    Resize,
    ToPILImage,
    ToTensor,
)


# torchvision keeps them in a file of this name.
transforms = sys.modules[f"{__name__}.transforms"] = sys.modules[__name__]
_FEW = ("GaussianBlur", "TenCrop", "RandomInvert", "RandomAutocontrast", "RandomEqualize", "RandomSolarize", "RandomPosterize", "RandomAdjustSharpness")


def __getattr__(name):
    if name in _FEW:
        from . import _more

        return getattr(_more, name)
    raise AttributeError(f"torchvision.transforms.{name} is not here. It would run in torchvision.")
