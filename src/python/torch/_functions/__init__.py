"""`torch.*`: functions on tensors. `FUNCTIONS` holds all of them by name."""

from .._tensor import Tensor
from . import counting, joining, matrices, moving, of_methods, types, windows
from .counting import *  # noqa: F401, F403
from .joining import *  # noqa: F401, F403
from .matrices import *  # noqa: F401, F403
from .moving import *  # noqa: F401, F403
from .of_methods import *  # noqa: F401, F403
from .types import *  # noqa: F401, F403

FUNCTIONS = dict(of_methods.FUNCTIONS)
for _family in (counting, joining, matrices, moving, types, windows, of_methods):
    FUNCTIONS.update((name, getattr(_family, name)) for name in _family.__all__)
globals().update(FUNCTIONS)

# What is a method of the tensor's, too.
for _name in ("split", "split_with_sizes", "chunk", "tensor_split", "hsplit", "vsplit", "dsplit", "tril", "triu", "diag", "diag_embed", "diagflat", "repeat_interleave", "tile", "roll",
              "movedim", "moveaxis", "fliplr", "flipud", "rot90", "bincount", "histc", "cross", "trace", "std_mean", "var_mean", "diff", "kron", "cov", "corrcoef", "repeat", "gcd", "lcm", "quantile", "nanquantile"):  # fmt: skip
    setattr(Tensor, _name, FUNCTIONS[_name])
for _name in ("tril", "triu"):
    setattr(Tensor, f"{_name}_", (lambda cut: lambda self, diagonal=0: self.copy_(cut(self, diagonal)))(FUNCTIONS[_name]))
