"""Pictures and tensors made into others, one by one or in a row."""

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


def __getattr__(name):
    raise AttributeError(f"torchvision.transforms.{name} is not here. It would run in torchvision.")
