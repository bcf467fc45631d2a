"""PyTorch's names over the course's own tensors. What is not here says so."""

import builtins as _builtins

from _ember.bridge import operation as _operation

from ._dtype import (  # noqa: F401
    Size,
    bfloat16,
    bool,
    channels_last,
    contiguous_format,
    device,
    double,
    dtype,
    float,
    float16,
    float32,
    float64,
    get_default_dtype,
    half,
    int,
    int8,
    int16,
    int32,
    int64,
    long,
    preserve_format,
    set_default_dtype,
    short,
    sparse_coo,
    strided,
    uint8,
)
from ._tensor import Tensor  # noqa: F401
from . import _index  # noqa: F401
from ._creation import *  # noqa: F401, F403
from ._creation import TYPED as _TYPED
from ._functions import FUNCTIONS as _FUNCTIONS
from ._finfo import finfo, iinfo  # noqa: F401
from .random import (  # noqa: F401
    Generator,
    default_generator,
    get_rng_state,
    initial_seed,
    manual_seed,
    seed,
    set_rng_state,
)
from . import autograd  # noqa: F401
from .autograd import enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled  # noqa: F401
from ._machine import *  # noqa: F401, F403
from ._machine import accelerator, backends, cuda, mps, version  # noqa: F401
from .amp import autocast  # noqa: F401

globals().update(_FUNCTIONS)
globals().update(_TYPED)
# As PyTorch calls them.
for _one in (Tensor, Size, dtype, device, finfo, iinfo):
    _one.__module__ = "torch"

__version__ = version.__version__ = "1.13.1"
pi, e, inf, nan = 3.141592653589793, 2.718281828459045, _builtins.float("inf"), _builtins.float("nan")


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None):
    profiles = {"default": (4, 1000, 3, 80), "short": (2, 1000, 2, 80), "full": (4, 2**53, 3, 80)}
    if profile is not None:
        _printing[:4] = profiles[profile]
    for place, value in enumerate((precision, threshold, edgeitems, linewidth)):
        if value is not None:
            _printing[place] = _builtins.int(value if value < 2**53 else 2**53)
    _printing[4] = sci_mode
    _operation("print_options")(*_printing[:4], sci_mode is not None, _builtins.bool(sci_mode))


_printing = [4, 1000, 3, 80, None]


def set_default_tensor_type(t):
    name = t if isinstance(t, str) else t.__name__
    kind = _TYPED.get(name.removeprefix("torch."))
    if kind is None:
        raise TypeError(f"invalid type object: only floating-point types are supported as the default type, and {name} is not here")
    set_default_dtype(kind.dtype)


from . import nn, optim, utils  # noqa: E402, F401
from ._utils import STORAGES as _STORAGES  # noqa: E402

globals().update(_STORAGES)
from .serialization import load, save  # noqa: E402, F401

# Few programs ask for these.
_LATER = {"linalg": "linalg", "distributions": "distributions"}
_LATER.update(
    dict.fromkeys(
        ("pinverse", "cholesky", "matrix_rank", "lu", "matrix_exp", "cholesky_inverse", "cholesky_solve", "triangular_solve", "svd_lowrank", "pca_lowrank"),
        "linalg",
    )
)


# What stands here, too.
_OF_FUNCTIONAL = ("cosine_similarity", "pairwise_distance", "pdist", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "celu", "selu", "prelu", "threshold",
                  "bilinear", "dropout", "pixel_shuffle", "pixel_unshuffle", "channel_shuffle", "max_pool1d", "max_pool2d", "adaptive_avg_pool1d", "poisson_nll_loss")  # fmt: skip


def __getattr__(name):
    import difflib

    if name in _LATER:
        from importlib import import_module

        module = import_module(f".{_LATER[name]}", __name__)
        return module if name == _LATER[name] else module.OLDER[name]
    if name in _OF_FUNCTIONAL:
        return getattr(nn.functional, name)
    if name == "compile":
        raise AttributeError("torch.compile is not here, nor in PyTorch 1.13: programs run as they are written.")
    near = difflib.get_close_matches(name, [own for own in globals() if not own.startswith("_")], 3)
    hint = f" Near it: {', '.join('torch.' + own for own in near)}." if near else ""
    raise AttributeError(f"torch.{name} is not here. It would run in PyTorch.{hint}")
