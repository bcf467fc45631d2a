"""PyTorch's names over the course's own tensors. What is not here says so."""

import builtins as _builtins

from _ember.bridge import operation as _operation

from . import _dtype
from ._dtype import (  # noqa: F401
    Size,
    bfloat16,
    bool,
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
    set_default_dtype,
    short,
    uint8,
)
from ._tensor import Tensor  # noqa: F401
from ._creation import *  # noqa: F401, F403
from ._creation import TYPED as _TYPED
from ._functions import FUNCTIONS as _FUNCTIONS
from .random import (  # noqa: F401
    Generator,
    default_generator,
    get_rng_state,
    initial_seed,
    manual_seed,
    seed,
    set_rng_state,
)
from . import autograd
from .autograd import enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled  # noqa: F401

globals().update(_FUNCTIONS)
globals().update(_TYPED)

__version__ = "1.13.1"
strided = "torch.strided"
preserve_format = contiguous_format = None
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


def set_num_threads(count):
    """There is one thread here; programs that ask for one get it."""


def get_num_threads():
    return 1


def set_default_tensor_type(kind):
    name = kind if isinstance(kind, str) else kind.__name__
    set_default_dtype(_TYPED[name.removeprefix("torch.")].dtype)


def use_deterministic_algorithms(mode, warn_only=False):
    """All algorithms here are."""


def is_deterministic():
    return True


def compile(model=None, **options):
    raise NotImplementedError("torch.compile is not here: programs run as they are written.")


class _Missing:
    """A device that is not here, and says so."""

    def __init__(self, name):
        self._name = name

    @staticmethod
    def is_available():
        return False

    @staticmethod
    def device_count():
        return 0

    @staticmethod
    def manual_seed(seed):
        pass

    manual_seed_all = empty_cache = synchronize = manual_seed

    def __getattr__(self, name):
        raise AttributeError(f"torch.{self._name}.{name} is not here: tensors live on the CPU.")


class _Switch:
    """Settings of libraries that are not here; they can be set to nothing's harm."""

    deterministic = benchmark = enabled = False

    @staticmethod
    def is_available():
        return False

    @staticmethod
    def is_built():
        return False


class _Backends:
    cudnn, mps, cuda = _Switch(), _Switch(), _Switch()


cuda, mps, backends = _Missing("cuda"), _Missing("mps"), _Backends()

from . import linalg, nn, optim, utils  # noqa: E402, F401
from ._utils import STORAGES as _STORAGES  # noqa: E402

globals().update(_STORAGES)
from .serialization import load, save  # noqa: E402, F401


def __getattr__(name):
    import difflib

    near = difflib.get_close_matches(name, [own for own in globals() if not own.startswith("_")], 3)
    hint = f" Near it: {', '.join('torch.' + own for own in near)}." if near else ""
    raise AttributeError(f"torch.{name} is not here. It would run in PyTorch.{hint}")
