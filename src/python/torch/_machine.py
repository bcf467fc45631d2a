"""The machine that there is: one thread, no GPU; and the switches of libraries that are not here."""

import builtins
import sys

from . import amp
from ._dtype import check_device

__all__ = ["set_num_threads", "get_num_threads", "set_num_interop_threads", "get_num_interop_threads", "set_default_device", "use_deterministic_algorithms", "set_deterministic",
           "are_deterministic_algorithms_enabled", "is_deterministic", "set_float32_matmul_precision", "get_float32_matmul_precision", "set_flush_denormal"]  # fmt: skip

# How many threads, and in what order sums are made, changes no promise: here is one thread and one order.


def set_num_threads(int):
    if int < 1:
        raise RuntimeError("set_num_threads expects a positive integer")


set_num_interop_threads = set_num_threads


def get_num_threads():
    return 1


get_num_interop_threads = get_num_threads


def set_default_device(device):
    check_device(device)


_asked = {"deterministic": False, "precision": "highest"}


def use_deterministic_algorithms(mode, *, warn_only=False):
    """All algorithms here are, whether asked to or not."""
    _asked["deterministic"] = builtins.bool(mode)


set_deterministic = use_deterministic_algorithms


def are_deterministic_algorithms_enabled():
    return _asked["deterministic"]


is_deterministic = are_deterministic_algorithms_enabled


def set_float32_matmul_precision(precision):
    """The CPU's products are of the highest precision in any case."""
    if precision not in ("highest", "high", "medium"):
        raise RuntimeError(f"{precision} is not one of 'highest', 'high', or 'medium'")
    _asked["precision"] = precision


def get_float32_matmul_precision():
    return _asked["precision"]


def set_flush_denormal(mode):
    return not mode


class _Missing:
    """A device that is not here, and says so."""

    def __init__(self, name):
        self._name = name

    def is_available(self):
        return False

    def device_count(self):
        return 0

    # As in PyTorch without a GPU: there is nothing to seed and nothing to empty.

    def manual_seed(self, seed):
        return None

    def manual_seed_all(self, seed):
        return None

    def empty_cache(self):
        return None

    def is_initialized(self):
        return False

    def synchronize(self, device=None):
        check_device("cuda")

    def current_device(self):
        check_device("cuda")

    def get_device_name(self, device=None):
        check_device("cuda")

    def set_device(self, device):
        check_device("cuda")

    # Nothing was ever laid there.

    def memory_allocated(self, device=None):
        return 0

    max_memory_allocated = memory_reserved = max_memory_reserved = memory_allocated

    def __getattr__(self, name):
        if name in ("get_device_properties", "get_device_capability", "current_stream", "mem_get_info", "get_rng_state", "ipc_collect"):
            return lambda *args, **named: check_device("cuda")
        raise AttributeError(f"torch.{self._name}.{name} is not here: tensors live on the CPU.")


class _Cuda(_Missing):
    amp = amp.cuda


class _Accelerator(_Missing):
    def current_accelerator(self, check_available=False):
        return None


class _Switch:
    """The settings of a library that is not here: they are kept, and concern nothing."""

    deterministic = benchmark = allow_tf32 = False
    enabled = True

    def is_available(self):
        return False

    is_built = is_available

    def version(self):
        return None


class _Backends:
    def __init__(self):
        self.cudnn, self.mps, self.cuda, self.mkl, self.mkldnn, self.openmp = (_Switch() for _ in range(6))
        self.cuda.matmul = _Switch()

    def __getattr__(self, name):
        raise AttributeError(f"torch.backends.{name} is not here.")


cuda, mps, accelerator, backends = _Cuda("cuda"), _Missing("mps"), _Accelerator("accelerator"), _Backends()


class version:
    cuda = hip = None
    debug = False


# They are imported as modules, too.
sys.modules.update(
    {f"torch.{name}": one for name, one in {"cuda": cuda, "cuda.amp": cuda.amp, "mps": mps, "version": version, "backends": backends}.items()}
    | {f"torch.backends.{name}": one for name, one in vars(backends).items()}
)
