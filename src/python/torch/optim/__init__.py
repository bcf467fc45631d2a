"""Optimizers: their bookkeeping here, the common updates in one call of the core each."""

from . import lr_scheduler  # noqa: F401
from .adam import Adam, Adamax, AdamW, NAdam, RAdam  # noqa: F401
from .optimizer import Optimizer, required  # noqa: F401
from .rules import ASGD, SGD, Adadelta, Adagrad, RMSprop, Rprop  # noqa: F401


def __getattr__(name):
    if name == "LBFGS":
        from .lbfgs import LBFGS

        return LBFGS
    raise AttributeError(f"torch.optim.{name} is not here. It would run in PyTorch.")
